/** What the parts of a scenario must be to each other: names that name something, sums that fit. */
import type * as z from 'zod';
import type { Action } from './actions.ts';
import type { EventInvokeConfig } from './asynchronous.ts';
import type { LambdaFunction } from './function.ts';
import { awsLimits, scenarioLimits } from './limits.ts';
import type { ScalableTarget } from './scaling.ts';
import { expectedRequests, type Traffic } from './traffic.ts';

type Path = (string | number)[];

/** The parts that are checked against each other. */
interface Parts {
  readonly account: { readonly ConcurrentExecutions: number };
  readonly functions: readonly LambdaFunction[];
  readonly queues: readonly { readonly QueueName: string }[];
  readonly topics: readonly { readonly TopicName: string }[];
  readonly buckets: readonly { readonly BucketName: string }[];
  readonly eventBuses: readonly { readonly Name: string }[];
  readonly traffic: readonly Traffic[];
  readonly actions: readonly Action[];
  readonly scalableTargets: readonly ScalableTarget[];
  readonly misconception?: string | undefined;
  readonly untilMs?: number | undefined;
}

/** Adds an issue for everything in a scenario that does not fit together. */
export function checkScenario(whole: Parts, context: z.core.$RefinementCtx): void {
  const problem = (path: Path, message: string): void => context.addIssue({ code: 'custom', path, message });
  const byName = new Map<string, LambdaFunction>();
  whole.functions.forEach((fn, i) => {
    if (byName.has(fn.FunctionName)) problem(['functions', i, 'FunctionName'], 'is used twice');
    byName.set(fn.FunctionName, fn);
  });
  const named = (path: Path, name: string, field = 'FunctionName'): LambdaFunction | undefined => {
    if (!byName.has(name)) problem([...path, field], `names no function: ${name}`);
    return byName.get(name);
  };
  const resources = resourceNames(whole);
  const deliverable = (path: Path, arn: string): void => {
    const missing = missingTarget(arn, resources, byName);
    if (missing) problem(path, missing);
  };
  const settled = (path: Path, { DestinationConfig }: Pick<EventInvokeConfig, 'DestinationConfig'>): void => {
    for (const key of ['OnSuccess', 'OnFailure'] as const) {
      const arn = DestinationConfig[key]?.Destination;
      if (arn) deliverable([...path, 'DestinationConfig', key, 'Destination'], arn);
    }
  };
  whole.functions.forEach((fn, i) => {
    const path = ['functions', i];
    checkVersions(fn, path, problem);
    if (fn.DeadLetterConfig) deliverable([...path, 'DeadLetterConfig', 'TargetArn'], fn.DeadLetterConfig.TargetArn);
    fn.EventInvokeConfigs.forEach((config, k) => {
      settled([...path, 'EventInvokeConfigs', k], config);
      if (!qualifies(fn, config.Qualifier, whole.actions))
        problem([...path, 'EventInvokeConfigs', k, 'Qualifier'], `names no version or alias: ${config.Qualifier}`);
    });
    const next = fn.Profile?.invokes;
    if (next) named([...path, 'Profile', 'invokes'], next.FunctionName);
  });
  let requests = 0;
  let ofCode = 0;
  const count = (name: string, n: number): void => {
    requests += n;
    if (byName.get(name)?.Code) ofCode += n;
  };
  const sent = (path: Path, item: Sent): void => {
    const fn = named(path, item.FunctionName);
    if (item.payload !== undefined && item.payloadText !== undefined) problem(path, 'has both payload and payloadText');
    if (fn && item.Qualifier !== undefined && !qualifies(fn, item.Qualifier, whole.actions))
      problem([...path, 'Qualifier'], `names no version or alias of ${item.FunctionName}: ${item.Qualifier}`);
  };
  whole.traffic.forEach((source, i) => {
    sent(['traffic', i], source);
    count(source.FunctionName, expectedRequests(source));
    if (source.kind === 'steps' && source.steps.some((step, k) => k > 0 && step.fromMs <= source.steps[k - 1]!.fromMs))
      problem(['traffic', i, 'steps'], 'must rise in fromMs');
    if (source.kind === 'replay' && byName.get(source.FunctionName)?.Code && source.requests.some((r) => r.length > 1))
      problem(['traffic', i, 'requests'], 'have durations, but the function runs code, which takes its own time');
  });
  whole.actions.forEach((item, i) => {
    const path = ['actions', i];
    if (item.do === 'killEnvironment') return;
    if (item.do === 'deleteResource') return deliverable([...path, 'Arn'], item.Arn);
    if (item.do === 'invoke') {
      sent(path, item);
      return count(item.FunctionName, item.count);
    }
    const fn = named(path, item.FunctionName);
    if (item.do === 'putFunctionEventInvokeConfig') settled(path, item);
    if (item.do === 'putProvisionedConcurrencyConfig' && fn?.SnapStart.ApplyOn === 'PublishedVersions')
      problem(path, 'cannot be had together with SnapStart');
    if (item.do === 'updateFunctionCode' && !item.Code === !item.Profile)
      problem(path, 'needs either Code or Profile, and not both');
    if (
      fn &&
      (item.do === 'createDeployment' || item.do === 'updateAlias') &&
      !qualifies(fn, item.FunctionVersion, whole.actions)
    )
      problem([...path, 'FunctionVersion'], `names no version of ${item.FunctionName}: ${item.FunctionVersion}`);
    if (
      fn &&
      (item.do === 'putProvisionedConcurrencyConfig' || item.do === 'deleteProvisionedConcurrencyConfig') &&
      (item.Qualifier === '$LATEST' || !qualifies(fn, item.Qualifier, whole.actions))
    )
      problem([...path, 'Qualifier'], `names no version or alias of ${item.FunctionName}: ${item.Qualifier}`);
    if (item.do === 'createDeployment') {
      for (const hook of ['BeforeAllowTraffic', 'AfterAllowTraffic'] as const)
        if (item[hook] !== undefined) named(path, item[hook], hook);
      if (fn && !qualifies(fn, item.Alias, whole.actions))
        problem([...path, 'Alias'], `names no alias of ${item.FunctionName}: ${item.Alias}`);
    }
  });
  whole.scalableTargets.forEach((target, i) => {
    const fn = named(['scalableTargets', i], target.FunctionName);
    if (fn && !qualifies(fn, target.Qualifier, whole.actions))
      problem(['scalableTargets', i, 'Qualifier'], `names no alias of ${target.FunctionName}: ${target.Qualifier}`);
  });
  if (requests > scenarioLimits.profileRequests)
    problem(['traffic'], `about ${Math.round(requests)} requests; a run has at most ${scenarioLimits.profileRequests}`);
  else if (ofCode > scenarioLimits.codeRequests)
    problem(
      ['traffic'],
      `about ${Math.round(ofCode)} requests run real code; at most ${scenarioLimits.codeRequests} may, use Profile for more`,
    );
  const versions = whole.functions.reduce((sum, fn) => sum + 1 + fn.Versions.length, 0);
  const published = whole.actions.filter((item) => item.do === 'publishVersion').length;
  if (versions + published > scenarioLimits.versions)
    problem(
      ['functions'],
      `have ${versions + published} versions in all; a run has at most ${scenarioLimits.versions}`,
    );
  checkConcurrency(whole, problem);
  if ((whole.misconception === 'environmentServesMany' || whole.misconception === 'oneColdStart') && ofAnyCode(whole))
    problem(['misconception'], 'needs functions by profile: code cannot be run against its nature');
  if (whole.untilMs === undefined && whole.functions.some((fn) => fn.RecursiveLoop === 'Allow'))
    problem(['untilMs'], 'is needed where RecursiveLoop is Allow: a loop that is allowed may never end');
}

