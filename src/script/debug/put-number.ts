/* A number of a script, replaced from outside, at the path of an array, a list or a single number. */
import { Instance } from '../machine/classes.ts';
import { Dict } from '../machine/collections.ts';
import type { ScriptRun } from '../machine/script-run.ts';
import { Float, List, Tuple, type Value } from '../machine/values.ts';
import { Cell, ScriptModule } from '../machine/variables.ts';
import { NdArray, NumpyScalar } from '../numpy/ndarray.ts';
import { elementPath, type Path, placeWords, printPath, readPath } from '../roles/path.ts';
import { numberOf, numbersOf } from './numbers.ts';

/** A number at a path; row and column are those of `numbersOf`. */
export interface Put {
  readonly path: Path;
  readonly row: number;
  readonly column: number;
  readonly value: number;
  /** Its text on the screen. */
  readonly text?: string | undefined;
}

/**
 * Replaces a number in the state of a run that is between two lines. An array or a list changes in place: every name of it sees the new
 * number. A single number is assigned to its variable, attribute or item.
 * @returns the reason why it cannot be replaced; nothing has changed then.
 */
export function putNumber(run: ScriptRun, { path, row, column, value }: Put): string | undefined {
  const name = placeWords(path);
  const held = readPath(run, path);
  if (held === undefined) return whyAbsent(path);
  const numbers = numbersOf(held);
  if (numbers === undefined) return `${name} holds no numbers now`;
  if (row < 0 || column < 0 || row >= numbers.rows || column >= numbers.columns) {
    return `${name} has ${numbers.rows}×${numbers.columns} numbers now: there is no [${row},${column}]`;
  }
  const at = row * numbers.columns + column;
  const element = elementPath(run, path, at);
  if (element.path !== path) {
    return putNumber(run, { path: element.path, row: 0, column: element.at, value });
  }
  if (numberOf(held) === undefined) return putInto(held, at, value, name);
  const made = likeNumber(held, value, name);
  return typeof made === 'string' ? made : assign(run, path, made);
}

function whyAbsent(path: Path): string {
  const { call } = path;
  if (call === undefined) return `${printPath(path)} does not exist at this line`;
  const own = printPath({ ...path, call: undefined });
  return `${own} is local to ${call}(), which does not run at this line`;
}

/** Replaces the number at an index, row by row, of an array, a list or a tuple. */
function putInto(value: Value, at: number, number: number, name: string): string | undefined {
  if (value instanceof NdArray) return putElement(value, at, number, name);
  if (!(value instanceof List || value instanceof Tuple)) return `${name} holds no numbers now`;
  const { items } = value;
  const size = sizeOf(items[0] as Value);
  const index = Math.floor(at / size);
  const item = items[index] as Value;
  if (numberOf(item) === undefined) return putInto(item, at - index * size, number, name);
  if (value instanceof Tuple) return `${name} is a tuple, and Python cannot change a tuple`;
  const made = likeNumber(item, number, name);
  if (typeof made === 'string') return made;
  value.items[index] = made.value;
  return undefined;
}

function sizeOf(value: Value): number {
  return numbersOf(value)?.data.length ?? 1;
}

function putElement(array: NdArray, at: number, number: number, name: string): string | undefined {
  if (!array.writeable) return `${name} is read-only: several of its elements share one place in memory`;
  const { kind, name: type, least, most } = array.dtype;
  const reason = whyNotOfKind(kind, type, least, most, number, name);
  if (reason !== undefined) return reason;
  let [rest, place] = [at, array.offset];
  for (let axis = array.shape.length - 1; axis >= 0; axis--) {
    const length = array.shape[axis] as number;
    place += (rest % length) * (array.strides[axis] as number);
    rest = Math.floor(rest / length);
  }
  // Adding 0 makes a whole −0 the 0 that NumPy stores.
  (array.data as Float64Array)[place] = kind === 'f' ? number : number + 0;
  return undefined;
}

/** NumPy would cut a fraction from a whole number, or raise an exception. */
function whyNotOfKind(
  kind: string,
  type: string,
  least: number,
  most: number,
  number: number,
  name: string,
): string | undefined {
  switch (kind) {
    case 'f':
      if (type !== 'float32' || Number.isFinite(Math.fround(number))) return undefined;
      return `${name} is float32, which has no number as large as ${number}`;
    case 'i':
    case 'u':
      if (!Number.isInteger(number)) return `${name} holds whole numbers (${type}): NumPy would cut ${number}`;
      return number < least || number > most ? `${name} holds numbers from ${least} to ${most} (${type})` : undefined;
    case 'b':
      return number === 0 || number === 1 ? undefined : `${name} holds True and False: 1 and 0`;
    default:
      return `${name} holds no numbers now`;
  }
}

/** A number of the type of another one; a whole one stays an int as long as it is whole. */
function likeNumber(like: Value, number: number, name: string): { readonly value: Value } | string {
  if (like instanceof NumpyScalar) {
    const { kind, name: type, least, most } = like.dtype;
    const reason = whyNotOfKind(kind, type, least, most, number, name);
    if (reason !== undefined) return reason;
    return { value: new NumpyScalar(like.dtype, type === 'float32' ? Math.fround(number) : number) };
  }
  if (typeof like === 'number' && Number.isSafeInteger(number)) return { value: number + 0 };
  return { value: new Float(number) };
}

/** Assigns a value to a variable, an attribute or an item. */
export function assign(run: ScriptRun, path: Path, { value }: { readonly value: Value }): string | undefined {
  const last = path.steps.at(-1);
  if (last === undefined) return assignVariable(run, path, value);
  const holder = readPath(run, { ...path, steps: path.steps.slice(0, -1) });
  if ('attribute' in last && holder instanceof Instance) holder.attributes.set(last.attribute, value);
  else if ('key' in last && holder instanceof Dict) holder.set(last.key, value);
  else if ('item' in last && holder instanceof Dict) holder.set(last.item, value);
  else if ('item' in last && holder instanceof List)
    holder.items[last.item < 0 ? holder.items.length + last.item : last.item] = value;
  else return `${placeWords(path)} is in a tuple, and Python cannot change a tuple`;
  return undefined;
}

function assignVariable({ state }: ScriptRun, { call, variable }: Path, value: Value): string | undefined {
  if (call === undefined) {
    const module = state.modules.get('__main__');
    if (module instanceof ScriptModule) module.set(variable, value);
    return undefined;
  }
  const frames = state.frames.slice(0, state.depth + 1);
  const frame = frames.findLast(({ code }) => !code.hidden && code.name === call);
  const slot = frame?.code.slots.indexOf(variable) ?? -1;
  if (frame === undefined || slot < 0) return `${variable} is no variable of ${call}() at this line`;
  const at = frame.base + slot;
  const held = state.stack[at];
  if (held instanceof Cell) held.value = value;
  else state.stack[at] = value;
  return undefined;
}
