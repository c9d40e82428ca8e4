/** Which limits on concurrency a scene's plots show: a limit far above all that happens would only flatten them. */
import type { LimitKind } from '../../charts/series-data.ts';
import type { SceneDrawing } from './scene.ts';

/** The drawing with those limits alone. */
export function withLimits(drawing: SceneDrawing, kinds: readonly LimitKind[]): SceneDrawing {
  const { run } = drawing;
  if (!run.series) return drawing;
  const limits = run.series.limits.filter(({ kind }) => kinds.includes(kind));
  return { ...drawing, run: { ...run, series: { ...run.series, limits } } };
}
