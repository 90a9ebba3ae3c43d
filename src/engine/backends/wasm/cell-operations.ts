/* Operations on single cells, two cells at a time. */
import type { ElementwiseName } from '../../../language/functions.ts';
import type { CellOperator, Operation, Slot } from '../../lower.ts';
import { type Code, f64x2, type Local, v128 } from './emitter.ts';
import type { Apply } from './tree.ts';
import type { Pairs, PairWriter } from './vectors.ts';

interface CellOperation {
  readonly apply: Apply;
  /** True where one pair costs as much as many: it calls a function. */
  readonly isCostly: boolean;
  readonly operands: readonly Slot[];
}

/** An operation on single cells as a function of the pairs of its operands. @param numberOf the known number that all cells of a matrix are */
export function cellOperation(
  operation: Extract<Operation, { kind: 'negate' | 'clip' | 'map' | 'combine' }>,
  numberOf: (slot: Slot) => number | undefined,
): CellOperation {
  switch (operation.kind) {
    case 'negate':
      return {
        apply: (writer, _, [x = []]) => writer.each(x, (own) => f64x2.neg(own.get)),
        isCostly: false,
        operands: [operation.of],
      };
    case 'clip': {
      const { low, high } = operation;
      const [lowest, highest] = [f64x2.const(low), f64x2.const(high)];
      return {
        apply: (writer, _, [x = []]) =>
          writer.each(x, ({ get }) =>
            v128.select(lowest, v128.select(highest, get, f64x2.gt(get, highest)), f64x2.lt(get, lowest)),
          ),
        isCostly: false,
        operands: [operation.of],
      };
    }
    case 'map': {
      const { function: name } = operation;
      return {
        apply: (writer, _, [x = []]) => writer.map(name, x),
        isCostly: !isCheap(name),
        operands: [operation.of],
      };
    }
    case 'combine': {
      const { operator, left, right } = operation;
      const isSquare = operator === '**' && numberOf(right) === 2;
      return {
        apply: (writer, cells, [x = [], y = []]) => combined(writer, isSquare ? 'square' : operator, cells, x, y),
        isCostly: !isSquare && (operator === '**' || operator === '%'),
        operands: [left, right],
      };
    }
  }
}

const cheapFunctions: ReadonlySet<ElementwiseName> = new Set([
  'slope',
  'tanh_slope',
  'relu',
  'relu_slope',
  'leaky_relu',
  'leaky_relu_slope',
  'elu_slope',
  'abs',
  'sign',
  'floor',
]);

/** True for a function of a few instructions. */
export function isCheap(name: ElementwiseName): boolean {
  return cheapFunctions.has(name);
}

const simple = {
  '+': f64x2.add,
  '-': f64x2.sub,
  '*': f64x2.mul,
  '/': f64x2.div,
};

const comparisons = {
  '<': f64x2.lt,
  '<=': f64x2.le,
  '>': f64x2.gt,
  '>=': f64x2.ge,
  '==': f64x2.eq,
};

function combined(writer: PairWriter, operator: CellOperator | 'square', cells: number, x: Pairs, y: Pairs): Pairs {
  const other = (index: number): Code => (y[index] as Local).get;
  switch (operator) {
    case 'square':
      return writer.each(x, ({ get }) => f64x2.mul(get, get));
    case '**':
      return writer.pairCalls('powPair', x, y);
    case '%':
      return writer.calls('remainder', cells, x, y);
    case '+':
    case '-':
    case '*':
    case '/':
      return writer.each(x, ({ get }, index) => simple[operator](get, other(index)));
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '==':
      return writer.each(x, ({ get }, index) => v128.and(writer.constant(1), comparisons[operator](get, other(index))));
  }
}
