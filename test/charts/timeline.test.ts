import { describe, expect, test } from 'vitest';
import { arrivalMarks } from '../../src/charts/arrivals.ts';
import { hit } from '../../src/charts/hit.ts';
import { eventInstants, nearestInLane, stepEvent, stepRequest } from '../../src/charts/navigation.ts';
import { placeNotes, wrap } from '../../src/charts/notes.ts';
import { stems } from '../../src/charts/stems.ts';
import { timeScale } from '../../src/charts/time-scale.ts';
import { allRows, barY, laneMiddle, layOut } from '../../src/charts/timeline-layout.ts';
import { busyLane, runOf, turnedAway } from './run-of.ts';

const run = runOf(
  [
    ['init', 0, 400, 0],
    ['invoke', 400, 600, 0],
    ['idle', 600, 900],
    ['invoke', 900, 1000, 2],
    ['idle', 1000, 1600],
  ],
  [
    ['init', 300, 700, 1],
    ['invoke', 700, 900, 1, 'functionError'],
    ['idle', 900, 1600],
  ],
);
const timeline = { ...run, requests: [...run.requests, turnedAway(3, 1200)] };
const options = { width: 1000, rows: allRows, lanes: 4, density: 'compact' } as const;
const layout = layOut(options);
const scale = timeScale({ fromUs: 0, toUs: 1_600_000 }, layout.left, layout.plotWidth);
const under = (atMs: number, y: number) =>
  hit(scale.x(atMs * 1000), y, timeline, timeline.environments, scale, layout, allRows);

describe('the layout of a run', () => {
  test('puts its rows below each other without overlap, at every width and density', () => {
    for (const width of [340, 500, 700, 1440])
      for (const density of ['compact', 'roomy', 'large'] as const) {
        const one = layOut({ ...options, width, density });
        const edges = [
          one.neatlineY + 5,
          one.arrivalsY,
          one.arrivalsY + one.arrivalsHeight,
          one.turnedAwayY - 4,
          one.turnedAwayY + 4,
          one.lanesY,
          one.lanesY + one.lanes * one.laneHeight,
          one.axisY,
          one.axisY + 20,
          one.concurrencyY,
          one.concurrencyY + one.concurrencyHeight,
          one.latencyY,
          one.latencyY + one.latencyHeight,
          one.height,
        ];
        expect(edges).toEqual([...edges].sort((a, b) => a - b));
      }
  });

  test('takes no room for rows it does not have', () => {
    const bare = layOut({ ...options, rows: { ...allRows, latency: false, concurrency: false, turnedAway: false } });
    expect(bare.height).toBeLessThan(layout.height - layout.latencyHeight - layout.concurrencyHeight);
  });
});

describe('what lies under a pointer', () => {
  test('is the phase of the lane', () => {
    expect(under(500, laneMiddle(layout, 0))).toMatchObject({ request: 0, environment: 0 });
    expect(under(500, laneMiddle(layout, 1))).toMatchObject({ request: 1, environment: 1 });
  });

  test('is the nearest box when the pointer is beside it', () => {
    expect(under(895, laneMiddle(layout, 0))).toMatchObject({ request: 2 });
  });

  test('is an idle environment where no box is near', () => {
    expect(under(1300, laneMiddle(layout, 0))).toMatchObject({ request: -1, environment: 0 });
  });

  test('is a request that was turned away, with the event that decided it', () => {
    expect(under(1200, layout.turnedAwayY)).toEqual({ request: 3, environment: -1, seq: 7 });
  });

  test('is nothing in an empty lane', () => {
    expect(under(500, laneMiddle(layout, 3))).toBeUndefined();
  });
});

