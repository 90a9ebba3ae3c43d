import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  columnOf,
  drawIterationAxis,
  iterationAt,
  iterationAxisFor,
  positionOf,
} from '../../../src/ui/charts/iteration-axis.ts';
import { inColour, linesOf } from '../frames.ts';

describe('the iteration axis', () => {
  test('the axis grows with the run, and the curve fills at least half of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 1e9 }), fc.integer({ min: 1, max: 1e9 }), (newest, goal) => {
        const axis = iterationAxisFor({ kind: 'so far' }, newest, goal);
        expect(axis.from).toBe(0);
        expect(axis.to).toBeGreaterThanOrEqual(newest);
        expect(positionOf(axis, newest)).toBeGreaterThanOrEqual(0.5);
      }),
    );
  });

  test('the growing axis never extends beyond the end of the run', () => {
    expect(iterationAxisFor({ kind: 'so far' }, 343, 60_000)).toEqual({ from: 0, to: 400, scale: 'linear' });
    expect(iterationAxisFor({ kind: 'so far' }, 59_000, 60_000).to).toBe(60_000);
    expect(iterationAxisFor({ kind: 'so far' }, 55_000, 56_000).to).toBe(56_000);
    expect(iterationAxisFor({ kind: 'so far' }, 0, 1).to).toBe(1);
  });

  test('finds the iteration of a position, and the position of an iteration', () => {
    const kinds = fc.constantFrom('so far' as const, 'whole' as const, 'log' as const);
    fc.assert(
      fc.property(
        kinds,
        fc.integer({ min: 1, max: 1e8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (kind, goal, at) => {
          const axis = iterationAxisFor({ kind }, goal, goal);
          expect(positionOf(axis, iterationAt(axis, at))).toBeCloseTo(at, 9);
        },
      ),
    );
  });

  test('has no column for an iteration outside', () => {
    const part = iterationAxisFor({ kind: 'part', from: 100, to: 200 }, 1000, 1000);
    expect([99, 100, 150, 200, 201].map((iteration) => columnOf(part, iteration, 11))).toEqual([
      undefined,
      0,
      5,
      10,
      undefined,
    ]);
  });

  test('has round labels: parts of a linear axis, powers of ten on a logarithmic one', () => {
    const draw = (window: Parameters<typeof iterationAxisFor>[0], columns: number): readonly string[] =>
      linesOf(drawIterationAxis(iterationAxisFor(window, 343, 60_000), 3, columns, inColour));
    expect(draw({ kind: 'so far' }, 50)).toMatchInlineSnapshot(`
      [
        "  └────────────┬────────────┬───────────┬───────────┬",
        "   0          100          200         300        400",
      ]
    `);
    expect(draw({ kind: 'whole' }, 30)).toMatchInlineSnapshot(`
      [
        "  └───────────────┬─────────────┬",
        "   0             30k          60k",
      ]
    `);
    expect(draw({ kind: 'log' }, 50)).toMatchInlineSnapshot(`
      [
        "  └───────────┬─────────┬─────────┬─────────┬───────┬",
        "   0         10        100       1k        10k    60k",
      ]
    `);
    expect(draw({ kind: 'part', from: 300, to: 400 }, 50)).toMatchInlineSnapshot(`
      [
        "  └────────────┬────────────┬───────────┬───────────┬",
        "   300        325          350         375        400",
      ]
    `);
  });

  test('the part around the shown iteration follows it, within what has run', () => {
    const around = (here?: number) => iterationAxisFor({ kind: 'here' }, 8000, 60_000, here);
    expect(around(4000)).toEqual({ from: 3500, to: 4500, scale: 'linear' });
    expect(around(100)).toEqual({ from: 0, to: 1000, scale: 'linear' });
    expect(around()).toEqual({ from: 7000, to: 8000, scale: 'linear' });
    expect(iterationAxisFor({ kind: 'here' }, 20, 60_000)).toEqual({ from: 0, to: 60, scale: 'linear' });
  });

  test('has a second row of labels for epochs', () => {
    const axis = iterationAxisFor({ kind: 'so far' }, 343, 60_000);
    expect(linesOf(drawIterationAxis(axis, 8, 50, inColour, 12.5))).toMatchInlineSnapshot(`
      [
        "       └────────────┬────────────┬───────────┬───────────┬",
        " iter.  0          100          200         300        400",
        " epoch  0           8           16          24          32",
      ]
    `);
  });
});
