import { count, counted, quoted, shortened, wordList } from '../language/wording.ts';
import { compoundNotice } from './compound-numbers.ts';
import { type DecimalMark, DecimalMarks } from './decimal-marks.ts';
import { unprotectedText } from './formula.ts';
import { GrowingArray } from './growing-array.ts';
import { missingIn } from './missing-texts.ts';
import { type NameBudget, NameList } from './name-list.ts';
import { plainNumber, readNumber } from './number-text.ts';
import { CELLS_REPORTED, type CellText, type FileColumn, type FileNumbers, MOSTLY, type TableLimits } from './table.ts';
import { type UnitEvidence, Units } from './units.ts';

/* One class, though it is long: the end decides between numbers and names by all that the cells have shown. */

/** Characters of a cell that a fault can quote. */
const QUOTABLE = 100;
/** Texts among numbers that are kept, to be reported. */
const TEXTS_KEPT = 1000;
/** From this many texts on, a column with more texts than numbers is one of texts. */
const TEXTS_OF_NUMBERS = 100;
/** Whole numbers up to this one are exact. */
const EXACT = 2 ** 53;

/**
 * Reads the cells of one column, top to bottom, as numbers and, from the first cell on that is not a plain number, as names
 * too. At the end it is a column of numbers if all cells are numbers or missing. Too many different names are not kept.
 */
export class ColumnReader {
  readonly #limits: Pick<TableLimits, 'namesOfColumn'>;
  readonly #budget: NameBudget;
  #rows = 0;
  /** The values by each decimal mark; undefined when the cells are no numbers by it. One array while both agree. */
  #point: GrowingArray<Float64Array> | undefined = new GrowingArray((length) => new Float64Array(length));
  #comma: GrowingArray<Float64Array> | undefined;
  readonly #marks = new DecimalMarks();
  readonly #units = new Units();
  /** True when a person gives the decimal mark. */
  #isGiven = false;
  /** True in a file in which points may be between thousands. */
  #mayBeThousands = false;
  /** Cells that are numbers. */
  #counted = 0;
  #names: NameList | undefined;
  /** False once most cells are texts. */
  #mayBeNumbers = true;
  /** The cells that are neither numbers nor missing: their number, and the first ones. */
  #textCount = 0;
  readonly #texts: CellText[] = [];
  /** The first cell that is not a plain number. */
  #firstOdd: CellText | undefined;
  /** The first whole number with more digits than 64 bits hold. */
  #firstLong: CellText | undefined;
  /** The first whole number with a zero in front, such as a postal code. */
  #firstZero: CellText | undefined;
  /** True once a cell is a number but not of digits alone: zeros in front do not make a code of the others. */
  #hasOtherNumbers = false;
  readonly #gaps = new Gaps();
  readonly #gapsAmongNumbers = new Gaps();

  constructor(limits: Pick<TableLimits, 'namesOfColumn'>, budget: NameBudget) {
    this.#limits = limits;
    this.#budget = budget;
  }

  push(text: string): void {
    const trimmed = contentOf(text.trim());
    const plain = plainNumber(trimmed);
    if (!Number.isNaN(plain)) this.#pushPlain(trimmed, plain);
    else this.#pushOther(trimmed);
    this.#rows++;
  }

  #pushPlain(trimmed: string, plain: number): void {
    const isLong = Math.abs(plain) >= EXACT && /^[+-]?\d+$/.test(trimmed);
    if (isLong && losesDigits(trimmed, plain)) this.#firstLong ??= this.#quotable(trimmed);
    if (!this.#hasOtherNumbers) {
      if (!/^\d+$/.test(trimmed)) this.#hasOtherNumbers = true;
      else if (trimmed.length > 1 && trimmed.startsWith('0')) this.#firstZero ??= this.#quotable(trimmed);
    }
    if (this.#firstLong !== undefined || this.#isOfCodes) this.#trackNames();
    if (this.#mayBeNumbers) {
      if (this.#marks.certain === 'point') {
        this.#counted++;
        this.#pushValue(plain, Number.NaN);
      } else {
        this.#pushNumber(trimmed, plain, trimmed.includes('.') ? (readNumber(trimmed)?.comma ?? Number.NaN) : plain);
      }
      this.#units.addBare(plain);
    }
    this.#names?.push(isLong || this.#isOfCodes ? trimmed : String(plain));
  }

