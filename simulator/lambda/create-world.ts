/** The world of a scenario at its time 0: every function with its versions, every client, nothing running. */
import { coldStart } from '../facts/cold-starts.ts';
import { factsOn, type Facts } from '../facts/index.ts';
import { Agenda } from '../kernel/agenda.ts';
import { invariant } from '../kernel/invariant.ts';
import { IndexedDraws } from '../kernel/random.ts';
import { RateRing } from '../kernel/rate-ring.ts';
import { TokenBucket } from '../kernel/token-bucket.ts';
import { msToUs, secondsToUs, usPerSecond } from '../kernel/units.ts';
import { misconceptions } from '../misconceptions/index.ts';
import { assuming, awsPolicies, type Policies } from '../policies.ts';
import type { LambdaFunction, Scenario } from '../scenario/index.ts';
import { NONE, Trace } from '../trace.ts';
import { AdaptiveRate } from './adaptive-rate.ts';
import type { Client } from './callers.ts';
import { Environments } from './environments.ts';
import { profileOutcomes, shareTexts } from './outcomes.ts';
import { Provisioned } from './provisioned.ts';
import { requestBody, type RequestBody } from './request-body.ts';
import type { SandboxEngine } from './sandbox.ts';
import { HostedTrace } from './shared-environments.ts';
import { Tickets } from './tickets.ts';
import { aliases, traceHeader } from './trace-header.ts';
import { routingOf } from './versions.ts';
import type { FunctionShared, FunctionState, World } from './world.ts';

/** @param kept whether all events are kept */
export function createWorld(
  scenario: Scenario,
  engine: SandboxEngine | undefined,
  given: Policies | undefined,
  kept: boolean,
): World {
  const facts = factsOn(scenario.asOf);
  const startAtMs = Date.parse(scenario.startAt ?? `${scenario.asOf}T09:00:00.000Z`);
  const misconception = scenario.misconception === undefined ? {} : misconceptions[scenario.misconception].policies;
  const policies = given ?? { ...assuming(awsPolicies, scenario.assumptions), ...misconception };
  const allowance = policies.scaling(facts, scenario.region);
  const newBucket = (): TokenBucket => new TokenBucket(allowance.capacity, allowance.perSecond);
  const ofAccount = newBucket();
  const functions: FunctionState[] = [];
  const byName = new Map<string, FunctionShared>();
  scenario.functions.forEach((configuration, latest) => {
    const shared = sharedOf(configuration, latest, facts, allowance.scope === 'account' ? ofAccount : newBucket());
    byName.set(shared.name, shared);
    functions.push(functionState(configuration, latest, '$LATEST', shared, scenario.seed, facts));
  });
  for (const [name, shared] of byName) addVersions(scenario, name, shared, functions, facts);
  const known = aliases(scenario);
  for (const [name, shared] of byName) addAliases(scenario, name, shared, known);
  const header = traceHeader(scenario, startAtMs, functions, kept);
  invariant(engine || functions.every(({ configuration }) => !configuration.Code), 'code needs an engine');
  const trace = policies.requestsPerEnvironment > 1 ? new HostedTrace(header) : new Trace(header);
  shareTexts(trace);
  const { ConcurrentExecutions } = scenario.account;
  const perConcurrency = facts['limits.requestsPerConcurrency'];
  // A wrong model takes concurrency for requests a second.
  const factor = policies.countsRequests ? 1 : perConcurrency;
  if (policies.countsRequests)
    for (const shared of byName.values()) shared.reservedRate.resize(Math.max(0, shared.reserved));
  return {
    scenario,
    facts,
    rates: {
      initLimitUs: secondsToUs(facts['limits.init.onDemand']),
      restoreLimitUs: secondsToUs(facts['limits.restore']),
      warmOverheadUs: msToUs(facts['runtime.warmOverhead']),
      responseLimitBytes: facts['limits.payload.syncResponse'],
    },
    policies,
    trace,
    agenda: new Agenda(),
    environments: new Environments(functions.length),
    functions,
    byName,
    ledger: {
      accountLimit: ConcurrentExecutions,
      claimed: [...byName.values()].reduce(
        (sum, { reserved, provisioned }) => sum + (reserved >= 0 ? reserved : provisioned),
        0,
      ),
      unreservedInFlight: 0,
    },
    accountRate: new RateRing(ConcurrentExecutions * factor, usPerSecond * facts['rate.window']),
    bodies: bodies(scenario, facts),
    freeBodies: [],
    replayed: scenario.traffic.map((source) =>
      source.kind === 'replay' && source.requests.some(({ length }) => length > 1)
        ? Float64Array.from(source.requests, ([, durationMs]) => (durationMs === undefined ? -1 : msToUs(durationMs)))
        : undefined,
    ),
    clients: clients(scenario, byName, facts, policies),
    isFaulty: scenario.faults.serviceErrorShare > 0,
    tickets: new Tickets(),
    lastOutcomes: new Map(),
    qualifiers: [],
    defaultEventInvokeConfig: {
      Qualifier: '$LATEST',
      MaximumRetryAttempts: facts['async.maximumRetryAttempts'],
      MaximumEventAgeInSeconds: facts['async.maximumEventAge'],
      DestinationConfig: {},
    },
    scalingRule: allowance.rule,
    tasks: [],
    deployments: [],
    deleted: new Set(),
    profileOutcomes: functions.map(profileOutcomes),
    codeRuns: new Map(),
    engine,
    aliasDraws: new IndexedDraws(scenario.seed, 'alias'),
    faultDraws: new IndexedDraws(scenario.seed, 'faults'),
    startAtMs,
    nowUs: 0,
    requests: 0,
    pending: 0,
  };
}

