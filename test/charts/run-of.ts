/** Small runs for the tests of charts, written as a line per environment. */
import type { EnvironmentRow, Outcome, Phase, RequestRow, Timeline } from '../../src/charts/run.ts';

type Box = readonly [kind: Phase['kind'], fromMs: number, toMs: number, request?: number, outcome?: Outcome];

/** A run of these environments; its requests arrive when their first box begins. */
export function runOf(...environments: readonly (readonly Box[])[]): Timeline {
  const rows = environments.map((boxes, environment): EnvironmentRow => {
    const phases = boxes.map(([kind, fromMs, toMs, request = -1, outcome = 'ok'], i): Phase => {
      return { kind, fromUs: fromMs * 1000, toUs: toMs * 1000, request, outcome, seq: environment * 1000 + i };
    });
    return { environment, function: 0, createdAtUs: phases[0]!.fromUs, endedAtUs: -1, endRule: '', phases };
  });
  const endUs = Math.max(...rows.map(({ phases }) => phases.at(-1)!.toUs));
  return { endUs, environments: rows, requests: requestsOf(rows) };
}

function requestsOf(rows: readonly EnvironmentRow[]): RequestRow[] {
  const requests = new Map<number, RequestRow>();
  for (const { environment, phases } of rows)
    for (const { request, kind, fromUs, toUs, outcome, seq } of phases) {
      if (request < 0) continue;
      const before = requests.get(request);
      requests.set(request, {
        request,
        function: 0,
        arrivedAtUs: before?.arrivedAtUs ?? fromUs,
        startedAtUs: kind === 'invoke' ? fromUs : -1,
        answeredAtUs: outcome === 'running' ? -1 : toUs,
        environment,
        start: before ? before.start : kind === 'init' ? 'cold' : 'warm',
        outcome,
        statusCode: 200,
        receivedSeq: seq,
        decidedSeq: seq,
        answeredSeq: seq,
      });
    }
  return [...requests.values()].sort((a, b) => a.request - b.request);
}

/** A lane of `n` invocations of a millisecond, one every two. */
export const busyLane = (n: number): Box[] =>
  Array.from({ length: n }, (_, i): Box[] => [
    ['invoke', 2 * i, 2 * i + 1, i],
    ['idle', 2 * i + 1, 2 * i + 2],
  ]).flat();

/** A request that was turned away. */
export const turnedAway = (
  request: number,
  atMs: number,
  outcome: 'throttled' | 'rejected' = 'throttled',
): RequestRow => ({
  request,
  function: 0,
  arrivedAtUs: atMs * 1000,
  startedAtUs: -1,
  answeredAtUs: atMs * 1000,
  environment: -1,
  start: 'none',
  outcome,
  statusCode: outcome === 'throttled' ? 429 : 413,
  receivedSeq: 0,
  decidedSeq: 7,
  answeredSeq: 7,
});
