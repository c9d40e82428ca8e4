/**
 * Versions and aliases.
 *
 * Models: a version is an immutable copy of `$LATEST` under the next number; publishing without a
 * change makes none (https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html); an
 * alias points to one version or to two with weights.
 */
import { coldStart } from '../facts/cold-starts.ts';
import { ruleNumber } from '../facts/rules.ts';
import { secondsToUs } from '../kernel/units.ts';
import { kindOf, NONE } from '../trace.ts';
import { profileOutcomes } from './outcomes.ts';
import { reallocate } from './provisioned.ts';
import { versionEntry } from './routing.ts';
import { beginSnapshot } from './snap-start.ts';
import type { AliasState, FunctionShared, FunctionState, World } from './world.ts';

const ALIAS_UPDATED = kindOf('alias.updated');
const VERSION_PUBLISHED = kindOf('version.published');

/** Publishes what `$LATEST` is now. */
export function publishVersion(world: World, shared: FunctionShared): void {
  const { trace } = world;
  const latest = world.functions[shared.latest]!;
  const last = shared.versions.at(-1);
  if (last !== undefined && shared.publishedFrom === latest.configurationNumber) {
    trace.append(VERSION_PUBLISHED, last, NONE, NONE, NONE, ruleNumber('version.unchanged'));
    trace.pool[trace.at] = 0;
    return;
  }
  const entry = shared.unpublished.shift()!;
  const fn = world.functions[entry]!;
  shared.versions.push(entry);
  shared.publishedFrom = latest.configurationNumber;
  configure(world, fn, latest.configuration);
  const published = trace.append(VERSION_PUBLISHED, entry, NONE, NONE, NONE, ruleNumber('version.published'));
  trace.pool[trace.at] = 1;
  if (fn.configuration.SnapStart.ApplyOn === 'PublishedVersions') beginSnapshot(world, fn, published);
}

/** Puts a configuration in force for a version. */
export function configure(world: World, fn: FunctionState, configuration: FunctionState['configuration']): void {
  fn.configuration = configuration;
  fn.timeoutUs = secondsToUs(configuration.Timeout);
  const { Runtime, PackageType, Architectures, MemorySize } = configuration;
  fn.measured = coldStart(Runtime, PackageType, Architectures[0], MemorySize);
  world.profileOutcomes[fn.index] = profileOutcomes(fn);
}

/** Where an alias is to point. */
export interface Routing {
  readonly version: number;
  readonly additional: number;
  readonly weight: number;
}

/** The entries and the weight that an alias's configuration names; version -1 when it is not published. */
export function routingOf(
  shared: FunctionShared,
  version: string,
  weights: Readonly<Record<string, number>> | undefined,
): Routing {
  const [additional, weight] = Object.entries(weights ?? {})[0] ?? [];
  return {
    version: versionEntry(shared, version),
    additional: additional === undefined || !weight ? -1 : versionEntry(shared, additional),
    weight: weight ?? 0,
  };
}

/** Points an alias to versions. @returns the event */
export function pointAlias(
  world: World,
  shared: FunctionShared,
  alias: AliasState,
  to: Routing,
  cause: number,
): number {
  const { trace } = world;
  alias.version = to.version;
  alias.additional = to.additional;
  alias.weight = to.additional < 0 ? 0 : to.weight;
  const updated = trace.append(ALIAS_UPDATED, alias.version, NONE, NONE, cause, ruleNumber('alias.updated'));
  const { pool, at } = trace;
  pool[at] = alias.index;
  pool[at + 1] = alias.version;
  pool[at + 2] = alias.additional;
  pool[at + 3] = alias.weight;
  if (shared.provisionedConfigs.size > 0) reallocate(world, shared, updated);
  return updated;
}
