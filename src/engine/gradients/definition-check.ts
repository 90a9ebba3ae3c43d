import { type Activation, activations } from '../../language/activations.ts';
import { BATCH_COUNTER, type ClippingDefinition, type Definition, scheduleCounter } from '../../language/definition.ts';
import type { Floats } from '../../language/dtypes.ts';
import { cos, exp, log } from '../../language/elementary.ts';
import { elementwise } from '../../language/functions.ts';
import type { Layer, Program, ProgramWith } from '../../language/program.ts';
import { emptyMatrix, type Matrix } from '../matrix.ts';
import { numpyRandom } from '../random.ts';
import type { Pieces } from '../run/pieces.ts';
import type { Scratch, Start } from './scratch.ts';

/*
 * The lines of an iteration against the definition of its techniques.
 *
 * A gradient check by differences reaches only as far as the gradients. Everything else is checked here by its values: one iteration runs
 * from a known state, and each technique is computed again from its paper's formulas. Nothing here reads a line of the program.
 *
 * All techniques are in this one long file, to be read beside their papers.
 */

/** A name whose values are not those of its definition. */
export interface LineFault {
  readonly name: string;
  /** The last line that assigns to it, from 0; -1 where there is none. */
  readonly line: number;
  readonly row: number;
  readonly column: number;
  readonly found: number;
  readonly expected: number;
}

/** The largest difference of a value from its definition, as a share of the sizes that it was computed from. */
const SAME_WITHIN = 1e-10;

/** A gradient is taken for 0 below this share of the largest one. */
const NEGLIGIBLE = 1e-9;

/** The end of the names of gradients: `syn0_grad`. */
const GRADIENT = '_grad';

/** Values of a name by its definition. */
interface Expected {
  readonly name: string;
  /** The line whose result is compared; the final value of the name by default. */
  readonly line?: number;
  readonly data: Floats;
  /** The largest difference of each cell that may be a rounding error; `SAME_WITHIN` times the cell by default. */
  readonly allowed?: Floats;
}

/** The weighted sums of a layer, row by row, and the largest rounding error of each. */
interface Sums {
  readonly columns: number;
  readonly data: Floats;
  readonly allowed: Floats;
}

/**
 * Runs one iteration from `start`, and compares what it computes with the definition.
 * @param gradients the descent direction of each parameter at `start`.
 * @param forced other directions, in place of those that the lines compute.
 */
export function* checkDefinition(
  scratch: Scratch,
  start: Start,
  gradients: ReadonlyMap<string, Floats>,
  forced?: ReadonlyMap<string, Floats>,
): Pieces<readonly LineFault[]> {
  const program = scratch.program as ProgramWith<'error'>;
  const { definition } = program;
  if (definition === undefined) return [];
  scratch.load(start);
  const single = [
    ...(yield* scheduleFaults(scratch, definition)),
    ...(yield* rowFaults(scratch, definition)),
    ...(yield* deltaFaults(scratch, definition)),
  ];
  if (single.length > 0) return single;
  scratch.load(start);
  const random = numpyRandom(0);
  random.restore(scratch.draws);
  const lastGradient = program.iteration.findLastIndex(({ target }) => target.endsWith(GRADIENT));
  for (let line = 0; line < program.iteration.length; line++) {
    yield* scratch.runLine(line);
    if (line !== lastGradient) continue;
    for (const [name, data] of forced ?? []) scratch.backend.valueOf(`${name}${GRADIENT}`).data.set(data);
  }
  const own = new Reference(program, definition, start, scratch, forced ?? gradients);
  const faults: LineFault[] = [];
  for (const expected of own.all(random)) {
    const fault = faultOf(expected, scratch);
    // One fault for each name is enough, and a later fault may only follow from an earlier one.
    if (fault !== undefined && !faults.some(({ name }) => name === fault.name)) faults.push(fault);
    yield;
  }
  return faults;
}

