/** Sizes of the panes and which are folded, kept on this device. No run depends on them. */

const key = 'coldstart.workbench.layout';

/** Sizes in CSS pixels: columns by width, panes of the left column by height. */
const standard = { left: 376, right: 420, event: 118, configuration: 196, requests: 200 } as const;
export type PaneSize = keyof typeof standard;

/** Least and most of each size. */
export const sizeRange: Readonly<Record<PaneSize, readonly [least: number, most: number]>> = {
  left: [280, 720],
  right: [280, 760],
  event: [72, 480],
  configuration: [72, 560],
  requests: [72, 480],
};

export type Foldable = PaneSize | 'code';

/** What a phone shows under the timeline, one at a time. */
export const places = ['code', 'event', 'configuration', 'requests', 'results'] as const;
export type Place = (typeof places)[number];

export class Layout {
  sizes = $state<Record<PaneSize, number>>({ ...standard });
  folded = $state<Partial<Record<Foldable, boolean>>>({});
  place: Place = $state('results');
  /** Whether single keys are shortcuts; speech input can press them by accident. */
  singleKeys = $state(true);

  constructor() {
    try {
      const saved = JSON.parse(localStorage.getItem(key) ?? '{}') as {
        sizes?: Record<string, unknown>;
        folded?: Record<string, unknown>;
        singleKeys?: unknown;
      };
      for (const name of Object.keys(standard) as PaneSize[]) {
        const size = saved.sizes?.[name];
        if (typeof size === 'number' && Number.isFinite(size)) this.sizes[name] = within(size, sizeRange[name]);
      }
      for (const name of [...(Object.keys(standard) as PaneSize[]), 'code'] as Foldable[])
        if (saved.folded?.[name] === true) this.folded[name] = true;
      this.singleKeys = saved.singleKeys !== false;
    } catch {
      // Storage that is off or holds something else: the standard layout stands.
    }
  }

  resize(name: PaneSize, size: number): void {
    this.sizes[name] = within(Math.round(size), sizeRange[name]);
    this.folded[name] = false;
  }

  reset(name: PaneSize): void {
    this.resize(name, standard[name]);
  }

  save(): void {
    try {
      const { sizes, folded, singleKeys } = this;
      localStorage.setItem(key, JSON.stringify({ sizes, folded, singleKeys }));
    } catch {
      // A full or forbidden storage costs the layout only.
    }
  }
}

const within = (size: number, [least, most]: readonly [number, number]): number =>
  Math.min(most, Math.max(least, size));
