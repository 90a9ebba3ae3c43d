import { parseModule } from '../syntax/module.ts';
import type { Expression, PythonVersion } from '../syntax/tree.ts';

type ExpressionText =
  | { readonly expression: Expression; readonly fault?: undefined }
  | {
      readonly expression?: undefined;
      readonly fault: { readonly offset: number; readonly length: number; readonly message: string };
    };

/** Parses an expression that a person types, of one or more lines. Places in the tree are those of the text in parentheses. */
export function parseExpressionText(text: string, version: PythonVersion): ExpressionText {
  // Parentheses allow more lines, but they would close those of the text.
  const bare = text.trim().includes('\n') ? undefined : parseModule(text.trim(), { version }).fault;
  if (bare !== undefined) {
    const start = text.length - text.trimStart().length;
    const offset = Math.min(start + bare.from, text.length);
    const length = Math.max(1, Math.min(start + bare.to, text.length) - offset);
    return { fault: { offset, length, message: `${bare.type}: ${bare.message}` } };
  }
  const { module, fault } = parseModule(`(${text}\n)`, { version });
  const [statement, ...more] = module?.body ?? [];
  if (statement?.kind === 'expression' && more.length === 0 && text.trim() !== '')
    return { expression: statement.value };
  if (fault === undefined) return { fault: { offset: 0, length: text.length, message: 'SyntaxError: invalid syntax' } };
  const offset = Math.min(Math.max(0, fault.from - 1), text.length);
  const length = Math.max(1, Math.min(fault.to - 1, text.length) - offset);
  return { fault: { offset, length, message: `${fault.type}: ${fault.message}` } };
}
