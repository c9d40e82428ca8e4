/**
 * A state diagram from data: dagre decides where the boxes stand and by which way the arrows go; here its
 * corners become soft, and labels get the room they need.
 */
import { Graph, layout } from '@dagrejs/dagre';
import { px } from './steps.ts';

/** What a state means, which is how it is drawn. */
export type StateMeaning = 'init' | 'invoke' | 'idle' | 'reset' | 'none';

export interface StateNode {
  readonly id: string;
  readonly label: string;
  /** A few words below it, in the face of data. */
  readonly detail?: string;
  readonly meaning: StateMeaning;
}

export interface StateEdge {
  readonly from: string;
  readonly to: string;
  /** What makes it happen. `\n` breaks the line. */
  readonly label: string;
  /** How much it wants to be straight; 1 is usual. */
  readonly weight?: number;
}

export interface PlacedState extends StateNode {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedEdge {
  readonly from: string;
  readonly to: string;
  readonly path: string;
  readonly lines: readonly string[];
  /** Middle of the label. */
  readonly labelX: number;
  readonly labelY: number;
}

export interface StateLayout {
  readonly width: number;
  readonly height: number;
  readonly states: readonly PlacedState[];
  readonly edges: readonly PlacedEdge[];
}

export const stateHeight = 58;
const letter = 6.7;
const lineHeight = 16;
const margin = 10;

/**
 * Places states and arrows.
 * @param direction `LR` for a wide figure, `TB` for a phone
 */
export function layOutStates(
  nodes: readonly StateNode[],
  edges: readonly StateEdge[],
  direction: 'LR' | 'TB',
): StateLayout {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({
    rankdir: direction,
    nodesep: direction === 'LR' ? 34 : 26,
    ranksep: direction === 'LR' ? 36 : 26,
    edgesep: 22,
    marginx: margin,
    marginy: margin,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) {
    const letters = Math.max(node.label.length * 9, (node.detail?.length ?? 0) * 7.1);
    graph.setNode(node.id, { width: Math.max(112, letters + 28), height: stateHeight });
  }
  edges.forEach(({ from, to, label, weight = 1 }, i) => {
    const lines = label.split('\n');
    const width = Math.max(...lines.map((line) => line.length)) * letter + 6;
    graph.setEdge(from, to, { width, height: lines.length * lineHeight + 4, labelpos: 'c', weight }, String(i));
  });
  layout(graph);
  const states = nodes.map((node): PlacedState => {
    const { x = 0, y = 0, width = 0, height = 0 } = graph.node(node.id) as Partial<PlacedState>;
    return { ...node, x: x - width / 2, y: y - height / 2, width, height };
  });
  const placed = edges.map(({ from, to, label }, i): PlacedEdge => {
    const edge = graph.edge(from, to, String(i)) as { points: Point[]; x?: number; y?: number };
    const middle = edge.points[Math.floor(edge.points.length / 2)]!;
    return {
      from,
      to,
      path: smooth(edge.points),
      lines: label.split('\n'),
      labelX: edge.x ?? middle.x,
      labelY: edge.y ?? middle.y,
    };
  });
  const size = graph.graph() as { width?: number; height?: number };
  return { width: Math.ceil(size.width ?? 0), height: Math.ceil(size.height ?? 0), states, edges: placed };
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Straight legs joined by curves that begin and end half-way, so that an arrow leaves and arrives straight. */
export function smooth(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first || rest.length === 0) return '';
  let path = `M${px(first.x)} ${px(first.y)}`;
  for (let i = 0; i < rest.length - 1; i++) {
    const corner = rest[i]!;
    const next = rest[i + 1]!;
    const to = i === rest.length - 2 ? between(corner, next, 0.6) : between(corner, next, 0.5);
    const from = i === 0 ? between(first, corner, 0.4) : undefined;
    if (from) path += `L${px(from.x)} ${px(from.y)}`;
    path += `Q${px(corner.x)} ${px(corner.y)} ${px(to.x)} ${px(to.y)}`;
  }
  const last = rest.at(-1)!;
  return `${path}L${px(last.x)} ${px(last.y)}`;
}

const between = (a: Point, b: Point, share: number): Point => ({
  x: a.x + (b.x - a.x) * share,
  y: a.y + (b.y - a.y) * share,
});
