import type { Floats } from '../language/dtypes.ts';
import { largestOf, meansOf } from '../language/example-rows.ts';
import { type Examined, Examiner } from './examiner.ts';
import { emptyMatrix, type Matrix } from './matrix.ts';
import { finish, type Pieces } from './run/pieces.ts';

/** A rectangle of the plane of two inputs, divided into cells. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** The first input at the left edge of the first column and at the right edge of the last, as the network sees it. */
  readonly x: readonly [number, number];
  /** The second input at the edges of the first row and of the last. The caller decides which end is up. */
  readonly y: readonly [number, number];
}

/** A rectangle, and the value that is wanted at the middle of each of its cells. */
export interface PlaneRequest extends Grid {
  /**
   * The two inputs, from 0: the first along x, the second along y. All other inputs are at their mean over the training set. A network
   * with one input has it twice, in a grid of one row.
   */
  readonly inputs: readonly [number, number];
  /** The prediction, or one unit of a layer; both count from 0, and layer 0 is the inputs. */
  readonly of: 'output' | { readonly layer: number; readonly unit: number };
  /** True for a plane that stands beside other panes all the time: it takes less of the training's time. */
  readonly isAside?: boolean;
}

/** The values of all cells, row by row. */
export interface PlaneValues {
  /** With several outputs, the largest; NaN where none is a number. */
  readonly values: Floats;
  /** The index of the largest output; absent for one unit. */
  readonly classes?: Uint16Array;
}

/** No terminal shows more cells. */
const MOST_CELLS = 2 ** 16;

/** The numbers of all points: 32 MB. Networks with very many inputs are evaluated on a coarser grid. */
const MOST_NUMBERS = 2 ** 22;

/** With fewer points, interpolation would blur a border too much. */
const FEWEST_POINTS = 24 * 12;

/** The points at which the network is evaluated. */
interface Sampling {
  readonly grid: Grid;
  /** (cells × inputs) */
  readonly points: Matrix;
}

/** The values of a network over a plane of its inputs, for as long as a view shows them. */
export class Plane {
  readonly request: PlaneRequest;
  readonly #examiner: Examiner;
  /** The means of the inputs (inputs); undefined when there is no plane to show. */
  readonly #means: Floats | undefined;
  readonly #run: Examined;
  #sampling: Sampling | undefined;
  #known:
    | {
        readonly by: Examined['backend'];
        readonly version: number;
        readonly most: number;
        readonly values: PlaneValues | undefined;
      }
    | undefined;

  /** @param inputs of the training set (examples × inputs). There is a plane when they have the two inputs of the request. */
  constructor(run: Examined, request: PlaneRequest, inputs: Matrix) {
    this.#run = run;
    this.request = request;
    const { columns, rows } = request;
    const isDrawable = columns >= 1 && rows >= 1 && columns * rows <= MOST_CELLS && isPair(request, inputs);
    this.#means = isDrawable ? meansOf(inputs) : undefined;
    this.#examiner = new Examiner(run, columns * rows);
  }

  /**
   * The values with the current parameters; undefined when there is no plane, or no such unit.
   * @param most the most work (`workOf`) to spend. If it is too little for all cells, the network is evaluated on a coarser grid, and
   * the cells between are interpolated.
   */
  values(most = Number.POSITIVE_INFINITY): PlaneValues | undefined {
    return finish(this.computing(most));
  }

  /** `values` in pieces, all with the parameters at the first one. They are kept until the parameters change. */
  *computing(most = Number.POSITIVE_INFINITY): Pieces<PlaneValues | undefined> {
    const { backend: by } = this.#run;
    const { version } = by;
    const known = this.#known;
    if (known?.by !== by || known.version !== version || known.most !== most) {
      this.#known = { by, version, most, values: yield* this.#compute(most) };
    }
    return this.#known?.values;
  }

  *#compute(most: number): Pieces<PlaneValues | undefined> {
    if (this.#means === undefined) return undefined;
    const { request } = this;
    const cells = request.columns * request.rows;
    const { grid, points } = this.#samplingFor(request, most, this.#means);
    const found = new CellValues(cells);
    let known: Matrix | undefined;
    yield* this.#examiner.examining(points, (layers, first, count) => {
      const wanted = unitsOf(layers, request.of);
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
      interpolate(known, grid, request, (cell, { data }) => found.add(cell, data, 0, data.length));
    return found.all();
  }

  #samplingFor(whole: PlaneRequest, most: number, means: Floats): Sampling {
    const cells = whole.columns * whole.rows;
    const affordable = Math.max(FEWEST_POINTS, most / this.#examiner.workPerExample(means.length));
    const points = Math.min(affordable, MOST_NUMBERS / means.length);
    const grid = coarser(whole, Math.max(1, Math.ceil(Math.sqrt(cells / points))));
    if (this.#sampling?.grid.columns !== grid.columns || this.#sampling.grid.rows !== grid.rows) {
      this.#sampling = { grid, points: middlesOf(grid, whole.inputs, means) };
    }
    return this.#sampling;
  }
}

