import { type Expression, operands } from '../language/expression.ts';
import { isReduction } from '../language/functions.ts';
import type { Statement } from '../language/program.ts';
import { type Shapes, shapeOf } from '../language/shapes.ts';

/** The cost of starting a loop, and of e^x, in additions. */
const LOOP = 30;
const CURVE = 8;

/**
 * The work of some lines: an estimate of their time, in additions. It is computed, not measured, so that it is the same on every
 * computer.
 *
 * `l1 = sigmoid(l0 @ syn0)` with l0 (4×3) and syn0 (3×4) is a product of 30 + 16 · 3 = 78 and a sigmoid of 30 + 16 · 8 = 158: 236 in all.
 */
export function workOf(lines: readonly Statement[], shapes: Shapes): number {
  return lines.reduce((sum, { value }) => sum + workIn(value, shapes), 0);
}

/** The work of computing an expression once. */
export function workIn(expression: Expression, shapes: Shapes): number {
  const inner = operands(expression).reduce((sum, operand) => sum + workIn(operand, shapes), 0);
  const size = (part: Expression): number => {
    const { rows, columns } = shapeOf(part, shapes);
    return rows * columns;
  };
  switch (expression.kind) {
    case 'number':
    case 'matrix':
    case 'name':
    case 'index':
      return inner;
    case 'transpose':
      // Products read it in place.
      return inner;
    case 'call':
      return inner + LOOP + size(expression.argument) * (isReduction(expression.function) ? 1 : CURVE);
    case 'binary': {
      const depth = expression.operator === '@' ? shapeOf(expression.left, shapes).columns : 1;
      return inner + LOOP + size(expression) * depth;
    }
    case 'rows':
    case 'negate':
    case 'clip':
    case 'cast':
    case 'fill':
      return inner + LOOP + size(expression);
  }
}

/** Measuring takes at most a 25th of the time of a run. */
const MEASURING_SHARE = 25;

/** The pace of a run, which decides how far its measurements are apart. */
export interface Pace {
  /** The work of an iteration (`workOf`). */
  readonly work: number;
  /** The spacing of the points of the error record. */
  readonly spacing: Spacing;
}

/**
 * The spacing of measurements in a run; both numbers are powers of two.
 *
 * With `{ apart: 64, early: 16 }` iterations 0 to 31 are all measured, 32 to 63 every second, 64 to 127 every fourth: 16 measurements each
 * time that the run doubles its length. From 1,024 on, every 64th is measured.
 */
export interface Spacing {
  /** Iterations between two measurements in the long run. */
  readonly apart: number;
  /** Measurements in each doubling of the run before that. */
  readonly early: number;
}

/**
 * The early measurements: as many as an error chart can show, unless all of them together take longer than about a second
 * (`EARLY_WORK`) in the first 2¹⁶ iterations.
 */
const MOST_EARLY = 16;
const FEWEST_EARLY = 2;
const EARLY_WORK = 2 ** 28;
const DOUBLINGS = 16;

/**
 * @param measurement the work of one measurement.
 * @param iteration the work of one iteration.
 */
export function spacingOf(measurement: number, iteration: number): Spacing {
  const affordable = Math.floor(Math.log2(EARLY_WORK / (DOUBLINGS * Math.max(1, measurement))));
  return {
    apart: 2 ** Math.max(0, Math.ceil(Math.log2((MEASURING_SHARE * measurement) / iteration))),
    early: Math.max(FEWEST_EARLY, Math.min(MOST_EARLY, 2 ** affordable)),
  };
}

/** A spacing whose points are points of both. */
export function coarser(a: Spacing, b: Spacing): Spacing {
  return { apart: Math.max(a.apart, b.apart), early: Math.min(a.early, b.early) };
}
