import type { Job } from '../../worker/protocol.ts';

type Matrix = Job['inputs'];

/**
 * The class that a row of outputs stands for: of several outputs that of the largest, of one the second above a half;
 * −1 where there is none, since nothing is known or nothing is a number.
 */
export function classOf(values: ArrayLike<number>, row: number, outputs: number): number {
  if (outputs === 1) {
    const value = values[row];
    return value === undefined || Number.isNaN(value) ? -1 : value > 0.5 ? 1 : 0;
  }
  let best = -1;
  for (let output = 0; output < outputs; output++) {
    const value = values[row * outputs + output];
    if (value === undefined || Number.isNaN(value)) continue;
    if (best === -1 || value > values[row * outputs + best]!) best = output;
  }
  return best;
}

/** What the network gives for a class of a row: the output itself, of a single output its distance from the other class. */
export function outputFor(index: number, values: ArrayLike<number>, row: number, outputs: number): number {
  if (outputs > 1) return values[row * outputs + index] ?? Number.NaN;
  const value = values[row] ?? Number.NaN;
  return index === 0 ? 1 - value : value;
}

/** The classes of all rows, and how far each is from being sure of the right one: its error. */
export function classify(
  targets: Matrix,
  prediction: Float64Array,
): { readonly is: Int32Array; readonly said: Int32Array; readonly wrong: Uint8Array; readonly errors: Float64Array } {
  const { rows, columns } = targets;
  const is = new Int32Array(rows);
  const said = new Int32Array(rows);
  const wrong = new Uint8Array(rows);
  const errors = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    is[row] = classOf(targets.data, row, columns);
    said[row] = classOf(prediction, row, columns);
    wrong[row] = said[row] !== is[row] ? 1 : 0;
    errors[row] = Math.abs(1 - outputFor(is[row]!, prediction, row, columns));
  }
  return { is, said, wrong, errors };
}
