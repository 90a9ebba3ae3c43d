import type {
  CellExplanation,
  CellSource,
  ChosenStep,
  Explanation,
  InsideReport,
  Term,
} from '../../worker/protocol.ts';
import {
  abbreviate,
  besideFrames,
  type Frame,
  type Line,
  padStart,
  span,
  truncate,
  widthOf,
  wrap,
} from '../text/line.ts';
import { formatCount } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { box, inside, scrollNote } from './box.ts';
import type { Sum } from './inspect-blocks.ts';
import { equation, type Pen, signed } from './inspect-pen.ts';
import { drawSum } from './inspect-terms.ts';
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
function detailForms({ iteration, pass, passes, line, steps }: InsideReport, theme: Theme): readonly string[] {
  if (line === undefined || passes === 0) return [];
  const when = iteration === undefined ? undefined : `iteration ${formatCount(iteration)}`;
  const which = passes > 1 ? `${formatCount(pass)} of ${formatCount(passes)} times` : undefined;
  const hint = passes > 1 ? '( ) choose another' : undefined;
  const join = (...parts: readonly (string | undefined)[]): string =>
    parts.filter(Boolean).join(` ${theme.glyphs.dot} `);
  const code = shownText(steps[0]?.text ?? '', theme);
  const times = [join(when, which, hint), join(when, which)];
  return [...times.map((each) => joined('  ', code, each)), ...times];
}

