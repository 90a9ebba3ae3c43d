/*
 * The inputs of a script, found by experiment in one pass of its loop: numbers of a table are replaced, and a prediction that changes was
 * computed from them. Names are not used. The same experiments tell which row of the table each prediction belongs to; a script may
 * predict all rows at once, some of them, or one.
 */

import type { Floats } from '../../../language/dtypes.ts';
import { RandomStream } from '../../library/modules/random-stream.ts';
import type { ScriptRun } from '../../machine/script-run.ts';
import type { Value } from '../../machine/values.ts';
import { NdArray } from '../../numpy/ndarray.ts';
import { Generator as BitStream } from '../../numpy/pcg64.ts';
import { RandomState } from '../../numpy/random-state.ts';
import { type Path, placeWords, printPath, readPath } from '../../roles/path.ts';
import { putAt } from './put.ts';
import type { Meeting, Stage } from './stage.ts';
import { nameOfTable, type Table, tableOf, tablesIn } from './tables.ts';
import { differences, effectOf, isNear, ROUNDING, type Source, sourceOf } from './trials.ts';

/** The inputs of a script, and how the first meeting of a pass predicts them. */
export interface Inputs {
  readonly sources: readonly Source[];
  /** Examples in the tables. */
  readonly rows: number;
  /** The numbers that one example has. */
  readonly columns: number;
  /** The examples that the first meeting predicts, in its order. */
  readonly predicted: readonly number[];
  /** The values of the prediction of each of them, as indexes of the meeting's numbers. */
  readonly places: readonly (readonly number[])[];
  /** The values of the meeting. */
  readonly values: number;
  /** Where the script keeps them: `X`, `data (columns 0 to 2)`, `X.T`. */
  readonly from: string;
}

/** One line that says why a script cannot predict other rows. */
export class Refusal {
  readonly why: string;
  constructor(why: string) {
    this.why = why;
  }
}

/**
 * Finds the inputs, in pieces of one pass.
 * @param named the paths that a person has named; undefined where they are searched for
 */
export function* findingInputs(stage: Stage, named: readonly Path[] | undefined): Generator<void, Inputs | Refusal> {
  const [base] = stage.pass(() => {});
  if (base === undefined) return new Refusal('no pass of the training loop is left to predict with');
  const run = stage.begin();
  const parameters = carriedIn(run, stage);
  const tables =
    named === undefined
      ? tablesIn(run, parameters)
      : named.flatMap((path) => tableOf(path, readPath(run, path) ?? null) ?? []);
  if (named !== undefined && tables.length < named.length)
    return new Refusal(`inputs=${named.map(printPath).join(',')}: no array or list of numbers there`);
  const learned = tables.find(({ memory }) => parameters.has(memory));
  if (learned !== undefined)
    return new Refusal(`inputs=${nameOfTable(learned)}: these are weights, or change like weights`);
  const found: { source: Source; rows: readonly number[] }[] = [];
  let depends = false;
  const side = { of: 'prediction', numbers: base.prediction } as const;
  for (const table of tables) {
    yield;
    const effect = yield* effectOf(stage, table, side);
    if (!effect) continue;
    depends = true;
    const source = yield* sourceOf(stage, table, side);
    if (source !== undefined) found.push(source);
  }
  const chosen = chosenOf(found);
  if (chosen instanceof Refusal) return chosen;
  if (chosen.length === 0) {
    return new Refusal(
      depends
        ? 'each prediction depends on several rows of the data, as in batch normalization'
        : 'the prediction is not computed from an array or a list from before the pass',
    );
  }
  const inputs = inputsOf(chosen);
  if (inputs instanceof Refusal) return inputs;
  for (const { source } of chosen) keepFloats(stage, source.table);
  yield;
  const together = stage.together === 1 ? meetingsOfOne(stage, inputs) : stage.together;
  if (together !== stage.together) {
    stage.together = together;
    return yield* findingInputs(stage, named);
  }
  return (yield* faultOf(stage, inputs, base)) ?? inputs;
}

