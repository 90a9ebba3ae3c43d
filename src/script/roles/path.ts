/*
 * Paths: where a script keeps a value. `syn0`, `net.weights[0]`, `layers["hidden"].w`; `train()::w1` is a local variable of a call
 * of `train`. A path outlives the value, so it names the weights in every iteration.
 */

import { Instance } from '../machine/classes.ts';
import type { Code } from '../machine/code.ts';
import { Dict } from '../machine/collections.ts';
import * as op from '../machine/opcodes.ts';
import type { ScriptRun } from '../machine/script-run.ts';
import { Float, HeapObject, List, Tuple, type Value } from '../machine/values.ts';
import { NdArray, NumpyScalar } from '../numpy/ndarray.ts';

/** A step to an attribute, to an item, or to each item of a list: `neurons[:].w`. */
type PathStep =
  | { readonly attribute: string }
  | { readonly item: number }
  | { readonly key: string }
  | { readonly each: true };

export interface Path {
  /** The function whose local variable it begins with; undefined for a global variable. */
  readonly call: string | undefined;
  readonly variable: string;
  readonly steps: readonly PathStep[];
}

/** A path as text, in Python's notation. */
export function printPath({ call, variable, steps }: Path): string {
  const rest = steps.map((step) => {
    if ('attribute' in step) return `.${step.attribute}`;
    if ('each' in step) return '[:]';
    return 'item' in step ? `[${step.item}]` : `[${JSON.stringify(step.key)}]`;
  });
  return `${call === undefined ? '' : `${call}()::`}${variable}${rest.join('')}`;
}

/** The place of a value in words: `w[0] in train()` for a local variable. */
export function placeWords(path: Path): string {
  const own = printPath({ ...path, call: undefined });
  return path.call === undefined ? own : `${own} in ${path.call}()`;
}

