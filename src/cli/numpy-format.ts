/** NumPy's default print options. */
const PRECISION = 8;
const SUMMARY_THRESHOLD = 1000;
const EDGE_ITEMS = 3;
const LINE_WIDTH = 75;

/** Columns of a line that are not elements: `[[` or its indentation, and the `]]` that any line has to leave room for. */
const BRACKETS_WIDTH = 4;

/** Zeros after a final 5 that make it an exact half: no double comes closer to one without being one. */
const ZEROS_AFTER_HALF = 40;

/** A number as Python 2's `print` shows it: 12 significant digits, no trailing zeros, always recognisably a float. */
export function formatNumber(x: number): string {
  if (!Number.isFinite(x)) return nonFinite(x);
  const [mantissa, exponent] = scientificParts(x, 11);
  // A number whose 12 digits leave none for the `.0` goes scientific, hence 11.
  if (exponent < -4 || exponent >= 11) return signOf(x) + mantissa.replace(/\.?0+$/, '') + exponentText(exponent, 2);
  const text = String(Number(`${mantissa}e${exponent}`));
  return signOf(x) + (text.includes('.') ? text : `${text}.0`);
}

/** A matrix as `print(np.array(rows, dtype=float))` shows it under NumPy's default print options. */
export function formatArray(rows: readonly (readonly number[])[]): string {
  const columnCount = rows[0]?.length ?? 0;
  if (columnCount === 0) return '[]';
  const isSummary = rows.length * columnCount > SUMMARY_THRESHOLD;
  const shown = isSummary ? edges(rows).map(edges) : rows;
  const texts = elementTexts(shown.flat());
  const lines = shown.map((row, i) => {
    const words = texts.slice(i * row.length, (i + 1) * row.length);
    return `[${wrapped(withEllipsis(words, columnCount))}]`;
  });
  return `[${withEllipsis(lines, rows.length).join('\n ')}]`;
}

/** The first and last few items where there are more than those. */
function edges<T>(items: readonly T[]): readonly T[] {
  return items.length > 2 * EDGE_ITEMS ? [...items.slice(0, EDGE_ITEMS), ...items.slice(-EDGE_ITEMS)] : items;
}

/** The texts of `edges`, with dots for what was left out of the `fullLength` items. */
function withEllipsis(texts: readonly string[], fullLength: number): readonly string[] {
  return texts.length < fullLength ? texts.toSpliced(EDGE_ITEMS, 0, '...') : texts;
}

/** The words of one row, broken into indented lines where they would not fit; every line has at least one word. */
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

/** The elements in the one notation and width that suits all of them. */
function elementTexts(values: readonly number[]): string[] {
  const finite = values.filter(Number.isFinite);
  const write = needsExponent(finite) ? scientificWriter(finite) : positionalWriter(finite);
  const texts = values.map((x) => (Number.isFinite(x) ? write(x) : nonFinite(x)));
  const width = Math.max(...texts.map((text) => text.length));
  return texts.map((text) => text.padStart(width));
}

/** Whether NumPy writes these finite numbers in scientific notation; zeros have no say. */
function needsExponent(finite: readonly number[]): boolean {
  const magnitudes = finite.filter((x) => x !== 0).map(Math.abs);
  const largest = Math.max(...magnitudes);
  const smallest = Math.min(...magnitudes);
  return magnitudes.length > 0 && (largest >= 1e8 || smallest < 1e-4 || largest / smallest > 1000);
}

/** Writes each number with as few decimals as tell it from other doubles, then spaces up to the longest fraction. */
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

/** Writes each number with the decimals that the neediest needs: the exact digits of the double, zeros or not. */
function scientificWriter(finite: readonly number[]): (x: number) => string {
  const decimals = Math.max(...finite.map(scientificDecimals));
  const parts = (x: number) => scientificParts(x, decimals);
  const exponentDigits = Math.max(...finite.map((x) => exponentText(parts(x)[1], 2).length - 2));
  return (x) => {
    const [mantissa, exponent] = parts(x);
    return signOf(x) + withPoint(mantissa) + exponentText(exponent, exponentDigits);
  };
}

/** Decimals that scientific notation needs to tell x from other doubles, or what is not zero of the first few. */
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

/** What `write` gives for so many decimals, save that an exact half goes to the even digit; JavaScript rounds it up. */
function halfToEven(write: (decimals: number) => string, decimals: number): string {
  const evenThenHalf = new RegExp(`^(.*[02468])50{${ZEROS_AFTER_HALF}}(e.*)?$`);
  const [, kept, exponent = ''] = evenThenHalf.exec(write(decimals + 1 + ZEROS_AFTER_HALF)) ?? [];
  return kept === undefined ? write(decimals) : kept + exponent;
}

/** `e-05`: the exponent with its sign and at least so many digits. */
function exponentText(exponent: number, minDigits: number): string {
  return `e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(minDigits, '0')}`;
}

/** The digits after the point. */
function fractionOf(text: string): string {
  return text.split('.')[1] ?? '';
}

/** The text with the point that NumPy writes even before no digits. */
function withPoint(text: string): string {
  return text.includes('.') ? text : `${text}.`;
}

/** The minus of negative numbers, of which -0 is one. */
function signOf(x: number): string {
  return x < 0 || Object.is(x, -0) ? '-' : '';
}

/** Python's name of an infinity or NaN. */
function nonFinite(x: number): string {
  return Number.isNaN(x) ? 'nan' : `${signOf(x)}inf`;
}
