import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Pace } from '../../src/worker/timing.ts';

/** Speeds as scenarios may ask for them. */
const speeds = fc.oneof(fc.integer({ min: 1, max: 1_000_000 }), fc.double({ min: 0.01, max: 1000, noNaN: true }));
const gaps = fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { minLength: 1, maxLength: 100 });

describe('a pace', () => {
  test('has the first iteration due at once, and each further one at its time', () => {
    const pace = new Pace(10, 1000);
    expect(pace.due(1000)).toBe(1);
    pace.spend(1);
    expect([1000, 1099, 1100, 1199, 1200].map((now) => pace.due(now))).toEqual([0, 0, 1, 1, 2]);
  });

  test('skips iterations that are late by more than a quarter of a second', () => {
    const pace = new Pace(100, 0);
    expect(pace.due(100_000)).toBe(26);
    pace.spend(26);
    expect(pace.due(100_000)).toBe(0);
  });

  test('waits for the next iteration, at least 10 ms', () => {
    const pace = new Pace(10, 0);
    expect(pace.wait(0)).toBe(0);
    pace.spend(1);
    expect([0, 50, 95, 100, 130].map((now) => pace.wait(now))).toEqual([100, 50, 10, 0, 0]);
  });

  test('without a limit has every iteration due and never waits', () => {
    const pace = new Pace('unlimited', 0);
    pace.spend(1_000_000);
    expect([pace.due(0), pace.due(1e9), pace.wait(0)]).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0]);
  });

  test('keeps its speed to within two iterations', () => {
    fc.assert(
      fc.property(speeds, gaps, (speed, times) => {
        const pace = new Pace(speed, 0);
        let now = 0;
        let done = 0;
        for (const gap of times) {
          now += gap;
          const due = pace.due(now);
          pace.spend(due);
          done += due;
          // Rounding may move an iteration across a boundary, never more.
          expect(done).toBeLessThanOrEqual((now * speed) / 1000 + 2);
          expect(done).toBeGreaterThanOrEqual((now * speed) / 1000 - 1);
        }
      }),
    );
  });

  test('has something due after the wait it asks for', () => {
    fc.assert(
      fc.property(speeds, gaps, (speed, times) => {
        const pace = new Pace(speed, 0);
        let now = 0;
        for (const gap of times) {
          now += gap;
          pace.spend(pace.due(now));
          const wait = pace.wait(now);
          expect(wait).toBeGreaterThanOrEqual(10);
          // The sum of the times may fall short by a rounding error.
          expect(pace.due(now + wait + 1e-6)).toBeGreaterThanOrEqual(1);
        }
      }),
    );
  });
});
