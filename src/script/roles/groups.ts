/*
 * Weights that lie one by one in the objects of a network, such as `layers[0].neurons[2].w[1].data`: those of a layer are shown as one
 * matrix, `layers[0].neurons[:].w[:].data`.
 */
import type { ScriptRun } from '../machine/script-run.ts';
import { Float, List, type Value } from '../machine/values.ts';
import { NumpyScalar } from '../numpy/ndarray.ts';
import { type Path, printPath, readPath } from './path.ts';

/** The most `[:]` of a path: the numbers have rows and columns. */
const MOST_EACH = 2;

/** Paths with those in groups replaced by one path each, at the place of its first one. */
export function grouped(paths: readonly Path[], run: ScriptRun): readonly Path[] {
  const names = new Set(paths.map(printPath));
  const taken = new Set<string>();
  const found: Path[] = [];
  for (const path of paths) {
    if (taken.has(printPath(path))) continue;
    const group = groupOf(path, names, run);
    for (const member of group?.members ?? []) taken.add(member);
    found.push(group?.path ?? path);
  }
  return found;
}

interface Group {
  readonly path: Path;
  readonly members: readonly string[];
}

/** The largest group of a path whose numbers have rows and columns, and that holds nothing but these paths. */
function groupOf(path: Path, names: ReadonlySet<string>, run: ScriptRun): Group | undefined {
  const own = readPath(run, path);
  if (own === undefined) return undefined;
  const items = path.steps.flatMap((step, i) => ('item' in step ? [i] : []));
  for (let count = Math.min(items.length, MOST_EACH - dimensionsOf(own)); count > 0; count--) {
    const each = items.slice(-count);
    const all = { ...path, steps: path.steps.map((step, i) => (each.includes(i) ? ({ each: true } as const) : step)) };
    const value = readPath(run, all);
    if (!(value instanceof List) || !isRegular(value)) continue;
    const members = membersOf(path, each, value);
    if (members.length > 1 && members.every((member) => names.has(member))) return { path: all, members };
  }
  return undefined;
}

/** 0 for a number, 1 for a list of numbers; more for what is a picture by itself. */
function dimensionsOf(value: Value): number {
  if (value instanceof Float || value instanceof NumpyScalar) return 0;
  if (!(value instanceof List)) return MOST_EACH;
  return value.items.every((item) => item instanceof Float) ? 1 : MOST_EACH;
}

/** True for a list of numbers, and for one of lists of the same length. */
function isRegular(list: List): boolean {
  const [first] = list.items;
  return list.items.every((item) => {
    if (!(item instanceof List)) return dimensionsOf(item) === 0 && !(first instanceof List);
    return first instanceof List && item.items.length === first.items.length && isRegular(item);
  });
}

/** The paths of the values at `each` of the items. */
function membersOf(path: Path, each: readonly number[], value: List): readonly string[] {
  const [step, ...rest] = each;
  if (step === undefined) return [printPath(path)];
  return value.items.flatMap((inner, item) => {
    const steps = path.steps.map((own, i) => (i === step ? { item } : own));
    if (rest.length === 0) return [printPath({ ...path, steps })];
    return inner instanceof List ? membersOf({ ...path, steps }, rest, inner) : [];
  });
}
