/* The numbers of variables, and of the arrays in lists, tuples, dicts and objects: `W[1]`, `P['b']`, `net.w`. */
import { numbersOf } from '../../script/debug/numbers.ts';
import { Instance } from '../../script/machine/classes.ts';
import { Dict } from '../../script/machine/collections.ts';
import { HeapObject, List, type Value as PythonValue, Tuple } from '../../script/machine/values.ts';
import { float64 } from '../../script/numpy/dtypes.ts';
import { NdArray, wrap } from '../../script/numpy/ndarray.ts';
import { fromNumbers, type Value } from './values.ts';

/** Cells of a value that is compared. */
const MOST_CELLS = 20_000;
/** Items of a list that is a set of arrays; attributes of an object, entries of a dict. */
const MOST_ITEMS = 12;
const MOST_ENTRIES = 24;
/** Lists in objects in lists: the depth to which arrays are looked for. */
const MOST_DEPTH = 3;

/** The names of objects: one that functions know by other names has its own everywhere. */
export type ObjectNames = ReadonlyMap<HeapObject, string>;

interface Part {
  readonly name: string;
  readonly value: PythonValue;
  readonly set: (value: PythonValue) => void;
}

/** The parts of a value that holds arrays; undefined for any other. */
function partsOf(value: PythonValue, name: string): readonly Part[] | undefined {
  if (value instanceof List || value instanceof Tuple) {
    const hasParts = value.items.some(
      (item) => item instanceof NdArray || item instanceof Instance || item instanceof Dict || isGroup(item),
    );
    if (value.items.length > MOST_ITEMS || !hasParts) return undefined;
    return value.items.map((item, i) => ({
      name: `${name}[${i}]`,
      value: item,
      set: (own) => {
        if (value instanceof List) value.items[i] = own;
      },
    }));
  }
  if (value instanceof Instance) {
    return [...value.attributes].slice(0, MOST_ENTRIES).map(([own, item]) => ({
      name: `${name}.${own}`,
      value: item,
      set: (next) => value.attributes.set(own, next),
    }));
  }
  if (value instanceof Dict) {
    return [...value.entries.values()].slice(0, MOST_ENTRIES).map((entry) => ({
      name: `${name}[${typeof entry.key === 'string' ? `'${entry.key}'` : String(numbersOf(entry.key)?.data[0] ?? '?')}]`,
      value: entry.value,
      set: (next) => {
        entry.value = next;
      },
    }));
  }
  return undefined;
}

/** True for a list of arrays of different shapes, such as the weights and the bias of a layer. */
function isGroup(value: PythonValue): boolean {
  if (!(value instanceof List || value instanceof Tuple)) return false;
  return value.items.some((item) => item instanceof NdArray) && numbersOf(value) === undefined;
}

/** Adds the numbers of a variable under its name, and those of its parts. */
export function addValue(
  values: Map<string, Value>,
  name: string,
  value: PythonValue,
  names: ObjectNames = new Map(),
  depth = 0,
): void {
  if (typeof value === 'string' || (value instanceof NdArray && value.size > MOST_CELLS)) return;
  const known = value instanceof HeapObject && !(value instanceof NdArray) ? (names.get(value) ?? name) : name;
  const parts = partsOf(value, known);
  if (parts !== undefined) {
    if (depth < MOST_DEPTH) for (const part of parts) addValue(values, part.name, part.value, names, depth + 1);
    return;
  }
  if ((value instanceof List || value instanceof Tuple) && value.items.length > 1000) return;
  const numbers = numbersOf(value);
  if (numbers !== undefined && numbers.data.length > 0) values.set(name, fromNumbers(numbers));
}

/** The names of the objects among some variables, and in their lists, dicts and objects. The first name of an object counts. */
export function objectNames(variables: Iterable<readonly [string, PythonValue]>): ObjectNames {
  const names = new Map<HeapObject, string>();
  let level: readonly (readonly [string, PythonValue])[] = [...variables];
  for (let depth = 0; depth <= MOST_DEPTH; depth++) {
    level = level.flatMap(([name, value]) => {
      if (!(value instanceof HeapObject) || value instanceof NdArray || names.has(value)) return [];
      const parts = partsOf(value, name);
      if (parts !== undefined) names.set(value, name);
      return (parts ?? []).map((part) => [part.name, part.value] as const);
    });
  }
  return names;
}

/** The names of the arrays among some variables, and in their lists, dicts and objects. */
export function arrayNames(
  variables: Iterable<readonly [string, PythonValue]>,
  names: ObjectNames,
): ReadonlyMap<NdArray, readonly string[]> {
  const found = new Map<NdArray, string[]>();
  const add = (name: string, value: PythonValue, depth: number): void => {
    if (value instanceof NdArray) {
      const own = found.get(value) ?? [];
      if (!own.includes(name)) found.set(value, [...own, name]);
      return;
    }
    const known = value instanceof HeapObject ? (names.get(value) ?? name) : name;
    if (depth < MOST_DEPTH) for (const part of partsOf(value, known) ?? []) add(part.name, part.value, depth + 1);
  };
  for (const [name, value] of variables) add(name, value, 0);
  return found;
}

/** Gives a part of a variable, such as `W[1]`, another array. @returns false where there is no such part. */
export function setPart(variable: PythonValue, name: string, path: string, { shape, cells }: Value): boolean {
  for (const part of partsOf(variable, name) ?? []) {
    if (part.name === path) {
      part.set(wrap(cells.slice(), float64, shape));
      return true;
    }
    if (path.startsWith(part.name) && setPart(part.value, part.name, path, { shape, cells })) return true;
  }
  return false;
}

/** True for a name of a part: `W[1]`, `net.w`. */
export function isPart(name: string): boolean {
  return /[.[]/.test(name);
}

/** The variable that a part is in. */
export function variableOf(name: string): string {
  return name.replace(/[.[].*$/, '');
}