function faultOf({ name, line, data, allowed }: Expected, scratch: Scratch): LineFault | undefined {
  const found = line === undefined ? scratch.backend.valueOf(name) : scratch.backend.resultOf(line);
  for (let cell = 0; cell < data.length; cell++) {
    const [is, should] = [found.data[cell] as number, data[cell] as number];
    if (Object.is(is, should)) continue;
    if (Math.abs(is - should) <= (allowed?.[cell] ?? SAME_WITHIN * Math.abs(should))) continue;
    const at = line ?? lastLineOf(scratch.program, name);
    const [row, column] = [Math.floor(cell / found.columns), cell % found.columns];
    return { name, line: at, row, column, found: is, expected: should };
  }
  return undefined;
}

function lastLineOf({ iteration }: Program, name: string): number {
  return iteration.findLastIndex(({ target }) => target === name);
}

function lineOf({ iteration }: Program, name: string): number {
  return iteration.findIndex(({ target }) => target === name);
}

/** The values that an iteration must have computed. */
class Reference {
  readonly #program: ProgramWith<'error'>;
  readonly #definition: Definition;
  readonly #start: Start;
  readonly #scratch: Scratch;
  readonly #gradients: ReadonlyMap<string, Floats>;

  constructor(
    program: ProgramWith<'error'>,
    definition: Definition,
    start: Start,
    scratch: Scratch,
    gradients: ReadonlyMap<string, Floats>,
  ) {
    this.#program = program;
    this.#definition = definition;
    this.#start = start;
    this.#scratch = scratch;
    this.#gradients = gradients;
  }

  /** @param random in the state at the beginning of the iteration. */
  *all(random: ReturnType<typeof numpyRandom>): Generator<Expected, void> {
    yield* this.#counters();
    const rows = yield* this.#rows(random);
    yield* this.#data(rows);
    yield* this.#layers();
    yield* this.#masks(random);
    yield* this.#exponentials();
    yield* this.#runningAverages();
    yield* this.#deltas();
    const isMeasured = [...this.#gradients.values()].every((own) => own.every(Number.isFinite));
    if (this.#program.directions !== undefined && isMeasured) yield* this.#updates();
  }

  #before(name: string): Floats {
    const { parameters, memories } = this.#start;
    return (parameters.get(name) ?? memories.get(name))?.data ?? new Float64Array(0);
  }

  #after(name: string): Matrix {
    return this.#scratch.backend.valueOf(name);
  }

