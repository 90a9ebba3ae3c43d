import { describe, expect, test } from 'vitest';
import {
  F64,
  f64x2,
  I32,
  i32,
  type Local,
  ModuleWriter,
  repeat,
  v128,
} from '../../../../src/engine/backends/wasm/emitter.ts';
import type { ScalarName } from '../../../../src/engine/backends/wasm/functions.ts';
import { FUNCTION_CELLS, functionsOf } from '../../../../src/engine/backends/wasm/module-functions.ts';
import {
  sineOrCosine,
  erf as writeErf,
  log1p as writeLog1p,
} from '../../../../src/engine/backends/wasm/pair-functions.ts';
import { PairWriter } from '../../../../src/engine/backends/wasm/vectors.ts';
import { remainder } from '../../../../src/engine/kernels.ts';
import { numpyRandom } from '../../../../src/engine/random.ts';
import { cos, exp, expm1, log, log1p, pow, sin, tanh } from '../../../../src/language/elementary.ts';
import { type ElementwiseName, elementwise, erf } from '../../../../src/language/functions.ts';
import { full } from '../../../full.ts';

/** Numbers at which a function takes another way, their neighbours, and numbers of all sizes. */
const special: readonly number[] = [
  ...[0, Number.NaN, Infinity, 1, 5e-324, 2 ** -1022, 2 ** -54, 5 * 2 ** -53, 2 ** -29, 2 ** -28, 2 ** -20, 0.25],
  ...[Math.LN2 / 2, 0.3465738296508789, 0.5, 1.5 * Math.LN2, 1.0397205352783203, Math.SQRT1_2, Math.SQRT2, 2, 6, 22],
  // Between two whole numbers of ln 2.
  ...[0.5, 1.5, 2.5, 7.5, 30.5, 100.5, 511.5, 1020.5].map((k) => k * Math.LN2),
  // Quadrants, and where the function near 0 changes.
  ...[1, 2, 3, 4, 5, 31, 32, 33, 1000, 524_288, 600_000].flatMap((n) => [n / 2, n / 4].map((k) => k * Math.PI)),
  ...[0.3, 0.30000019, 0.78125, 0.7812505, 2 ** -27, 2.356194],
  ...[708, 709.782712893384, 710, 745.1332191019411, 746, 38.816242, 2 ** 53, 1e300, Number.MAX_VALUE],
].flatMap((x) => [x, x * (1 + 2 ** -52), x * (1 - 2 ** -53), x - 1, -x, -x * (1 + 2 ** -52), -x * (1 - 2 ** -53)]);

/** A quarter each: any double, up to 40, up to 2, tiny. */
function drawn(count: number): Float64Array {
  const random = numpyRandom(5);
  const bits = new DataView(new ArrayBuffer(8));
  return Float64Array.from({ length: count }, (_, index) => {
    if (index < special.length) return special[index] as number;
    bits.setUint32(0, random.nextDouble() * 2 ** 32);
    bits.setUint32(4, random.nextDouble() * 2 ** 32);
    const unit = 2 * random.nextDouble() - 1;
    return [bits.getFloat64(0), 40 * unit, 2 * unit, 2 ** -26 * unit][index % 4] as number;
  });
}

const CELLS = full ? 4_000_000 : 20_000;
const cells = drawn(CELLS);
/** Second operands: a half as large as the cells, others that are usual exponents, or close to the cells. */
const seconds = drawn(CELLS)
  .toReversed()
  .map((y, index) => {
    const usual = [y, 2, 0.5, 3, -1, 1 / 3, 1e-3, 7.5, 0.999, -2][index % 20] ?? 4 * Math.sin(index);
    return index % 5 < 3 ? usual : y;
  });
/** Results of the error function. */
const memo = { at: 3 * CELLS, bits: 8 };
const table = memo.at + 4 * 2 ** memo.bits;
const memory = new WebAssembly.Memory({ initial: Math.ceil((8 * (table + FUNCTION_CELLS)) / 65536) });
const values = new Float64Array(memory.buffer);
values.set(cells);
values.set(seconds, CELLS);

