import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Binary, binary, type Call, call, fill, index, name, transpose } from '../../src/language/expression.ts';
import {
  broadcastShape,
  inferShapes,
  printShape,
  productShape,
  ShapeError,
  shapeOf,
} from '../../src/language/shapes.ts';
import { buildProgram } from '../network/build-program.ts';
import { anyShape, namedShapes, shapedExpression } from './expressions.ts';
import { programOf } from './programs.ts';
import { parseExpression } from './python.ts';

const given = { X: { rows: 4, columns: 3 }, y: { rows: 4, columns: 1 } };

function shapesAfter(setup: string, iteration: string): Record<string, string> {
  const shapes = inferShapes(programOf(given, setup, iteration));
  return Object.fromEntries([...shapes].map(([variable, shape]) => [variable, printShape(shape)]));
}

describe('the shapes of a program', () => {
  test('are found for every line of the XOR network', () => {
    const shapes = inferShapes(buildProgram({ layerSizes: [3, 5, 1], bias: true, learningRate: 0.5 }, 4));
    expect(Object.fromEntries([...shapes].map(([variable, shape]) => [variable, printShape(shape)]))).toEqual({
      X: '4×3',
      y: '4×1',
      alpha: '1×1',
      syn0: '3×5',
      b0: '1×5',
      syn1: '5×1',
      b1: '1×1',
      l0: '4×3',
      l1: '4×5',
      l2: '4×1',
      l2_error: '4×1',
      l2_delta: '4×1',
      l1_error: '4×5',
      l1_delta: '4×5',
    });
  });

  test('follow products, transposes, reductions and broadcasting', () => {
    const setup = 'w = zeros((3, 2))\nb = zeros((1, 2))';
    const iteration =
      'z = X @ w + b\ng = X.T @ z\ns = sum(z)\ndown = max(z, axis=0)\nalong = mean(z, axis=1)\nb -= down';
    expect(shapesAfter(setup, iteration)).toEqual({
      X: '4×3',
      y: '4×1',
      w: '3×2',
      b: '1×2',
      z: '4×2',
      g: '3×2',
      s: '1×1',
      down: '1×2',
      along: '4×1',
    });
  });

  test.each([
    ['', 'l1 = X @ w', 'line 1, l1 = X @ w: w has no value yet; there is X, y'],
    ['w = w0', '', 'setup 1, w = w0: w0 has no value yet; there is X, y'],
    [
      'w = zeros((4, 2))',
      'l0 = X\nl1 = sigmoid(l0 @ w)',
      'line 2, l1 = sigmoid(l0 @ w): l0 is 4×3 and w is 4×2: @ needs as many columns on its left (3) as rows on its right (4)',
    ],
    [
      '',
      'e = y - X @ y.T',
      'line 1, e = y - X @ y.T: X is 4×3 and y.T is 1×4: @ needs as many columns on its left (3) as rows on its right (1)',
    ],
    [
      '',
      'e = X.T - (y + 1)',
      'line 1, e = X.T - (y + 1): X.T is 3×4 and y + 1 is 4×1: - needs equal sizes, or a size of 1 to repeat',
    ],
    ['w = zeros((3, 1))', 'w = X', 'line 1, w = X: w is 3×1 and keeps its shape, but X is 4×3'],
    ['w = zeros((1, 3))', 'w += X', 'line 1, w += X: w is 1×3 and keeps its shape, but X is 4×3'],
    ['w = zeros((2, 2))', 'w -= X', 'line 1, w -= X: w is 2×2 and keeps its shape, but X is 4×3'],
    ['', 'w += X', 'line 1, w += X: w has no value yet that += could change'],
    ['', 'e = y[4, 0]', 'line 1, e = y[4, 0]: y is 4×1: there is no row 4, only 0 … 3 (or -4 … -1, from the end)'],
    [
      '',
      'e = -X[0, -4]',
      'line 1, e = -X[0, -4]: X is 4×3: there is no column -4, only 0 … 2 (or -3 … -1, from the end)',
    ],
    ['', 'e = y.T[-2, 9]', 'line 1, e = y.T[-2, 9]: y.T is 1×4: there is no row -2, only 0 (or -1)'],
  ])('after setup %j refuse %j', (setup, iteration, message) => {
    expect(() => shapesAfter(setup, iteration)).toThrow(new ShapeError(message));
  });

  test('refuse an axis for an elementwise function', () => {
    const message = 'sigmoid works cell by cell and takes no axis';
    expect(() => shapeOf(call('sigmoid', fill('zeros', 2, 2), 0), new Map())).toThrow(new ShapeError(message));
  });

  test.each([
    [fill('zeros', 0, 4), 'zeros((0, 4)): sizes are whole numbers from 1'],
    [fill('random', 2, 1.5), 'random((2, 1.5)): sizes are whole numbers from 1'],
  ])('refuse sizes below 1 and fractions', (expression, message) => {
    expect(() => shapeOf(expression, new Map())).toThrow(new ShapeError(message));
  });

  test('name the part of an expression that does not fit', () => {
    const [inner, whole] = [parseExpression('m23 + m32'), parseExpression('sum(m11)')] as [Binary, Call];
    for (const expression of [inner, transpose(inner), binary('-', whole, inner), index(call('sum', inner), 0, 0)]) {
      expect(faultOf(() => shapeOf(expression, namedShapes)).part).toBe(inner);
    }
    const statement = { target: 'w', operator: '=', value: call('abs', inner) } as const;
    const program = { ...programOf(Object.fromEntries(namedShapes), '', ''), iteration: [statement] };
    expect(faultOf(() => inferShapes(program)).part).toBe(inner);
  });

  test('of a program without data say that there are none', () => {
    expect(() => shapeOf(name('w'), new Map())).toThrow(new ShapeError('w has no value yet; there is nothing'));
  });
});

function faultOf(work: () => unknown): ShapeError {
  try {
    work();
  } catch (error) {
    if (error instanceof ShapeError) return error;
  }
  throw new Error('expected a ShapeError');
}

describe('the shape of an expression', () => {
  test('follows NumPy’s rules', () => {
    fc.assert(
      fc.property(
        anyShape.chain((shape) => fc.tuple(fc.constant(shape), shapedExpression(shape, 4))),
        ([shape, expression]) => {
          expect(shapeOf(expression, namedShapes)).toEqual(shape);
        },
      ),
      { numRuns: 500 },
    );
  });

  test.each([
    ['m23 @ m31', '2×1'],
    ['m23 + m13', '2×3'],
    ['m21 * m13', '2×3'],
    ['m11 / m33', '3×3'],
    ['m23.T', '3×2'],
    ['sum(m23)', '1×1'],
    ['sum(m23, axis=0)', '1×3'],
    ['sum(m23, axis=1)', '2×1'],
    ['-abs(m23)', '2×3'],
    ['sqrt(m23)', '2×3'],
    ['min(m23, axis=1)', '2×1'],
    ['m23[1, -3]', '1×1'],
    ['0.5', '1×1'],
  ])('of %s is %s', (source, shape) => {
    expect(printShape(shapeOf(parseExpression(source), namedShapes))).toBe(shape);
  });

  test('of two operands does not depend on their order, except for @', () => {
    fc.assert(
      fc.property(anyShape, anyShape, (one, other) => {
        expect(broadcastShape(one, other)).toEqual(broadcastShape(other, one));
        expect(productShape(one, other) === undefined).toBe(one.columns !== other.rows);
      }),
    );
  });
});
