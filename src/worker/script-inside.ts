/*
 * A look into a line of a script: the answer to `lookInside`. Everything happens in a run beside that of the session, in pieces between
 * its turns. The findings of the last look are kept until the run continues.
 */
import { plainText } from '../scenario/plain-text.ts';
import type { DebugRun } from '../script/debug/debug-run.ts';
import { cellIn, indexOf } from '../script/debug/inside/cells.ts';
import { explainStep } from '../script/debug/inside/explain.ts';
import type { Seen } from '../script/debug/inside/record.ts';
import { type Step, stepOf } from '../script/debug/inside/steps.ts';
import { lineWith, type Recorded, recording, type Stretch, stretchOf } from '../script/debug/inside/stretches.ts';
import { Trees } from '../script/debug/inside/trees.ts';
import { numbersOf, sameBits } from '../script/debug/numbers.ts';
import type { ScriptRun } from '../script/machine/script-run.ts';
import { readPath } from '../script/roles/path.ts';
import type { Cell } from './protocol.ts';
import type { ChosenStep, InsideQuestion, InsideReport, StepView } from './protocol-script.ts';
import { shapeText, shortNumber, valueText } from './script-texts.ts';
import { beginningOf } from './script-trainings.ts';

/** The most steps of a line in a report. */
const MOST_STEPS = 400;
/** The most numbers around the cell in a report. */
const WINDOW_ROWS = 60;
const WINDOW_COLUMNS = 24;
/** Arrays of at most this many numbers are written with them. */
const FEW_NUMBERS = 4;
/** The longest text of a step. */
const MOST_TEXT = 300;

type Answer = Omit<InsideReport, 'type' | 'run'>;

/** A step with its place in the list. */
interface Listed {
  readonly step: Step;
  readonly depth: number;
  readonly isClosed: boolean;
}

interface Found {
  readonly line: number;
  readonly time: number;
  readonly times: number;
  readonly iteration: number | undefined;
  readonly steps: readonly Listed[];
  readonly problem: string | undefined;
}

export class ScriptInside {
  #trees = new Trees();
  #stretch: Stretch | undefined;
  #before: Stretch | undefined;
  #found: Found | undefined;
  #work: Generator<void, Answer> | undefined;
  #debug: DebugRun | undefined;
  #lines = -1;

  /** True while a question waits for its answer. */
  get isBusy(): boolean {
    return this.#work !== undefined;
  }

