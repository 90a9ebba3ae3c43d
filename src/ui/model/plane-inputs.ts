import type { Floats } from '../../language/dtypes.ts';
import { meansOf } from '../../language/example-rows.ts';
import { original } from '../../language/scaling.ts';
import type { Subject } from '../../worker/subject.ts';
import { partsOf } from './asked-row.ts';
import { onceForEach } from './data-facts.ts';
import type { Model, ShownSubject } from './model.ts';

type Matrix = Subject['inputs'];

/** Two inputs, from 0: the first along the x axis, the second along the y axis. The only input of a network is twice in it. */
export type InputPair = readonly [number, number];

/** The inputs that are on no axis, at the values that they have all over the plane. */
export interface HeldInputs {
  /** The first ones, in own units. */
  readonly first: readonly { readonly name: string; readonly value: number }[];
  readonly count: number;
  /** The examples of which another input differs from the plane. */
  readonly off: 'none' | 'some' | 'all';
  /** True where the mean leaves out a test set. */
  readonly hasTest: boolean;
}

/** The inputs on the axes: the chosen ones, or those that say most about the targets. */
export function planeInputs({ plane, subject }: Pick<Model, 'plane' | 'subject'>): InputPair {
  const { columns } = subject.inputs;
  if (columns === 1) return [0, 0];
  const isInput = (input: number): boolean => input < columns;
  return plane.inputs?.every(isInput) === true ? plane.inputs : suggestedInputs(subject);
}

/** The name of an input. */
export function inputName({ inputNames }: ShownSubject, input: number): string {
  return inputNames[input] ?? `x${input + 1}`;
}

/** The work of finding the first pair: about 10 ms. */
const MOST_PRODUCTS = 1e6;

/** The two inputs with the largest squared correlation to a target; of equal ones the first. */
const suggestedInputs = onceForEach(({ inputs, targets }: Subject): InputPair => {
  const varies = variesIn(inputs);
  const order = [...varies.keys()].sort((one, other) => varies[other]! - varies[one]! || one - other);
  if (varies.reduce((sum, one) => sum + one, 0) <= 2) return inOrder(order);
  const step = Math.ceil((inputs.rows * inputs.columns * targets.columns) / MOST_PRODUCTS);
  const scores = varies.map((one, input) => (one === 0 ? -1 : relationOf(inputs, input, targets, step)));
  return inOrder(order.sort((one, other) => scores[other]! - scores[one]! || one - other));
});

function inOrder([one = 0, other = 1]: readonly number[]): InputPair {
  return one < other ? [one, other] : [other, one];
}

/** 1 for each input that differs between two examples. */
const variesIn = onceForEach(({ rows, columns, data }: Matrix): readonly number[] =>
  Array.from({ length: columns }, (_, column) => {
    for (let row = 1; row < rows; row++) if (data[row * columns + column] !== data[column]) return 1;
    return 0;
  }),
);

