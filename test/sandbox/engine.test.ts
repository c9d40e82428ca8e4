import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { adapt } from '../../simulator/sandbox/binary.ts';
import { prepare } from '../../simulator/sandbox/build.ts';
import type { Image } from '../../simulator/sandbox/image.ts';
import { makeTemplate } from '../../simulator/sandbox/template.ts';
import { buildGuest } from '../../src/commands/build-guest.ts';
import { quickjsWasm } from '../../src/commands/quickjs-wasm.ts';
import type { Slice } from '../../simulator/lambda/sandbox.ts';
import { fingerprint } from './fingerprint.ts';
import { handler, input, openEngine, pace, program } from './programs.ts';

describe('the guest side', () => {
  it('is built from its sources', async () => {
    expect(await readFile('simulator/sandbox/guest.generated.ts', 'utf8')).toBe(await buildGuest());
  });

  it('makes a template of at most 256 KiB, the same every time', async () => {
    const build = await prepare(await quickjsWasm());
    const [first, second] = [makeTemplate(build), makeTemplate(build)];
    expect(first.image.base.heap.length + first.image.base.statics.length).toBeLessThanOrEqual(256 * 1024);
    expect(first).toEqual(second);
  });
});

describe('the engine', () => {
  it('is refused when it is not the build that this was written for', () => {
    expect(() => adapt(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]))).toThrow('not the QuickJS build');
  });

  it('leaves the same answers, ticks and memory in every run, in Node.js and in browsers', async () => {
    const { answers, memory } = fingerprint(await openEngine());
    expect(fingerprint(await openEngine())).toEqual({ answers, memory });
    const [, logged, answered] = answers as Slice[];
    expect(logged?.logs[0]?.message).toMatch(
      /sin: -0\.8522008497671888,\s+exp: 4\.4816890703380645,\s+pow: 15158\.67357380462/,
    );
    expect(answered?.state.type).toBe('returned');
  });

  it('keeps sandboxes apart that take turns', async () => {
    const engine = await openEngine();
    const sandboxes = Array.from({ length: 20 }, (_, i) => {
      const sandbox = engine.create(program(`let n = ${i * 100};\n${handler('return ++n;')}`));
      sandbox.load(pace());
      return sandbox;
    });
    const payloads = [1, 2].flatMap(() => sandboxes.map((sandbox) => sandbox.invoke(input(), pace()).state));
    expect(payloads.map((state) => state.type === 'returned' && Number(state.payload))).toEqual(
      [1, 2].flatMap((n) => sandboxes.map((_, i) => i * 100 + n)),
    );
  });

  it('keeps processes of the same large code apart, whose images are kept as what differs between them', async () => {
    const engine = await openEngine();
    const text = `import util from 'node:util'; import crypto from 'node:crypto'; import fs from 'node:fs';
      const id = crypto.randomUUID(); const kept = Array.from({ length: 3000 }, (_, i) => ({ id, i }));
      ${handler('kept.length = event.length; kept.push({ id, i: event.n }); return [kept.at(-1), kept.length, kept[0].id === id];')}`;
    const sandboxes = Array.from({ length: 6 }, (_, i) => {
      const sandbox = engine.create(program(text, { random: () => (i + 1) * 0x01010101 }));
      sandbox.load(pace());
      return sandbox;
    });
    const ids = new Set<string>();
    [2999, 10, 5000, 1, 2, 20_000].forEach((length, n) => {
      if (n === 3) {
        sandboxes[2]!.reset();
        sandboxes[2]!.load(pace());
      }
      for (const sandbox of sandboxes) {
        const { state } = sandbox.invoke(input({ length, n }), pace());
        const [last, ...rest] = JSON.parse(state.type === 'returned' ? state.payload : '[]') as [
          { id: string; i: number },
        ];
        expect([last.i, ...rest]).toEqual([n, length + 1, true]);
        ids.add(last.id);
      }
    });
    expect(ids.size).toBe(6);
    const { image } = sandboxes[0] as unknown as { image: Image };
    expect(image.bytes.length).toBeLessThan(image.heapBytes / 4);
  });

  it('goes on after one sandbox broke it', async () => {
    const engine = await openEngine();
    const good = engine.create(program(`let n = 0;\n${handler('return ++n;')}`));
    good.load(pace());
    good.invoke(input(), pace());
    const bad = engine.create(program(handler(`return eval('('.repeat(100000) + ')'.repeat(100000));`)));
    bad.load(pace());
    expect(bad.invoke(input(), pace()).state.type).toMatch(/failed|exited/);
    expect(good.invoke(input(), pace()).state).toEqual({ type: 'returned', payload: '2' });
  });

  it('tells the host now and then that code still runs', async () => {
    const { loadSandbox } = await import('#simulator/sandbox');
    let beats = 0;
    const engine = await loadSandbox({ functions: [] } as never, { onHeartbeat: () => void beats++ });
    const sandbox = engine.create(program(handler('for (let i = 0; i < 1000000; i++);')));
    sandbox.load(pace());
    sandbox.invoke(input(), pace());
    expect(beats).toBeGreaterThan(10);
  });
});
