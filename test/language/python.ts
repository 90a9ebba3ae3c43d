import type { Expression } from '../../src/language/expression.ts';
import { parseExpression as parse, parseStatement } from '../../src/language/parse.ts';
import type { Statement } from '../../src/language/program.ts';

/** An expression as a person would write it. @throws SyntaxError when it is none. */
export function parseExpression(source: string): Expression {
  const parsed = parse(source);
  if (!parsed.ok) throw new SyntaxError(`${source}: ${parsed.fault.message}`);
  return parsed.expression;
}

/** Statements, one a line. @throws SyntaxError as `parseExpression` does. */
export function parseStatements(source: string): readonly Statement[] {
  return source
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const parsed = parseStatement(line);
      if (!parsed.ok) throw new SyntaxError(`${line}: ${parsed.fault.message}`);
      return parsed.statement;
    });
}
