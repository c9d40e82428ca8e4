/** One rule: a sentence about Lambda with the document it rests on. */
import type { FactStatus, Source } from './fact.ts';

export interface Rule {
  readonly id: string;
  /** What Lambda does, as one sentence. */
  readonly sentence: string;
  readonly source: Source;
  readonly checked: string;
  readonly status: FactStatus;
}

/** A rule as its table writes it: what is usual may be left out. */
export const rule = <Id extends string>(
  id: Id,
  sentence: string,
  source: Source,
  status: FactStatus = 'documented',
  checked = '2026-11-21',
): Rule & { readonly id: Id } => ({ id, sentence, source, checked, status });
