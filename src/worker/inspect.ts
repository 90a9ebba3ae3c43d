import { Examiner } from '../engine/examiner.ts';
import { type Cell, type CurrentValues, cellText, type Explanation, explain } from '../engine/explain.ts';
import { finish, type Replay } from '../engine/run/pieces.ts';
import type { Position, Run } from '../engine/run/run.ts';
import type { TrainingRun } from '../engine/run/training-run.ts';
import { isSameLine } from '../language/diff.ts';
import { inferDtypes } from '../language/dtypes.ts';
import { draws, mentions } from '../language/expression.ts';
import { printExpression } from '../language/print.ts';
import type { Statement } from '../language/program.ts';
import { forwardOf, predictingLine } from '../language/reads.ts';
import { inferShapes } from '../language/shapes.ts';
import type { Inspection } from './protocol.ts';

/** The most cells of a column that are explained. */
const MOST_ROWS = 200;

type Answer = Omit<Inspection, 'type' | 'run'>;

/**
 * Explains a cell of a line where the line last ran: later lines may have changed the matrices that it read. In place of a
 * line that has not run yet, it explains the next line, as it is about to run. The run stays where it is.
 */
export function inspectLine(training: TrainingRun, line: number, cell: Cell): Answer {
  return finish(inspecting(training, line, cell));
}

/** `inspectLine` in pieces. */
export function* inspecting(training: TrainingRun, line: number, cell: Cell): Replay<Answer> {
  const { iteration } = training;
  const explainIn = (own: number, at: number): Replay<Answer> =>
    training.visiting({ iteration: own, line: at }, (there) => explainHere(there, { iteration: own, line: at }, cell));
  const ran = line < training.line ? iteration : iteration - 1;
  if (ran >= 0 && keepsOperands(training, line)) return explainHere(training, { iteration: ran, line }, cell);
  if (iteration > 0 && line >= training.line) {
    // The iteration before may have had another program.
    const there = training.programAfter(iteration - 1).iteration[line];
    if (there !== undefined && isSameLine(there, training.program.iteration[line] as Statement)) {
      return yield* explainIn(iteration - 1, line);
    }
  }
  return yield* explainIn(iteration, Math.min(line, training.line));
}

/**
 * Explains a cell of a line for a row that is no example, with the current parameters. A line that only examples with targets have is
 * explained as `inspecting` does.
 */
export function* inspectingAsked(
  training: TrainingRun,
  line: number,
  cell: Cell,
  asked: readonly number[],
): Replay<Answer> {
  const { program, iteration } = training;
  const statement = predictingLine(program, line);
  const { examples } = forwardOf(program);
  if (statement === undefined || training.valueOf(examples).columns !== asked.length) {
    return yield* inspecting(training, line, cell);
  }
  const row = { rows: 1, columns: asked.length, data: Float64Array.from(asked) };
  const values = new Examiner(training, 1).valuesFor(row);
  const { target, value } = statement;
  const matrix = values.valueOf(target);
  const own = { row: 0, column: Math.max(0, Math.min(matrix.columns - 1, cell.column)) };
  const rowNames = [examples, ...forwardOf(program).lines.map((each) => each.target)];
  const explanation = withUnknownRow(explain(value, own, values), rowNames);
  return {
    statement,
    line,
    cell: { row: cell.row, column: own.column },
    name: unknownRow(cellText(target, own, matrix), rowNames),
    iteration,
    before: undefined,
    after: explanation.value,
    explanation,
    column: [],
    firstRow: 0,
    isAsked: true,
  };
}

/** `l1[0,2]` → `l1[?,2]`: the row of a matrix with one row for each example. */
function unknownRow(text: string, names: readonly string[]): string {
  return text.replace(/\b(\w+)\[0,/g, (whole, name: string) => (names.includes(name) ? `${name}[?,` : whole));
}

function withUnknownRow(explanation: Explanation, names: readonly string[]): Explanation {
  const renamed = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(renamed);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(
      Object.entries(part).map(([key, own]) => [key, key === 'text' ? unknownRow(String(own), names) : renamed(own)]),
    );
  };
  return renamed(explanation) as Explanation;
}

