import { draws, type Expression, type Fill, operands } from '../language/expression.ts';
import { isSameLine } from '../language/origin.ts';
import type { Program, Statement } from '../language/program.ts';
import type { Shapes } from '../language/shapes.ts';
import { type Heir, heirs } from '../language/succession.ts';

interface Shaped {
  readonly program: Program;
  readonly shapes: Shapes;
}

/** What one iteration leaves to the next, over a change of program, as `Machine.takeOver` has it. */
export function heritage(before: Shaped, after: Shaped): readonly Heir[] {
  const changing = new Set(after.program.iteration.map(({ target }) => target));
  const kept = new Set(after.program.setup.map(({ target }) => target).filter((name) => changing.has(name)));
  return heirs(before, after).filter(({ name }) => kept.has(name));
}

/** A line of the setup of a program that takes the place of another. */
export type Beginning =
  | { readonly kind: 'line'; readonly statement: Statement }
  /** What it sets goes on; its numbers are drawn all the same, since those after it come from the same stream. */
  | { readonly kind: 'drawn'; readonly name: string; readonly fills: readonly Fill[] };

/** What begins anew where one program takes the place of another, in the order of its setup. */
export function beginnings(before: Program, after: Program, goingOn: readonly Heir[]): readonly Beginning[] {
  const names = new Set(goingOn.map(({ name }) => name));
  const settled = new Set(before.iteration.map(({ target }) => target));
  const isNew = (line: Statement): boolean =>
    !names.has(line.target) && (settled.has(line.target) || !before.setup.some((other) => isSameLine(other, line)));
  const lastDrawn = after.setup.findLastIndex((line) => isNew(line) && draws(line.value));
  return after.setup.flatMap((statement, index): Beginning[] => {
    if (isNew(statement)) return [{ kind: 'line', statement }];
    if (index > lastDrawn || !draws(statement.value)) return [];
    return [{ kind: 'drawn', name: statement.target, fills: drawnIn(statement.value) }];
  });
}

export function draw(lines: readonly Beginning[]): boolean {
  return lines.some((line) => line.kind === 'drawn' || draws(line.statement.value));
}

function drawnIn(expression: Expression): readonly Fill[] {
  if (expression.kind === 'fill') return draws(expression) ? [expression] : [];
  return operands(expression).flatMap(drawnIn);
}
