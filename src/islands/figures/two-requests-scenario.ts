/** Two requests some time apart, to a function whose init and handler take as long as assumed. */
import type { ScenarioInput } from '#simulator';

export const initMs = 412;
export const handlerMs = 180;

/** Instants the first request may come at in the two figures. */
export const longestGapMs = 1200;

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
