/** The marks of the Atlas as path data, so that a hundred of a kind are one node. */
import { px } from './steps.ts';

export const cross = (x: number, y: number, r = 3.4): string =>
  `M${px(x - r)} ${px(y - r)}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}`;
export const tick = (x: number, y: number, height: number): string => `M${px(x)} ${px(y)}v${px(height)}`;
export const box = (x: number, y: number, width: number, height: number): string =>
  `M${px(x)} ${px(y)}h${px(width)}v${px(height)}h${px(-width)}z`;
export const square = (x: number, y: number, r = 4): string => box(x - r, y - r, 2 * r, 2 * r);
export const disc = (x: number, y: number, r = 3.6): string =>
  `M${px(x - r)} ${px(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
export const triangle = (x: number, y: number): string => `M${px(x)} ${px(y - 5)}l4.6 8.4h-9.2z`;
export const diamond = (x: number, y: number, r = 5): string =>
  `M${px(x)} ${px(y - r)}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`;

/** The red notched end of a box that ended in a fault. `right` is where the box ends. */
export function notch(right: number, y: number, height: number, boxWidth: number): string {
  const width = Math.max(4, Math.min(10, boxWidth));
  const dent = Math.min(4, width / 2.5);
  return `M${px(right - width)} ${px(y)}h${px(width)}v${px(height)}h${px(-width)}l${px(dent)} ${px(-height / 2)}z`;
}
