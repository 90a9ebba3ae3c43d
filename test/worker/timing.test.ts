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

  describe('with a speed that rises', () => {
    /** Iterations that have run after each of the seconds, a turn every 10 ms. */
    function runFor(pace: Pace, seconds: number): readonly number[] {
      let done = 0;
      return Array.from({ length: seconds * 100 }, (_, turn) => {
        const due = pace.due(turn * 10);
        if (due > 0) pace.spend(due);
        done += due;
        return done;
      }).filter((_, turn) => turn % 100 === 99);
    }

    test('doubles it every second, until it is reached', () => {
      const pace = new Pace(200, 0, 10);
      const counts = runFor(pace, 7);
      // ∫ 10 · 2^t dt = 10 / ln 2 · (2^t − 1): 14, 43, 101, 216 after 1, 2, 3, 4 s; 200 it/s from 4.3 s on.
      const wanted = [14.4, 43.3, 101, 216.4, 414, 614, 814];
      for (const [second, count] of counts.entries()) expect(Math.abs(count - wanted[second]!)).toBeLessThan(8);
      expect(pace.rising).toBeUndefined();
    });

    test('rises only while it runs', () => {
      const pace = new Pace(1000, 0, 10);
      runFor(pace, 1);
      const before = pace.rising;
      pace.restart(60_000);
      expect([pace.rising, pace.due(60_000)]).toEqual([before, 1]);
      expect(Math.round(before ?? 0)).toBeCloseTo(20, -1);
    });

    test('rises by the time where iterations take longer than their pace', () => {
      const pace = new Pace(3000, 0, 10);
      for (let now = 0; now < 10_000; now += 1000) {
        pace.due(now);
        pace.spend(1);
      }
      expect(pace.rising).toBeUndefined();
    });

    test('reaches no limit before it is unlimited, and ends on request', () => {
      const pace = new Pace('unlimited', 0, 10);
      expect([pace.due(0), pace.rising]).toEqual([1, 10]);
      pace.endRise();
      expect([pace.due(0), pace.rising]).toEqual([Number.POSITIVE_INFINITY, undefined]);
    });

    test('has a constant speed where the speed is not above the first one', () => {
      expect(new Pace(10, 0, 10).rising).toBeUndefined();
    });
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