function sharedOf(fn: LambdaFunction, latest: number, facts: Facts, scaling: TokenBucket): FunctionShared {
  const reserved = fn.ReservedConcurrentExecutions ?? -1;
  const configs = fn.ProvisionedConcurrencyConfigs.map(
    ({ Qualifier, ProvisionedConcurrentExecutions }) => [Qualifier, ProvisionedConcurrentExecutions] as const,
  );
  return {
    name: fn.FunctionName,
    latest,
    versions: [],
    unpublished: [],
    publishedFrom: -1,
    aliases: new Map(),
    provisionedConfigs: new Map(configs),
    eventInvokeConfigs: new Map(fn.EventInvokeConfigs.map((config) => [config.Qualifier, config])),
    scaling,
    reservedRate: new RateRing(
      Math.max(0, reserved) * facts['limits.requestsPerConcurrency'],
      usPerSecond * facts['rate.window'],
    ),
    queued: 0,
    reserved,
    provisioned: configs.reduce((sum, [, count]) => sum + count, 0),
    inFlight: 0,
  };
}

/** Entries of the versions that are published before the run, then of those that its actions may publish. */
function addVersions(
  scenario: Scenario,
  name: string,
  shared: FunctionShared,
  functions: FunctionState[],
  facts: Facts,
): void {
  const base = functions[shared.latest]!.configuration;
  base.Versions.forEach(({ Description: _, ...change }, i) => {
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const code = change.Profile ? { Code: undefined } : change.Code ? { Profile: undefined } : {};
    const configuration: LambdaFunction = { ...base, ...code, ...given };
    shared.versions.push(functions.length);
    functions.push(functionState(configuration, functions.length, String(i + 1), shared, scenario.seed, facts));
  });
  // Version n is the newest copy of $LATEST when it changes nothing.
  if (base.Versions.length > 0 && isUnchanged(base.Versions.at(-1)!)) shared.publishedFrom = 0;
  for (const action of scenario.actions)
    if (action.do === 'publishVersion' && action.FunctionName === name) {
      const version = String(shared.versions.length + shared.unpublished.length + 1);
      shared.unpublished.push(functions.length);
      functions.push(functionState(base, functions.length, version, shared, scenario.seed, facts));
    }
}