const PATH =
  /^(?:([A-Za-z_][\w.]*)\(\)::)?([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*|\[:\]|\[-?\d+\]|\["[^"]*"\]|\['[^']*'\])*)$/;
const STEP = /\.([A-Za-z_]\w*)|\[(-?\d+|:)\]|\["([^"]*)"\]|\['([^']*)'\]/g;

/** Reads a path; undefined for any other text. */
export function parsePath(text: string): Path | undefined {
  const parts = PATH.exec(text.trim());
  if (parts === null) return undefined;
  const steps = [...(parts[3] as string).matchAll(STEP)].map(([, attribute, item, key, otherKey]): PathStep => {
    if (attribute !== undefined) return { attribute };
    if (item === ':') return { each: true };
    return item !== undefined ? { item: Number(item) } : { key: key ?? otherKey ?? '' };
  });
  return { call: parts[1], variable: parts[2] as string, steps };
}

/** The value at a path now; undefined where there is none. */
export function readPath(run: ScriptRun, path: Path): Value | undefined {
  let value: Value | undefined;
  if (path.call === undefined) value = run.globals.get(path.variable);
  else value = run.calls.find(({ name }) => name === path.call)?.variables.get(path.variable);
  return value === undefined ? undefined : follow(value, path.steps);
}

/** The value at the end of steps from another one; undefined where there is none. The values at `[:]` come in a new list. */
export function follow(from: Value, steps: readonly PathStep[]): Value | undefined {
  let value: Value | undefined = from;
  for (const [at, step] of steps.entries()) {
    if (value === undefined) return undefined;
    if (!('each' in step)) {
      value = stepInto(value, step);
      continue;
    }
    if (!(value instanceof List || value instanceof Tuple)) return undefined;
    const found: Value[] = [];
    for (const item of value.items) {
      const own = follow(item, steps.slice(at + 1));
      if (own === undefined) return undefined;
      found.push(own);
    }
    return new List(found);
  }
  return value;
}

/** A path without `[:]` to the value that has one of the numbers at a path, row by row, and the number's index in it. */
export function elementPath(run: ScriptRun, path: Path, at: number): { readonly path: Path; readonly at: number } {
  const first = path.steps.findIndex((step) => 'each' in step);
  if (first < 0) return { path, at };
  const list = readPath(run, path);
  if (!(list instanceof List) || list.items.length === 0) return { path, at };
  const size = countOf(list.items[0] as Value);
  const item = Math.floor(at / size);
  const steps = [...path.steps.slice(0, first), { item }, ...path.steps.slice(first + 1)];
  return elementPath(run, { ...path, steps }, at - item * size);
}

function countOf(value: Value): number {
  if (value instanceof NdArray) return value.size;
  return value instanceof List ? value.items.reduce((sum: number, item) => sum + countOf(item), 0) : 1;
}

/** The part of a value at a step of a path; undefined where there is none. */
function stepInto(value: Value, step: Exclude<PathStep, { readonly each: true }>): Value | undefined {
  if ('attribute' in step) return value instanceof Instance ? value.attributes.get(step.attribute) : undefined;
  if ('key' in step) return value instanceof Dict ? value.get(step.key) : undefined;
  if (value instanceof List || value instanceof Tuple) return value.items.at(step.item);
  return value instanceof Dict ? value.get(step.item) : undefined;
}

/** A value that may be a role: an array of numbers, a number, or a list of numbers. */
export interface Held {
  readonly path: Path;
  readonly value: Value;
}

/** The most values that are looked at, and the most steps of a path. */
const MOST_VALUES = 5000;
const MOST_STEPS = 8;

/**
 * All numbers and arrays of floats that a script holds in variables now, each with its shortest path; global variables come first,
 * then those of the calls from the outermost on, and variables of `for` last: they name an item of something else. A list of numbers,
 * or of lists of numbers, is one value.
 */
export function heldValues(run: ScriptRun): readonly Held[] {
  const found: Held[] = [];
  const seen = new Set<object>();
  const budget = { left: MOST_VALUES };
  const { frames, depth } = run.state;
  const codes = frames.slice(0, depth + 1).filter(({ code }) => !code.hidden);
  const scopes = [
    { call: undefined, variables: run.globals, frame: codes[0] },
    ...[...run.calls].reverse().flatMap(({ name, variables }) => {
      const frame = codes.find(({ code }) => code.name === name);
      return name === '<module>' ? [] : [{ call: name, variables, frame }];
    }),
  ];
  for (const ofLoop of [false, true]) {
    for (const { call, variables, frame } of scopes) {
      const names = frame === undefined ? new Set<string>() : loopVariables(frame.code, frame.module.slotNames);
      const some = [...variables].filter(([variable]) => names.has(variable) === ofLoop);
      collect(call, some, found, seen, budget);
    }
  }
  return found;
}

/**
 * The arrays and lists of numbers in the variables of a call, each as its place there and its shortest path: `self.w1=net.w1`.
 * @param code of the innermost such call; of the script itself, the global variables.
 */
export function boundPaths(run: ScriptRun, code: Code): ReadonlySet<string> {
  const isArray = ({ value }: Held): boolean => value instanceof NdArray || value instanceof List;
  const identityOf = (value: Value): object | undefined =>
    value instanceof NdArray ? value.data : value instanceof HeapObject ? value : undefined;
  const shortest = new Map(
    heldValues(run)
      .filter(isArray)
      .map((held) => [identityOf(held.value), printPath(held.path)]),
  );
  const variables = run.calls.find(({ name }) => name === code.name)?.variables ?? run.globals;
  const own: Held[] = [];
  collect(code.name, variables, own, new Set(), { left: MOST_VALUES });
  return new Set(
    own.filter(isArray).map(({ path, value }) => `${printPath(path)}=${shortest.get(identityOf(value)) ?? ''}`),
  );
}

const knownLoopVariables = new WeakMap<Code, ReadonlySet<string>>();

/** The names that the loops of a code assign. @param globals the names of global variables, by slot. */
function loopVariables(code: Code, globals: readonly string[]): ReadonlySet<string> {
  const known = knownLoopVariables.get(code);
  if (known !== undefined) return known;
  const names = new Set<string>();
  for (let at = 0; at < code.ops.length; at++) {
    if (code.ops[at] !== op.FOR_ITER) continue;
    for (let i = at + 1, left = 1; left > 0 && i < code.ops.length; i++, left--) {
      const argument = code.args[i] as number;
      switch (code.ops[i]) {
        case op.UNPACK:
          left += argument;
          break;
        case op.STORE_FAST:
        case op.STORE_DEREF:
          names.add(code.slots[argument] ?? '');
          break;
        case op.STORE_GLOBAL:
          names.add(globals[argument] ?? '');
          break;
        default:
      }
    }
  }
  knownLoopVariables.set(code, names);
  return names;
}

/**
 * The paths of variables, attributes and dict items of a name: those of the innermost call first, global ones last, each with the fewest
 * steps first.
 */
export function pathsNamed(run: ScriptRun, name: string): readonly Path[] {
  const found: Path[] = [];
  const seen = new Set<object>();
  let left = MOST_VALUES;
  const search = (call: string | undefined, variables: ReadonlyMap<string, Value>): void => {
    let open: Held[] = [...variables].map(([variable, value]) => ({ path: { call, variable, steps: [] }, value }));
    while (open.length > 0) {
      const next: Held[] = [];
      for (const { path, value } of open) {
        const last = path.steps.at(-1);
        if (nameOf(last, path.variable) === name) found.push(path);
        if (!(value instanceof HeapObject) || value instanceof NdArray || seen.has(value)) continue;
        if (left-- <= 0) return;
        seen.add(value);
        if (path.steps.length >= MOST_STEPS || isNumbers(value)) continue;
        for (const [step, inner] of partsOf(value)) {
          next.push({ path: { ...path, steps: [...path.steps, step] }, value: inner });
        }
      }
      open = next;
    }
  };
  for (const { name: call, variables } of run.calls) if (call !== '<module>') search(call, variables);
  search(undefined, run.globals);
  return found;
}

function nameOf(last: PathStep | undefined, variable: string): string | undefined {
  if (last === undefined) return variable;
  return 'attribute' in last ? last.attribute : 'key' in last ? last.key : undefined;
}

/** The values of some variables, those with the fewest steps first. */
function collect(
  call: string | undefined,
  variables: Iterable<readonly [string, Value]>,
  found: Held[],
  seen: Set<object>,
  budget: { left: number },
): void {
  let open: Held[] = [...variables].map(([variable, value]) => ({ path: { call, variable, steps: [] }, value }));
  while (open.length > 0) {
    const next: Held[] = [];
    for (const held of open) {
      const { path, value } = held;
      if (!(value instanceof HeapObject) && !(value instanceof Float)) continue;
      if (budget.left-- <= 0) return;
      const identity = value instanceof NdArray ? value.data : value;
      if (seen.has(identity)) continue;
      seen.add(identity);
      if (isNumbers(value)) found.push(held);
      else if (path.steps.length < MOST_STEPS) {
        for (const [step, inner] of partsOf(value)) {
          next.push({ path: { ...path, steps: [...path.steps, step] }, value: inner });
        }
      }
    }
    open = next;
  }
}

/** True for a float, an array of floats, and a list that holds floats, or lists of floats, and nothing else. */
function isNumbers(value: Value): boolean {
  if (value instanceof Float) return true;
  if (value instanceof NumpyScalar) return value.dtype.kind === 'f';
  if (value instanceof NdArray) return value.dtype.kind === 'f';
  if (!(value instanceof List) || value.items.length === 0) return false;
  return value.items.every((item) => (item instanceof List || item instanceof Float) && isNumbers(item));
}

export function partsOf(value: Value): readonly (readonly [PathStep, Value])[] {
  if (value instanceof Instance) return [...value.attributes].map(([attribute, inner]) => [{ attribute }, inner]);
  if (value instanceof List || value instanceof Tuple) return value.items.map((inner, item) => [{ item }, inner]);
  if (value instanceof Dict) {
    return [...value.entries.values()].flatMap(({ key, value: inner }): (readonly [PathStep, Value])[] => {
      if (typeof key === 'string') return [[{ key }, inner]];
      return typeof key === 'number' ? [[{ item: key }, inner]] : [];
    });
  }
  return [];
}
