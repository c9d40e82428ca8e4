/** Two requests some time apart, to a function whose init and handler take as long as assumed. */
import type { ScenarioInput } from '#simulator';

export const initMs = 412;
export const handlerMs = 180;

/** Where the figure of the bet ends, and how far apart its requests are. */
export const betUntilMs = 1200;
export const secondGapMs = 300;

/** The figure in which request 2 moves: when request 1 comes, where the figure ends, how late request 2 may come. */
export const movable = { firstMs: 100, untilMs: 1600, mostGapMs: 1200 } as const;

/**
 * @param firstMs when request 1 arrives
 * @param gapMs how much later request 2 does
 * @param untilMs where the figure ends
 */
export const twoRequests = (firstMs: number, gapMs: number, untilMs: number): ScenarioInput => ({
  name: 'Two requests',
  seed: 1,
  functions: [
    {
      FunctionName: 'orders',
      MemorySize: 512,
      Timeout: 3,
      Profile: {
        durationMs: { kind: 'constant', value: handlerMs },
        initMs: { kind: 'constant', value: initMs },
      },
    },
  ],
  actions: [
    { do: 'invoke', atMs: firstMs, FunctionName: 'orders' },
    { do: 'invoke', atMs: firstMs + gapMs, FunctionName: 'orders' },
  ],
  untilMs,
});
