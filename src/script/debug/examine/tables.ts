/* Tables of numbers that a script holds: arrays, and lists whose items have the same count of numbers. */
import { Dict } from '../../machine/collections.ts';
import type { ScriptRun } from '../../machine/script-run.ts';
import { List, Tuple, type Value } from '../../machine/values.ts';
import { NdArray } from '../../numpy/ndarray.ts';
import { type Path, partsOf, printPath } from '../../roles/path.ts';
import { numberOf, numbersOf } from '../numbers.ts';
import { countOf } from './put.ts';

/** Rows are the items along the first axis; a row of a list may have lists and arrays in it. */
export interface Table {
  readonly path: Path;
  readonly rows: number;
  readonly columns: number;
  /** Row by row. */
  readonly data: Float64Array;
  /** True where each column may be an example, too: a matrix. */
  readonly isMatrix: boolean;
  /** The memory of an array; the list itself. */
  readonly memory: object;
}

const MOST_CELLS = 2 ** 21;
const MOST_CANDIDATES = 200;
const MOST_STEPS = 4;
const MOST_PARTS = 5000;

/** The table that a value is; undefined for any other. */
export function tableOf(path: Path, value: Value): Table | undefined {
  if (value instanceof NdArray) {
    if (value.size === 0 || value.size > MOST_CELLS || value.shape.length === 0) return undefined;
    const numbers = numbersOf(value);
    const [rows = 1] = value.shape;
    return (
      numbers && {
        path,
        rows,
        columns: value.size / rows,
        data: numbers.data,
        isMatrix: value.shape.length === 2,
        memory: value.data,
      }
    );
  }
  if (!(value instanceof List || value instanceof Tuple) || value.items.length === 0) return undefined;
  const { items } = value;
  const columns = countOf(items[0] as Value);
  if (!(columns > 0) || columns * items.length > MOST_CELLS) return undefined;
  if (!items.every((item) => countOf(item) === columns)) return undefined;
  const data = new Float64Array(columns * items.length);
  let at = 0;
  const take = (own: Value): void => {
    if (own instanceof List || own instanceof Tuple) for (const item of own.items) take(item);
    else if (own instanceof Dict) for (const { value: item } of own.entries.values()) take(item);
    else if (own instanceof NdArray) {
      data.set(numbersOf(own)?.data ?? [], at);
      at += own.size;
    } else data[at++] = numberOf(own) ?? Number.NaN;
  };
  take(value);
  const isMatrix = items.every(
    (item) =>
      (item instanceof List && item.items.every((own) => numberOf(own) !== undefined)) ||
      (item instanceof NdArray && item.shape.length === 1),
  );
  return { path, rows: items.length, columns, data, isMatrix, memory: value };
}

/**
 * The tables in the variables of a run, those of the script itself first.
 * @param excluded arrays (by their memory), lists and numbers that are no data, such as weights.
 */
export function tablesIn(run: ScriptRun, excluded: ReadonlySet<object>): readonly Table[] {
  const found: Table[] = [];
  const seen = new Set<object | string>();
  const budget = { left: MOST_PARTS };
  const visit = (call: string | undefined, variables: ReadonlyMap<string, Value>): void => {
    let open: { path: Path; value: Value }[] = [...variables].map(([variable, value]) => ({
      path: { call, variable, steps: [] },
      value,
    }));
    while (open.length > 0) {
      const next: typeof open = [];
      for (const { path, value } of open) {
        if (budget.left-- <= 0 || found.length >= MOST_CANDIDATES) return;
        const key = identityOf(value);
        if (key === undefined || seen.has(key) || (value instanceof NdArray && excluded.has(value.data))) continue;
        seen.add(key);
        if (excluded.has(value as object)) continue;
        const table = holdsExcluded(value, excluded) ? undefined : tableOf(path, value);
        if (table !== undefined) found.push(table);
        else if (path.steps.length < MOST_STEPS) {
          for (const [step, inner] of partsOf(value)) {
            next.push({ path: { ...path, steps: [...path.steps, step] }, value: inner });
          }
        }
      }
      open = next;
    }
  };
  visit(undefined, new Map([...run.globals].filter(([name]) => !/^__\w+__$/.test(name))));
  for (const { name, variables } of [...run.calls].reverse()) if (name !== '<module>') visit(name, variables);
  return found;
}

/** Views of one memory are different tables. */
const identities = new WeakMap<object, number>();
let lastIdentity = 0;

function identityOf(value: Value): object | string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!(value instanceof NdArray)) return value;
  let own = identities.get(value.data);
  if (own === undefined) {
    own = ++lastIdentity;
    identities.set(value.data, own);
  }
  return `${own}:${value.offset}:${value.shape}:${value.strides}`;
}

function holdsExcluded(value: Value, excluded: ReadonlySet<object>): boolean {
  if (!(value instanceof List || value instanceof Tuple)) return false;
  return value.items.some((item) => {
    if (typeof item !== 'object' || item === null) return false;
    return excluded.has(item instanceof NdArray ? item.data : item) || holdsExcluded(item, excluded);
  });
}

export function nameOfTable({ path }: Pick<Table, 'path'>): string {
  return printPath(path);
}
