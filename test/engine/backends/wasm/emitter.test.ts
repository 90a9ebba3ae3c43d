import { describe, expect, test } from 'vitest';
import {
  type Code,
  F64,
  f64,
  f64x2,
  I32,
  i32,
  i64x2,
  ModuleWriter,
  repeat,
  select,
  signed,
  unsigned,
  v128,
  when,
} from '../../../../src/engine/backends/wasm/emitter.ts';

describe('whole numbers in LEB128', () => {
  test('have the bytes of the specification', () => {
    expect([0, 127, 128, 624485].map(unsigned)).toEqual([[0], [0x7f], [0x80, 1], [0xe5, 0x8e, 0x26]]);
    expect([0, 63, 64, -1, -64, -65, -123456].map(signed)).toEqual([
      [0],
      [0x3f],
      [0xc0, 0],
      [0x7f],
      [0x40],
      [0xbf, 0x7f],
      [0xc0, 0xbb, 0x78],
    ]);
  });
});

describe('a module', () => {
  const run = (code: Code): number => {
    const module = new ModuleWriter(1);
    module.exported('run', [], [F64], () => code);
    const bytes = module.bytes();
    expect(WebAssembly.validate(bytes)).toBe(true);
    const memory = new WebAssembly.Memory({ initial: 1 });
    new Float64Array(memory.buffer).set([1, 2, 3, 4]);
    return (
      new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } }).exports['run']?.() ?? Number.NaN
    );
  };
  const address = i32.const(0);
  const first = v128.load(address, 0);
  const second = v128.load(address, 16);

  test('computes with doubles and pairs of them', () => {
    expect(run(f64.sub(f64.const(5), f64.sqrt(f64.const(4))))).toBe(3);
    expect(run(f64x2.lane(f64x2.div(second, first), 1))).toBe(2);
    expect(run(f64x2.lane(v128.shuffle(first, second, 3, 0), 0))).toBe(4);
    expect(run(f64x2.lane(v128.loadSplat(address, 8), 1))).toBe(2);
    expect(run(f64x2.lane(v128.loadFirst(address, 8), 1))).toBe(0);
    expect(run(f64x2.lane(v128.loadSecond(address, 24, first), 1))).toBe(4);
    expect(run(f64x2.lane(v128.select(first, second, f64x2.lt(first, f64x2.const(1.5))), 1))).toBe(4);
    expect(run(f64x2.lane(f64x2.withLane(first, 0, f64.const(9)), 0))).toBe(9);
    expect(run(f64x2.lane(f64x2.const(1, 7), 1))).toBe(7);
    expect(run(f64.fromInt(i64x2.allTrue(f64x2.gt(second, first))))).toBe(1);
    expect(run(f64.fromInt(v128.anyTrue(f64x2.gt(first, second))))).toBe(0);
  });

  test('has addresses up to 4 GiB', () => {
    expect(run(f64.fromInt(i32.const(2 ** 32 - 8)))).toBe(-8);
    const module = new ModuleWriter(1);
    for (const at of [0, 2 ** 31 - 8, 2 ** 31, 2 ** 32 - 8]) module.data(at, new Uint8Array(8));
    expect(WebAssembly.validate(module.bytes())).toBe(true);
  });

  test('branches and repeats', () => {
    expect(run(select(f64.const(1), f64.const(2), i32.const(0)))).toBe(2);
    expect(run(when(i32.const(3), f64.const(1), f64.const(2), F64))).toBe(1);
    const module = new ModuleWriter();
    module.exported('factorial', [I32], [F64], (f) => {
      const [n, product] = [f.parameter(0), f.local(F64)];
      return [
        product.set(f64.const(1)),
        repeat(
          [product.set(f64.mul(product.get, f64.fromInt(n.get))), n.set(i32.sub(n.get, i32.const(1)))],
          i32.gt(n.get, i32.const(0)),
        ),
        product.get,
      ];
    });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), {});
    expect(exports['factorial']?.(10)).toBe(3628800);
  });

  test('calls imported functions', () => {
    const module = new ModuleWriter();
    const half = module.imported('half', [F64], [F64]);
    module.exported('quarter', [F64], [F64], (f) => half.call(half.call(f.parameter(0).get)));
    const env = { half: (x: number) => x / 2 };
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), { env });
    expect(exports['quarter']?.(3)).toBe(0.75);
  });
});
