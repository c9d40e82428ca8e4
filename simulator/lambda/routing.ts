/**
 * Which version a request is for.
 *
 * Models: a qualifier names `$LATEST`, a version or an alias; an alias with two versions draws one at
 * random for each request (https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html).
 */
import { ruleNumber } from '../facts/rules.ts';
import { uniform } from '../kernel/random.ts';
import { kindOf, NONE } from '../trace.ts';
import type { AliasState, FunctionShared, FunctionState, World } from './world.ts';

const ALIAS_ROUTED = kindOf('alias.routed');
const weights = ruleNumber('alias.weights');

/** Whom requests are for, and what was found for it lately. */
export interface Addressee {
  readonly shared: FunctionShared;
  /** `$LATEST`, a version or an alias; absent: `$LATEST`. */
  readonly qualifier: string | undefined;
  alias: AliasState | undefined;
  /** Whether the qualifier names nothing (yet, or any more). */
  missing: boolean;
}

/** The version for a request; sets `alias` and `missing` of the addressee. */
export function route(world: World, to: Addressee, draw: number): FunctionState {
  const { shared, qualifier } = to;
  to.alias = undefined;
  to.missing = false;
  if (qualifier === undefined || qualifier === '$LATEST') return world.functions[shared.latest]!;
  const alias = shared.aliases.get(qualifier);
  if (alias) {
    to.alias = alias;
    const second = alias.additional >= 0 && uniform(world.aliasDraws.uint32(draw)) < alias.weight;
    return world.functions[second ? alias.additional : alias.version]!;
  }
  const version = versionEntry(shared, qualifier);
  to.missing = version < 0;
  return world.functions[version < 0 ? shared.latest : version]!;
}

/** Entry of a published version, or -1. */
export const versionEntry = (shared: FunctionShared, version: string): number =>
  shared.versions[Number(version) - 1] ?? -1;

/** Entries that a qualifier stands for now, with the share of requests each gets. */
export function entriesOf(shared: FunctionShared, qualifier: string): { entry: number; share: number }[] {
  const alias = shared.aliases.get(qualifier);
  if (!alias) {
    const entry = versionEntry(shared, qualifier);
    return entry < 0 ? [] : [{ entry, share: 1 }];
  }
  if (alias.additional < 0) return [{ entry: alias.version, share: 1 }];
  return [
    { entry: alias.version, share: 1 - alias.weight },
    { entry: alias.additional, share: alias.weight },
  ];
}

/** Provisioned concurrency that each version is to have, by entry. */
export function wantedProvisioned(shared: FunctionShared): Map<number, number> {
  const wanted = new Map<number, number>();
  for (const [qualifier, count] of shared.provisionedConfigs) {
    let left = count;
    const entries = entriesOf(shared, qualifier);
    entries.forEach(({ entry, share }, i) => {
      const part = i === entries.length - 1 ? left : Math.round(count * share);
      left -= part;
      if (part > 0) wanted.set(entry, (wanted.get(entry) ?? 0) + part);
    });
  }
  return wanted;
}

/** Writes which of its two versions an alias chose. @returns the event */
export function routed(
  world: World,
  to: Addressee,
  fn: FunctionState,
  request: number,
  cause: number,
  draw: number,
): number {
  const { trace } = world;
  const alias = to.alias!;
  const seq = trace.append(ALIAS_ROUTED, fn.index, NONE, request, cause, weights);
  const { pool, at } = trace;
  pool[at] = uniform(world.aliasDraws.uint32(draw));
  pool[at + 1] = alias.weight;
  pool[at + 2] = fn.index === alias.additional ? 1 : 0;
  return seq;
}
