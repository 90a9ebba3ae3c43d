import {
  abbreviate,
  type Frame,
  type Line,
  padEnd,
  padStart,
  type Span,
  span,
  truncate,
  widthOf,
} from '../text/line.ts';
import { formatDatum, formatSigned } from '../text/numbers.ts';
import { divergingStyle } from '../theme/colours.ts';
import type { Theme } from '../theme/theme.ts';

/** A grid of signed numbers with labels along both edges. */
export interface Heatmap {
  readonly rowLabels: readonly string[];
  readonly columnLabels: readonly string[];
  /** rowLabels × columnLabels, row-major. */
  readonly values: ArrayLike<number>;
  /** The chosen cell. */
  readonly chosen?: { readonly row: number; readonly column: number } | undefined;
  /** Columns of the row labels with the space after them; by default as many as there is room for. */
  readonly labels?: number;
}

/** The form of all cells: numbers with `decimals` decimals, or signs where no number fits. */
interface CellForm {
  /** Undefined for signs. */
  readonly decimals: number | undefined;
  /** Coloured columns of a cell, and the empty columns after it. */
  readonly width: number;
  readonly gap: number;
  readonly height: number;
}

const GAP = 1;
/** The width of `−inf`. */
const NOT_FINITE = 4;
/** Columns of `−.4`. */
const BELOW_ONE = 3;
/** Columns of a cell with a sign; such cells touch and are about square. */
const SIGN_CELL = 2;
const MOST_DECIMALS = 2;
export const LONGEST_LABEL = 8;
/** The shortest label of a longer name: `sep…th`. */
const SHORTEST_LABEL = 6;
/** The longest label where there is room. */
export const WHOLE_LABEL = 20;
/** Columns of a cell with two decimals and its gap: narrower ones get the room of long labels. */
export const WIDE_CELL = 8;
/** Extra columns of a cell beside its number, if there is room. */
const ROOMY = 3;
const TALLEST_CELL = 3;
/** Names cut to narrower cells can look alike. */
const NARROW_CELL = 5;
/** The least scale: numbers that round to 0.00 get no colour, or rounding errors around 0 would show strong colours. */
const SMALLEST_SCALE = 0.01;
/** Ends of scales, times a power of ten: fine enough for strong colours, coarse enough to rarely change. */
const SCALE_STEPS = [1, 1.5, 2, 3, 4, 6, 8, 10];
/** Lines besides the cells: column labels and legend. */
const EXTRA_ROWS = 2;

/** The cells that fit `columns` × `rows` when drawn as signs. */
export function capacity(
  columns: number,
  rows: number,
  rowLabels: readonly string[],
): { readonly rows: number; readonly columns: number } {
  // A chosen cell has a pointer beside its label.
  const labels = Math.min(LONGEST_LABEL, 1 + Math.max(1, ...rowLabels.map(widthOf)));
  return { rows: Math.max(1, rows - 1), columns: Math.max(1, Math.floor((columns - labels - 1) / SIGN_CELL)) };
}

/** A heatmap in at most `columns` × `rows`; it must fit as signs (see `capacity`). */
export function drawHeatmap(heatmap: Heatmap, columns: number, rows: number, theme: Theme): Frame {
  const labels = labelWidth(heatmap, columns);
  const scale = scaleOf(heatmap.values);
  const form = chooseForm(heatmap, columns - labels, rows, theme);
  const { quiet } = theme.styles;
  const names = heatmap.columnLabels.map((name, column) => marked(name, column === heatmap.chosen?.column, theme));
  const header: Line = [span(' '.repeat(labels) + columnNames(names, form, theme), quiet)];
  const lines = heatmap.rowLabels.flatMap((label, row) => rowOfCells(heatmap, label, row, scale, form, labels, theme));
  const spare = rows - 1 - lines.length;
  if (theme.depth === 1 || spare < 1) return [header, ...lines];
  const legend = legendOf(scale, columns, labels, theme);
  return [header, ...lines, ...(spare === 1 ? [legend] : [[], legend])];
}

