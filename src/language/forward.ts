import { type Expression, mentions, operands } from './expression.ts';
import type { Program, Statement } from './program.ts';

/** How a program comes from examples, which it calls `X`, to a prediction. */
export interface Forward {
  readonly lines: readonly Statement[];
  readonly prediction: string;
  /** The values of each layer of weights; the last is the prediction. */
  readonly layers: readonly string[];
  /** What the lines read besides the examples: parameters, running averages. */
  readonly reads: readonly string[];
}

/**
 * Its lines for an evaluation where it has any, otherwise those of an iteration: in either case only those that the
 * prediction comes from.
 */
export function forwardOf({ evaluation, iteration, roles }: Program): Forward {
  const prediction = evaluation?.prediction ?? roles.prediction;
  const needed = new Set([prediction]);
  const all = evaluation?.lines ?? iteration;
  const lines = all.toReversed().filter((statement) => isNeeded(statement, needed));
  needed.delete('X');
  const layers = evaluation?.layers ?? roles.layers.map(({ output }) => output);
  return { lines: lines.toReversed(), prediction, layers, reads: [...needed] };
}

/** @param needed what the lines after this one read; afterwards, what this one and they read. */
function isNeeded({ target, operator, value, when }: Statement, needed: Set<string>): boolean {
  if (!needed.has(target)) return false;
  if (operator === '=' && when === undefined && !mentions(value, target)) needed.delete(target);
  for (const part of when === undefined ? [value] : [value, when]) addNames(part, needed);
  return true;
}

function addNames(expression: Expression, names: Set<string>): void {
  if (expression.kind === 'name') names.add(expression.name);
  for (const operand of operands(expression)) addNames(operand, names);
}
