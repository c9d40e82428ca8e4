/**
 * `npm run bench [-- NAMES...]`: measures, and prints one JSON object a line. A name picks one
 * benchmark, or, as `kernel`, all that begin with it.
 */
export interface Measurement {
  readonly value: number;
  readonly unit: string;
}

type Benches = Readonly<Record<string, () => Promise<Measurement>>>;

/** Where the benchmarks are, by the first word of their names. Loaded only when asked for. */
const groups: Readonly<Record<string, () => Promise<{ readonly benches: Benches }>>> = {
  kernel: () => import('./kernel.ts'),
  sandbox: () => import('./sandbox.ts'),
  environments: () => import('./environments.ts'),
  page: () => import('./pages.ts'),
  requests: () => import('./scale.ts'),
  validate: () => import('./validation.ts'),
};

const groupOf = (name: string): string => name.split('.', 1)[0] ?? '';

async function load(group: string): Promise<Benches> {
  return (await groups[group]?.())?.benches ?? {};
}

/** The names that `wanted` picks, or undefined when it picks none. */
async function picked(wanted: string): Promise<string[] | undefined> {
  const names = Object.keys(await load(groupOf(wanted)));
  if (wanted in groups) return names;
  return names.includes(wanted) ? [wanted] : undefined;
}

async function allNames(): Promise<string[]> {
  const all = await Promise.all(Object.keys(groups).map(load));
  return all.flatMap((benches) => Object.keys(benches));
}

const wanted = process.argv.slice(2);
const found = await Promise.all((wanted.length > 0 ? wanted : Object.keys(groups)).map(picked));
const unknown = wanted.filter((_, i) => found[i] === undefined);
if (unknown.length > 0) {
  console.error(`No benchmark is named ${unknown.join(', ')}. There are:\n  ${(await allNames()).join('\n  ')}`);
  process.exitCode = 2;
} else {
  for (const name of new Set(found.flatMap((names) => names ?? []))) {
    const bench = (await load(groupOf(name)))[name];
    try {
      console.log(JSON.stringify({ name, ...(await bench?.()) }));
    } catch (error) {
      console.error(`${name} failed: ${(error as Error).message}`);
      process.exitCode = 1;
    }
  }
}
