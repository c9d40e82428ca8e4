/** What is different between two scenarios, path by path, for a reader. */
import type { Scenario } from '#simulator';

export interface Difference {
  /** `functions[0].ReservedConcurrentExecutions`. */
  readonly path: string;
  /** As JSON, shortened; '—' where there is none. */
  readonly a: string;
  readonly b: string;
}

const none = '—';
const longest = 60;

/** Every value that differs, the first `limit`. Names of scenarios are not worth telling. */
export function differencesOf(a: Scenario, b: Scenario, limit = 40): Difference[] {
  const found: Difference[] = [];
  walk({ ...a, name: '' }, { ...b, name: '' }, '');
  return found;

  function walk(left: unknown, right: unknown, path: string): void {
    if (found.length >= limit || Object.is(left, right)) return;
    if (Array.isArray(left) && Array.isArray(right)) {
      if (left.length > 100 || right.length > 100) {
        if (JSON.stringify(left) !== JSON.stringify(right)) tell(path, left, right);
        return;
      }
      for (let i = 0; i < Math.max(left.length, right.length); i++) walk(left[i], right[i], `${path}[${i}]`);
      return;
    }
    if (isObject(left) && isObject(right)) {
      for (const key of new Set([...Object.keys(left), ...Object.keys(right)]))
        walk(left[key], right[key], path === '' ? key : `${path}.${key}`);
      return;
    }
    tell(path, left, right);
  }

  function tell(path: string, left: unknown, right: unknown): void {
    found.push({ path, a: valueText(left), b: valueText(right) });
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function valueText(value: unknown): string {
  if (value === undefined) return none;
  if (Array.isArray(value) && value.length > 20) return `${value.length} entries`;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
