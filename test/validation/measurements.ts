/** The measurements, read from their files. */
import { readFileSync } from 'node:fs';

function rows(file: string): string[][] {
  const text = readFileSync(new URL(`./data/${file}`, import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
}

export interface Experiment {
  name: string;
  ratePerSecond: number;
  warmMs: number;
  coldMs: number;
  instances: number;
  coldProbability: number;
}

/** The 20 experiments of 2020. */
export const experiments: Experiment[] = rows('lambda-20-experiments.csv').map((row) => ({
  name: row[0]!,
  ratePerSecond: Number(row[1]),
  warmMs: Number(row[2]),
  coldMs: Number(row[3]),
  instances: Number(row[5]),
  coldProbability: Number(row[7]),
}));

export interface Recorded {
  arrivalMs: number;
  durationMs: number;
  cold: boolean;
}

/** A raw trace of one day. @param day `YYYY-MM-DD` */
export const recorded = (day: string): Recorded[] =>
  rows(`lambda-${day}.csv`).map(([arrival, duration, cold]) => ({
    arrivalMs: Number(arrival) * 1000,
    durationMs: Number(duration),
    cold: cold === '1',
  }));
