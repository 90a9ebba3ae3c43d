import { count, counted, described, quoted } from '../language/wording.ts';
import { isObject, parsedJson } from './json.ts';

/** A line of a log: the state of a run after an iteration. */
export interface LogRow {
  /** Completed iterations. */
  readonly iteration: number;
  /** Completed epochs. */
  readonly epoch: number;
  /** mean(abs(target − prediction)) over the training set. */
  readonly error: number;
  /** The unit of both errors; absent for the numbers of the program. */
  readonly unit?: string | undefined;
  /** mean(abs(target − prediction)) over the test set. */
  readonly testError?: number | undefined;
  /** The current learning rate. */
  readonly learningRate: number;
  /** Seconds since the run began. */
  readonly seconds: number;
}

/** One JSON object a line, or a table with a heading. */
export type LogFormat = 'ndjson' | 'csv';

/** The format of a file, by the ending of its name; undefined for another ending. */
export function logFormatOf(file: string): LogFormat | undefined {
  const [, ending] = /\.(ndjson|csv)$/i.exec(file) ?? [];
  return ending?.toLowerCase() as LogFormat | undefined;
}

const columns = ['iteration', 'epoch', 'error', 'testError', 'learningRate', 'seconds'] as const;
/** The last column of a table whose errors have a unit. */
const UNIT = 'unit';

/** The first line of a table; empty for JSON. @param hasUnit true for a table with units. */
export function logHeading(format: LogFormat, hasUnit = false): string {
  if (format === 'ndjson') return '';
  return `${columns.join(',')}${hasUnit ? `,${UNIT}` : ''}\n`;
}

/** @param hasUnit true for a line of a table with units. */
export function logLine(row: LogRow, format: LogFormat, hasUnit = false): string {
  if (format === 'ndjson') return `${JSON.stringify(row)}\n`;
  const cells = columns.map((name) => row[name] ?? '').join(',');
  return `${cells}${hasUnit ? `,${quotedCell(row.unit ?? '')}` : ''}\n`;
}

