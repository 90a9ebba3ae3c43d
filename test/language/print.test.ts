import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSameLine } from '../../src/language/diff.ts';
import {
  binary,
  call,
  clip,
  type Expression,
  fill,
  index,
  matrix,
  name,
  negate,
  number,
  rowsOf,
  transpose,
} from '../../src/language/expression.ts';
import { printExpression, printStatement, printStatements } from '../../src/language/print.ts';
import type { Statement } from '../../src/language/program.ts';
import { buildProgram } from '../network/build-program.ts';
import { anyExpression } from './expressions.ts';
import { parseExpression, parseStatements } from './python.ts';
import { ownGrouping, pythonGrouping } from './python-grammar.ts';

const [a, b, c] = [name('a'), name('b'), name('c')];

function linesOf(layerSizes: readonly number[], bias = false, learningRate = 1) {
  const { setup, iteration } = buildProgram({ layerSizes, bias, learningRate }, 4);
  return { setup: setup.map(printStatement), iteration: iteration.map(printStatement) };
}

describe('the lines of a network', () => {
  test('of XOR are those of the tutorial', () => {
    expect(linesOf([3, 4, 1])).toEqual({
      setup: ['syn0 = 2 * random((3, 4)) - 1', 'syn1 = 2 * random((4, 1)) - 1'],
      iteration: [
        'l0 = X',
        'l1 = sigmoid(l0 @ syn0)',
        'l2 = sigmoid(l1 @ syn1)',
        'l2_error = y - l2',
        'l2_delta = l2_error * slope(l2)',
        'l1_error = l2_delta @ syn1.T',
        'l1_delta = l1_error * slope(l1)',
        'syn1 += l1.T @ l2_delta',
        'syn0 += l0.T @ l1_delta',
      ],
    });
  });

  test('have an alpha when the learning rate is not 1', () => {
    const { setup, iteration } = linesOf([3, 4, 1], false, 10);
    expect(setup[0]).toBe('alpha = 10');
    expect(iteration.slice(-2)).toEqual(['syn1 += alpha * (l1.T @ l2_delta)', 'syn0 += alpha * (l0.T @ l1_delta)']);
  });

  test('have a row b in each layer when there is a bias', () => {
    const { setup, iteration } = linesOf([2, 3, 1], true, 0.5);
    expect(setup).toEqual([
      'alpha = 0.5',
      'syn0 = 2 * random((2, 3)) - 1',
      'b0 = zeros((1, 3))',
      'syn1 = 2 * random((3, 1)) - 1',
      'b1 = zeros((1, 1))',
    ]);
    expect(iteration).toEqual([
      'l0 = X',
      'l1 = sigmoid(l0 @ syn0 + b0)',
      'l2 = sigmoid(l1 @ syn1 + b1)',
      'l2_error = y - l2',
      'l2_delta = l2_error * slope(l2)',
      'l1_error = l2_delta @ syn1.T',
      'l1_delta = l1_error * slope(l1)',
      'syn1 += alpha * (l1.T @ l2_delta)',
      'b1 += alpha * sum(l2_delta, axis=0)',
      'syn0 += alpha * (l0.T @ l1_delta)',
      'b0 += alpha * sum(l1_delta, axis=0)',
    ]);
  });

  test('go forward and back through every hidden layer', () => {
    expect(linesOf([3, 5, 4, 2]).iteration).toEqual([
      'l0 = X',
      'l1 = sigmoid(l0 @ syn0)',
      'l2 = sigmoid(l1 @ syn1)',
      'l3 = sigmoid(l2 @ syn2)',
      'l3_error = y - l3',
      'l3_delta = l3_error * slope(l3)',
      'l2_error = l3_delta @ syn2.T',
      'l2_delta = l2_error * slope(l2)',
      'l1_error = l2_delta @ syn1.T',
      'l1_delta = l1_error * slope(l1)',
      'syn2 += l2.T @ l3_delta',
      'syn1 += l1.T @ l2_delta',
      'syn0 += l0.T @ l1_delta',
    ]);
  });

  test('have their = signs below each other in a list', () => {
    expect(printStatements(parseStatements('l1 = X\nl1_error = y - l1\nsyn0 += l1\nb -= 1'))).toEqual([
      'l1       = X',
      'l1_error = y - l1',
      'syn0    += l1',
      'b       -= 1',
    ]);
    expect(printStatements(parseStatements('l1 = X\nl1_error = y - l1\nsyn0 += l1'), 7)).toEqual([
      'l1    = X',
      'l1_error = y - l1',
      'syn0 += l1',
    ]);
    expect(printStatements([])).toEqual([]);
  });
});

describe('a line with a source text', () => {
  const source = { line: 12, text: 'l1 = nonlin(np.dot(l0, syn0))' };
  const [first, second] = parseStatements('l1 = sigmoid(l0 @ syn0)\nl1_error = y - l1') as [Statement, Statement];

  test('is shown as it was written', () => {
    expect(printStatement({ ...first, source })).toBe('l1 = nonlin(np.dot(l0, syn0))');
    expect(printStatements([{ ...first, source }, second])).toEqual([source.text, 'l1_error = y - l1']);
  });

  test('is the same line as one without', () => {
    expect(isSameLine(first, { ...first, source })).toBe(true);
  });
});

