/** Of more classes than this nobody counts which is taken for which: no table shows them. */
export const MOST_CLASSES_COUNTED = 128;

/**
 * The class that a row of outputs stands for: of several outputs that of the largest, the first of equals; a single one
 * stands for the second of two classes above a half. What is no number is never the largest; −1 where nothing is a number.
 * @param values rows × outputs
 */
export function classOf(values: ArrayLike<number>, row: number, outputs: number): number {
  if (outputs > 1) return largestOf(values, row * outputs, outputs);
  const value = values[row] ?? Number.NaN;
  return Number.isNaN(value) ? -1 : value > 0.5 ? 1 : 0;
}

/** Which of so many values from `start` on is the largest, from 0: the first of equals, −1 where nothing is a number. */
export function largestOf(values: ArrayLike<number>, start: number, count: number): number {
  let best = -1;
  let most = Number.NaN;
  for (let index = 0; index < count; index++) {
    const value = values[start + index] ?? Number.NaN;
    if (Number.isNaN(value) || value <= most) continue;
    best = index;
    most = value;
  }
  return best;
}

/** What a network gives for a class of a row: the output itself, of a single output its distance from the other class. */
export function outputFor(index: number, values: ArrayLike<number>, row: number, outputs: number): number {
  if (outputs > 1) return values[row * outputs + index] ?? Number.NaN;
  const value = values[row] ?? Number.NaN;
  return index === 0 ? 1 - value : value;
}
