import { describe, expect, test } from 'vitest';
import { parseScenario, scenarioLimits, type ScenarioInput } from '#simulator';
import { longRunRowLimit } from '../../src/workers/protocol.ts';
import { requestsExpected, runScenario } from '../../src/workers/run-view.ts';

const traffic = (ratePerSecond: number, toMs: number, untilMs?: number): ScenarioInput => ({
  functions: [{ FunctionName: 'f', Profile: { durationMs: { kind: 'constant', value: 20 } } }],
  traffic: [{ kind: 'poisson', FunctionName: 'f', ratePerSecond, toMs }],
  ...(untilMs === undefined ? {} : { untilMs }),
});

test('requests by hand and by traffic are expected', () => {
  const both = parseScenario({
    ...traffic(10, 3000),
    actions: [{ do: 'invoke', atMs: 0, FunctionName: 'f', count: 5 }],
  });
  expect(requestsExpected(both)).toBe(35);
});

describe('a run with more requests than a page shows', () => {
  const { view } = runScenario(parseScenario(traffic(500, 20_000)));
  test('sends the rows of its first requests, and counts all', () => {
    expect(view.whole).toBe(false);
    expect(view.kept).toBe(true);
    expect(view.requests).toBeGreaterThan(9000);
    expect(view.timeline.requests.map(({ request }) => request)).toEqual(
      Array.from({ length: longRunRowLimit }, (_, i) => i),
    );
    expect(view.series.arrivals.reduce((sum, count) => sum + count, 0)).toBe(view.requests);
  });
});

describe('a run too long to keep its events', () => {
  // Ends long before the traffic does, so that the test does not have to wait for millions of requests.
  const long = traffic(1000, (scenarioLimits.keptRequests + 1000) * 1, 4000);
  const { view, trace } = runScenario(parseScenario(long));
  const { view: short } = runScenario(parseScenario(traffic(1000, 1_900_000, 4000)));
  test('is folded as it happens', () => {
    expect(view.kept).toBe(false);
    expect(trace.firstSeq).toBe(trace.length);
  });
  test('is the same run in every number', () => {
    expect(short.kept).toBe(true);
    // Lines of the log are counted of runs that are kept.
    const { logs: _lines, ...counted } = short.summary;
    expect(view.summary).toEqual(counted);
    expect(view.series).toEqual(short.series);
    expect(view.bill).toEqual(short.bill);
  });
});
