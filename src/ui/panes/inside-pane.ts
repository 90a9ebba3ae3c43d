import type { InsideReport } from '../../worker/protocol.ts';
import { abbreviate, besideFrames, type Frame, type Line, span, truncate, widthOf } from '../text/line.ts';
import { formatCount } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { box, inside, scrollNote } from './box.ts';
import { drawCell, joined, sentence } from './inside-cell.ts';
import { ownText, shownText } from './output-pane.ts';

export interface InsideProps {
  /** Undefined before the answer of the training thread. */
  readonly report: InsideReport | undefined;
  /** The chosen step, from 0. */
  readonly step: number;
  /** The steps, from 0, that are closed or opened by hand: each is then the other way round. */
  readonly toggled: readonly number[];
}

/** The fewest columns at which the cell is beside the steps. */
const WIDE = 108;
/** The share of the columns that the steps have then. */
const STEPS_SHARE = 0.48;
const GAP = 2;
/** The share of a step's columns that its code keeps beside a long value. */
const CODE_SHARE = 0.45;
/** The fewest rows of the steps, and of the cell below them. */
const LEAST_STEPS = 4;
const LEAST_CELL = 6;

/** True for a step whose parts are not shown. */
export function isClosed({ report, toggled }: Pick<InsideProps, 'report' | 'toggled'>, index: number): boolean {
  return report?.steps[index]?.isClosed !== toggled.includes(index);
}

/** True for a step that has parts. */
export function hasParts(report: InsideReport, index: number): boolean {
  return (report.steps[index + 1]?.depth ?? -1) > (report.steps[index]?.depth ?? 0);
}

/** The steps that are shown: those around which nothing is closed. */
export function shownSteps(props: Pick<InsideProps, 'report' | 'toggled'>): readonly number[] {
  const shown: number[] = [];
  let closedAt = Number.POSITIVE_INFINITY;
  for (const [index, { depth }] of (props.report?.steps ?? []).entries()) {
    if (depth > closedAt) continue;
    shown.push(index);
    closedAt = isClosed(props, index) ? depth : Number.POSITIVE_INFINITY;
  }
  return shown;
}

/** A line of a script as it ran: its parts with their values, and one cell of the chosen part with the cells that give it. */
export function drawInside(props: InsideProps, size: Size, theme: Theme): Frame {
  const { report } = props;
  const inner = inside(size);
  const title = report?.line === undefined ? 'line' : `line ${formatCount(report.line)}`;
  const steps = report === undefined ? [] : shownSteps(props);
  const note = 'esc closes';
  const text = { title, details: report === undefined ? [] : detailForms(report, theme), note, focused: true };
  if (report === undefined) return box(text, size, [[span('computing', theme.styles.quiet)]], theme);
  const problem = report.problem === undefined ? [] : sentence(report.problem, inner.columns, theme);
  if (report.steps.length === 0) return box(text, size, problem, theme);
  const rows = inner.rows - problem.length;
  const list = listSize(steps.length, { columns: inner.columns, rows });
  const drawn = drawSteps(props, steps, list, theme);
  if (inner.columns >= WIDE) {
    const cell = drawCell(report, { columns: inner.columns - list.columns - 3, rows }, theme);
    return box(text, size, [...problem, ...besideFrames(drawn, cell, list.columns + 3)], theme);
  }
  const cell = drawCell(report, { columns: inner.columns, rows: rows - list.rows - 1 }, theme);
  const rule = [span(theme.glyphs.box.across.repeat(inner.columns), theme.styles.quiet)];
  return box(text, size, [...problem, ...drawn, rule, ...cell], theme);
}

/** The size of the list of steps: beside the cell, or above it. */
function listSize(steps: number, { columns, rows }: Size): Size {
  if (columns >= WIDE) return { columns: Math.floor(columns * STEPS_SHARE), rows };
  const cellRows = Math.max(LEAST_CELL, Math.floor(rows / 2), rows - steps - 1);
  return { columns, rows: Math.max(Math.min(LEAST_STEPS, steps), Math.min(steps, rows - cellRows - 1)) };
}

