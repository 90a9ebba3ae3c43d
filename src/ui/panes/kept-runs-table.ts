import { runSample, sampleWidth } from '../charts/kept-runs.ts';
import {
  abbreviate,
  type Frame,
  fitFrame,
  type Line,
  padEnd,
  padStart,
  type Span,
  span,
  truncate,
  widthOf,
  wrap,
} from '../text/line.ts';
import { formatCount, formatError } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';

/** A row of the table: a kept run, the current run, or a training of a script. */
export interface KeptRunRow {
  /** Number and curve mark of a run that can be chosen; undefined for the current run. */
  readonly kept?: {
    readonly number: number;
    /** Undefined for a training whose curve is not in the chart, and `present` for the training at the position. */
    readonly mark: number | 'present' | undefined;
  };
  readonly name: string;
  readonly iterations: number;
  /** The error after the last iteration. */
  readonly error: number | undefined;
  /** The last error measured by the iteration that the shortest run has come to; absent where all runs are of one length. */
  readonly common?: { readonly iteration: number; readonly error: number | undefined };
  /** A text that runs have in common whose errors compare: they have equal targets. */
  readonly targets?: string | undefined;
  /** True for a training that continues: it is not compared with those that are over. */
  readonly isOpen?: boolean;
  /** The iteration since which the run was solved; undefined if it was not, null where that is not known. */
  readonly solvedAt: number | undefined | null;
  /** In a race: the place, from 1, and the verdict in a word; absent for a run that takes no part. */
  readonly race?: { readonly place: number; readonly verdict: string } | undefined;
}

interface Column {
  readonly heading: string;
  readonly least: number;
  readonly text: (row: KeptRunRow, theme: Theme) => string;
}

const POINTER = 2;
const GAP = 2;
/** After the lowest error. A check mark would mean that the error is within the margin. */
const LOWEST = ' lowest';
/** Columns of a name before the table shows more columns of numbers. */
const LEAST_NAME = 20;
const ERROR = 7;
/** The most lines of a name. */
const MOST_LINES = 4;
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
  text: ({ solvedAt }, { glyphs }) => {
    if (solvedAt === null) return '';
    return solvedAt === undefined ? glyphs.dash : formatCount(solvedAt);
  },
};

const place: Column = {
  heading: 'place',
  least: 5,
  text: ({ race }, { glyphs }) => (race === undefined ? glyphs.dash : String(race.place)),
};
const verdict: Column = { heading: 'verdict', least: 7, text: ({ race }, { glyphs }) => race?.verdict ?? glyphs.dash };

/** The columns, the most first, and the one whose lowest errors are marked: only errors of one iteration compare. */
function columnsFor(rows: readonly KeptRunRow[]): {
  readonly choices: readonly (readonly Column[])[];
  readonly marked: Column;
} {
  const at = rows.find(({ common }) => common !== undefined)?.common?.iteration;
  const hasSolved = rows.some(({ solvedAt }) => solvedAt !== null);
  const isRace = rows.some(({ race }) => race !== undefined);
  // The runs of a race advance together: the header has their iteration.
  const areTogether = isRace && rows.every((row) => row.iterations === rows[0]?.iterations);
  const fitting = (choices: readonly (readonly Column[])[]): readonly (readonly Column[])[] => {
    const all = choices
      .filter((columns) => hasSolved || !columns.includes(solved))
      .map((columns) => (areTogether ? columns.filter((column) => column !== iterations) : columns));
    if (!isRace) return all;
    return [[place, ...(all[0] ?? []), verdict], ...all.map((columns) => [place, ...columns])];
  };
  if (at === undefined) {
    return {
      choices: fitting([[iterations, error, solved], [iterations, error], [error, solved], [error]]),
      marked: error,
    };
  }
  const common: Column = {
    heading: `by ${formatCount(at)}`,
    least: ERROR,
    text: (row, { glyphs }) => (isKnown(row.common?.error) ? formatError(row.common.error, ERROR) : glyphs.dash),
  };
  return {
    choices: fitting([[iterations, error, common, solved], [iterations, error, common], [error, common], [common]]),
    marked: common,
  };
}

