import { type Expression, operands } from '../language/expression.ts';
import { isReduction } from '../language/functions.ts';
import type { Statement } from '../language/program.ts';
import { type Shapes, shapeOf } from '../language/shapes.ts';

/** What a loop costs before its first cell, and what e^x costs, in additions. */
const LOOP = 30;
const CURVE = 8;

/**
 * About how long some lines take, in additions. It is reckoned, not measured, so that what depends on it is the same on every
 * machine.
 */
export function workOf(lines: readonly Statement[], shapes: Shapes): number {
  return lines.reduce((sum, { value }) => sum + workIn(value, shapes), 0);
}

function workIn(expression: Expression, shapes: Shapes): number {
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
      // Products read it where it is.
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
    case 'fill':
      return inner + LOOP + size(expression);
  }
}

/** Measuring takes at most one part in so many of the time of a run. */
const MEASURING_SHARE = 25;

/** How far apart measurements of a run lie; powers of two. */
export interface Spacing {
  /** Iterations between two of them in the long run. */
  readonly apart: number;
  /** Before that they lie farther and farther apart, so many of them each time that the run doubles its length. */
  readonly early: number;
}

/** As often as an error chart can show it, unless these early measurements take longer than about a second. */
const MOST_EARLY = 16;
const FEWEST_EARLY = 2;
const EARLY_WORK = 2 ** 28;
const DOUBLINGS = 16;

/** @param measurement what one takes, in the same unit as an iteration. */
export function spacingOf(measurement: number, iteration: number): Spacing {
  const affordable = Math.floor(Math.log2(EARLY_WORK / (DOUBLINGS * Math.max(1, measurement))));
  return {
    apart: 2 ** Math.max(0, Math.ceil(Math.log2((MEASURING_SHARE * measurement) / iteration))),
    early: Math.max(FEWEST_EARLY, Math.min(MOST_EARLY, 2 ** affordable)),
  };
}
