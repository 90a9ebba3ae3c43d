import { exponentText } from '../numpy/float-text.ts';

/*
 * Digits of floats for formats. JavaScript's `toFixed` and `toExponential` work on the exact binary value, but round an exact half up,
 * where Python rounds it to the even digit.
 */

/** More zeros after a final 5 than the distance of two doubles leaves: an exact half. */
const ZEROS = 40;
const HALF = `5${'0'.repeat(ZEROS)}`;
/** The most decimals that JavaScript writes. A double has more only below 2⁻¹⁰⁰, or when asked for more. */
const MOST = 100;

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