  /** Forgets all findings: the run continues, or is another one. */
  forget(): void {
    [this.#stretch, this.#before, this.#found, this.#work] = [undefined, undefined, undefined, undefined];
  }

  /** Begins to answer a question; a question before it gets no answer. */
  ask(debug: DebugRun, question: InsideQuestion): void {
    if (debug !== this.#debug || debug.lines !== this.#lines) this.forget();
    [this.#debug, this.#lines] = [debug, debug.lines];
    this.#work = this.#answering(debug, question);
  }

  /** Goes on for a piece. @returns the answer, once it is known. */
  goOn(): Answer | undefined {
    const next = this.#work?.next();
    if (next?.done !== true) return undefined;
    this.#work = undefined;
    return next.value;
  }

  *#answering(debug: DebugRun, question: InsideQuestion): Generator<void, Answer> {
    const { lines: at } = debug;
    const { number } = question;
    const none = { number, at, ran: [], iteration: undefined, time: 0, times: 0, steps: [], step: 0 } as const;
    const nothing = (problem: string, line = question.line, ran: readonly number[] = []): Answer => {
      return { ...none, ran, line, problem, cell: question.cell, chosen: undefined };
    };
    if (at === 0) return nothing('no line has run yet: n runs the first one');
    const stretch = yield* this.#iteration(debug);
    if (stretch === undefined)
      return nothing('the lines of this iteration give other weights when they run again: their values are not shown');
    const ran = [...stretch.times.keys()].sort((one, other) => one - other);
    const line = question.line === undefined ? stretch.last : lineWith(debug.main, question.line);
    if (line === undefined) {
      const words = question.line === undefined ? 'no line of this file has run' : 'there is no statement in this line';
      return nothing(words, question.line, ran);
    }
    const found = yield* this.#find(debug, stretch, line, question.time);
    if (typeof found === 'string') return nothing(found, line, ran);
    const step = Math.max(0, Math.min(found.steps.length - 1, question.step));
    const shown = found.steps[step]?.step;
    const cell = shown?.seen === undefined ? question.cell : cellIn(shown.seen, question.cell);
    const { time, times, iteration, problem } = found;
    const steps = found.steps.map(viewOf);
    const chosen = shown === undefined ? undefined : this.#chosen(shown, cell);
    return { number, at, line, ran, iteration, time, times, problem, steps, step, cell, chosen };
  }

  /** The lines of this iteration; between two iterations, of the one before. */
  *#iteration(debug: DebugRun): Generator<void, Stretch | undefined> {
    if (this.#stretch !== undefined) return this.#stretch;
    const { scout, ...stretch } = yield* stretchOf(debug, debug.keptBefore, debug.lines, 'end');
    if (!isSameRun(debug, scout)) return undefined;
    this.#stretch = stretch;
    return stretch;
  }

  /** The lines before the training loop, where they are near. */
  *#setup(debug: DebugRun): Generator<void, Stretch> {
    this.#before ??= yield* stretchOf(debug, debug.keptFirst, Math.min(debug.lines, FEW_LINES), 'loop');
    return this.#before;
  }

  *#find(debug: DebugRun, last: Stretch, line: number, time: number | undefined): Generator<void, Found | string> {
    const isHere = last.times.has(line);
    const stretch = isHere || debug.roles === undefined ? last : yield* this.#setup(debug);
    const times = stretch.times.get(line);
    if (times === undefined) return notRun(debug, last, line);
    const isTraining = isHere && debug.roles !== undefined;
    const completed = debug.iteration - beginningOf(debug);
    const iteration = isTraining ? completed + (debug.linesSince > 0 ? 1 : 0) : undefined;
    const { at, count } = times;
    const first = count - at.length + 1;
    const recordAt = (own: number): Generator<void, Recorded> =>
      recording(debug, stretch.from, at[own - first] as number, debug.lines);
    const wanted = Math.max(first, Math.min(count, time ?? count));
    const known = this.#found;
    if (known?.line === line && known.time === wanted) return known;
    let own = wanted;
    let recorded = yield* recordAt(own);
    // The end of a loop has no value: its last item says more.
    if (time === undefined && own > first && recorded.kind === 'recorded' && isEndOfLoop(this.#stepOf(recorded))) {
      own--;
      recorded = yield* recordAt(own);
    }
    if (recorded.kind === 'tooLong') return `line ${line} takes too long to run again`;
    const step = this.#stepOf(recorded);
    const { raised, hasEnded } = recorded;
    const fault =
      raised === undefined ? undefined : `the line raised ${plainText(raised)}: parts of it were not evaluated`;
    const open = hasEnded ? undefined : 'the line has not ended: these are its parts so far';
    const long = stretch.isWhole ? undefined : 'the replay to this line is long: only its last times are known';
    this.#found = {
      line,
      time: own,
      times: count,
      iteration,
      steps: listOf(step),
      problem: fault ?? open ?? long,
    };
    return this.#found;
  }

  #stepOf({ code, recorder }: Recorded & { kind: 'recorded' }): Step {
    return stepOf(this.#trees, code, recorder.ran);
  }

  #chosen(step: Step, cell: Cell): ChosenStep | undefined {
    const { seen } = step;
    const numbers = seen?.numbers;
    if (seen === undefined || numbers === undefined || numbers.data.length === 0) return undefined;
    const flat = cell.row * numbers.columns + cell.column;
    const explanation = explainStep(this.#trees, step, indexOf(numbers.shape, flat));
    if (explanation === undefined) return undefined;
    const rows = Math.min(WINDOW_ROWS, numbers.rows);
    const columns = Math.min(WINDOW_COLUMNS, numbers.columns);
    const row = Math.max(0, Math.min(numbers.rows - rows, cell.row - (rows >> 1)));
    const column = Math.max(0, Math.min(numbers.columns - columns, cell.column - (columns >> 1)));
    const data = new Float64Array(rows * columns);
    for (let r = 0; r < rows; r++) {
      const from = (row + r) * numbers.columns + column;
      data.set(numbers.data.subarray(from, from + columns), r * columns);
    }
    return { ...plain(explanation), window: { row, column, rows, columns, data }, isWhole: isWhole(seen) };
  }
}