/** The wanted units of a layer: all outputs, or one unit. */
function unitsOf(
  layers: readonly Matrix[],
  of: PlaneRequest['of'],
): { readonly layer: Matrix; readonly unit: number; readonly units: number } | undefined {
  const layer = of === 'output' ? layers.at(-1) : layers[of.layer];
  if (layer === undefined) return undefined;
  if (of === 'output') return { layer, unit: 0, units: layer.columns };
  return of.unit >= 0 && of.unit < layer.columns ? { layer, unit: of.unit, units: 1 } : undefined;
}

/** Collects the largest of several units of each cell, and its index. */
class CellValues {
  readonly #values: Floats;
  readonly #classes: Uint16Array;
  #units = 0;

  constructor(cells: number) {
    this.#values = new Float64Array(cells);
    this.#classes = new Uint16Array(cells);
  }

  /** @param start the index in `data` of the first of `units` values. */
  add(cell: number, data: Floats, start: number, units: number): void {
    const largest = Math.max(0, largestOf(data, start, units));
    this.#values[cell] = data[start + largest]!;
    this.#classes[cell] = largest;
    this.#units = units;
  }

  all(): PlaneValues | undefined {
    const [values, classes] = [this.#values, this.#classes];
    if (this.#units === 0) return undefined;
    return this.#units > 1 ? { values, classes } : { values };
  }
}

/** The same rectangle in cells that are about `times` as wide and as tall; a bit smaller where they would not fill it. */
export function coarser(grid: Grid, times: number): Grid {
  return { ...grid, columns: Math.ceil(grid.columns / times), rows: Math.ceil(grid.rows / times) };
}

/**
 * The middles of all cells, row by row (cells × inputs).
 * @param inputs the two inputs of the grid, from 0.
 * @param others the value of every other input (inputs).
 */
export function middlesOf(
  { columns, rows, x, y }: Grid,
  [across, upwards]: PlaneRequest['inputs'],
  others: Floats,
): Matrix {
  const points = emptyMatrix({ rows: rows * columns, columns: others.length });
  const middle = ([from, to]: readonly [number, number], cell: number, cells: number): number =>
    from + ((to - from) * (cell + 0.5)) / cells;
  for (let cell = 0; cell < points.rows; cell++) {
    const start = cell * others.length;
    points.data.set(others, start);
    points.data[start + upwards] = middle(y, Math.floor(cell / columns), rows);
    points.data[start + across] = middle(x, cell % columns, columns);
  }
  return points;
}

/** True for two different inputs of a matrix (examples × inputs), or its only input in one row. */
function isPair({ inputs: [one, other], rows }: PlaneRequest, { columns }: Matrix): boolean {
  const isInput = (input: number): boolean => Number.isInteger(input) && input >= 0 && input < columns;
  return isInput(one) && isInput(other) && (one !== other || (columns === 1 && rows === 1));
}

/**
 * Interpolates linearly between the middles of a coarse grid, for each cell of a fine one over the same rectangle. Beyond the outermost
 * middles the values are constant.
 * @param known (coarse cells × values)
 * @param take called with each fine cell, row by row, and its values (1 × values), valid until the next call.
 */
export function interpolate(
  known: Matrix,
  coarse: Grid,
  { columns, rows }: Grid,
  take: (cell: number, values: Matrix) => void,
): void {
  const { columns: depth, data } = known;
  const values = emptyMatrix({ rows: 1, columns: depth });
  const across = Array.from({ length: columns }, (_, column) => between(column, columns, coarse.columns));
  const [right, below] = [coarse.columns > 1 ? depth : 0, coarse.rows > 1 ? coarse.columns * depth : 0];
  for (let row = 0; row < rows; row++) {
    const down = between(row, rows, coarse.rows);
    for (let column = 0; column < columns; column++) {
      const { from, share } = across[column]!;
      const start = (down.from * coarse.columns + from) * depth;
      for (let k = start; k < start + depth; k++) {
        const upper = data[k]! + share * (data[k + right]! - data[k]!);
        const lower = data[k + below]! + share * (data[k + below + right]! - data[k + below]!);
        values.data[k - start] = upper + down.share * (lower - upper);
      }
      take(row * columns + column, values);
    }
  }
}

/**
 * The place of the middle of a fine cell in a line of coarse cells: between the middles of `from` and the next one, at this share of
 * the distance.
 * For example, the second of 4 cells is a quarter of the way between 2 coarse ones.
 */
function between(cell: number, fine: number, coarse: number): { readonly from: number; readonly share: number } {
  const place = Math.max(0, Math.min(coarse - 1, ((cell + 0.5) * coarse) / fine - 0.5));
  const from = Math.min(Math.floor(place), Math.max(0, coarse - 2));
  return { from, share: coarse === 1 ? 0 : place - from };
}