describe('stepping', () => {
  test('goes through the requests in order of arrival and ends at the last', () => {
    expect(stepRequest(timeline, 0, 1, 0)).toBe(1);
    expect(stepRequest(timeline, 3, 1, 0)).toBeUndefined();
    expect(stepRequest(timeline, -1, 1, 800_000)).toBe(2);
    expect(stepRequest(timeline, -1, -1, 800_000)).toBe(1);
  });

  test('goes through the instants at which something happens', () => {
    const instants = eventInstants(timeline);
    expect(instants).toEqual([...new Set(instants)].sort((a, b) => a - b));
    expect(stepEvent(instants, 400_000, 1)).toBe(600_000);
    expect(stepEvent(instants, 400_000, -1)).toBe(300_000);
    expect(stepEvent(instants, 1_600_000, 1)).toBeUndefined();
  });

  test('to another lane meets the request nearest in time', () => {
    expect(nearestInLane(timeline.environments[0]!, 850_000)).toBe(2);
    expect(nearestInLane(timeline.environments[0]!, 100_000)).toBe(0);
  });
});

describe('arrivals and latencies', () => {
  test('are one mark a pixel at most', () => {
    const crowded = runOf(busyLane(20_000));
    const marks = arrivalMarks(crowded.requests, timeScale({ fromUs: 0, toUs: crowded.endUs }, 0, 800));
    expect(marks.ticks.length).toBeLessThanOrEqual(801);
  });

  test('tell those turned away from those let in', () => {
    const marks = arrivalMarks([...run.requests, turnedAway(3, 1200), turnedAway(4, 1300, 'rejected')], scale);
    expect([marks.ticks.length, marks.throttled.length, marks.rejected.length]).toEqual([3, 1, 1]);
  });

  test('are marked as cold, warm, failed or throttled', () => {
    expect(stems(timeline.requests, scale).map(({ kind }) => kind)).toEqual(['cold', 'error', 'warm', 'throttled']);
  });

  test('keep the slowest when they are too many', () => {
    const crowded = runOf(busyLane(5000));
    const slow = { ...crowded.requests[2500]!, answeredAtUs: crowded.requests[2500]!.arrivedAtUs + 9_000_000 };
    const all = crowded.requests.map((row) => (row.request === 2500 ? slow : row));
    const kept = stems(all, timeScale({ fromUs: 0, toUs: crowded.endUs }, 0, 800), 300);
    expect(kept.length).toBeLessThanOrEqual(300);
    expect(kept.some(({ request }) => request === 2500)).toBe(true);
  });
});

describe('notes', () => {
  const text = 'No environment exists yet, so Lambda makes one.';

  test('stand in empty lanes only', () => {
    const [note] = placeNotes([{ atUs: 100_000, environment: 0, text }], timeline.environments, scale, layout);
    expect(note!.y).toBeGreaterThan(barY(layout, 1) + layout.barHeight);
    expect(note!.lines.join(' ')).toBe(text);
  });

  test('do not cover each other', () => {
    const notes = [0, 1].map((environment) => ({ atUs: 400_000, environment, text }));
    const placed = placeNotes(notes, timeline.environments, scale, layOut({ ...options, lanes: 8 }));
    expect(placed).toHaveLength(2);
    const [a, b] = placed.map(({ x, y, lines }) => {
      const width = 6.5 * Math.max(...lines.map((line) => line.length));
      return { left: x, right: x + width, top: y - 12, bottom: y + 16 * (lines.length - 1) };
    });
    const apart = a!.right <= b!.left || b!.right <= a!.left || a!.bottom <= b!.top || b!.bottom <= a!.top;
    expect(apart).toBe(true);
  });

  test('are left out where there is no room, and on a phone', () => {
    const full = layOut({ ...options, lanes: 2 });
    expect(placeNotes([{ atUs: 400_000, environment: 1, text }], timeline.environments, scale, full)).toEqual([]);
    const phone = layOut({ ...options, width: 358 });
    expect(placeNotes([{ atUs: 400_000, environment: 0, text }], timeline.environments, scale, phone)).toEqual([]);
  });

  test('break between words', () => {
    expect(wrap('one two three four', 9)).toEqual(['one two', 'three', 'four']);
  });
});