const isUnchanged = (version: LambdaFunction['Versions'][number]): boolean =>
  Object.entries(version).every(([key, value]) => key === 'Description' || value === undefined);

function addAliases(
  scenario: Scenario,
  name: string,
  shared: FunctionShared,
  known: readonly { readonly FunctionName: string; readonly Name: string }[],
): void {
  for (const alias of scenario.functions[shared.latest]!.Aliases) {
    const to = routingOf(shared, alias.FunctionVersion, alias.RoutingConfig?.AdditionalVersionWeights);
    const index = known.findIndex((one) => one.FunctionName === name && one.Name === alias.Name);
    shared.aliases.set(alias.Name, { index, name: alias.Name, ...to, weight: to.additional < 0 ? 0 : to.weight });
  }
}

function functionState(
  configuration: LambdaFunction,
  index: number,
  version: string,
  shared: FunctionShared,
  seed: number,
  facts: Facts,
): FunctionState {
  const { Runtime, PackageType, Architectures, MemorySize, FunctionName } = configuration;
  // Versions of a function draw alike, so that two of them can be compared request by request.
  const draws = (of: string): IndexedDraws => new IndexedDraws(seed, `${of}/${FunctionName}`);
  return {
    index,
    version,
    shared,
    configuration,
    configurationNumber: 0,
    timeoutUs: secondsToUs(configuration.Timeout),
    measured: coldStart(Runtime, PackageType, Architectures[0], MemorySize),
    billTerms: {
      // Custom runtimes and images always paid for their init.
      managedZip: PackageType === 'Zip' && !Runtime.startsWith('provided'),
      roundingMs: facts['billing.rounding'],
      initBilled: facts['billing.initBilled'] === 1,
    },
    initDraws: draws('init'),
    durationDraws: draws('duration'),
    errorDraws: draws('error'),
    restoreDraws: draws('restore'),
    provisioned: new Provisioned(),
    snapStart: { state: 'off', snapshot: undefined, environment: NONE, publishedAtUs: 0 },
    made: 0,
    host: NONE,
    totals: { errors: 0, throttles: 0, durationUs: 0, ended: 0 },
  };
}

/** The body of every traffic source, then of every action, by place. */
function bodies(scenario: Scenario, facts: Facts): RequestBody[] {
  return [...scenario.traffic, ...scenario.actions].map((item) =>
    'InvocationType' in item ? requestBody(item, facts, item.InvocationType === 'Event') : requestBody({}, facts),
  );
}

/** What sends the requests of every traffic source, then of every action, by place. */
function clients(
  { traffic, actions, seed }: Scenario,
  byName: ReadonlyMap<string, FunctionShared>,
  facts: Facts,
  { timeoutRetries }: Policies,
): Client[] {
  const first = byName.values().next().value!;
  return [...traffic, ...actions].map((item, source) => {
    const sends = 'InvocationType' in item ? item : undefined;
    return {
      source,
      shared: (sends && byName.get(sends.FunctionName)) ?? first,
      qualifier: sends?.Qualifier,
      alias: undefined,
      missing: false,
      asynchronous: sends?.InvocationType === 'Event',
      body: source,
      caller: sends?.caller,
      closedLoop:
        'kind' in item && item.kind === 'closedLoop'
          ? {
              users: item.users,
              thinkMs: item.thinkMs,
              toUs: msToUs(item.toMs),
              draws: new IndexedDraws(seed, `think/${source}`),
            }
          : undefined,
      adaptive: sends?.caller?.retryMode === 'adaptive' ? new AdaptiveRate(facts) : undefined,
      waitDraws: new IndexedDraws(seed, `retry/${source}`),
      waits:
        ('kind' in item && item.kind === 'closedLoop') ||
        (sends?.InvocationType === 'RequestResponse' && timeoutRetries > 0) ||
        (sends?.caller !== undefined && (sends.caller.retryMode !== 'none' || sends.caller.timeoutMs !== undefined)),
      quota: facts['sdk.quota'],
      sent: 0,
    };
  });
}
