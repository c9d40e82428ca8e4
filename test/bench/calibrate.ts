/**
 * What a tick of the sandbox is worth: `cpu.ticksPerVcpuSecond`.
 *
 * Method: programs that do what handlers do are run in plain Node.js (V8), once in a fresh process
 * (cold) and then until they no longer get faster (warm, the median of nine batches, by the thread's CPU time), and in the
 * sandbox, where their ticks are counted. Ticks divided by V8's seconds is what one second of a
 * vCPU is worth for that program. The median over the programs of the warm figure is the fact; its
 * spread says how far a single program may be off. V8 is an optimising compiler and the sandbox an
 * interpreter, so no single figure can be right for both a loop of numbers and a JSON document.
 *
 * Measured on 2026-11-21, Node.js 24.21, two shared cores, in ticks a second of V8: warm 144 million
 * (regular expressions 11 million, a sieve over a typed array 3,090 million), cold 88 million (8 to
 * 298 million). A handler runs between cold and warm: 100 million. The engine itself does 3 to 52
 * million ticks a second on these programs, and some 200 million in an empty loop.
 *
 * Run with `node test/bench/calibrate.ts`. It prints a line of JSON for each program and the
 * median last.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { input, openEngine, pace, program } from '../sandbox/programs.ts';

/** Bodies of functions of `n`, and an `n` that takes V8 a few milliseconds. */
const programs: Readonly<Record<string, { readonly n: number; readonly body: string }>> = {
  json: {
    n: 60,
    body: `let total = 0; const order = { id: 1, customer: { name: 'Ada', tags: ['a', 'b'] }, lines: Array.from({ length: 40 }, (_, i) => ({ sku: 'sku-' + i, price: i * 1.5, count: i % 5 })) };
      for (let i = 0; i < n; i++) { order.id = i; const copy = JSON.parse(JSON.stringify(order)); for (const line of copy.lines) total += line.price * line.count; } return total;`,
  },
  strings: {
    n: 20000,
    body: `let text = ''; for (let i = 0; i < n; i++) { text += 'item ' + i + ', '; if (i % 100 === 0) text = text.toUpperCase().slice(-200); } return text.split(', ').map((s) => s.trim()).join(';').length;`,
  },
  sorting: {
    n: 8000,
    body: `let seed = 1; const list = Array.from({ length: n }, () => ({ key: (seed = (seed * 1103515245 + 12345) & 0x7fffffff), name: 'n' + seed % 97 }));
      list.sort((a, b) => a.name < b.name ? -1 : a.name > b.name ? 1 : a.key - b.key); return list[0].key;`,
  },
  maps: {
    n: 40000,
    body: `const counts = new Map(); for (let i = 0; i < n; i++) { const key = 'k' + (i * 7919) % 1013; counts.set(key, (counts.get(key) ?? 0) + 1); } let most = 0; for (const [, count] of counts) if (count > most) most = count; return most;`,
  },
  objects: {
    n: 300,
    body: `let sum = 0; for (let i = 0; i < n; i++) { const rows = Array.from({ length: 100 }, (_, k) => ({ id: k, group: k % 7, value: k * i }));
      const groups = rows.filter((row) => row.value % 2 === 0).reduce((all, row) => { (all[row.group] ??= []).push({ ...row, seen: true }); return all; }, {}); sum += Object.keys(groups).length; } return sum;`,
  },
  sha: {
    n: 300,
    body: `const rotate = (x, k) => (x >>> k) | (x << (32 - k)); const w = new Uint32Array(64); let a = 0x6a09e667, e = 0x510e527f;
      for (let b = 0; b < n; b++) { for (let i = 0; i < 16; i++) w[i] = (i * 2654435761 + b) >>> 0; for (let i = 16; i < 64; i++) { const s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ (w[i - 15] >>> 3); const s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ (w[i - 2] >>> 10); w[i] = (w[i - 16] + s0 + w[i - 7] + s1) >>> 0; }
        for (let i = 0; i < 64; i++) { const t = (rotate(e, 6) ^ rotate(e, 11)) + w[i]; e = (a + t) >>> 0; a = (t + (a & e)) >>> 0; } } return a;`,
  },
  regexes: {
    n: 1500,
    body: `let hits = 0; for (let i = 0; i < n; i++) { const line = '2026-11-21T09:' + (i % 60) + ':00Z GET /items/' + i + '?q=a' + i + ' 200 ' + i * 3; const m = /^(\\S+) (GET|POST) \\/(\\w+)\\/(\\d+)\\?(\\S*) (\\d{3}) (\\d+)$/.exec(line); if (m && Number(m[4]) % 2) hits++; if (/[aeiou]{2,}/.test(line)) hits++; hits += line.replace(/\\d/g, '').length; } return hits;`,
  },
  recursion: { n: 22, body: 'const fib = (k) => (k < 2 ? k : fib(k - 1) + fib(k - 2)); return fib(n);' },
  numbers: { n: 300000, body: 'let x = 0; for (let i = 1; i < n; i++) x = (x * 31 + i) % 1000003; return x;' },
  primes: {
    n: 60000,
    body: 'const sieve = new Uint8Array(n); let count = 0; for (let i = 2; i < n; i++) { if (sieve[i]) continue; count++; for (let k = i * 2; k < n; k += i) sieve[k] = 1; } return count;',
  },
};

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** Seconds V8 takes: in its first run, and once it is warm. */
function timeHere(name: string): { cold: number; warm: number } {
  const { n, body } = programs[name]!;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, no-new-func
  const act = new Function('n', body) as (n: number) => unknown;
  const start = performance.now();
  act(n);
  const cold = (performance.now() - start) / 1000;
  for (const end = performance.now() + 300; performance.now() < end;) act(n);
  const warmStart = performance.now();
  act(n);
  // Batches of some 60 ms: the clock of a thread's CPU time is coarse.
  const batch = Math.max(1, Math.ceil(60 / Math.max(0.05, performance.now() - warmStart)));
  const warm = Array.from({ length: 9 }, () => {
    const before = process.threadCpuUsage().user;
    for (let i = 0; i < batch; i++) act(n);
    return (process.threadCpuUsage().user - before) / 1e6 / batch;
  });
  return { cold, warm: median(warm) };
}

