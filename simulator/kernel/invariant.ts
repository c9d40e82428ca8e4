/** An impossible state of the simulator: our bug, never the learner's. */
export class InvariantError extends Error {
  override name = 'InvariantError';
}

/**
 * Stops the run when something that must hold does not.
 * @param holds the condition
 * @param message what was impossible, with the numbers at hand
 * @throws InvariantError
 */
export function invariant(holds: unknown, message: string): asserts holds {
  if (!holds) throw new InvariantError(message);
}
