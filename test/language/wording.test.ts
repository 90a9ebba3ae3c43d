import { expect, test } from 'vitest';
import { count, counted, described, quoted, shortened, wordList } from '../../src/language/wording.ts';

test('a count has its digits in groups of three', () => {
  expect([0, 999, 1000, 1_234_567].map(count)).toEqual(['0', '999', '1,000', '1,234,567']);
  expect([0, 1, 2].map((amount) => counted(amount, 'row'))).toEqual(['0 rows', '1 row', '2 rows']);
});

test('a list of words has its last word behind and or or', () => {
  const lists = [[], ['a'], ['a', 'b'], ['a', 'b', 'c']];
  expect(lists.map((words) => wordList(words, 'or'))).toEqual(['', 'a', 'a or b', 'a, b or c']);
  expect(wordList(['a', 'b'], 'and')).toBe('a and b');
});

test('a long text is shortened without cutting a character in half', () => {
  expect(shortened('abcd', 4)).toBe('abcd');
  expect(shortened('abcde', 4)).toBe('abc…');
  expect(shortened('🙂🙂🙂', 2)).toBe('🙂…');
  expect(quoted('say "x"')).toBe('"say \\"x\\""');
});

test('a parsed value is described in a few words', () => {
  const values = [undefined, null, true, 0, -0, 1.5, Number.POSITIVE_INFINITY, 'a', [], [1], [1, 2], {}, { a: 1 }];
  expect(values.map(described)).toEqual([
    ...['nothing', 'null', 'true', '0', '-0', '1.5', 'a number too large for 64 bits', '"a"'],
    ...['an empty list', 'a list of 1 item', 'a list of 2 items', 'an empty object', 'an object'],
  ]);
});
