import type { Dataset } from '../../data/dataset.ts';

/** What the network makes of the examples that it has not learned from. */
export function testLines({ test, classes }: Dataset): readonly string[] {
  if (test === undefined) return [];
  const lines = ['tested = predict(X_test)', 'print("Error of the test data:" + str(mean(abs(y_test - tested))))'];
  if (classes === undefined) return lines;
  const right =
    test.targets.columns === 1
      ? '(tested >= 0.5) == (y_test >= 0.5)'
      : 'tested.argmax(axis=1) == y_test.argmax(axis=1)';
  return [...lines, `print("Share of the test data that is classified right:" + str(mean(${right})))`];
}
