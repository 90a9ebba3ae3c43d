import { binary, type Expression, mentions, operands } from '../../language/expression.ts';
import { type Program, parameters } from '../../language/program.ts';
import type { Backend, WatchedValue } from '../backends/backend.ts';

/**
 * A place of a program where a function has a kink: the slope, or a later derivative, jumps where its argument passes a threshold.
 * `relu(z)` has one at z = 0, `clip(z, -1, 1)` at -1 and 1.
 */
export interface Kink {
  /** The function in the notation: `relu`, `abs`, `clip`. */
  readonly of: string;
  /** The line whose value has the kink; the line after the error for a kink of the loss. */
  readonly line: number;
  readonly argument: WatchedValue;
  readonly thresholds: readonly number[];
}

/** The functions with a kink at 0. That of elu is in its second derivative. */
const atZero: readonly string[] = ['relu', 'leaky_relu', 'elu', 'abs', 'sign'];
const comparisons: readonly string[] = ['<', '<=', '>', '>=', '=='];

/** The kinks of all expressions that depend on a parameter and on which the loss depends. */
export function kinksOf(program: Program, errorLine: number, loss: Expression, backend: Backend): readonly Kink[] {
  const moving = new Set(parameters(program));
  const isMoving = (expression: Expression): boolean => [...moving].some((name) => mentions(expression, name));
  const kinks: Kink[] = [];
  const visit = (expression: Expression, line: number): void => {
    if (!isMoving(expression)) return;
    for (const operand of operands(expression)) visit(operand, line);
    const found = kinkOf(expression);
    if (found === undefined) return;
    const { of, argument, thresholds } = found;
    kinks.push({ of, line, argument: backend.watch(argument), thresholds });
  };
  for (let line = 0; line <= errorLine; line++) {
    const { target, value } = program.iteration[line]!;
    visit(value, line);
    if (isMoving(value)) moving.add(target);
  }
  visit(loss, errorLine + 1);
  return kinks;
}

/**
 * The kink of the outermost function of an expression. The largest cell of a row has kinks, too, but is only subtracted from the row
 * before an exponential, where it makes no difference.
 */
function kinkOf(
  expression: Expression,
): { readonly of: string; readonly argument: Expression; readonly thresholds: readonly number[] } | undefined {
  switch (expression.kind) {
    case 'call':
      return atZero.includes(expression.function)
        ? { of: expression.function, argument: expression.argument, thresholds: [0] }
        : undefined;
    case 'clip':
      return { of: 'clip', argument: expression.of, thresholds: [expression.low, expression.high] };
    case 'binary':
      return comparisons.includes(expression.operator)
        ? { of: expression.operator, argument: binary('-', expression.left, expression.right), thresholds: [0] }
        : undefined;
    default:
      return undefined;
  }
}
