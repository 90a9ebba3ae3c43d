import { printStatements } from '../../language/print.ts';
import type { Program, Statement } from '../../language/program.ts';
import { printShape, type Shapes } from '../../language/shapes.ts';
import type { LineView } from '../../worker/protocol.ts';
import { type Frame, type Line, span, spread, truncate, widthOf, wrap } from '../text/line.ts';
import { matrixTexts } from '../text/numbers.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { BORDER, box } from './box.ts';

export interface ProgramProps {
  readonly program: Program;
  readonly shapes: Shapes;
  readonly seed: number;
  /** Where a run that stands still is; absent while it runs. */
  readonly moment?: Moment | undefined;
  /** The line that gives a number that is not finite. */
  readonly offender?: number | undefined;
  /** The chosen line, from 0. */
  readonly cursor?: number;
  /** First visible line. */
  readonly first: number;
  readonly focused: boolean;
}

const SHAPE_WIDTH = 9;
/** The share of the names that are not long. */
const ORDINARY = 0.7;
/** So much longer than those a name may be for all to be moved for it. */
const NEARLY = 3;

/** The lines of a program as a listing: what runs once, then what runs in each iteration. */
function listing(
  { program, shapes, seed }: Pick<ProgramProps, 'program' | 'shapes' | 'seed'>,
  room: number,
): readonly Listed[] {
  const shapeOf = (target: string): string => printShape(shapes.get(target) ?? { rows: 0, columns: 0 });
  const setup = alignedIn(program.setup, room);
  const iteration = alignedIn(program.iteration, room);
  return [
    { number: '', text: `seed(${seed})`, shape: '', kind: 'setup', isAdded: false },
    ...program.setup.map(
      ({ target, techniques }, i): Listed => ({
        number: '',
        text: setup[i]!,
        shape: shapeOf(target),
        kind: 'setup',
        isAdded: techniques !== undefined,
      }),
    ),
    { number: '', text: 'each iteration:', shape: '', kind: 'setup', isAdded: false },
    ...program.iteration.map(
      ({ target, techniques }, i): Listed => ({
        number: String(i + 1),
        text: iteration[i]!,
        shape: shapeOf(target),
        kind: 'line',
        isAdded: techniques !== undefined,
      }),
    ),
  ];
}

/**
 * Statements with their `=` signs under one another; where there is no room for that, without regard to the longest
 * names.
 */
function alignedIn(statements: readonly Statement[], room: number): readonly string[] {
  const aligned = printStatements(statements);
  if (aligned.every((text) => widthOf(text) + SHAPE_WIDTH <= room)) return aligned;
  const widths = statements
    .map(({ target, operator }) => target.length + operator.length)
    .sort((one, other) => one - other);
  return printStatements(statements, (widths[Math.floor(widths.length * ORDINARY)] ?? 0) + NEARLY);
}

/** Lines of the listing. */
export function programRows({ setup, iteration }: Program): number {
  return setup.length + iteration.length + 2;
}

/** The space in which the whole listing stands. */
export function programWish(program: Program): Size {
  const texts = [...printStatements(program.setup), ...printStatements(program.iteration)];
  const widest = Math.max(...texts.map(widthOf));
  return { columns: widest + SHAPE_WIDTH + 4 + BORDER.columns, rows: programRows(program) + BORDER.rows };
}

export function visibleProgramLines(size: Size): number {
  return size.rows - BORDER.rows;
}

/** The first line to show when nobody has scrolled: the iteration's own lines come before the setup. */
export function programStart(program: Program, size: Size): number {
  const hidden = programRows(program) - visibleProgramLines(size);
  return Math.max(0, Math.min(hidden, program.setup.length + 2));
}

/** The lines that run, with the shape of what each one computes and, while the run stands still, with its value. */
export function drawProgram(props: ProgramProps, size: Size, theme: Theme): Frame {
  const room = size.columns - BORDER.columns;
  const lines = listing(props, room);
  const visible = visibleProgramLines(size);
  const shown = lines.slice(props.first, props.first + visible);
  const numberWidth = String(props.program.iteration.length).length;
  const marks = shown.map((_, row) =>
    markOf(props, props.first + row - (lines.length - props.program.iteration.length)),
  );
  const drawn = shown.map((listed, row) => drawLine(listed, marks[row]!, numberWidth, room, theme));
  // The chosen line may take several rows; it is in sight with all of them.
  const end = drawn.slice(0, marks.findIndex(({ chosen }) => chosen) + 1).flat().length;
  const content = drawn.flat().slice(Math.max(0, end - visible));
  const note =
    lines.length > visible
      ? `${props.first + 1}${theme.glyphs.dash}${props.first + shown.length} of ${lines.length}`
      : undefined;
  const footnotes = resultOf(props, theme);
  const text = { title: 'program', details: detailsOf(props, theme), footnotes, focused: props.focused };
  return box(note === undefined ? text : { ...text, note }, size, content, theme);
}

