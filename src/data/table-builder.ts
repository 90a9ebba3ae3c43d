import { count, counted, megabytes, shortened } from '../language/wording.ts';
import { ColumnReader } from './column-reader.ts';
import type { DecimalMark } from './decimal-marks.ts';
import { type Dialect, isBlank } from './dialect.ts';
import { unprotectedText } from './formula.ts';
import { GrowingArray } from './growing-array.ts';
import { BYTES_PER_CELL, fileFault, type Stop, type Table, type TableFault, type TableLimits } from './table.ts';

/** Characters of a column's name. */
const LONGEST_NAME = 200;

export interface BuilderOptions {
  /** The number of rows to read, from the first on; all by default. */
  readonly rows?: number | undefined;
  /** The decimal mark of numbers that can be read in two ways, such as 2,196; by default as the numbers of the file suggest. */
  readonly decimal?: DecimalMark | undefined;
}

/** Builds a table from rows of text. */
export class TableBuilder {
  readonly #width: number;
  readonly #limits: TableLimits;
  readonly #columns: readonly ColumnReader[];
  readonly #lines = new GrowingArray((length) => new Uint32Array(length));
  #names: readonly string[] | undefined;
  #awaitsHeader: boolean;
  #rows = 0;
  #empty = 0;
  #firstLine: number | undefined;
  /** The number of rows that are asked for. */
  readonly #enough: number;
  readonly #decimal: DecimalMark | undefined;
  readonly #isAsked: boolean;
  #hasMore = false;
  #hasRowNames = false;
  /** Rows above the table, and those of them that are still to come. */
  readonly #above: number;
  #left: number;

  constructor({ width, header, names, above }: Dialect, limits: TableLimits, options: BuilderOptions = {}) {
    this.#width = width;
    this.#limits = limits;
    this.#decimal = options.decimal;
    this.#isAsked = options.rows !== undefined;
    this.#enough = options.rows ?? Number.POSITIVE_INFINITY;
    this.#awaitsHeader = header;
    this.#above = above;
    this.#left = above;
    this.#names = names && distinct(names.slice(0, width));
    const budget = { left: limits.names };
    this.#columns = Array.from({ length: width }, () => new ColumnReader(limits, budget));
  }

  /** Adds a row that begins at this line. Blank rows are skipped. */
  push(cells: readonly string[], line: number): Stop | undefined {
    if (isBlank(cells)) return this.#skip(line);
    if (this.#rows === this.#enough) {
      this.#hasMore = true;
      return 'enough';
    }
    if (this.#left > 0) {
      this.#left--;
      return undefined;
    }
    if (this.#rows === 0 && this.#names !== undefined && cells.every(isRule)) return undefined;
    const lacksOne = this.#awaitsHeader && cells.length === this.#width - 1;
    if (cells.length !== this.#width && !lacksOne && !this.#hasTrailing(cells)) return this.#ragged(cells, line);
    this.#firstLine ??= line;
    if (this.#awaitsHeader) {
      this.#hasRowNames = lacksOne;
      this.#names = distinct(lacksOne ? ['', ...cells] : cells.slice(0, this.#width));
      this.#awaitsHeader = false;
      return undefined;
    }
    if (this.#rows === Math.min(this.#limits.rows, Math.floor(this.#limits.cells / this.#width))) {
      return tooMany(line, counted(this.#rows, 'row'), adviceOnRows(this.#rows, this.#width));
    }
    for (let column = 0; column < this.#width; column++) {
      (this.#columns[column] as ColumnReader).push(cells[column] as string);
    }
    this.#lines.push(line);
    this.#rows++;
    return undefined;
  }

  /** @param others notices about the text. */
  table(others: readonly string[]): Table | TableFault {
    if (this.#rows === 0) return fileFault('at least one row of data', this.#names ? 'a header alone' : 'none');
    const mark = markOf(this.#columns);
    const columns = this.#columns.map((column) => column.column(this.#decimal, mark));
    const notices = [
      ...others,
      ...(this.#above > 0 ? [`${counted(this.#above, 'line')} above the table left out`] : []),
      ...(this.#hasMore ? [firstRowsOnly(this.#rows)] : []),
      ...(this.#isAsked ? memoryTaken(this.#rows, this.#width) : []),
      ...(this.#hasRowNames ? ['the header has one cell less than the rows: the first column has no name'] : []),
    ];
    return {
      names: this.#names,
      columns,
      rows: this.#rows,
      lines: this.#lines.take(),
      notices: notices.length === 0 ? undefined : notices,
    };
  }

  #skip(line: number): TableFault | undefined {
    this.#empty++;
    return this.#empty > this.#limits.rows ? tooMany(line, counted(this.#limits.rows, 'empty line')) : undefined;
  }

  #hasTrailing(cells: readonly string[]): boolean {
    return cells.length > this.#width && isBlank(cells.slice(this.#width));
  }

  #ragged(cells: readonly string[], line: number): TableFault {
    const like = this.#firstLine === undefined ? '' : `, as in line ${count(this.#firstLine)}`;
    const column = Math.min(cells.length, this.#width + 1);
    return {
      path: '',
      position: { line, column },
      expected: `${counted(this.#width, 'cell')}${like}`,
      found: count(cells.length),
      advice: 'put a cell with a delimiter in it in double quotes',
    };
  }
}

/** The decimal mark of all columns of which it is certain; undefined when they differ. */
function markOf(columns: readonly ColumnReader[]): DecimalMark | undefined {
  const marks = new Set(columns.flatMap(({ certainMark }) => certainMark ?? []));
  return marks.size === 1 ? [...marks][0] : undefined;
}

/** The advice for a file with more rows than the limit. */
export function adviceOnRows(rows: number, width: number): string {
  const memory = megabytes(10_000 * width * BYTES_PER_CELL);
  return `"rows": ${rows} takes the first ones, a larger number raises the limit and takes about ${memory} for 10,000 rows`;
}

/** Less memory than this is not worth a notice. */
const MUCH_MEMORY = 256 * 2 ** 20;

/** The notice of a large table that a person asked for. */
export function memoryTaken(rows: number, width: number): readonly string[] {
  const bytes = rows * width * BYTES_PER_CELL;
  const table = `${counted(rows, 'row')} of ${counted(width, 'column')}`;
  return bytes < MUCH_MEMORY ? [] : [`${table} take about ${count(Math.ceil(bytes / 2 ** 20))} MB of memory`];
}

/** The notice of a file whose other rows are not read. */
export function firstRowsOnly(rows: number): string {
  return `only the first ${counted(rows, 'row')} of the file ${rows === 1 ? 'is' : 'are'} read`;
}

/** True for a cell of the line below the header in a table of Markdown or SQL: `---`. */
function isRule(cell: string): boolean {
  return /^\s*[:+]?-{2,}[:+]?\s*$/.test(cell) || cell.trim() === '';
}

function tooMany(line: number, most: string, advice?: string): TableFault {
  return { path: '', position: { line, column: 1 }, expected: `at most ${most}`, found: 'more', advice };
}

/** Unique names of columns: `column 4` for an empty name, and `name.1` for a repeated one, as in pandas. */
function distinct(cells: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return cells.map((cell, column) => {
    const name = shortened(unprotectedText(cell.trim()), LONGEST_NAME) || `column ${column + 1}`;
    let own = name;
    for (let times = 1; taken.has(own); times++) own = `${name}.${times}`;
    taken.add(own);
    return own;
  });
}