/** The cell of a heatmap in `columns` × `rows` that is drawn at a column and a row; undefined outside the cells. */
export function heatmapCellAt(
  heatmap: Heatmap,
  columns: number,
  rows: number,
  theme: Theme,
  at: { readonly column: number; readonly row: number },
): Heatmap['chosen'] {
  const labels = labelWidth(heatmap, columns);
  const { width, gap, height } = chooseForm(heatmap, columns - labels, rows, theme);
  // The names of the columns are above the cells.
  const row = Math.floor((at.row - 1) / height);
  const column = Math.floor((at.column - labels) / (width + gap));
  const isInside = row >= 0 && row < heatmap.rowLabels.length && column >= 0 && column < heatmap.columnLabels.length;
  return isInside ? { row, column } : undefined;
}

/** The end of the colour scale: a round number that no value exceeds, so that colours rarely shift. */
export function scaleOf(values: ArrayLike<number>): number {
  const largest = largestOf(values);
  if (largest === 0) return 1;
  if (largest < SMALLEST_SCALE) return SMALLEST_SCALE;
  const power = 10 ** Math.floor(Math.log10(largest));
  const scale = (SCALE_STEPS.find((step) => step * power >= largest) ?? 10) * power;
  // At the limits of 64 bits the product overflows or underflows.
  return scale > 0 && Number.isFinite(scale) ? scale : largest;
}

function largestOf(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) largest = Math.max(largest, Math.abs(values[i]!));
  }
  return largest;
}

function chooseForm(heatmap: Heatmap, room: number, rows: number, theme: Theme): CellForm {
  const count = heatmap.columnLabels.length;
  const share = Math.floor((room + GAP) / count) - GAP;
  // Without colour a tall cell shows no more than one of a single line.
  const tallest = theme.depth === 1 ? 1 : TALLEST_CELL;
  const height = Math.max(1, Math.min(tallest, Math.floor((rows - EXTRA_ROWS) / heatmap.rowLabels.length)));
  // The largest number sets the width, so that cells change only when it gains or loses a digit.
  const largest = Math.max(1, largestOf(heatmap.values));
  // In two columns, numbers below 1 would show no more than signs.
  const own = largestOf(heatmap.values) < 1 ? BELOW_ONE : 0;
  const least = Array.from(heatmap.values).every(Number.isFinite) ? own : NOT_FINITE;
  const names = Math.max(...heatmap.columnLabels.map(widthOf));
  for (let decimals = MOST_DECIMALS; decimals >= 0; decimals--) {
    const text = Math.max(least, widthOf(formatSigned(-largest, decimals, theme.glyphs)));
    if (text <= share) return { decimals, width: Math.min(share, Math.max(text + ROOMY, names + 1)), gap: GAP, height };
  }
  return { decimals: undefined, width: SIGN_CELL, gap: 0, height };
}

/** One row of cells in `form.height` lines; label and numbers are on the middle line. */
function rowOfCells(
  heatmap: Heatmap,
  label: string,
  row: number,
  scale: number,
  form: CellForm,
  labels: number,
  theme: Theme,
): Frame {
  const count = heatmap.columnLabels.length;
  const middle = Math.floor((form.height - 1) / 2);
  return Array.from({ length: form.height }, (_, line): Line => {
    const isChosen = row === heatmap.chosen?.row;
    const name = line === middle ? abbreviate(marked(label, isChosen, theme), labels - 1, theme.glyphs.ellipsis) : '';
    const cells = heatmap.columnLabels.flatMap((_label, column) => {
      const drawn = drawCell(heatmap.values[row * count + column]!, scale, form, theme, line === middle);
      const cell = isChosen && column === heatmap.chosen?.column ? { ...drawn, style: theme.styles.chosen } : drawn;
      return column === 0 ? [cell] : [span(' '.repeat(form.gap)), cell];
    });
    return [span(`${padStart(name, labels - 1)} `, theme.styles.quiet), ...cells];
  });
}

function drawCell(value: number, scale: number, form: CellForm, theme: Theme, withText: boolean): Span {
  const share = Number.isFinite(value) ? value / scale : Math.sign(value);
  const style = divergingStyle(share, theme);
  if (!withText) return span(' '.repeat(form.width), style);
  if (form.decimals === undefined) {
    return span(signOf(value, theme).padEnd(form.width), style);
  }
  return span(alignNumber(numberText(value, form.decimals, form.width, theme), form.width), style);
}

/** A signed number. Beside whole numbers, one below 1 keeps a decimal where it fits, without its zero: `−.4`. */
function numberText(value: number, decimals: number, width: number, { glyphs }: Theme): string {
  const isBelowOne = decimals === 0 && width >= BELOW_ONE && value !== 0 && Math.abs(value) < 0.95;
  return isBelowOne ? formatSigned(value, 1, glyphs).replace('0.', '.') : formatSigned(value, decimals, glyphs);
}

