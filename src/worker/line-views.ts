import type { Backend } from '../engine/backends/backend.ts';
import type { Matrix } from '../engine/matrix.ts';
import type { Pieces } from '../engine/run/pieces.ts';
import type { TrainingRun } from '../engine/run/training-run.ts';
import type { Floats } from '../language/dtypes.ts';
import type { LineView } from './protocol.ts';

/** A line's result travels whole up to this many cells; of a larger one only the extent. */
const FEW_CELLS = 16;
/** Cells whose extent is found in one piece: less than a millisecond. */
const CELLS_OF_A_PIECE = 2 ** 18;

/** The last results of the lines of a run, as a snapshot shows them; each is looked through once for a position. */
export class LineViews {
  #known: { readonly by: Backend; readonly version: number; readonly line: number } | undefined;
  #views: readonly (LineView | undefined)[] = [];

  /** Finds the views at this position, in pieces. */
  *preparing(training: TrainingRun): Pieces {
    const { backend: by, line } = training;
    const { version } = by;
    if (this.#known?.by === by && this.#known.version === version && this.#known.line === line) return;
    const views: (LineView | undefined)[] = [];
    let cells = 0;
    for (const index of training.program.iteration.keys()) {
      if (!training.hasRun(index)) {
        views.push(undefined);
        continue;
      }
      const extent = { least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY };
      const { data } = training.resultOf(index);
      for (let first = 0; first < data.length; first += CELLS_OF_A_PIECE) {
        const end = Math.min(data.length, first + CELLS_OF_A_PIECE);
        extend(extent, data, first, end);
        cells += end - first;
        if (cells < CELLS_OF_A_PIECE) continue;
        cells = 0;
        yield;
      }
      views.push({ ...extent, cells: cellsIn(data) });
    }
    this.#views = views;
    this.#known = { by, version, line };
  }

  /** The views that were prepared. */
  get views(): readonly (LineView | undefined)[] {
    return this.#views;
  }
}

/** The view of one matrix. */
export function lineView({ data }: Matrix): LineView {
  const extent = { least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY };
  extend(extent, data, 0, data.length);
  return { ...extent, cells: cellsIn(data) };
}

function cellsIn(data: Floats): Floats {
  return data.length <= FEW_CELLS ? data.slice() : new Float64Array(0);
}

/** Extends an extent by some cells. One NaN makes both ends NaN. */
function extend(extent: { least: number; most: number }, data: Floats, first: number, end: number): void {
  let { least, most } = extent;
  if (Number.isNaN(least)) return;
  for (let i = first; i < end; i++) {
    const cell = data[i] as number;
    // Written so that NaN is taken.
    if (!(cell >= least)) least = cell;
    if (!(cell <= most)) most = cell;
    if (Number.isNaN(cell)) break;
  }
  [extent.least, extent.most] = [least, most];
}
