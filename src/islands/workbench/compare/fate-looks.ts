/** What became of a request, as a word with the shape and colour that stand for it everywhere. */
import type { ComparedFates } from '../../../workers/protocol.ts';

type Fate = ComparedFates['changes'][number]['a'];

interface FateLook {
  readonly word: string;
  /** Class that brings the colour of the text. */
  readonly colour: '' | 'cold' | 'warm' | 'ok' | 'err' | 'fault' | 'thr';
}

const looks: Readonly<Record<Fate, FateLook>> = {
  none: { word: 'not made', colour: '' },
  waiting: { word: 'still waits', colour: '' },
  warm: { word: 'warm', colour: 'warm' },
  cold: { word: 'cold', colour: 'cold' },
  failed: { word: 'failed', colour: 'fault' },
  throttled: { word: 'throttled', colour: 'thr' },
  rejected: { word: 'refused', colour: 'err' },
  'hung up': { word: 'client hung up', colour: 'err' },
  'served later': { word: 'served later', colour: 'ok' },
  dropped: { word: 'dropped', colour: 'fault' },
};

export const lookOf = (fate: Fate | undefined): FateLook => looks[fate ?? 'none'];
