/**
 * Finds quantities that somebody typed into a text: a number with a unit, which should come from a
 * fact, from the scenario or from the run.
 */
const quantity =
  /(?<![\w.,-])\$?\d[\d,.]*\s?(?:ms|µs|s|sec|seconds?|minutes?|hours?|days?|KB|MB|GB|TB|bytes?|vCPUs?|GB-s|GB-seconds?|%|percent|requests? (?:per|a) second)(?![\w-])/g;

/** The quantities typed into a prose text, placeholders and code already taken out. */
export const typedQuantities = (prose: string): string[] => prose.match(quantity) ?? [];
