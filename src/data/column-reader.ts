import { shortened } from '../language/wording.ts';
import { type Cell, cellOf, type FractionMark, isMissingAmongNumbers } from './dialect.ts';
import { unprotectedText } from './formula.ts';
import { CELLS_REPORTED, type CellText, type FileColumn, type NotNumber, type TableLimits } from './table.ts';

/** The number of different names that all columns together may still keep. */
export interface NameBudget {
  left: number;
}

/** Characters of a cell that a fault can quote. */
const QUOTABLE = 100;

/**
 * Reads the cells of one column, top to bottom: as numbers while all are numbers, then as names, then only as a count
 * when there are too many names.
 */
export class ColumnReader {
  readonly #mark: FractionMark;
  readonly #limits: Pick<TableLimits, 'namesOfColumn'>;
  readonly #budget: NameBudget;
  #numbers: GrowingArray<Float64Array> | undefined = new GrowingArray((length) => new Float64Array(length));
  #codes: GrowingArray<Int32Array> | undefined;
  /** The code of each name. */
  #names = new Map<string, number>();
  #rows = 0;
  #missing = 0;
  readonly #firstMissing: CellText[] = [];
  #firstText: CellText | undefined;
  /** Texts such as `-`, by row: missing values if all other cells are numbers, names otherwise. */
  readonly #unsure = new Map<number, string>();
  #hasNumber = false;
  /** The number of cells that are numbers, in a column of names. */
  #counted = 0;
  /** The decimal mark of the first number with a fraction. */
  #fraction: '.' | ',' | undefined;

  constructor(mark: FractionMark, limits: Pick<TableLimits, 'namesOfColumn'>, budget: NameBudget) {
    this.#mark = mark;
    this.#limits = limits;
    this.#budget = budget;
  }

  push(text: string): void {
    const trimmed = text.trim();
    const cell = this.#cellOf(trimmed);
    if (cell === 'missing') {
      if (this.#missing < CELLS_REPORTED) this.#firstMissing.push(this.#quotable(trimmed));
      this.#missing++;
    } else if (cell === 'text' && this.#numbers !== undefined) {
      if (isMissingAmongNumbers(trimmed)) this.#unsure.set(this.#rows, trimmed);
      else this.#becomeNames(this.#quotable(trimmed));
    }
    this.#keep(cell, trimmed);
    this.#rows++;
  }

  column(): FileColumn {
    if (this.#numbers !== undefined && this.#unsure.size > 0 && !this.#hasNumber) this.#becomeNames();
    if (this.#numbers !== undefined) return { kind: 'numbers', values: this.#numbers.take(), missing: this.#gaps() };
    const missing = this.#missing === 0 ? undefined : { count: this.#missing, first: this.#firstMissing };
    const notNumber: NotNumber = { first: this.#firstText as CellText, numbers: this.#counted };
    if (this.#codes === undefined) return { kind: 'texts', notNumber, missing };
    return { kind: 'names', names: [...this.#names.keys()], codes: this.#codes.take(), notNumber, missing };
  }

  /** A column uses one decimal mark. `1.234` beside `5,6` may mean a thousand, so it is read as text. */
  #cellOf(trimmed: string): Cell {
    const cell = cellOf(trimmed, this.#mark);
    if (this.#mark === 'point' || typeof cell !== 'number') return cell;
    const fraction = trimmed.includes(',') ? ',' : trimmed.includes('.') ? '.' : undefined;
    this.#fraction ??= fraction;
    return fraction === undefined || fraction === this.#fraction ? cell : 'text';
  }

  #keep(cell: Cell, trimmed: string): void {
    if (this.#numbers !== undefined) {
      this.#hasNumber ||= typeof cell === 'number';
      this.#numbers.push(typeof cell === 'number' ? cell : Number.NaN);
      return;
    }
    if (typeof cell === 'number') this.#counted++;
    this.#codes?.push(
      cell === 'missing' ? -1 : this.#codeOf(typeof cell === 'number' ? String(cell) : unprotectedText(trimmed)),
    );
  }

  /** The code of a name; -1 from the first name past the limit on, after which names are no longer kept. */
  #codeOf(name: string): number {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    if (this.#names.size >= this.#limits.namesOfColumn || this.#budget.left === 0) {
      this.#budget.left += this.#names.size;
      this.#names = new Map();
      this.#codes = undefined;
      return -1;
    }
    this.#budget.left--;
    this.#names.set(name, this.#names.size);
    return this.#names.size - 1;
  }

  /** The missing cells of a column of numbers. */
  #gaps(): FileColumn['missing'] {
    const count = this.#missing + this.#unsure.size;
    if (count === 0) return undefined;
    const unsure = [...this.#unsure].slice(0, CELLS_REPORTED).map(([row, text]) => ({ row, text }));
    const first = [...this.#firstMissing, ...unsure].sort((one, other) => one.row - other.row).slice(0, CELLS_REPORTED);
    return { count, first };
  }

  /** @param text the cell that is not a number; undefined when only texts such as `-` have been found. */
  #becomeNames(text?: CellText): void {
    const numbers = this.#numbers?.take() ?? new Float64Array();
    const [unsure] = this.#unsure;
    this.#firstText = unsure === undefined ? text : { row: unsure[0], text: unsure[1] };
    this.#numbers = undefined;
    this.#codes = new GrowingArray((length) => new Int32Array(length));
    numbers.forEach((number, row) => {
      const own = this.#unsure.get(row);
      if (own !== undefined) this.#keep('text', own);
      else this.#keep(Number.isNaN(number) ? 'missing' : number, '');
    });
    this.#unsure.clear();
  }

  #quotable(text: string): CellText {
    return { row: this.#rows, text: shortened(text, QUOTABLE) };
  }
}

type Block = Float64Array | Int32Array | Uint32Array;

/** Numbers in the first block. Each further block is twice as long, up to `MOST`. */
const FIRST = 64;
const MOST = 2 ** 16;

/** A growing list of numbers, stored in typed arrays. */
export class GrowingArray<Numbers extends Block> {
  readonly #make: (length: number) => Numbers;
  readonly #full: Numbers[] = [];
  #block: Numbers;
  /** Numbers in the current block. */
  #filled = 0;

  constructor(make: (length: number) => Numbers) {
    this.#make = make;
    this.#block = make(FIRST);
  }

  push(number: number): void {
    if (this.#filled === this.#block.length) {
      this.#full.push(this.#block);
      this.#block = this.#make(Math.min(2 * this.#block.length, MOST));
      this.#filled = 0;
    }
    this.#block[this.#filled++] = number;
  }

  /** Returns all numbers in one array and empties the list, so that memory is not used twice. */
  take(): Numbers {
    const blocks = [...this.#full.splice(0), this.#block.subarray(0, this.#filled)];
    this.#block = this.#make(FIRST);
    this.#filled = 0;
    const whole = this.#make(blocks.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const block of blocks) {
      whole.set(block, at);
      at += block.length;
    }
    return whole;
  }
}
