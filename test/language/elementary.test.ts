import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cos, EXP_STEPS, exp, expm1, expTable, log, log1p, pow, sin, tanh } from '../../src/language/elementary.ts';
import { runs } from '../full.ts';
import recorded from '../goldens/elementary.json' with { type: 'json' };

type OfOne = Exclude<keyof typeof recorded, 'pow'>;
type Row = readonly (string | number)[];
const elementary = { exp, expm1, log, log1p, tanh, sin, cos };
const names = ['exp', 'expm1', 'log', 'log1p', 'tanh', 'sin', 'cos'] satisfies OfOne[];

/** Most doubles are far too large or too small for a function to do anything: some are of usual sizes. */
const anyNumber = fc.oneof(
  fc.double(),
  fc.double({ min: -40, max: 40, noNaN: true }),
  fc.double({ min: -2, max: 2, noNaN: true }),
);

function double(hexadecimal: string | number | undefined): number {
  return new DataView(Uint8Array.from(Buffer.from(String(hexadecimal), 'hex')).buffer).getFloat64(0);
}

function bitsOf(value: number): bigint {
  return new BigInt64Array(Float64Array.of(value).buffer)[0]!;
}

/** The distance of `value` from the recorded true value, in units of the last place of the double nearest to it. */
function ulps(value: number, row: Row): number {
  const nearest = double(row.at(-2));
  if (Object.is(value, nearest)) return Math.abs(Number(row.at(-1)));
  return Math.abs(Number(bitsOf(value) - bitsOf(nearest)) * Math.sign(nearest) - Number(row.at(-1)));
}

describe('elementary functions', () => {
  // tanh keeps the bits that it has in V8, and with them fdlibm's larger error.
  const bounds: Readonly<Partial<Record<OfOne, number>>> = { exp: 0.55, tanh: 2 };

  it.each(names)('%s is within 1 ulp of the true value (exp within 0.55, tanh within 2)', (name) => {
    const worst = Math.max(...recorded[name].map((row) => ulps(elementary[name](double(row[0])), row)));
    expect(recorded[name].length).toBeGreaterThan(250);
    expect(worst).toBeLessThan(bounds[name] ?? 1);
  });

  it('pow is within 1 ulp of the true value', () => {
    const worst = Math.max(...recorded.pow.map((row) => ulps(pow(double(row[0]), double(row[1])), row)));
    expect(recorded.pow.length).toBeGreaterThan(250);
    expect(worst).toBeLessThan(1);
  });

  // V8 has computed these by the same steps in every version from Node 20 to 24.
  it.each(['expm1', 'log', 'log1p', 'tanh'] as const)('%s has the bits of the same function of Math', (name) => {
    fc.assert(
      fc.property(anyNumber, (x) => {
        expect(elementary[name](x)).toBe(Math[name](x));
      }),
      { numRuns: runs(5000) },
    );
  });

  it('exp is at most one double from Math.exp', () => {
    fc.assert(
      fc.property(anyNumber, (x) => {
        const [own, theirs] = [exp(x), Math.exp(x)];
        if (Number.isNaN(x)) expect(own).toBeNaN();
        else expect(Number(bitsOf(own) - bitsOf(theirs))).toSatisfy((off) => Math.abs(off as number) <= 1);
      }),
      { numRuns: runs(5000) },
    );
  });

  it('exp is 1 at 0, e at 1, and rounds where numbers end', () => {
    for (const x of [0, -0, 1e-17, -1e-17, 5e-324]) expect(exp(x)).toBe(1);
    expect(exp(1)).toBe(Math.E);
    expect(exp(709.782712893384)).toBe(1.7976931348622732e308);
    expect(exp(709.7827128933841)).toBe(Infinity);
    expect(exp(-745.1332191019411)).toBe(5e-324);
    expect(exp(-745.1332191019412)).toBe(0);
  });

  it('the table of exp has the powers of 2^(1/128), to 97 bits', () => {
    const bits = 140n;
    for (let j = 0; j < EXP_STEPS; j++) {
      const [rest, power] = [expTable[2 * j]!, expTable[2 * j + 1]!];
      // (power · (1 + rest))^128 = 2^j
      const scaled = BigInt(power * 2 ** 52) << (bits - 52n);
      let whole = scaled + BigInt(Math.round(power * rest * 2 ** 120)) * (1n << (bits - 120n));
      for (let doubling = 1; doubling < EXP_STEPS; doubling *= 2) whole = (whole * whole) >> bits;
      expect(Math.abs(Number(whole - (1n << (bits + BigInt(j)))) / 2 ** (Number(bits) + j))).toBeLessThan(2 ** -90);
    }
  });

  it.each(['sin', 'cos'] as const)('%s has the bits of the same function of Math below 2^19 π', (name) => {
    fc.assert(
      fc.property(fc.double({ min: -(2 ** 19) * Math.PI, max: 2 ** 19 * Math.PI, noNaN: true }), (x) => {
        expect(elementary[name](x)).toBe(Math[name](x));
      }),
      { numRuns: runs(2000) },
    );
  });

  it.each([...names])('%s has the special cases of the same function of Math', (name) => {
    for (const x of [0, -0, Number.NaN, Infinity, -Infinity, 1, -1, 5e-324, -5e-324, 1e5, -1e5]) {
      expect([x, elementary[name](x)]).toEqual([x, Math[name](x)]);
    }
  });

  it('pow has the special cases of the ** operator', () => {
    const values = [0, -0, 1, -1, 0.5, -0.5, 2, -2, 3, -3, 2.5, Number.NaN, Infinity, -Infinity, 1e300, -1e300];
    for (const x of values) {
      for (const y of values) {
        const [own, theirs] = [pow(x, y), x ** y];
        if (Number.isFinite(theirs) && theirs !== 0) expect(own / theirs).toBeCloseTo(1, 12);
        else expect([x, y, own]).toEqual([x, y, theirs]);
      }
    }
  });

  it('pow rounds subnormal results and overflows at the right place', () => {
    expect(pow(2, -1074)).toBe(5e-324);
    expect(pow(2, -1075)).toBe(0);
    expect(pow(2, 1023)).toBe(2 ** 1023);
    expect(pow(2, 1024)).toBe(Infinity);
    expect(pow(-2, 1025)).toBe(-Infinity);
    expect(pow(10, -320)).toBe(1e-320);
  });
});