/** The largest squared correlation of an input with a target, from every `step`th example; 9 digits, so that equal ones are equal. */
function relationOf(inputs: Matrix, input: number, targets: Matrix, step: number): number {
  let largest = 0;
  for (let target = 0; target < targets.columns; target++) {
    let [count, x, y, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
    for (let row = 0; row < inputs.rows; row += step) {
      const one = inputs.data[row * inputs.columns + input]! - inputs.data[input]!;
      const other = targets.data[row * targets.columns + target]! - targets.data[target]!;
      count++;
      x += one;
      y += other;
      xx += one * one;
      yy += other * other;
      xy += one * other;
    }
    const spread = (count * xx - x * x) * (count * yy - y * y);
    if (spread > 0) largest = Math.max(largest, (count * xy - x * y) ** 2 / spread);
  }
  return Number(largest.toFixed(9));
}

/** The most held inputs that are named. */
const MOST_NAMED = 24;

/** The other inputs of the plane; undefined where there are none, or only the input `1`. */
export function heldInputs(subject: ShownSubject, pair: InputPair): HeldInputs | undefined {
  const last = lastHeld(subject);
  if (last.pair?.[0] !== pair[0] || last.pair[1] !== pair[1])
    Object.assign(last, { pair, held: findHeld(subject, pair) });
  return last.held;
}

/** The last answer for a subject: every frame asks, and there may be a hundred thousand examples. */
const lastHeld = onceForEach((_: ShownSubject): { pair?: InputPair; held?: HeldInputs | undefined } => ({}));

function findHeld(subject: ShownSubject, pair: InputPair): HeldInputs | undefined {
  const { inputs, test, inputScaling } = subject;
  const means = meansOf(inputs);
  // The tutorial's bias is an input that is always 1, and called so: that needs no words.
  const isBias = (input: number): boolean => inputName(subject, input) === '1' && means[input] === 1;
  const held = [...means.keys()].filter((input) => !pair.includes(input) && !isBias(input));
  const off = offPlane(test === undefined ? [inputs] : [inputs, test.inputs], pair, means);
  if (held.length === 0 && off === 'none') return undefined;
  const first = held.slice(0, MOST_NAMED).map((input) => ({
    name: inputName(subject, input),
    value: original(means[input]!, input, inputScaling),
  }));
  return { first, count: held.length, off, hasTest: test !== undefined };
}

function offPlane(parts: readonly Matrix[], pair: InputPair, means: Floats): HeldInputs['off'] {
  let [off, all] = [0, 0];
  for (const part of parts) {
    all += part.rows;
    for (let row = 0; row < part.rows; row++) if (isOff(part, row, pair, means)) off++;
  }
  return off === 0 ? 'none' : off === all ? 'all' : 'some';
}

function isOff({ columns, data }: Pick<Matrix, 'columns' | 'data'>, row: number, pair: InputPair, means: Floats) {
  for (let input = 0; input < columns; input++)
    if (input !== pair[0] && input !== pair[1] && data[row * columns + input] !== means[input]) return true;
  return false;
}

/** True for a row of inputs, as the network reads them, that is a point of the plane. */
export function isOnPlane(row: readonly number[], { inputs }: Pick<Subject, 'inputs'>, pair: InputPair): boolean {
  return !isOff({ columns: row.length, data: Float64Array.from(row) }, 0, pair, meansOf(inputs));
}

/** The pair with the next input on an axis: the next one that differs between examples. Undefined where there is none. */
export function withNextInput(model: Model, axis: 0 | 1): InputPair | undefined {
  const pair = planeInputs(model);
  const varies = variesIn(model.subject.inputs);
  const { length } = varies;
  const next = Array.from({ length: length - 1 }, (_, step) => (pair[axis] + 1 + step) % length).find(
    (input) => varies[input] === 1 && !pair.includes(input),
  );
  if (next === undefined) return undefined;
  return axis === 0 ? [next, pair[1]] : [pair[0], next];
}

/** The two inputs that a text names: by name, the beginning of a name, or number from 1. */
export function readInputPair(typed: string, subject: ShownSubject): InputPair | { readonly problem: string } {
  const parts = partsOf(typed.trim());
  if (parts.length !== 2) return { problem: `expected two inputs, with a comma between them, found ${parts.length}` };
  const found: number[] = [];
  for (const part of parts) {
    const input = inputCalled(part, subject);
    if (input === undefined) {
      return {
        problem: `expected the name of an input, or a number from 1 to ${subject.inputs.columns}, found ${part}`,
      };
    }
    found.push(input);
  }
  const [x = 0, y = 0] = found;
  return x === y ? { problem: `expected two inputs, found ${inputName(subject, x)} twice` } : [x, y];
}

function inputCalled(text: string, subject: ShownSubject): number | undefined {
  const wanted = text.toLowerCase();
  const names = Array.from({ length: subject.inputs.columns }, (_, input) => inputName(subject, input).toLowerCase());
  const named = names.indexOf(wanted);
  if (named !== -1) return named;
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= names.length) return number - 1;
  const begun = names.flatMap((name, input) => (name.startsWith(wanted) ? [input] : []));
  return begun.length === 1 ? begun[0] : undefined;
}
