/* The mask of dropout that a learner drew in a pass: found in the values, whatever made it. */
import { layerOf } from './forward.ts';
import type { Source } from './networks.ts';
import type { Pass } from './pass.ts';
import type { Values } from './recorder.ts';
import { fits, inLayoutOf, transposed, type Value } from './values.ts';

/** The values of the first hidden layer before a mask, (examples×units); undefined without its weights. */
export function plainLayer({ network, program }: Source, weights: Values): Value | undefined {
  const [layer] = program.roles.layers;
  if (layer === undefined || !weights.has(layer.weights)) return undefined;
  const rows = network.inputs.map((input) => layerOf(layer, input, weights));
  return { shape: [rows.length, rows[0]?.length ?? 0], cells: Float64Array.from(rows.flat()) };
}

/** The mask of a pass from some weights; undefined where they do not fit. */
export function maskOf(source: Source, weights: Values, pass: Pass): Value | undefined {
  const plain = plainLayer(source, weights);
  return plain === undefined ? undefined : maskIn(plain, pass);
}

/** The mask of a pass. With nothing found, no unit is left out. */
export function maskIn(plain: Value, { steps }: Pick<Pass, 'steps'>): Value {
  const none: Value = { shape: plain.shape, cells: new Float64Array(plain.cells.length).fill(1) };
  let scaled: Value | undefined;
  let found: { readonly name: string; readonly mask: Value } | undefined;
  let isAllLeftOut = false;
  const layouts = isTurned(plain, steps) ? [turnedLike, inLayoutOf] : [inLayoutOf, turnedLike];
  for (const { values } of steps) {
    for (const [name, value] of values) {
      if (!fits(value, plain)) continue;
      const [first, second] = layouts.map((layout) => layout(plain, value));
      // As many units as examples: the layer times a mask may have its examples in columns.
      const isOther =
        second !== undefined && twoLevels(value) === undefined && !isShared(first, plain) && isShared(second, plain);
      const own = (isOther ? second : (first ?? second)) as Value;
      const shares = ratio(own, plain);
      const masked = shares === undefined ? undefined : twoLevels(shares);
      // The layer times a mask is sure; an array of zeros and one other number may be a mask on its own.
      const isMask = masked !== undefined && !masked.cells.every((cell) => cell === 1);
      // A layer may be scaled in a line of its own.
      const isSure = found !== undefined && (found.name === name || (isOneCell(found.mask) && !isOneCell(own)));
      if (isMask && (found === undefined || isSure)) found = { name, mask: masked };
      if (shares?.cells.every((cell) => cell === 0)) isAllLeftOut = true;
      if (masked === undefined) scaled ??= twoLevels(own);
    }
  }
  if (found !== undefined) return found.mask;
  // Zeros may also be an array that is filled later.
  if (isAllLeftOut && scaled === undefined) return { shape: plain.shape, cells: new Float64Array(plain.cells.length) };
  return scaled === undefined || scaled.cells.every((cell) => cell === 1) ? none : scaled;
}

/** A square value, transposed; undefined for any other. */
function turnedLike(one: Value, value: Value): Value | undefined {
  return one.shape[0] === one.shape[1] ? transposed(value) : undefined;
}

/** True where the layer itself, as square as its transpose, has its examples in columns. */
function isTurned(plain: Value, steps: Pass['steps']): boolean {
  const turned = turnedLike(plain, plain);
  if (turned === undefined) return false;
  const isLike = (own: Value, { cells }: Value): boolean =>
    own.cells.length === cells.length && own.cells.every((cell, i) => Math.abs(cell - (cells[i] ?? 0)) < 1e-9);
  return steps.some(({ values }) => [...values.values()].some((own) => isLike(own, turned)));
}

/** True for a layer times a mask: its shares are 0 and one other number, in two cells at least. */
function isShared(own: Value | undefined, plain: Value): boolean {
  const shares = own === undefined ? undefined : ratio(own, plain);
  const levels = shares === undefined ? undefined : twoLevels(shares);
  return levels !== undefined && !isOneCell(levels);
}

/** True for one cell that is not 0: it is a multiple of the layer's cell, whatever the value is. */
function isOneCell({ cells }: Value): boolean {
  return cells.filter((cell) => cell !== 0).length === 1;
}

function ratio(one: Value, other: Value): Value | undefined {
  const cells = one.cells.map((cell, i) => cell / other.cells[i]!);
  return cells.every(Number.isFinite) ? { shape: other.shape, cells } : undefined;
}

/** The value with each cell 0 or one positive number; undefined for any other. */
function twoLevels({ shape, cells }: Value): Value | undefined {
  const level = Math.max(...cells);
  if (!(level > 0)) return undefined;
  const rounded = Number(level.toPrecision(9));
  const fitsLevels = cells.every((cell) => cell === 0 || Math.abs(cell - level) <= 1e-9 * level);
  return fitsLevels ? { shape, cells: cells.map((cell) => (cell === 0 ? 0 : rounded)) } : undefined;
}
