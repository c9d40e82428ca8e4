import { describe, expect, it } from 'vitest';
import { traceHash, traceLines, traceText } from '#simulator';
import { invokeAt, runOf } from './run-of.ts';
import { coldStart, written, type Written } from './written-trace.ts';

describe('the text of a trace', () => {
  it('has a line for the world, one for each function and each source of requests, and one for each event', () => {
    const trace = runOf({ actions: invokeAt(0) });
    const lines = traceText(trace).split('\n');
    expect(lines.slice(0, 2).map((line) => line.slice(0, 10))).toEqual(['# {"seed":', '# {"Functi']);
    expect(lines).toHaveLength(1 + trace.header.functions.length + trace.header.sources.length + trace.length + 1);
    expect(lines.at(-1)).toBe('');
  });

  it('tells number, instant, type, environment, request, cause, numbers, rule and text of an event', () => {
    const [, , , admitted] = [...traceLines(written(coldStart(131_204)))].slice(1);
    expect(admitted).toBe(
      '1             0.000000 s invoke.admitted                    req 0     <- 0       inFlight=1 limit=1000 [admission.unreserved]',
    );
    const [, , , , , , , initReport] = [...traceLines(written(coldStart(131_204)))].slice(1);
    expect(initReport).toBe(
      '5             0.131204 s platform.initReport      env 0     req 0     <- 4       phase=init durationUs=131204 status=success',
    );
  });

  it('names the function of each event where there are several', () => {
    const { header } = written([]);
    const two = written(coldStart(0), { functions: [...header.functions, ...header.functions] });
    expect([...traceLines(two)].at(-1)).toContain(' fn 0 ');
  });

  it('has no space at the end of a line', () => {
    expect(traceText(runOf({ actions: invokeAt(0, 0, 1000) }))).not.toMatch(/ \n/);
  });
});

describe('the fingerprint of a trace', () => {
  const events = coldStart(131_204);
  const base = traceHash(written(events));
  const changed = (i: number, change: Partial<Written>): string =>
    traceHash(written(events.map((event, k) => (k === i ? { ...event, ...change } : event))));

  it('is 16 hexadecimal digits, the same for the same trace', () => {
    expect(base).toMatch(/^[0-9a-f]{16}$/);
    expect(traceHash(written(events))).toBe(base);
    expect(traceHash(runOf({ seed: 5, actions: invokeAt(0, 10) }))).toBe(
      traceHash(runOf({ seed: 5, actions: invokeAt(0, 10) })),
    );
  });

  it('changes with every column', () => {
    const others = [
      changed(3, { atUs: 1 }),
      changed(3, { type: 'platform.initReport' }),
      changed(3, { fn: 1 }),
      changed(3, { env: 1 }),
      changed(3, { req: 1 }),
      changed(3, { cause: 0 }),
      changed(3, { rule: 'init.again' }),
      changed(3, { numbers: { limitUs: 10_000_001 } }),
      changed(3, { numbers: { limitUs: 10_000_000.5 } }),
      changed(3, { detail: { message: 'x' } }),
      traceHash(written(events.slice(0, -1))),
      traceHash(written(events, { seed: 2 })),
    ];
    expect(new Set([base, ...others]).size).toBe(others.length + 1);
  });
});
