/**
 * A state diagram from data: dagre decides where the boxes stand and by which way the arrows go; here its
 * corners become soft, and labels get the room they need.
 */
import { Graph, layout } from '@dagrejs/dagre';
import { curveBasis, line } from 'd3-shape';

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
    nodesep: direction === 'LR' ? 48 : 34,
    ranksep: direction === 'LR' ? 36 : 26,
    edgesep: 26,
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

/** A curve that leaves and arrives straight, for the points dagre names. */
export function smooth(points: readonly Point[]): string {
  const curve = line<Point>()
    .x((point) => point.x)
    .y((point) => point.y)
    .curve(curveBasis)
    .digits(1);
  return curve(points) ?? '';
}
