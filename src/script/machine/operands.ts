/* The operands of the operation at an instruction, as the script writes them: errors about shapes name the arrays. */
import { parseModule } from '../syntax/module.ts';
import type { Expression, Place, Statement } from '../syntax/tree.ts';
import type { Code } from './code.ts';
import type { Operands } from './values.ts';

/** The longest text that is used as a name. */
const LONGEST = 40;

/** The operands of a binary operation, an assignment in place, or a call with two arrays. Those without a short text are missing. */
export function operandsAt(code: Code, instruction: number): Partial<Operands> | undefined {
  if (code.hidden) return undefined;
  const { text, version } = code.source;
  const { from, to } = code.placeOf(instruction);
  // Parentheses let an expression continue in the next line.
  const piece = text.slice(from, to);
  const source = `(${piece}\n)`;
  const statement = parsed(source, version) ?? parsed(piece, version);
  if (statement === undefined) return undefined;
  const own = statement.kind === 'augmented' ? piece : source;
  const name = (place: Place | undefined): string | undefined => {
    const found = place === undefined ? '' : own.slice(place.from, place.to).replace(/\s+/g, ' ');
    return found === '' || found.length > LONGEST ? undefined : found;
  };
  if (statement.kind === 'augmented') return named(name(statement.target), name(statement.value), true);
  if (statement.kind !== 'expression') return undefined;
  const [first, second] = operandsOf(statement.value);
  return named(name(first), name(second), false);
}

function parsed(source: string, version: 2 | 3): Statement | undefined {
  return parseModule(source, { version }).module?.body[0];
}

function operandsOf(e: Expression): readonly (Place | undefined)[] {
  switch (e.kind) {
    case 'binary':
      return [e.left, e.right];
    case 'comparison':
      return [e.first, e.rest[0]];
    case 'subscript':
      return [e];
    case 'call': {
      const given = e.arguments.filter(({ kind }) => kind === 'positional').map(({ value }) => value);
      // `X.dot(W)` has its first array before the point.
      return given.length === 1 && e.callee.kind === 'attribute' ? [e.callee.object, given[0]] : given;
    }
    default:
      return [];
  }
}

function named(first: string | undefined, second: string | undefined, isInPlace: boolean): Partial<Operands> {
  return { ...(first === undefined ? {} : { first }), ...(second === undefined ? {} : { second }), isInPlace };
}
