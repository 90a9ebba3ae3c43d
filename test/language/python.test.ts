import { describe, expect, test } from 'vitest';
import { name, number } from '../../src/language/expression.ts';
import { parseStatements } from './python.ts';

describe('the reader of statements of these tests', () => {
  test('reads assignments, one a line', () => {
    expect(parseStatements('a = b\na += 1e-7\na -= b')).toEqual([
      { target: 'a', operator: '=', value: name('b') },
      { target: 'a', operator: '+=', value: number(1e-7) },
      { target: 'a', operator: '-=', value: name('b') },
    ]);
  });

  test.each(['a', 'a *= b', 'a.T = b', 'a = b = c', 'a = ', 'a = b c'])('refuses the statement %j', (source) => {
    expect(() => parseStatements(source)).toThrow(SyntaxError);
  });
});
