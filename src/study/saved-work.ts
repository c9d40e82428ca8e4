/**
 * The learner's scenario, kept on this device so that a reload loses nothing. It never leaves it.
 *
 * Storage can be full, switched off, or hold what an older version wrote: then there is simply
 * nothing saved, and the page says so only when it could not save.
 */
import { parseScenarioText, type Scenario } from '#simulator';

const key = 'coldstart.workbench.scenario';
/** Where the scenario is kept that it is compared with. */
export const comparedKey = 'coldstart.workbench.compared';

/** The scenario saved last, or `undefined` when there is none that can be run. */
export function savedScenario(storage: Storage, at: string = key): Scenario | undefined {
  try {
    const text = storage.getItem(at);
    return text === null ? undefined : parseScenarioText(text);
  } catch {
    return undefined;
  }
}

/**
 * Saves a scenario; without one, forgets what was saved there.
 * @returns whether the device took it
 */
export function saveScenario(storage: Storage, scenario: Scenario | undefined, at: string = key): boolean {
  try {
    if (scenario) storage.setItem(at, JSON.stringify(scenario));
    else storage.removeItem(at);
    return true;
  } catch {
    return false;
  }
}
