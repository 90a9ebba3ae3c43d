/*
 * Texts read as numbers: `int(text)`, `float(text)`.
 */
import { int, type RaisedError } from '../machine/values.ts';
import { valueError } from './protocols.ts';

/** `int(text, base)` */
export function parseInteger(text: string, base: number, shown: string): number {
  const failure = (): RaisedError => valueError(`invalid literal for int() with base ${base}: ${shown}`);
  let digits = text.trim().toLowerCase();
  const negative = digits.startsWith('-');
  if (/^[-+]/.test(digits)) digits = digits.slice(1);
  let radix = base;
  const prefix = /^0([xob])/.exec(digits)?.[1];
  const named = prefix === 'x' ? 16 : prefix === 'o' ? 8 : prefix === 'b' ? 2 : undefined;
  if (named !== undefined && (base === 0 || base === named)) {
    digits = digits.slice(2).replace(/^_/, '');
    radix = named;
  } else if (base === 0) {
    radix = 10;
    if (/^0[\d_]*[1-9]/.test(digits)) throw failure();
  }
  if (!/^[\da-z](?:_?[\da-z])*$/.test(digits)) throw failure();
  let value = 0n;
  for (const digit of digits.replaceAll('_', '')) {
    const own = Number.parseInt(digit, 36);
    if (own >= radix) throw failure();
    value = value * BigInt(radix) + BigInt(own);
    if (value > 2n ** 64n) break;
  }
  return int(negative ? -Number(value) : Number(value));
}

/** `float(text)`; undefined when it is no number. */
export function parseFloatText(text: string): number | undefined {
  const plain = text.trim().toLowerCase();
  if (/^[-+]?(?:inf|infinity)$/.test(plain)) return plain.startsWith('-') ? -Infinity : Infinity;
  if (/^[-+]?nan$/.test(plain)) return Number.NaN;
  if (!/^[-+]?(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:e[-+]?\d(?:_?\d)*)?$/.test(plain)) return undefined;
  return Number(plain.replaceAll('_', ''));
}
