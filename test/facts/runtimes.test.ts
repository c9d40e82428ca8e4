import { describe, expect, it } from 'vitest';
import { valueOn } from '../../simulator/facts/fact.ts';
import { nodeVersion, runtimeOn, runtimes, supportsCallbacks } from '../../simulator/facts/runtimes.ts';

describe('a runtime', () => {
  it('is supported until the day it is deprecated', () => {
    expect(runtimeOn('nodejs20.x', '2026-04-29')?.state).toBe('supported');
    expect(runtimeOn('nodejs20.x', '2026-04-30')?.state).toBe('deprecated');
    expect(runtimeOn('nodejs20.x', '2027-02-01')?.state).toBe('createBlocked');
    expect(runtimeOn('nodejs20.x', '2027-03-03')?.state).toBe('updateBlocked');
  });

  it('without a date is supported', () => {
    expect(runtimeOn('nodejs26.x', '2026-11-21')?.state).toBe('supported');
  });

  it('is unknown when Lambda has none of that name', () => {
    expect(runtimeOn('nodejs99.x', '2026-11-21')).toBeUndefined();
    expect(runtimeOn('toString', '2026-11-21')).toBeUndefined();
  });

  it.each(Object.values(runtimes))('$id is first deprecated, then blocked for creation, then for updates', (fact) => {
    for (const { value } of fact.values) {
      const days = [value.deprecated, value.createBlocked, value.updateBlocked].filter(Boolean);
      expect(days).toEqual([...days].sort());
      for (const day of days) expect(day).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  });

  it('had its blocking put off during 2026', () => {
    expect(valueOn(runtimes['python3.9'], '2026-03-01').createBlocked).toBe('2026-08-31');
    expect(valueOn(runtimes['python3.9'], '2026-11-21').createBlocked).toBe('2027-02-01');
  });
});

describe('a Node.js handler', () => {
  it('may answer through a callback up to Node.js 22', () => {
    expect(['nodejs18.x', 'nodejs20.x', 'nodejs22.x'].map(supportsCallbacks)).toEqual([true, true, true]);
    expect(['nodejs24.x', 'nodejs26.x', 'python3.14'].map(supportsCallbacks)).toEqual([false, false, false]);
  });

  it('runs on the version that its runtime names', () => {
    expect(nodeVersion('nodejs24.x')).toBe(24);
    expect(nodeVersion('python3.14')).toBeUndefined();
  });
});
