import { quoted } from '../language/wording.ts';

/** The character before the fraction of a number. The other one of the two is between thousands. */
export type DecimalMark = 'point' | 'comma';

/** A number that can be read in two ways, such as `2,196`. */
interface TwoWays {
  readonly text: string;
  readonly point: number;
  readonly comma: number;
}

/** Different whole numbers below 1,000 that are remembered. */
const WHOLES = 3;
/** From this many numbers such as 2.196 on, and whole numbers beside them, the points are between thousands. */
const POINTS = 3;

/**
 * The evidence for the decimal mark of a column, cell by cell. A number with exactly three digits behind each mark can be
 * read in two ways; most others can be read in one.
 */
export class DecimalMarks {
  /** The marks by which all numbers so far can be read. */
  readonly possible = { point: true, comma: true };
  #onePoint: TwoWays | undefined;
  #oneComma: TwoWays | undefined;
  #points = 0;
  readonly #wholes = new Set<number>();
  #hasBareThousands = false;

  /** True when the reading of further numbers is certain. */
  get isCertain(): boolean {
    return !(this.possible.point && this.possible.comma);
  }

  /** @param point, comma the values of a number by the two marks; NaN where it is no number then. */
  add(text: string, point: number, comma: number): void {
    if (Number.isNaN(point)) this.possible.point = false;
    if (Number.isNaN(comma)) this.possible.comma = false;
    if (point === comma) this.#addWhole(Math.abs(point));
    else if (Math.abs(comma) < Math.abs(point)) this.#oneComma ??= { text, point, comma };
    else if (Math.abs(point) < Math.abs(comma)) {
      this.#onePoint ??= { text, point, comma };
      this.#points++;
    }
  }

  #addWhole(whole: number): void {
    if (whole >= 1000) this.#hasBareThousands = true;
    else if (whole > 0 && Number.isInteger(whole) && this.#wholes.size < WHOLES) this.#wholes.add(whole);
  }

  /** The mark of a column of which one reading alone is possible. */
  get certain(): DecimalMark | undefined {
    const { point, comma } = this.possible;
    if (point === comma) return undefined;
    return point ? 'point' : 'comma';
  }

  /** True when some number can be read in two ways. */
  get isOpen(): boolean {
    return !this.isCertain && (this.#onePoint !== undefined || this.#oneComma !== undefined);
  }

  /**
   * The mark by which the column is read; undefined when its numbers contradict one another.
   * @param ofFile the mark that a person gives, or that other columns of the file make certain.
   */
  mark(ofFile: DecimalMark | undefined): DecimalMark | undefined {
    if (this.isCertain) return this.certain;
    if (this.#onePoint !== undefined && this.#oneComma !== undefined) return ofFile;
    // Nothing is between thousands in 2.196, unless every number below 1,000 is whole.
    if (this.#onePoint !== undefined) return ofFile ?? (this.#hasPointsBetweenThousands() ? 'comma' : 'point');
    // Nothing speaks for thousandths in 2,196.
    return ofFile ?? 'point';
  }

  #hasPointsBetweenThousands(): boolean {
    return this.#points >= POINTS && this.#wholes.size >= 2 && !this.#hasBareThousands;
  }

  /**
   * The reading of a number that has two, as a notice; undefined where the reading is the usual one.
   * @param mayBeThousands true in a file that is of a country where points are as often between thousands.
   */
  notice(mark: DecimalMark, mayBeThousands: boolean): string | undefined {
    if (this.isCertain) {
      const other = mark === 'comma' ? this.#onePoint : undefined;
      return other && `${quoted(other.text)} is read as ${shown(other.comma)}`;
    }
    const one = this.#oneComma ?? this.#onePoint;
    if (one === undefined) return undefined;
    const [read, not] = mark === 'point' ? [one.point, one.comma] : [one.comma, one.point];
    const isAlone = this.#wholes.size < 2 && !this.#hasBareThousands && !mayBeThousands;
    const isUsual = this.#points < POINTS || isAlone;
    if (one === this.#onePoint && mark === 'point' && isUsual) return undefined;
    return `${quoted(one.text)} is read as ${shown(read)}, not as ${shown(not)}`;
  }
}

/** A number of a notice: whole numbers with all their digits. */
function shown(number: number): string {
  return Number.isInteger(number) && Math.abs(number) < 1e15 ? String(number) : String(Number(number.toPrecision(12)));
}