/**
 * The current run and the kept runs, the lowest error of those with equal targets marked, with the columns that fit beside the names. Names take as
 * many lines as fit.
 * @param chosen the index of the chosen kept run
 */
export function drawKeptRunsTable(
  rows: readonly KeptRunRow[],
  chosen: number | undefined,
  size: Size,
  theme: Theme,
): Frame {
  const { table, hasHeading, drawn } = fittingTable(rows, chosen, size, theme);
  // The heading is dropped before a row is.
  return fitFrame(hasHeading ? [drawHeading(table, theme), ...drawn.flat()] : drawn.flat(), size.columns, size.rows);
}

/** The lines of the table with whole names, and its heading. */
export function keptRunsTableRows(rows: readonly KeptRunRow[], columns: number, theme: Theme): number {
  const { drawn } = fittingTable(rows, undefined, { columns, rows: Number.POSITIVE_INFINITY }, theme);
  return drawn.flat().length + 1;
}

/** The index of the kept run at a line of the table; undefined for the heading and the current run. */
export function keptRunAt(rows: readonly KeptRunRow[], size: Size, line: number, theme: Theme): number | undefined {
  const { hasHeading, drawn } = fittingTable(rows, undefined, size, theme);
  const owners = drawn.flatMap((lines, row) => lines.map(() => row));
  const kept = rows.filter((row) => row.kept !== undefined);
  const owner = rows[owners[line - (hasHeading ? 1 : 0)] ?? -1];
  const index = owner === undefined ? -1 : kept.indexOf(owner);
  return index === -1 ? undefined : index;
}

/** The lines of each row, in a table that fits. */
function fittingTable(
  rows: readonly KeptRunRow[],
  chosen: number | undefined,
  { columns, rows: height }: Size,
  theme: Theme,
): { readonly table: Table; readonly hasHeading: boolean; readonly drawn: readonly Frame[] } {
  const table = tableOf(rows, columns, theme);
  const compared = rows.map((row) => {
    if (row.isOpen === true) return undefined;
    return row.common === undefined ? row.error : row.common.error;
  });
  const best = rows.map(({ targets }) => lowestOf(compared.filter((_, row) => isClosed(rows[row]!, targets))));
  const kept = rows.filter((row) => row.kept !== undefined);
  const draw = (most: number): readonly Frame[] =>
    rows.map((row, index) => {
      const isChosen = row.kept !== undefined && row === kept[chosen ?? -1];
      return drawRow(
        row,
        { isBest: compared[index] !== undefined && compared[index] === best[index], isChosen },
        namesOf(row, table.name, most, theme),
        table,
        theme,
      );
    });
  const tries = [MOST_LINES, 2, 1].map(draw);
  const drawn = tries.find((lines) => lines.flat().length < height) ?? tries.at(-1)!;
  return { table, hasHeading: height > drawn.flat().length, drawn };
}

/** True for a run that compares with those of some targets. */
function isClosed({ isOpen, targets }: KeptRunRow, of: string | undefined): boolean {
  return isOpen !== true && targets === of;
}

/** The lowest of the errors of runs that compare; undefined for a single run, and for runs that are the same until then. */
function lowestOf(errors: readonly (number | undefined)[]): number | undefined {
  const known = errors.filter(isKnown);
  const isTie = known.length > 1 && known.every((own) => own === known[0]);
  return errors.length < 2 || isTie || known.length === 0 ? undefined : Math.min(...known);
}

/** A name on at most `most` lines. */
function namesOf({ name }: KeptRunRow, width: number, most: number, { glyphs }: Theme): readonly string[] {
  const lines = wrap(name, width);
  if (lines.length <= most) return lines;
  if (most === 1) return [abbreviate(name, width, glyphs.ellipsis)];
  return [...lines.slice(0, most - 1), truncate(lines.slice(most - 1).join(' '), width, glyphs.ellipsis)];
}