function sentence(text: string, columns: number, theme: Theme): Frame {
  return wrap(ownText(text, theme), columns).map((part) => [span(part, theme.styles.quiet)]);
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

function joined(between: string, ...parts: readonly string[]): string {
  return parts.filter(Boolean).join(between);
}

/** Numbers of a step: whole ones where all are. */
function penOf({ isWhole, cell, source }: ChosenStep, theme: Theme): Pen {
  const values = [cell, ...termsOf(source)].map(({ value }) => value);
  const counts = isWhole && values.every(Number.isInteger);
  const whole = (value: number): string => `${value < 0 ? theme.glyphs.minus : ''}${Math.abs(value)}`;
  return { theme, number: (value) => (counts && Number.isInteger(value) ? whole(value) : signed(value, theme)) };
}

function termsOf(source: CellSource): readonly Term[] {
  switch (source.kind) {
    case 'given':
    case 'library':
      return [];
    case 'same':
      return [source.of];
    case 'operator':
      return [source.left, source.right];
    case 'function':
      return source.of;
    case 'product':
      return source.terms.flatMap(({ left, right }) => [left, right]);
    case 'fold':
      return source.terms;
    case 'update':
      return [source.change];
  }
}

/** The chosen cell, the way to the cells that give it, and the numbers around it. */
export function drawCell({ chosen, steps, step, cell: at }: InsideReport, size: Size, theme: Theme): Frame {
  const { columns, rows } = size;
  if (chosen === undefined) {
    const { shape = '', value = '', note, isLarge = false } = steps[step] ?? {};
    const known = joined(' ', shape, value);
    if (isLarge) return sentence(`${known}: too many cells to keep`, columns, theme);
    return sentence(known === '' ? (note ?? 'this part has no value') : `${known}: no numbers`, columns, theme);
  }
  const pen = penOf(chosen, theme);
  const { cell, source } = chosen;
  const value = termText(cell, pen);
  const name = abbreviate(shownText(cell.text, theme), columns - widthOf(value) - 3, theme.glyphs.ellipsis);
  const heading: Line = [span(`${name} = ${value}`, theme.styles.accent)];
  const words = chosen.words.flatMap((each) => sentence(each, columns, theme)).slice(0, Math.floor(rows / 3));
  const left = rows - 1 - words.length;
  // A matrix of more than one cell is shown where there is room for some of its rows beside the arithmetic.
  const { window } = chosen;
  const gridMost = window.data.length > 1 ? Math.min(window.rows, MOST_GRID) : 0;
  const least = Math.min(gridMost, LEAST_GRID) + (gridMost > 0 ? 1 : 0);
  const bodyMost = source.kind === 'product' || source.kind === 'fold' ? source.terms.length + 2 : left;
  const bodyRoom = Math.max(1, Math.min(bodyMost, left - 1 - (left >= ENOUGH_FOR_GRID ? least : 0)));
  const body = drawSource(chosen, columns, bodyRoom, pen);
  const main = body.length === 0 ? [] : [[], ...body];
  const partRoom = left - main.length - (left >= ENOUGH_FOR_GRID ? least : 0);
  const arithmetic = [...main, ...drawParts(chosen.parts, columns, partRoom, pen)];
  const gridRoom = Math.min(gridMost, left - arithmetic.length - 1);
  const grid = gridRoom < 1 ? [] : [[], ...drawGrid(chosen, at, columns, gridRoom, pen)];
  return [heading, ...words, ...arithmetic, ...grid].slice(0, Math.max(1, rows));
}

const MOST_GRID = 16;
const LEAST_GRID = 3;
/** The fewest rows below the heading at which the numbers around the cell take some from the arithmetic. */
const ENOUGH_FOR_GRID = 9;

function termText({ value, isTruth }: Term, pen: Pen): string {
  return isTruth ? (value === 0 ? 'False' : 'True') : pen.number(value);
}

/** The most terms of a sum that is a part of the arithmetic. */
const FEW_TERMS = 8;
/** The fewest rows of it. */
const LEAST_SUM = 4;

/** The cells that the arithmetic takes, and those that they take, as many as there is room for. */
function drawParts(parts: readonly CellExplanation[], columns: number, rows: number, outer: Pen): Frame {
  const pen = { ...outer, number: (value: number) => signed(value, outer.theme) };
  const lines: Line[] = [];
  const visit = (part: CellExplanation): boolean => {
    const { cell, source, words } = part;
    const isSum = source.kind === 'product' || source.kind === 'fold';
    const name = abbreviate(shownText(cell.text, pen.theme), columns - 1, pen.theme.glyphs.ellipsis);
    const isNamed = isSum || words.length > 0;
    const head: Frame = [
      [],
      ...(isNamed ? [[span(`${name}:`, pen.theme.styles.quiet)]] : []),
      ...words.flatMap((each) => sentence(each, columns, pen.theme)),
    ];
    const room = rows - lines.length - head.length;
    const own = [...head, ...drawSource(part, columns, Math.min(FEW_TERMS + 2, Math.max(LEAST_SUM, room)), pen)];
    if (lines.length + own.length > rows) return false;
    lines.push(...own);
    return part.parts.every(visit);
  };
  parts.every(visit);
  return lines;
}

/** The arithmetic of the cell in numbers. */
function drawSource({ source, cell }: CellExplanation, columns: number, rows: number, pen: Pen): Frame {
  const { theme } = pen;
  const { styles, glyphs } = theme;
  const text = (term: Term): string => shownText(term.text, theme);
  switch (source.kind) {
    case 'given':
      return [];
    case 'same':
      return sentence(`it is ${source.of.text}`, columns, theme);
    case 'library':
      return sentence(libraryWords(source.name), columns, theme);
    case 'operator': {
      const { operator, left, right } = source;
      const [l, r] = [given(left, pen), given(right, pen)];
      if (left.isTruth || right.isTruth) {
        const written = `${termText(left, pen)} ${operator} ${termText(right, pen)} = ${termText(cell, pen)}`;
        return [
          [span(fitting(`${text(left)} ${operator} ${text(right)} = ${written}`, written, columns, glyphs.ellipsis))],
        ];
      }
      const whole = {
        kind: 'cells',
        text: `${l.text} ${operator} ${r.text}`,
        value: cell.value,
        operator,
        left: l,
        right: r,
      };
      const line = equation(whole as Explanation, Number.POSITIVE_INFINITY, pen);
      if (widthOf(line) <= columns) return [[span(line, styles.strong)]];
      const names = whole.text.replaceAll(' * ', ` ${glyphs.times} `);
      const numbers = equation(whole as Explanation, 0, pen);
      return [
        [span(abbreviate(names, columns, glyphs.ellipsis), styles.quiet)],
        [span(truncate(numbers, columns, glyphs.ellipsis), styles.strong)],
      ];
    }
    case 'function': {
      const inNames = `${source.name}(${source.of.map(text).join(', ')})`;
      const inNumbers = `${source.name}(${source.of.map((term) => termText(term, pen)).join(', ')}) = ${termText(cell, pen)}`;
      return [[span(fitting(`${inNames} = ${inNumbers}`, inNumbers, columns, glyphs.ellipsis), styles.strong)]];
    }
    case 'product': {
      const terms = source.terms.map(({ left, right, product }) => ({
        left: given(left, pen),
        right: given(right, pen),
        product,
      }));
      return drawSum({ kind: 'product', text: 'sum', value: cell.value, terms, ...restOf(source) }, columns, rows, pen);
    }
    case 'fold': {
      const terms = source.terms.map((term) => given(term, pen));
      const sum = {
        kind: 'fold',
        function: source.name,
        text: source.name,
        value: cell.value,
        terms,
        ...restOf(source),
      };
      return drawSum(sum as Sum, columns, rows, pen);
    }
    case 'update': {
      const { before, operator, change } = source;
      const line = [
        span(`${pen.number(before)} ${operator === '-' ? glyphs.minus : operator === '*' ? glyphs.times : operator} (`),
        span(pen.number(change.value).trim(), styles.strong),
        span(`) ${glyphs.arrow} `),
        span(pen.number(cell.value), styles.accent),
      ];
      return [[span(abbreviate(`the change is ${text(change)}`, columns, glyphs.ellipsis), styles.quiet)], line];
    }
  }
}

function restOf({ rest }: CellSource & { kind: 'product' | 'fold' }): Pick<Sum, 'rest'> {
  return rest === undefined ? {} : { rest };
}

function given({ text, value }: Term, pen: Pen): Explanation {
  return { kind: 'given', text: shownText(text, pen.theme), value };
}

/** The longer form where it fits, otherwise the numbers alone. */
function fitting(long: string, short: string, columns: number, ellipsis: string): string {
  return widthOf(long) <= columns ? long : truncate(short, columns, ellipsis);
}

/** A sentence about the result of a function that is not explained cell by cell. */
function libraryWords(name: string): string {
  if (['zeros', 'zeros_like', 'empty', 'empty_like'].includes(name)) return `${name} makes a new array`;
  if (['ones', 'ones_like', 'full', 'full_like', 'eye', 'identity', 'arange', 'linspace'].includes(name))
    return `${name} makes a new array of these numbers`;
  if (
    ['rand', 'randn', 'random', 'random_sample', 'randint', 'uniform', 'normal', 'standard_normal', 'choice'].includes(
      name,
    )
  )
    return `${name} draws it at random`;
  return `${name} gives this result; the parts of the line are its inputs`;
}

/** The numbers around the cell, row by row; the chosen one in brackets. */
function drawGrid(chosen: ChosenStep, at: InsideReport['cell'], columns: number, rows: number, pen: Pen): Frame {
  const { window, cell } = chosen;
  const { styles } = pen.theme;
  const texts = Array.from(window.data, (value) => termText({ ...cell, value }, pen).trim());
  const width = Math.max(...texts.map(widthOf)) + 2;
  const shownColumns = Math.max(1, Math.min(window.columns, Math.floor(columns / width)));
  const shownRows = Math.min(rows, window.rows);
  const start = (length: number, shown: number, chosenAt: number): number =>
    Math.max(0, Math.min(length - shown, chosenAt - (shown >> 1)));
  const [row, column] = [at.row - window.row, at.column - window.column];
  const [firstRow, firstColumn] = [start(window.rows, shownRows, row), start(window.columns, shownColumns, column)];
  return Array.from(
    { length: shownRows },
    (_, r): Line =>
      Array.from({ length: shownColumns }, (_each, c) => {
        const own = texts[(firstRow + r) * window.columns + firstColumn + c] ?? '';
        const isChosen = firstRow + r === row && firstColumn + c === column;
        return isChosen
          ? span(padStart(`[${own}]`, width), styles.accent)
          : span(padStart(`${own} `, width), styles.quiet);
      }),
  );
}
