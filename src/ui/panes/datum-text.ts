import type { Floats } from '../../language/dtypes.ts';
import { original, type Scaling } from '../../language/scaling.ts';
import type { Subject } from '../../worker/subject.ts';
import { onceForEach } from '../model/data-facts.ts';
import { padStart, widthOf } from '../text/line.ts';
import { formatDatum, formatPlain } from '../text/numbers.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import type { Theme } from '../theme/theme.ts';

/* Data as texts: each column of a table has one format, found from samples of its values. */

type Matrix = Subject['inputs'];

/** The most columns of an input's name, and of a datum. */
export const WIDEST_DATUM = 7;
/** The number of values that determine the width of a column. */
const SAMPLES = 100;

/** The one format of a column of data, and the columns that it needs. */
export interface DatumForm {
  readonly decimals: number | undefined;
  readonly datum: number;
}

/** Found once for each column: a table draws it fifteen times a second. */
const formsOf = onceForEach((_: Matrix) => new Map<number, DatumForm & { readonly scaling: Scaling | undefined }>());

export function datumForm(matrix: Matrix, column: number, scaling: Scaling | undefined, theme: Theme): DatumForm {
  const known = formsOf(matrix).get(column);
  if (known !== undefined && known.scaling === scaling) return known;
  const own = (value: number): number => original(value, column, scaling);
  const values = samplesOf({ values: matrix.data, first: column, step: matrix.columns }).map(({ value }) => own(value));
  const decimals = alikeDecimals(values);
  const datum = Math.max(1, ...values.map((value) => widthOf(datumText(value, decimals, WIDEST_DATUM, theme))));
  formsOf(matrix).set(column, { decimals, datum, scaling });
  return { decimals, datum };
}

/** Significant digits of a datum, and the share of the values that may show fewer than two of them. */
const DATUM_DIGITS = 4;
const MOST_COARSE = 0.1;

/**
 * The decimals that show up to four significant digits of each value in `WIDEST_DATUM` columns; undefined, for exponents, where the values differ so
 * much in size that more than a tenth of them would keep less than two digits.
 */
function alikeDecimals(values: readonly number[]): number | undefined {
  const sizes = values.filter(Number.isFinite).map(Math.abs);
  const needed = sizes.map((size) => {
    const text = String(Number(size.toPrecision(DATUM_DIGITS)));
    return text.includes('e') ? Number.NaN : (text.split('.')[1]?.length ?? 0);
  });
  const largest = Math.max(0, ...sizes);
  const sign = values.some((value) => value < 0) ? 1 : 0;
  const room = WIDEST_DATUM - sign - 1 - Math.floor(largest).toFixed(0).length;
  if (needed.some(Number.isNaN) || room < -1) return undefined;
  const decimals = Math.min(Math.max(0, ...needed), Math.max(0, room));
  return sizes.filter((size) => isCoarse(size, decimals)).length > MOST_COARSE * sizes.length ? undefined : decimals;
}

/** True for a size that loses a twentieth or more without further decimals. */
export function isCoarse(size: number, decimals: number): boolean {
  return size > 0 && Math.abs(Number(size.toFixed(decimals)) - size) > size / 20;
}

/** Decimals of a number with an exponent: with a sign, it fills the widest column. */
const EXPONENT_DECIMALS = 1;

/**
 * A datum with these decimals; with four significant digits where they would show less than two. Without decimals for its column, with
 * an exponent like all others in it: `7.0e-1`, `−8.9e-4`.
 */
function datumText(value: number, decimals: number | undefined, width: number, { glyphs }: Theme): string {
  const text = alikeText(value, decimals, width, glyphs);
  return text !== undefined && widthOf(text) <= width ? text : formatDatum(value, glyphs, width);
}

/** A datum in the format of its column; undefined where it would lose digits. */
function alikeText(value: number, decimals: number | undefined, width: number, glyphs: Glyphs): string | undefined {
  if (decimals === undefined) {
    if (value === 0 || !Number.isFinite(value)) return undefined;
    return `${value < 0 ? glyphs.minus : ''}${Math.abs(value).toExponential(EXPONENT_DECIMALS)}`;
  }
  return isCoarse(Math.abs(value), decimals) ? undefined : formatPlain(value, decimals, Math.max(6, width + 1), glyphs);
}

/** Every `step`-th value, starting at index `first`. */
export interface Slice {
  readonly values: Floats;
  readonly first: number;
  readonly step: number;
}

/** Up to `SAMPLES` evenly spaced values, with their places. */
function samplesOf({ values, first, step }: Slice): readonly { readonly value: number; readonly place: number }[] {
  const count = Math.max(0, Math.ceil((values.length - first) / step));
  return Array.from({ length: Math.min(count, SAMPLES) }, (_, sample) => {
    const place = first + step * (count <= SAMPLES ? sample : Math.round((sample * (count - 1)) / (SAMPLES - 1)));
    return { value: values[place]!, place };
  });
}

/** Columns of the widest of the samples; a wider value between them loses digits. */
export function widestDatum(slice: Slice, shown: (value: number, place: number) => string): number {
  return Math.max(1, ...samplesOf(slice).map(({ value, place }) => widthOf(shown(value, place))));
}

/** A datum in exactly `width` columns; an ellipsis if it does not fit, since a cut could hide its exponent. */
export function datumIn(width: number, value: number, theme: Theme, decimals?: number): string {
  const text = datumText(value, decimals, Math.min(width, WIDEST_DATUM), theme);
  return padStart(widthOf(text) <= width ? text : theme.glyphs.ellipsis, width);
}