/** The step, from 0, at a cell of the pane; undefined where there is none. */
export function stepAt(
  props: InsideProps,
  size: Size,
  at: { readonly column: number; readonly row: number },
  theme: Theme,
): number | undefined {
  const { report } = props;
  if (report === undefined || report.steps.length === 0) return undefined;
  const inner = inside(size);
  const top = 1 + (report.problem === undefined ? 0 : sentence(report.problem, inner.columns, theme).length);
  const steps = shownSteps(props);
  const list = listSize(steps.length, { columns: inner.columns, rows: inner.rows - (top - 1) });
  const isIn = at.column >= 2 && at.column < 2 + list.columns && at.row >= top;
  const { start, room } = visibleSteps(steps, props.step, list.rows);
  return isIn && at.row - top < room ? steps[start + at.row - top] : undefined;
}

/** `l1 = sigmoid(X)  iteration 1,201 · 2 of 4 times`, longest form first. */
function detailForms({ iteration, time, times, line, steps }: InsideReport, theme: Theme): readonly string[] {
  if (line === undefined || times === 0) return [];
  const when = iteration === undefined ? undefined : `iteration ${formatCount(iteration)}`;
  const which = times > 1 ? `${formatCount(time)} of ${formatCount(times)} times` : undefined;
  const hint = times > 1 ? '( ) choose another' : undefined;
  const join = (...parts: readonly (string | undefined)[]): string =>
    parts.filter(Boolean).join(` ${theme.glyphs.dot} `);
  const code = shownText(steps[0]?.text ?? '', theme);
  const forms = [join(when, which, hint), join(when, which)];
  return [...forms.map((each) => joined('  ', code, each)), ...forms];
}

/** The steps around the chosen one that fit into some rows, the last of which says how many there are. */
function visibleSteps(steps: readonly number[], chosen: number, rows: number): { start: number; room: number } {
  const room = steps.length > rows ? rows - 1 : rows;
  const at = Math.max(0, steps.indexOf(chosen));
  return { start: Math.max(0, Math.min(steps.length - room, at - Math.floor(room / 3))), room };
}

function drawSteps(props: InsideProps, steps: readonly number[], { columns, rows }: Size, theme: Theme): Frame {
  const { start, room } = visibleSteps(steps, props.step, rows);
  const lines = steps.slice(start, start + room).map((index) => drawStep(props, index, columns, theme));
  const more = scrollNote(start, room, steps.length, theme);
  return more === undefined ? lines : [...lines, [span(more, theme.styles.quiet)]];
}

/** `› - l1_error * sigmoid(l1)   4×4  −0.1 … 0.2`. */
function drawStep(props: InsideProps, index: number, columns: number, theme: Theme): Line {
  const { styles, glyphs } = theme;
  const report = props.report as InsideReport;
  const { depth, text, line, shape, value, range, note, isLine } = report.steps[index] as InsideReport['steps'][number];
  const isChosen = index === props.step;
  const mark = !hasParts(report, index) ? ' ' : isClosed(props, index) ? '+' : '-';
  const indent = Math.min(2 * depth, Math.floor(columns / 4));
  // Lines of functions have their numbers.
  const number = isLine ? `${line}: ` : '';
  const head = `${isChosen ? glyphs.pointer : ' '} ${' '.repeat(indent)}${mark} ${number}`;
  const form = (numbers: string): string =>
    ownText(note === undefined ? joined('  ', shape, numbers) : joined(', ', numbers, note), theme);
  const own = shownText(text, theme);
  const room = columns - widthOf(head);
  const least = Math.min(widthOf(own), Math.floor(room * CODE_SHARE));
  // The range takes the place of the numbers where they would cut the code.
  const fits = (words: string): boolean => widthOf(own) + GAP + widthOf(words) <= room;
  const beside = [form(value), form(range)].find(fits) ?? form(range);
  const right = truncate(beside, Math.max(0, room - least - GAP), glyphs.ellipsis);
  const left = abbreviate(own, room - (right === '' ? 0 : widthOf(right) + GAP), glyphs.ellipsis);
  const style = isChosen ? styles.strong : undefined;
  const gap = ' '.repeat(Math.max(0, room - widthOf(left) - widthOf(right)));
  return [span(head, isChosen ? styles.accent : styles.quiet), span(left, style), span(gap), span(right, styles.quiet)];
}
