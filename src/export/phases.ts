import { takenOver } from '../engine/machine/taken-over.ts';
import { type CarriedName, carriedNames } from '../language/carry-over.ts';
import type { CellValue } from '../language/change.ts';
import { isSameLine } from '../language/diff.ts';
import { draws, type Expression, type Fill, operands } from '../language/expression.ts';
import type { Program, Statement } from '../language/program.ts';
import { inferShapes, type Shapes } from '../language/shapes.ts';
import { buildProgram } from '../network/build.ts';
import { changesFor, settingsAfter } from '../network/edits.ts';
import type { NetworkSettings } from '../network/settings.ts';
import type { ScriptSource } from './source.ts';

/** A part of a run in which nothing is changed: what begins it, and the iterations that follow. */
export interface Phase {
  readonly settings: NetworkSettings;
  readonly program: Program;
  readonly shapes: Shapes;
  /** Completed iterations at its beginning and at its end; the same where the next begins at once. */
  readonly from: number;
  readonly to: number;
  /** What goes on from the program before; undefined where there is none, or it is the same one. */
  readonly carriedOver: readonly CarriedName[] | undefined;
  /** What is set then. */
  readonly cells: readonly CellValue[];
  /** The completed iterations from which on each counter counts, by what it counts. */
  readonly begun: ReadonlyMap<string, number>;
  /** Whether there is a prediction already before its first iteration, and so an error. */
  readonly isPredicted: boolean;
}

/** What is known at the end of a phase: the lines that hold what they compute. */
interface Ended {
  readonly phase: Phase;
  readonly hasRun: (line: number) => boolean;
}

/** The parts of a run, as `engine/machine/changing-machine.ts` makes changes: one that is replaced at once need not begin. */
export function phasesOf({ settings, plan, dataset, iterations }: ScriptSource): readonly Phase[] {
  const examples = dataset.train.inputs.rows;
  const program = buildProgram(settings, examples);
  const due = plan.filter(({ at }) => at <= iterations);
  const changes = changesFor(due, settings, program, examples);
  let own = settings;
  let ended: Ended = begin({ settings, program, iterations: [0, due[0]?.at ?? iterations] });
  const phases = [ended.phase];
  changes.forEach(({ at, program: next, cells }, index) => {
    own = settingsAfter(own, due[index]?.edits ?? []);
    const end = due[index + 1]?.at ?? iterations;
    const isReplaced = cells.length === 0 && due[index + 1]?.at === at;
    if (isReplaced) return;
    ended = follow(ended, { settings: own, program: next, iterations: [at, end] }, cells);
    phases.push(ended.phase);
  });
  return phases;
}

interface Span {
  readonly settings: NetworkSettings;
  readonly program: Program;
  readonly iterations: readonly [from: number, to: number];
}

function begin({ settings, program, iterations: [from, to] }: Span): Ended {
  const begun = new Map(program.counters?.map(({ of }) => [of, from]));
  const shapes = inferShapes(program);
  const phase = { settings, program, shapes, from, to, carriedOver: undefined, cells: [], begun, isPredicted: false };
  return { phase, hasRun: () => to > from };
}

function follow({ phase: before, hasRun }: Ended, span: Span, cells: readonly CellValue[]): Ended {
  const { settings, program } = span;
  const [from, to] = span.iterations;
  const isSame = program === before.program;
  const shapes = isSame ? before.shapes : inferShapes(program);
  const own = { program, shapes };
  const carriedOver = isSame ? undefined : carriedMatrices(before, own);
  const goingOn = new Set(carriedOver?.flatMap(({ name, from }) => (name === from ? [name] : [])));
  const taken = isSame ? undefined : takenOver(own, before, goingOn, hasRun);
  const isKnown = taken === undefined ? hasRun : (line: number) => taken.lines.has(line);
  const errorLine = program.iteration.findLastIndex(({ target }) => target === program.roles.error);
  const goesOn = new Set(carriedOver?.map(({ name }) => name));
  const begun = new Map(
    program.counters?.map(({ name, of }) => [of, isSame || goesOn.has(name) ? (before.begun.get(of) ?? from) : from]),
  );
  const isPredicted = isKnown(errorLine) || (program.evaluation !== undefined && from > 0);
  const phase = { settings, program, shapes, from, to, carriedOver, cells, begun, isPredicted };
  return { phase, hasRun: to > from ? () => true : isKnown };
}

interface Shaped {
  readonly program: Program;
  readonly shapes: Shapes;
}

/** What one iteration leaves to the next, over a change of program, as `Machine.takeOver` has it. */
export function carriedMatrices(before: Shaped, after: Shaped): readonly CarriedName[] {
  const changing = new Set(after.program.iteration.map(({ target }) => target));
  const kept = new Set(after.program.setup.map(({ target }) => target).filter((name) => changing.has(name)));
  return carriedNames(before, after).filter(({ name }) => kept.has(name));
}

/** A line of the setup of a program that takes the place of another. */
export type Beginning =
  | { readonly kind: 'line'; readonly statement: Statement }
  /** What it sets goes on; its numbers are drawn all the same, since those after it come from the same stream. */
  | { readonly kind: 'drawn'; readonly name: string; readonly fills: readonly Fill[] };

/** What begins anew where one program takes the place of another, in the order of its setup. */
export function beginnings(before: Program, after: Program, goingOn: readonly CarriedName[]): readonly Beginning[] {
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
