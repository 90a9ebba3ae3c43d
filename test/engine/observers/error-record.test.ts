import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DETAIL, ErrorRecord, strideFor } from '../../../src/engine/observers/error-record.ts';
import { runs } from '../../full.ts';

/** A different error for each iteration, so that a point of the curve tells which iteration it was measured in. */
function errorOf(iteration: number): number {
  return 1 / (iteration + 2);
}

function historyOf(iterations: number): ErrorRecord {
  const history = new ErrorRecord();
  for (let iteration = 0; iteration < iterations; iteration++) history.record(iteration, () => errorOf(iteration));
  return history;
}

function pointsOf(history: ErrorRecord): readonly (readonly [number, number])[] {
  const { iterations, errors } = history.curve();
  expect(errors.length).toBe(iterations.length);
  return [...iterations].map((iteration, index) => [iteration, errors[index] as number]);
}

/** The most points of a record after that number of iterations, the newest among them. */
function mostPoints(iterations: number): number {
  return DETAIL * (2 + Math.max(0, Math.ceil(Math.log2(iterations / (2 * DETAIL))))) + 1;
}

describe('an error record', () => {
  test('is empty before the first iteration', () => {
    expect(pointsOf(new ErrorRecord())).toEqual([]);
  });

  test('keeps every iteration at first, then every second one, then every fourth', () => {
    const iterations = pointsOf(historyOf(4 * 1024 + 1)).map(([iteration]) => iteration);
    const expected = [
      ...Array.from({ length: 1024 }, (_, i) => i),
      ...Array.from({ length: 512 }, (_, i) => 1024 + 2 * i),
      ...Array.from({ length: 512 }, (_, i) => 2048 + 4 * i),
      4096,
    ];
    expect(iterations).toEqual(expected);
  });

  test('of a whole tutorial run has at least two points for each column of a wide chart, in any half of it', () => {
    const iterations = pointsOf(historyOf(60_000)).map(([iteration]) => iteration);
    expect(iterations.length).toBeLessThan(4100);
    for (let end = 500; end <= 60_000; end *= 2) {
      expect(iterations.filter((iteration) => iteration >= end / 2 && iteration <= end).length).toBeGreaterThan(240);
    }
  });

  test('has the same points, read between iterations or not', () => {
    const looked = new ErrorRecord();
    for (let iteration = 0; iteration < 3000; iteration++) {
      looked.record(iteration, () => errorOf(iteration));
      if (iteration % 7 === 0) looked.curve();
    }
    expect(pointsOf(looked)).toEqual(pointsOf(historyOf(3000)));
  });

  test('gives curves that later iterations do not change', () => {
    const history = historyOf(1024);
    const { iterations, errors } = history.curve();
    const before = [[...iterations], [...errors]];
    for (let iteration = 1024; iteration < 3000; iteration++) history.record(iteration, () => 9);
    expect([[...iterations], [...errors]]).toEqual(before);
  });

  test('of any length is bounded, ascends to the newest iteration, and has only measured points', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), (length) => {
        const points = pointsOf(historyOf(length));
        expect(points.length).toBeLessThanOrEqual(mostPoints(length));
        expect(points.length).toBeGreaterThanOrEqual(Math.min(length, DETAIL));
        expect(points[0]).toEqual([0, errorOf(0)]);
        expect(points.at(-1)).toEqual([length - 1, errorOf(length - 1)]);
        points.forEach(([iteration, error], index) => {
          if (index > 0) expect(iteration).toBeGreaterThan((points[index - 1] as readonly [number, number])[0]);
          expect(error).toBe(errorOf(iteration));
        });
      }),
      { numRuns: runs(30) },
    );
  });

  test('keeps NaN like any other error', () => {
    const history = new ErrorRecord();
    history.record(0, () => 0.5);
    history.record(1, () => Number.NaN);
    expect(pointsOf(history)).toEqual([
      [0, 0.5],
      [1, Number.NaN],
    ]);
  });
});

describe('an error record with a wide spacing', () => {
  const spaced = (iterations: number, apart: number, early = 16): ErrorRecord => {
    const history = new ErrorRecord();
    for (let iteration = 0; iteration < iterations; iteration++) {
      history.record(iteration, () => errorOf(iteration), { apart, early });
    }
    return history;
  };

  test('has points close together at first, then at most a sixteenth of the run apart', () => {
    const iterations = pointsOf(spaced(5000, 256)).map(([iteration]) => iteration);
    expect(iterations.slice(0, 35)).toEqual([...Array.from({ length: 32 }, (_, i) => i), 32, 34, 36]);
    expect(iterations.slice(-5)).toEqual([4096, 4352, 4608, 4864, 4999]);
    expect(iterations.every((at, point) => at - (iterations[point - 1] ?? 0) <= Math.max(1, at / 16))).toBe(true);
  });

  test('has fewer points at first when that is asked for', () => {
    const iterations = pointsOf(spaced(300, 256, 2)).map(([iteration]) => iteration);
    expect(iterations).toEqual([0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 299]);
  });

  test('measures only the points that it keeps', () => {
    let measured = 0;
    const history = new ErrorRecord();
    for (let iteration = 0; iteration < 100_000; iteration++)
      history.record(iteration, () => ++measured, { apart: 1024, early: 16 });
    expect(measured).toBeLessThan(300);
  });

  test('of any length and spacing is bounded, ascends, and has only measured points', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), fc.nat(12), (length, power) => {
        const points = pointsOf(spaced(length, 2 ** power));
        expect(points.length).toBeLessThanOrEqual(mostPoints(length));
        expect(points[0]).toEqual([0, errorOf(0)]);
        expect(points.at(-1)).toEqual([length - 1, errorOf(length - 1)]);
        points.forEach(([iteration, error], index) => {
          if (index > 0) expect(iteration).toBeGreaterThan((points[index - 1] as readonly [number, number])[0]);
          expect(error).toBe(errorOf(iteration));
        });
      }),
      { numRuns: runs(30) },
    );
  });
});

test('the stride is the largest power of two with `DETAIL` points in a doubling, at any iteration', () => {
  for (let power = 0; power < 52; power++) {
    for (const iteration of [2 ** power - 1, 2 ** power, 2 ** power + 1, 1.5 * 2 ** power]) {
      const expected = 2 ** Math.max(0, Math.floor(Math.log2(iteration / DETAIL)));
      expect(strideFor(iteration, { apart: 1, early: 1 })).toBe(expected);
    }
  }
});
