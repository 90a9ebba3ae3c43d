import { binary, type Expression, type OrderingOperator } from './expression.ts';
import { printExpression } from './print.ts';

/** An expression whose value is shown live. With a comparison it is a breakpoint: it stops the run. */
export interface Watch {
  readonly expression: Expression;
  /** Both sides of a comparison are single numbers. */
  readonly comparison?: { readonly operator: OrderingOperator; readonly right: Expression };
}

/** `mean(abs(l2_error)) < 0.01` */
export function printWatch({ expression, comparison }: Watch): string {
  return printExpression(
    comparison === undefined ? expression : binary(comparison.operator, expression, comparison.right),
  );
}
