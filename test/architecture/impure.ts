/**
 * What the simulator may not touch, because it would tell one run from another or one engine from
 * another: clocks, chance, the network, the host, and whatever JavaScript leaves to the engine.
 */

const hostGlobals = [
  'Intl',
  'console',
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'requestAnimationFrame',
  'performance',
  'crypto',
  'process',
  'Buffer',
  'require',
  'window',
  'document',
  'navigator',
  'location',
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'self',
  'globalThis',
];

/** Functions of `Math` whose last digits differ between engines. The others are exact. */
const inexactMath = [
  'acos acosh asin asinh atan atan2 atanh cbrt cos cosh exp expm1 hypot',
  'log log10 log1p log2 pow sin sinh tan tanh',
].flatMap((line) => line.split(' '));

/** Methods whose answer depends on the machine's language or time zone. */
const localMethods = [
  'toLocaleString toLocaleDateString toLocaleTimeString toLocaleUpperCase toLocaleLowerCase localeCompare',
  'getFullYear getMonth getDate getDay getHours getMinutes getSeconds getTimezoneOffset',
  'setFullYear setMonth setDate setHours setMinutes setSeconds toDateString toTimeString',
].flatMap((line) => line.split(' '));

/** Options of ESLint's `no-restricted-globals`. */
export const impureGlobals = hostGlobals.map((name) => ({
  name,
  message: 'The simulator is a pure function: it has no host, no clock and no locale.',
}));

/** Options of ESLint's `no-restricted-properties`. */
export const impureProperties = [
  { object: 'Math', property: 'random', message: 'Draw from a named stream of kernel/random.ts.' },
  { object: 'Date', property: 'now', message: 'Time is atUs, counted from the start of the scenario.' },
  ...inexactMath.map((property) => ({ object: 'Math', property, message: 'Its result differs between engines.' })),
  ...localMethods.map((property) => ({ property, message: "It depends on the machine's language or time zone." })),
];

/** Options of ESLint's `no-restricted-syntax`. */
export const impureSyntax = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'This reads the wall clock.' },
  { selector: "CallExpression[callee.name='Date']", message: 'This reads the wall clock.' },
  { selector: "BinaryExpression[operator='**']", message: 'Its result differs between engines.' },
  { selector: "AssignmentExpression[operator='**=']", message: 'Its result differs between engines.' },
];
