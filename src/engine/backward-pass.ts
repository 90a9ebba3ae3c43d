import { type Floats, inferDtypes } from '../language/dtypes.ts';
import { draws } from '../language/expression.ts';
import { hasRoles, type Program } from '../language/program.ts';
import { linesFor } from '../language/reads.ts';
import type { Backend } from './backends/backend.ts';
import { createBackend } from './backends/create.ts';
import type { Examined } from './examiner.ts';
import { emptyMatrix, type Matrix } from './matrix.ts';
import { numpyRandom } from './random.ts';

/** The lines up to the deltas of one program, for one example. */
interface Prepared {
  readonly program: Program;
  /** Undefined where the lines need other examples, too. */
  readonly lines:
    | { readonly backend: Backend; readonly reads: readonly string[]; readonly deltas: readonly string[] }
    | undefined;
}

/** Techniques whose lines give one example other values without the rest of its batch, or in each iteration. */
const joint: readonly string[] = ['dropout', 'batch normalization'];

/**
 * The deltas of single examples with the current parameters of a run: the part that an example has in the descent directions. It runs the
 * program's own lines on a separate backend, and the run does not change.
 */
export class BackwardPass {
  readonly #run: Examined;
  #prepared: Prepared | undefined;

  constructor(run: Examined) {
    this.#run = run;
  }

  /**
   * The delta of each layer, from the first hidden one to the prediction, each (1 × units); undefined for a program whose lines need
   * other examples, or which has no such lines.
   * @param inputs one row of examples.
   * @param targets its row of targets.
   */
  deltasOf(inputs: Floats, targets: Floats): readonly Floats[] | undefined {
    const { program } = this.#run;
    if (this.#prepared?.program !== program) this.#prepared = { program, lines: this.#prepare(program) };
    const { lines } = this.#prepared;
    if (lines === undefined || !hasRoles(program, 'examples', 'target')) return undefined;
    const { backend, reads, deltas } = lines;
    backend.valueOf(program.roles.examples).data.set(inputs);
    backend.valueOf(program.roles.target).data.set(targets);
    for (const name of reads) backend.valueOf(name).data.set(this.#run.backend.valueOf(name).data);
    backend.touch();
    backend.runIteration();
    return deltas.map((name) => backend.valueOf(name).data.slice());
  }

  #prepare(program: Program): Prepared['lines'] {
    if (!hasRoles(program, 'examples', 'target', 'layers')) return undefined;
    const { roles, batches, iteration } = program;
    const deltas = roles.layers.map(({ output }) => `${output}_delta`);
    if (!deltas.every((delta) => iteration.some(({ target }) => target === delta))) return undefined;
    // The example is the only row of its batch.
    const own = iteration.filter(({ target }) => target !== batches?.rows);
    const { lines, reads } = linesFor(own, deltas);
    const isJoint = lines.some(
      ({ techniques = [], value }) => draws(value) || techniques.some((one) => joint.includes(one)),
    );
    if (isJoint) return undefined;
    const data = new Set<string | undefined>([roles.examples, roles.target, batches?.rows]);
    const others = reads.filter((name) => !data.has(name));
    const matrixOf = (name: string): Matrix => this.#run.backend.valueOf(name);
    const dtypes = inferDtypes(program);
    const { precision = 'float64' } = program;
    const given = [
      { name: roles.examples, shape: { rows: 1, columns: matrixOf(roles.examples).columns } },
      { name: roles.target, shape: { rows: 1, columns: matrixOf(roles.target).columns } },
      ...(batches === undefined
        ? []
        : [{ name: batches.rows, shape: { rows: 1, columns: 1 }, dtype: 'whole' as const }]),
      ...others.map((name) => ({ name, shape: matrixOf(name), dtype: dtypes.get(name) })),
    ];
    const matrices = new Map(given.map(({ name, shape }) => [name, emptyMatrix(shape)] as const));
    try {
      const backend = createBackend({ precision, given, setup: [], iteration: lines, roles }, matrices, numpyRandom(0));
      return { backend, reads: others, deltas };
    } catch (error) {
      // A line with a literal number of examples does not fit one of them.
      if (error instanceof Error && error.name === 'ShapeError') return undefined;
      throw error;
    }
  }
}
