/* The parameters of a network among a learner's variables, found by their shapes; and networks of other sizes that fit them. */
import { type Source, sourceOf } from './networks.ts';
import type { Values } from './recorder.ts';
import { referenceOf } from './reference.ts';
import { fits, inLayoutOf, isSame, transposed, type Value } from './values.ts';

/** The shapes of the parameters of a source, by name. */
export function parameterShapes({ program, network }: Source): ReadonlyMap<string, readonly [number, number]> {
  const sizes = sizesOf(program, network.settings.layerSizes);
  const shapes = new Map<string, readonly [number, number]>();
  for (const [k, { weights, bias }] of program.roles.layers.entries()) {
    shapes.set(weights, [sizes[k] as number, sizes[k + 1] as number]);
    if (bias !== undefined) shapes.set(bias, [1, sizes[k + 1] as number]);
  }
  return shapes;
}

function sizesOf({ setup }: Source['program'], own: readonly number[]): readonly number[] {
  // The hidden sizes of a reference may be the learner's own: they are in its first lines.
  const sizes = [...own];
  for (const { target, value } of setup) {
    const k = Number(/^syn(\d+)$/.exec(target)?.[1] ?? -1);
    const fill = JSON.stringify(value).match(/"shape":\{"rows":(\d+),"columns":(\d+)\}/);
    if (k >= 0 && fill !== null) {
      sizes[k] = Number(fill[1]);
      sizes[k + 1] = Number(fill[2]);
    }
  }
  return sizes;
}

export const blank = ([rows, columns]: readonly [number, number]): Value => ({
  shape: [rows, columns],
  cells: new Float64Array(rows * columns),
});

const MOST_MAPPINGS = 24;

/** Ways to find the parameters of a source among the values before a loop: the learner's name by ours. */
export function mappingsOf(source: Source, before: Values): readonly ReadonlyMap<string, string>[] {
  const { inputs, targets } = source.network;
  const data = [inputs, targets].map(valueOfRows);
  const arrays = [...before].filter(([, value]) => value.cells.length >= 1 && !data.some((own) => isSame(value, own)));
  // Zeros are velocities and bias rows rather than weights.
  const isZero = (value: Value): boolean => value.cells.every((cell) => cell === 0);
  // A bias of one unit may be a plain number; other numbers are counters and rates.
  const rank = (value: Value): number => Number(isZero(value)) + 2 * Number(value.shape.length === 0);
  const sorted = arrays.sort(([, one], [, other]) => rank(one) - rank(other));
  let found: ReadonlyMap<string, string>[] = [new Map()];
  for (const [parameter, shape] of parameterShapes(source)) {
    const next: ReadonlyMap<string, string>[] = [];
    for (const mapping of found) {
      const used = new Set(mapping.values());
      const fitting = sorted.filter(([name, value]) => !used.has(name) && fits(value, blank(shape)));
      const arraysOnly = fitting.filter(([, value]) => value.shape.length > 0);
      for (const [name] of arraysOnly.length > 0 ? arraysOnly : fitting) {
        if (next.length < MOST_MAPPINGS) next.push(new Map([...mapping, [parameter, name]]));
      }
    }
    found = next;
  }
  return found;
}

export function valueOfRows(rows: readonly (readonly number[])[]): Value {
  return { shape: [rows.length, rows[0]?.length ?? 0], cells: Float64Array.from(rows.flat()) };
}

/** The sources that a text may be right by: the network's own, with other settings, with other hidden sizes. */
export function sourcesFor(source: Source, before: Values): readonly Source[] {
  const { network } = source;
  const all = [network.settings, ...(network.alternatives ?? [])].map((settings) =>
    referenceOf(sourceOf({ ...network, settings }, settings)),
  );
  const fitting = all.filter((own) => mappingsOf(own, before).length > 0);
  if (fitting.length > 0) return fitting;
  const [inputs, ...hidden] = network.settings.layerSizes.slice(0, -1) as [number, ...number[]];
  let ways: readonly (readonly number[])[] = [[]];
  for (const _ of hidden) {
    ways = ways.flatMap((sizes) => sizesAfter(sizes.at(-1) ?? inputs, before).map((size) => [...sizes, size]));
  }
  return ways
    .slice(0, MOST_MAPPINGS)
    .flatMap((sizes) => (sizes.length === 0 ? [] : all.map((own) => referenceOf(own, sizes))))
    .filter((own) => mappingsOf(own, before).length > 0);
}

/** The sizes that a layer may have after one of `size` units: a matrix has both. */
function sizesAfter(size: number, before: Values): readonly number[] {
  const sizes = new Set<number>();
  for (const { shape } of before.values()) {
    const [rows, columns] = shape;
    if (shape.length !== 2 || rows === undefined || columns === undefined) continue;
    if (rows === size && columns > 1) sizes.add(columns);
    if (columns === size && rows > 1) sizes.add(rows);
  }
  return [...sizes];
}

/** True for weights with their inputs in columns. A square matrix does not show its layout: it has that of the other ones. */
export function hasTurnedWeights(source: Source, names: ReadonlyMap<string, string>, before: Values): boolean {
  const shapes = parameterShapes(source);
  return [...names].some(([parameter, name]) => {
    const [rows, columns] = shapes.get(parameter) ?? [1, 1];
    const own = before.get(name)?.shape ?? [];
    return rows !== columns && rows > 1 && own[0] === columns && own[1] === rows;
  });
}

/** The weights of the learner at the beginning of a pass, under our names and in our layout. */
export function weightsOf(source: Source, names: ReadonlyMap<string, string>, before: Values): Values {
  const shapes = parameterShapes(source);
  const weights = new Map<string, Value>();
  const isTurned = hasTurnedWeights(source, names, before);
  for (const [parameter, name] of names) {
    const [own, shape] = [before.get(name), shapes.get(parameter)];
    if (own === undefined || shape === undefined) continue;
    const isSquare = shape[0] === shape[1] && shape[0] > 1;
    const value = inLayoutOf(blank(shape), isSquare && isTurned ? (transposed(own) ?? own) : own);
    if (value !== undefined) weights.set(parameter, value);
  }
  return weights;
}
