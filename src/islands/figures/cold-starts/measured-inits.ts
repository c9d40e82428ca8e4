/** Init times of runtimes as measured, from runs of many cold starts at once. For pages as they are built. */
import { runtimes, type ScenarioInput } from '#simulator';
import { runAtBuild } from '../../../workers/run-view.ts';

const names = ['provided.al2023', 'python3.14', 'nodejs24.x', 'java25', 'ruby3.4', 'dotnet10'] as const;
const coldStarts = 500;

interface Kind {
  readonly Runtime: string;
  readonly MemorySize?: number;
  readonly PackageType?: 'Zip' | 'Image';
  readonly Architectures?: ['x86_64' | 'arm64'];
}

const scenario = (kind: Kind): ScenarioInput => ({
  name: 'Many cold starts',
  functions: [
    { FunctionName: 'hello', MemorySize: 512, ...kind, Profile: { durationMs: { kind: 'constant', value: 1 } } },
  ],
  actions: [{ do: 'invoke', atMs: 0, FunctionName: 'hello', count: coldStarts }],
});

const initMs = (kind: Kind): { p50: number; p99: number } => runAtBuild(scenario(kind)).summary.initMs;

export interface MeasuredInit {
  readonly runtime: string;
  readonly title: string;
  readonly p50: number;
  readonly p99: number;
  readonly small: number;
  readonly large: number;
  readonly image: number;
  readonly arm: number;
}

/** In milliseconds, the shortest first. */
export const measuredInits = (): MeasuredInit[] =>
  names
    .filter((name) => name in runtimes)
    .map((Runtime) => ({
      runtime: Runtime,
      title: Runtime === 'provided.al2023' ? 'Go on provided.al2023' : Runtime,
      p50: initMs({ Runtime }).p50,
      p99: initMs({ Runtime }).p99,
      small: initMs({ Runtime, MemorySize: 128 }).p50,
      large: initMs({ Runtime, MemorySize: 1024 }).p50,
      image: initMs({ Runtime, PackageType: 'Image' }).p50,
      arm: initMs({ Runtime, Architectures: ['arm64'] }).p50,
    }))
    .sort((a, b) => a.p50 - b.p50);
