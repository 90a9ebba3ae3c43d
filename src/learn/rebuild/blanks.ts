/* Lines with a blank, which is an open part of the right side, and the right line that fits the rest. */
import { type Expression, name, operands } from '../../language/expression.ts';
import type { Level } from './levels.ts';
import { type Line, lineText } from './networks.ts';

/** The text of a blank. */
export const BLANK = '____';

export function hasBlank(text: string): boolean {
  return text.includes(BLANK);
}

/** A line with one part of its right side left open. A line of one name has no part. */
export function withBlank(line: Line, random: () => number): string {
  if (typeof line.value === 'string') return lineText(line);
  const parts = partsOf(line.value).filter(({ kind }) => kind !== 'number' && kind !== 'fill');
  const part = parts[Math.floor(random() * parts.length)];
  return part === undefined ? lineText(line) : lineText({ ...line, value: replaced(line.value, part) });
}

/** The parts inside of an expression. */
function partsOf(expression: Expression): readonly Expression[] {
  return operands(expression).flatMap((part) => [part, ...partsOf(part)]);
}

/** The expression with one of its parts left open. */
function replaced(expression: Expression, part: Expression): Expression {
  if (expression === part) return name(BLANK);
  switch (expression.kind) {
    case 'binary':
      return { ...expression, left: replaced(expression.left, part), right: replaced(expression.right, part) };
    case 'call':
      return { ...expression, argument: replaced(expression.argument, part) };
    case 'transpose':
    case 'negate':
    case 'index':
    case 'clip':
      return { ...expression, of: replaced(expression.of, part) };
    case 'rows':
      return { ...expression, of: replaced(expression.of, part), at: replaced(expression.at, part) };
    default:
      return expression;
  }
}

/** The right line that a line with a blank comes from; the line itself where none fits. */
export function filledLine(line: string, { solution, pieces }: Level): string {
  const indent = line.slice(0, line.length - line.trimStart().length);
  const own = line.trim();
  const parts = own.split(BLANK);
  const all = [...solution, ...pieces.map((piece) => piece.solution)];
  const fits = (text: string): boolean => {
    let at = 0;
    for (const [i, part] of parts.entries()) {
      const found = i === 0 ? (text.startsWith(part) ? 0 : -1) : text.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return parts.at(-1) === '' || text.endsWith(parts.at(-1) as string);
  };
  // Another name for the value does not change which line it is.
  const target = own.split(/\s*[-+*]?=/)[0];
  const found = all.find(fits) ?? all.find((text) => text.split(/\s*[-+*]?=/)[0] === target);
  return found === undefined ? line : indent + found.trim();
}
