import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyMatrix, type Matrix, matrixFromRows } from '../../../src/engine/matrix.ts';
import { fitLine, unexplainedByLine } from '../../../src/engine/verdict/line-fit.ts';
import { unexplainedOf } from '../../../src/engine/verdict/set-facts.ts';

const number = fc.integer({ min: -1000, max: 1000 }).map((value) => value / 100);

function matrix(rows: number, columns: number): fc.Arbitrary<Matrix> {
  return fc
    .array(number, { minLength: rows * columns, maxLength: rows * columns })
    .map((cells) => ({ rows, columns, data: Float64Array.from(cells) }));
}

const data = fc
  .record({
    rows: fc.integer({ min: 2, max: 20 }),
    width: fc.integer({ min: 1, max: 4 }),
    outputs: fc.integer({ min: 1, max: 2 }),
  })
  .chain(({ rows, width, outputs }) =>
    fc.record({ inputs: matrix(rows, width), targets: matrix(rows, outputs), nudge: number }),
  );

describe('the line through a training set', () => {
  test('is the line itself for targets on a line, also with inputs that depend on each other', () => {
    const inputs = matrixFromRows([
      [0, 1, 1],
      [1, 0, 1],
      [2, 3, 1],
      [3, 1, 1],
    ]);
    const targets = matrixFromRows([[2], [1], [8], [7]].map(([y]) => [(y as number) * 10]));
    const on = matrixFromRows([0, 1, 2, 3].map((row) => [3 * inputs.data[3 * row]! - inputs.data[3 * row + 1]! + 4]));
    const fit = fitLine({ inputs, targets: on });
    expect(fit?.weights.data[0]).toBeCloseTo(3, 9);
    expect(fit?.weights.data[1]).toBeCloseTo(-1, 9);
    // A column of ones depends on the bias.
    expect(fit?.weights.data[2]).toBe(0);
    expect(unexplainedByLine(fit!, { inputs, targets: on })).toBeCloseTo(0, 12);
    expect(unexplainedByLine(fitLine({ inputs, targets })!, { inputs, targets })).toBeGreaterThan(0.001);
  });

  test('gives the weight 0 to an input that the others make up but for rounding', () => {
    fc.assert(
      fc.property(data, number, number, ({ inputs, targets }, factor, shift) => {
        const rows = Array.from({ length: inputs.rows }, (_, row) => {
          const first = inputs.data[row * inputs.columns]!;
          return [first, first * (factor + 0.1) + shift / 3];
        });
        expect(fitLine({ inputs: matrixFromRows(rows), targets })?.weights.data[targets.columns]).toBe(0);
      }),
    );
  });

  test('leaves no more than the mean, nor than the same line with one weight changed', () => {
    fc.assert(
      fc.property(data, ({ inputs, targets, nudge }) => {
        const fit = fitLine({ inputs, targets })!;
        const least = unexplainedByLine(fit, { inputs, targets });
        if (Number.isNaN(least)) return;
        expect(least).toBeLessThanOrEqual(1 + 1e-9);
        for (let weight = 0; weight < fit.weights.data.length; weight++) {
          const weights = { ...fit.weights, data: fit.weights.data.slice() };
          weights.data[weight]! += nudge;
          expect(unexplainedByLine({ ...fit, weights }, { inputs, targets })).toBeGreaterThanOrEqual(least - 1e-9);
        }
      }),
    );
  });

  test('is not computed where that would take long', () => {
    const [inputs, targets] = [emptyMatrix({ rows: 5000, columns: 784 }), emptyMatrix({ rows: 5000, columns: 1 })];
    expect(fitLine({ inputs, targets })).toBeUndefined();
    // Few rows of many inputs: the equations take long, not the products.
    const wide = { inputs: emptyMatrix({ rows: 2, columns: 300 }), targets: emptyMatrix({ rows: 2, columns: 1 }) };
    expect(fitLine(wide)).toBeUndefined();
    expect(fitLine({ inputs: matrixFromRows([[1]]), targets: matrixFromRows([[1]]) })).toBeUndefined();
  });
});

test('the unexplained share is 1 for the mean, 0 for the targets, and unknown for constant targets', () => {
  const targets = matrixFromRows([[1], [2], [3]]);
  expect(unexplainedOf(matrixFromRows([[2], [2], [2]]), targets)).toBeCloseTo(1, 12);
  expect(unexplainedOf(targets, targets)).toBe(0);
  expect(unexplainedOf(targets, matrixFromRows([[2], [2], [2]]))).toBeNaN();
});
