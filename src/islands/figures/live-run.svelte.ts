/**
 * A figure's run: the one it arrived with, then whatever its reader makes of it. The simulator is fetched at the first
 * touch, so that a page costs nothing before.
 */
import type { ScenarioInput } from '#simulator';
import type { RunView, Simulation } from '../../workers/simulation.ts';

/** What a figure keeps of a run. */
type Take<Kept> = (view: RunView, simulation: Simulation) => Kept | Promise<Kept>;

export class LiveRun<Kept extends object> {
  run = $state.raw<Kept>()!;
  /** What went wrong, for a person to read. */
  problem = $state('');
  #simulation: Promise<Simulation> | undefined;
  #newest = 0;
  readonly #take: Take<Kept>;

  /** @param take what is kept of each further run */
  constructor(arrived: Kept, take: Take<Kept>) {
    this.run = arrived;
    this.#take = take;
  }

  /** Fetches the simulator ahead of the first change. */
  warmUp(): void {
    void this.#start().then((simulation) => simulation.warmUp());
  }

  /**
   * Runs a scenario; the newest call wins.
   * @returns the run, or undefined when a newer call took over or it failed
   */
  async change(scenario: ScenarioInput): Promise<Kept | undefined> {
    const call = ++this.#newest;
    try {
      const simulation = await this.#start();
      if (call !== this.#newest) return undefined;
      const run = await this.#take(await simulation.run(scenario), simulation);
      if (call !== this.#newest) return undefined;
      this.problem = '';
      return (this.run = run);
    } catch (error) {
      if (call === this.#newest) this.problem = (error as Error).message;
      return undefined;
    }
  }

  dispose(): void {
    this.#newest++;
    void this.#simulation?.then((simulation) => simulation.dispose());
  }

  #start(): Promise<Simulation> {
    return (this.#simulation ??= import('../../workers/simulation.ts').then(({ Simulation }) => new Simulation()));
  }
}
