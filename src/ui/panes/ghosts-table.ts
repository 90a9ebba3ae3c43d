import { ghostMark } from '../charts/ghosts.ts';
import type { Size } from '../layout.ts';
import {
  abbreviate,
  type Frame,
  fitFrame,
  type Line,
  padEnd,
  padStart,
  type Span,
  span,
  widthOf,
} from '../text/line.ts';
import { formatCount, formatError } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';

/** A run that was kept, or the one that is running, in numbers. */
export interface GhostRow {
  /** Its place among the ghosts of the chart; the run itself has none. */
  readonly ghost?: number;
  readonly name: string;
  readonly iterations: number;
  /** The error after the last of these. */
  readonly error: number | undefined;
  /** The iteration from which on it was solved, if it was. */
  readonly solvedAt: number | undefined;
}

interface Column {
  readonly heading: string;
  readonly least: number;
  readonly text: (row: GhostRow, theme: Theme) => string;
}

const MARK = 2;
const GAP = 2;
/** The mark behind the smallest error. */
const BEST = 2;
/** So much of every name is to be read before there are more columns. */
const LEAST_NAME = 12;
const ERROR = 7;
const HEADING = 'run';

const iterations: Column = { heading: 'iterations', least: 6, text: (row) => formatCount(row.iterations) };
const error: Column = {
  heading: 'error',
  least: ERROR,
  text: (row, { glyphs }) => (row.error === undefined ? glyphs.dash : formatError(row.error, ERROR)),
};
const solved: Column = {
  heading: 'solved at',
  least: 6,
  text: (row, { glyphs }) => (row.solvedAt === undefined ? glyphs.dash : formatCount(row.solvedAt)),
};
const choices: readonly (readonly Column[])[] = [[iterations, error, solved], [error, solved], [error]];

/** Runs below one another, the smallest error of all marked; the columns that fit beside the names. */
export function drawGhostTable(rows: readonly GhostRow[], { columns, rows: height }: Size, theme: Theme): Frame {
  const table = tableOf(rows, columns, theme);
  const best =
    rows.length < 2 ? undefined : Math.min(...rows.flatMap((row) => (isKnown(row.error) ? [row.error] : [])));
  const lines = rows.map((row) => drawRow(row, row.error === best, table, theme));
  // What it is about can be guessed where there is no room for it.
  return fitFrame(height > rows.length ? [drawHeading(table, theme), ...lines] : lines, columns, height);
}

interface Table {
  readonly name: number;
  readonly columns: readonly { readonly column: Column; readonly width: number }[];
}

function tableOf(rows: readonly GhostRow[], room: number, theme: Theme): Table {
  const tables = choices.map((choice): Table => {
    const columns = choice.map((column) => ({ column, width: widthIn(column, rows, theme) }));
    return { name: room - MARK - columns.reduce((sum, { width }) => sum + GAP + width, BEST), columns };
  });
  const { name, columns } = tables.find((table) => table.name >= LEAST_NAME) ?? tables.at(-1)!;
  const longest = Math.max(...[HEADING, ...rows.map((row) => row.name)].map(widthOf));
  return { name: Math.max(1, Math.min(longest, name)), columns };
}

function widthIn({ heading, least, text }: Column, rows: readonly GhostRow[], theme: Theme): number {
  return Math.max(least, widthOf(heading), ...rows.map((row) => widthOf(text(row, theme))));
}

function drawHeading({ name, columns }: Table, { styles }: Theme): Line {
  const headings = columns.map(
    ({ column, width }) => ' '.repeat(GAP) + padStart(column.heading, width) + behind(column),
  );
  return [span(' '.repeat(MARK) + padEnd(HEADING, name) + headings.join(''), styles.quiet)];
}

function drawRow(row: GhostRow, isBest: boolean, { name, columns }: Table, theme: Theme): Line {
  const { glyphs, styles } = theme;
  const mark = row.ghost === undefined ? span(glyphs.box.across, styles.accent) : ghostMark(row.ghost, theme);
  const cells = columns.flatMap(({ column, width }): Span[] => {
    const text = ' '.repeat(GAP) + padStart(column.text(row, theme), width);
    if (column !== error || !isBest) return [span(text + behind(column))];
    return [span(text, styles.strong), span(` ${glyphs.check}`, styles.good)];
  });
  return [mark, span(` ${padEnd(abbreviate(row.name, name, glyphs.ellipsis), name)}`), ...cells];
}

/** Room for the mark behind an error. */
function behind(column: Column): string {
  return column === error ? ' '.repeat(BEST) : '';
}

function isKnown(value: number | undefined): value is number {
  return Number.isFinite(value);
}
