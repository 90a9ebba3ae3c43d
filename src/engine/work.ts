import { type Expression, operands } from '../program/expression.ts';
import { isReduction } from '../program/functions.ts';
import type { Statement } from '../program/program.ts';
import { type Shapes, shapeOf } from '../program/shapes.ts';

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

/**
 * How many iterations should lie between two measurements: a power of two.
 * @param measurement what one takes, in the same unit as an iteration.
 */
export function spacingOf(measurement: number, iteration: number): number {
  return 2 ** Math.max(0, Math.ceil(Math.log2((MEASURING_SHARE * measurement) / iteration)));
}
