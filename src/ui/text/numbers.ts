import { count } from '../../language/wording.ts';
import type { LineView } from '../../worker/protocol.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import { padStart, widthOf } from './line.ts';

/** A number in at most four significant digits, as a person would type it: `-3.214`. */
export function formatTyped(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** 34120 → `34,120`; a fraction is rounded. */
export function formatCount(amount: number): string {
  return count(Math.round(amount));
}

/** A number with `digits` (up to 4) significant digits, with groups of three from 1,000 on: `8.31`, `13,300`. */
export function formatSize(value: number, digits: number): string {
  const rounded = Number(value.toPrecision(digits));
  return Math.abs(rounded) >= 1000 && Math.abs(rounded) < 1e15 ? formatCount(rounded) : String(rounded);
}

/** 15000 → `15k`, 1234567 → `1.23M`: three significant digits, at most 5 characters from 1 to 999 G. */
export function formatShort(count: number): string {
  for (const [size, letter] of [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const) {
    if (count >= size * 0.9995) return `${Number((count / size).toPrecision(3))}${letter}`;
  }
  return formatBrief(count, 5, 3);
}

/**
 * A number of 0 or more with as many significant digits, up to `digits`, as fit `width` columns: 0.30000000000000004 in
 * 7 columns is `0.3`, 1.2345e-7 is `1.23e-7`. Six columns hold any number.
 */
export function formatBrief(value: number, width: number, digits = 17): string {
  for (let precision = digits; precision > 1; precision--) {
    const rounded = Number(value.toPrecision(precision));
    const text = [String(rounded), rounded.toExponential()].find(({ length }) => length <= width);
    // The largest numbers round up to Infinity.
    if (text !== undefined && Number.isFinite(rounded)) return text;
  }
  const plain = String(Number(value.toPrecision(1)));
  return plain.length <= width ? plain : value.toExponential(0);
}

/**
 * A number of 0 or more with as many decimals, up to `decimals`, as fit `width` (6 or more) columns: `0.0044`,
 * `1.2e-7`.
 */
export function formatFixed(value: number, decimals: number, width: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : 'inf';
  const plain = withDecimals(decimals, width, (count) => value.toFixed(count));
  if (plain !== undefined) return plain;
  return withDecimals(decimals, width, (count) => value.toExponential(count)) ?? value.toExponential(0);
}

/** The text with the most decimals, from `most` down to 0, that fits `width`; undefined when none does. */
function withDecimals(most: number, width: number, format: (decimals: number) => string): string | undefined {
  for (let decimals = most; decimals >= 0; decimals--) {
    const text = format(decimals);
    if (text.length <= width) return text;
  }
  return undefined;
}

/** An error with as many digits as fit `width` (6 or more) columns: `0.00441`, `12.3457`, `1.23e-7`, `NaN`. */
export function formatError(error: number, width: number): string {
  // Leading zeros would leave room for two digits at most.
  const isSmall = error > 0 && error < 10 ** (4 - width);
  if (!isSmall) return formatFixed(error, width - 2, width);
  return withDecimals(width - 5, width, (decimals) => error.toExponential(decimals)) ?? error.toExponential(0);
}

/** A number with its sign always written: `+4.60`, `−0.17`, ` 0.00`. */
export function formatSigned(value: number, decimals: number, { minus }: Glyphs): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+inf' : `${minus}inf`;
  const digits = Math.abs(value).toFixed(decimals);
  if (Number(digits) === 0 && value === 0) return ` ${digits}`;
  return `${value < 0 ? minus : '+'}${digits}`;
}

/** A signed number in at most `width` (7 or more) columns; large numbers get fewer decimals. */
export function formatSignedIn(width: number, value: number, decimals: number, { minus }: Glyphs): string {
  if (Number.isNaN(value)) return 'NaN';
  const sign = value === 0 ? ' ' : value < 0 ? minus : '+';
  return sign + formatFixed(Math.abs(value), decimals, width - 1);
}

/**
 * A number without a plus sign in at most `width` (6 or more) columns: `0.9967`, `−4.034`. Numbers below −1e99 need 7.
 */
export function formatPlain(value: number, decimals: number, width: number, { minus }: Glyphs): string {
  return value < 0 ? minus + formatFixed(-value, decimals, width - 1) : formatFixed(value, decimals, width);
}

/** The most columns of a number of a matrix, without its sign. */
const ALIKE = 7;
/** The share of a number that rounding may lose in a narrow text. */
const NEARLY = 0.1;

/**
 * Numbers of one matrix in one format, with signs: `digits` significant digits of the largest number, all digits before
 * the point if it is large, at most 8 columns each. `−0.0033 +0.0043`, `−1.2e-5 +3.4e-6`, ` 0 +1`.
 */
export function formatAlike(values: ArrayLike<number>, { minus }: Glyphs, digits: 1 | 2 = 2): readonly string[] {
  const all = Array.from(values);
  const write = writerFor(
    all.filter((value) => Number.isFinite(value)),
    digits,
  );
  return all.map((value) => {
    if (value === 0) return ' 0';
    if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : `${value < 0 ? minus : '+'}inf`;
    return `${value < 0 ? minus : '+'}${write(Math.abs(value))}`;
  });
}

/** A format without sign for all of these numbers, chosen by the largest. */
function writerFor(values: readonly number[], digits: 1 | 2): (size: number) => string {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const withExponent = (size: number): string => formatExponent(size, digits - 1, ALIKE);
  const exponent = Number(largest.toExponential(digits - 1).split('e')[1]);
  // Without a decimal, numbers below 1 would show no more than their signs.
  const least = digits === 2 ? 2 : largest >= 1 && isNearlyWhole(largest) ? 0 : 1;
  const fewest = values.every(Number.isInteger) ? 0 : Math.max(least, digits - 1 - exponent);
  // Leading zeros may take as much room as an exponent.
  if (fewest > 2 * digits) return withExponent;
  for (let decimals = fewest; decimals >= 0; decimals--) {
    if (largest.toFixed(decimals).length <= ALIKE) return (size) => size.toFixed(decimals);
  }
  return withExponent;
}

/** True when a number loses little without its decimals: true of 5.34, false of 1.25. */
function isNearlyWhole(size: number): boolean {
  return Math.abs(size - Math.round(size)) <= NEARLY * size;
}

/** A number of 0 or more with an exponent in at most `width` (6 or more) columns. */
function formatExponent(size: number, decimals: number, width: number): string {
  return withDecimals(decimals, width, (count) => size.toExponential(count)) ?? size.toExponential(0);
}

/** Significant digits of a single number. */
const READING = 4;

/**
 * A signed number with up to four significant digits in 9 columns: `+0.01230`, `−12.35`, `+4.412e-4`; short ones stay
 * `+0.5`.
 */
export function formatReading(value: number, { minus }: Glyphs): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === 0) return ' 0';
  const sign = value < 0 ? minus : '+';
  const size = Math.abs(value);
  if (size === Number.POSITIVE_INFINITY) return `${sign}inf`;
  const rounded = Number(size.toPrecision(READING));
  const isShort = rounded === size || rounded >= 10 ** (READING - 1);
  const plain = isShort ? String(rounded) : size.toPrecision(READING);
  const exponential = formatExponent(size, READING - 1, 8);
  return sign + (plain.length <= 8 ? plain : exponential);
}

