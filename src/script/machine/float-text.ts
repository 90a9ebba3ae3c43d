/*
 * The text of one float: Python's `repr`, Python 2's `str`, the digits of formats (`%f`, `%e`, `%g`), and the two notations of NumPy's
 * arrays, positional and scientific. Digits that do not fit are rounded half to even in the exact decimal value.
 */

/** `repr(x)` of a Python float: the fewest digits that identify the double. */
export function floatRepr(x: number): string {
  if (!Number.isFinite(x)) return nonFinite(x);
  if (x === 0) return Object.is(x, -0) ? '-0.0' : '0.0';
  const size = Math.abs(x);
  const sign = x < 0 ? '-' : '';
  if (size >= 1e16 || size < 1e-4) {
    const [mantissa, exponent] = size.toExponential().split('e') as [string, string];
    return `${sign}${mantissa}${exponentText(Number(exponent), 2)}`;
  }
  const text = String(size);
  return sign + (text.includes('.') ? text : `${text}.0`);
}

/** `str(x)` of a float in Python 2: 12 significant digits. */
export function python2Float(x: number): string {
  if (!Number.isFinite(x)) return nonFinite(x);
  const sign = x < 0 || Object.is(x, -0) ? '-' : '';
  const [mantissa, exponent] = scientificDigits(Math.abs(x), 11);
  // 11, not 12: with 12 digits before the point there is none left for `.0`.
  if (exponent < -4 || exponent >= 11) return sign + mantissa.replace(/\.?0+$/, '') + exponentText(exponent, 2);
  const text = String(Number(`${mantissa}e${exponent}`));
  return sign + (text.includes('.') ? text : `${text}.0`);
}

/** `str(np.float32(x))`: the fewest digits that identify the float32. */
export function float32Repr(x: number): string {
  if (!Number.isFinite(x)) return nonFinite(x);
  return floatRepr(shortestFloat32(x));
}

/** The double whose shortest text identifies the float32 x. */
function shortestFloat32(x: number): number {
  // `toPrecision` leaves out the sign of −0.
  if (x === 0) return x;
  for (let digits = 1; digits < 9; digits++) {
    const near = Number(x.toPrecision(digits));
    if (Math.fround(near) === x) return near;
  }
  return Number(x.toPrecision(9));
}

export function nonFinite(x: number): string {
  return Number.isNaN(x) ? 'nan' : x < 0 ? '-inf' : 'inf';
}

/** `e-05`: the exponent with its sign and at least `digits` digits. */
export function exponentText(exponent: number, digits: number): string {
  return `e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(digits, '0')}`;
}

/** Zeros after a final 5 that prove an exact half: no other double is as close to one. */
const ZEROS = 40;
const HALF = `5${'0'.repeat(ZEROS)}`;
/** The most decimals that JavaScript writes. Digits after them are written as zeros. */
const MOST = 100;

/** `write(decimals)`, but an exact half goes to the even digit, where JavaScript rounds it up. */
function halfToEven(write: (decimals: number) => string, decimals: number): string {
  const written = write(decimals);
  if (decimals + 1 + ZEROS > MOST) return written;
  const longer = write(decimals + 1 + ZEROS);
  const [digits, exponent] = longer.split('e') as [string, string?];
  if (!digits.endsWith(HALF)) return written;
  const kept = digits.slice(0, -HALF.length).replace(/\.$/, '');
  if (!'02468'.includes(kept.at(-1) ?? '')) return written;
  return exponent === undefined ? kept : `${kept}e${exponent}`;
}

/** A size ≥ 0 with exactly `decimals` digits after the point. */
export function fixedDigits(size: number, decimals: number): string {
  if (size >= 1e21) return BigInt(size).toString() + (decimals > 0 ? `.${'0'.repeat(decimals)}` : '');
  const text = halfToEven((n) => size.toFixed(n), Math.min(decimals, MOST));
  return decimals > MOST ? text + '0'.repeat(decimals - MOST) : text;
}

/** A size ≥ 0 as a mantissa with exactly `decimals` digits after the point, and an exponent of ten. */
export function scientificDigits(size: number, decimals: number): [mantissa: string, exponent: number] {
  const written = halfToEven((n) => size.toExponential(n), Math.min(decimals, MOST));
  const [mantissa, exponent] = written.split('e') as [string, string];
  return [decimals > MOST ? mantissa + '0'.repeat(decimals - MOST) : mantissa, Number(exponent)];
}

/** C's `%g`: `digits` significant digits, positional between 1e-4 and 10^digits. `keep` keeps the zeros at the end. */
export function generalDigits(size: number, digits: number, keep: boolean): string {
  const significant = Math.max(digits, 1);
  const [mantissa, exponent] = scientificDigits(size, significant - 1);
  if (exponent < -4 || exponent >= significant) {
    return (keep ? mantissa : withoutZeros(mantissa)) + exponentText(exponent, 2);
  }
  const text = fixedDigits(size, significant - 1 - exponent);
  return keep ? text : withoutZeros(text);
}

function withoutZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** The fraction digits that identify a size in positional notation. */
function shortestPositional(size: number): string {
  if (size >= 1e21) return BigInt(size).toString();
  const text = String(size);
  if (!text.includes('e')) return text;
  const [mantissa, exponent] = text.split('e') as [string, string];
  const digits = mantissa.replace('.', '');
  return `0.${'0'.repeat(-Number(exponent) - 1)}${digits}`;
}

/**
 * Positional notation, with a point.
 * @param precision the most decimals; undefined for as many as identify the number.
 * @param isUnique true for no more decimals than identify the number; otherwise exactly `precision`.
 * @param least the fewest decimals, filled with zeros.
 */
export function positional(
  x: number,
  precision: number | undefined,
  isUnique: boolean,
  least: number,
  is32: boolean,
): string {
  const sign = x < 0 || Object.is(x, -0) ? '-' : '';
  const size = Math.abs(x);
  let text: string;
  if (isUnique) {
    text = shortestPositional(is32 ? shortestFloat32(size) : size);
    const decimals = (text.split('.')[1] ?? '').length;
    if (precision !== undefined && decimals > precision)
      text = fixedDigits(size, precision).replace(/(\.\d*?)0+$/, '$1');
  } else text = fixedDigits(size, precision ?? 0);
  if (!text.includes('.')) text += '.';
  const decimals = text.length - text.indexOf('.') - 1;
  return sign + text + '0'.repeat(Math.max(0, least - decimals));
}

/** Scientific notation, with a point: see `positional`. The exponent has at least `exponentDigits` digits. */
export function scientific(
  x: number,
  precision: number | undefined,
  isUnique: boolean,
  least: number,
  exponentDigits: number,
  is32: boolean,
): string {
  const sign = x < 0 || Object.is(x, -0) ? '-' : '';
  const size = Math.abs(x);
  let mantissa: string;
  let exponent: number;
  if (isUnique) {
    const [shortest, power] = (is32 ? shortestFloat32(size) : size).toExponential().split('e') as [string, string];
    mantissa = shortest;
    exponent = Number(power);
    if (precision !== undefined && (shortest.split('.')[1] ?? '').length > precision) {
      [mantissa, exponent] = scientificDigits(size, precision);
      mantissa = mantissa.replace(/(\.\d*?)0+$/, '$1');
    }
  } else [mantissa, exponent] = scientificDigits(size, precision ?? 0);
  if (!mantissa.includes('.')) mantissa += '.';
  const decimals = mantissa.length - mantissa.indexOf('.') - 1;
  return sign + mantissa + '0'.repeat(Math.max(0, least - decimals)) + exponentText(exponent, exponentDigits);
}
