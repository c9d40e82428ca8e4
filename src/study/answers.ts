/**
 * The answers a learner gave, on this device: `localStorage['coldstart.answers']`, a JSON list in
 * the order they were given. They never leave it. When the device takes nothing (full, switched
 * off), questions work all the same and forget.
 */
const key = 'coldstart.answers';

/** Beyond this the oldest are forgotten. */
const most = 5000;

export const certainties = ['guessing', 'fairly sure', 'certain'] as const;
export type Certainty = (typeof certainties)[number];

export interface Answer {
  /** Id of the question. */
  readonly question: string;
  /** When, milliseconds since 1970. */
  readonly atMs: number;
  /** Ids of the options chosen. */
  readonly chosen: readonly string[];
  readonly certainty: Certainty;
  readonly right: boolean;
}

/** The device's storage; undefined where the browser keeps it from us. */
export function deviceStorage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

/** Every answer on the device, oldest first; what is no answer is left out. */
export function answers(storage: Storage | undefined): Answer[] {
  try {
    const list: unknown = JSON.parse(storage?.getItem(key) ?? '[]');
    return Array.isArray(list) ? list.filter(isAnswer) : [];
  } catch {
    return [];
  }
}

/** @returns whether the device took it */
export function keepAnswer(storage: Storage | undefined, answer: Answer): boolean {
  if (!storage) return false;
  try {
    storage.setItem(key, JSON.stringify([...answers(storage), answer].slice(-most)));
    return true;
  } catch {
    return false;
  }
}

function isAnswer(value: unknown): value is Answer {
  if (typeof value !== 'object' || value === null) return false;
  const { question, atMs, chosen, certainty, right } = value as Record<string, unknown>;
  return (
    typeof question === 'string' &&
    typeof atMs === 'number' &&
    Array.isArray(chosen) &&
    chosen.every((id) => typeof id === 'string') &&
    certainties.includes(certainty as Certainty) &&
    typeof right === 'boolean'
  );
}
