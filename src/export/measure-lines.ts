import type { Dataset } from '../data/dataset.ts';
import type { Language } from './language.ts';

/** How a script measures predictions. */
export interface MeasureWords {
  readonly print: (label: string, value: string) => string;
  /** The mean absolute error, as a number. */
  readonly error: (targets: string, predicted: string) => string;
}

/**
 * What a run without a dashboard says at its end of how good its predictions are: of classes the share that is right, and both
 * of the examples that were not learned from.
 * @param prediction of all examples; undefined where there may be none.
 */
export function measureLines(
  { test, classes }: Dataset,
  prediction: string | undefined,
  language: Language,
  words: MeasureWords,
): readonly string[] {
  const isOfClasses = classes !== undefined;
  const own = isOfClasses && prediction !== undefined ? [words.print('Accuracy', `accuracy(${prediction}, y)`)] : [];
  if (test === undefined) return own;
  return [
    ...own,
    language.declare('tested', 'forward(X_test)'),
    words.print('Test error', words.error('y_test', 'tested')),
    ...(isOfClasses ? [words.print('Test accuracy', 'accuracy(tested, y_test)')] : []),
  ];
}
