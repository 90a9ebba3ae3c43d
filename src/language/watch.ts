import { binary, type Expression, type OrderingOperator } from './expression.ts';
import { printExpression } from './print.ts';
import type { Shapes } from './shapes.ts';

/** An expression whose value is shown live. With a comparison it is a breakpoint: it stops the run. */
export interface Watch {
  /** A placeholder for a script. */
  readonly expression: Expression;
  /** The expression of a script, in Python's notation. */
  readonly python?: string;
  /** Both sides of a comparison are single numbers. */
  readonly comparison?: { readonly operator: OrderingOperator; readonly right: Expression };
}

/** Names that every watch can use, whatever the program: completed iterations, and completed epochs (iterations, without mini-batches). */
export const COUNTERS = ['iteration', 'epoch'] as const;

/** The shapes of the names in a watch. Names of the program come first, and win. */
export function withCounters(shapes: Shapes): Shapes {
  const counters = COUNTERS.filter((name) => !shapes.has(name));
  return new Map([...shapes, ...counters.map((name) => [name, { rows: 1, columns: 1 }] as const)]);
}

/** `mean(abs(l2_error)) < 0.01` */
export function printWatch({ expression, comparison, python }: Watch): string {
  if (python !== undefined) return python;
  return printExpression(
    comparison === undefined ? expression : binary(comparison.operator, expression, comparison.right),
  );
}