/** The meetings that belong to the first example of a pass; 1 where a meeting has several examples. */
function meetingsOfOne(stage: Stage, inputs: Inputs): number {
  const { rows, predicted, columns } = inputs;
  const [first] = predicted;
  if (predicted.length !== 1 || first === undefined) return 1;
  const own = stage.pass(() => {}, true);
  const together = own.length / rows;
  if (!Number.isInteger(together) || together < 2 || together > MOST_TOGETHER) return 1;
  const others = Array.from({ length: rows }, (_, row) => row).filter((row) => row !== first);
  const nothing = new Float64Array(columns).fill(Number.NaN);
  const met = stage.pass(
    (run) =>
      putExamples(
        run,
        inputs,
        others,
        others.map(() => nothing),
      ),
    true,
  );
  const same = own.findIndex(({ prediction }, at) => {
    const now = met[at]?.prediction;
    return now === undefined || differences(prediction, now)?.length !== 0;
  });
  return same === together || (same === -1 && rows === 1) ? together : 1;
}

/** The most values of one example that are compared one after the other. */
const MOST_TOGETHER = 64;

/** The tables with the inputs: those with several examples; of views of one memory the one that is used whole. */
function chosenOf(
  found: readonly { source: Source; rows: readonly number[] }[],
): readonly { source: Source; rows: readonly number[] }[] | Refusal {
  const countIn = ({ table, isTransposed }: Source): number => (isTransposed ? table.columns : table.rows);
  const many = found.filter(({ source }) => countIn(source) > 1);
  const all = many.length > 0 ? many : found;
  const distinct: { source: Source; rows: readonly number[] }[] = [];
  for (const own of all) {
    const at = distinct.findIndex(({ source }) => source.table.memory === own.source.table.memory);
    if (at === -1) distinct.push(own);
    else if (isBetter(own.source, (distinct[at] as typeof own).source)) distinct[at] = own;
  }
  const [first] = distinct;
  if (first !== undefined && distinct.some(({ source }) => countIn(source) !== countIn(first.source))) {
    const names = distinct.map(({ source }) => placeWords(source.table.path));
    return new Refusal(`the prediction is computed from ${names.join(' and ')}: --roles inputs=… names the inputs`);
  }
  return distinct;
}

function isBetter(one: Source, other: Source): boolean {
  const isWhole = ({ table, isTransposed, features }: Source): boolean =>
    features.length === (isTransposed ? table.rows : table.columns);
  if (isWhole(one) !== isWhole(other)) return isWhole(one);
  // Each covers all that is predicted: the larger one has examples of a test set, too.
  return one.table.data.length < other.table.data.length;
}

function inputsOf(chosen: readonly { source: Source; rows: readonly number[] }[]): Inputs | Refusal {
  const [first] = chosen as [{ source: Source; rows: readonly number[] }];
  const isSame = chosen.every(({ rows }) => rows.every((row, i) => row === first.rows[i]));
  if (!isSame) return new Refusal('the tables of the inputs are read in different orders');
  const places = new Map<number, number[]>();
  for (const [index, row] of first.rows.entries()) {
    const own = places.get(row);
    if (own === undefined) places.set(row, [index]);
    else own.push(index);
  }
  const { table, isTransposed } = first.source;
  const outputs = Math.min(...[...places.values()].map(({ length }) => length));
  // An example may be drawn several times: its first values are those that count.
  const isTwice = [...places.values()].some(({ length }) => length !== outputs);
  const isRow = (own: readonly number[]): boolean =>
    own.slice(0, outputs).every((place, k) => place === (own[0] ?? 0) + k);
  if (isTwice && ![...places.values()].every(isRow))
    return new Refusal('its examples have different numbers of predictions');
  return {
    sources: chosen.map(({ source }) => source),
    rows: isTransposed ? table.columns : table.rows,
    columns: chosen.reduce((sum, { source }) => sum + source.features.length, 0),
    predicted: [...places.keys()],
    places: [...places.values()].map((own) => own.slice(0, outputs)),
    values: first.rows.length,
    from: chosen.map(({ source }) => wordsOf(source)).join(', '),
  };
}

function wordsOf({ table, isTransposed, features }: Source): string {
  const width = isTransposed ? table.rows : table.columns;
  const name = `${nameOfTable(table)}${isTransposed ? '.T' : ''}`;
  if (features.length === width || table.rows * table.columns === features.length) return name;
  const isStretch = features.every((feature, at) => feature === (features[0] as number) + at);
  const columns = isStretch && features.length > 1 ? `${features[0]} to ${features.at(-1)}` : features.join(', ');
  return `${name} (${features.length === 1 ? 'column' : 'columns'} ${columns})`;
}

