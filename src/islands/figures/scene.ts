/**
 * A scene: a living figure as data. Its knobs make a scenario, its run is drawn, its sentence tells what the run shows,
 * and with a bet nothing of the run is drawn before a number has been named. Everything that a figure says is computed
 * from its run.
 */
import type { MisconceptionId, ScenarioInput } from '#simulator';
import type { SeriesData } from '../../charts/series-data.ts';
import type { Assumption } from './AssumptionStrip.svelte';
import type { FigureRun } from './figure-run.ts';

/** The value of each knob by its id. */
export type Values = Readonly<Record<string, number>>;

export interface Knob {
  readonly id: string;
  readonly label: string;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  /** What the figure arrives with. */
  readonly value: number;
  /** A value with its unit: `400 ms`, `none`. */
  shown(value: number): string;
}

/** A number to be named before the run with the knobs' first values is shown. */
export interface SceneBet {
  /** The question. */
  readonly ask: string;
  /** What is counted: `environments`. */
  readonly unit: string;
  readonly least: number;
  readonly most: number;
  answer(told: Told): number;
  /** What the gap between the bet and the answer teaches. */
  lesson(bet: number, answer: number): string;
}

/** What a sentence can tell of a run. Times are milliseconds, money is US dollars. */
export interface Told {
  readonly requests: number;
  readonly served: number;
  readonly cold: number;
  readonly warm: number;
  /** Init phases that ended well; provisioned concurrency has them ahead of any request. */
  readonly inits: number;
  readonly throttles: number;
  readonly functionErrors: number;
  readonly spillover: number;
  readonly clientRetries: number;
  readonly clientsGaveUp: number;
  readonly asyncDropped: number;
  /** Requests in flight, init included. */
  readonly peak: number;
  readonly average: number;
  readonly environments: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly slowestMs: number;
  readonly totalUsd: number;
  /** By name of the function; only for runs of at most some hundred requests. */
  readonly functions: Readonly<Record<string, { requests: number; throttles: number; cold: number }>>;
}

export interface SceneRun extends FigureRun {
  readonly told: Told;
  /** For figures of plots; of `Scene.shows`, or of all functions. */
  readonly series?: SeriesData;
}

export interface Scene {
  readonly knobs: readonly Knob[];
  scenario(values: Values): ScenarioInput;
  /** What the run shows, in a sentence or two. */
  say(told: Told, values: Values): string;
  readonly bet?: SceneBet;
  /** Environments as lanes, for a few; or plots in bins of time. */
  readonly draws: 'lanes' | 'series';
  /** The function whose series is drawn. */
  readonly shows?: string;
  /** A wrong model that can be run in Lambda's place. */
  readonly belief?: MisconceptionId;
}

/** What the island of a scene is given by the page. */
export interface SceneProps {
  /** The run drawn at build time. */
  readonly run: SceneRun;
  readonly assumptions: readonly Assumption[];
  readonly seed: number;
  /** Address of the workbench. */
  readonly workbench: string;
  /** The fragment that opens there what the figure arrives with. */
  readonly hash: string;
  /** The wrong model in a sentence. */
  readonly belief?: string;
}

/** What a scene's drawing is given. */
export interface SceneDrawing {
  readonly run: SceneRun;
  readonly width: number;
  /** Before the script runs. */
  readonly still: boolean;
  /** Before the bet is placed: draw what comes, not what becomes of it. */
  readonly hidden: boolean;
  readonly title: string;
  readonly values: Values;
}

/** Bins of a scene's series: as fine as a lesson's column is wide, and small enough to stand in its page. */
export const sceneBins = 160;

/** What the knobs of a scene stand at when it arrives. */
export const firstValues = ({ knobs }: Scene): Values => Object.fromEntries(knobs.map(({ id, value }) => [id, value]));

/** The scenario of a scene, with the wrong model in Lambda's place if asked for. */
export const sceneScenario = (scene: Scene, values: Values, believed = false): ScenarioInput => ({
  ...scene.scenario(values),
  ...(believed && scene.belief && { misconception: scene.belief }),
});
