/**
 * What else could have been done about a request that was turned away: each as a scenario that differs
 * in one thing, to be run. What is found by running is told, not what one would expect.
 */
import type { Caller, Scenario } from '#simulator';
import { factsOn, groupedNumber } from '#simulator';

export interface Fork {
  readonly title: string;
  readonly scenario: Scenario;
}

/** Place of what sent the request: in the traffic, then in the actions. */
export interface Sender {
  readonly source: number;
  readonly FunctionName: string;
}

/** The changes worth trying for a throttled request of a sender. */
export function forksOf(scenario: Scenario, { source, FunctionName }: Sender): Fork[] {
  const index = scenario.functions.findIndex((fn) => fn.FunctionName === FunctionName);
  const fn = scenario.functions[index];
  if (!fn) return [];
  const forks: Fork[] = [];
  const withFunction = (change: object): Scenario => ({
    ...scenario,
    functions: scenario.functions.map((one, i) => (i === index ? { ...one, ...change } : one)),
  });
  const account = scenario.account.ConcurrentExecutions;
  const reserved = fn.ReservedConcurrentExecutions;
  if (reserved !== undefined) {
    for (const raised of raisedFrom(reserved))
      forks.push({
        title: `reserved concurrency ${groupedNumber(raised)} instead of ${groupedNumber(reserved)}`,
        scenario: withFunction({ ReservedConcurrentExecutions: raised }),
      });
    const { ReservedConcurrentExecutions: _taken, ...unreserved } = fn;
    forks.push({
      title: 'no reserved concurrency',
      scenario: { ...scenario, functions: scenario.functions.map((one, i) => (i === index ? unreserved : one)) },
    });
  } else {
    const standard = factsOn(scenario.asOf)['limits.concurrency.account'];
    for (const raised of account < standard ? [account + 1, standard] : [account * 2])
      forks.push({
        title: `account concurrency ${groupedNumber(raised)} instead of ${groupedNumber(account)}`,
        scenario: { ...scenario, account: { ConcurrentExecutions: raised } },
      });
  }
  const sender = sent(scenario, source);
  if (sender?.InvocationType === 'RequestResponse') {
    if ((sender.caller?.retryMode ?? 'none') === 'none')
      forks.push({
        title: 'a client that tries again, in the SDK’s standard mode',
        scenario: withSender(scenario, source, {
          caller: { ...sender.caller, retryMode: 'standard', maxAttempts: factsOn(scenario.asOf)['sdk.maxAttempts'] },
        }),
      });
    forks.push({
      title: 'the same event sent asynchronously',
      scenario: withSender(scenario, source, { InvocationType: 'Event' }),
    });
  }
  return forks;
}

/** One more, and twice as many. */
const raisedFrom = (limit: number): number[] => [...new Set([limit + 1, Math.max(limit + 2, limit * 2)])];

type Sends = { InvocationType: 'RequestResponse' | 'Event'; caller?: Caller | undefined };

/** What of a scenario sends the requests of a source. */
function sent({ traffic, actions }: Scenario, source: number): Sends | undefined {
  const action = actions[source - traffic.length];
  return traffic[source] ?? (action?.do === 'invoke' ? action : undefined);
}

function withSender(scenario: Scenario, source: number, change: Partial<Sends>): Scenario {
  const { traffic, actions } = scenario;
  if (source < traffic.length)
    return { ...scenario, traffic: traffic.map((one, i) => (i === source ? { ...one, ...change } : one)) };
  const place = source - traffic.length;
  return { ...scenario, actions: actions.map((one, i) => (i === place ? { ...one, ...change } : one)) };
}
