/** What is promised of the results, and whether it holds. */
import { groupedNumber } from '#simulator';
import type { Results } from './results.ts';

export interface Check {
  readonly id: string;
  readonly title: string;
  /** As they are to be read, with their unit. */
  readonly simulated: string;
  readonly reference: string;
  /** Where the reference is from. */
  readonly from: string;
  readonly allowed: string;
  readonly holds: boolean;
}

const allowedErrors = 3;
const most = { pColdMapePercent: 13, instancesMapePercent: 3.3, tracesPercent: 12, rarePercent: 2 } as const;

const percent = (value: number): string => `${value.toFixed(2)} %`;

const digits = (value: number, count = 5): string => String(Number(value.toPrecision(count)));

interface Estimate {
  readonly value: number;
  readonly standardError: number;
}

/** A simulated estimate beside an exact value. */
function near(id: string, title: string, { value, standardError }: Estimate, exact: number, from: string): Check {
  return {
    id,
    title,
    simulated: `${digits(value)} ± ${digits(standardError, 2)}`,
    reference: digits(exact, 6),
    from,
    allowed: `${allowedErrors} standard errors`,
    holds: Math.abs(value - exact) <= allowedErrors * standardError,
  };
}

function experimentChecks(found: Omit<Results, 'checks'>): Check[] {
  const { simFaas, ownServiceTimes } = found.experiments;
  const error = (id: string, title: string, value: number, beside: number, allowed: number): Check => ({
    id,
    title,
    simulated: percent(value),
    reference: percent(beside),
    from: 'SimFaaS, the published simulator, on the same data',
    allowed: `at most ${allowed} %`,
    holds: value <= allowed,
  });
  const pCold = 'Mean error of P(cold) in 20 experiments';
  const instances = 'Mean error of the number of environments in them';
  return [
    error('experiments.pCold', pCold, found.pColdMapePercent, simFaas.pColdMapePercent, most.pColdMapePercent),
    error(
      'experiments.instances',
      instances,
      found.instancesMapePercent,
      simFaas.instancesMapePercent,
      most.instancesMapePercent,
    ),
    error(
      'experiments.own.pCold',
      `${pCold}, each with its own service times`,
      ownServiceTimes.pColdMapePercent,
      simFaas.pColdMapePercent,
      most.pColdMapePercent,
    ),
    error(
      'experiments.own.instances',
      `${instances}, each with its own service times`,
      ownServiceTimes.instancesMapePercent,
      simFaas.instancesMapePercent,
      most.instancesMapePercent,
    ),
  ];
}

function traceChecks({ traces }: Omit<Results, 'checks'>): Check[] {
  const { days, meanErrorPercent } = traces;
  return [
    {
      id: 'traces.mean',
      title: `Cold starts of ${days.length} recorded days, their requests replayed: mean error`,
      simulated: percent(meanErrorPercent),
      reference: percent(0),
      from: 'recorded on real Lambda',
      allowed: `at most ${most.tracesPercent} %`,
      holds: meanErrorPercent <= most.tracesPercent,
    },
  ];
}

function theoryChecks({ fullAccount, steady, rareRequests }: Omit<Results, 'checks'>): Check[] {
  const longer = 'runs of 630 million requests of other programs';
  const workload = 'Random requests at 0.9/s that take 1.991 s, cold 2.244 s';
  return [
    near(
      'theory.erlangB',
      'Share turned away by a full account: 1,000 requests/s, 2.016 s each, 1,000 places',
      fullAccount.turnedAway,
      fullAccount.exact,
      'Erlang’s B formula',
    ),
    near('theory.pCold', `${workload}: P(cold)`, steady.pCold, steady.reference.pCold, longer),
    near('theory.servers', `${workload}: environments`, steady.servers, steady.reference.servers, longer),
    near('theory.running', `${workload}: running at once`, steady.running, steady.reference.running, longer),
    ...rareRequests.map(({ ratePerSecond, pCold, exact }) => {
      const everySeconds = Math.round(1 / ratePerSecond);
      return {
        id: `theory.rare.${everySeconds}`,
        title: `P(cold) of one request in ${groupedNumber(everySeconds)} s`,
        simulated: `${digits(pCold.value)} ± ${digits(pCold.standardError, 2)}`,
        reference: digits(exact),
        from: 'e^(−rate × time-out)',
        allowed: `${most.rarePercent} %`,
        holds: Math.abs(pCold.value / exact - 1) <= most.rarePercent / 100,
      };
    }),
  ];
}

function otherChecks({ formerBursts, coldStarts }: Omit<Results, 'checks'>): Check[] {
  const inner = coldStarts.quantiles.filter(({ probability }) => probability > 0 && probability < 1);
  const furthest = Math.max(...inner.map(({ standardErrors }) => Math.abs(standardErrors)));
  const within = coldStarts.quantiles.every(
    ({ probability, measuredMs, drawnMs }) =>
      (probability > 0 || drawnMs >= measuredMs - 0.001) && (probability < 1 || drawnMs <= measuredMs + 0.001),
  );
  return [
    ...formerBursts.map(({ minutes, simulated, documented }) => ({
      id: `burst.${minutes}`,
      title: `Before November 2023: 10,000 requests over ${minutes} min, throttled in each`,
      simulated,
      reference: documented,
      from: 'AWS’s own example',
      allowed: 'exactly',
      holds: simulated === documented,
    })),
    {
      id: 'coldStarts',
      title: `Init times drawn, ${inner.length} quantiles of ${new Set(inner.map(({ kind }) => kind)).size} kinds of function: the furthest from its place`,
      simulated: `${furthest.toFixed(2)} standard errors`,
      reference: '0',
      from: 'the table of measured cold starts',
      allowed: `${allowedErrors} standard errors`,
      holds: furthest <= allowedErrors && within,
    },
  ];
}

/** Every promise: experiments, traces, theory, the former burst, cold starts. */
export const checksOf = (found: Omit<Results, 'checks'>): Check[] => [
  ...experimentChecks(found),
  ...traceChecks(found),
  ...theoryChecks(found),
  ...otherChecks(found),
];
