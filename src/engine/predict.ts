import type { Program } from '../language/program.ts';
import { Machine } from './machine/machine.ts';
import { emptyMatrix, type Matrix } from './matrix.ts';

/** Examples that are predicted at once: few enough that large layers stay small in memory. */
export const EXAMPLES_AT_ONCE = 256;

/**
 * What a network makes of examples: the same numbers for each, whatever stands beside it.
 * @param program for `EXAMPLES_AT_ONCE` examples.
 * @param learned all that the program learns, by name.
 * @param inputs examples × inputs
 * @returns examples × outputs
 */
export function predict(program: Program, learned: ReadonlyMap<string, Matrix>, inputs: Matrix): Matrix {
  const { evaluation, iteration, roles } = program;
  const columns = program.given.find(({ name }) => name === 'y')?.shape.columns ?? 1;
  const portion = emptyMatrix({ rows: EXAMPLES_AT_ONCE, columns: inputs.columns });
  const targets = emptyMatrix({ rows: EXAMPLES_AT_ONCE, columns });
  const { backend } = new Machine(program, { inputs: portion, targets, seed: 0 });
  for (const [name, { data }] of learned) backend.valueOf(name).data.set(data);
  const given = backend.valueOf('X').data;
  const last = iteration.findLastIndex(({ target }) => target === roles.prediction);
  const predictions = emptyMatrix({ rows: inputs.rows, columns });
  for (let row = 0; row < inputs.rows; row += EXAMPLES_AT_ONCE) {
    given.fill(0).set(inputs.data.subarray(row * inputs.columns, (row + EXAMPLES_AT_ONCE) * inputs.columns));
    backend.touch();
    if (evaluation === undefined) for (let line = 0; line <= last; line++) backend.runLine(line);
    else backend.evaluate();
    const rows = Math.min(EXAMPLES_AT_ONCE, inputs.rows - row);
    const { data } = backend.valueOf(evaluation?.prediction ?? roles.prediction);
    predictions.data.set(data.subarray(0, rows * columns), row * columns);
  }
  return predictions;
}
