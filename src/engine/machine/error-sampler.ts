import { type Program, requireRoles, wholeError } from '../../language/program.ts';
import type { Backend } from '../backends/backend.ts';
import { Examiner } from '../examiner.ts';
import { emptyMatrix, type Matrix } from '../matrix.ts';
import { sample, sampleLength, sampleStep } from '../sample.ts';

/** A training set with at least this many times the examples of a sample is large: only those of the sample are predicted. */
const LARGE = 2;
/** The forward lines are compiled at once: a sampler predicts many times. */
const COMPILED_FROM = 1;

/**
 * Takes samples of the errors of all examples, with the current parameters. In a large training set it predicts only the examples of
 * the sample. A sample has the same bits as one that is taken after an evaluation.
 */
export class ErrorSampler {
  readonly #backend: Backend;
  readonly #error: Matrix;
  readonly #target: Matrix;
  /** Undefined where all examples are predicted. */
  readonly #rows: RowsOfSample | undefined;
  readonly #examiner: Examiner;

  /** @param program a program with evaluation lines */
  constructor(program: Program, backend: Backend) {
    const { examples, target } = requireRoles(program, 'examples', 'target');
    this.#backend = backend;
    this.#error = backend.valueOf(wholeError(program));
    this.#target = backend.valueOf(target);
    this.#rows = rowsOfSample(backend.valueOf(examples), this.#target);
    this.#examiner = new Examiner({ program, backend }, this.#rows?.inputs.rows ?? 1, COMPILED_FROM);
  }

  /** target − prediction in the cells of a sample (`sampleStep`). */
  sample(): Float64Array {
    if (this.#rows === undefined) {
      this.#backend.evaluate();
      return sample(this.#error.data);
    }
    const sampled = new Float64Array(sampleLength(this.#error.data.length));
    const { inputs, prediction, cells } = this.#rows;
    this.#examiner.predict(inputs, prediction);
    const isSingle = this.#error.data instanceof Float32Array;
    for (let k = 0; k < sampled.length; k++) {
      const error = this.#target.data[k * sampleStep(this.#error.data.length)]! - prediction.data[cells[k]!]!;
      sampled[k] = isSingle ? Math.fround(error) : error;
    }
    return sampled;
  }
}

/** The examples in which a sample has cells. */
interface RowsOfSample {
  /** (examples of the sample × inputs) */
  readonly inputs: Matrix;
  /** (examples of the sample × outputs) */
  readonly prediction: Matrix;
  /** The place of each cell of the sample in `prediction`. */
  readonly cells: readonly number[];
}

/** Undefined for a training set that is not large. */
function rowsOfSample(examples: Matrix, { columns, data }: Matrix): RowsOfSample | undefined {
  const step = sampleStep(data.length);
  const rows: number[] = [];
  const cells = Array.from({ length: sampleLength(data.length) }, (_, k) => {
    const row = Math.floor((k * step) / columns);
    if (rows.at(-1) !== row) rows.push(row);
    return (rows.length - 1) * columns + ((k * step) % columns);
  });
  if (examples.rows < LARGE * rows.length) return undefined;
  const inputs = emptyMatrix({ rows: rows.length, columns: examples.columns });
  for (const [place, row] of rows.entries()) {
    const start = row * examples.columns;
    inputs.data.set(examples.data.subarray(start, start + examples.columns), place * examples.columns);
  }
  return { inputs, prediction: emptyMatrix({ rows: rows.length, columns }), cells };
}