  #pushOther(trimmed: string): void {
    const missing = missingIn(trimmed);
    if (missing === 'every column') {
      this.#gaps.add(trimmed, this.#rows);
      this.#gapsAmongNumbers.add(trimmed, this.#rows);
      this.#pushValue(Number.NaN, Number.NaN);
      this.#names?.push(undefined);
      return;
    }
    this.#trackNames();
    if (missing !== undefined) {
      this.#gapsAmongNumbers.add(trimmed, this.#rows);
      this.#pushValue(Number.NaN, Number.NaN);
    } else if (this.#mayBeNumbers) {
      this.#firstOdd ??= this.#quotable(trimmed);
      const number = readNumber(trimmed);
      if (number === undefined) {
        this.#pushText(trimmed);
      } else {
        this.#hasOtherNumbers = true;
        this.#pushNumber(trimmed, number.point, number.comma);
        this.#units.add(trimmed, number);
      }
    }
    this.#names?.push(unprotectedText(trimmed));
  }

  /** True for whole numbers of digits alone, some with a zero in front: codes, of which no mean can be taken. */
  get #isOfCodes(): boolean {
    return this.#firstZero !== undefined && !this.#hasOtherNumbers;
  }

  #pushNumber(trimmed: string, point: number, comma: number): void {
    const { possible, isCertain } = this.#marks;
    if (isCertain && Number.isNaN(possible.point ? point : comma)) {
      this.#pushText(trimmed);
      return;
    }
    this.#counted++;
    if (!isCertain) this.#marks.add(trimmed, point, comma);
    if (possible.comma && point !== comma) this.#comma ??= this.#point?.copy();
    if (!possible.point) this.#point = undefined;
    if (!possible.comma) this.#comma = undefined;
    this.#pushValue(point, comma);
  }

  #pushValue(point: number, comma: number): void {
    this.#point?.push(point);
    this.#comma?.push(comma);
  }

  /** A cell that is neither a number nor missing. Few of them may be mistakes in a column of numbers. */
  #pushText(text: string): void {
    if (this.#texts.length < TEXTS_KEPT) this.#texts.push(this.#quotable(text));
    this.#textCount++;
    this.#trackNames();
    this.#pushValue(Number.NaN, Number.NaN);
    if (this.#textCount < TEXTS_OF_NUMBERS || this.#textCount < this.#counted) return;
    this.#mayBeNumbers = false;
    this.#point = undefined;
    this.#comma = undefined;
  }

  /** Begins to keep the cells as names, those before this one included. They are plain numbers or missing. */
  #trackNames(): void {
    if (this.#names !== undefined) return;
    this.#names = new NameList(this.#limits, this.#budget);
    for (const number of this.#point ?? []) this.#names.push(Number.isNaN(number) ? undefined : String(number));
  }

  /** The decimal mark that the numbers of this column make certain. */
  get certainMark(): DecimalMark | undefined {
    return this.#mayBeNumbers && this.#isMostlyNumbers() ? this.#marks.certain : undefined;
  }

  /**
   * @param given the decimal mark that a person gives.
   * @param ofFile the one that the columns of the file make certain.
   * @param isOfSemicolons true for cells between semicolons, as in countries with decimal commas.
   */
  column(given: DecimalMark | undefined, ofFile: DecimalMark | undefined, isOfSemicolons = false): FileColumn {
    this.#isGiven = given !== undefined;
    this.#mayBeThousands = isOfSemicolons && ofFile === undefined;
    const mark = this.#marks.mark(given ?? ofFile);
    const unit = this.#units.evidence(this.#names?.size, this.#rows);
    const hasNumbers = this.#counted > 0 || (this.#names === undefined && this.#textCount === 0);
    if (mark === undefined || unit === 'several' || !hasNumbers || this.#firstLong !== undefined || this.#isOfCodes)
      return this.#ofTexts();
    if (this.#textCount === 0) return this.#ofNumbers(mark, unit);
    const tooManyNames = this.#names?.size === undefined;
    return tooManyNames && this.#mayBeNumbers && this.#isMostlyNumbers()
      ? { ...this.#ofNumbers(mark, unit), texts: { count: this.#textCount, first: this.#texts } }
      : this.#ofTexts();
  }

  #isMostlyNumbers(): boolean {
    return this.#counted >= MOSTLY * (this.#counted + this.#textCount);
  }

  #ofNumbers(mark: DecimalMark, unit: UnitEvidence): FileNumbers {
    this.#names?.release();
    const values = (mark === 'point' ? this.#point : (this.#comma ?? this.#point)) ?? this.#comma;
    const reading = this.#marks.notice(mark, this.#mayBeThousands);
    const isOpen = this.#marks.isOpen && reading !== undefined;
    const notice = (isOpen && this.#isGiven ? undefined : reading) ?? unit.notice(mark);
    return {
      kind: 'numbers',
      values: values?.take() ?? new Float64Array(),
      missing: this.#gapsAmongNumbers.all(),
      unit: unit.name,
      decimal: isOpen ? mark : undefined,
      notices: notice === undefined ? undefined : [notice],
    };
  }

  #ofTexts(): FileColumn {
    this.#trackNames();
    const notNumber =
      this.#texts[0] ?? this.#firstLong ?? this.#codeExample ?? this.#firstOdd ?? this.#gapsAmongNumbers.first;
    const notices = [
      ...this.#digitsLost(),
      ...this.#ofCodes(),
      ...this.#unitsMixed(),
      ...this.#textsAmongNumbers(),
      ...this.#classesOfNothing(),
      ...this.#compounds(),
    ];
    const about = {
      notNumber: notNumber as CellText,
      missing: this.#gaps.all(),
      isOfDigits: this.#firstLong !== undefined || this.#isOfCodes || undefined,
      notices: notices.length === 0 ? undefined : notices,
    };
    const names = this.#names?.take();
    return names === undefined ? { kind: 'texts', ...about } : { kind: 'names', ...names, ...about };
  }

  #digitsLost(): readonly string[] {
    if (this.#firstLong === undefined || !this.#isMostlyNumbers()) return [];
    return [
      `read as text, because 64-bit numbers hold at most 15 to 17 digits: ${this.#firstLong.text} would lose some`,
    ];
  }

  get #codeExample(): CellText | undefined {
    return this.#isOfCodes ? this.#firstZero : undefined;
  }

  #ofCodes(): readonly string[] {
    const code = this.#codeExample;
    if (code === undefined || !this.#isMostlyNumbers()) return [];
    return [
      `read as text, because ${code.text} has a leading zero, like a code; to read quantities, write numbers without it`,
    ];
  }

  /** A notice for numbers such as `5 kg` and `300 g`, which are read as texts. */
  #unitsMixed(): readonly string[] {
    const mixed = this.#units.mixed;
    if (mixed === undefined || !this.#mayBeNumbers || !this.#isMostlyNumbers()) return [];
    const [one, other] = mixed.map(quoted);
    return [
      `read as text, because its numbers have different units: ${one} and ${other}; to read quantities, write them in one unit`,
    ];
  }

  /**
   * A notice for a column with as many numbers as texts or more, which is read as texts: `<0.5` among numbers, or two decimal marks.
   * Where nearly all are numbers, the texts are reported one by one.
   */
  #textsAmongNumbers(): readonly string[] {
    const [first] = this.#texts;
    const isOther = this.#firstLong !== undefined || this.#isOfCodes || this.#units.mixed !== undefined;
    const isMixed = this.#mayBeNumbers && this.#counted >= this.#textCount && !this.#isMostlyNumbers();
    if (first === undefined || isOther || !isMixed) return [];
    const fraction = this.#texts.find(({ text }) => hasOtherMark(text, this.#marks.certain));
    if (fraction !== undefined) {
      return [
        `read as text, because ${quoted(fraction.text)} has another decimal mark than other numbers; use one decimal mark`,
      ];
    }
    const cells = this.#counted + this.#textCount;
    return [
      `read as text, because ${quoted(first.text)} is not a number; ${count(this.#counted)} of ${counted(cells, 'cell')} are numbers`,
    ];
  }

  /** A notice for texts that would be missing values among numbers. */
  #classesOfNothing(): readonly string[] {
    const texts = this.#gapsAmongNumbers.texts.filter((text) => missingIn(text) === 'numbers');
    const [first] = texts;
    if (first === undefined || this.#textCount + this.#counted === 0) return [];
    return [
      `${wordList(texts.slice(0, 3).map(quoted), 'and')} ${texts.length === 1 ? 'is a class' : 'are classes'}, not missing`,
    ];
  }

  /** A notice for texts of several numbers, such as `10-20`. */
  #compounds(): readonly string[] {
    if (this.#counted >= this.#textCount) return [];
    const notice = compoundNotice(this.#names?.all() ?? this.#texts.map(({ text }) => text));
    return notice === undefined ? [] : [notice];
  }

  #quotable(text: string): CellText {
    return { row: this.#rows, text: shortened(text, QUOTABLE) };
  }
}

/** True for a number that has a decimal mark other than this one. */
function hasOtherMark(text: string, mark: DecimalMark | undefined): boolean {
  const number = mark === undefined ? undefined : readNumber(text);
  return number !== undefined && Number.isNaN(number[mark ?? 'point']);
}

/** The text of a cell such as `="007"`, which a spreadsheet writes so that it stays a text. */
function contentOf(trimmed: string): string {
  return trimmed.startsWith('="') && trimmed.endsWith('"') && trimmed.length > 2 ? trimmed.slice(2, -1) : trimmed;
}

/** True unless the whole number is exact, or written with the digits that programs write for the number nearest to it. */
function losesDigits(text: string, number: number): boolean {
  const digits = BigInt(text.replace('+', ''));
  return BigInt(number) !== digits && String(number) !== String(digits);
}

/** Different spellings of missing values that are counted. */
const SPELLINGS = 20;

/** The missing cells of a column. */
class Gaps {
  #count = 0;
  readonly #first: CellText[] = [];
  readonly #spellings = new Map<string, number>();
  readonly #spelled = new GrowingArray((length) => new Uint32Array(length));

  add(text: string, row: number): void {
    this.#count++;
    if (this.#first.length < CELLS_REPORTED) this.#first.push({ row, text });
    if (text === '') return;
    this.#spelled.push(row);
    const times = this.#spellings.get(text);
    if (times !== undefined || this.#spellings.size < SPELLINGS) this.#spellings.set(text, (times ?? 0) + 1);
  }

  get first(): CellText | undefined {
    return this.#first.find(({ text }) => text !== '');
  }

  /** The different texts, without the empty one. */
  get texts(): readonly string[] {
    return [...this.#spellings.keys()];
  }

  all(): FileColumn['missing'] {
    if (this.#count === 0) return undefined;
    const all = { count: this.#count, first: this.#first };
    return this.#spellings.size === 0 ? all : { ...all, spellings: this.#spellings, spelled: this.#spelled.take() };
  }
}
