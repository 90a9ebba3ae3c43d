import { expect, it } from 'vitest';
import { positionsOf } from '../../../src/scenario/json/position.ts';

it.each([
  ['\\n', 'ab\ncd\n\nef'],
  ['\\r\\n', 'ab\r\ncd\r\n\r\nef'],
  ['\\r', 'ab\rcd\r\ref'],
])('lines that end with %s are counted', (_, text) => {
  const offsets = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => text.indexOf(letter));
  expect(positionsOf(text, offsets).map(({ line, column }) => `${line}:${column}`)).toEqual([
    '1:1',
    '1:2',
    '2:1',
    '2:2',
    '4:1',
    '4:2',
  ]);
});

it('an offset after the last line break is on a new line', () => {
  expect(positionsOf('a\n', [2])).toEqual([{ line: 2, column: 1 }]);
  expect(positionsOf('', [0])).toEqual([{ line: 1, column: 1 }]);
});

it('equal offsets have equal positions', () => {
  expect(positionsOf('a\nb', [2, 2])).toEqual([
    { line: 2, column: 1 },
    { line: 2, column: 1 },
  ]);
});
