/** Two scenarios run side by side in a worker of their own, so that the run in the panes is not disturbed. */
import type { Problem, Scenario, WhyStep } from '#simulator';
import {
  ProblemsError,
  Simulation,
  SupersededError,
  type Comparison,
  type Progress,
  type Side,
} from '../../../workers/simulation.ts';

export class Comparing {
  #simulation: Simulation | undefined;
  #newest = 0;
  /** What `result` is of. */
  #of: readonly [a: Scenario, b: Scenario] | undefined;

  /** The last comparison; it may be of the scenarios before the last edit. */
  result: Comparison | undefined = $state.raw();
  running = $state(false);
  progress: Progress | undefined = $state.raw();
  /** Why the comparison did not come to an end, as a sentence. */
  failure = $state('');

  /** Runs both; a newer call supersedes this one. */
  async run(a: Scenario, b: Scenario): Promise<void> {
    if (this.result && !this.running && this.#of?.[0] === a && this.#of[1] === b) return;
    const call = ++this.#newest;
    this.running = true;
    this.#simulation ??= new Simulation();
    try {
      const result = await this.#simulation.compare(a, b, (progress) => {
        if (call === this.#newest) this.progress = progress;
      });
      if (call !== this.#newest) return;
      this.result = result;
      this.#of = [a, b];
      this.failure = '';
    } catch (error) {
      if (call !== this.#newest) return;
      this.failure = error instanceof SupersededError ? 'The comparison was stopped.' : sentence(error as Error);
    }
    this.running = false;
    this.progress = undefined;
  }

  /** Why a request of one of the two runs fared as it did: the chain of causes of its end, or of the decision on it. */
  async why(request: number, side: Side): Promise<WhyStep[]> {
    const simulation = (this.#simulation ??= new Simulation());
    const { row } = await simulation.request(request, side);
    if (!row) return [];
    const decided = row.outcome === 'ok' ? row.decidedSeq : Math.max(row.decidedSeq, row.answeredSeq);
    return simulation.why(decided >= 0 ? decided : row.receivedSeq, side);
  }

  /** Nothing is compared any more. */
  clear(): void {
    if (!this.result && !this.running) return;
    this.cancel();
    this.result = undefined;
  }

  /** Stops what runs. */
  cancel(): void {
    this.#newest++;
    this.running = false;
    this.progress = undefined;
    this.#simulation?.dispose();
  }
}

const sentence = (error: Error): string =>
  error instanceof ProblemsError ? error.problems.map(problemText).join('; ') : error.message;

const problemText = ({ path, message }: Problem): string => (path ? `${path}: ${message}` : message);
