import { printStatements } from '../../language/print.ts';
import type { Program, Statement } from '../../language/program.ts';
import { printShape, type Shapes } from '../../language/shapes.ts';
import type { LineView } from '../../worker/protocol.ts';
import { type Frame, type Line, span, spread, truncate, widthOf, wrap } from '../text/line.ts';
import { matrixTexts } from '../text/numbers.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { BORDER, box, itemsNote } from './box.ts';

export interface ProgramProps {
  readonly program: Program;
  readonly shapes: Shapes;
  readonly seed: number;
  /** The position of a paused run; undefined while it runs. */
  readonly position?: Position | undefined;
  /** The line, from 0, that computes the first non-finite value. */
  readonly nonFiniteLine?: number | undefined;
  /** The chosen line, from 0. */
  readonly cursor?: number;
  /** First visible line. */
  readonly first: number;
  readonly focused: boolean;
}

/** A paused run between two lines. */
interface Position {
  /** The last result of each line. */
  readonly values: readonly (LineView | undefined)[];
  /** The next line, from 0; its result and those after it are of the iteration before. */
  readonly next: number;
}

/** A line of the pane. */
interface ProgramLine {
  readonly number: string;
  readonly text: string;
  readonly shape: string;
  readonly kind: 'setup' | 'line';
  /** True for a line that a technique adds to or changes in the tutorial's program. */
  readonly isAdded: boolean;
}

/** The state of a line. */
interface Mark {
  readonly value: LineView | undefined;
  readonly next: boolean;
  readonly chosen: boolean;
  /** Its result is of the iteration before. */
  readonly stale: boolean;
  /** It computes the first non-finite value. */
  readonly isNonFinite: boolean;
}

/** Columns of code that remain beside a value: the longest line of the tutorial. */
const ENOUGH_CODE = 31;
/** Columns of code that remain beside a value, if the code is cut in any case. */
const LEAST_CODE = 12;
/** The indent of further rows of a line. */
const INDENT = 4;
const SHAPE_WIDTH = 9;
/** In a narrow pane `=` signs are aligned with the names up to this quantile of length, … */
const ORDINARY = 0.7;
/** … plus this many columns. */
const NEARLY = 3;

/** The lines of a program: setup, then iteration. */
function linesOf(
  { program, shapes, seed }: Pick<ProgramProps, 'program' | 'shapes' | 'seed'>,
  room: number,
): readonly ProgramLine[] {
  const shapeOf = (target: string): string => printShape(shapes.get(target) ?? { rows: 0, columns: 0 });
  const setup = alignedIn(program.setup, room);
  const iteration = alignedIn(program.iteration, room);
  return [
    { number: '', text: `seed(${seed})`, shape: '', kind: 'setup', isAdded: false },
    ...program.setup.map(
      ({ target, techniques }, i): ProgramLine => ({
        number: '',
        text: setup[i]!,
        shape: shapeOf(target),
        kind: 'setup',
        isAdded: techniques !== undefined,
      }),
    ),
    { number: '', text: 'each iteration:', shape: '', kind: 'setup', isAdded: false },
    ...program.iteration.map(
      ({ target, techniques }, i): ProgramLine => ({
        number: String(i + 1),
        text: iteration[i]!,
        shape: shapeOf(target),
        kind: 'line',
        isAdded: techniques !== undefined,
      }),
    ),
  ];
}

/** Statements with aligned `=` signs; in a narrow pane the longest names are not aligned. */
function alignedIn(statements: readonly Statement[], room: number): readonly string[] {
  const aligned = printStatements(statements);
  if (aligned.every((text) => widthOf(text) + SHAPE_WIDTH <= room)) return aligned;
  const widths = statements
    .map(({ target, operator }) => target.length + operator.length)
    .sort((one, other) => one - other);
  return printStatements(statements, (widths[Math.floor(widths.length * ORDINARY)] ?? 0) + NEARLY);
}

/** The number of lines, with the seed and the heading of the iteration. */
export function programRows({ setup, iteration }: Program): number {
  return setup.length + iteration.length + 2;
}

/** Columns of a value beside a line: the least and the largest cell. */
const VALUE = 17;

/** The size in which the whole program is visible, with a value beside each line. */
export function programWish(program: Program): Size {
  const texts = [...printStatements(program.setup), ...printStatements(program.iteration)];
  const widest = Math.max(...texts.map(widthOf));
  return { columns: widest + VALUE + SHAPE_WIDTH + 2 + BORDER.columns, rows: programRows(program) + BORDER.rows };
}

export function visibleProgramLines(size: Size): number {
  return size.rows - BORDER.rows;
}

/** The first visible line before scrolling: the iteration is more important than the setup. */
export function programStart(program: Program, size: Size): number {
  const hidden = programRows(program) - visibleProgramLines(size);
  return Math.max(0, Math.min(hidden, program.setup.length + 2));
}

