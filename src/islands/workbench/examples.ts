/** Scenarios and events to start from: the data of `content/scenarios`. */
import { parseScenario, type Scenario } from '#simulator';
import list from '../../../content/scenarios/examples.json';
import events from '../../../content/scenarios/events.json';

const files = import.meta.glob('../../../content/scenarios/*.json', { import: 'default', eager: true });

export interface Example {
  /** Name of the file without its ending; also the link `?example=` takes. */
  readonly file: string;
  /** What one sees by running it, in a sentence. */
  readonly promise: string;
  readonly scenario: Scenario;
}

export const examples: readonly Example[] = list.map(({ file, promise }) => ({
  file,
  promise,
  scenario: parseScenario(files[`../../../content/scenarios/${file}.json`]),
}));

/** What a first visit opens with. */
export const firstExample = examples[0] as Example;

export interface ReadyEvent {
  readonly title: string;
  readonly payloadText: string;
}

export const readyEvents: readonly ReadyEvent[] = events;
