import type { Expression } from './expression.ts';
import { attempt, type Parsed, type Span } from './parse-fault.ts';
import { expressionAt, type Spans } from './parse-node.ts';
import { treeOf } from './parse-tree.ts';

/**
 * Reads an expression in the notation that `printExpression` writes. Any text at all gives either an expression or the
 * first fault in it; nothing of it is ever run. Names and shapes are not looked at.
 */
export function parseExpression(source: string): Parsed<{ readonly expression: Expression; readonly spans: Spans }> {
  return attempt(() => {
    const spans = new Map<Expression, Span>();
    return { expression: expressionAt(treeOf(source), source, spans), spans };
  });
}
