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
  /** mean(abs(target − prediction)) over the test set. */
  readonly testError?: number | undefined;
  /** The present learning rate. */
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

/** The first line of a table; empty for JSON. */
export function logHeading(format: LogFormat): string {
  return format === 'csv' ? `${columns.join(',')}\n` : '';
}

export function logLine(row: LogRow, format: LogFormat): string {
  return format === 'csv' ? `${columns.map((name) => row[name] ?? '').join(',')}\n` : `${JSON.stringify(row)}\n`;
}

/**
 * True when a file begins as a log does, even if its first line is not finished.
 * @param head the beginning of the file: at least its first line, or all of it.
 */
export function beginsAsLog(head: string, format: LogFormat): boolean {
  const end = head.indexOf('\n');
  const start = format === 'csv' ? logHeading(format).trimEnd() : START_OF_ROW;
  if (end === -1) return head.startsWith(start) || start.startsWith(head);
  const first = head.slice(0, end).replace(/\r$/, '');
  return format === 'csv' ? first === start : 'iteration' in pointOf(first);
}

/** The beginning of every line that `logLine` writes as JSON. */
const START_OF_ROW = `{"${columns[0]}":`;

/** The part of a log that is read back. */
export type LogPoint = Pick<LogRow, 'iteration' | 'error' | 'testError'>;

export interface LogFault {
  /** From 1. */
  readonly line: number;
  readonly expected: string;
  readonly found: string;
}

export type ReadLog =
  | {
      readonly ok: true;
      readonly points: readonly LogPoint[];
      /** The number of earlier runs in the log. Their points are left out. */
      readonly earlier: number;
    }
  | { readonly ok: false; readonly fault: LogFault };

/**
 * Reads the errors of a log. A last line without a line break is unfinished and ignored. A line replaces all earlier lines of
 * its iteration and later ones: the run was restarted, or continued from an earlier iteration.
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
  const { iteration, error, testError } = value;
  // JSON.stringify writes NaN and infinities as null.
  return checked(iteration, error === null ? Number.NaN : error, testError === null ? Number.NaN : testError);
}

function pointOfCells(cells: readonly string[]): LogPoint | Omit<LogFault, 'line'> {
  if (cells.length !== columns.length) return { expected: `${columns.length} cells`, found: String(cells.length) };
  return checked(numberOr(cells[0]), numberOr(cells[2]), cells[3] === '' ? undefined : numberOr(cells[3]));
}

/** The number in a cell; its text when it has none. */
function numberOr(cell = ''): number | string {
  const number = cell.trim() === '' ? Number.NaN : Number(cell);
  return Number.isNaN(number) && cell.trim() !== 'NaN' ? cell : number;
}

function checked(iteration: unknown, error: unknown, testError: unknown): LogPoint | Omit<LogFault, 'line'> {
  if (typeof iteration !== 'number' || !Number.isSafeInteger(iteration) || iteration < 0) {
    return { expected: 'a whole number as iteration', found: described(iteration) };
  }
  if (typeof error !== 'number') return { expected: 'a number as error', found: described(error) };
  if (testError === undefined) return { iteration, error };
  if (typeof testError !== 'number') return { expected: 'a number as test error', found: described(testError) };
  return { iteration, error, testError };
}
