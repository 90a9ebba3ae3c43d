import { isSameLine } from '../../language/diff.ts';
import type { Expression } from '../../language/expression.ts';
import { mentions } from '../../language/expression.ts';
import type { Program, Statement } from '../../language/program.ts';
import { type Shapes, sameShape } from '../../language/shapes.ts';

/** A program and the shapes of its names. */
export interface Shaped {
  readonly program: Program;
  readonly shapes: Shapes;
}

/** What a program knows from its start because the one before has computed it. */
export interface TakenOver {
  /** Lines of its iteration, each with the line of the other that has computed the same. */
  readonly lines: ReadonlyMap<number, number>;
  /** Whether its errors of all examples are what they were. */
  readonly error: boolean;
}

export const nothingTakenOver: TakenOver = { lines: new Map(), error: false };

/**
 * What one program makes of the state that it takes over from another is known where the same line has made it of the same
 * values. A value that lives from one iteration to the next may go on under its name, whatever its line is now.
 * @param goingOn the names of those that do.
 * @param hasRun whether a line of the other has.
 */
export function takenOver(
  to: Shaped,
  from: Shaped,
  goingOn: ReadonlySet<string>,
  hasRun: (line: number) => boolean,
): TakenOver {
  const unlike = new Set<string>();
  const isKnown = (part: Expression): boolean => [...unlike].every((name) => !mentions(part, name));
  const isTaken = (line: Statement, other: Statement): boolean =>
    isSameLine(line, other) &&
    isSameShape(line.target, to, from) &&
    isKnown(line.value) &&
    (line.operator === '=' || !unlike.has(line.target)) &&
    (line.when === undefined || isKnown(line.when));
  const lines = new Map<number, number>();
  const [own, others] = [to.program.iteration, from.program.iteration];
  for (const { target } of to.program.setup) {
    const isState = own.some((line) => line.target === target);
    if (isState && !goingOn.has(target)) unlike.add(target);
  }
  own.forEach((line, index) => {
    const { target } = line;
    const [mine, theirs] = [placesOf(target, own), placesOf(target, others)];
    const source = theirs[mine.indexOf(index)];
    const lasts = outlivesIteration(own[mine[0] as number] as Statement);
    const goesOn = lasts && mine.length === 1 && theirs.length === 1 && !unlike.has(target);
    const isKnownLine = source !== undefined && hasRun(source) && (!lasts || mine.length === theirs.length);
    if (isKnownLine && (goesOn || isTaken(line, others[source] as Statement))) lines.set(index, source);
    else if (!lasts) unlike.add(target);
  });
  const { evaluation, roles } = to.program;
  if (evaluation === undefined) {
    const isWhole = from.program.evaluation === undefined;
    return { lines, error: isWhole && placesOf(roles.error, own).every((line) => lines.has(line)) };
  }
  const before = from.program.evaluation?.lines ?? [];
  const error = evaluation.lines.every((line, index) => {
    const other = before[index];
    return other !== undefined && isTaken(line, other);
  });
  return { lines, error };
}

function isSameShape(name: string, to: Shaped, from: Shaped): boolean {
  const [own, other] = [to.shapes.get(name), from.shapes.get(name)];
  return own !== undefined && other !== undefined && sameShape(own, other);
}

/** The lines that assign to a name. */
function placesOf(name: string, lines: readonly Statement[]): readonly number[] {
  return lines.flatMap(({ target }, index) => (target === name ? [index] : []));
}

/** Whether what a name holds at the end of an iteration counts in the next: its first line there does not replace it. */
function outlivesIteration({ target, operator, value, when }: Statement): boolean {
  return operator !== '=' || when !== undefined || mentions(value, target);
}
