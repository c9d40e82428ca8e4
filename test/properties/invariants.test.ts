import fc from 'fast-check';
import { describe, test } from 'vitest';
import { NONE, parseScenario, simulate, ScenarioError, type EventType, type ScenarioInput } from '#simulator';
import { count, holds as holdsIn, must, seen, type Seen } from './laws.ts';
import { scenarios } from './scenarios.ts';

const holds = (law: (events: Seen[], input: ScenarioInput) => void): void => holdsIn(scenarios, law);

describe('in every run', () => {
  test('time never goes back, and a cause comes before what it leads to', () =>
    holds((events) => {
      events.forEach((e, i) => {
        must(i === 0 || e.atUs >= events[i - 1]!.atUs, `event ${i} goes back`);
        must(e.causeSeq === NONE || e.causeSeq < e.seq, `event ${i} has its cause after it`);
        must(Number.isInteger(e.atUs), `event ${i} is not at a whole microsecond`);
      });
    }));

  test('an environment serves one request at a time, and every START has one REPORT', () =>
    holds((events, input) => {
      const serving = new Map<number, number>();
      for (const e of events) {
        if (e.type === 'platform.start') {
          must(!serving.has(e.environment), `environment ${e.environment} serves two requests`);
          serving.set(e.environment, e.request);
        }
        if (e.type === 'platform.report') {
          must(serving.get(e.environment) === e.request, `REPORT without START of request ${e.request}`);
          serving.delete(e.environment);
        }
      }
      must(serving.size === 0 || input.untilMs !== undefined, 'a request was never reported');
    }));

  test('every request is answered exactly once: served, throttled or refused', () =>
    holds((events, input) => {
      const answers = new Map<number, number>();
      for (const e of events)
        if (['invoke.completed', 'invoke.throttled', 'invoke.rejected'].includes(e.type))
          answers.set(e.request, (answers.get(e.request) ?? 0) + 1);
      for (const n of answers.values()) must(n === 1, 'a request was answered twice');
      if (input.untilMs === undefined)
        must(answers.size === count(events, 'invoke.received'), 'a request was not answered');
    }));

  test('no more invocations are in flight than the account and the reservation allow', () =>
    holds((events, input) => {
      const inFlight = [0, 0];
      for (const e of events) {
        if (e.type === 'invoke.admitted') inFlight[e.function]!++;
        if (e.type === 'platform.report') inFlight[e.function]!--;
        inFlight.forEach((n, i) => {
          const reserved = input.functions[i]!.ReservedConcurrentExecutions;
          must(n >= 0 && n <= (reserved ?? Infinity), `${n} in flight of ${reserved} reserved`);
        });
        must(inFlight[0]! + inFlight[1]! <= input.account!.ConcurrentExecutions!, 'over the account limit');
      }
    }));

  test('a duration never passes the timeout, and what is billed covers what was used', () =>
    holds((events) => {
      for (const e of events.filter(({ type }) => type === 'platform.report')) {
        must(e.number('durationUs') <= 5_000_000, 'longer than the longest timeout');
        const us = e.number('durationUs') + (e.ruleId?.startsWith('bill.initFree') ? 0 : e.number('initDurationUs'));
        const billedUs = e.number('billedDurationMs') * 1000;
        must(billedUs >= us && billedUs < us + 100_000, `billed ${billedUs} us for ${us}`);
      }
    }));

  test('every decision names its rule', () =>
    holds((events) => {
      const decisions: EventType[] = [
        'invoke.received',
        'invoke.admitted',
        'invoke.throttled',
        'environment.created',
        'environment.reused',
        'environment.shutdown',
        'environment.reset',
        'platform.report',
        'invoke.completed',
      ];
      for (const e of events) if (decisions.includes(e.type)) must(e.ruleId !== undefined, `${e.type} has no rule`);
    }));

  test('nothing happens in an environment after its end', () =>
    holds((events) => {
      const ended = new Set<number>();
      for (const e of events) {
        if (e.environment === NONE) continue;
        must(!ended.has(e.environment), `environment ${e.environment} lives on`);
        if (e.type === 'environment.shutdown') ended.add(e.environment);
      }
    }));
});

test('the same scenario gives the same trace', () => {
  fc.assert(
    fc.property(scenarios, (input) => {
      const text = (): string =>
        JSON.stringify(
          seen(simulate(parseScenario(input))).map((e) => [
            e.seq,
            e.type,
            e.atUs,
            e.environment,
            e.request,
            e.causeSeq,
          ]),
        );
      try {
        if (text() !== text()) throw new Error('two runs differ');
      } catch (error) {
        if (!(error instanceof ScenarioError)) throw error;
      }
    }),
    { numRuns: 40 },
  );
});

test('a lower limit throttles requests without changing the durations of those it serves', () => {
  const run = (reserved: number) =>
    seen(
      simulate(
        parseScenario({
          functions: [
            {
              FunctionName: 'a',
              ReservedConcurrentExecutions: reserved,
              Profile: { durationMs: { kind: 'exponential', mean: 400 } },
            },
          ],
          traffic: [{ kind: 'poisson', FunctionName: 'a', ratePerSecond: 20, toMs: 20_000 }],
        }),
      ),
    );
  const durations = (events: Seen[]) =>
    new Map(events.filter((e) => e.type === 'platform.report').map((e) => [e.request, e.number('durationUs')]));
  const wide = durations(run(900));
  const narrow = durations(run(4));
  must(narrow.size < wide.size, 'nothing was throttled');
  for (const [request, durationUs] of narrow)
    must(wide.get(request) === durationUs, `request ${request} took another time`);
});
