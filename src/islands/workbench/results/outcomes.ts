/** How a request ended, as a word and as the shape and colour that stand for it everywhere. */
import type { Outcome } from '../../../charts/run.ts';

interface OutcomeLook {
  readonly word: string;
  readonly mark: 'seal' | 'diamond' | 'square' | 'cross' | 'none';
  /** Class that brings the colour of the text. */
  readonly colour: '' | 'ok' | 'err' | 'fault' | 'thr';
}

export const outcomeLooks: Readonly<Record<Outcome, OutcomeLook>> = {
  ok: { word: 'ok', mark: 'seal', colour: 'ok' },
  functionError: { word: 'function error', mark: 'diamond', colour: 'err' },
  timeout: { word: 'timed out', mark: 'square', colour: 'fault' },
  crash: { word: 'crashed', mark: 'square', colour: 'fault' },
  throttled: { word: 'throttled', mark: 'cross', colour: 'thr' },
  rejected: { word: 'refused', mark: 'diamond', colour: 'err' },
  running: { word: 'still running', mark: 'none', colour: '' },
};
