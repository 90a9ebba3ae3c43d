import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as own from '../../../src/script/library/real-functions.ts';
import { arctan } from '../../../src/script/numpy/scalar-functions.ts';

const recorded = JSON.parse(readFileSync('test/goldens/script-math.json', 'utf8')) as Record<
  string,
  readonly (readonly [x: string, y: string])[]
>;
const functions: Readonly<Record<string, unknown>> = { ...own, atan: arctan };

/** A hexadecimal float of Python: `-0x1.8p+1`. */
function numberOf(text: string): number {
  const [, sign, whole, fraction = '', exponent] = /^(-?)0x([01])\.?([0-9a-f]*)p([-+]\d+)$/.exec(text)!;
  const digits = Number.parseInt(`${whole}${fraction}`, 16);
  const power = Number(exponent) - 4 * fraction.length;
  const half = Math.trunc(power / 2);
  return (sign === '-' ? -1 : 1) * digits * 2 ** half * 2 ** (power - half);
}

const view = new DataView(new ArrayBuffer(8));
function bitsOf(x: number): bigint {
  view.setFloat64(0, x);
  return view.getBigInt64(0);
}

it.each(Object.entries(recorded))('%s is that of Python, but for the last bit', (name, rows) => {
  const apply = functions[name] as (x: number) => number;
  for (const [x, y] of rows) {
    const distance = Number(bitsOf(apply(numberOf(x))) - bitsOf(numberOf(y)));
    expect(Math.abs(distance), `${name}(${numberOf(x)})`).toBeLessThanOrEqual(name === 'cbrt' ? 2 : 1);
  }
});

it('has the values at the ends of their ranges', () => {
  const { asin, acos, sinh, cosh, acosh, atanh, cbrt, log2, log10, hypot } = own;
  expect([asin(1), asin(-1), acos(-1), acos(1)]).toEqual([Math.PI / 2, -Math.PI / 2, Math.PI, 0]);
  expect([asin(2), acos(2), acosh(0.5), atanh(1), log2(-1), log10(-1)]).toEqual(new Array(6).fill(Number.NaN));
  expect([sinh(711), cosh(-711), cbrt(-27), cbrt(5e-324), log2(2 ** -1074), log10(1e22)]).toEqual([
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    -3,
    1.7031839360032603e-108,
    -1074,
    22,
  ]);
  expect([hypot([]), hypot([3, 4]), hypot([1e200, 1e200]), hypot([Number.NaN, Number.POSITIVE_INFINITY])]).toEqual([
    0,
    5,
    Math.SQRT2 * 1e200,
    Number.POSITIVE_INFINITY,
  ]);
  expect([asin(-0), sinh(-0), cbrt(-0)].map((x) => Object.is(x, -0))).toEqual([true, true, true]);
});
