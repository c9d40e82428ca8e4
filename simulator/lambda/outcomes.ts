/**
 * The ways an invocation can end, with what the caller gets to read.
 *
 * Models: function errors are answered with status 200 and `X-Amz-Function-Error`; the runtime goes
 * on after an error it posted itself, and is gone after an exit, a timeout or a lack of memory
 * (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html).
 */
import {
  exitError,
  outOfMemoryError,
  responseTooLarge,
  throttled,
  timeoutError,
  type ThrottleReason,
} from '../facts/messages.ts';
import { ruleNumber, type RuleId } from '../facts/rules.ts';
import { requestId } from '../identity.ts';
import { utf8Length } from '../kernel/utf8.ts';
import { kindOf, type Trace } from '../trace.ts';
import type { Outcome } from './invoke.ts';
import type { PostedError } from './sandbox.ts';
import { functionOf, type FunctionState, type ProfileOutcomes, type World } from './world.ts';

const INVOKE_COMPLETED = kindOf('invoke.completed');
const INVOKE_THROTTLED = kindOf('invoke.throttled');

const rules = {
  returned: ruleNumber('invoke.returned'),
  functionError: ruleNumber('invoke.functionError'),
  timeout: ruleNumber('invoke.timeout'),
  exit: ruleNumber('invoke.exit'),
  outOfMemory: ruleNumber('invoke.outOfMemory'),
  responseTooLarge: ruleNumber('invoke.responseTooLarge'),
};

/** Exit status of a process that SIGKILL ended. */
const killedBySignal = 137;

/** What an invocation had used when it ended. */
export interface Usage {
  readonly cpuUs: number;
  readonly maxMemoryUsedMB: number;
}

/** The two ends a profile knows; shared by all its invocations. */
export function profileOutcomes(fn: FunctionState): ProfileOutcomes | undefined {
  const { Profile, MemorySize } = fn.configuration;
  if (!Profile) return undefined;
  const used = Math.min(MemorySize, Profile.maxMemoryUsedMB ?? fn.measured.memoryUsedMB);
  const returned: Outcome = {
    status: 'success',
    rule: rules.returned,
    failed: false,
    responseBytes: Profile.responseBytes,
    resets: false,
    exitCode: 0,
    cpuUs: 0,
    maxMemoryUsedMB: Math.ceil(used),
  };
  const usage = { cpuUs: 0, maxMemoryUsedMB: Math.ceil(used) };
  const { detail: _, ...failed } = failure({ payload: profileError }, rules.functionError, usage);
  const timedOut: Outcome = { ...failed, rule: rules.timeout, status: 'timeout' };
  return { returned, failed: { ...failed, resets: false }, timedOut };
}

/** What a function by profile answers when it fails. */
export const profileError = JSON.stringify({
  errorType: 'Error',
  errorMessage: 'The profile drew a function error.',
  trace: [],
});

/** The texts that many events share: throttles, and the failures of functions by profile. */
export function shareTexts(trace: Trace): void {
  const throttle = (rule: RuleId, reason: ThrottleReason): void => {
    const { errorType, payload } = throttled({ reason });
    trace.attachToRule(INVOKE_THROTTLED, ruleNumber(rule), { errorType, reason, payload });
  };
  throttle('admission.accountLimit', 'ConcurrentInvocationLimitExceeded');
  throttle('admission.reservedLimit', 'ReservedFunctionConcurrentInvocationLimitExceeded');
  throttle('admission.accountRate', 'FunctionInvocationRateLimitExceeded');
  throttle('admission.reservedRate', 'ReservedFunctionInvocationRateLimitExceeded');
  throttle('admission.scalingRate', 'FunctionInvocationRateLimitExceeded');
  throttle('admission.burst', 'ConcurrentInvocationLimitExceeded');
  throttle('misconception.cap', 'ReservedFunctionConcurrentInvocationLimitExceeded');
  throttle('misconception.requestsPerSecond', 'ConcurrentInvocationLimitExceeded');
  trace.attachToRule(INVOKE_COMPLETED, rules.functionError, { errorType: 'Error', payload: profileError });
  trace.attachToRule(INVOKE_COMPLETED, rules.timeout, { errorType: 'Sandbox.Timedout' });
}

/** The handler answered with this JSON text; with an exit code the process died after that. */
export function returned(world: World, payload: string, exitCode: number | undefined, usage: Usage): Outcome {
  const responseBytes = utf8Length(payload);
  const limit = world.rates.responseLimitBytes;
  if (responseBytes > limit) {
    const error = responseTooLarge({ limit });
    return { ...failure(error, rules.responseTooLarge, usage), resets: false };
  }
  return {
    status: 'success',
    rule: rules.returned,
    failed: false,
    responseBytes,
    resets: exitCode !== undefined,
    exitCode: exitCode ?? 0,
    resetRule: rules.exit,
    ...usage,
    detail: { payload },
  };
}

/** The runtime posted an error; with an exit code it went down after that. */
export function posted(error: PostedError, exitCode: number | undefined, usage: Usage): Outcome {
  return {
    ...failure(error, rules.functionError, usage),
    resets: exitCode !== undefined,
    exitCode: exitCode ?? 0,
  };
}

/** The process ended without a word. */
export function exited(world: World, environment: number, exitCode: number, usage: Usage): Outcome {
  const error = exitError({ requestId: idOf(world, environment), exitCode });
  return { ...failure(error, rules.exit, usage), exitCode };
}

/** The process was killed from outside. */
export function killed(world: World, environment: number, usage?: Usage): Outcome {
  return exited(world, environment, killedBySignal, usage ?? profileUsage(world, environment));
}

/** The process asked for more memory than the function has. */
export function outOfMemory(world: World, environment: number, usage: Usage): Outcome {
  const fn = functionOf(world, environment);
  const error = outOfMemoryError({ requestId: idOf(world, environment), asOf: world.scenario.asOf });
  const killed = { cpuUs: usage.cpuUs, maxMemoryUsedMB: fn.configuration.MemorySize };
  return { ...failure(error, rules.outOfMemory, killed), exitCode: killedBySignal };
}

/** The timeout of the function came first. */
export function timedOut(world: World, environment: number, usage: Usage): Outcome {
  const fn = functionOf(world, environment);
  const error = timeoutError({
    requestId: idOf(world, environment),
    timeoutSeconds: fn.configuration.Timeout,
    asOf: world.scenario.asOf,
    atEpochMs: world.startAtMs + Math.floor(world.nowUs / 1000),
  });
  return { ...failure(error, rules.timeout, usage), status: 'timeout' };
}

function failure(error: { payload: string; errorType?: string }, rule: number, usage: Usage): Outcome {
  const { payload, errorType } = error;
  return {
    status: 'error',
    rule,
    failed: true,
    responseBytes: utf8Length(payload),
    resets: true,
    exitCode: 0,
    ...usage,
    detail: errorType ? { payload, errorType } : { payload },
  };
}

const profileUsage = (world: World, environment: number): Usage => ({
  cpuUs: 0,
  maxMemoryUsedMB: world.profileOutcomes[functionOf(world, environment).index]?.returned.maxMemoryUsedMB ?? 0,
});

const idOf = (world: World, environment: number): string =>
  requestId(world.scenario.seed, world.environments.columns.request[environment] as number);
