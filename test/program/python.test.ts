import { describe, expect, test } from 'vitest';
import { binary, call, fill, name, negate, number, transpose } from '../../src/program/expression.ts';
import { parseExpression, parseStatements } from './python.ts';

describe('the Python reader of these tests', () => {
  test('groups operators as Python does', () => {
    const [a, b, c] = [name('a'), name('b'), name('c')];
    expect(parseExpression('a + b @ c')).toEqual(binary('+', a, binary('@', b, c)));
    expect(parseExpression('a - b - c')).toEqual(binary('-', binary('-', a, b), c));
    expect(parseExpression('a * b @ c')).toEqual(binary('@', binary('*', a, b), c));
    expect(parseExpression('a ** b ** c')).toEqual(binary('**', a, binary('**', b, c)));
    expect(parseExpression('-a ** -b.T')).toEqual(negate(binary('**', a, negate(transpose(b)))));
    expect(parseExpression('-a * b')).toEqual(binary('*', negate(a), b));
  });

  test('reads calls, axes and sizes', () => {
    expect(parseExpression('sigmoid(l0 @ syn0)')).toEqual(call('sigmoid', binary('@', name('l0'), name('syn0'))));
    expect(parseExpression('sum(a, axis=0)')).toEqual(call('sum', name('a'), 0));
    expect(parseExpression('mean(a, axis=1)')).toEqual(call('mean', name('a'), 1));
    expect(parseExpression('2 * random((3, 4))')).toEqual(binary('*', number(2), fill('random', 3, 4)));
  });

  test('reads assignments, one a line', () => {
    expect(parseStatements('a = b\na += 1e-7\na -= b')).toEqual([
      { target: 'a', operator: '=', value: name('b') },
      { target: 'a', operator: '+=', value: number(1e-7) },
      { target: 'a', operator: '-=', value: name('b') },
    ]);
  });

  test.each([
    '(a',
    'a b',
    'a +',
    '2.T',
    'a.S',
    'a // b',
    'f(a)',
    'sum(a, axis=2)',
    'zeros(1, 4)',
    'zeros((1, 2, 3))',
    '',
  ])('refuses %j', (source) => {
    expect(() => parseExpression(source)).toThrow(SyntaxError);
  });

  test.each(['a', 'a *= b', 'a.T = b', 'a = b = c'])('refuses the statement %j', (source) => {
    expect(() => parseStatements(source)).toThrow(SyntaxError);
  });
});