/** The reason why asked rows in place of examples would not be predicted as examples are; undefined where they are. */
function* faultOf(stage: Stage, inputs: Inputs, base: Meeting): Generator<void, Refusal | undefined> {
  const { predicted, places, sources } = inputs;
  const rows = predicted.map((row) => exampleIn(inputs, row));
  const outputsIn = ({ prediction: { data } }: Meeting): readonly (readonly number[])[] =>
    places.map((own) => own.map((index) => data[index] as number));
  const own = outputsIn(base);
  const isSame = (met: Meeting | undefined, wanted: (at: number) => readonly number[]): boolean =>
    met !== undefined &&
    met.prediction.data.length === base.prediction.data.length &&
    outputsIn(met).every((values, at) => values.every((value, k) => isNear(value, wanted(at)[k], ROUNDING)));
  yield;
  if (!isSame(stage.pass(() => {})[0], (at) => own[at] as readonly number[]))
    return new Refusal(
      `${sources.map(({ table }) => placeWords(table.path)).join(', ')} cannot be replaced by other numbers`,
    );
  yield;
  const every = Array.from({ length: inputs.rows }, (_, row) => row);
  const [one = new Float64Array(0)] = rows;
  const same = every.map(() => one);
  const [filled] = stage.pass((run) => putExamples(run, inputs, every, same));
  yield;
  const [drawn] = stage.pass((run) => {
    putExamples(run, inputs, every, same);
    disturb(run);
  });
  if (filled !== undefined && (drawn === undefined || differences(filled.prediction, drawn.prediction)?.length !== 0))
    return new Refusal('its predictions use random numbers: dropout, noise, or random examples');
  if (!isSame(filled, () => own[0] as readonly number[]))
    return new Refusal('the prediction of an example depends on the other examples');
  yield;
  const next = rows.map((_, at) => rows[(at + 1) % rows.length] as Float64Array);
  const [turned] = stage.pass((run) => putExamples(run, inputs, predicted, next));
  return isSame(turned, (at) => own[(at + 1) % rows.length] as readonly number[])
    ? undefined
    : new Refusal('the prediction of an example depends on its place');
}

/** The numbers of an example, source by source. */
export function exampleIn({ sources, columns }: Inputs, row: number): Float64Array {
  const numbers = new Float64Array(columns);
  let at = 0;
  for (const { table, isTransposed, features } of sources) {
    for (const feature of features) {
      numbers[at++] = table.data[
        isTransposed ? feature * table.columns + row : row * table.columns + feature
      ] as number;
    }
  }
  return numbers;
}

/** Puts numbers in the places of examples; all other numbers are the script's own. */
export function putExamples(
  run: ScriptRun,
  { sources }: Inputs,
  rows: readonly number[],
  examples: readonly Floats[],
): void {
  let first = 0;
  for (const { table, isTransposed, features } of sources) {
    const data = table.data.slice();
    for (const [at, row] of rows.entries()) {
      const example = examples[at] as Floats;
      for (const [k, feature] of features.entries()) {
        data[isTransposed ? feature * table.columns + row : row * table.columns + feature] = example[
          first + k
        ] as number;
      }
    }
    putAt(run, table.path, data);
    first += features.length;
  }
}

/** Gives whole numbers of arrays the type float64 permanently: later passes need no conversion. */
function keepFloats(stage: Stage, table: Table): void {
  const run = stage.begin();
  if (!(readPath(run, table.path) instanceof NdArray)) return;
  putAt(
    run,
    table.path,
    table.data.map((value) => value + 1),
  );
  putAt(run, table.path, table.data);
  stage.keep();
}

/** Other random numbers follow. */
function disturb(run: ScriptRun): void {
  run.state.visitObjects((value) => {
    if (value instanceof RandomState) value.seed(0x5eed);
    else if (value instanceof RandomStream) value.seed(0x5eed);
    else if (value instanceof BitStream) value.seed([0x5eed]);
  });
}

/** The memory of weights, biases and other carried values, which are no data. */
export function carriedIn(run: ScriptRun, { roles }: Stage): ReadonlySet<object> {
  const found = new Set<object>();
  for (const path of [...roles.parameters, ...roles.memory]) {
    const value: Value | undefined = readPath(run, path);
    if (value instanceof NdArray) found.add(value.data);
    else if (typeof value === 'object' && value !== null) found.add(value);
  }
  return found;
}
