import type { Floats } from '../../language/dtypes.ts';
import { haveClasses } from '../../language/example-rows.ts';
import type { Subject } from '../../worker/subject.ts';
import type { ShownSubject } from './model.ts';

type Matrix = Subject['inputs'];

/*
 * Facts that depend on the data alone. Each is computed once: there may be a hundred thousand rows, and fifteen frames a
 * second.
 */

/** A function that computes its value once for each argument, and keeps it as long as the argument lives. */
export function onceForEach<Key extends object, Value>(find: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const found = known.get(key) ?? { value: find(key) };
    known.set(key, found);
    return found.value;
  };
}

/** The names of the outputs: those of the classes where each class has an output. */
export function outputNames({
  classes,
  targetNames,
}: Pick<ShownSubject, 'classes' | 'targetNames'>): readonly string[] {
  return classes?.length === targetNames.length ? classes : targetNames;
}

const columnsOf = onceForEach((_: Matrix) => new Map<number, Floats>());

/** A column of a matrix; the same array with each call. */
export function columnOf(matrix: Matrix, column: number): Floats {
  const known = columnsOf(matrix);
  const { rows, columns, data } = matrix;
  const found =
    known.get(column) ?? Float64Array.from({ length: rows }, (_, row) => data[row * columns + column] as number);
  known.set(column, found);
  return found;
}

/** The least and the largest finite value; 1 below and 1 above where they are equal, 0 and 1 without any. */
export const extentOf = onceForEach((values: Floats): readonly [number, number] => {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [0, 1];
  return low < high ? [low, high] : [low - 1, high + 1];
});

/** `haveClasses` of these targets. */
export const areClasses = onceForEach((targets: Matrix): boolean => haveClasses(targets));

/** True when all values are the same. */
export const isConstant = onceForEach((values: Floats): boolean => values.every((value) => value === values[0]));

/**
 * True when the targets are classes, or look like classes: the plane then has a decision boundary. A single output that is the same in every
 * row shows no class: it may be a quantity that is 0 once it is scaled.
 */
export function isOfClasses({ classes, targets }: Pick<Subject, 'classes' | 'targets'>): boolean {
  return classes !== undefined || (areClasses(targets) && !(targets.columns === 1 && isConstant(targets.data)));
}

/** The name of the picture of the output over two inputs: a quantity has no classes, so no boundary between them. */
export function planeTitle(subject: Pick<Subject, 'classes' | 'targets'>): string {
  return isOfClasses(subject) ? 'decision boundary' : 'prediction';
}
