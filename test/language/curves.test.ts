import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Curve, curveOfSlopes, curveOfValues, curves } from '../../src/language/curves.ts';
import { elementwise } from '../../src/language/functions.ts';

const all = Object.values(curves) as readonly Curve[];

describe.each(all.map((curve) => [curve.value, curve] as const))('%s', (_name, curve) => {
  const f = elementwise[curve.value];
  const slopeAt = (z: number): number => elementwise[curve.slope](curve.slopeOf === 'sum' ? z : f(z));

  test('is as steep as its values say', () => {
    const sums = fc.double({ min: -6, max: 6, noNaN: true }).filter((z) => Math.abs(z) > 1e-3);
    fc.assert(
      fc.property(sums, (z) => {
        expect(slopeAt(z)).toBeCloseTo((f(z + 1e-5) - f(z - 1e-5)) / 2e-5, 5);
      }),
      { numRuns: 200 },
    );
  });

  test('is found by its values and by its slopes', () => {
    expect([curveOfValues(curve.value), curveOfSlopes(curve.slope)]).toEqual([curve, curve]);
  });

  test('is never steeper than is said', () => {
    const { steepest = 1.2 } = curve;
    const slopes = Array.from({ length: 201 }, (_, i) => slopeAt((i - 100) / 10));
    expect(Math.max(...slopes)).toBeLessThanOrEqual(steepest);
    if (curve.steepest !== undefined) expect(Math.max(...slopes)).toBe(steepest);
  });
});

describe('the sum behind an output', () => {
  test('is the one that went in', () => {
    for (const curve of all) {
      if (curve.slopeOf === 'sum') continue;
      for (const z of [-3, -0.5, 0.25, 4]) {
        const output = elementwise[curve.value](z);
        if (curve.value === 'relu' && z < 0) expect(curve.sumOf(output)).toBeUndefined();
        else expect(curve.sumOf(output), curve.value).toBeCloseTo(z, 10);
      }
    }
  });

  test('is no number for an output that there is not', () => {
    expect([curves.sigmoid.sumOf(1.25), curves.tanh.sumOf(-1.5), curves.relu.sumOf(-1)]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });
});

test('no other function is a curve', () => {
  expect([curveOfValues('slope'), curveOfValues('exp'), curveOfSlopes('sigmoid'), curveOfSlopes('sum')]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