/** A text without line breaks as a cell, quoted as RFC 4180 does. */
function quotedCell(text: string): string {
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function isQuoted(cell: string): boolean {
  return /^".*"$/.test(cell);
}

/** True when the table of this beginning has units. */
export function hasUnitColumn(head: string): boolean {
  return firstLineOf(head).endsWith(`,${UNIT}`);
}

function firstLineOf(head: string): string {
  const end = head.indexOf('\n');
  return (end === -1 ? head : head.slice(0, end)).replace(/\r$/, '');
}

/**
 * True when a file begins as a log does, even if its first line is not finished.
 * @param head the beginning of the file: at least its first line, or all of it.
 */
export function beginsAsLog(head: string, format: LogFormat): boolean {
  const headings = [false, true].map((hasUnit) => logHeading(format, hasUnit).trimEnd());
  const starts = format === 'csv' ? headings : [START_OF_ROW];
  if (!head.includes('\n')) return starts.some((start) => head.startsWith(start) || start.startsWith(head));
  const first = firstLineOf(head);
  return format === 'csv' ? headings.includes(first) : 'iteration' in pointOf(first);
}

/** The beginning of every line that `logLine` writes as JSON. */
const START_OF_ROW = `{"${columns[0]}":`;

/** The part of a log that is read back. */
export type LogPoint = Pick<LogRow, 'iteration' | 'error' | 'testError' | 'unit'>;

export interface LogFault {
  /** From 1. */
  readonly line: number;
  readonly expected: string;
  readonly found: string;
}

export type ReadLog =
  | {
      readonly ok: true;
      /** All in one unit. */
      readonly points: readonly LogPoint[];
      /** The number of earlier runs in the log. Their points are left out. */
      readonly earlier: number;
    }
  | { readonly ok: false; readonly fault: LogFault };

/**
 * Reads the errors of a log. A last line without a line break is unfinished and ignored. A line replaces all earlier lines of
 * its iteration and later ones: the run was restarted, or continued from an earlier iteration. A line of another unit begins
 * another run.
 */
export function readLog(text: string, format: LogFormat): ReadLog {
  const points: LogPoint[] = [];
  let line = 0;
  let earlier = 0;
  for (let at = 0, end = text.indexOf('\n'); end !== -1; at = end + 1, end = text.indexOf('\n', at)) {
    line++;
    const point = line > most.lines ? tooManyLines : pointOfLine(text, at, end, format);
    if (point === undefined) continue;
    if ('expected' in point) return { ok: false, fault: { line, ...point } };
    const isFirst = points.length === 0;
    if (points.at(-1)?.unit !== point.unit) points.length = 0;
    while ((points.at(-1)?.iteration ?? -1) >= point.iteration) points.pop();
    if (!isFirst && points.length === 0) earlier++;
    points.push(point);
  }
  return points.length > 0
    ? { ok: true, points, earlier }
    : { ok: false, fault: { line: 1, expected: 'a log with at least one whole line', found: 'none' } };
}

/** The limits of a log that is read. `--log` writes about a thousand lines. */
const most = { lines: 1_000_000, charactersOfLine: 10_000 };
const tooManyLines = { expected: `at most ${counted(most.lines, 'line')}`, found: 'more' };

/** Undefined for an empty line and for the heading. */
function pointOfLine(
  text: string,
  at: number,
  end: number,
  format: LogFormat,
): LogPoint | Omit<LogFault, 'line'> | undefined {
  const length = end - at;
  if (length > most.charactersOfLine) {
    return { expected: `at most ${counted(most.charactersOfLine, 'character')}`, found: count(length) };
  }
  const line = text.slice(at, end);
  if (line.trim() === '' || (format === 'csv' && line.startsWith(columns[0]))) return undefined;
  return format === 'csv' ? pointOfCells(line.split(',')) : pointOf(line);
}

function pointOf(line: string): LogPoint | Omit<LogFault, 'line'> {
  const value = parsedJson(line);
  if (!isObject(value)) return { expected: 'a JSON object', found: quoted(line) };
  const { iteration, error, testError, unit } = value;
  // JSON.stringify writes NaN and infinities as null.
  return checked(iteration, error === null ? Number.NaN : error, testError === null ? Number.NaN : testError, unit);
}

function pointOfCells(cells: readonly string[]): LogPoint | Omit<LogFault, 'line'> {
  // A quoted unit may have commas.
  const last = cells.slice(columns.length).join(',').replace(/\r$/, '');
  const most = isQuoted(last) ? Number.POSITIVE_INFINITY : columns.length + 1;
  if (cells.length < columns.length || cells.length > most) {
    return { expected: `${columns.length} cells`, found: String(cells.length) };
  }
  const unit = isQuoted(last) ? last.slice(1, -1).replaceAll('""', '"') : last;
  const testError = cells[3] === '' ? undefined : numberOr(cells[3]);
  return checked(numberOr(cells[0]), numberOr(cells[2]), testError, unit === '' ? undefined : unit);
}

/** The number in a cell; its text when it has none. */
function numberOr(cell = ''): number | string {
  const number = cell.trim() === '' ? Number.NaN : Number(cell);
  return Number.isNaN(number) && cell.trim() !== 'NaN' ? cell : number;
}

function checked(
  iteration: unknown,
  error: unknown,
  testError: unknown,
  unit: unknown,
): LogPoint | Omit<LogFault, 'line'> {
  if (typeof iteration !== 'number' || !Number.isSafeInteger(iteration) || iteration < 0) {
    return { expected: 'a whole number as iteration', found: described(iteration) };
  }
  if (typeof error !== 'number') return { expected: 'a number as error', found: described(error) };
  if (testError !== undefined && typeof testError !== 'number') {
    return { expected: 'a number as test error', found: described(testError) };
  }
  if (unit !== undefined && typeof unit !== 'string') return { expected: 'a text as unit', found: described(unit) };
  return {
    iteration,
    error,
    ...(testError === undefined ? {} : { testError }),
    ...(unit === undefined ? {} : { unit }),
  };
}
