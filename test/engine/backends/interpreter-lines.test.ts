import { describe, expect, test } from 'vitest';
import { numpyRandom } from '../../../src/engine/random.ts';
import { interpret, textOf } from './interpret.ts';

const a = '1 2 3 | 4 5 6';
const square = '1 2 | 3 4';
const given = { a, b: '1 0 | 0 -1 | 2 0.5', row: '10 20 30', column: '100 | 200', square };

describe('an expression', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['a', '1 2 3 | 4 5 6'],
    ['0.25', '0.25'],
    ['-square', '-1 -2 | -3 -4'],
    ['a.T', '1 4 | 2 5 | 3 6'],
    ['a.T.T', '1 2 3 | 4 5 6'],
    ['square + square', '2 4 | 6 8'],
    ['square - 1', '0 1 | 2 3'],
    ['1 - square', '0 -1 | -2 -3'],
    ['square * square', '1 4 | 9 16'],
    ['square / 2', '0.5 1 | 1.5 2'],
    ['square ** 2', '1 4 | 9 16'],
    ['2 ** square', '2 4 | 8 16'],
    ['a @ b', '7 -0.5 | 16 -2'],
    ['a @ row.T', '140 | 320'],
    ['row @ a.T', '140 320'],
    ['a.T @ square', '13 18 | 17 24 | 21 30'],
    ['a.T @ b.T', '1 -4 4 | 2 -5 6.5 | 3 -6 9'],
    ['(a @ b).T @ square', '55 78 | -6.5 -9'],
    ['a + row', '11 22 33 | 14 25 36'],
    ['column + a', '101 102 103 | 204 205 206'],
    ['column + row', '110 120 130 | 210 220 230'],
    ['row - column', '-90 -80 -70 | -190 -180 -170'],
    ['sum(a)', '21'],
    ['sum(a, axis=0)', '5 7 9'],
    ['sum(a, axis=1)', '6 | 15'],
    ['mean(a)', '3.5'],
    ['mean(a, axis=0)', '2.5 3.5 4.5'],
    ['mean(a, axis=1)', '2 | 5'],
    ['max(-a)', '-1'],
    ['max(b, axis=0)', '2 0.5'],
    ['max(b, axis=1)', '1 | 0 | 2'],
    ['min(-a)', '-6'],
    ['min(b, axis=0)', '0 -1'],
    ['min(b, axis=1)', '0 | -1 | 0.5'],
    ['sqrt(square * square)', '1 2 | 3 4'],
    ['exp(zeros((1, 2)))', '1 1'],
    ['log(exp(zeros((1, 2))))', '0 0'],
    ['log(zeros((1, 1)))', '-Infinity'],
    ['sqrt(-1)', 'NaN'],
    ['a[0, 0]', '1'],
    ['a[1, 2]', '6'],
    ['a[-1, 1]', '5'],
    ['a[0, -3]', '1'],
    ['a.T[2, 0]', '3'],
    ['(a @ b)[1, 0] - 16', '0'],
    ['a - a[1, 0]', '-3 -2 -1 | 0 1 2'],
    ['abs(b)', '1 0 | 0 1 | 2 0.5'],
    ['sigmoid(zeros((2, 2)))', '0.5 0.5 | 0.5 0.5'],
    ['slope(square / 4)', '0.1875 0.25 | 0.1875 0'],
    ['square / sum(square, axis=0)', '0.25 0.3333333333333333 | 0.75 0.6666666666666666'],
    ['1 / zeros((1, 1))', 'Infinity'],
    ['sum(zeros((1, 1)) / zeros((1, 1)))', 'NaN'],
    ['min(square / zeros((2, 2)) - square / zeros((2, 2)))', 'NaN'],
    ['max(square / zeros((2, 2)) - square / zeros((2, 2)))', 'NaN'],
  ];

  test.each(cases)('%s is computed as in NumPy', (source, rows) => {
    const interpreter = interpret(given, '', `result = ${source}`);
    interpreter.runIteration();
    expect(textOf(interpreter.valueOf('result'))).toBe(rows);
  });

  test('sigmoid is ½ at 0, and 0 and 1 at its tails', () => {
    const interpreter = interpret({ z: '0 1 -1 800 -800' }, '', 'l = sigmoid(z)');
    interpreter.runIteration();
    expect([...interpreter.valueOf('l').data]).toEqual([0.5, 1 / (1 + Math.exp(-1)), 1 / (1 + Math.exp(1)), 1, 0]);
  });
});

