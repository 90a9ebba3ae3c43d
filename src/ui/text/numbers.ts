import type { Glyphs } from '../theme/glyphs.ts';

/** 34120 → `34,120` */
export function formatCount(count: number): string {
  return count.toFixed(0).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** 15000 → `15k`, 1.5e6 → `1.5M`: at most 4 characters for up to 999 G. */
export function formatShort(count: number): string {
  for (const [size, letter] of [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const) {
    if (count >= size * 0.9995) return `${Number((count / size).toPrecision(3))}${letter}`;
  }
  return String(Number(count.toPrecision(3)));
}

/** An error in `width` columns, with as many digits as fit: `0.00441`, `1.2e-07`. Not finite: `NaN`, `Infinity`. */
export function formatError(error: number, width: number): string {
  if (!Number.isFinite(error)) return String(error).slice(0, width);
  const plain = error.toFixed(Math.max(0, width - 2));
  if (error === 0 || (error >= 10 ** (4 - width) && plain.length <= width)) return plain.slice(0, width);
  return error.toExponential(Math.max(0, width - 6));
}

/** A number with its sign always written: `+4.60`, `−0.17`, ` 0.00`. */
export function formatSigned(value: number, decimals: number, { minus }: Glyphs): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+inf' : `${minus}inf`;
  const digits = Math.abs(value).toFixed(decimals);
  if (Number(digits) === 0 && value === 0) return ` ${digits}`;
  return `${value < 0 ? minus : '+'}${digits}`;
}

/** A datum as it was written, in at most four significant digits: `0`, `1`, `−0.25`, `1e+6`. */
export function formatDatum(value: number, { minus }: Glyphs): string {
  const digits = String(Number(Math.abs(value).toPrecision(4)));
  return value < 0 ? `${minus}${digits}` : digits;
}

/** `3k it/s`, `unlimited` */
export function formatSpeed(speed: number | 'unlimited'): string {
  return speed === 'unlimited' ? 'unlimited' : `${formatShort(speed)} it/s`;
}
