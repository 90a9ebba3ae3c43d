import { describe, expect, test } from 'vitest';
import { F64, I32, i32, type Local, ModuleWriter, repeat, v128 } from '../../../../src/engine/backends/wasm/emitter.ts';
import { scalarFunctions, scalars } from '../../../../src/engine/backends/wasm/functions.ts';
import { type FindScalar, PairWriter } from '../../../../src/engine/backends/wasm/vectors.ts';
import { numpyRandom } from '../../../../src/engine/random.ts';
import { cos, exp, expm1, log, log1p, pow, tanh } from '../../../../src/language/elementary.ts';
import { type ElementwiseName, elementwise } from '../../../../src/language/functions.ts';
import { full } from '../../../full.ts';

/** Numbers at which a function takes another way, their neighbours, and numbers of all sizes. */
const special: readonly number[] = [
  ...[0, Number.NaN, Infinity, 1, 5e-324, 2 ** -1022, 2 ** -54, 5 * 2 ** -53, 2 ** -29, 2 ** -28, 2 ** -20, 0.25],
  ...[Math.LN2 / 2, 0.3465738296508789, 0.5, 1.5 * Math.LN2, 1.0397205352783203, Math.SQRT1_2, Math.SQRT2, 2, 6, 22],
  // Between two whole numbers of ln 2.
  ...[0.5, 1.5, 2.5, 7.5, 30.5, 100.5, 511.5, 1020.5].map((k) => k * Math.LN2),
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
const memory = new WebAssembly.Memory({ initial: Math.ceil((16 * CELLS) / 65536) });
const values = new Float64Array(memory.buffer);
values.set(cells);

/** Applies a function of pairs to all cells. */
function appliedTo(write: (writer: PairWriter, x: Local) => Local): Float64Array {
  const module = new ModuleWriter(1);
  const imported = new Map(Object.keys(others).map((name) => [name, module.imported(name, [F64], [F64])]));
  const own = scalarFunctions(module);
  const find: FindScalar = (name) => imported.get(name) ?? own(name as keyof typeof scalars);
  for (const name of Object.keys(scalars)) own(name as keyof typeof scalars);
  module.exported('run', [], [], (f) => {
    const at = f.local(I32);
    const writer = new PairWriter(f, find);
    const body = writer.collect(() => {
      const x = writer.keep(v128.load(at.get, 0));
      writer.push(v128.store(at.get, 8 * CELLS, write(writer, x).get));
    });
    return writer.finish(repeat([body, at.set(i32.add(at.get, i32.const(16)))], i32.lt(at.get, i32.const(8 * CELLS))));
  });
  const env = { memory, ...others };
  new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), { env }).exports['run']?.();
  return values.subarray(CELLS, 2 * CELLS);
}

const { gelu, gelu_slope } = elementwise;
const others = { gelu, gelu_slope, cos, pow, remainder: (x: number, y: number) => x % y };

function expectBits(found: Float64Array, of: (x: number) => number): void {
  let wrong = -1;
  for (let i = CELLS - 1; i >= 0; i--) if (!Object.is(found[i], of(cells[i] as number))) wrong = i;
  const x = cells[wrong];
  expect(wrong === -1 ? undefined : [x, found[wrong]]).toEqual(wrong === -1 ? undefined : [x, of(x as number)]);
}

describe('in WebAssembly', () => {
  test.each(Object.entries({ exp, expm1, log, log1p, tanh }))('a double has the bits of TypeScript: %s', (name, of) => {
    const found = appliedTo((writer, x) => writer.calls(name as keyof typeof scalars, 2, [x])[0] as Local);
    expectBits(found, of);
  });

  test.each(Object.entries(elementwise))('a pair has the bits of TypeScript: %s', (name, of) => {
    const found = appliedTo((writer, x) => writer.map(name as ElementwiseName, 2, [x])[0] as Local);
    expectBits(found, of);
  });
});