describe('a statement', () => {
  /** The value of `a`, at first the square [[1, 2], [3, 4]], after the line has run `times` times. */
  function squareAfter(line: string, times = 1): string {
    const interpreter = interpret({ a: square, b: '5 6' }, '', line);
    for (let i = 0; i < times; i++) interpreter.runIteration();
    return textOf(interpreter.valueOf('a'));
  }

  const cases: readonly (readonly [string, string])[] = [
    ['a = a.T', '1 3 | 2 4'],
    ['a = a.T @ a', '10 14 | 14 20'],
    ['a = a @ a', '7 10 | 15 22'],
    ['a = a @ a.T', '5 11 | 11 25'],
    ['a = a + a', '2 4 | 6 8'],
    ['a = a.T - a', '0 1 | -1 0'],
    ['a = a', '1 2 | 3 4'],
    ['a += a', '2 4 | 6 8'],
    ['a -= a', '0 0 | 0 0'],
    ['a += a.T', '2 5 | 5 8'],
    ['a -= a[1, 1]', '-3 -2 | -1 0'],
    ['a = a - a[0, 0]', '0 1 | 2 3'],
    ['a += a @ a', '8 12 | 18 26'],
    ['a += b', '6 8 | 8 10'],
    ['a -= b', '-4 -4 | -2 -2'],
    ['a -= sum(a, axis=0)', '-3 -4 | -1 -2'],
    ['a += 0.5', '1.5 2.5 | 3.5 4.5'],
    ['a -= -a', '2 4 | 6 8'],
  ];

  test.each(cases)('%s reads all of the old value before it writes the new one', (line, rows) => {
    expect(squareAfter(line)).toBe(rows);
  });

  test('starts from the values of the iteration before', () => {
    expect(squareAfter('a = a.T @ a', 2)).toBe('296 420 | 420 596');
    expect(squareAfter('a += b', 3)).toBe('16 20 | 18 22');
  });

  test('that copies a matrix makes an independent one', () => {
    const interpreter = interpret({ b: '1' }, 'a = b', 'b += 1\nc = b\nb += 1');
    interpreter.runIteration();
    expect(['a', 'b', 'c'].map((name) => interpreter.valueOf(name).data[0])).toEqual([1, 3, 2]);
  });

  test('can set a variable to a number in every iteration', () => {
    const interpreter = interpret({}, 'total = 0', 'step = 2\nstep += 1\ntotal += step');
    for (let i = 0; i < 3; i++) interpreter.runIteration();
    expect(interpreter.valueOf('total').data[0]).toBe(9);
  });

  test('that draws takes the next numbers of the stream, row by row', () => {
    const interpreter = interpret({}, 'w = random((2, 2))', 'noise = random((1, 2))');
    const expected = numpyRandom(1);
    const next = () => expected.nextDouble();
    expect([...interpreter.valueOf('w').data]).toEqual([next(), next(), next(), next()]);
    for (let i = 0; i < 3; i++) {
      interpreter.runIteration();
      expect([...interpreter.valueOf('noise').data]).toEqual([next(), next()]);
    }
  });
});

describe('a line whose target is assigned again', () => {
  test('keeps its own result beside the current value of the name', () => {
    const interpreter = interpret({}, 'a = 1', 'b = a * 10\nb = b + 1\na += 1\na -= 3');
    interpreter.runIteration();
    const results = (): readonly number[] => [0, 1, 2, 3].map((line) => interpreter.resultOf(line).data[0] as number);
    expect(results()).toEqual([10, 11, 2, -1]);
    interpreter.runLine(0);
    // The second line has not run again yet.
    expect(results()).toEqual([-10, 11, 2, -1]);
    expect(interpreter.valueOf('b').data[0]).toBe(-10);
  });

  test('has no copy when it is the only line', () => {
    const interpreter = interpret({}, 'a = 1', 'b = a + 1');
    expect(interpreter.resultOf(0)).toBe(interpreter.valueOf('b'));
  });
});
