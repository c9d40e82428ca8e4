import { describe, expect, it } from 'vitest';
import { coldStart } from '../../simulator/facts/cold-starts.ts';
import { measuredColdStarts } from '../../simulator/facts/cold-starts.generated.ts';
import { runtimes } from '../../simulator/facts/runtimes.ts';

const measured = [...new Set(measuredColdStarts.map(([runtime]) => runtime))];
const kinds = measured.flatMap((runtime) =>
  (['Zip', 'Image'] as const).flatMap((packageType) =>
    (['x86_64', 'arm64'] as const).map((architecture) => ({ runtime, packageType, architecture })),
  ),
);
const median = (runtime: string, packageType: 'Zip' | 'Image', memoryMB: number): number =>
  coldStart(runtime, packageType, 'x86_64', memoryMB).initMs.find(([p]) => p === 0.5)?.[1] ?? NaN;

describe('the measured cold starts', () => {
  it.each(kinds)('of $runtime as $packageType on $architecture rise from probability 0 to 1', (kind) => {
    for (const memoryMB of [128, 256, 512, 1024]) {
      const { initMs } = coldStart(kind.runtime, kind.packageType, kind.architecture, memoryMB);
      expect(initMs[0]?.[0]).toBe(0);
      expect(initMs.at(-1)?.[0]).toBe(1);
      initMs.slice(1).forEach(([p, ms], i) => {
        expect(p).toBeGreaterThan(initMs[i]![0]);
        expect(ms).toBeGreaterThanOrEqual(initMs[i]![1]);
      });
    }
  });

  it('hardly depend on the memory size: from 128 to 1,024 MB medians differ by less than a fifth', () => {
    for (const runtime of measured) {
      const ratio = median(runtime, 'Zip', 1024) / median(runtime, 'Zip', 128);
      expect(ratio, runtime).toBeGreaterThan(0.8);
      expect(ratio, runtime).toBeLessThan(1.2);
    }
  });

  it('give the first invocation of .NET many times more time at 128 MB than at 1,024 MB', () => {
    const at = (memoryMB: number): number => coldStart('dotnet8', 'Zip', 'x86_64', memoryMB).firstInvokeMs;
    expect(at(128) / at(1024)).toBeGreaterThan(6);
  });

  it('take longer for a container image than for a zip package of Node.js', () => {
    expect(median('nodejs24.x', 'Image', 512)).toBeGreaterThan(1.5 * median('nodejs24.x', 'Zip', 512));
  });
});

describe('between the measured memory sizes', () => {
  const at = (memoryMB: number): number => coldStart('nodejs24.x', 'Zip', 'x86_64', memoryMB).firstInvokeMs;

  it('the first invocation lies between its neighbours', () => {
    expect(at(200)).toBeLessThan(at(128));
    expect(at(200)).toBeGreaterThan(at(256));
  });

  it('and beyond them it is that of the outermost size', () => {
    expect(at(10_240)).toBe(at(1024));
  });
});

describe('a runtime that was not measured', () => {
  it('gets the figures of its nearest relative, and says so', () => {
    const asked = coldStart('nodejs26.x', 'Zip', 'arm64', 512);
    expect(asked.measuredAs).toBe('nodejs24.x, Zip, arm64, 512 MB');
    expect(asked.initMs).toEqual(coldStart('nodejs24.x', 'Zip', 'arm64', 512).initMs);
  });

  it('that is custom is taken for a Go program', () => {
    expect(coldStart('provided.al2023', 'Zip', 'x86_64', 128).measuredAs).toContain('Go on provided.al2023');
  });

  it.each(['', 'constructor', '__proto__', 'cobol85'])('and that nobody knows (%j) is taken for Node.js', (runtime) => {
    expect(coldStart(runtime, 'Zip', 'x86_64', 128).measuredAs).toContain('nodejs24.x');
  });

  it.each(Object.keys(runtimes))('%s has a cold start of its own language', (runtime) => {
    const { measuredAs } = coldStart(runtime, 'Zip', 'x86_64', 128);
    const language = (/^[a-z]+?(?=core|\d|\.|$)/.exec(runtime) ?? [''])[0];
    expect(measuredAs).toContain(language === 'go' || language === 'provided' ? 'provided' : language);
  });
});
