import Papa from 'papaparse';
import { count } from '../language/wording.ts';
import type { Position, Stop, TableFault } from './table.ts';

/** The separator of cells: a character, or a space for any run of spaces and tabs. */
export type Delimiter = string;
export const WHITESPACE: Delimiter = ' ';
export const COMMENT = '#';

/** The format of the rows of a text. */
export interface RecordFormat {
  readonly delimiter: Delimiter;
  /** True when lines that begin with # are comments. */
  readonly comments: boolean;
}

/** One row of a text whose lines end with \n. */
export interface TextRecord {
  readonly cells: readonly string[];
  /** Start and end offset in the text, including the comments before the row and its line break. */
  readonly from: number;
  readonly to: number;
  /** The first misplaced quote in the row. */
  readonly quote?: WrongQuote | undefined;
}

export interface WrongQuote {
  readonly kind: 'never closed' | 'closed too early';
  /** The offset where the cell with the quote begins. */
  readonly at: number;
}

/**
 * Splits a text into rows until `take` returns false. The last row ends at the end of the text. Comments are skipped;
 * an empty line is a row with one empty cell.
 */
export function splitRecords(text: string, format: RecordFormat, take: (record: TextRecord) => boolean): void {
  if (format.delimiter === WHITESPACE) splitWords(text, format, take);
  else splitCells(text, format, take);
}

function splitCells(text: string, { delimiter, comments }: RecordFormat, take: (record: TextRecord) => boolean): void {
  let from = 0;
  Papa.parse<string[]>(withoutSpaces(text, delimiter), {
    delimiter,
    newline: '\n',
    comments: comments ? COMMENT : false,
    step: ({ data: cells, errors, meta: { cursor: to } }, parser) => {
      const [error] = errors;
      const quote = error && quoteOf(error);
      const goesOn = take({ cells, from, to, quote });
      from = to;
      if (!goesOn) parser.abort();
    },
  });
}

/**
 * The text with the spaces before an opening quote moved behind it, where they belong to the cell: `1, "x, y"`. Its length stays the
 * same. Inside of a quoted cell, a quote is doubled, or a delimiter or a line break follows.
 */
function withoutSpaces(text: string, delimiter: Delimiter): string {
  if (delimiter.length > 1 || !text.includes(`${delimiter} `) || !text.includes('"')) return text;
  const separator = delimiter.replace(/[|^$.*+?()[\]{}\\]/, '\\$&');
  const opening = new RegExp(`${separator}( +)"(?=[^"\\n${separator}])`, 'g');
  return text.replace(opening, (_, spaces: string) => `${delimiter}"${spaces}`);
}

function quoteOf({ code, index }: Papa.ParseError): WrongQuote {
  // Papa's index is one past the opening quote of the cell.
  return { kind: code === 'MissingQuotes' ? 'never closed' : 'closed too early', at: (index ?? 1) - 1 };
}

function splitWords(text: string, { comments }: RecordFormat, take: (record: TextRecord) => boolean): void {
  let from = 0;
  for (let start = 0; start <= text.length; ) {
    const lineBreak = text.indexOf('\n', start);
    const to = lineBreak === -1 ? text.length : lineBreak + 1;
    if (!comments || !text.startsWith(COMMENT, start)) {
      const cells = wordsOf(text.slice(start, to).trim());
      if (!take({ cells, from, to })) return;
      from = to;
    }
    if (lineBreak === -1) return;
    start = to;
  }
}

/** A word in quotes, in which quotes are written twice; or any other word. A quote without its end belongs to its word. */
const word = /"(?:[^"]|"")*"(?![^ \t])|[^ \t]+/g;

function wordsOf(line: string): readonly string[] {
  if (!line.includes('"')) return line.split(/[ \t]+/);
  const words = line.match(word) ?? [''];
  return words.map((own) => (/^".*"$/.test(own) && own.length > 1 ? own.slice(1, -1).replaceAll('""', '"') : own));
}

/** Receives a row and the line where it begins; returns a fault when the row is wrong, or `enough` after the last one. */
export type TakeRow = (cells: readonly string[], line: number) => Stop | undefined;

/** Splits a text that arrives in pieces into rows. A row is passed on once the next one has begun. */
export class RecordReader {
  readonly #format: RecordFormat;
  /** The most characters per row. */
  readonly #most: number;
  readonly #take: TakeRow;
  /** Text that has not been passed on yet. */
  #rest = '';
  /** The line where the rest begins. */
  #line: number;
  /**
   * The rest is split again only when it is at least this long, so that a long row is not read again for every piece.
   */
  #enough = 0;

