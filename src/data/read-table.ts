import { isNpy } from '../formats/npy.ts';
import { isZip } from '../formats/zip.ts';
import { megabytes } from '../language/wording.ts';
import { ArrayFile, misnamedArrays } from './array-table.ts';
import { DelimitedText, type TextOptions } from './delimited-text.ts';
import { BEGINNING, foreignFile } from './foreign-files.ts';
import { GunzipSink, isGzip } from './gunzip.ts';
import {
  type ByteSink,
  fileFault,
  type Stop,
  type Table,
  type TableFault,
  type TableLimits,
  TIMES_IF_ASKED,
  tableLimits,
} from './table.ts';

/** Options for reading a table. An option that is left out is detected from the file. */
export interface TableOptions extends TextOptions {
  /** Called after each chunk with the number of bytes read so far. */
  readonly progress?: ((bytes: number) => void) | undefined;
  /** The name of the file. A file named .npy or .npz is never read as text. */
  readonly file?: string | undefined;
  /** True to read the arrays of the test set in a file of arrays that has some. */
  readonly readsTest?: boolean | undefined;
  /** A number of rows above the limit raises the limit. */
  readonly rows?: number | undefined;
  readonly limits?: Partial<TableLimits> | undefined;
}

export type ReadTable =
  | { readonly ok: true; readonly table: Table }
  | { readonly ok: false; readonly faults: readonly TableFault[] };

/**
 * Reads a table from delimited text or from NumPy arrays (.npy, .npz), packed by gzip or not. The first bytes decide
 * which. Reading stops at the first fault.
 */
export function readTable(chunks: Iterable<Uint8Array>, options: TableOptions = {}): ReadTable {
  const reader = new TableReader(options);
  for (const chunk of chunks) {
    if (reader.push(chunk) !== undefined) break;
  }
  return reader.end();
}

/** Reads a table from chunks that arrive one by one. Same rules as `readTable`. */
class TableReader {
  readonly #sink: ByteSink;
  readonly #limits: TableLimits;
  readonly #isAsked: boolean;
  readonly #progress: TableOptions['progress'];
  #bytes = 0;
  #stop: Stop | undefined;

  constructor(options: TableOptions = {}) {
    this.#isAsked = options.rows !== undefined;
    this.#limits = withRows({ ...tableLimits, ...options.limits }, options.rows);
    this.#progress = options.progress;
    this.#sink = new AnyFile((head) => this.#sinkFor(head, options));
  }

  push(chunk: Uint8Array): Stop | undefined {
    this.#stop ??= this.#sink.push(chunk);
    this.#bytes += chunk.length;
    this.#progress?.(this.#bytes);
    return this.#stop;
  }

  end(): ReadTable {
    const result = this.#stop === undefined || this.#stop === 'enough' ? this.#sink.end() : this.#stop;
    if ('expected' in result) return { ok: false, faults: [result] };
    return { ok: true, table: this.#isAsked ? { ...result, isAsked: true } : result };
  }

  #sinkFor(head: Uint8Array, options: TableOptions): ByteSink {
    const { file = '' } = options;
    const misnamed = misnamedArrays(file, head);
    if (misnamed !== undefined) return refusal(misnamed);
    const unpacked = (start: Uint8Array): ByteSink => {
      const isOfArrays = isNpy(start) || isZip(start);
      const foreign = isOfArrays ? undefined : foreignFile(start, file);
      if (foreign !== undefined) return refusal(foreign);
      const sink = isOfArrays
        ? new ArrayFile(this.#limits, { rows: options.rows, file, readsTest: options.readsTest })
        : new DelimitedText(options, this.#limits);
      return new BoundedSink(sink, this.#limits.bytes);
    };
    return isGzip(head) ? new BoundedSink(new GunzipSink(new AnyFile(unpacked)), this.#limits.bytes) : unpacked(head);
  }
}

function withRows(limits: TableLimits, rows: number | undefined): TableLimits {
  if (rows === undefined) return limits;
  return {
    ...limits,
    rows: Math.max(limits.rows, rows),
    cells: limits.cells * TIMES_IF_ASKED,
    bytes: limits.bytes * TIMES_IF_ASKED,
  };
}

/** A sink that takes nothing. */
function refusal(fault: TableFault): ByteSink {
  return { push: () => fault, end: () => fault };
}

/** The number of first bytes that identify every kind of file. */
const HEAD = BEGINNING;

/** Collects the first bytes of a file, then passes everything to the sink that reads this kind of file. */
class AnyFile implements ByteSink {
  readonly #sinkFor: (head: Uint8Array) => ByteSink;
  #head = new Uint8Array();
  #sink: ByteSink | undefined;

  constructor(sinkFor: (head: Uint8Array) => ByteSink) {
    this.#sinkFor = sinkFor;
  }

  push(bytes: Uint8Array): Stop | undefined {
    if (this.#sink !== undefined) return this.#sink.push(bytes);
    this.#head = new Uint8Array([...this.#head, ...bytes.subarray(0, HEAD)]);
    if (this.#head.length < HEAD) return undefined;
    this.#sink = this.#sinkFor(this.#head);
    return this.#sink.push(this.#head) ?? this.#sink.push(bytes.subarray(HEAD));
  }

  end(): Table | TableFault {
    if (this.#sink !== undefined) return this.#sink.end();
    const sink = this.#sinkFor(this.#head);
    const stop = sink.push(this.#head);
    return stop === undefined || stop === 'enough' ? sink.end() : stop;
  }
}

/** Passes bytes on until the limit is reached, then reports a fault. */
class BoundedSink implements ByteSink {
  readonly #sink: ByteSink;
  readonly #most: number;
  #bytes = 0;

  constructor(sink: ByteSink, most: number) {
    this.#sink = sink;
    this.#most = most;
  }

  push(bytes: Uint8Array): Stop | undefined {
    this.#bytes += bytes.length;
    if (this.#bytes <= this.#most) return this.#sink.push(bytes);
    return fileFault(`at most ${megabytes(this.#most)} of data`, 'more', '"rows": 10000 takes the first 10,000');
  }

  end(): Table | TableFault {
    return this.#sink.end();
  }
}
