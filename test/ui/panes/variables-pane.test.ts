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

test('a value has fewer digits where they do not fit, and its column begins further left', () => {
  const array = { call: undefined, type: 'ndarray', shape: '4×1', value: '−0.3638 … 0.7624' };
  const variables = [{ name: 'l1_error', ...array, shorter: ['−0.36 … 0.76', '−0.4 … 0.8'] }];
  const rowOf = (columns: number): string | undefined =>
    linesOf(
      drawVariables({ variables, isRunning: false, first: 0, focused: true }, { columns, rows: 3 }, withoutColour),
    )[1]
      ?.replaceAll('│', '')
      .trim();
  expect([60, 36, 32, 28, 26].map(rowOf)).toEqual([
    'l1_error  ndarray  4×1  −0.3638 … 0.7624',
    'l1_error  4×1  −0.3638 … 0.7624',
    'l1_error  4×1  −0.36 … 0.76',
    'l1_error 4×1 −0.4 … 0.8',
    'l1_error 4×1 −0.3638 …',
  ]);
});
