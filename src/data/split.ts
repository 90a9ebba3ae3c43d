import { numpyRandom } from '../engine/random.ts';
import { count, counted } from '../language/wording.ts';
import { failure, type Outcome, settingFault, success } from './data-fault.ts';

export interface RowSplit {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/** How many of so many rows are for testing; a half is rounded up. */
export function testCount(rows: number, fraction: number): number {
  return Math.round(fraction * rows);
}

/** By which share of the rows and by which seed those for testing are drawn. */
export interface TestPart {
  readonly fraction: number;
  readonly seed: number;
}

/** A part of the rows for testing, where it leaves some to learn from and is not empty itself. */
export function drawTest(rows: readonly number[], { fraction, seed }: TestPart): Outcome<RowSplit> {
  const amount = testCount(rows.length, fraction);
  if (amount > 0 && amount < rows.length) return success(splitRows(rows, fraction, seed));
  const expected = 'a part that leaves rows to learn from and to test with';
  const found = `${fraction}, which is ${count(amount)} of ${counted(rows.length, 'row')}`;
  return failure(settingFault(['test', 'fraction'], expected, found));
}

/** Puts rows in the order of `np.random.RandomState(seed).permutation(rows)`; the last of them are for testing. */
export function splitRows(rows: readonly number[], fraction: number, seed: number): RowSplit {
  const order = new Float64Array(rows.length);
  numpyRandom(seed).permute(order);
  const drawn = Array.from(order, (at) => rows[at] as number);
  const training = rows.length - testCount(rows.length, fraction);
  return { train: drawn.slice(0, training), test: drawn.slice(training) };
}
