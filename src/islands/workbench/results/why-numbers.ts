/** The numbers a decision rested on, as text. */
import { quantityText } from '#simulator';

export interface NamedNumber {
  readonly name: string;
  readonly value: number | string;
  readonly unit: string;
}

/** Places that a reader needs of a quantity in this unit. */
const places: Readonly<Record<string, number>> = { ms: 2, s: 3 };

/** `idle time 640 seconds`, `invocations in flight 6`, `status timeout`. */
export function numberText({ name, value, unit }: NamedNumber): string {
  if (typeof value === 'string') return `${name} ${value}`;
  const rounded = Number(value.toFixed(places[unit] ?? 6));
  return `${name} ${quantityText(rounded, unit === '' ? '1' : unit)}`;
}
