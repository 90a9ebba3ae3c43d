import { count, counted } from '../language/wording.ts';
import type { ByteSink } from './byte-sink.ts';
import { type Dialect, type DialectOptions, dialectOf } from './dialect.ts';
import { lineBreaks, RecordReader, tooLong } from './record-reader.ts';
import { COMMENT } from './records.ts';
import type { Table } from './table.ts';
import { TableBuilder } from './table-builder.ts';
import { fileFault, type TableFault } from './table-fault.ts';
import type { TableLimits } from './table-limits.ts';
import { TextPieces } from './text-pieces.ts';

/** Bytes that are decoded and split at once. */
const PIECE = 2 ** 16;
/** Characters by which the dialect is found, or more until there is a row. */
const SAMPLE = 2 ** 16;

/** Delimited text, its dialect found out from the first rows, which are held back until then. */
export class DelimitedText implements ByteSink {
  readonly #options: DialectOptions;
  readonly #limits: TableLimits;
  readonly #pieces = new TextPieces();
  #held = '';
  /** The line where it begins. */
  #line = 1;
  #enough = SAMPLE;
  #reading: { readonly records: RecordReader; readonly builder: TableBuilder } | undefined;

  constructor(options: DialectOptions, limits: TableLimits) {
    this.#options = options;
    this.#limits = limits;
  }

  push(bytes: Uint8Array): TableFault | undefined {
    for (let at = 0; at < bytes.length; at += PIECE) {
      const fault = this.#read(bytes.subarray(at, at + PIECE), false);
      if (fault !== undefined) return fault;
    }
    return undefined;
  }

  end(): Table | TableFault {
    const fault = this.#read(new Uint8Array(), true) ?? this.#reading?.records.end();
    return fault ?? this.#reading?.builder.table() ?? fileFault('at least one row of data', 'none');
  }

  #read(bytes: Uint8Array, last: boolean): TableFault | undefined {
    const text = this.#pieces.decode(bytes, last);
    if (typeof text !== 'string') {
      const advice = 'save the file as UTF-8';
      return this.#push(text.before, true) ?? this.#stop('text in UTF-8', `the byte ${text.byte}`, advice);
    }
    const zero = text.indexOf('\0');
    if (zero === -1) return this.#push(text, last);
    return (
      this.#push(text.slice(0, zero), true) ??
      this.#stop('text in UTF-8', 'a byte that is zero', 'save the file as UTF-8, or is it of another kind?')
    );
  }

  #push(text: string, last: boolean): TableFault | undefined {
    if (this.#reading !== undefined) return this.#reading.records.push(text);
    this.#hold(text);
    if (this.#held.length < this.#enough && !last) return undefined;
    const full = this.#held.length >= this.#limits.record;
    const dialect = dialectOf(this.#held, last || full, this.#options);
    if (dialect !== undefined) return this.#begin(dialect);
    this.#enough = Math.min(2 * this.#held.length, this.#limits.record);
    return full ? { path: '', position: { line: this.#line, column: 1 }, ...tooLong(this.#limits.record) } : undefined;
  }

  /** Holds what begins with a row, or may: empty lines and comments could come for long. */
  #hold(text: string): void {
    const held = this.#held + text;
    const start = firstRow(held, this.#options.delimiter !== COMMENT);
    this.#line += lineBreaks(held, 0, start);
    this.#held = held.slice(start);
  }

  #begin(dialect: Dialect): TableFault | undefined {
    const { columns, record } = this.#limits;
    if (dialect.width > columns) {
      const advice = 'is the delimiter another one, or are rows and columns exchanged?';
      return fileFault(`at most ${counted(columns, 'column')}`, `at least ${count(dialect.width)}`, advice);
    }
    const builder = new TableBuilder(dialect, this.#limits);
    const records = new RecordReader(dialect.delimiter, { most: record, line: this.#line }, (cells, line) =>
      builder.push(cells, line),
    );
    this.#reading = { records, builder };
    const text = this.#held;
    this.#held = '';
    return records.push(text);
  }

  /** What breaks a text off stands after all that has been pushed. */
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

/** Where the first line begins that is neither empty nor a comment, or the last of those that are. */
function firstRow(text: string, comments: boolean): number {
  for (let at = 0; ; ) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end);
    if (end === -1 || (line.trim() !== '' && !(comments && line.startsWith(COMMENT)))) return at;
    at = end + 1;
  }
}
