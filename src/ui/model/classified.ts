import { classOf, outputFor } from '../../language/example-rows.ts';
import type { Subject } from '../../worker/subject.ts';

type Matrix = Subject['inputs'];

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
    wrong[row] = said[row] !== is[row] || said[row] === -1 ? 1 : 0;
    errors[row] = Math.abs(1 - outputFor(is[row]!, prediction, row, columns));
  }
  return { is, said, wrong, errors };
}
