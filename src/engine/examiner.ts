import { draws } from '../language/expression.ts';
import type { Program } from '../language/program.ts';
import { forwardOf } from '../language/reads.ts';
import { inferShapes } from '../language/shapes.ts';
import type { Backend } from './backends/backend.ts';
import { createBackend } from './backends/create.ts';
import { emptyMatrix, type Matrix } from './matrix.ts';
import { numpyRandom } from './random.ts';
import { workOf } from './work.ts';

/** Cells of all layers together that are worked on at a time: they fit a processor's nearer memories. */
const PORTION_CELLS = 2 ** 13;

/** What is examined: a run at the moment where it stands. */
export interface Examined {
  readonly program: Program;
  readonly backend: Pick<Backend, 'valueOf' | 'version'>;
}

/**
 * Told of each portion of examples.
 * @param layers the inputs and each layer's values, live; (rows × units), of which the first `count` rows count.
 * @param first the example in the first row.
 */
export type Look = (layers: readonly Matrix[], first: number, count: number) => void;

/** One program that is ready to predict. */
interface Prepared {
  readonly program: Program;
  readonly backend: Backend;
  readonly inputs: Matrix;
  readonly layers: readonly Matrix[];
  /** What it reads of the run, and where it puts that. */
  readonly read: readonly { readonly name: string; readonly own: Matrix }[];
}

/**
 * Predicts any examples as the network of a run does at the moment where the run stands: the program's own forward lines with
 * the parameters of that moment, so that examples of the run come out with the very same bits. The run does not notice.
 *
 * Examples are worked on in portions, so that however many there are, memory is bounded.
 */
export class Examiner {
  readonly #run: Examined;
  /** Examples that there will be at a time, at the most. */
  readonly #examples: number;
  #prepared: Prepared | undefined;

  constructor(run: Examined, examples: number) {
    this.#run = run;
    this.#examples = examples;
  }

  /**
   * @param inputs (examples × inputs), as many inputs as the network has.
   * @throws RangeError where the forward lines draw random numbers, ShapeError where they do not fit the inputs.
   */
  examine(inputs: Matrix, look: Look): void {
    const { inputs: portion, backend, layers, read } = this.#ready(inputs.columns);
    for (const { name, own } of read) own.data.set(this.#run.backend.valueOf(name).data);
    for (let first = 0; first < inputs.rows; first += portion.rows) {
      const count = Math.min(portion.rows, inputs.rows - first);
      portion.data.set(inputs.data.subarray(first * inputs.columns, (first + count) * inputs.columns));
      backend.runIteration();
      look(layers, first, count);
    }
  }

  /** What examining takes (`workOf`), for each example. */
  workAnExample(inputs: number): number {
    const { backend, inputs: portion, program } = this.#ready(inputs);
    return workOf(forwardOf(program).lines, backend.shapes) / portion.rows;
  }

  /** Puts what the network predicts into `out` (examples × outputs). */
  predict(inputs: Matrix, out: Matrix): void {
    this.examine(inputs, (layers, first, count) => {
      const { columns, data } = layers.at(-1) as Matrix;
      out.data.set(data.subarray(0, count * columns), first * columns);
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
    if (forward.lines.some(({ value }) => draws(value))) throw new RangeError('what is predicted would be drawn anew');
    const given = forward.reads.map((name) => ({ name, shape: run.valueOf(name) }));
    const of = (rows: number): Program => ({
      given: [{ name: 'X', shape: { rows, columns } }, ...given],
      setup: [],
      iteration: forward.lines,
      roles: program.roles,
    });
    const rows = Math.max(1, Math.min(this.#examples, Math.floor(PORTION_CELLS / cellsAnExample(of))));
    const data = new Map([
      ['X', emptyMatrix({ rows, columns })],
      ...forward.reads.map((name) => [name, run.valueOf(name)] as const),
    ]);
    // Nothing is drawn, from whatever seed.
    const backend = createBackend(of(rows), data, numpyRandom(0));
    const inputs = backend.valueOf('X');
    return {
      program,
      backend,
      inputs,
      layers: [inputs, ...forward.layers.map((name) => backend.valueOf(name))],
      read: forward.reads.map((name) => ({ name, own: backend.valueOf(name) })),
    };
  }
}

function cellsAnExample(of: (rows: number) => Program): number {
  const cells = (rows: number): number =>
    [...inferShapes(of(rows)).values()].reduce((sum, shape) => sum + shape.rows * shape.columns, 0);
  return cells(2) - cells(1);
}
