import { count, counted, described, quoted } from '../language/wording.ts';

/** A run at the end of an iteration, as a log tells it. */
export interface LogRow {
  /** Completed iterations. */
  readonly iteration: number;
  /** How often every example has been worked on. */
  readonly epoch: number;
  /** mean(abs(target − prediction)) of the examples that are learned from. */
  readonly error: number;
  /** The same of those that are not. */
  readonly testError?: number | undefined;
  /** The factor on the updates. */
  readonly learningRate: number;
  /** Since the run began. */
  readonly seconds: number;
}

/** One JSON object a line, or a table with a heading; told by how a file's name ends. */
export type LogFormat = 'ndjson' | 'csv';

export function logFormatOf(file: string): LogFormat | undefined {
  const [, ending] = /\.(ndjson|csv)$/i.exec(file) ?? [];
  return ending?.toLowerCase() as LogFormat | undefined;
}

const columns = ['iteration', 'epoch', 'error', 'testError', 'learningRate', 'seconds'] as const;

/** The first line of a log, where it has one. */
export function logHeading(format: LogFormat): string {
  return format === 'csv' ? `${columns.join(',')}\n` : '';
}

export function logLine(row: LogRow, format: LogFormat): string {
  return format === 'csv' ? `${columns.map((name) => row[name] ?? '').join(',')}\n` : `${JSON.stringify(row)}\n`;
}

/**
 * Whether a file is a log, by the characters that it begins with; also one whose very first line was never finished.
 * @param head as much of the file as its first line has, or all of it.
 */
export function beginsAsLog(head: string, format: LogFormat): boolean {
  const end = head.indexOf('\n');
  const start = format === 'csv' ? logHeading(format).trimEnd() : START_OF_ROW;
  if (end === -1) return head.startsWith(start) || start.startsWith(head);
  const first = head.slice(0, end).replace(/\r$/, '');
  return format === 'csv' ? first === start : 'iteration' in pointOf(first);
}

/** As `logLine` writes it, where a row is an object. */
const START_OF_ROW = `{"${columns[0]}":`;

/** What is read of a log: its errors by iteration, and those of the test where there are such. */
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
      /** Runs before the last, of which nothing is left among the points. */
      readonly earlier: number;
    }
  | { readonly ok: false; readonly fault: LogFault };

/**
 * The errors of a log. A last line without its end is one that was being written, and is left out. A run that begins anew,
 * or takes another way from some iteration on, replaces what the log said of it before.
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

/** Past these a fault says so, rather than a machine out of memory; `--log` writes about a thousand lines. */
const most = { lines: 1_000_000, charactersOfLine: 10_000 };
const tooManyLines = { expected: `at most ${counted(most.lines, 'line')}`, found: 'more' };

/** Undefined for a line that says nothing. */
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
  const value = parsed(line);
  if (typeof value !== 'object' || value === null) return { expected: 'a JSON object', found: quoted(line) };
  const { iteration, error, testError } = value as { readonly [key: string]: unknown };
  // JSON has no number for an error that is not finite.
  return checked(iteration, error === null ? Number.NaN : error, testError === null ? Number.NaN : testError);
}

function pointOfCells(cells: readonly string[]): LogPoint | Omit<LogFault, 'line'> {
  if (cells.length !== columns.length) return { expected: `${columns.length} cells`, found: String(cells.length) };
  return checked(numberOr(cells[0]), numberOr(cells[2]), cells[3] === '' ? undefined : numberOr(cells[3]));
}

/** The number in a cell, or its text where it is none. */
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

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
