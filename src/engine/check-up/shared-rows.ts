import { hashOfRow, isSameRow } from '../equal-rows.ts';
import type { Examples } from '../matrix.ts';
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
    const hash = hashOfRow(test.inputs, row);
    wanted.set(hash, [...(wanted.get(hash) ?? []), row]);
  }
  const found = new Set<number>();
  const seen = new Set<number>();
  let [repeated, cells] = [0, 0];
  for (let row = 0; row < train.inputs.rows; row++) {
    const hash = hashOfRow(train.inputs, row);
    if (seen.has(hash)) repeated++;
    seen.add(hash);
    for (const other of wanted.get(hash) ?? []) {
      if (isSameRow(train.inputs, row, test.inputs, other) && isSameRow(train.targets, row, test.targets, other))
        found.add(other);
    }
    cells += train.inputs.columns;
    if (cells < CELLS) continue;
    cells = 0;
    yield;
  }
  return { shared: found.size, repeated: repeated / train.inputs.rows };
}
