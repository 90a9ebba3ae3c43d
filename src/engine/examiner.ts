import { type Dtypes, inferDtypes } from '../language/dtypes.ts';
import { draws } from '../language/expression.ts';
import { type Program, wholePrediction } from '../language/program.ts';
import { forwardOf } from '../language/reads.ts';
import { inferShapes, type Shapes } from '../language/shapes.ts';
import type { Backend } from './backends/backend.ts';
import { Compiled } from './backends/compiled.ts';
import { emptyMatrix, type Matrix } from './matrix.ts';
import { numpyRandom } from './random.ts';
import { finish, type Pieces } from './run/pieces.ts';
import { workOf } from './work.ts';

/** The cells of all layers together in one portion of examples: they fit a processor's nearer caches. */
const PORTION_CELLS = 2 ** 13;

/** The work (`workOf`) that an examiner does before its lines are compiled: most examiners predict a few rows once. */
const COMPILED_FROM = 2e6;

const MOST_FORWARD_PROGRAMS = 8;

/** The forward lines as programs, by the program and the rows and columns of the examples. */
const forwardPrograms = new WeakMap<Program, Map<string, Program>>();

/** A network with the current parameters: a run, or a program with matrices from elsewhere. */
export interface Examined {
  readonly program: Program;
  readonly backend: Pick<Backend, 'valueOf' | 'version'>;
}

/**
 * Receives the layers of one portion of examples.
 * @param layers the inputs and each layer's values, live; (rows × units), of which the first `count` rows are examples.
 * @param first the number of the example in the first row.
 */
export type TakeLayers = (layers: readonly Matrix[], first: number, count: number) => void;

/** The forward lines of one program, ready to predict. */
interface Prepared {
  readonly program: Program;
  readonly backend: Backend;
  readonly inputs: Matrix;
  readonly layers: readonly Matrix[];
  /** The names whose values come from the run, and the matrices of `backend` for them. */
  readonly read: readonly { readonly name: string; readonly own: Matrix }[];
}

/**
 * Predicts any examples with the current parameters of a run. It runs the forward lines of the program on a separate backend: the
 * predictions have the same bits as those of the run, and the run does not change.
 *
 * Examples are predicted in portions, so that memory is bounded for any number of them.
 */
export class Examiner {
  readonly #run: Examined;
  readonly #most: number;
  readonly #compiledFrom: number;
  #prepared: Prepared | undefined;
  /** The last prediction, while its portions are the last ones that were examined. */
  #predicted: { readonly by: Prepared; readonly inputs: Matrix; readonly out: Matrix } | undefined;

  /**
   * @param most the most examples that are examined in one call.
   * @param compiledFrom the work (`workOf`) to do before the forward lines are compiled.
   */
  constructor(run: Examined, most: number, compiledFrom = COMPILED_FROM) {
    this.#run = run;
    this.#most = most;
    this.#compiledFrom = compiledFrom;
  }

  /**
   * @param inputs (examples × inputs); the network must have as many inputs.
   * @throws MissingRoleError for a program without examples or a prediction, RangeError when the forward lines draw random numbers,
   * ShapeError when they do not fit the inputs.
   */
  examine(inputs: Matrix, take: TakeLayers): void {
    finish(this.examining(inputs, take));
  }

