/**
 * The learner's scenario, kept on this device so that a reload loses nothing. It never leaves it.
 *
 * Storage can be full, switched off, or hold what an older version wrote: then there is simply
 * nothing saved, and the page says so only when it could not save.
 */
import { parseScenarioText, type Scenario } from '#simulator';

const key = 'coldstart.workbench.scenario';

/** The scenario saved last, or `undefined` when there is none that can be run. */
export function savedScenario(storage: Storage): Scenario | undefined {
  try {
    const text = storage.getItem(key);
    return text === null ? undefined : parseScenarioText(text);
  } catch {
    return undefined;
  }
}

/**
 * Saves a scenario.
 * @returns whether the device took it
 */
export function saveScenario(storage: Storage, scenario: Scenario): boolean {
  try {
    storage.setItem(key, JSON.stringify(scenario));
    return true;
  } catch {
    return false;
  }
}
