import { binary, type Expression, name, negate, number } from '../../../src/language/expression.ts';
import { printStatement } from '../../../src/language/print.ts';
import type { Program, Statement } from '../../../src/language/program.ts';
import { inferShapes } from '../../../src/language/shapes.ts';

/** A program with one changed line. */
export interface Mutant {
  /** `scaled: l1 = sigmoid(l0 @ syn0) → l1 = 1.01 * sigmoid(l0 @ syn0)` */
  readonly words: string;
  readonly program: Program;
}

/**
 * All programs with one line missing, of the other sign, scaled, raised a little, without a part, with another limit or another matrix of the
 * same shape, or after its next line.
 */
export function mutantsOf(program: Program): readonly Mutant[] {
  const shapes = inferShapes(program);
  // The numbers of the rows of a batch are no values: for an activation they are only large.
  const others = [...shapes].filter(([also]) => also !== program.batches?.rows);
  const other = (own: string): string | undefined => {
    const { rows, columns } = shapes.get(own) ?? { rows: 0, columns: 0 };
    return others.find(([also, shape]) => also !== own && shape.rows === rows && shape.columns === columns)?.[0];
  };
  return program.iteration.flatMap((statement, line): readonly Mutant[] => {
    const { value, operator } = statement;
    const changed = (kind: string, lines: readonly Statement[]): Mutant => ({
      words: `${kind}: ${printStatement(statement)} → ${lines.map(printStatement).join()}`,
      program: { ...program, iteration: program.iteration.toSpliced(line, 1, ...lines) },
    });
    const withValue = (kind: string, own: Expression): Mutant => changed(kind, [{ ...statement, value: own }]);
    return [
      changed('missing', []),
      withValue('sign', negate(value)),
      withValue('scaled', binary('*', number(1.01), value)),
      withValue('raised', binary('+', value, number(0.001))),
      ...laterLine(program, line),
      ...(operator === '=' ? [] : [changed('operator', [{ ...statement, operator: operator === '+=' ? '-=' : '+=' }])]),
      ...replaced(value, (part) => (part.kind === 'binary' ? part.left : undefined)).map((own) =>
        withValue('left part', own),
      ),
      ...replaced(value, (part) => (part.kind === 'binary' ? part.right : undefined)).map((own) =>
        withValue('right part', own),
      ),
      ...replaced(value, (part) => (part.kind === 'clip' ? part.of : undefined)).map((own) =>
        withValue('without limits', own),
      ),
      ...replaced(value, (part) => (part.kind === 'clip' ? { ...part, low: part.low / 2 } : undefined)).map((own) =>
        withValue('lower limit', own),
      ),
      ...replaced(value, (part) => (part.kind === 'clip' ? { ...part, high: 2 * part.high } : undefined)).map((own) =>
        withValue('upper limit', own),
      ),
      ...replaced(value, (part) => (part.kind === 'call' ? part.argument : undefined)).map((own) =>
        withValue('without function', own),
      ),
      ...replaced(value, (part) => {
        const found = part.kind === 'name' ? other(part.name) : undefined;
        return found === undefined ? undefined : name(found);
      }).map((own) => withValue('other matrix', own)),
    ];
  });
}

/** The program in which a line runs after its next one. */
function laterLine(program: Program, line: number): readonly Mutant[] {
  const [own, next] = program.iteration.slice(line, line + 2);
  if (own === undefined || next === undefined) return [];
  const words = `later: ${printStatement(own)} after ${printStatement(next)}`;
  return [{ words, program: { ...program, iteration: program.iteration.toSpliced(line, 2, next, own) } }];
}

/** The expressions in which one part is replaced. */
function replaced(expression: Expression, change: (part: Expression) => Expression | undefined): readonly Expression[] {
  const own = change(expression);
  const within = <Key extends string>(key: Key): readonly Expression[] =>
    replaced((expression as unknown as Record<Key, Expression>)[key], change).map(
      (part) => ({ ...expression, [key]: part }) as Expression,
    );
  const inner = (): readonly Expression[] => {
    switch (expression.kind) {
      case 'transpose':
      case 'index':
      case 'negate':
      case 'clip':
        return within('of');
      case 'rows':
        return [...within('of'), ...within('at')];
      case 'binary':
        return [...within('left'), ...within('right')];
      case 'call':
        return within('argument');
      default:
        return [];
    }
  };
  return [...(own === undefined ? [] : [own]), ...inner()];
}