  /** `examine` in pieces, all with the parameters at the first one. No other call may come between them. */
  *examining(inputs: Matrix, take: TakeLayers): Pieces {
    const { inputs: portion, backend, layers, read } = this.#ready(inputs.columns);
    this.#predicted = undefined;
    for (const { name, own } of read) own.data.set(this.#run.backend.valueOf(name).data);
    for (let first = 0; first < inputs.rows; first += portion.rows) {
      const count = Math.min(portion.rows, inputs.rows - first);
      portion.data.set(inputs.data.subarray(first * inputs.columns, (first + count) * inputs.columns));
      backend.touch();
      backend.runIteration();
      take(layers, first, count);
      yield;
    }
  }

  /** The values that the forward lines compute for one row of inputs (1 × inputs), by name; live until the next call. */
  valuesFor(inputs: Matrix): { readonly shapes: Shapes; readonly dtypes: Dtypes; valueOf(name: string): Matrix } {
    this.examine(inputs, () => {});
    const { backend } = this.#ready(inputs.columns);
    return { shapes: backend.shapes, dtypes: backend.dtypes, valueOf: (name) => backend.valueOf(name) };
  }

  /** The work (`workOf`) of examining one example. */
  workPerExample(inputs: number): number {
    const { backend, inputs: portion, program } = this.#ready(inputs);
    return workOf(forwardOf(program).lines, backend.shapes) / portion.rows;
  }

  /**
   * (examples × inputs) → `out` (examples × outputs). Nothing is computed where `out` has the predictions already: the last ones
   * of the same inputs, by equal parameters.
   */
  predict(inputs: Matrix, out: Matrix): void {
    finish(this.predicting(inputs, out));
  }

  /** `predict` in pieces, as `examining`. */
  *predicting(inputs: Matrix, out: Matrix): Pieces {
    const by = this.#ready(inputs.columns);
    const last = this.#predicted;
    if (last?.by === by && last.inputs === inputs && last.out === out && !this.#hasLearned(by)) return;
    yield* this.examining(inputs, (layers, first, count) => {
      const { columns, data } = layers.at(-1) as Matrix;
      out.data.set(data.subarray(0, count * columns), first * columns);
    });
    this.#predicted = { by, inputs, out };
  }

  /** True when parameters are not those of the last portion. */
  #hasLearned({ read }: Prepared): boolean {
    return read.some(({ name, own }) => {
      const { data } = this.#run.backend.valueOf(name);
      return own.data.some((cell, i) => !Object.is(cell, data[i]));
    });
  }

  #ready(columns: number): Prepared {
    const { program } = this.#run;
    if (this.#prepared?.program === program && this.#prepared.inputs.columns === columns) return this.#prepared;
    this.#prepared = this.#prepare(columns);
    return this.#prepared;
  }

  #prepare(columns: number): Prepared {
    const { program, backend: run } = this.#run;
    const forward = forwardOf(program);
    if (forward.lines.some(({ value }) => draws(value)))
      throw new RangeError('the lines that predict must not draw random numbers');
    const dtypes = inferDtypes(program);
    const given = forward.reads.map((name) => ({ name, shape: run.valueOf(name), dtype: dtypes.get(name) }));
    const { precision = 'float64' } = program;
    const forwardProgram = (rows: number): Program => ({
      precision,
      given: [{ name: forward.examples, shape: { rows, columns } }, ...given],
      setup: [],
      iteration: forward.lines,
      roles: program.roles,
    });
    const rows = Math.max(1, Math.min(this.#most, Math.floor(PORTION_CELLS / cellsPerExample(forwardProgram))));
    // One program for all examiners of the same size: its module is compiled once.
    const known = forwardPrograms.get(program) ?? new Map<string, Program>();
    forwardPrograms.set(program, known);
    const own = known.get(`${rows} ${columns}`) ?? forwardProgram(rows);
    if (known.size === MOST_FORWARD_PROGRAMS) known.clear();
    known.set(`${rows} ${columns}`, own);
    const data = new Map([
      [forward.examples, emptyMatrix({ rows, columns })],
      ...forward.reads.map((name) => [name, run.valueOf(name)] as const),
    ]);
    // The lines draw nothing, so the seed does not matter.
    const backend = new Compiled(own, data, numpyRandom(0), { from: this.#compiledFrom });
    const inputs = backend.valueOf(forward.examples);
    return {
      program,
      backend,
      inputs,
      layers: [inputs, ...forward.layers.map((name) => backend.valueOf(name))],
      read: forward.reads.map((name) => ({ name, own: backend.valueOf(name) })),
    };
  }
}

/** @param forwardProgram the program for a number of examples. */
function cellsPerExample(forwardProgram: (rows: number) => Program): number {
  const cells = (rows: number): number =>
    [...inferShapes(forwardProgram(rows)).values()].reduce((sum, shape) => sum + shape.rows * shape.columns, 0);
  return cells(2) - cells(1);
}

/**
 * Predicts examples with parameters that are not those of a run.
 * @param learned the matrix of each name that the network has learned (`learned`).
 * @param inputs (examples × inputs)
 * @returns (examples × outputs)
 * @throws as `Examiner.examine`.
 */
export function predict(program: Program, learned: ReadonlyMap<string, Matrix>, inputs: Matrix): Matrix {
  const backend: Examined['backend'] = {
    version: 0,
    valueOf: (name) => {
      const matrix = learned.get(name);
      if (matrix === undefined) throw new RangeError(`${name} is needed to predict, and was not given`);
      return matrix;
    },
  };
  const { columns } = inferShapes(program).get(wholePrediction(program)) as Matrix;
  const predictions = emptyMatrix({ rows: inputs.rows, columns });
  new Examiner({ program, backend }, inputs.rows).predict(inputs, predictions);
  return predictions;
}
