import { describe, expect, it } from 'vitest';
import {
  bill,
  concurrency,
  logs,
  narration,
  percentiles,
  project,
  responses,
  summary,
  timeline,
  together,
} from '#simulator';
import { runOf } from './run-of.ts';

const all = { bill, concurrency, logs, narration, percentiles, responses, summary, timeline };
const trace = runOf({
  seed: 11,
  traffic: [{ kind: 'poisson', FunctionName: 'f', ratePerSecond: 10, toMs: 20_000 }],
  fn: {
    Timeout: 1,
    ReservedConcurrentExecutions: 3,
    Profile: { durationMs: { kind: 'exponential', mean: 300 }, errorRate: 0.1 },
  },
});

describe('projections that walk together', () => {
  it('say what each says alone', () => {
    const alone = Object.fromEntries(
      Object.entries(all).map(([name, projection]) => [name, project(trace, projection as typeof bill)]),
    );
    expect(project(trace, together(all))).toEqual(alone);
  });
});

describe('every view', () => {
  it.each(Object.entries(all))('%s can be sent to a page and comes out the same twice', (_, projection) => {
    const view = project(trace, projection as typeof bill);
    expect(structuredClone(view)).toEqual(view);
    expect(project(trace, projection as typeof bill)).toEqual(view);
  });
});

describe('the views agree', () => {
  const {
    bill: money,
    summary: whole,
    timeline: rows,
    responses: answers,
    percentiles: times,
  } = project(trace, together(all));

  it('on how many requests there were and how they ended', () => {
    expect(rows.requests).toHaveLength(whole.counts.requests);
    expect(answers).toHaveLength(whole.counts.requests);
    expect(rows.requests.filter(({ outcome }) => outcome === 'throttled')).toHaveLength(whole.counts.throttles);
    expect(rows.requests.filter(({ outcome }) => outcome === 'timeout')).toHaveLength(whole.counts.timeouts);
    expect(rows.requests.filter(({ start }) => start === 'cold')).toHaveLength(whole.environments.created);
    expect(times.count).toBe(whole.counts.served);
  });

  it('on what is billed', () => {
    expect(money.requests).toBe(whole.counts.served);
    expect(money.totalUsd).toBe(whole.bill.totalUsd);
  });
});
