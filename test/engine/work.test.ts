import { describe, expect, test } from 'vitest';
import { spacingOf, workOf } from '../../src/engine/work.ts';
import { inferShapes } from '../../src/language/shapes.ts';
import { buildProgram } from '../network/build-program.ts';

function work(examples: number, hidden: number): number {
  const program = buildProgram({ layerSizes: [10, hidden, 1], bias: false, learningRate: 1 }, examples);
  return workOf(program.iteration, inferShapes(program));
}

describe('the work of some lines', () => {
  test('grows with the examples and the units', () => {
    expect(work(2000, 20) / work(1000, 20)).toBeCloseTo(2, 1);
    expect(work(1000, 200) / work(1000, 100)).toBeCloseTo(2, 1);
  });

  test('counts the start of loops', () => {
    expect(work(2, 1) / work(1, 1)).toBeLessThan(1.5);
  });
});

test('measurements take at most a 25th of a run, and are a power of two apart', () => {
  const apart = (measurement: number): number => spacingOf(measurement, 100).apart;
  expect([0, 1, 4, 5, 100, 1000].map(apart)).toEqual([1, 1, 1, 2, 32, 256]);
});

test('expensive measurements are fewer at first', () => {
  const early = (measurement: number): number => spacingOf(measurement, 100).early;
  expect([0, 1e5, 2 ** 20, 4e6, 2e7, 1e12].map(early)).toEqual([16, 16, 16, 4, 2, 2]);
});
