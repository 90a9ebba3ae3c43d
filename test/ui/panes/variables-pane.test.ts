import { expect, test } from 'vitest';
import { drawVariables } from '../../../src/ui/panes/variables-pane.ts';
import { linesOf, withoutColour } from '../frames.ts';

test('the title of the variables counts them, without the names of their calls', () => {
  const variables = ['a', 'b', 'c', 'd', 'e', 'f'].map((name, i) => ({
    ...{ name, call: i < 2 ? 'train' : undefined },
    ...{ type: 'float', shape: '', value: `${i}` },
  }));
  const noteFrom = (first: number): string | undefined =>
    linesOf(
      drawVariables({ variables, isRunning: false, first, focused: true }, { columns: 60, rows: 6 }, withoutColour),
    )[0]?.match(/\d+–\d+ of \d+/)?.[0];
  // `in train`, a, b, `global`; then c, d, e, f.
  expect([noteFrom(0), noteFrom(3), noteFrom(9)]).toEqual(['1–2 of 6', '3–5 of 6', '3–6 of 6']);
});
