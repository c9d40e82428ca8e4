/** Where the words beside a mark go: into lanes that are empty there, near what they speak of, or nowhere. */
import type { EnvironmentRow, Note } from './run.ts';
import type { TimeScale } from './time-scale.ts';
import { barY, laneMiddle, type Layout } from './timeline-layout.ts';

export interface PlacedNote {
  readonly lines: readonly string[];
  readonly x: number;
  /** Baseline of the first line. */
  readonly y: number;
  /** The hairline from the words to the mark. */
  readonly leader: readonly [fromX: number, fromY: number, toX: number, toY: number];
}

/** Pixels of a letter of the italic, on average, and from line to line. */
const letter = 6.5;
const lineHeight = 16;

interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Breaks text into lines of at most `most` letters. */
export function wrap(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= most) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/**
 * Places notes one after the other; a note that finds no empty place is left out.
 * @param shown the environments of the lanes, from the top
 */
export function placeNotes(
  notes: readonly Note[],
  shown: readonly EnvironmentRow[],
  scale: TimeScale,
  layout: Layout,
): PlacedNote[] {
  if (layout.narrow) return [];
  const taken = laneAreas(shown, scale, layout);
  const placed: PlacedNote[] = [];
  for (const note of notes) {
    const lane = shown.findIndex((row) => row.environment === note.environment);
    const x = scale.x(note.atUs);
    if (x < scale.left || x > scale.left + scale.width || lane < 0) continue;
    const place = findPlace(note.text, x, lane, taken, scale, layout);
    if (!place) continue;
    placed.push(place);
    taken.push({
      left: place.x - 4,
      right: place.x + widest(place.lines) + 4,
      top: place.y - 14,
      bottom: place.y + (place.lines.length - 1) * lineHeight + 4,
    });
  }
  return placed;
}

function findPlace(
  text: string,
  x: number,
  lane: number,
  taken: readonly Area[],
  scale: TimeScale,
  layout: Layout,
): PlacedNote | undefined {
  const bottom = layout.lanesY + layout.lanes * layout.laneHeight;
  const right = scale.left + scale.width;
  for (let below = lane + 1; below < layout.lanes; below++)
    for (const letters of [text.length, 38, 26, 20]) {
      const lines = wrap(text, letters);
      const width = widest(lines);
      const y = laneMiddle(layout, below) + 5;
      const height = (lines.length - 1) * lineHeight;
      if (y + height > bottom) continue;
      for (const from of [x + 14, x + 34, x - width / 2, x - width - 14]) {
        const area = { left: from - 4, right: from + width + 4, top: y - 14, bottom: y + height + 4 };
        if (area.left < scale.left || area.right > right || taken.some((other) => overlap(area, other))) continue;
        const targetY = barY(layout, lane) + layout.barHeight + 3;
        const fromX = from > x ? from - 4 : Math.min(from + width, x);
        const fromY = from > x ? y - 5 : y - 14;
        return { lines, x: from, y, leader: [fromX, fromY, x, targetY] };
      }
    }
  return undefined;
}

const widest = (lines: readonly string[]): number => Math.max(...lines.map((line) => line.length)) * letter;

const overlap = (a: Area, b: Area): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Lanes are taken from an environment's first phase to its last, idle or not. */
function laneAreas(shown: readonly EnvironmentRow[], scale: TimeScale, layout: Layout): Area[] {
  return shown.flatMap(({ phases }, lane): Area[] => {
    const first = phases[0];
    const last = phases.at(-1);
    if (!first || !last) return [];
    const top = barY(layout, lane) - 2;
    return [{ left: scale.x(first.fromUs), right: scale.x(last.toUs), top, bottom: top + layout.barHeight + 4 }];
  });
}