interface Table {
  readonly name: number;
  readonly number: number;
  readonly columns: readonly { readonly column: Column; readonly width: number }[];
  /** The column whose lowest error is marked. */
  readonly marked: Column;
}

function tableOf(rows: readonly KeptRunRow[], room: number, theme: Theme): Table {
  const number = Math.max(0, ...rows.map((row) => widthOf(numberOf(row)))) + 1;
  const left = room - beforeName(number, theme) - LOWEST.length;
  const { choices, marked } = columnsFor(rows);
  const tables = choices.map((choice): Table => {
    const columns = choice.map((column) => ({ column, width: widthIn(column, rows, theme) }));
    return { name: left - columns.reduce((sum, { width }) => sum + GAP + width, 0), number, columns, marked };
  });
  const longest = Math.max(...[HEADING, ...rows.map((row) => row.name)].map(widthOf));
  const wanted = Math.min(longest, LEAST_NAME);
  const { name, columns } = tables.find((table) => table.name >= wanted) ?? tables.at(-1)!;
  return { name: Math.max(1, Math.min(longest, name)), number, columns, marked };
}

function numberOf({ kept }: KeptRunRow): string {
  return kept === undefined ? '' : String(kept.number);
}

function widthIn({ heading, least, text }: Column, rows: readonly KeptRunRow[], theme: Theme): number {
  return Math.max(least, widthOf(heading), ...rows.map((row) => widthOf(text(row, theme))));
}

function drawHeading({ name, number, columns, marked }: Table, theme: Theme): Line {
  const headings = columns.map(
    ({ column, width }) => ' '.repeat(GAP) + padStart(column.heading, width) + behind(column, marked),
  );
  return [span(' '.repeat(beforeName(number, theme)) + padEnd(HEADING, name) + headings.join(''), theme.styles.quiet)];
}

/** A row: the first line of the name with the numbers, then the rest of the name. */
function drawRow(
  row: KeptRunRow,
  { isBest, isChosen }: { readonly isBest: boolean; readonly isChosen: boolean },
  [first = '', ...more]: readonly string[],
  { name, number, columns, marked }: Table,
  theme: Theme,
): Frame {
  const { glyphs, styles } = theme;
  const mark = sampleOf(row, theme);
  const cells = columns.flatMap(({ column, width }): Span[] => {
    const text = ' '.repeat(GAP) + padStart(column.text(row, theme), width);
    if (column !== marked || !isBest) return [span(text + behind(column, marked))];
    return [span(text, styles.strong), span(LOWEST, styles.good)];
  });
  const style = isChosen ? styles.strong : undefined;
  return [
    [
      span(isChosen ? `${glyphs.pointer} ` : ' '.repeat(POINTER), styles.accent),
      mark,
      span(` ${padEnd(numberOf(row), number)}`, styles.quiet),
      span(padEnd(first, name), style),
      ...cells,
    ],
    ...more.map((rest): Line => [span(' '.repeat(beforeName(number, theme)) + rest, style)]),
  ];
}

function sampleOf({ kept }: KeptRunRow, theme: Theme): Span {
  if (kept !== undefined && kept.mark === undefined) return span(' '.repeat(sampleWidth(theme)));
  return runSample(typeof kept?.mark === 'number' ? kept.mark : undefined, theme);
}

/** Columns before a name: pointer, sample of the curve, number. */
function beforeName(number: number, theme: Theme): number {
  return POINTER + sampleWidth(theme) + 1 + number;
}

/** Spaces in place of `LOWEST` after other errors. */
function behind(column: Column, marked: Column): string {
  return column === marked ? ' '.repeat(LOWEST.length) : '';
}

function isKnown(value: number | undefined): value is number {
  return Number.isFinite(value);
}