  constructor(format: RecordFormat, { most, line }: { readonly most: number; readonly line: number }, take: TakeRow) {
    this.#format = format;
    this.#most = most;
    this.#line = line;
    this.#take = take;
  }

  push(text: string): Stop | undefined {
    this.#rest += text;
    return this.#rest.length < this.#enough ? undefined : this.#split(false);
  }

  end(): Stop | undefined {
    return this.#split(true);
  }

  /** The place after all text received so far. */
  place(): Position {
    return this.#placeIn(this.#rest, this.#rest.length);
  }

  #split(last: boolean): Stop | undefined {
    const text = this.#rest;
    const oneLineEach = !text.includes('"');
    let newest: TextRecord | undefined;
    let stop: Stop | undefined;
    const give = (record: TextRecord): void => {
      stop = this.#give(text, record, oneLineEach);
    };
    splitRecords(text, this.#format, (record) => {
      if (newest !== undefined) give(newest);
      newest = record;
      return stop === undefined;
    });
    if (stop !== undefined) return stop;
    // Only comments follow this row, so it is complete.
    const whole = newest !== undefined && (last || newest.to < text.length);
    if (whole) give(newest as TextRecord);
    if (last || stop !== undefined) return stop;
    const open = whole ? undefined : newest;
    this.#keep(text, open?.from ?? newest?.to ?? 0, open !== undefined);
    return this.#rest.length > this.#most ? this.#tooLong(text, open?.quote) : undefined;
  }

  #give(text: string, { cells, from, to, quote }: TextRecord, oneLine: boolean): Stop | undefined {
    const start = this.#afterComments(text, from);
    this.#line += lineBreaks(text, from, start);
    if (quote !== undefined) return quoteFault(quote, this.#placeIn(text, quote.at, start), 'the end of the file');
    const stop = this.#take(cells, this.#line);
    this.#line += oneLine ? 1 : lineBreaks(text, start, to);
    return stop;
  }

  /** Keeps an incomplete row, without the comments that begin at `from`; without a row, keeps the last comment line. */
  #keep(text: string, from: number, row: boolean): void {
    const start = row ? this.#afterComments(text, from) : text.lastIndexOf('\n') + 1;
    this.#line += lineBreaks(text, from, start);
    this.#rest = text.slice(start);
    this.#enough = 2 * this.#rest.length;
  }

  #tooLong(text: string, quote: WrongQuote | undefined): TableFault {
    const { expected, found } = tooLong(this.#most);
    if (quote === undefined) return { path: '', position: { line: this.#line, column: 1 }, expected, found };
    const at = quote.at - (text.length - this.#rest.length);
    return quoteFault(quote, this.#placeIn(this.#rest, at), `none in ${count(this.#most)} characters`);
  }

  /** The place of an offset in a text whose current row begins at `start`. */
  #placeIn(text: string, offset: number, start = 0): Position {
    const row = this.#afterComments(text, start);
    const line = this.#line + lineBreaks(text, start, Math.max(row, offset));
    let column = 1;
    splitRecords(text.slice(row, offset), this.#format, ({ cells }) => {
      column = cells.length;
      return true;
    });
    return { line, column };
  }

  #afterComments(text: string, from: number): number {
    let at = from;
    while (this.#format.comments && text.startsWith(COMMENT, at)) {
      const lineBreak = text.indexOf('\n', at);
      if (lineBreak === -1) return text.length;
      at = lineBreak + 1;
    }
    return at;
  }
}

function quoteFault(quote: WrongQuote, position: Position, end: string): TableFault {
  const advice = 'a quote inside of a quoted cell is written twice';
  const never = quote.kind === 'never closed';
  const expected = never ? 'a quote that closes this cell' : 'the next cell or the next line after a closing quote';
  return { path: '', position, expected, found: never ? end : 'more text', advice };
}

/** The fault of a row with too many characters. */
export function tooLong(most: number): Pick<TableFault, 'expected' | 'found'> {
  return { expected: `a row of at most ${count(most)} characters`, found: 'more' };
}

export function lineBreaks(text: string, from: number, to: number): number {
  let breaks = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) breaks++;
  return breaks;
}
