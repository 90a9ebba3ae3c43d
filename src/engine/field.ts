import { isPlane, largestOf } from '../language/example-rows.ts';
import { type Examined, Examiner } from './examiner.ts';
import { coarser, eachBetween, type Grid, middlesOf } from './grid.ts';
import { emptyMatrix, type Matrix } from './matrix.ts';

/** A rectangle of the plane of two inputs, and what is wanted of the network in the middle of each of its cells. */
export interface FieldRequest extends Grid {
  /** A unit of a layer of values, both from 0, where layer 0 are the inputs; or what the network predicts. */
  readonly of: 'output' | { readonly layer: number; readonly unit: number };
}

/** What the network makes of each cell, row by row. */
export interface FieldValues {
  /** Of several outputs the largest; NaN where none is a number. */
  readonly values: Float64Array;
  /** Which output that is, where there are several and the prediction is wanted. */
  readonly classes?: Uint16Array;
}

/** More cells than this no terminal shows. */
const MOST_CELLS = 2 ** 16;

/** Fewer points than this say too little of a border, whatever they take. */
const FEWEST_POINTS = 24 * 12;

/** Some of the middles at which a network is asked. */
interface Sampling {
  readonly grid: Grid;
  /** (cells × inputs) */
  readonly points: Matrix;
}

/** What a network makes of a plane, for as long as somebody looks at it. */
export class Field {
  readonly request: FieldRequest;
  readonly #examiner: Examiner;
  /** How many inputs each point has; undefined where there is no plane. */
  readonly #inputs: number | undefined;
  #sampling: Sampling | undefined;

  /** @param inputs examples, which say whether the network sees a plane. */
  constructor(run: Examined, request: FieldRequest, inputs: Matrix) {
    this.request = request;
    const { columns, rows } = request;
    const isDrawable = columns >= 1 && rows >= 1 && columns * rows <= MOST_CELLS && isPlane(inputs);
    this.#inputs = isDrawable ? inputs.columns : undefined;
    this.#examiner = new Examiner(run, columns * rows);
  }

  /**
   * As of the moment where the run stands; undefined where there is no plane, or no such unit.
   * @param most the work that it may take (`workOf`): where the network is asked at fewer points then, what lies between them
   * lies between their values.
   */
  values(most = Number.POSITIVE_INFINITY): FieldValues | undefined {
    if (this.#inputs === undefined) return undefined;
    const { request } = this;
    const cells = request.columns * request.rows;
    const { grid, points } = this.#samplingFor(request, most, this.#inputs);
    const found = new Findings(cells);
    let known: Matrix | undefined;
    this.#examiner.examine(points, (layers, first, count) => {
      const wanted = wantedOf(layers, request.of);
      if (wanted === undefined) return;
      const { layer, unit, units } = wanted;
      if (points.rows < cells) known ??= emptyMatrix({ rows: points.rows, columns: units });
      for (let row = 0; row < count; row++) {
        const start = row * layer.columns + unit;
        if (known === undefined) found.add(first + row, layer.data, start, units);
        else known.data.set(layer.data.subarray(start, start + units), (first + row) * units);
      }
    });
    if (known !== undefined)
      eachBetween(known, grid, request, (cell, { data }) => found.add(cell, data, 0, data.length));
    return found.all();
  }

  #samplingFor(whole: Grid, most: number, inputs: number): Sampling {
    const cells = whole.columns * whole.rows;
    const points = Math.max(FEWEST_POINTS, most / this.#examiner.workAnExample(inputs));
    const grid = coarser(whole, Math.max(1, Math.ceil(Math.sqrt(cells / points))));
    if (this.#sampling?.grid.columns !== grid.columns || this.#sampling.grid.rows !== grid.rows) {
      this.#sampling = { grid, points: middlesOf(grid, inputs) };
    }
    return this.#sampling;
  }
}

/** Which units of which layer are wanted: all outputs, or one unit. */
function wantedOf(
  layers: readonly Matrix[],
  of: FieldRequest['of'],
): { readonly layer: Matrix; readonly unit: number; readonly units: number } | undefined {
  const layer = of === 'output' ? layers.at(-1) : layers[of.layer];
  if (layer === undefined) return undefined;
  if (of === 'output') return { layer, unit: 0, units: layer.columns };
  return of.unit >= 0 && of.unit < layer.columns ? { layer, unit: of.unit, units: 1 } : undefined;
}

/** What has been found of each cell: of several units the largest, and which that is. */
class Findings {
  readonly #values: Float64Array;
  readonly #classes: Uint16Array;
  #units = 0;

  constructor(cells: number) {
    this.#values = new Float64Array(cells);
    this.#classes = new Uint16Array(cells);
  }

  /** @param start of the values of so many units. */
  add(cell: number, data: Float64Array, start: number, units: number): void {
    const largest = Math.max(0, largestOf(data, start, units));
    this.#values[cell] = data[start + largest]!;
    this.#classes[cell] = largest;
    this.#units = units;
  }

  all(): FieldValues | undefined {
    const [values, classes] = [this.#values, this.#classes];
    if (this.#units === 0) return undefined;
    return this.#units > 1 ? { values, classes } : { values };
  }
}
