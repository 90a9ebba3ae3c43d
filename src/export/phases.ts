import { carriedValues } from '../engine/machine/carried-values.ts';
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

/** A part of a run without changes: the change that begins it, and the iterations that follow. */
export interface Phase {
  readonly settings: NetworkSettings;
  readonly program: Program;
  readonly shapes: Shapes;
  /** Completed iterations at the beginning and at the end; equal when the next phase begins at once. */
  readonly from: number;
  readonly to: number;
  /** The matrices carried over from the program before; undefined when there is none, or it is the same one. */
  readonly carriedOver: readonly CarriedName[] | undefined;
  /** The cells that are set at the beginning. */
  readonly cells: readonly CellValue[];
  /** The completed iterations at which each counter began, by what it counts: `mini-batches`. */
  readonly countedFrom: ReadonlyMap<string, number>;
  /** True when there is a prediction, and so an error, before the first iteration. */
  readonly isPredicted: boolean;
}

/** A phase at its end. `hasRun` is true for the lines whose results are still valid. */
interface EndedPhase {
  readonly phase: Phase;
  readonly hasRun: (line: number) => boolean;
}

/** The phases of a run, following `engine/machine/changing-machine.ts`. A program that is replaced at once has no phase. */
export function phasesOf({ settings, plan, dataset, iterations }: ScriptSource): readonly Phase[] {
  const examples = dataset.train.inputs.rows;
  const program = buildProgram(settings, examples);
  const due = plan.filter(({ at }) => at <= iterations);
  const changes = changesFor(due, settings, program, examples);
  let own = settings;
  let ended: EndedPhase = begin({ settings, program, iterations: [0, due[0]?.at ?? iterations] });
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

function begin({ settings, program, iterations: [from, to] }: Span): EndedPhase {
  const countedFrom = new Map(program.counters?.map(({ of }) => [of, from]));
  const shapes = inferShapes(program);
  const phase = {
    settings,
    program,
    shapes,
    from,
    to,
    carriedOver: undefined,
    cells: [],
    countedFrom,
    isPredicted: false,
  };
  return { phase, hasRun: () => to > from };
}

function follow({ phase: before, hasRun }: EndedPhase, span: Span, cells: readonly CellValue[]): EndedPhase {
  const { settings, program } = span;
  const [from, to] = span.iterations;
  const isSame = program === before.program;
  const shapes = isSame ? before.shapes : inferShapes(program);
  const own = { program, shapes };
  const carriedOver = isSame ? undefined : carriedNames(before, own);
  const unrenamed = new Set(carriedOver?.flatMap(({ name, from: old }) => (name === old ? [name] : [])));
  const values = isSame ? undefined : carriedValues(own, before, unrenamed, hasRun);
  const isKnown = values === undefined ? hasRun : (line: number) => values.lines.has(line);
  const errorLine = program.iteration.findLastIndex(({ target }) => target === program.roles.error);
  const names = new Set(carriedOver?.map(({ name }) => name));
  const countedFrom = new Map(
    program.counters?.map(({ name, of }) => [
      of,
      isSame || names.has(name) ? (before.countedFrom.get(of) ?? from) : from,
    ]),
  );
  const isPredicted = isKnown(errorLine) || (program.evaluation !== undefined && from > 0);
  const phase = { settings, program, shapes, from, to, carriedOver, cells, countedFrom, isPredicted };
  return { phase, hasRun: to > from ? () => true : isKnown };
}

/** A line of the setup of a program that replaces another one in the middle of a run. */
export type SetupLine =
  | { readonly kind: 'line'; readonly statement: Statement }
  /** Its matrix is carried over. Its numbers are drawn and dropped, since the lines after it draw from the same stream. */
  | { readonly kind: 'drawn'; readonly name: string; readonly fills: readonly Fill[] };

/** The setup lines to run when one program replaces another: those whose matrices are not carried over. */
export function setupLines(before: Program, after: Program, carriedOver: readonly CarriedName[]): readonly SetupLine[] {
  const names = new Set(carriedOver.map(({ name }) => name));
  const changing = new Set(before.iteration.map(({ target }) => target));
  const isNew = (line: Statement): boolean =>
    !names.has(line.target) && (changing.has(line.target) || !before.setup.some((other) => isSameLine(other, line)));
  const lastDrawn = after.setup.findLastIndex((line) => isNew(line) && draws(line.value));
  return after.setup.flatMap((statement, index): SetupLine[] => {
    if (isNew(statement)) return [{ kind: 'line', statement }];
    if (index > lastDrawn || !draws(statement.value)) return [];
    return [{ kind: 'drawn', name: statement.target, fills: drawnIn(statement.value) }];
  });
}

/** True when some line draws random numbers. */
export function drawsNumbers(lines: readonly SetupLine[]): boolean {
  return lines.some((line) => line.kind === 'drawn' || draws(line.statement.value));
}

function drawnIn(expression: Expression): readonly Fill[] {
  if (expression.kind === 'fill') return draws(expression) ? [expression] : [];
  return operands(expression).flatMap(drawnIn);
}
