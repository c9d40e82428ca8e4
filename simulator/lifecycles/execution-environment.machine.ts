/**
 * The life of an execution environment: what is allowed, and nothing else. The same definition runs
 * in the simulator (compiled to a table), is drawn in the lesson and is walked by a test.
 *
 * Models: the phases of https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 * for on-demand functions: Init, Invoke, freeze, Shutdown, and the reset after a failure, after which
 * Init runs again inside the next invocation ("suppressed init").
 * Left out: Restore (SnapStart), extensions, Managed Instances.
 */
import { setup } from 'xstate';

export const executionEnvironmentMachine = setup({
  types: {
    events: {} as
      | { type: 'READY' }
      | { type: 'INIT_FAILED' }
      | { type: 'INVOKE' }
      | { type: 'DONE' }
      | { type: 'FAILED' }
      | { type: 'RECLAIM' },
  },
}).createMachine({
  id: 'executionEnvironment',
  initial: 'init',
  states: {
    /** Runtime and module start; a request may be waiting. */
    init: { on: { READY: 'idle', INIT_FAILED: 'reset', RECLAIM: 'shutdown' } },
    /** Frozen. Nothing runs, nothing is billed. */
    idle: { on: { INVOKE: 'invoke', RECLAIM: 'shutdown' } },
    /** The handler runs, one request at a time. */
    invoke: { on: { DONE: 'idle', FAILED: 'reset', RECLAIM: 'shutdown' } },
    /** The process is gone, `/tmp` is kept. */
    reset: { on: { INVOKE: 'initAgain', RECLAIM: 'shutdown' } },
    /** Init inside an invocation, on the time of the function. */
    initAgain: { on: { READY: 'invoke', FAILED: 'reset', RECLAIM: 'shutdown' } },
    shutdown: { type: 'final' },
  },
});
