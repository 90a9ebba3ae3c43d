import type { Precision } from '../language/dtypes.ts';

/** NumPy's default print options. */
const PRECISION = 8;
const SUMMARY_THRESHOLD = 1000;
const EDGE_ITEMS = 3;
const LINE_WIDTH = 75;

/** Columns of a line besides its elements: `[[` or the indentation, and room for `]]`. */
const BRACKETS_WIDTH = 4;

/** Zeros after a final 5 that prove an exact half: no other double comes as close to one. */
const ZEROS_AFTER_HALF = 40;

/**
 * A number as Python 2's `print` shows it: 12 significant digits, no trailing zeros, always with a point or an exponent. A 32-bit float has the
 * fewest digits that identify it, as in NumPy.
 */
export function formatNumber(x: number, precision: Precision = 'float64'): string {
  if (!Number.isFinite(x)) return nonFinite(x);
  if (precision === 'float32') return formatNumber(shortest(x));
  const [mantissa, exponent] = scientificParts(x, 11);
  // 11, not 12: with 12 digits before the point there is none left for `.0`.
  if (exponent < -4 || exponent >= 11) return signOf(x) + mantissa.replace(/\.?0+$/, '') + exponentText(exponent, 2);
  const text = String(Number(`${mantissa}e${exponent}`));
  return signOf(x) + (text.includes('.') ? text : `${text}.0`);
}

/**
 * A matrix as `print(np.array(rows, dtype=float))` shows it under NumPy's default print options.
 * @param isSummary true for the first and last rows and columns alone, by default those of a matrix of more than 1,000 numbers.
 */
export function formatArray(
  rows: readonly (readonly number[])[],
  isSummary: boolean = rows.length * (rows[0]?.length ?? 0) > SUMMARY_THRESHOLD,
  precision: Precision = 'float64',
): string {
  const columnCount = rows[0]?.length ?? 0;
  if (columnCount === 0) return '[]';
  const shown = isSummary ? edges(rows).map(edges) : rows;
  const numbers = shown.flat();
  const texts = elementTexts(precision === 'float32' ? numbers.map(shortest) : numbers);
  const lines = shown.map((row, i) => {
    const words = texts.slice(i * row.length, (i + 1) * row.length);
    return `[${wrapped(withEllipsis(words, columnCount))}]`;
  });
  return `[${withEllipsis(lines, rows.length).join('\n ')}]`;
}

/** The first and last few items of a long list; a short one as it is. */
function edges<T>(items: readonly T[]): readonly T[] {
  return items.length > 2 * EDGE_ITEMS ? [...items.slice(0, EDGE_ITEMS), ...items.slice(-EDGE_ITEMS)] : items;
}

/** The texts of `edges`, with dots for those that `edges` has left out of `fullLength` items. */
function withEllipsis(texts: readonly string[], fullLength: number): readonly string[] {
  return texts.length < fullLength ? texts.toSpliced(EDGE_ITEMS, 0, '...') : texts;
}

/** The words of one row, wrapped into indented lines; a line has at least one word. */
function wrapped(words: readonly string[]): string {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line === '') {
      line = word;
    } else if (line.length + 1 + word.length <= LINE_WIDTH - BRACKETS_WIDTH) {
      line += ` ${word}`;
    } else {
      lines.push(line.trimEnd());
      line = word;
    }
  }
  return [...lines, line].join('\n  ');
}

/** The number with the fewest digits that rounds to the same 32-bit float. */
function shortest(x: number): number {
  const own = Math.fround(x);
  const digits = [1, 2, 3, 4, 5, 6, 7, 8].find((count) => Math.fround(Number(own.toPrecision(count))) === own) ?? 9;
  return Number.isFinite(own) ? Number(own.toPrecision(digits)) : x;
}

