/** What a busy share of provisioned environments costs, beside the same load on demand. For pages as they are built. */
import { factsOn, type ScenarioInput } from '#simulator';
import { today } from '../../../components/today.ts';
import { runAtBuild } from '../../../workers/run-view.ts';

const environments = 10;
const shares = [0.2, 0.4, 0.6, 0.8, 1] as const;
/** The step in which provisioned concurrency is billed; the load ends just before it does. */
const seconds = factsOn(today)['billing.provisioned.step'];
const handlerMs = 1000;

const scenario = (share: number, provisioned: boolean): ScenarioInput => ({
  name: 'A steady load',
  functions: [
    {
      FunctionName: 'quotes',
      MemorySize: 1024,
      Profile: { durationMs: { kind: 'constant', value: handlerMs }, initMs: { kind: 'constant', value: 0 } },
      Versions: [{}],
      Aliases: [{ Name: 'live', FunctionVersion: '1' }],
      ProvisionedConcurrencyConfigs: provisioned
        ? [{ Qualifier: 'live', ProvisionedConcurrentExecutions: environments }]
        : [],
    },
  ],
  traffic: [
    {
      kind: 'every',
      FunctionName: 'quotes',
      Qualifier: 'live',
      intervalMs: 1000 / (environments * share),
      count: environments * share * (seconds - 1),
    },
  ],
  untilMs: seconds * 1000 - 1,
});

export interface CostRow {
  readonly share: number;
  /** Dollars an hour. */
  readonly onDemand: number;
  readonly provisioned: number;
}

export const costRows = (): CostRow[] =>
  shares.map((share) => {
    const hourly = (provisioned: boolean): number =>
      (runAtBuild(scenario(share, provisioned)).summary.bill.totalUsd * 3600) / seconds;
    return { share, onDemand: hourly(false), provisioned: hourly(true) };
  });

export const costOf = { environments, handlerMs };
