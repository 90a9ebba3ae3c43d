import { printStatements } from '../../program/print.ts';
import type { Program } from '../../program/program.ts';
import { printShape, type Shapes } from '../../program/shapes.ts';
import type { Size } from '../layout.ts';
import { type Frame, type Line, span, spread, truncate, widthOf } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import { BORDER, box } from './box.ts';

export interface ProgramProps {
  readonly program: Program;
  readonly shapes: Shapes;
  readonly seed: number;
  /** First visible line. */
  readonly first: number;
  readonly focused: boolean;
}

const SHAPE_WIDTH = 9;

/** The lines of a program as a listing: what runs once, then what runs in each iteration. */
function listing({ program, shapes, seed }: Omit<ProgramProps, 'first' | 'focused'>): readonly Listed[] {
  const shapeOf = (target: string): string => printShape(shapes.get(target) ?? { rows: 0, columns: 0 });
  const setup = printStatements(program.setup);
  const iteration = printStatements(program.iteration);
  return [
    { number: '', text: `seed(${seed})`, shape: '', kind: 'setup' },
    ...program.setup.map(
      ({ target }, i): Listed => ({ number: '', text: setup[i]!, shape: shapeOf(target), kind: 'setup' }),
    ),
    { number: '', text: 'each iteration:', shape: '', kind: 'setup' },
    ...program.iteration.map(
      ({ target }, i): Listed => ({ number: String(i + 1), text: iteration[i]!, shape: shapeOf(target), kind: 'line' }),
    ),
  ];
}

interface Listed {
  readonly number: string;
  readonly text: string;
  readonly shape: string;
  readonly kind: 'setup' | 'line';
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

/** The lines that run, with the shape of what each one computes. */
export function drawProgram(props: ProgramProps, size: Size, theme: Theme): Frame {
  const lines = listing(props);
  const room = size.columns - BORDER.columns;
  const visible = visibleProgramLines(size);
  const shown = lines.slice(props.first, props.first + visible);
  const numberWidth = String(props.program.iteration.length).length;
  const content = shown.map((line) => drawLine(line, numberWidth, room, theme));
  const note =
    lines.length > visible
      ? `${props.first + 1}${theme.glyphs.dash}${props.first + shown.length} of ${lines.length}`
      : undefined;
  const text = { title: 'program', details: ['the lines that run'], focused: props.focused };
  return box(note === undefined ? text : { ...text, note }, size, content, theme);
}

function drawLine({ number, text, shape, kind }: Listed, numberWidth: number, room: number, theme: Theme): Line {
  const { glyphs, styles } = theme;
  const shapeText = shape.replace('×', glyphs.times);
  const textRoom = room - numberWidth - 2;
  const code = truncate(text, textRoom, glyphs.ellipsis);
  const left: Line = [
    span(`${number.padStart(numberWidth)}  `, styles.quiet),
    span(code, kind === 'setup' ? styles.quiet : undefined),
  ];
  return spread(left, [span(shapeText, styles.quiet)], room);
}
