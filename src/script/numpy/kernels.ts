/*
 * All loops and products over arrays pass through here: large ones are computed in WebAssembly, on copies of their cells, which is faster
 * from some size on. Small arrays and strided ones keep the loops in TypeScript. Both have the same bits.
 */
import { computeCells, type KernelName, multiplyLarge } from '../../engine/backends/wasm/arrays.ts';
import type { Binary, Unary } from '../../engine/loops.ts';
import { multiplyInto } from '../../engine/products.ts';
import type { Cells, View } from '../../engine/views.ts';
import type { Floats } from '../../language/dtypes.ts';
import type { Ufunc } from './ufunc.ts';

/** The number of cells from which a function is faster on copies. */
const LARGE_ARRAY = 64;
/** The same for a function that is one instruction. */
const LARGE_PAIR = 512;
/** The number of multiplications from which a product is faster on copies. */
const LARGE_PRODUCT = 8192;

const simple: ReadonlySet<KernelName> = new Set(['add', 'subtract', 'multiply', 'divide', 'square', 'sqrt']);

/** The results of a loop: numbers, or 0 and 1. */
type Results = Cells<Floats | Uint8Array>;

/**
 * z[i] = f(x[i], y[i]) for `n` elements, which follow each other in z. A loop that is not the own one of `f` has no kernel.
 * @returns false where a result is NaN or infinite
 */
export function combine(f: Ufunc, x: Cells, y: Cells, z: Results, n: number, loop = f.loop as Binary): boolean {
  if (n >= LARGE_ARRAY && loop === f.loop) {
    const areFinite = computeLarge(f.kernel, x, y, z as Cells, n);
    if (areFinite !== undefined) return areFinite;
  }
  return loop(x.data, x.offset, x.step, y.data, y.offset, y.step, z.data, z.offset, n);
}

/** As `combine`: z[i] = f(x[i]) */
export function map(f: Ufunc, x: Cells, z: Results, n: number, loop = f.loop as Unary): boolean {
  if (n >= LARGE_ARRAY && loop === f.loop) {
    const areFinite = computeLarge(f.kernel, x, undefined, z as Cells, n);
    if (areFinite !== undefined) return areFinite;
  }
  return loop(x.data, x.offset, x.step, z.data, z.offset, n);
}

/** Returns undefined if the loop has to compute it. */
function computeLarge(
  name: KernelName | undefined,
  x: Cells,
  y: Cells | undefined,
  z: Cells,
  n: number,
): boolean | undefined {
  if (name === undefined || (simple.has(name) && n < LARGE_PAIR) || !isWithoutGaps(x)) return undefined;
  if (y === undefined) return computeCells(name, x, y, z, n);
  if (!isWithoutGaps(y)) return undefined;
  if (name === 'power' && y.step === 0) {
    // As in the loop of powers.
    const exponent = y.data[y.offset];
    if (exponent === 2) return computeLarge('square', x, undefined, z, n);
    if (exponent === 0.5) return undefined;
  }
  return computeCells(name, x, y, z, n);
}

function isWithoutGaps({ step }: Cells): boolean {
  return step === 0 || step === 1;
}

/** (a×n) @ (n×b) → (a×b). The cells of `out` are row by row. */
export function multiplyMatrices(left: View, right: View, out: View): void {
  const [rows, columns] = out.shape as [number, number];
  const isLarge = rows * columns * left.shape[1]! >= LARGE_PRODUCT && Math.min(rows, columns) > 1;
  if (!isLarge || !multiplyLarge(left, right, out)) multiplyInto(left, right, out);
}
