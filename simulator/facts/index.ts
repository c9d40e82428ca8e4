/** All facts by id, and the values in force on a day. */
import { asynchronous } from './asynchronous.ts';
import { concurrency } from './concurrency.ts';
import { valueOn } from './fact.ts';
import { limits } from './limits.ts';
import { logForms } from './log-forms.ts';
import { prices } from './prices.ts';
import { retries } from './retries.ts';
import { timings } from './timings.ts';

export const facts = {
  ...limits,
  ...concurrency,
  ...asynchronous,
  ...retries,
  ...prices,
  ...timings,
  ...logForms,
} as const;
export type FactId = keyof typeof facts;

/** The value of every fact on a day. */
export type Facts = { readonly [Id in FactId]: (typeof facts)[Id]['values'][number]['value'] };

/** @param asOf `YYYY-MM-DD` */
export const factsOn = (asOf: string): Facts =>
  Object.fromEntries(Object.entries(facts).map(([id, fact]) => [id, valueOn<unknown>(fact, asOf)])) as Facts;
