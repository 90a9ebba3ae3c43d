import type { Shaped } from '../../language/carry-over.ts';
import { isSameLine } from '../../language/diff.ts';
import { type Expression, mentions } from '../../language/expression.ts';
import { hasRoles, type Statement } from '../../language/program.ts';
import { sameShape } from '../../language/shapes.ts';

/** The values that carry over from the program before, which has computed the same ones. */
export interface CarriedValues {
  /** Lines of the new iteration, each with the line of the old one that has computed the same value. */
  readonly lines: ReadonlyMap<number, number>;
  /** True when the error of all examples carries over. */
  readonly error: boolean;
}

export const nothingCarried: CarriedValues = { lines: new Map(), error: false };

/**
 * The values that carry over when one program replaces another: those of lines that both programs have, computed from values that
 * carry over too. The value of a name that outlives an iteration can carry over even when its line is a different one now.
 * @param carried the names that outlive an iteration and whose matrices carry over.
 * @param hasRun true for lines of the old program that have run.
 */
export function carriedValues(
  to: Shaped,
  from: Shaped,
  carried: ReadonlySet<string>,
  hasRun: (line: number) => boolean,
): CarriedValues {
  // The same line gives other values with other floats.
  if ((to.program.precision ?? 'float64') !== (from.program.precision ?? 'float64')) return nothingCarried;
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
    if (isState && !carried.has(target)) changed.add(target);
  }
  own.forEach((line, index) => {
    const { target } = line;
    const [ownLines, otherLines] = [linesAssigning(target, own), linesAssigning(target, others)];
    const source = otherLines[ownLines.indexOf(index)];
    const outlives = outlivesIteration(own[ownLines[0] as number] as Statement);
    const carriesOver = outlives && ownLines.length === 1 && otherLines.length === 1 && !changed.has(target);
    const hasSource = source !== undefined && hasRun(source) && (!outlives || ownLines.length === otherLines.length);
    if (hasSource && (carriesOver || isSameValue(line, others[source] as Statement))) lines.set(index, source);
    else if (!outlives) changed.add(target);
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

/**
 * True when the next iteration reads the value of a name, because this first line that assigns to it does not replace the value.
 */
function outlivesIteration({ target, operator, value, when }: Statement): boolean {
  return operator !== '=' || when !== undefined || mentions(value, target);
}
