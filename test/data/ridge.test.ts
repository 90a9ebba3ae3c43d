import { describe, expect, it } from 'vitest';
import { bestRidge, compareCurves } from '../../src/data/ridge.ts';
import { rowsOf } from '../../src/engine/matrix.ts';
import { regression } from './regressions.ts';
import { leaveOneOutSquares } from './ridge-by-elimination.ts';
import { made } from './tables.ts';

describe('ridge regression', () => {
  it.each(['three columns', 'line'])('has the leave-one-out error of refitting without each row: %s', (name) => {
    const { train } = made(regression(name, 1).train, { scale: 'standard', scaleTargets: 'standard' }).dataset;
    const { alpha, r2 } = bestRidge(train.inputs, train.targets);
    const [x, y] = [rowsOf(train.inputs), rowsOf(train.targets).flat()];
    // The shortcut keeps the means of all rows, so it is not exact to the last digits.
    const total = y.reduce((sum, value) => sum + value ** 2, 0);
    expect(r2).toBeCloseTo(1 - leaveOneOutSquares(x, y, alpha) / total, 1);
  });

  it('finds curves in a sine and a product, and none in a straight line or in noise', () => {
    const isCurved = (name: string): boolean => {
      const { train } = made(regression(name, 1).train).dataset;
      return compareCurves(train.inputs, train.targets).isCurved;
    };
    expect(['sine', 'product', 'parabola', 'friedman 2'].filter((name) => !isCurved(name))).toEqual([]);
    expect(['plane', 'twenty columns', 'nothing but noise', 'like diabetes'].filter(isCurved)).toEqual([]);
  });
});
