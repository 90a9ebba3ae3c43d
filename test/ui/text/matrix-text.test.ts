import { expect, test } from 'vitest';
import { matrixTexts } from '../../../src/ui/text/matrix-text.ts';
import { ascii, unicode } from '../../../src/ui/theme/glyphs.ts';

function viewOf(...cells: readonly number[]) {
  return { least: Math.min(...cells), most: Math.max(...cells), cells: Float64Array.from(cells) };
}

test('a matrix is its cells, or its extent in two digits or in one', () => {
  expect(matrixTexts(viewOf(-0.0033, 0.00428, 0), unicode)).toEqual([
    '−0.0033 +0.0043       0',
    '−0.0033 … +0.0043',
    '−3e-3 … +4e-3',
  ]);
});

test('a large matrix is its extent alone', () => {
  const large = { least: -5.92, most: 4.02, cells: new Float64Array(0) };
  expect(matrixTexts(large, ascii)).toEqual(['-5.92 ~ +4.02', '-6 ~ +4']);
});

test('a matrix of one number again and again is that number', () => {
  expect(matrixTexts(viewOf(0, 0), unicode)).toEqual([' 0  0', ' 0', ' 0']);
  expect(matrixTexts(viewOf(Number.NaN, 1), unicode)).toEqual(['NaN  +1', 'NaN', 'NaN']);
});
