/** Numbers with their units as people write them: "6 MB", "900 seconds", "$0.20 per million requests". */

/** A whole number with commas: `10,240`. A fraction keeps its digits. */
export function groupedNumber(value: number): string {
  const [whole = '', fraction] = decimalText(value).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** A number in decimal digits, never with an exponent; at most twelve places. */
export function decimalText(value: number): string {
  return Number.isInteger(value) ? value.toFixed(0) : value.toFixed(12).replace(/\.?0+$/, '');
}

/** Dollars: at least two places, and as many as the amount has, up to twelve. */
export function dollarText(value: number): string {
  const [whole = '', fraction = ''] = decimalText(Math.abs(value)).split('.');
  return `${value < 0 ? '−' : ''}$${groupedNumber(Number(whole))}.${fraction.padEnd(2, '0')}`;
}

/** Bytes in the largest unit that holds them as a whole number: 4096 is "4 KB", 6291556 is "6,291,556 bytes". */
export function bytesText(bytes: number): string {
  for (const [name, size] of [['GB', 1_073_741_824] as const, ['MB', 1_048_576] as const, ['KB', 1024] as const])
    if (bytes >= size && bytes % size === 0) return `${groupedNumber(bytes / size)} ${name}`;
  return counted(bytes, 'byte');
}

const plural = (noun: string): string => (noun.endsWith('s') ? `${noun}es` : `${noun}s`);
const counted = (value: number, noun: string): string => `${groupedNumber(value)} ${value === 1 ? noun : plural(noun)}`;

/** Units that are written otherwise than as a noun after the number. */
const spelled: Readonly<Record<string, (value: number) => string>> = {
  '1': groupedNumber,
  byte: bytesText,
  'byte/s': (value) => `${bytesText(value)} per second`,
  s: (value) => counted(value, 'second'),
  ms: (value) => `${groupedNumber(value)} ms`,
  MB: (value) => `${groupedNumber(value)} MB`,
  'GB-s': (value) => counted(value, 'GB-second'),
  'USD/GB-s': (value) => `${dollarText(value)} per GB-second`,
  'USD/GB': (value) => `${dollarText(value)} per GB`,
  'USD/request': (value) => `${dollarText(Math.round(value * 1e12) / 1e6)} per million requests`,
  'yes/no': (value) => (value ? 'yes' : 'no'),
};

/**
 * A value of a fact with its unit, for lessons, questions and pages.
 * @param unit a unit of `facts/`; any other word is taken as a noun in the singular, `noun/s` as a rate
 */
export function quantityText(value: number, unit: string): string {
  const spell = spelled[unit];
  if (spell) return spell(value);
  return unit.endsWith('/s') ? `${counted(value, unit.slice(0, -2))} per second` : counted(value, unit);
}
