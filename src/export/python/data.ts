import type { Dataset } from '../../data/dataset.ts';
import type { NamedMatrix } from '../../formats/stored-matrix.ts';
import { columnComment } from '../text.ts';
import { pythonMatrix } from './text.ts';

/** More cells than these are no longer for a person to read in a script. */
const MOST_WRITTEN = 2000;

/** How a language of matrices has them written out, and read from a file. */
export interface DataWords {
  readonly open: string;
  readonly close: string;
  readonly load: string;
  readonly loaded: (array: string) => string;
}

/** The lines that make X, y and what they are tested with, and the arrays that they read if they do. */
export function dataLines(
  dataset: Dataset,
  words: DataWords,
): { readonly lines: readonly string[]; readonly data?: readonly NamedMatrix[] } {
  const arrays = arraysOf(dataset);
  const cells = arrays.reduce((sum, { matrix }) => sum + matrix.data.length, 0);
  const comments: Readonly<Record<string, readonly string[]>> = {
    X: columnComment('#', dataset.inputNames),
    y: columnComment('#', dataset.targetNames),
  };
  if (cells > MOST_WRITTEN) {
    const read = arrays.flatMap(({ name }) => [...(comments[name] ?? []), `${name} = ${words.loaded(name)}`]);
    return { lines: [`data = ${words.load}(Path(__file__).with_suffix(".npz"))`, ...read], data: arrays };
  }
  const written = arrays.flatMap(({ name, matrix }) => [
    ...(comments[name] ?? []),
    ...pythonMatrix(matrix, `${name} = ${words.open}`, words.close),
  ]);
  return { lines: written };
}

function arraysOf({ train, test }: Dataset): readonly NamedMatrix[] {
  const own = [
    { name: 'X', matrix: train.inputs },
    { name: 'y', matrix: train.targets },
  ];
  if (test === undefined) return own;
  return [...own, { name: 'X_test', matrix: test.inputs }, { name: 'y_test', matrix: test.targets }];
}
