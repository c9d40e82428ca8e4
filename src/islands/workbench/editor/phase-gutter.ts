/** Colours of the gutter: blue for lines that run once in init, amber for lines of every invoke. */
import { Facet, RangeSet, StateField, type EditorState, type Extension } from '@codemirror/state';
import { GutterMarker, gutterLineClass } from '@codemirror/view';
import { phasesOfLines } from '../code-phases.ts';

class PhaseMarker extends GutterMarker {
  override elementClass: string;
  constructor(elementClass: string) {
    super();
    this.elementClass = elementClass;
  }
  override eq(other: PhaseMarker): boolean {
    return other.elementClass === this.elementClass;
  }
}

const initLine = new PhaseMarker('cm-initLine');
const invokeLine = new PhaseMarker('cm-invokeLine');

/** What the colours depend on besides the text. */
interface Handler {
  /** Name under which this file exports the handler; empty when it does not. */
  readonly exported: string;
  readonly typescript: boolean;
}

const handlerFacet = Facet.define<Handler, Handler>({
  combine: ([handler]) => handler ?? { exported: '', typescript: false },
});

const field = StateField.define<RangeSet<GutterMarker>>({
  create: markersOf,
  update: (markers, { docChanged, state, startState }) =>
    docChanged || state.facet(handlerFacet) !== startState.facet(handlerFacet) ? markersOf(state) : markers,
  provide: (self) => gutterLineClass.from(self),
});

function markersOf(state: EditorState): RangeSet<GutterMarker> {
  const { exported, typescript } = state.facet(handlerFacet);
  const markers = phasesOfLines(state.doc.toString(), exported, typescript).flatMap((phase, i) =>
    phase === 'none' ? [] : [(phase === 'init' ? initLine : invokeLine).range(state.doc.line(i + 1).from)],
  );
  return RangeSet.of(markers);
}

/** The gutter's colours for a file. */
export const phaseGutter = (handler: Handler): Extension => [handlerFacet.of(handler), field];