function ticksOf(engine: Awaited<ReturnType<typeof openEngine>>, name: string): { ticks: number; seconds: number } {
  const { n, body } = programs[name]!;
  const sandbox = engine.create(
    program(`const act = function (n) { ${body} };\nexport const handler = async () => act(${n});`),
  );
  sandbox.load(pace());
  const nothing = engine.create(program('export const handler = async () => 1;'));
  nothing.load(pace());
  const budget = pace({ budgetTicks: 4e8 });
  const overhead = nothing.invoke(input(), budget).ticks;
  sandbox.invoke(input(), budget);
  const start = process.threadCpuUsage().user;
  const { ticks, state } = sandbox.invoke(input(), budget);
  if (state.type !== 'returned') throw new Error(`${name} ended as ${state.type}`);
  return { ticks: ticks - overhead, seconds: (process.threadCpuUsage().user - start) / 1e6 };
}

const alone = process.argv[2];
if (alone) console.log(JSON.stringify(timeHere(alone)));
else {
  const engine = await openEngine();
  const rows = Object.keys(programs).map((name) => {
    // The fastest of five first runs: what disturbs a run only ever makes it slower.
    const runs = Array.from({ length: 5 }, () => {
      const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), name], { encoding: 'utf8' });
      return JSON.parse(child.stdout) as { cold: number; warm: number };
    });
    const v8 = { cold: Math.min(...runs.map((run) => run.cold)), warm: median(runs.map((run) => run.warm)) };
    const { ticks, seconds } = ticksOf(engine, name);
    const row = {
      name,
      ticks,
      v8WarmMs: v8.warm * 1000,
      v8ColdMs: v8.cold * 1000,
      ticksPerWarmSecond: ticks / v8.warm,
      ticksPerColdSecond: ticks / v8.cold,
      sandboxTicksPerSecond: ticks / seconds,
    };
    console.log(
      JSON.stringify(row, (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(3)) : value)),
    );
    return row;
  });
  const of = (key: 'ticksPerWarmSecond' | 'ticksPerColdSecond' | 'sandboxTicksPerSecond') => {
    const values = rows.map((row) => row[key]);
    return { median: median(values), least: Math.min(...values), most: Math.max(...values) };
  };
  console.log(
    JSON.stringify(
      { warm: of('ticksPerWarmSecond'), cold: of('ticksPerColdSecond'), sandbox: of('sandboxTicksPerSecond') },
      (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(3)) : value),
    ),
  );
}
