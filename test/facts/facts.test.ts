import { describe, expect, it } from 'vitest';
import { factsOn, facts, type FactId } from '../../simulator/facts/index.ts';
import { valueOn, type Fact } from '../../simulator/facts/fact.ts';
import { formatFact } from '../../simulator/facts/format-fact.ts';
import { messages } from '../../simulator/facts/messages.ts';
import { runtimes } from '../../simulator/facts/runtimes.ts';
import { sources } from '../../simulator/facts/sources.ts';

const all: [string, Fact<unknown>][] = [
  ...Object.entries<Fact<unknown>>(facts),
  ...Object.entries<Fact<unknown>>(messages),
  ...Object.entries<Fact<unknown>>(runtimes),
];
const isDay = (day: string): boolean => /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day));

describe('every fact', () => {
  it.each(all)('%s has its key as its id', (key, fact) => {
    expect(fact.id).toBe(key);
  });

  it.each(all)(
    '%s names a document on the web, or the page of this site about its own assumptions',
    (_, { source }) => {
      expect(source.title).not.toBe('');
      expect(source.url).toMatch(/^(https:\/\/\S+|\/about)$/);
    },
  );

  it.each(all)('%s was read on a day', (_, { checked }) => {
    expect(isDay(checked)).toBe(true);
  });

  it.each(all)('%s has values by rising days', (_, { values }) => {
    const days = values.map(({ from }) => from);
    expect(days.length).toBeGreaterThan(0);
    expect(days.every(isDay)).toBe(true);
    expect(days).toEqual([...new Set(days)].sort());
  });

  it.each(all)('%s changes at each of its days', (_, { values }) => {
    values.slice(1).forEach(({ value }, i) => expect(value).not.toEqual(values[i]?.value));
  });

  it.each(all.filter(([, { status }]) => status === 'assumed'))('%s, being assumed, says why', (_, { note }) => {
    expect(note).toMatch(/\.$/);
  });
});

describe('the facts together', () => {
  it('call no two things by the same title', () => {
    const titles = Object.values<Fact<unknown>>(facts).map(({ title }) => title);
    expect(titles.filter((title, i) => titles.indexOf(title) !== i)).toEqual([]);
  });

  it('name every source by one address', () => {
    const urls = Object.values(sources).map(({ url }) => url);
    expect(urls.filter((url, i) => urls.indexOf(url) !== i)).toEqual([]);
  });

  it('can all be printed as text on any day', () => {
    for (const id of Object.keys(facts) as FactId[])
      for (const asOf of ['2014-01-01', '2020-06-01', '2026-11-21'])
        expect(formatFact(id, asOf)).not.toMatch(/NaN|undefined/);
  });
});

describe('the value of a fact', () => {
  it('is that of the last day that has come', () => {
    const timeout = facts['limits.timeout.max'];
    expect(valueOn(timeout, '2015-10-07')).toBe(60);
    expect(valueOn(timeout, '2015-10-08')).toBe(300);
    expect(valueOn(timeout, '2018-10-10')).toBe(900);
    expect(valueOn(timeout, '2026-11-21')).toBe(900);
  });

  it('is the first one on days before its first day', () => {
    expect(valueOn(facts['limits.timeout.max'], '2001-01-01')).toBe(60);
  });
});

describe('Lambda', () => {
  it('billed in steps of 100 ms until December 2020 and bills in steps of 1 ms since', () => {
    expect(factsOn('2020-11-30')['billing.rounding']).toBe(100);
    expect(factsOn('2020-12-01')['billing.rounding']).toBe(1);
  });

  it('bills the init phase of every function since August 2025', () => {
    expect(factsOn('2025-07-31')['billing.initBilled']).toBe(0);
    expect(factsOn('2025-08-01')['billing.initBilled']).toBe(1);
  });

  it('takes asynchronous events of 1 MB since October 2025', () => {
    expect(formatFact('limits.payload.asyncRequest', '2025-09-01')).toBe('256 KB');
    expect(formatFact('limits.payload.asyncRequest', '2025-11-01')).toBe('1 MB');
  });

  it('gives memory from 128 MB to 10,240 MB, and to 3,008 MB before December 2020', () => {
    expect(formatFact('limits.memory.min', '2026-11-21')).toBe('128 MB');
    expect(formatFact('limits.memory.max', '2026-11-21')).toBe('10,240 MB');
    expect(formatFact('limits.memory.max', '2020-11-30')).toBe('3,008 MB');
  });

  it('publishes neither how long an idle environment is kept nor how long one lives at most', () => {
    expect(facts['environment.idleLife'].status).toBe('assumed');
    expect(facts['environment.maximumLife'].status).toBe('assumed');
  });
});
