import { count, counted } from '../language/wording.ts';
import { CommentLines } from './comment-lines.ts';
import { areComments, type Dialect, type DialectOptions, dialectOf } from './dialect.ts';
import { COMMENT, lineBreaks, RecordReader, tooLong } from './records.ts';
import { type ByteSink, fileFault, type Stop, type Table, type TableFault, type TableLimits } from './table.ts';
import { type BuilderOptions, TableBuilder } from './table-builder.ts';
import { TextPieces } from './text-pieces.ts';

/** Bytes that are decoded and split at once. */
const PIECE = 2 ** 16;
/** Characters collected to detect the dialect. More are collected when they hold no complete row yet. */
const SAMPLE = 2 ** 16;

/** Options for reading delimited text. */
export interface TextOptions extends DialectOptions, BuilderOptions {}

/** Reads delimited text. The first rows are held back until the dialect has been detected from them. */
export class DelimitedText implements ByteSink {
  #options: TextOptions;
  readonly #limits: TableLimits;
  readonly #pieces = new TextPieces();
  #held = '';
  /** The line where the held text begins. */
  #line = 1;
  #enough = SAMPLE;
  /** True when lines that begin with # are comments; undefined before that is decided. */
  #comments: boolean | undefined;
  /** The last comment before the held text, if no other line is between. */
  #comment: string | undefined;
  #stopped: Stop | undefined;
  #reading:
    | { readonly records: RecordReader; readonly builder: TableBuilder; readonly comments: CommentLines }
    | undefined;

  constructor(options: TextOptions, limits: TableLimits) {
    this.#options = options;
    this.#limits = limits;
  }

  push(bytes: Uint8Array): Stop | undefined {
    for (let at = 0; at < bytes.length && this.#stopped === undefined; at += PIECE) {
      this.#stopped = this.#read(bytes.subarray(at, at + PIECE), false);
    }
    return this.#stopped;
  }

  end(): Table | TableFault {
    this.#stopped ??= this.#read(new Uint8Array(), true) ?? this.#reading?.records.end();
    if (this.#stopped !== undefined && this.#stopped !== 'enough') return this.#stopped;
    if (this.#reading === undefined) return fileFault('at least one row of data', 'none');
    const { builder, comments } = this.#reading;
    const notices = [comments.notice(), this.#pieces.isWestern ? western : undefined];
    return builder.table(notices.filter((notice) => notice !== undefined));
  }

  #read(bytes: Uint8Array, last: boolean): Stop | undefined {
    const text = this.#pieces.decode(bytes, last);
    if (typeof text !== 'string') {
      const advice = 'save the file as UTF-8';
      return this.#push(text.before, true) ?? this.#stop('text in UTF-8', `the byte ${text.byte}`, advice);
    }
    const zero = text.indexOf('\0');
    if (zero === -1) return this.#push(text, last);
    return (
      this.#push(text.slice(0, zero), true) ??
      this.#stop('text in UTF-8', 'a byte that is zero', 'save the file as UTF-8, or is it another kind of file?')
    );
  }

  #push(text: string, last: boolean): Stop | undefined {
    if (this.#reading !== undefined) return this.#reading.records.push(this.#reading.comments.pass(text, last));
    this.#held += text;
    if (this.#held.length < this.#enough && !last) return undefined;
    this.#takeSeparatorLine();
    this.#comments ??= areComments(this.#held, last, this.#options);
    this.#dropBeforeRows(this.#comments);
    const full = this.#held.length >= this.#limits.record;
    const before = { comments: this.#comments, comment: this.#comment };
    const dialect = dialectOf(this.#held, last || full, this.#options, before);
    if (dialect !== undefined) return this.#begin(dialect, last);
    this.#enough = Math.min(Math.max(SAMPLE, 2 * this.#held.length), this.#limits.record);
    return full ? { path: '', position: { line: this.#line, column: 1 }, ...tooLong(this.#limits.record) } : undefined;
  }

  /** A spreadsheet's first line `sep=;` is no row: it states the delimiter. */
  #takeSeparatorLine(): void {
    const [line, delimiter] = this.#line === 1 ? (/^"?sep=([^"\n])"?[,;|\t ]*\n/i.exec(this.#held) ?? []) : [];
    if (line === undefined) return;
    this.#options = { ...this.#options, delimiter: this.#options.delimiter ?? delimiter };
    this.#held = this.#held.slice(line.length);
    this.#line++;
  }

  /** Drops empty lines and comments before the first row, which could be endless, and remembers the last comment. */
  #dropBeforeRows(comments: boolean): void {
    const start = firstRow(this.#held, comments);
    if (start === 0) return;
    this.#line += lineBreaks(this.#held, 0, start);
    const last = this.#held.slice(this.#held.lastIndexOf('\n', start - 2) + 1, start - 1);
    this.#comment = last.startsWith(COMMENT) || OTHER_COMMENT.test(last) ? last : undefined;
    this.#held = this.#held.slice(start);
  }

  #begin(dialect: Dialect, last: boolean): Stop | undefined {
    const { columns, record } = this.#limits;
    if (dialect.width > columns) {
      const advice = 'is there another delimiter, or are rows and columns swapped?';
      return fileFault(`at most ${counted(columns, 'column')}`, `at least ${count(dialect.width)}`, advice);
    }
    const comments = new CommentLines(dialect, dialect.width);
    const builder = new TableBuilder(dialect, this.#limits, this.#options);
    const records = new RecordReader(dialect, { most: record, line: this.#line }, (cells, line) =>
      builder.push(comments.restored(cells), line),
    );
    this.#reading = { records, builder, comments };
    const text = this.#held;
    this.#held = '';
    return records.push(comments.pass(text, last));
  }

  /** A fault at the end of the text received so far. */
  #stop(expected: string, found: string, advice?: string): TableFault {
    return {
      path: '',
      position: this.#reading?.records.place() ?? { line: this.#line, column: 1 },
      expected,
      found,
      advice,
    };
  }
}

/** Numbers are the same in all encodings that have the bytes of ASCII. */
const western = 'not UTF-8, so read as Windows-1252: letters outside ASCII may be wrong';

/** Comments of other languages, above the first row. */
const OTHER_COMMENT = /^(?:%+|\/\/)\s/;

/** The start of the first line that is neither empty nor a comment; of the last line when there is none. */
function firstRow(text: string, comments: boolean): number {
  for (let at = 0; ; ) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end);
    if (end === -1 || (line.trim() !== '' && !(comments && (line.startsWith(COMMENT) || OTHER_COMMENT.test(line)))))
      return at;
    at = end + 1;
  }
}
