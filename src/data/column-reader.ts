import { shortened } from '../language/wording.ts';
import { type Cell, cellOf, type FractionMark, isMissingAmongNumbers } from './dialect.ts';
import { type CellText, type Column, type NotNumber, PLACES_TOLD, type TableLimits } from './table.ts';

/** How many different names may still be kept, of all columns together. */
export interface NameBudget {
  left: number;
}

/** Characters of a cell that a fault can quote. */
const QUOTABLE = 100;

/** A column whose cells come one after the other: numbers as long as they are, then names, then only counted. */
export class ColumnReader {
  readonly #mark: FractionMark;
  readonly #limits: Pick<TableLimits, 'namesOfColumn'>;
  readonly #budget: NameBudget;
  #numbers: GrowingArray<Float64Array> | undefined = new GrowingArray((length) => new Float64Array(length));
  #codes: GrowingArray<Int32Array> | undefined;
  /** Names with their codes. */
  #names = new Map<string, number>();
  #rows = 0;
  #missing = 0;
  readonly #firstMissing: CellText[] = [];
  #firstText: CellText | undefined;
  /** By their rows texts that are missing numbers, if nothing but numbers comes. */
  readonly #unsure = new Map<number, string>();
  #hasNumber = false;
  /** Cells that are numbers, once another is not. */
  #counted = 0;
  /** The mark that the first number with a fraction has. */
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
      if (this.#missing < PLACES_TOLD) this.#firstMissing.push(this.#quotable(trimmed));
      this.#missing++;
    } else if (cell === 'text' && this.#numbers !== undefined) {
      if (isMissingAmongNumbers(trimmed)) this.#unsure.set(this.#rows, trimmed);
      else this.#becomeNames(this.#quotable(trimmed));
    }
    this.#keep(cell, trimmed);
    this.#rows++;
  }

  column(): Column {
    if (this.#numbers !== undefined && this.#unsure.size > 0 && !this.#hasNumber) this.#becomeNames();
    if (this.#numbers !== undefined) return { kind: 'numbers', values: this.#numbers.take(), missing: this.#gaps() };
    const missing = this.#missing === 0 ? undefined : { count: this.#missing, first: this.#firstMissing };
    const notNumber: NotNumber = { first: this.#firstText as CellText, numbers: this.#counted };
    if (this.#codes === undefined) return { kind: 'texts', notNumber, missing };
    return { kind: 'names', names: [...this.#names.keys()], codes: this.#codes.take(), notNumber, missing };
  }

  /** Where a comma may part a fraction, a column has it or the point: `1.234` beside `5,6` may mean a thousand. */
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
    this.#codes?.push(cell === 'missing' ? -1 : this.#codeOf(typeof cell === 'number' ? String(cell) : trimmed));
  }

  /** The code of a name; of one too many, that of none: the names are no longer kept. */
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

  /** What says nothing in a column of numbers. */
  #gaps(): Column['missing'] {
    const count = this.#missing + this.#unsure.size;
    if (count === 0) return undefined;
    const unsure = [...this.#unsure].slice(0, PLACES_TOLD).map(([row, text]) => ({ row, text }));
    const first = [...this.#firstMissing, ...unsure].sort((one, other) => one.row - other.row).slice(0, PLACES_TOLD);
    return { count, first };
  }

  /** @param text that is no number, whatever else stands in the column. */
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

/** Cells of the first block; each block has twice as many as the one before, up to the most. */
const FIRST = 64;
const MOST = 2 ** 16;

/** Numbers that come one after the other, in typed arrays. */
export class GrowingArray<Numbers extends Block> {
  readonly #make: (length: number) => Numbers;
  readonly #full: Numbers[] = [];
  #block: Numbers;
  /** Numbers in the block that is being filled. */
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

  /** All of them in one array; none are left here, so that they do not take their room twice. */
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