/** A datum with at most four significant digits in `width` (7 or more) columns: `0`, `−0.25`, `1e+6`. */
export function formatDatum(value: number, { minus }: Glyphs, width = 11): string {
  return `${value < 0 ? minus : ''}${formatBrief(Math.abs(value), value < 0 ? width - 1 : width, 4)}`;
}

/** `3k it/s`, `unlimited` */
export function formatSpeed(speed: number | 'unlimited'): string {
  return speed === 'unlimited' ? 'unlimited' : `${formatShort(speed)} it/s`;
}

/** A share from 0 to 1 in percent with one decimal, if not 0: `96.7 %`. Only 1 is `100 %`, only 0 is `0 %`. */
export function formatShare(share: number): string {
  if (share === 0 || share === 1) return `${100 * share} %`;
  return `${Number(Math.max(0.1, Math.min(99.9, 100 * share)).toFixed(1))} %`;
}

/**
 * The values of a matrix as texts of one line, longest first: the cells of a small matrix, then its least and largest
 * value.
 */
export function matrixTexts({ least, most, cells }: LineView, glyphs: Glyphs): readonly string[] {
  const extents = ([2, 1] as const).map((digits) => extentText(least, most, digits, glyphs));
  return cells.length === 0 ? extents : [cellsText(cells, glyphs), ...extents];
}

/** `−0.0033 +0.0043       0`: cells padded to one width. */
function cellsText(cells: ArrayLike<number>, glyphs: Glyphs): string {
  const texts = formatAlike(cells, glyphs);
  const width = Math.max(...texts.map(widthOf));
  return texts.map((text) => padStart(text, width)).join(' ');
}

/** `−0.0033 … +0.0043` */
function extentText(least: number, most: number, digits: 1 | 2, glyphs: Glyphs): string {
  const [low, high] = formatAlike([least, most], glyphs, digits);
  return low === high && (least === most || Number.isNaN(least)) ? low! : `${low} ${glyphs.ellipsis} ${high}`;
}
