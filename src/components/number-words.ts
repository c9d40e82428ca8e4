/** Numbers in words, for headlines: 61 is "sixty-one". */
const small = `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
  seventeen eighteen nineteen`.split(/\s+/);
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

/** @param n a whole number; from 100 on it stays in digits */
export function numberWords(n: number): string {
  if (!Number.isInteger(n) || n < 0 || n >= 100) return String(n);
  if (n < 20) return small[n] as string;
  const ten = tens[Math.floor(n / 10)] as string;
  return n % 10 === 0 ? ten : `${ten}-${small[n % 10]}`;
}