function signOf(value: number, { glyphs }: Theme): string {
  if (Number.isNaN(value)) return glyphs.cross;
  if (value === 0) return glyphs.dot;
  return value < 0 ? glyphs.minus : '+';
}

/** A text aligned right, with a space after it if there is room. */
function alignNumber(text: string, width: number): string {
  const right = width - widthOf(text) >= 2 ? 1 : 0;
  return padStart(truncate(text, width - right, ''), width - right) + ' '.repeat(right);
}

/** The least columns of a name above a narrow column: `vers`. */
const NARROWEST_NAME = 3;

/**
 * A label above each column, shortened to the same width. Above narrow columns numbered names are shown as far as they fit, each
 * starting at its column; other names all or none.
 */
function columnNames(names: readonly string[], { decimals, width, gap }: CellForm, { glyphs }: Theme): string {
  const isNarrow = decimals === undefined || (width < NARROW_CELL && names.some((name) => widthOf(name) > width));
  if (!isNarrow) {
    return names.map((name) => alignNumber(abbreviate(name, width, glyphs.ellipsis), width)).join(' '.repeat(gap));
  }
  // Numbers such as `h5` continue between the shown ones. A class without its name is in no place.
  const areNumbered = names.every((name) => /^\D?\d+$/.test(name.replace(glyphs.pointer, '')) || name === '');
  if (!areNumbered && names.length > 1) {
    if (width < NARROWEST_NAME) return '';
    const own = names.map((name) => padEnd(truncate(name, width, ''), width));
    const isDifferent = new Set(own).size === names.length;
    return isDifferent ? own.join(' '.repeat(gap)) : '';
  }
  let line = '';
  for (const [column, name] of names.entries()) {
    const start = column * (width + gap);
    const room = Math.min(LONGEST_LABEL, names.length * (width + gap) - gap - start);
    const isFree = widthOf(line) < start && (widthOf(name) <= room || room === LONGEST_LABEL);
    if (column === 0 || isFree) line = padEnd(line, start) + abbreviate(name, room, glyphs.ellipsis);
  }
  return line;
}

/** Columns of the row labels; one more while a cell is chosen, for the pointer. */
function labelWidth({ rowLabels, columnLabels, chosen, labels }: Heatmap, columns: number): number {
  if (labels !== undefined) return labels;
  const whole = Math.max(1, ...rowLabels.map(widthOf)) + (chosen === undefined ? 0 : 1);
  const widest = columns - WHOLE_LABEL - 1 >= columnLabels.length * WIDE_CELL ? WHOLE_LABEL : LONGEST_LABEL;
  // Numbers below 1 need three columns: names give them one or two.
  const besideNumbers = columns - 1 - (columnLabels.length * (BELOW_ONE + GAP) - GAP);
  const isForNumbers = besideNumbers >= SHORTEST_LABEL && besideNumbers < widest;
  return Math.min(isForNumbers ? besideNumbers : widest, whole) + 1;
}

/** A label with a pointer in the chosen row and column, which shows the cell without colour. */
function marked(name: string, isChosen: boolean, { glyphs }: Theme): string {
  return isChosen ? `${glyphs.pointer}${name}` : name;
}

/** The legend `−10 ▒▒▒▒▒▒ +10`: the scale from end to end, or `±10` in a narrow chart. */
function legendOf(scale: number, columns: number, indent: number, theme: Theme): Line {
  const low = `${theme.glyphs.minus}${formatDatum(scale, theme.glyphs)}`;
  const high = `+${formatDatum(scale, theme.glyphs)}`;
  const left = columns - indent - widthOf(low) - widthOf(high) - 2 >= 5 ? indent : 0;
  const room = Math.min(21, columns - left - widthOf(low) - widthOf(high) - 2);
  const { quiet } = theme.styles;
  if (room < 3) return [span(`${theme.glyphs.plusMinus}${formatDatum(scale, theme.glyphs)}`, quiet)];
  const steps = Array.from({ length: room }, (_, i) => span(' ', divergingStyle((2 * i) / (room - 1) - 1, theme)));
  return [span(`${' '.repeat(left)}${low} `, quiet), ...steps, span(` ${high}`, quiet)];
}
