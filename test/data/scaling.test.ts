import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learnScaling, scaled, unscaled } from '../../src/data/scaling.ts';
import { matrixFromRows, rowsOf } from '../../src/engine/matrix.ts';
import { made, refused, tableOf } from './tables.ts';

const rows = matrixFromRows([
  [1, 0.1, -2],
  [3, 0.1, 6],
  [5, 0.1, 2],
]);

describe('scaling', () => {
  it('standard gives each column mean 0 and population deviation 1, as x.std(0)', () => {
    const { shift, unit } = learnScaling(rows, 'standard');
    expect([...shift]).toEqual([3, 0.1, 2]);
    expect([...unit]).toEqual([Math.sqrt(8 / 3), 1, Math.sqrt(32 / 3)]);
  });

  it('min-max maps each column to 0 … 1', () => {
    const scaling = learnScaling(rows, 'min-max');
    expect(rowsOf(scaled(rows, scaling))).toEqual([
      [0, 0, 0],
      [0.5, 0, 1],
      [1, 0, 0.5],
    ]);
  });

  it('keeps the unit of a constant column', () => {
    expect(learnScaling(rows, 'standard').unit[1]).toBe(1);
    expect(learnScaling(rows, 'min-max').unit[1]).toBe(1);
  });

  it('can be undone', () => {
    const cell = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const kinds = fc.constantFrom('standard' as const, 'min-max' as const);
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), kinds, (cells, kind) => {
        const matrix = matrixFromRows(cells);
        const scaling = learnScaling(matrix, kind);
        unscaled(scaled(matrix, scaling), scaling).data.forEach((value, at) => {
          expect(Math.abs(value - (matrix.data[at] as number))).toBeLessThan(1e-8);
        });
      }),
    );
  });

  it('is learned from the training set alone', () => {
    const test = tableOf({ x: [100], y: [9] });
    const { dataset } = made(tableOf({ x: [0, 10], y: [1.5, 2.5] }), {
      kind: 'numeric',
      scale: 'min-max',
      scaleTargets: 'min-max',
      test: { table: test },
    });
    expect([...dataset.train.inputs.data]).toEqual([0, 1]);
    expect([...(dataset.test?.inputs.data ?? [])]).toEqual([10]);
    expect([...(dataset.test?.targets.data ?? [])]).toEqual([7.5]);
    expect(dataset.targetScaling && [...unscaled(dataset.train.targets, dataset.targetScaling).data]).toEqual([
      1.5, 2.5,
    ]);
  });

  it('leaves encoded classes as they are', () => {
    const table = tableOf({ x: [2, 4], colour: ['red', 'blue'], y: ['u', 'v'] });
    const { dataset } = made(table, { scale: 'standard', scaleTargets: 'standard' });
    expect(rowsOf(dataset.train.inputs)).toEqual([
      [-1, 0, 1],
      [1, 1, 0],
    ]);
    expect([...dataset.train.targets.data]).toEqual([0, 1]);
    expect(dataset.targetScaling).toBeUndefined();
  });

  it('reports a column whose numbers are too far apart', () => {
    const table = tableOf({ x: [-1e308, 1e308], y: [1.5, 2.5] });
    expect(refused(table, { scale: 'min-max' })).toEqual([
      'scale expected numbers that can be scaled, found numbers too far apart for 64 bits in column "x"',
    ]);
  });
});
