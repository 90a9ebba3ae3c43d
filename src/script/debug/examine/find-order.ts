/* The order in which the meetings of a pass predict the examples of a script's data. */
import type { ScriptRun } from '../../machine/script-run.ts';
import { type Numbers, numbersOf } from '../numbers.ts';
import { exampleIn, type Inputs, putExamples } from './find-inputs.ts';
import { productPlaces } from './find-layers.ts';
import type { Stage } from './stage.ts';

/** True where a pass meets all examples in the order of the data; in pieces of one pass. */
export function* findingOrder(stage: Stage, inputs: Inputs): Generator<void, boolean> {
  const { predicted, rows } = inputs;
  if (predicted.length === rows) return predicted.every((row, at) => row === at);
  return isSequence(stage, inputs) || (yield* isSequenceByTrial(stage, inputs));
}

/** True where the first product before each meeting of a pass reads the examples one after the other. */
function isSequence(stage: Stage, inputs: Inputs): boolean {
  const { rows, columns, predicted } = inputs;
  stage.lookAt(productPlaces(stage) ?? []);
  let [count, at] = [0, 0];
  let isSame = true;
  const met = stage.pass(
    () => {},
    true,
    (_code, _instruction, operands, _run, meetings) => {
      if (meetings < count) return;
      count = meetings + 1;
      const seen = operands.map((operand) => numbersOf(operand)).filter((own) => own !== undefined);
      for (let k = 0; k < predicted.length; k++, at++) {
        const row = at < rows ? exampleIn(inputs, at) : undefined;
        isSame &&= row !== undefined && seen.some((own) => hasRow(own, k, row, columns));
      }
    },
  );
  return isSame && met.length * predicted.length === rows && at >= rows;
}

/** More examples are not tried one by one. */
const MOST_TRIED = 100;

/** True where other numbers in all examples from each one on change the meetings from that one on. */
function* isSequenceByTrial(stage: Stage, inputs: Inputs): Generator<void, boolean> {
  const { rows, columns, predicted } = inputs;
  if (predicted.length !== 1 || rows > MOST_TRIED) return false;
  const own = stage.pass(() => {}, true);
  if (own.length !== rows) return false;
  const nothing = new Float64Array(columns).fill(Number.NaN);
  for (let first = 0; first < rows; first++) {
    yield;
    const later = Array.from({ length: rows - first }, (_, at) => first + at);
    const change = (run: ScriptRun): void =>
      putExamples(
        run,
        inputs,
        later,
        later.map(() => nothing),
      );
    const met = stage.pass(change, true);
    const changed = own.findIndex(({ prediction }, at) =>
      prediction.data.some((value, i) => !Object.is(value, met[at]?.prediction.data[i])),
    );
    if (changed !== first) return false;
  }
  return true;
}

/** True where row `at` of some numbers begins or ends with an example: a bias may be beside it. */
function hasRow({ shape, data }: Numbers, at: number, example: Float64Array, columns: number): boolean {
  const width = shape.length === 2 && shape[1] !== 1 ? (shape[1] as number) : data.length;
  const isThere = (from: number): boolean =>
    from >= 0 && from + columns <= data.length && example.every((value, k) => value === data[from + k]);
  return isThere(at * width) || isThere((at + 1) * width - columns);
}
