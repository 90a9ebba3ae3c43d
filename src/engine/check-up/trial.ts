import { type Program, requireRoles } from '../../language/program.ts';
import { forwardOf } from '../../language/reads.ts';
import type { Backend } from '../backends/backend.ts';
import { createBackend } from '../backends/create.ts';
import { type Examples, emptyMatrix, type Matrix } from '../matrix.ts';
import { numpyRandom } from '../random.ts';
import type { Pieces } from '../run/pieces.ts';
import { workOf } from '../work.ts';

/** A network that is trained beside a run, from initial weights, in pieces of a few milliseconds. */
export class Trial {
  readonly program: Program;
  readonly examples: Examples;
  /** The work (`workOf`) of an iteration. */
  readonly work: number;
  readonly #backend: Backend;
  readonly #prediction: Matrix;
  #iterations = 0;
  #forward: Backend | undefined;

  /** @param program for as many rows as there are examples. */
  constructor(program: Program, examples: Examples, seed: number) {
    const roles = requireRoles(program, 'examples', 'target');
    this.program = program;
    this.examples = examples;
    const data = new Map([
      [roles.examples, examples.inputs],
      [roles.target, examples.targets],
    ]);
    this.#backend = createBackend(program, data, numpyRandom(seed));
    this.work = workOf(program.iteration, this.#backend.shapes);
    this.#prediction = emptyMatrix(examples.targets);
  }

  get iterations(): number {
    return this.#iterations;
  }

  valueOf(name: string): Matrix {
    return this.#backend.valueOf(name);
  }

  /** Sets the values of some names, such as the parameters of a run. */
  set(values: ReadonlyMap<string, Matrix>): void {
    for (const [name, { data }] of values) this.#backend.valueOf(name).data.set(data);
    this.#backend.touch();
  }

  *train(iterations: number): Pieces {
    for (let i = 0; i < iterations; i++) {
      for (let line = 0; line < this.program.iteration.length; line++) {
        for (const part of this.#backend.partsOf(line)) {
          part();
          yield;
        }
      }
      this.#iterations++;
    }
  }

  /** The predictions for all examples, or for others of the same number, with the current parameters. */
  *predict(inputs: Matrix = this.examples.inputs): Pieces<Matrix> {
    const { examples, lines, prediction, reads } = forwardOf(this.program);
    if (this.#forward === undefined) {
      const program: Program = {
        given: [examples, ...reads].map((name) => ({ name, shape: this.valueOf(name) })),
        setup: [],
        iteration: lines,
        roles: this.program.roles,
      };
      const data = new Map([examples, ...reads].map((name) => [name, this.valueOf(name)]));
      this.#forward = createBackend(program, data, numpyRandom(0));
    }
    const forward = this.#forward;
    forward.valueOf(examples).data.set(inputs.data);
    for (const name of reads) forward.valueOf(name).data.set(this.valueOf(name).data);
    forward.touch();
    for (let line = 0; line < lines.length; line++) {
      for (const part of forward.partsOf(line)) {
        part();
        yield;
      }
    }
    this.#prediction.data.set(forward.valueOf(prediction).data);
    return this.#prediction;
  }
}

/** The mean of (target − prediction)². */
export function meanSquare({ data }: Matrix, { data: targets }: Matrix): number {
  let sum = 0;
  for (let cell = 0; cell < data.length; cell++) {
    const off = targets[cell]! - data[cell]!;
    sum += off * off;
  }
  return sum / data.length;
}

/** Some rows of examples, by their numbers. */
export function rowsOfExamples({ inputs, targets }: Examples, rows: readonly number[]): Examples {
  return { inputs: chosen(inputs, rows), targets: chosen(targets, rows) };
}

function chosen({ columns, data }: Matrix, rows: readonly number[]): Matrix {
  const some = emptyMatrix({ rows: rows.length, columns });
  rows.forEach((row, index) => {
    some.data.set(data.subarray(row * columns, (row + 1) * columns), index * columns);
  });
  return some;
}

/** At most `most` row numbers of `of`, evenly spread. */
export function spreadRows(of: number, most: number): readonly number[] {
  const count = Math.min(of, most);
  return Array.from({ length: count }, (_, index) => Math.floor((index * of) / count));
}