  *#counters(): Generator<Expected, void> {
    for (const { name } of this.#program.counters ?? []) {
      yield { name, data: Float64Array.of(this.#before(name)[0]! + 1) };
    }
  }

  /** The row numbers of a mini-batch; undefined when an iteration works on all examples. */
  *#rows(random: ReturnType<typeof numpyRandom>): Generator<Expected, Floats | undefined> {
    const { batches, counters = [], roles } = this.#program;
    if (batches === undefined) return undefined;
    const { size, epoch } = batches;
    const counter = counters.find(({ of }) => of === BATCH_COUNTER)?.name ?? '';
    const done = this.#before(counter)[0] as number;
    const row = (index: number): number => (size * done + index) % epoch;
    const numbers = Float64Array.from({ length: size }, (_, index) => row(index));
    if (this.#definition.batchOrder === 'shuffled') {
      const order = new Float64Array(this.#start.given.get(roles.examples ?? '')?.rows ?? 0);
      if (done % (epoch / size) === 0) random.permute(order);
      else order.set(this.#before('order'));
      yield { name: 'order', data: order };
      for (let index = 0; index < size; index++) numbers[index] = order[numbers[index]!]!;
    }
    yield { name: batches.rows, data: numbers };
    return numbers;
  }

  /** The inputs of the iteration, and target − prediction. */
  *#data(rows: Floats | undefined): Generator<Expected, void> {
    const { examples, inputs, target, error, prediction } = this.#program.roles;
    if (examples === undefined || inputs === undefined || target === undefined || prediction === undefined) return;
    const chosen = (name: string): Matrix => {
      const all = this.#start.given.get(name) as Matrix;
      if (rows === undefined) return all;
      const some = emptyMatrix({ rows: rows.length, columns: all.columns });
      rows.forEach((row, r) => {
        some.data.set(all.data.subarray(row * all.columns, (row + 1) * all.columns), r * all.columns);
      });
      return some;
    };
    yield { name: inputs, data: chosen(examples).data };
    const wanted = chosen(target).data;
    const predicted = this.#after(prediction).data;
    yield { name: error, data: wanted.map((cell, i) => cell - predicted[i]!) };
  }

  /** The values of each layer. A number that is added to its sums changes what the network computes, but no gradient is wrong for it. */
  *#layers(): Generator<Expected, void> {
    const { dropout, dropoutForm } = this.#definition;
    const kept = new Set(dropoutForm === 'kept apart' ? dropout.map(({ layer }) => layer) : []);
    let from = this.#program.roles.inputs ?? '';
    for (const layer of this.#program.roles.layers) {
      const { output } = layer;
      const line = lineOf(this.#program, output);
      yield { name: output, ...(line === -1 ? {} : { line }), ...this.#activated(layer, this.#sums(layer, from)) };
      from = kept.has(output) ? `${output}_kept` : output;
    }
  }

  /** The weighted sums of a layer, with its bias, or with the scale and shift of batch normalization. */
  #sums({ output, weights, bias, others = [] }: Layer, from: string): Sums {
    const [scale, shift] = others.map((own) => this.#before(own));
    if (scale !== undefined && shift !== undefined) {
      const { columns, data } = this.#after(`${output}_norm`);
      const parts = (cell: number, at: number): [number, number] => [cell * scale[at % columns]!, shift[at % columns]!];
      return {
        columns,
        data: data.map((cell, at) => parts(cell, at).reduce((a, b) => a + b)),
        allowed: data.map((cell, at) => parts(cell, at).reduce((sum, own) => sum + SAME_WITHIN * Math.abs(own), 0)),
      };
    }
    const matrix = this.#start.parameters.get(weights) as Matrix;
    const { data, allowed } = productOf(this.#after(from), matrix);
    if (bias === undefined) return { columns: matrix.columns, data, allowed };
    const row = this.#before(bias);
    const own = (at: number): number => row[at % matrix.columns]!;
    return {
      columns: matrix.columns,
      data: data.map((cell, at) => cell + own(at)),
      allowed: allowed.map((cell, at) => cell + SAME_WITHIN * Math.abs(own(at))),
    };
  }

  #activated({ activation = 'sigmoid' }: Layer, { columns, data, allowed }: Sums): Omit<Sums, 'columns'> {
    const { curve, isJoint, steepest } = activations[activation] as Activation;
    if (isJoint === true) {
      const rows = data.map((_, at) => at - (at % columns));
      const row = (at: number): Floats => data.subarray(rows[at], rows[at]! + columns);
      const sizes = data.map((cell, at) => exp(cell - Math.max(...row(at))));
      const sum = (own: Floats, at: number): number =>
        own.subarray(rows[at], rows[at]! + columns).reduce((a, b) => a + b, 0);
      return {
        data: sizes.map((size, at) => size / sum(sizes, at)),
        allowed: allowed.map((_, at) => SAME_WITHIN + sum(allowed, at)),
      };
    }
    const value = curve === undefined ? (z: number): number => z : elementwise[curve.value];
    const values = data.map((cell) => value(cell));
    return {
      data: values,
      allowed: values.map((own, at) => steepest * allowed[at]! + SAME_WITHIN * Math.abs(own)),
    };
  }

  /** Masks are drawn in the order of the layers, after the order of the rows. */
  *#masks(random: ReturnType<typeof numpyRandom>): Generator<Expected, void> {
    const { dropout, dropoutForm } = this.#definition;
    for (const { layer, kept } of dropout) {
      const name = `${layer}_mask`;
      const mask = Float64Array.from(this.#after(name).data, () => (random.nextDouble() <= kept ? 1 / kept : 0));
      yield { name, data: mask };
      if (dropoutForm === 'kept apart') {
        const values = this.#after(layer).data;
        yield { name: `${layer}_kept`, data: values.map((cell, i) => cell * mask[i]!) };
        continue;
      }
      const values = this.#scratch.backend.resultOf(lineOf(this.#program, layer)).data;
      yield { name: layer, data: values.map((cell, i) => cell * mask[i]!) };
    }
  }

  /** exp(z − max z) of a softmax. Any other factor would cancel, but exp(z) overflows. */
  *#exponentials(): Generator<Expected, void> {
    for (const { output, activation } of this.#program.roles.layers) {
      if (activation !== 'softmax') continue;
      const { columns, data } = this.#after(`${output}_z`);
      const most = (cell: number): number => {
        const row = cell - (cell % columns);
        return data
          .subarray(row + 1, row + columns)
          .reduce((largest, own) => Math.max(largest, own), data[row] as number);
      };
      yield { name: `${output}_exp`, data: data.map((cell, i) => exp(cell - most(i))) };
    }
  }

  *#runningAverages(): Generator<Expected, void> {
    const share = this.#definition.runningShare;
    if (share === 0) return;
    const kept = new Set(this.#definition.dropout.map(({ layer }) => layer));
    let from = this.#program.roles.inputs ?? '';
    for (const { output, weights } of this.#program.roles.layers.slice(0, -1)) {
      // A factor on the sums would hardly change a gradient: normalization takes it out again.
      yield { name: `${output}_sum`, ...productOf(this.#after(from), this.#start.parameters.get(weights) as Matrix) };
      from = kept.has(output) ? `${output}_kept` : output;
      const [sums, mean, variance] = ['sum', 'mean', 'var'].map((what) => this.#after(`${output}_${what}`)) as [
        Matrix,
        Matrix,
        Matrix,
      ];
      yield* normalized(output, sums);
      const unbiased = sums.rows > 1 ? sums.rows / (sums.rows - 1) : 1;
      for (const [name, now, factor] of [
        [`${output}_running_mean`, mean.data, 1],
        [`${output}_running_var`, variance.data, unbiased],
      ] as const) {
        const before = this.#before(name);
        const data = before.map((cell, i) => (1 - share) * cell + share * factor * now[i]!);
        yield { name, data, allowed: before.map((cell, i) => SAME_WITHIN * (Math.abs(cell) + Math.abs(now[i]!))) };
      }
    }
  }

  /** The number of clipped deltas. The lines of single layers are checked one by one. */
  *#deltas(): Generator<Expected, void> {
    const { clipping } = this.#definition;
    if (clipping?.what !== 'deltas') return;
    const names = this.#program.roles.layers.map(({ output }) => `${output}_delta`);
    const { by } = clipping;
    const counts = names.map((name) => {
      const own = this.#after(by === 'value' ? `${name}_clipped` : `${name}_scale`).data[0] as number;
      return by === 'value' ? own : Number(own < 1);
    });
    yield { name: 'clipped', data: Float64Array.of(counts.reduce((sum, own) => sum + own, 0)) };
  }

  /** Everything that the update lines change, from the gradients and the memories. */
  *#updates(): Generator<Expected, void> {
    const { clipping, weightDecay } = this.#definition;
    const alpha = this.#alpha;
    const gradients = new Map(this.#gradients);
    if (clipping?.what === 'gradients') {
      const { limit, by } = clipping;
      const all = [...gradients.values()];
      const length = norm(all);
      const factor = factorFor(length, limit);
      const tooLarge = all.reduce(
        (sum, own) => own.reduce((count, cell) => count + Number(Math.abs(cell) > limit), sum),
        0,
      );
      if (by === 'norm') {
        yield { name: 'norm', data: Float64Array.of(length) };
        yield { name: 'scale', data: Float64Array.of(factor) };
      }
      yield { name: 'clipped', data: Float64Array.of(by === 'norm' ? Number(factor < 1) : tooLarge) };
      for (const [name, own] of gradients) {
        gradients.set(
          name,
          own.map((cell) => (by === 'norm' ? factor * cell : clipped(cell, limit))),
        );
      }
    }
    const weights = new Set(this.#program.roles.layers.map((layer) => layer.weights));
    for (const [name, gradient] of gradients) {
      const before = this.#before(name);
      const decay = weights.has(name) ? weightDecay : 0;
      const { step, memories } = this.#step(name, gradient);
      yield* memories;
      // A weight has 16 digits: its change has fewer.
      const data = before.map((cell, i) => cell - alpha * decay * cell + alpha * step[i]!);
      const allowed = before.map(
        (cell, i) => SAME_WITHIN * alpha * (Math.abs(decay * cell) + Math.abs(step[i]!)) + 1e-15 * Math.abs(cell),
      );
      yield { name, data, allowed };
    }
  }

  /** The step of one parameter for an alpha of 1, and what is remembered of it. */
  #step(parameter: string, g: Floats): { readonly step: Floats; readonly memories: readonly Expected[] } {
    const { name, momentum: mu } = this.#definition.optimizer;
    const memory = (kind: string, next: (before: number, gradient: number) => number): Expected => {
      const own = `${kind}_${parameter}`;
      return { name: own, data: this.#before(own).map((cell, i) => next(cell, g[i]!)) };
    };
    const stepOf = (data: (i: number) => number): Floats => g.map((_, i) => data(i));
    switch (name) {
      case 'descent':
        return { step: g, memories: [] };
      case 'momentum':
      case 'nesterov': {
        const v = memory('v', (before, gradient) => mu * before + gradient);
        return { step: name === 'momentum' ? v.data : stepOf((i) => g[i]! + mu * v.data[i]!), memories: [v] };
      }
      case 'rmsprop': {
        const v = memory('v', (before, gradient) => 0.99 * before + 0.01 * gradient * gradient);
        return { step: stepOf((i) => g[i]! / (Math.sqrt(v.data[i]!) + 1e-8)), memories: [v] };
      }
      case 'adagrad': {
        const v = memory('v', (before, gradient) => before + gradient * gradient);
        return { step: stepOf((i) => g[i]! / (Math.sqrt(v.data[i]!) + 1e-10)), memories: [v] };
      }
      case 'adam':
      case 'adamw': {
        const m = memory('m', (before, gradient) => 0.9 * before + 0.1 * gradient);
        const v = memory('v', (before, gradient) => 0.999 * before + 0.001 * gradient * gradient);
        const counter = this.#program.counters?.find(({ of }) => of === name)?.name ?? '';
        const t = this.#before(counter)[0]! + 1;
        const [first, second] = [1 - power(0.9, t), 1 - power(0.999, t)];
        const step = stepOf((i) => m.data[i]! / first / (Math.sqrt(v.data[i]! / second) + 1e-8));
        return { step, memories: [m, v] };
      }
    }
  }

  get #alpha(): number {
    const { learningRate, schedule } = this.#definition;
    if (schedule === undefined) return learningRate;
    const counter = this.#program.counters?.find(({ of }) => of === scheduleCounter(schedule.kind))?.name ?? '';
    return scheduled(this.#definition, this.#before(counter)[0] as number);
  }
}

/** The learning rate after `done` iterations of its schedule. */
function scheduled({ learningRate, schedule }: Definition, done: number): number {
  switch (schedule?.kind) {
    case undefined:
      return learningRate;
    case 'step':
      return learningRate * power(schedule.factor, Math.floor(done / schedule.every));
    case 'exponential':
      return learningRate * power(schedule.factor, done);
    case 'cosine':
      return (learningRate * (1 + cos(Math.PI * Math.min(1, done / schedule.every)))) / 2;
  }
}

/** The lines that clip deltas, for deltas beyond the limit and within it. Those of a known state may not reach it. */
function* deltaFaults(scratch: Scratch, { clipping }: Definition): Pieces<readonly LineFault[]> {
  if (clipping?.what !== 'deltas') return [];
  const { limit, by } = clipping;
  const { iteration, roles } = scratch.program;
  const random = numpyRandom(0);
  for (const { output } of roles.layers) {
    const name = `${output}_delta`;
    const own = [name, `${name}_clipped`, `${name}_scale`];
    const first = lineOf(scratch.program, name);
    if (first === -1) continue;
    for (const share of [2, 0.5]) {
      const { data } = scratch.backend.valueOf(name);
      for (let cell = 0; cell < data.length; cell++) data[cell] = share * limit * (2 * random.nextDouble() - 1);
      if (by === 'norm') {
        const length = norm([data]);
        for (let cell = 0; cell < data.length; cell++) data[cell]! *= (share * limit) / length;
      }
      const whole = data.slice();
      for (let line = first + 1; own.includes(iteration[line]?.target ?? ''); line++) yield* scratch.runLine(line);
      for (const expected of clippedDeltas(name, whole, clipping)) {
        const fault = faultOf(expected, scratch);
        if (fault !== undefined) return [fault];
      }
    }
  }
  return [];
}

/** The number of clipped cells, or the factor of all cells, and the clipped deltas. */
function clippedDeltas(name: string, whole: Floats, { by, limit }: ClippingDefinition): readonly Expected[] {
  if (by === 'value') {
    const tooLarge = whole.reduce((sum, cell) => sum + Number(Math.abs(cell) > limit), 0);
    return [
      { name: `${name}_clipped`, data: Float64Array.of(tooLarge) },
      { name, data: whole.map((cell) => clipped(cell, limit)) },
    ];
  }
  const factor = factorFor(norm([whole]), limit);
  return [
    { name: `${name}_scale`, data: Float64Array.of(factor) },
    { name, data: whole.map((cell) => factor * cell) },
  ];
}

/** The line of a mini-batch's rows for several batches: in one of them a wrong line may take the right rows. */
function* rowFaults(scratch: Scratch, definition: Definition): Pieces<readonly LineFault[]> {
  const { batches, counters = [], setup } = scratch.program;
  const counter = counters.find(({ of }) => of === BATCH_COUNTER);
  if (batches === undefined || counter === undefined) return [];
  const { rows: name, size, epoch } = batches;
  const line = lineOf(scratch.program, name);
  const isShuffled = definition.batchOrder === 'shuffled' && setup.some(({ target }) => target === 'order');
  for (const done of [0, 1, 2, 3, 5, 7]) {
    scratch.backend.valueOf(counter.name).data[0] = done + 1;
    if (line !== -1) yield* scratch.runLine(line);
    const row = (index: number): number => (size * done + index) % epoch;
    const data = Float64Array.from({ length: size }, (_, index) =>
      isShuffled ? (scratch.backend.valueOf('order').data[row(index)] as number) : row(index),
    );
    const fault = faultOf({ name, data }, scratch);
    if (fault !== undefined) return [fault];
  }
  return [];
}

/** The line of a schedule at several iterations: in one of them its factor may be 1. */
function* scheduleFaults(scratch: Scratch, definition: Definition): Pieces<readonly LineFault[]> {
  const { schedule } = definition;
  const { learningRate: name } = scratch.program.roles;
  const line = lineOf(scratch.program, name ?? '');
  const counter = scratch.program.counters?.find(
    ({ of }) => schedule !== undefined && of === scheduleCounter(schedule.kind),
  );
  if (schedule === undefined || name === undefined || counter === undefined) return [];
  const { every } = schedule;
  for (const done of [0, 1, Math.floor(every / 3), every, Math.ceil(2.5 * every)]) {
    scratch.backend.valueOf(counter.name).data[0] = done + 1;
    if (line !== -1) yield* scratch.runLine(line);
    const expected = scheduled(definition, done);
    const allowed = Float64Array.of(SAME_WITHIN * (Math.abs(expected) + 1e-6 * definition.learningRate));
    const fault = faultOf({ name, data: Float64Array.of(expected), allowed }, scratch);
    if (fault !== undefined) return [fault];
  }
  return [];
}

/** The small number beside a variance in batch normalization (Ioffe and Szegedy 2015). */
const EPSILON = 1e-5;

/** Mean and variance of each column of the sums of a layer, and the normalized sums. Gradients hardly show them: they do not change with the size of the weights. */
function* normalized(output: string, { rows, columns, data }: Matrix): Generator<Expected, void> {
  const [mean, size, variance] = [0, 1, 2].map(() => new Float64Array(columns)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  data.forEach((cell, at) => {
    mean[at % columns]! += cell / rows;
    size[at % columns]! += Math.abs(cell) / rows;
  });
  data.forEach((cell, at) => {
    const off = cell - mean[at % columns]!;
    variance[at % columns]! += (off * off) / rows;
  });
  yield { name: `${output}_mean`, data: mean, allowed: size.map((own) => SAME_WITHIN * own) };
  const allowed = variance.map((own, column) => SAME_WITHIN * (own + size[column]! * Math.sqrt(own)));
  yield { name: `${output}_var`, data: variance, allowed };
  const spread = variance.map((own) => Math.sqrt(own + EPSILON));
  yield {
    name: `${output}_norm`,
    data: data.map((cell, at) => (cell - mean[at % columns]!) / spread[at % columns]!),
    allowed: data.map((cell, at) => (SAME_WITHIN * (Math.abs(cell) + size[at % columns]!)) / spread[at % columns]!),
  };
}

/** (B×I) @ (I×O) → (B×O), with the largest rounding error of each cell. */
function productOf(left: Matrix, right: Matrix): Omit<Sums, 'columns'> {
  const data = new Float64Array(left.rows * right.columns);
  const allowed = new Float64Array(data.length);
  for (let row = 0; row < left.rows; row++) {
    for (let column = 0; column < right.columns; column++) {
      const cell = row * right.columns + column;
      for (let k = 0; k < left.columns; k++) {
        const term = left.data[row * left.columns + k]! * right.data[k * right.columns + column]!;
        data[cell]! += term;
        allowed[cell]! += SAME_WITHIN * Math.abs(term);
      }
    }
  }
  return { data, allowed };
}

/** base ** exponent, for a base above 0. */
function power(base: number, exponent: number): number {
  return exp(exponent * log(base));
}

function clipped(cell: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, cell));
}

/**
 * The gradients at a size that clipping reduces, or leaves. Some losses have gradients of one size, whatever the targets are. Undefined
 * where clipping does not read gradients.
 */
export function gradientsFor(
  { iteration, definition }: Program,
  gradients: ReadonlyMap<string, Floats>,
  wanted: 'large' | 'small',
): ReadonlyMap<string, Floats> | undefined {
  const { clipping } = definition ?? {};
  const isNamed = [...gradients.keys()].every((name) =>
    iteration.some(({ target }) => target === `${name}${GRADIENT}`),
  );
  if (clipping?.what !== 'gradients' || !isNamed) return undefined;
  const goal = (wanted === 'large' ? 2 : 0.5) * clipping.limit;
  const largest = (own: Floats): number => own.reduce((most, cell) => Math.max(most, Math.abs(cell)), 0);
  const most = Math.max(...[...gradients.values()].map(largest));
  if (!(most > 0 && Number.isFinite(most))) return undefined;
  // The gradient of a shift before a normalization is 0: its lines must make a difference, too.
  const shown = [...gradients].map(
    ([name, own]) => [name, largest(own) > NEGLIGIBLE * most ? own : own.map(() => most)] as const,
  );
  const all = norm(shown.map(([, own]) => own));
  // By value, each matrix is clipped by itself: each must reach the limit.
  return new Map(
    shown.map(([name, own]) => {
      const size = clipping.by === 'norm' ? all : largest(own);
      return [name, own.map((cell) => (goal / size) * cell)];
    }),
  );
}

function norm(all: readonly Floats[]): number {
  return Math.sqrt(all.reduce((sum, own) => own.reduce((square, cell) => square + cell * cell, sum), 0));
}

function factorFor(length: number, limit: number): number {
  return Math.max(0, Math.min(1, limit / length));
}