/** The elements in one notation and one width. */
function elementTexts(values: readonly number[]): string[] {
  const finite = values.filter(Number.isFinite);
  const write = needsExponent(finite) ? scientificWriter(finite) : positionalWriter(finite);
  const texts = values.map((x) => (Number.isFinite(x) ? write(x) : nonFinite(x)));
  const width = Math.max(...texts.map((text) => text.length));
  return texts.map((text) => text.padStart(width));
}

/** True when NumPy writes these finite numbers in scientific notation; zeros do not count. */
function needsExponent(finite: readonly number[]): boolean {
  const magnitudes = finite.filter((x) => x !== 0).map(Math.abs);
  const largest = Math.max(...magnitudes);
  const smallest = Math.min(...magnitudes);
  return magnitudes.length > 0 && (largest >= 1e8 || smallest < 1e-4 || largest / smallest > 1000);
}

/** Writes a number with the fewest decimals that identify its double, and pads it to the longest fraction. */
function positionalWriter(finite: readonly number[]): (x: number) => string {
  const positional = (x: number) => {
    const magnitude = Math.abs(x);
    const shortest = String(magnitude);
    if (fractionOf(shortest).length <= PRECISION) return signOf(x) + withPoint(shortest);
    const rounded = halfToEven((digits) => magnitude.toFixed(digits), PRECISION);
    return signOf(x) + rounded.replace(/0+$/, '');
  };
  const fractionWidth = Math.max(...finite.map((x) => fractionOf(positional(x)).length));
  return (x) => {
    const text = positional(x);
    return text + ' '.repeat(fractionWidth - fractionOf(text).length);
  };
}

/** Writes every number with as many decimals as the one that needs the most: exact digits, not padding. */
function scientificWriter(finite: readonly number[]): (x: number) => string {
  const decimals = Math.max(...finite.map(scientificDecimals));
  const parts = (x: number) => scientificParts(x, decimals);
  const exponentDigits = Math.max(...finite.map((x) => exponentText(parts(x)[1], 2).length - 2));
  return (x) => {
    const [mantissa, exponent] = parts(x);
    return signOf(x) + withPoint(mantissa) + exponentText(exponent, exponentDigits);
  };
}

/** Decimals that identify the double x in scientific notation, at most `PRECISION`, without trailing zeros. */
function scientificDecimals(x: number): number {
  const [shortest = ''] = x.toExponential().split('e');
  if (fractionOf(shortest).length <= PRECISION) return fractionOf(shortest).length;
  return fractionOf(scientificParts(x, PRECISION)[0].replace(/0+$/, '')).length;
}

/** |x| as mantissa and exponent of ten, rounded half to even. */
function scientificParts(x: number, decimals: number): [mantissa: string, exponent: number] {
  const [mantissa = '', exponent] = halfToEven((digits) => Math.abs(x).toExponential(digits), decimals).split('e');
  return [mantissa, Number(exponent)];
}

/** `write(decimals)`, but an exact half goes to the even digit, where JavaScript rounds it up. */
function halfToEven(write: (decimals: number) => string, decimals: number): string {
  const evenThenHalf = new RegExp(`^(.*[02468])50{${ZEROS_AFTER_HALF}}(e.*)?$`);
  const [, kept, exponent = ''] = evenThenHalf.exec(write(decimals + 1 + ZEROS_AFTER_HALF)) ?? [];
  return kept === undefined ? write(decimals) : kept + exponent;
}

/** `e-05`: the exponent with its sign and at least `minDigits` digits. */
function exponentText(exponent: number, minDigits: number): string {
  return `e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(minDigits, '0')}`;
}

/** The digits after the point. */
function fractionOf(text: string): string {
  return text.split('.')[1] ?? '';
}

/** The text with a point, which NumPy writes also when no digits follow. */
function withPoint(text: string): string {
  return text.includes('.') ? text : `${text}.`;
}

/** A minus for negative numbers and -0. */
function signOf(x: number): string {
  return x < 0 || Object.is(x, -0) ? '-' : '';
}

/** Python's text for an infinity or NaN. */
function nonFinite(x: number): string {
  return Number.isNaN(x) ? 'nan' : `${signOf(x)}inf`;
}