/** True when no line since line `line` ran, and no change, has assigned to anything that it reads or writes: it need not run again. */
function keepsOperands(training: TrainingRun, line: number): boolean {
  const { iteration, evaluation } = training.program;
  const { target, operator, value, when } = iteration[line] as Statement;
  if (operator !== '=' || draws(value) || !training.hasRun(line)) return false;
  const since =
    line < training.line
      ? iteration.slice(line, training.line)
      : [...iteration.slice(line), ...iteration.slice(0, training.line), ...(evaluation?.lines ?? [])];
  const isAssigned = (name: string): boolean => since.some((later, i) => i > 0 && later.target === name);
  const isRead = (name: string): boolean => mentions(value, name) || (when !== undefined && mentions(when, name));
  const isKept = !isRead(target) && !isAssigned(target) && !since.some((later) => isRead(later.target));
  return isKept && (line < training.line || !training.isChangedHere);
}

function explainHere(training: Run, { iteration, line }: Position, asked: Cell): Answer {
  const statement = training.program.iteration[line] as Statement;
  const { target, operator, value } = statement;
  const current = {
    shapes: inferShapes(training.program),
    dtypes: inferDtypes(training.program),
    valueOf: (name: string) => training.valueOf(name),
  };
  const matrix = training.valueOf(target);
  const cell = {
    row: Math.max(0, Math.min(matrix.rows - 1, asked.row)),
    column: Math.max(0, Math.min(matrix.columns - 1, asked.column)),
  };
  const explanation = explainLine(training, statement, cell, current);
  const before = operator === '=' ? undefined : matrix.data[cell.row * matrix.columns + cell.column];
  const rows = Math.min(MOST_ROWS, matrix.rows);
  const first = Math.max(0, Math.min(cell.row - Math.floor(rows / 2), matrix.rows - rows));
  const inColumn = Array.from({ length: rows }, (_, row) => ({ row: first + row, column: cell.column }));
  const valueAt = (at: Cell): number => matrix.data[at.row * matrix.columns + at.column] as number;
  return {
    statement,
    line,
    cell,
    name: cellText(target, cell, matrix),
    iteration: iteration + 1,
    before,
    after: before === undefined ? explanation.value : before + (operator === '-=' ? -1 : 1) * explanation.value,
    explanation,
    firstRow: first,
    column:
      explanation.kind === 'drawn'
        ? inColumn.map((at) => ({ kind: 'drawn', text: cellText(target, at, matrix), value: valueAt(at) }))
        : isComputed(explanation) && isOfCells(explanation)
          ? inColumn.map((at) => explain(value, at, current))
          : [],
  };
}

/** A random draw is explained after its line has run; a line whose condition is 0 leaves the cell as it is. */
function explainLine(
  training: Run,
  { target, value, when }: Statement,
  cell: Cell,
  current: CurrentValues,
): Explanation {
  const cellOf = (): number => {
    const { columns, data } = training.valueOf(target);
    return data[cell.row * columns + cell.column] as number;
  };
  const condition = when === undefined ? undefined : explain(when, { row: 0, column: 0 }, current);
  if (condition?.value === 0) return { kind: 'skipped', text: target, value: cellOf(), when: condition };
  if (!draws(value)) return explain(value, cell, current);
  training.advance();
  return { kind: 'drawn', text: printExpression(value), value: cellOf() };
}

/** True when the value is computed from cells, not copied from one. */
function isComputed({ kind }: Explanation): boolean {
  return kind === 'cells' || kind === 'call' || kind === 'clip';
}

/** True when the value is made of single cells only: then the whole column can be explained. */
function isOfCells(part: Explanation): boolean {
  switch (part.kind) {
    case 'given':
      return true;
    case 'negate':
    case 'cast':
    case 'clip':
    case 'call':
      return isOfCells(part.of);
    case 'cells':
      return isOfCells(part.left) && isOfCells(part.right);
    case 'row':
      return isOfCells(part.at) && isOfCells(part.of);
    case 'drawn':
    case 'skipped':
    case 'product':
    case 'fold':
      return false;
  }
}
