import { describe, expect, it } from 'vitest';
import { numbersOf } from '../../src/data/table.ts';
import { readText, tableOf } from './read-text.ts';

describe('numbersOf', () => {
  it('returns the numbers of a column, NaN where missing', () => {
    expect(numbersOf(tableOf(readText('a,b\n1,2\n,3\n')), 0)).toEqual(Float64Array.of(1, Number.NaN));
  });

  it.each([
    ['a text', 'ill', undefined],
    ['a number beyond 64 bits', '-1e400', '64 bits hold numbers up to 1.8e308'],
    ['an infinity', 'inf', '64 bits hold numbers up to 1.8e308'],
    ['a number of too many digits', '12345678901234567', '64-bit numbers hold no more than 15 to 17 digits'],
  ])('says where %s stands among them', (_, cell, advice) => {
    const table = tableOf(readText(`# made by hand\nx,petal width\n1,2\n\n3,${cell}\n4,5\n`));
    expect(numbersOf(table, 1)).toEqual({
      position: { line: 5, column: 2 },
      path: 'petal width',
      expected: 'a number',
      found: `"${cell.replaceAll('"', '')}"`,
      advice,
    });
  });

  it('refers to a column without a name by its place', () => {
    expect(numbersOf(tableOf(readText('a,1\nb,2\na,3\n')), 0)).toMatchObject({ path: 'column 1', found: '"a"' });
  });
});