/** The most lines of a script that are run again for those before its training. */
const FEW_LINES = 100_000;

function notRun({ roles, iteration, linesSince }: DebugRun, { isWhole }: Stretch, line: number): string {
  if (roles === undefined || !isWhole) return `line ${line} has not run lately`;
  return iteration === 0 && linesSince === 0
    ? `line ${line} has not run yet`
    : `line ${line} has not run in this iteration`;
}

function isEndOfLoop({ seen, note, kind }: Step): boolean {
  return kind === 'line' && seen === undefined && note?.endsWith('the loop ends') === true;
}

/** True where the run beside has the weights of the run, bit for bit: the replay has repeated it. */
function isSameRun({ run, roles }: DebugRun, scout: ScriptRun): boolean {
  if (roles === undefined) return true;
  return roles.parameters.every((path) => {
    const [own, other] = [readPath(run, path), readPath(scout, path)].map((value) =>
      value === undefined ? undefined : numbersOf(value)?.data,
    );
    return sameBits(own, other);
  });
}

/** The steps in the order of the script. */
function listOf(step: Step, depth = 0, list: Listed[] = []): readonly Listed[] {
  if (list.length >= MOST_STEPS) return list;
  list.push({ step, depth, isClosed: step.isLong && depth > 0 });
  for (const child of step.children) listOf(child, depth + 1, list);
  return list;
}

function viewOf({ step, depth, isClosed }: Listed): StepView {
  const { text, line, seen, note } = step;
  const { rows = 0, columns = 0, data } = seen?.numbers ?? {};
  const isEmpty = data === undefined || data.length === 0;
  return {
    depth,
    text: plainText(text).slice(0, MOST_TEXT),
    line,
    shape:
      seen === undefined ? '' : seen.gist.single === undefined ? shapeText(seen.gist) || plainText(seen.gist.type) : '',
    value: seen === undefined ? '' : shownValue(seen),
    range: seen === undefined ? '' : rangeText(seen),
    note,
    rows: isEmpty ? 0 : rows,
    columns: isEmpty ? 0 : columns,
    isLarge: seen !== undefined && seen.numbers === undefined && seen.gist.range !== undefined,
    isLine: step.kind !== 'expression' && depth > 0 && step.kind !== 'note',
    isClosed,
  };
}

/** The numbers of a small array, the range of a large one. */
function shownValue(seen: Seen): string {
  const { gist, numbers, isTruth } = seen;
  if (numbers === undefined || gist.single !== undefined || numbers.data.length > FEW_NUMBERS) return rangeText(seen);
  const { data, rows, columns } = numbers;
  const texts = Array.from(data, (value) =>
    isTruth ? (value === 0 ? 'False' : 'True') : shortNumber(value, isWhole(seen)),
  );
  if (rows === 1 || numbers.shape.length < 2) return `[${texts.join(' ')}]`;
  const lines = Array.from({ length: rows }, (_, row) => texts.slice(row * columns, (row + 1) * columns).join(' '));
  return `[${lines.join('; ')}]`;
}

function rangeText({ gist, isTruth }: Seen): string {
  return isTruth && typeof gist.single === 'number' ? (gist.single === 0 ? 'False' : 'True') : valueText(gist);
}

function isWhole({ gist, dtype }: Seen): boolean {
  return gist.isWhole === true || (dtype !== undefined && !dtype.startsWith('float'));
}

/** The texts of a script without control characters. */
function plain<Part>(part: Part): Part {
  if (typeof part === 'string') return plainText(part) as Part;
  if (Array.isArray(part)) return part.map(plain) as Part;
  if (typeof part !== 'object' || part === null || part instanceof Float64Array) return part;
  return Object.fromEntries(Object.entries(part).map(([key, own]) => [key, plain(own)])) as Part;
}
