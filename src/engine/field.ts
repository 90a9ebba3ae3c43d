import { type Examined, Examiner } from './examiner.ts';
import { classAt } from './fit.ts';
import { emptyMatrix, type Matrix } from './matrix.ts';

/** A rectangle of the plane of two inputs, divided into so many cells, and what is wanted of the network in the middle of each. */
export interface FieldRequest {
  readonly columns: number;
  readonly rows: number;
  /** The first input, from the left edge of the first column to the right edge of the last; as the network sees it. */
  readonly x: readonly [number, number];
  /** The second input, in the same way: which end is up is for those to say who draw it. */
  readonly y: readonly [number, number];
  /** A unit of a layer of values, both from 0, where layer 0 are the inputs; or what the network predicts. */
  readonly of: 'output' | { readonly layer: number; readonly unit: number };
}

/** What the network makes of each cell, row by row. */
export interface FieldValues {
  /** Of several outputs the largest. */
  readonly values: Float64Array;
  /** Which output that is, where there are several and the prediction is wanted. */
  readonly classes?: Uint16Array;
}

/** More cells than this no terminal shows. */
const MOST_CELLS = 2 ** 16;

/** What a network makes of a plane, for as long as somebody looks at it. */
export class Field {
  readonly request: FieldRequest;
  readonly #examiner: Examiner;
  /** A row for each cell; undefined where there is no plane. */
  readonly #points: Matrix | undefined;

  /** @param inputs examples, which say whether the network sees a plane. */
  constructor(run: Examined, request: FieldRequest, inputs: Matrix) {
    this.request = request;
    const { columns, rows } = request;
    const isDrawable = columns >= 1 && rows >= 1 && columns * rows <= MOST_CELLS && isPlane(inputs);
    this.#points = isDrawable ? pointsOf(request, inputs.columns) : undefined;
    this.#examiner = new Examiner(run, columns * rows);
  }

  /** As of the moment where the run stands; undefined where there is no plane, or no such unit. */
  values(): FieldValues | undefined {
    const { of } = this.request;
    if (this.#points === undefined) return undefined;
    const values = new Float64Array(this.#points.rows);
    const classes = new Uint16Array(this.#points.rows);
    let outputs = 0;
    this.#examiner.examine(this.#points, (layers, first, count) => {
      const layer = of === 'output' ? layers.at(-1) : layers[of.layer];
      outputs = layer?.columns ?? 0;
      if (layer === undefined || (of !== 'output' && !(of.unit >= 0 && of.unit < outputs))) {
        outputs = 0;
        return;
      }
      for (let row = 0; row < count; row++) {
        const unit = of !== 'output' ? of.unit : outputs === 1 ? 0 : classAt(layer, row);
        values[first + row] = layer.data[row * outputs + unit]!;
        classes[first + row] = unit;
      }
    });
    if (outputs === 0) return undefined;
    return of === 'output' && outputs > 1 ? { values, classes } : { values };
  }
}

/** Whether there are two inputs, or a third that is always 1, as a bias is in the tutorial. */
export function isPlane({ columns, rows, data }: Matrix): boolean {
  if (columns !== 3) return columns === 2;
  for (let row = 0; row < rows; row++) if (data[3 * row + 2] !== 1) return false;
  return true;
}

function pointsOf({ columns, rows, x, y }: FieldRequest, inputs: number): Matrix {
  const points = emptyMatrix({ rows: rows * columns, columns: inputs });
  const middle = ([from, to]: readonly [number, number], cell: number, cells: number): number =>
    from + ((to - from) * (cell + 0.5)) / cells;
  for (let cell = 0; cell < points.rows; cell++) {
    points.data[cell * inputs] = middle(x, cell % columns, columns);
    points.data[cell * inputs + 1] = middle(y, Math.floor(cell / columns), rows);
    if (inputs === 3) points.data[cell * inputs + 2] = 1;
  }
  return points;
}
