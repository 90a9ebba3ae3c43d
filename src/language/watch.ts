import type { Expression } from './expression.ts';
import { printExpression } from './print.ts';

export type ComparisonOperator = '<' | '<=' | '>' | '>=';

/** What to keep an eye on: the value of an expression, or, with a comparison, the moment when that comes to hold. */
export interface Watch {
  readonly expression: Expression;
  /** Makes it a breakpoint. Both sides are single numbers. */
  readonly comparison?: { readonly operator: ComparisonOperator; readonly right: Expression };
}

/** `mean(abs(l2_error)) < 0.01` */
export function printWatch({ expression, comparison }: Watch): string {
  const left = printExpression(expression);
  return comparison === undefined ? left : `${left} ${comparison.operator} ${printExpression(comparison.right)}`;
}