/** The program with the shape of each result and, while the run is paused, its value. */
export function drawProgram(props: ProgramProps, size: Size, theme: Theme): Frame {
  const room = size.columns - BORDER.columns;
  const lines = linesOf(props, room);
  const visible = visibleProgramLines(size);
  const shown = lines.slice(props.first, props.first + visible);
  const numberWidth = String(props.program.iteration.length).length;
  const marks = shown.map((_, row) =>
    markOf(props, props.first + row - (lines.length - props.program.iteration.length)),
  );
  const drawn = shown.map((programLine, row) => drawLine(programLine, marks[row]!, numberWidth, room, theme));
  // All rows of the chosen line are visible.
  const end = drawn.slice(0, marks.findIndex(({ chosen }) => chosen) + 1).flat().length;
  const hidden = Math.max(0, end - visible);
  const content = drawn.flat().slice(hidden);
  // The numbered lines are counted, and of these the ones in sight: the chosen one may have several rows.
  const numbered = lines.map(({ number }) => (number === '' ? undefined : Number(number) - 1));
  const rows = drawn.flatMap((own, row) => own.map(() => numbered[props.first + row]));
  const owners = [...numbered.slice(0, props.first), ...rows, ...numbered.slice(props.first + shown.length)];
  const note = itemsNote(owners, props.first + hidden, visible, theme);
  const footnotes = resultOf(props, theme);
  const text = { title: 'program', details: detailsOf(props, theme), note, footnotes, focused: props.focused };
  return box(text, size, content, theme);
}

/** The techniques of the chosen line, or of all lines. */
function detailsOf({ program, cursor, focused }: ProgramProps, { glyphs }: Theme): readonly string[] {
  const chosen = focused ? program.iteration[cursor ?? -1]?.techniques : undefined;
  const techniques = chosen ?? [...program.setup, ...program.iteration].flatMap((line) => line.techniques ?? []);
  const legend = techniques.length === 0 ? '' : `${glyphs.added}${[...new Set(techniques)].join(', ')}`;
  const parts = 'setup and iteration';
  return legend === '' ? [parts] : [`${parts}  ${legend}`, legend];
}

/** The last result of the chosen line, for which the line may have no room. */
function resultOf({ program, shapes, position, cursor }: ProgramProps, { glyphs }: Theme): readonly string[] {
  const statement = program.iteration[cursor ?? -1];
  const value = position?.values[cursor ?? -1];
  if (statement === undefined || value === undefined) return [];
  const shape = printShape(shapes.get(statement.target) ?? { rows: 0, columns: 0 }).replace('×', glyphs.times);
  return matrixTexts(value, glyphs).map((text) => `${statement.target} ${shape}  ${text}`);
}

function markOf({ position, nonFiniteLine, cursor, focused }: ProgramProps, line: number): Mark {
  const chosen = focused && line === cursor;
  const isNonFinite = line === nonFiniteLine;
  if (position === undefined || line < 0) return { value: undefined, next: false, chosen, stale: false, isNonFinite };
  const { values, next } = position;
  return { value: values[line], next: line === next, chosen, stale: next > 0 && line >= next, isNonFinite };
}

/**
 * A line with its result and the shape of that at the right end. A result that is up to date, or too long code, cuts
 * the code; the chosen line is whole, on as many rows as it needs.
 */
function drawLine(programLine: ProgramLine, mark: Mark, numberWidth: number, room: number, theme: Theme): Frame {
  const { number, text, isAdded } = programLine;
  const { glyphs, styles } = theme;
  const shape = programLine.shape.replace('×', glyphs.times);
  const pointer = mark.isNonFinite ? glyphs.cross : mark.next ? glyphs.running : mark.chosen ? glyphs.pointer : ' ';
  const style = styleOf(mark, programLine, theme);
  const columns = room - numberWidth - 2;
  const margin = [
    span(number.padStart(numberWidth), styles.quiet),
    span(`${pointer}${isAdded ? glyphs.added : ' '}`, styles.accent),
  ];
  // One space before the value, two before the shape.
  const most = columns - widthOf(shape) - 3;
  const values = mark.value === undefined ? [] : matrixTexts(mark.value, glyphs);
  const beside = (code: string): Line => {
    const value = values.find((candidate) => widthOf(code) + widthOf(candidate) <= most) ?? '';
    return [
      ...(value === '' ? [] : [span(`${value}  `, mark.stale ? styles.quiet : undefined)]),
      span(shape, styles.quiet),
    ];
  };
  if (mark.chosen && widthOf(text) > columns) {
    const [first = '', ...rest] = wholeIn(text, columns);
    const last = rest.pop();
    const further = (code: string): Line => [span(' '.repeat(numberWidth + 2)), span(code, style)];
    return [
      [...margin, span(first, style)],
      ...rest.map(further),
      ...(last === undefined ? [] : [spread(further(last), beside(last), room)]),
    ];
  }
  const shortest = mark.next || mark.stale ? undefined : values.at(-1);
  const code = truncate(text, codeRoom(text, shortest, most, columns), glyphs.ellipsis);
  return [spread([...margin, span(code, style)], beside(code), room)];
}

/** Columns of the code: all, unless cutting it makes room for a value. */
function codeRoom(text: string, value: string | undefined, most: number, columns: number): number {
  if (value === undefined) return columns;
  const left = most - widthOf(value);
  return left >= (widthOf(text) > columns ? LEAST_CODE : ENOUGH_CODE) ? left : columns;
}

/** A text in rows of at most `columns`, with a hanging indent. */
function wholeIn(text: string, columns: number): string[] {
  const [first = ''] = wrap(text, columns);
  const rest = text.slice(first.length).trimStart();
  return rest === '' ? [first] : [first, ...wrap(rest, columns - INDENT).map((row) => ' '.repeat(INDENT) + row)];
}

function styleOf(mark: Mark, { kind }: ProgramLine, { styles }: Theme): Style | undefined {
  if (mark.isNonFinite) return styles.bad;
  if (mark.next) return styles.accent;
  if (mark.chosen) return styles.strong;
  return kind === 'setup' || mark.stale ? styles.quiet : undefined;
}