/** What the lines beside the tutorial's are there for: of the chosen line, or of all. */
function detailsOf({ program, cursor, focused }: ProgramProps, { glyphs }: Theme): readonly string[] {
  const chosen = focused ? program.iteration[cursor ?? -1]?.techniques : undefined;
  const techniques = chosen ?? [...program.setup, ...program.iteration].flatMap((line) => line.techniques ?? []);
  const legend = techniques.length === 0 ? '' : `${glyphs.added}${[...new Set(techniques)].join(', ')}`;
  return [...(legend === '' ? [] : [`the lines that run  ${legend}`, legend]), 'the lines that run'];
}

/** What the chosen line last gave, or the one that ran last: there may be no room for it beside the line. */
function resultOf({ program, shapes, moment, cursor }: ProgramProps, { glyphs }: Theme): readonly string[] {
  const statement = program.iteration[cursor ?? -1];
  const value = moment?.values[cursor ?? -1];
  if (statement === undefined || value === undefined) return [];
  const shape = printShape(shapes.get(statement.target) ?? { rows: 0, columns: 0 }).replace('×', glyphs.times);
  return matrixTexts(value, glyphs).map((text) => `${statement.target} ${shape}  ${text}`);
}

/** The run between two lines. */
interface Moment {
  /** What each line last computed. */
  readonly values: readonly (LineView | undefined)[];
  /** The next line to run, from 0; those from it on still hold what the iteration before computed. */
  readonly next: number;
}

function markOf({ moment, offender, cursor, focused }: ProgramProps, line: number): Mark {
  const chosen = focused && line === cursor;
  const offends = line === offender;
  if (moment === undefined || line < 0) return { value: undefined, next: false, chosen, stale: false, offends };
  const { values, next } = moment;
  return { value: values[line], next: line === next, chosen, stale: next > 0 && line >= next, offends };
}

/** One line of the listing. */
interface Listed {
  readonly number: string;
  readonly text: string;
  readonly shape: string;
  readonly kind: 'setup' | 'line';
  /** Whether the tutorial has it otherwise, or not at all. */
  readonly isAdded: boolean;
}

/** What there is to say of a line besides its code. */
interface Mark {
  readonly value: LineView | undefined;
  readonly next: boolean;
  readonly chosen: boolean;
  /** It holds what the iteration before computed. */
  readonly stale: boolean;
  /** It gives a number that is not finite. */
  readonly offends: boolean;
}

/** Of the code, so much stays beside its value: the longest line of the tutorial. */
const ENOUGH_CODE = 31;
/** Of code that is too long in any case. */
const LEAST_CODE = 12;
/** Further rows of a line stand farther in. */
const INDENT = 4;

/**
 * A line with what it computed and the shape of that at the right end. Code that is too long is cut, and makes room for
 * what was just computed; the chosen line is whole, over as many rows as it needs.
 */
function drawLine(listed: Listed, mark: Mark, numberWidth: number, room: number, theme: Theme): Frame {
  const { number, text, isAdded } = listed;
  const { glyphs, styles } = theme;
  const shape = listed.shape.replace('×', glyphs.times);
  const pointer = mark.offends ? glyphs.cross : mark.next ? glyphs.running : mark.chosen ? glyphs.pointer : ' ';
  const style = styleOf(mark, listed, theme);
  const columns = room - numberWidth - 2;
  const margin = [
    span(number.padStart(numberWidth), styles.quiet),
    span(`${pointer}${isAdded ? glyphs.added : ' '}`, styles.accent),
  ];
  // One space before the value, two between it and the shape.
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

/** Columns for the code: all there are, unless it can be cut for the sake of a value. */
function codeRoom(text: string, value: string | undefined, most: number, columns: number): number {
  if (value === undefined) return columns;
  const left = most - widthOf(value);
  return left >= (widthOf(text) > columns ? LEAST_CODE : ENOUGH_CODE) ? left : columns;
}

/** A text in rows of at most so many columns, the further ones farther in. */
function wholeIn(text: string, columns: number): string[] {
  const [first = ''] = wrap(text, columns);
  const rest = text.slice(first.length).trimStart();
  return rest === '' ? [first] : [first, ...wrap(rest, columns - INDENT).map((row) => ' '.repeat(INDENT) + row)];
}

function styleOf(mark: Mark, { kind }: Listed, { styles }: Theme): Style | undefined {
  if (mark.offends) return styles.bad;
  if (mark.next) return styles.accent;
  if (mark.chosen) return styles.strong;
  return kind === 'setup' || mark.stale ? styles.quiet : undefined;
}
