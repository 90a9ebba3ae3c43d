import { isSameLine } from '../../language/diff.ts';
import type { Expression } from '../../language/expression.ts';
import { mentions } from '../../language/expression.ts';
import { hasRoles, type Program, type Statement } from '../../language/program.ts';
import { type Shapes, sameShape } from '../../language/shapes.ts';

/** A program and the shapes of its names. */
export interface Shaped {
  readonly program: Program;
  readonly shapes: Shapes;
}

/** The values that a program knows from its start, because the program before has computed them. */
export interface CarriedValues {
  /** Lines of the new iteration, each with the line of the old one that has computed the same value. */
  readonly lines: ReadonlyMap<number, number>;
  /** True when the error of all examples is the old one. */
  readonly error: boolean;
}

export const nothingCarried: CarriedValues = { lines: new Map(), error: false };

/**
 * The values that go on when one program takes the place of another: those of lines that both have, computed from values that go on
 * too. The value of a name that lives from one iteration to the next may go on even when its line is another one now.
 * @param goingOn the names whose values live from one iteration to the next and go on.
 * @param hasRun true for lines of the old program that have run.
 */
export function carriedValues(
  to: Shaped,
  from: Shaped,
  goingOn: ReadonlySet<string>,
  hasRun: (line: number) => boolean,
): CarriedValues {
  const changed = new Set<string>();
  const isKnown = (part: Expression): boolean => [...changed].every((name) => !mentions(part, name));
  const isSameValue = (line: Statement, other: Statement): boolean =>
    isSameLine(line, other) &&
    hasSameShape(line.target, to, from) &&
    isKnown(line.value) &&
    (line.operator === '=' || !changed.has(line.target)) &&
    (line.when === undefined || isKnown(line.when));
  const lines = new Map<number, number>();
  const [own, others] = [to.program.iteration, from.program.iteration];
  for (const { target } of to.program.setup) {
    const isState = own.some((line) => line.target === target);
    if (isState && !goingOn.has(target)) changed.add(target);
  }
  own.forEach((line, index) => {
    const { target } = line;
    const [mine, theirs] = [linesAssigning(target, own), linesAssigning(target, others)];
    const source = theirs[mine.indexOf(index)];
    const lasts = outlivesIteration(own[mine[0] as number] as Statement);
    const goesOn = lasts && mine.length === 1 && theirs.length === 1 && !changed.has(target);
    const hasSource = source !== undefined && hasRun(source) && (!lasts || mine.length === theirs.length);
    if (hasSource && (goesOn || isSameValue(line, others[source] as Statement))) lines.set(index, source);
    else if (!lasts) changed.add(target);
  });
  const { program } = to;
  const { evaluation } = program;
  if (evaluation === undefined) {
    const isWhole = from.program.evaluation === undefined && hasRoles(program, 'error');
    return { lines, error: isWhole && linesAssigning(program.roles.error, own).every((line) => lines.has(line)) };
  }
  const before = from.program.evaluation?.lines ?? [];
  const error = evaluation.lines.every((line, index) => {
    const other = before[index];
    return other !== undefined && isSameValue(line, other);
  });
  return { lines, error };
}

function hasSameShape(name: string, to: Shaped, from: Shaped): boolean {
  const [own, other] = [to.shapes.get(name), from.shapes.get(name)];
  return own !== undefined && other !== undefined && sameShape(own, other);
}

function linesAssigning(name: string, lines: readonly Statement[]): readonly number[] {
  return lines.flatMap(({ target }, index) => (target === name ? [index] : []));
}

/** True when the value of a name at the end of an iteration counts in the next: its first line there does not replace it. */
function outlivesIteration({ target, operator, value, when }: Statement): boolean {
  return operator !== '=' || when !== undefined || mentions(value, target);
}