/** Applies a function of pairs to all cells. */
function appliedTo(write: (writer: PairWriter, x: Local, y: Local) => Local): Float64Array {
  const module = new ModuleWriter(1);
  const functions = functionsOf(
    module,
    table,
    new Map(['sin', 'cos'].map((name) => [name, module.imported(name, [F64], [F64])])),
    memo,
  );
  module.exported('run', [], [], (f) => {
    const at = f.local(I32);
    const writer = new PairWriter(f, functions);
    const body = writer.collect(() => {
      const [x, y] = [writer.keep(v128.load(at.get, 0)), writer.keep(v128.load(at.get, 8 * CELLS))];
      writer.push(v128.store(at.get, 16 * CELLS, write(writer, x, y).get));
    });
    return writer.finish(repeat([body, at.set(i32.add(at.get, i32.const(16)))], i32.lt(at.get, i32.const(8 * CELLS))));
  });
  const env = { memory, cos, sin };
  new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), { env }).exports['run']?.();
  return values.subarray(2 * CELLS, 3 * CELLS);
}

function expectBits(found: Float64Array, of: (x: number, y: number) => number): void {
  let wrong = -1;
  for (let i = CELLS - 1; i >= 0; i--) {
    if (!Object.is(found[i], of(cells[i] as number, seconds[i] as number))) wrong = i;
  }
  const [x, y] = [cells[wrong] as number, seconds[wrong] as number];
  expect(wrong === -1 ? undefined : [x, y, found[wrong]]).toEqual(wrong === -1 ? undefined : [x, y, of(x, y)]);
}

describe('in WebAssembly', () => {
  test.each(Object.entries({ exp, expm1, log, log1p, tanh }))('a double has the bits of TypeScript: %s', (name, of) => {
    const found = appliedTo((writer, x) => writer.calls(name as ScalarName, 2, [x])[0] as Local);
    expectBits(found, of);
  });

  test.each(Object.entries({ pow, remainder }))('two doubles have the bits of TypeScript: %s', (name, of) => {
    const found = appliedTo((writer, x, y) => writer.calls(name as ScalarName, 2, [x], [y])[0] as Local);
    expectBits(found, of);
  });

  test('pairs have the bits of TypeScript: pow', () => {
    expectBits(
      appliedTo((writer, x, y) => writer.pairCalls('powPair', [x], [y])[0] as Local),
      pow,
    );
    // Usual bases, so that both lanes are usual.
    const found = appliedTo((writer, x, y) => {
      const positive = writer.keep(f64x2.abs(x.get));
      return writer.pairCalls('powPair', [positive], [y])[0] as Local;
    });
    expectBits(found, (x, y) => pow(Math.abs(x), y));
  });

  test.each([
    ['log1p', log1p, writeLog1p],
    ['erf', erf, writeErf],
    ['sin', sin, (writer: PairWriter, x: Local) => sineOrCosine(writer, 'sin', x)],
    ['cos', cos, (writer: PairWriter, x: Local) => sineOrCosine(writer, 'cos', x)],
  ] as const)('pairs have the bits of TypeScript: %s', (_name, of, write) => {
    expectBits(
      appliedTo((writer, x) => writer.keep(write(writer, x))),
      of,
    );
  });

  test('a remembered error function has the bits of TypeScript', () => {
    for (let turn = 0; turn < 2; turn++) {
      expectBits(
        appliedTo((writer, x) => writer.pairCalls('erfPair', [x])[0] as Local),
        erf,
      );
    }
  });

  test.each(Object.entries(elementwise))('a pair has the bits of TypeScript: %s', (name, of) => {
    const found = appliedTo((writer, x) => writer.map(name as ElementwiseName, [x])[0] as Local);
    expectBits(found, of);
  });
});
