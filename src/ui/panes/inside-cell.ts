/* One cell of a part of a script's line: the cells that give it, and the numbers around it. */
import type {
  CellExplanation,
  CellSource,
  ChosenStep,
  Explanation,
  InsideReport,
  Term,
} from '../../worker/protocol.ts';
import { abbreviate, type Frame, type Line, padStart, span, truncate, widthOf, wrap } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import type { Sum } from './inspect-blocks.ts';
import { equation, type Pen, signed } from './inspect-pen.ts';
import { drawSum } from './inspect-terms.ts';
import { ownText, shownText } from './output-pane.ts';

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
        // An equals sign beside == or of truths would be read twice.
        const written = `${termText(left, pen)} ${operator} ${termText(right, pen)} ${glyphs.arrow} ${termText(cell, pen)}`;
        return [
          [span(fitting(`${text(left)} ${operator} ${text(right)}: ${written}`, written, columns, glyphs.ellipsis))],
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

/** A sentence in as many lines as it needs. */
export function sentence(text: string, columns: number, theme: Theme): Frame {
  return wrap(ownText(text, theme), columns).map((part) => [span(part, theme.styles.quiet)]);
}

/** The parts that are not empty, with a text between them. */
export function joined(between: string, ...parts: readonly string[]): string {
  return parts.filter(Boolean).join(between);
}
