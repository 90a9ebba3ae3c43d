import { count, counted, megabytes, quoted, shortened } from '../language/wording.ts';
import { ColumnReader } from './column-reader.ts';
import type { DecimalMark } from './decimal-marks.ts';
import { type Dialect, isBlank } from './dialect.ts';
import { unprotectedText } from './formula.ts';
import { GrowingArray } from './growing-array.ts';
import { isRowOfNames, isRule, isSameRow } from './header.ts';
import { plainNumber } from './number-text.ts';
import { BYTES_PER_CELL, fileFault, type Stop, type Table, type TableFault, type TableLimits } from './table.ts';

/** Characters of a column's name. */
const LONGEST_NAME = 200;
/** Characters of a line below the table that are quoted. */
const LONGEST_NOTE = 60;
/** The most lines below a table, and the fewest rows above them. */
const MOST_NOTES = 20;
const FEWEST_ABOVE_NOTES = 3;

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
  readonly #isOfSemicolons: boolean;
  #hasMore = false;
  #hasRowNames = false;
  /** The row of names, if they are texts that differ, and the rows below that are the same. */
  #header: readonly string[] | undefined;
  #headersAgain = 0;
  /** The names that several columns have. */
  readonly #repeated = new Set<string>();
  /** Rows above the table, and those of them that are still to come. */
  readonly #above: number;
  #left: number;
  /** Rows of labels below the header that are still to come, and the cells of those that came. */
  #labelsLeft: number;
  readonly #labels: (readonly string[])[] = [];
  /** Lines of one text below the table. */
  readonly #below: { readonly text: string; readonly fault: TableFault }[] = [];

  constructor(dialect: Dialect, limits: TableLimits, options: BuilderOptions = {}) {
    const { width, header, names, above, labels, delimiter } = dialect;
    this.#width = width;
    this.#isOfSemicolons = delimiter === ';';
    this.#limits = limits;
    this.#decimal = options.decimal;
    this.#isAsked = options.rows !== undefined;
    this.#enough = options.rows ?? Number.POSITIVE_INFINITY;
    this.#awaitsHeader = header;
    this.#above = above;
    this.#left = above;
    this.#labelsLeft = labels;
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
    if (cells.length !== this.#width && !lacksOne && !this.#hasTrailing(cells)) return this.#note(cells, line);
    if (this.#below[0] !== undefined) return this.#below[0].fault;
    this.#firstLine ??= line;
    if (this.#awaitsHeader) {
      this.#hasRowNames = lacksOne;
      this.#names = distinct(lacksOne ? ['', ...cells] : cells.slice(0, this.#width), this.#repeated);
      if (isRowOfNames(cells)) this.#header = cells;
      this.#awaitsHeader = false;
      return undefined;
    }
    if (this.#header !== undefined && isSameRow(cells, this.#header)) {
      this.#headersAgain++;
      return undefined;
    }
    if (this.#labelsLeft > 0) {
      this.#labelsLeft--;
      this.#labels.push(cells);
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
    if (this.#rows === 0) return fileFault('at least one row of data', this.#names ? 'only a header' : 'none');
    const mark = markOf(this.#columns);
    const columns = this.#columns.map((column) => column.column(this.#decimal, mark, this.#isOfSemicolons));
    const notices = [
      ...others,
      ...(this.#above > 0 ? [`${counted(this.#above, 'line')} above the table left out`] : []),
      ...this.#labels.map(labelsLeftOut),
      ...(this.#headersAgain > 0 ? [`${counted(this.#headersAgain, 'more row')} of column names left out`] : []),
      ...this.#notesBelow(),
      ...this.#repeatedNames(),
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

  /** A row of another length: a line of one text below the table, such as the source of the data, or a fault. */
  #note(cells: readonly string[], line: number): TableFault | undefined {
    const fault = this.#ragged(cells, line);
    const [text = '', ...others] = cells;
    const isNote = isBlank(others) && this.#rows >= FEWEST_ABOVE_NOTES && Number.isNaN(plainNumber(text.trim()));
    if (!isNote || this.#below.length === MOST_NOTES) return this.#below[0]?.fault ?? fault;
    this.#below.push({ text: text.trim(), fault });
    return undefined;
  }

  #notesBelow(): readonly string[] {
    const [first] = this.#below;
    if (first === undefined) return [];
    return [
      `${counted(this.#below.length, 'line')} below the table left out: ${quoted(shortened(first.text, LONGEST_NOTE))}`,
    ];
  }

  /** The notice of columns with one name: `2 columns are called "value"; the second is "value.1"`. */
  #repeatedNames(): readonly string[] {
    const [name] = this.#repeated;
    if (name === undefined) return [];
    const more = this.#repeated.size - 1;
    const others = more === 0 ? '' : `, and so are those of ${counted(more, 'more name')}`;
    return [
      `several columns are named ${quoted(name)}: from the second on they are called ${quoted(`${name}.1`)} and so on${others}`,
    ];
  }

  #ragged(cells: readonly string[], line: number): TableFault {
    const like = this.#firstLine === undefined ? '' : `, as in line ${count(this.#firstLine)}`;
    const column = Math.min(cells.length, this.#width + 1);
    return {
      path: '',
      position: { line, column },
      expected: `${counted(this.#width, 'cell')}${like}`,
      found: count(cells.length),
      advice:
        cells.length > this.#width
          ? 'put a cell with a delimiter in it in double quotes'
          : 'a row that ends early lacks delimiters; write them also for empty cells',
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

/** `a line below the names left out: "cm", "cm" above numbers` */
function labelsLeftOut(cells: readonly string[]): string {
  const texts = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const shown = texts.slice(0, LABELS_SHOWN).map((text) => quoted(shortened(text, LONGEST_LABEL)));
  const more = texts.length > LABELS_SHOWN ? ' …' : '';
  return `a line below the names left out, since it describes the columns: ${shown.join(', ')}${more}`;
}

const LABELS_SHOWN = 4;
const LONGEST_LABEL = 20;

/** The notice of a file whose other rows are not read. */
export function firstRowsOnly(rows: number): string {
  return `only the first ${counted(rows, 'row')} of the file ${rows === 1 ? 'is' : 'are'} read`;
}

function tooMany(line: number, most: string, advice?: string): TableFault {
  return { path: '', position: { line, column: 1 }, expected: `at most ${most}`, found: 'more', advice };
}

/** Unique names of columns: `column 4` for an empty name, and `name.1` for a repeated one, as in pandas. */
function distinct(cells: readonly string[], repeated?: Set<string>): readonly string[] {
  const taken = new Set<string>();
  return cells.map((cell, column) => {
    const name = shortened(unprotectedText(cell.trim()), LONGEST_NAME) || `column ${column + 1}`;
    let own = name;
    if (taken.has(name)) repeated?.add(name);
    for (let times = 1; taken.has(own); times++) own = `${name}.${times}`;
    taken.add(own);
    return own;
  });
}
