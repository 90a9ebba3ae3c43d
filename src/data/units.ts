import { quoted } from '../language/wording.ts';
import type { DecimalMark } from './decimal-marks.ts';
import type { NumberText, Unit } from './number-text.ts';

/** The unit of a column of numbers. */
export interface UnitEvidence {
  /** `€`, `%`, `kg`; undefined where the numbers are bare. */
  readonly name: string | undefined;
  /** The reading of its numbers, as a notice; undefined where they are bare. */
  notice(mark: DecimalMark): string | undefined;
}

/** Up to this many different texts such as `36 months` are classes, unless they are most of the rows. */
const MOST_CLASSES = 10;

/** From this number on, whole numbers that are all in parentheses are amounts below 0. */
const LEAST_AMOUNT = 100;

/** The units of the numbers in a column, cell by cell: one and the same, or none. */
export class Units {
  #unit: Unit | undefined;
  #isOne = true;
  #firstOfUnit: string | undefined;
  /** The first number with another unit. */
  #other: string | undefined;
  /** The first number without a unit that is not 0. */
  #bare: string | undefined;
  #hasParentheses = false;
  #hasNone = false;
  /** True for a number in parentheses that is an amount of something. */
  #hasAmount = false;
  #first: { readonly text: string; readonly number: NumberText } | undefined;

  /** A number without a unit. Zero needs none. */
  addBare(number: number): void {
    this.#hasNone = true;
    if (number !== 0) this.#bare ??= String(number);
  }

  add(text: string, number: NumberText): void {
    const { unit, point, inParentheses, isMultiple } = number;
    if (inParentheses) {
      this.#hasParentheses = true;
      if (unit !== undefined || !Number.isInteger(point) || Math.abs(point) >= LEAST_AMOUNT) this.#hasAmount = true;
    } else this.#hasNone = true;
    if (unit !== undefined || inParentheses || isMultiple) this.#first ??= { text, number };
    if (unit !== undefined) this.#firstOfUnit ??= text;
    if (unit === undefined) {
      if (point !== 0) this.#bare ??= text;
      return;
    }
    this.#unit ??= unit;
    if (this.#unit.kind === unit.kind && isSameName(this.#unit, unit)) return;
    this.#isOne = false;
    this.#other ??= text;
  }

  /** Two numbers that are hardly of one quantity: with two units, or with and without one. */
  get mixed(): readonly [string, string] | undefined {
    const second = this.#other ?? (this.#unit?.kind === 'currency' ? undefined : this.#bare);
    return this.#firstOfUnit === undefined || second === undefined ? undefined : [this.#firstOfUnit, second];
  }

  /** @param different the different texts of the column; undefined for very many. */
  evidence(different: number | undefined, rows: number): UnitEvidence | 'several' {
    const isCurrency = this.#unit?.kind === 'currency';
    // `12 %` beside 0.12, and `5 kg` beside 5, may not be the same quantity.
    const isMixed = this.#unit !== undefined && !isCurrency && this.#bare !== undefined;
    // Small whole numbers that are all in parentheses count or name something.
    const isOdd = this.#hasParentheses && !this.#hasNone && !this.#hasAmount;
    const areClasses =
      this.#unit?.kind === 'other' && different !== undefined && different <= MOST_CLASSES && different <= rows / 2;
    if (!this.#isOne || isMixed || isOdd || areClasses) return 'several';
    const first = this.#first;
    return {
      name: this.#unit?.name,
      notice: (mark) =>
        first && `${quoted(first.text)} is read as ${String(Number(first.number[mark].toPrecision(15)))}`,
    };
  }
}

/** Currencies are the same in small and in capital letters. */
function isSameName(one: Unit, other: Unit): boolean {
  if (one.kind !== 'currency') return one.name === other.name;
  return one.name.toLowerCase() === other.name.toLowerCase();
}