const ofAnyCode = ({ functions }: Parts): boolean =>
  functions.some(({ Code, Versions }) => Code !== undefined || Versions.some((version) => version.Code));

interface Sent {
  readonly FunctionName: string;
  readonly Qualifier?: string | undefined;
  readonly payload?: unknown;
  readonly payloadText?: string | undefined;
}

type Report = (path: Path, message: string) => void;

function checkVersions(fn: LambdaFunction, path: Path, problem: Report): void {
  const exists = (version: string): boolean => Number(version) <= fn.Versions.length;
  const names = new Set<string>();
  fn.Versions.forEach((version, k) => {
    if (version.Code && version.Profile)
      problem([...path, 'Versions', k], 'needs either Code or Profile, and not both');
  });
  fn.Aliases.forEach((alias, k) => {
    const at = [...path, 'Aliases', k];
    if (names.has(alias.Name)) problem([...at, 'Name'], 'is used twice');
    names.add(alias.Name);
    const additional = Object.keys(alias.RoutingConfig?.AdditionalVersionWeights ?? {});
    for (const version of [alias.FunctionVersion, ...additional])
      if (!exists(version)) problem(at, `points to version ${version}, which is not published`);
    if (additional.includes(alias.FunctionVersion)) problem(at, 'needs two different versions');
  });
  fn.ProvisionedConcurrencyConfigs.forEach(({ Qualifier }, k) => {
    const at = [...path, 'ProvisionedConcurrencyConfigs', k, 'Qualifier'];
    if (Qualifier === '$LATEST') problem(at, 'must be a version or an alias: $LATEST has no provisioned concurrency');
    else if (!names.has(Qualifier) && !(/^\d+$/.test(Qualifier) && exists(Qualifier)))
      problem(at, `names no version or alias: ${Qualifier}`);
  });
}