describe('an expression', () => {
  const cases: readonly (readonly [string, Expression])[] = [
    ['a + b - c', binary('-', binary('+', a, b), c)],
    ['a - (b - c)', binary('-', a, binary('-', b, c))],
    ['a - (b + c)', binary('-', a, binary('+', b, c))],
    ['(a + b) * c', binary('*', binary('+', a, b), c)],
    ['a * (b @ c)', binary('*', a, binary('@', b, c))],
    ['a * b @ c', binary('@', binary('*', a, b), c)],
    ['a / (b * c)', binary('/', a, binary('*', b, c))],
    ['a ** b ** c', binary('**', a, binary('**', b, c))],
    ['(a ** b) ** c', binary('**', binary('**', a, b), c)],
    ['-a ** b', negate(binary('**', a, b))],
    ['(-a) ** b', binary('**', negate(a), b)],
    ['a ** -b', binary('**', a, negate(b))],
    ['-a * b', binary('*', negate(a), b)],
    ['-(a * b)', negate(binary('*', a, b))],
    ['a - -b', binary('-', a, negate(b))],
    ['--a', negate(negate(a))],
    ['(a @ b).T', transpose(binary('@', a, b))],
    ['a.T.T', transpose(transpose(a))],
    ['-a.T', negate(transpose(a))],
    ['(-a).T', transpose(negate(a))],
    ['(2).T', transpose(number(2))],
    ['a[0, -1]', index(a, 0, -1)],
    ['(a @ b)[2, 3].T', transpose(index(binary('@', a, b), 2, 3))],
    ['-a.T[0, 0] ** 2', negate(binary('**', index(transpose(a), -0, 0), number(2)))],
    ['(-a)[0, 0]', index(negate(a), 0, 0)],
    ['sum(a)[0, 0][0, 0]', index(index(call('sum', a), 0, 0), 0, 0)],
    ['a.T ** 2', binary('**', transpose(a), number(2))],
    ['(a + b).T @ sigmoid(a + b)', binary('@', transpose(binary('+', a, b)), call('sigmoid', binary('+', a, b)))],
    ['max(abs(a), axis=1, keepdims=True)', call('max', call('abs', a), 1)],
    ['2 * random((3, 4)) - 1', binary('-', binary('*', number(2), fill('random', 3, 4)), number(1))],
    ['-0.5', number(-0.5)],
    ['-0', number(-0)],
    ['1e-7', number(1e-7)],
    ['-pi / 2', binary('/', number(-Math.PI), number(2))],
    ['1e+21', number(1e21)],
    ['9007199254740991', number(2 ** 53 - 1)],
    ['1e+20', number(1e20)],
    ['5e-324', number(5e-324)],
    ['a < b + c', binary('<', a, binary('+', b, c))],
    ['(a < b) < c', binary('<', binary('<', a, b), c)],
    ['a == (b >= c)', binary('==', a, binary('>=', b, c))],
    ['(a > b) * c', binary('*', binary('>', a, b), c)],
    ['a % b * c', binary('*', binary('%', a, b), c)],
    ['a[b + c]', rowsOf(a, binary('+', b, c))],
    ['(a @ b)[c].T[0, 0]', index(transpose(rowsOf(binary('@', a, b), c)), 0, 0)],
    ['clip(a / b, -0.5, pi)', clip(binary('/', a, b), -0.5, Math.PI)],
    [
      'array([[0, -1.5], [1e+21, -0]])',
      matrix([
        [0, -1.5],
        [1e21, -0],
      ]),
    ],
    ['arange(4) + permutation(3)', binary('+', fill('arange', 4, 1), fill('permutation', 3, 1))],
    ['0.5 * randn((3, 4))', binary('*', number(0.5), fill('randn', 3, 4))],
  ];

  test.each(cases)('prints as %s', (text, expression) => {
    expect(printExpression(expression)).toBe(text);
    expect(parseExpression(text)).toEqual(expression);
  });

  test('has the grouping of Python’s own grammar', () => {
    fc.assert(
      fc.property(anyExpression, (expression) => {
        expect(pythonGrouping(printExpression(expression))).toBe(ownGrouping(expression));
      }),
      { numRuns: 1000 },
    );
  });

  test('prints no parentheses that Python does not need', () => {
    let pairs = 0;
    fc.assert(
      fc.property(anyExpression, (expression) => {
        const text = printExpression(expression);
        for (const [open, close] of matchingParentheses(text)) {
          pairs++;
          const without = `${text.slice(0, open)} ${text.slice(open + 1, close)} ${text.slice(close + 1)}`;
          expect(reading(without)).not.toEqual(expression);
        }
      }),
      { numRuns: 600 },
    );
    expect(pairs).toBeGreaterThan(1000);
  });
});

function matchingParentheses(text: string): readonly (readonly [number, number])[] {
  const open: number[] = [];
  return [...text].flatMap((character, index) => {
    if (character === '(') open.push(index);
    return character === ')' ? [[open.pop() as number, index] as const] : [];
  });
}

/** The expression of a text, if it is one. */
function reading(text: string): Expression | 'no Python' {
  try {
    return parseExpression(text.trim());
  } catch (error) {
    if (error instanceof SyntaxError) return 'no Python';
    throw error;
  }
}
