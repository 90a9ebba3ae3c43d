import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { axisFor, positionOn, roundUp, rowOn, type Scale, ticksOf } from '../../../src/ui/charts/axis.ts';

const endsOf = (values: readonly number[], scale: Scale): readonly number[] => {
  const { low, high } = axisFor(values, scale);
  return [low, high];
};

const anyError = fc.oneof(
  fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.integer({ min: -320, max: 308 }).map((exponent) => 10 ** exponent),
);
const anyErrors = fc.array(anyError, { minLength: 1, maxLength: 30 });
const anyScale = fc.constantFrom<Scale>('linear', 'log');

describe('a linear axis', () => {
  test('goes from 0 to a round number that no error exceeds', () => {
    expect(endsOf([0.4964, 0.3], 'linear')).toEqual([0, 0.5]);
    expect(endsOf([0.51], 'linear')).toEqual([0, 0.6]);
    expect(endsOf([37], 'linear')).toEqual([0, 40]);
    expect(endsOf([0.2, 0.2], 'linear')).toEqual([0, 0.2]);
  });

  test('exists before any error, and for an error of 0', () => {
    expect(endsOf([], 'linear')).toEqual([0, 1]);
    expect(endsOf([0], 'linear')).toEqual([0, 1e-12]);
  });
});

describe('a logarithmic axis', () => {
  test('has round ends around the errors', () => {
    expect(endsOf([0.4964, 0.0061], 'log')).toEqual([0.006, 0.5]);
    expect(endsOf([0.1], 'log')).toEqual([0.05, 0.1]);
  });

  test('exists before any error', () => {
    expect(endsOf([], 'log')).toEqual([0.1, 1]);
  });

  test('ends above 0 and marks errors below its end', () => {
    expect(axisFor([0.5, 0], 'log')).toEqual({ scale: 'log', low: 1e-12, high: 0.5, cutsBelow: true });
    expect(axisFor([0.5, 1e-12], 'log')).toEqual({ scale: 'log', low: 1e-12, high: 0.5, cutsBelow: false });
  });

  test('ignores non-finite errors', () => {
    expect(endsOf([0.3, Number.NaN, Number.POSITIVE_INFINITY], 'log')).toEqual([0.15, 0.3]);
  });
});

describe('any axis', () => {
  test('holds every error between two different ends', () => {
    fc.assert(
      fc.property(anyErrors, anyScale, (errors, scale) => {
        const { low, high, cutsBelow } = axisFor(errors, scale);
        expect(low).toBeLessThan(high);
        expect(Number.isFinite(high)).toBe(true);
        expect(Math.min(...errors) >= low * (1 - 1e-9)).toBe(!cutsBelow);
        expect(high * (1 + 1e-9)).toBeGreaterThanOrEqual(Math.min(1e308, Math.max(...errors)));
      }),
    );
  });

  test('places smaller errors below larger ones, between 0 and 1', () => {
    fc.assert(
      fc.property(anyErrors, anyScale, (errors, scale) => {
        const axis = axisFor(errors, scale);
        const places = [...errors].sort((a, b) => a - b).map((error) => positionOn(axis, error));
        expect(places).toEqual([...places].sort((a, b) => a - b));
        expect(places.every((place) => place >= 0 && place <= 1)).toBe(true);
      }),
    );
  });

  test('has its ends at 0 and 1', () => {
    for (const scale of ['linear', 'log'] as const) {
      const axis = axisFor([0.4, 0.003], scale);
      expect([positionOn(axis, axis.low), positionOn(axis, axis.high)]).toEqual([0, 1]);
    }
  });
});

describe('ticks', () => {
  test('are the round numbers that fit the rows', () => {
    const axis = axisFor([0.5, 0.01], 'log');
    expect(ticksOf(axis, 30)).toEqual([0.01, 0.02, 0.05, 0.1, 0.2, 0.5]);
    expect(ticksOf(axis, 10)).toEqual([0.01, 0.1, 0.5]);
    expect(ticksOf(axis, 4)).toEqual([0.01, 0.1]);
    expect(ticksOf(axisFor([1, 1e-9], 'log'), 12)).toEqual([1e-9, 1e-7, 1e-5, 1e-3, 1e-1]);
    expect(ticksOf(axisFor([1], 'linear'), 11)).toEqual(
      [0, 0.2, 0.4, 0.6, 0.8, 1].map((tick) => expect.closeTo(tick, 12)),
    );
    expect(ticksOf(axisFor([2], 'linear'), 5)).toEqual([0, 1, 2]);
  });

  test('are two or more, ascending, with a free row between neighbours', () => {
    fc.assert(
      fc.property(anyErrors, anyScale, fc.integer({ min: 3, max: 66 }), (errors, scale, rows) => {
        const axis = axisFor(errors, scale);
        const ticks = ticksOf(axis, rows);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        for (const [index, tick] of ticks.entries()) {
          expect(tick).toBeGreaterThanOrEqual(axis.low * (1 - 1e-9));
          expect(tick).toBeLessThanOrEqual(axis.high * (1 + 1e-9));
          if (index === 0) continue;
          expect(rowOn(axis, tick, rows) - rowOn(axis, ticks[index - 1] as number, rows)).toBeGreaterThanOrEqual(2);
        }
      }),
    );
  });
});

test('rounding up gives 1, 2 or 5 times a power of ten, and keeps such numbers', () => {
  expect([0.4964, 0.5, 0.11, 1, 3, 7, 1e-9].map((value) => roundUp(value))).toEqual([0.5, 0.5, 0.2, 1, 5, 10, 1e-9]);
  expect(roundUp(Number.MAX_VALUE)).toBe(1e308);
});