/** Whether a qualifier is there at the start, or may be later by an action. */
function qualifies(fn: LambdaFunction, qualifier: string, actions: readonly Action[]): boolean {
  if (qualifier === '$LATEST' || fn.Aliases.some(({ Name }) => Name === qualifier)) return true;
  const own = actions.filter((item) => 'FunctionName' in item && item.FunctionName === fn.FunctionName);
  if (own.some((item) => item.do === 'updateAlias' && item.Name === qualifier)) return true;
  const published = own.filter((item) => item.do === 'publishVersion').length;
  return /^\d+$/.test(qualifier) && Number(qualifier) <= fn.Versions.length + published;
}

/** Reserved and provisioned concurrency at the start, as the API would check them. */
function checkConcurrency({ account, functions }: Parts, problem: Report): void {
  const total = account.ConcurrentExecutions;
  const reserved = functions.reduce((sum, fn) => sum + (fn.ReservedConcurrentExecutions ?? 0), 0);
  const reservable = total - Math.min(awsLimits['limits.concurrency.unreservedMin'], total);
  if (reserved > reservable)
    problem(['functions'], `reserve ${reserved} in all; of ${total}, at most ${reservable} can be reserved`);
  const provisionedOf = (fn: LambdaFunction): number =>
    fn.ProvisionedConcurrencyConfigs.reduce((sum, config) => sum + config.ProvisionedConcurrentExecutions, 0);
  let claimed = reserved;
  functions.forEach((fn, i) => {
    const provisioned = provisionedOf(fn);
    const own = fn.ReservedConcurrentExecutions;
    const at = ['functions', i, 'ProvisionedConcurrencyConfigs'];
    if (own === undefined) claimed += provisioned;
    else if (provisioned > own)
      problem(at, `allocate ${provisioned} in all; the function has ${own} of reserved concurrency`);
  });
  if (claimed > reservable && reserved <= reservable)
    problem(['functions'], `reserve and allocate ${claimed} in all; of ${total}, at most ${reservable} can be`);
}

interface Resources {
  readonly sqs: ReadonlySet<string>;
  readonly sns: ReadonlySet<string>;
  readonly s3: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
}

const resourceNames = (whole: Parts): Resources => ({
  sqs: new Set(whole.queues.map(({ QueueName }) => QueueName)),
  sns: new Set(whole.topics.map(({ TopicName }) => TopicName)),
  s3: new Set(whole.buckets.map(({ BucketName }) => BucketName)),
  events: new Set(['default', ...whole.eventBuses.map(({ Name }) => Name)]),
});

/** What is wrong with an ARN that events are sent to, if anything. */
function missingTarget(arn: string, resources: Resources, functions: ReadonlyMap<string, unknown>): string | undefined {
  const [, , service = '', , , ...rest] = arn.split(':');
  const name = rest.join(':');
  switch (service) {
    case 'lambda': {
      const fn = rest[1] ?? '';
      return functions.has(fn) ? undefined : `names no function: ${fn}`;
    }
    case 'sqs':
      return resources.sqs.has(name) ? undefined : `names no queue of this scenario (queues): ${name}`;
    case 'sns':
      return resources.sns.has(name) ? undefined : `names no topic of this scenario (topics): ${name}`;
    case 's3':
      return resources.s3.has(name) ? undefined : `names no bucket of this scenario (buckets): ${name}`;
    case 'events': {
      const bus = name.replace(/^event-bus\//, '');
      return resources.events.has(bus) ? undefined : `names no event bus of this scenario (eventBuses): ${bus}`;
    }
    default:
      return `is the ARN of nothing that events can be sent to: ${arn}`;
  }
}
