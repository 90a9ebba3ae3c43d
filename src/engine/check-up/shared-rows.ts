import type { Examples, Matrix } from '../matrix.ts';
import type { Pieces } from '../run/pieces.ts';

/** Cells that are looked at in one piece. */
const CELLS = 2 ** 18;

/**
 * The rows of a test set that are, with their targets, also in the training set, and the share of training rows that repeat an earlier
 * one.
 */
export function* sharedRows(
  test: Examples,
  train: Examples,
): Pieces<{ readonly shared: number; readonly repeated: number }> {
  const wanted = new Map<number, number[]>();
  for (let row = 0; row < test.inputs.rows; row++) {
    const hash = hashOf(test.inputs, row);
    wanted.set(hash, [...(wanted.get(hash) ?? []), row]);
  }
  const found = new Set<number>();
  const seen = new Set<number>();
  let [repeated, cells] = [0, 0];
  for (let row = 0; row < train.inputs.rows; row++) {
    const hash = hashOf(train.inputs, row);
    if (seen.has(hash)) repeated++;
    seen.add(hash);
    for (const other of wanted.get(hash) ?? []) {
      if (isSame(train.inputs, row, test.inputs, other) && isSame(train.targets, row, test.targets, other))
        found.add(other);
    }
    cells += train.inputs.columns;
    if (cells < CELLS) continue;
    cells = 0;
    yield;
  }
  return { shared: found.size, repeated: repeated / train.inputs.rows };
}

/** A number that equal rows have in common. Different rows hardly ever have it. */
function hashOf({ columns, data }: Matrix, row: number): number {
  let hash = 0;
  for (let cell = row * columns; cell < (row + 1) * columns; cell++) hash = hash * 1.000_000_119 + data[cell]! * 3.7;
  return hash;
}

function isSame(one: Matrix, row: number, other: Matrix, also: number): boolean {
  for (let column = 0; column < one.columns; column++) {
    if (one.data[row * one.columns + column] !== other.data[also * other.columns + column]) return false;
  }
  return true;
}
