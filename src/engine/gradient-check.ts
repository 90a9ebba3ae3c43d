import { binary, name } from '../language/expression.ts';
import { descendedLoss, firstUpdate, type Program, parameters } from '../language/program.ts';
import type { Backend } from './backends/backend.ts';
import { createBackend } from './backends/create.ts';
import type { Matrix } from './matrix.ts';
import { numpyRandom } from './random.ts';

/** Below this relative difference the update lines do what the loss asks for. */
export const PASSES_BELOW = 1e-6;
/** Step of the five-point difference for a weight of ordinary size: its own error, h⁴, is far below the rounding's. */
const STEP = 1e-3;
/** Where that does not agree: small weights in front of batch normalization bend the loss within the step. */
const FINER_STEP = 1e-4;
/**
 * Of the loss, or of 1 where that is larger. The rounding of a loss of 1 makes about 1e-13 of a difference quotient: a
 * direction smaller than this is compared as if it were this large.
 */
const SMALLEST = 1e-6;
/** Multiplications that one check may take: a fifth of a second or so. Of a larger network some cells are checked, evenly spread. */
const BUDGET = 1e8;
const FEWEST_CELLS = 8;

/** The check of one parameter matrix, row by row; a cell that was not checked is NaN. */
export interface ParameterCheck {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly checked: number;
  /** What the update lines add to each cell, alpha taken out: the direction they go. */
  readonly updates: Float64Array;
  /** −∂L/∂w by differences of L = ½ Σ error²: the direction in which the loss falls. */
  readonly descents: Float64Array;
  /** |update − descent| relative to the larger of the two. */
  readonly differences: Float64Array;
  readonly worst: number;
}

export interface GradientCheck {
  readonly parameters: readonly ParameterCheck[];
  readonly loss: number;
  readonly worst: number;
  /** What `worst` has to be below. */
  readonly bound: number;
  readonly passed: boolean;
}

/** What a check starts from: a run, which it only reads. */
export interface CheckedRun {
  readonly program: Program;
  valueOf(name: string): Matrix;
}

/**
 * Compares the direction that the update lines take with the direction in which the loss falls, for every parameter. It
 * works on an backend of its own: the run stays as it is, to the last bit.
 *
 * The difference is the five-point one, (f(−2h) − 8 f(−h) + 8 f(h) − f(2h)) / 12h (Abramowitz and Stegun, 25.3.6).
 */
export function checkGradients(run: CheckedRun): GradientCheck {
  const { program } = run;
  const data = new Map(program.given.map(({ name }) => [name, run.valueOf(name)]));
  const random = numpyRandom(0);
  const scratch = createBackend(program, data, random);
  const names = new Set(program.setup.map(({ target }) => target));
  const parameterNames = new Set(parameters(program));
  const memories = [...names].filter((name) => !parameterNames.has(name));
  const restore = (which: Iterable<string>): void => {
    for (const name of which) scratch.valueOf(name).data.set(run.valueOf(name).data);
  };
  const loss = scratch.watch(descendedLoss(program));
  const errorLine = program.iteration.findLastIndex(({ target }) => target === program.roles.error);
  const draws = random.save();
  const lossNow = (): number => {
    // Each measurement begins alike: what counts or draws does so in the same way again.
    restore(memories);
    random.restore(draws);
    for (let line = 0; line <= errorLine; line++) scratch.runLine(line);
    loss.refresh();
    return loss.value.data[0] as number;
  };

  restore(names);
  random.restore(draws);
  const updates = directionsOf(scratch, run);
  restore(names);
  const before = lossNow();
  const mostCells = cellsPerMatrix(run);
  const checks = parameters(program).map((name) => {
    const floor = SMALLEST * Math.max(1, before);
    return checkParameter(scratch, name, updates.get(name) as Float64Array, { mostCells, floor, lossNow });
  });
  const worst = Math.max(...checks.map((check) => check.worst));
  return { parameters: checks, loss: before, worst, bound: PASSES_BELOW, passed: worst < PASSES_BELOW };
}

/** The directions that the program states, where its updates take more than those: read before the first update. */
function statedDirections(scratch: Backend, program: Program): ReadonlyMap<string, Float64Array> {
  const watched = (program.directions ?? []).map(({ parameter, value }) => ({ parameter, way: scratch.watch(value) }));
  const end = firstUpdate(program);
  for (let line = 0; line < end; line++) scratch.runLine(line);
  return new Map(
    watched.map(({ parameter, way }) => {
      way.refresh();
      return [parameter, way.value.data.slice()];
    }),
  );
}

/**
 * What one iteration adds to each parameter, alpha taken out. The values of the update lines themselves: the difference
 * of a weight before and after loses all digits that the weight is larger by.
 */
function directionsOf(scratch: Backend, run: CheckedRun): ReadonlyMap<string, Float64Array> {
  if (run.program.directions !== undefined) return statedDirections(scratch, run.program);
  const { learningRate } = run.program.roles;
  const alpha = learningRate === undefined ? 1 : (run.valueOf(learningRate).data[0] as number);
  const directions = new Map(
    parameters(run.program).map((name) => [name, new Float64Array(run.valueOf(name).data.length)]),
  );
  run.program.iteration.forEach(({ target, operator, value }, line) => {
    const direction = directions.get(target);
    if (direction !== undefined) {
      const change = scratch.watch(operator === '=' ? binary('-', value, name(target)) : value);
      change.refresh();
      const sign = operator === '-=' ? -1 : 1;
      const { rows, columns, data } = change.value;
      const width = run.valueOf(target).columns;
      for (let i = 0; i < direction.length; i++) {
        const row = rows === 1 ? 0 : Math.floor(i / width);
        direction[i]! += (sign * data[row * columns + (columns === 1 ? 0 : i % width)]!) / alpha;
      }
    }
    scratch.runLine(line);
  });
  return directions;
}

function checkParameter(
  scratch: Backend,
  name: string,
  updates: Float64Array,
  { mostCells, floor, lossNow }: { mostCells: number; floor: number; lossNow: () => number },
): ParameterCheck {
  const { rows, columns, data } = scratch.valueOf(name);
  const descents = new Float64Array(data.length).fill(Number.NaN);
  const differences = new Float64Array(data.length).fill(Number.NaN);
  const every = Math.max(1, Math.ceil(data.length / mostCells));
  let worst = 0;
  let checked = 0;
  for (let i = 0; i < data.length; i += every) {
    const update = updates[i] as number;
    const apart = (one: number): number => Math.abs(update - one) / Math.max(Math.abs(update), Math.abs(one), floor);
    let descent = -slopeAt(data, i, STEP, lossNow);
    if (!(apart(descent) < PASSES_BELOW)) {
      const finer = -slopeAt(data, i, FINER_STEP, lossNow);
      if (apart(finer) < apart(descent)) descent = finer;
    }
    const difference = apart(descent);
    descents[i] = descent;
    differences[i] = difference;
    // Written so that NaN is the worst of all.
    if (!(difference <= worst)) worst = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
    checked++;
  }
  return { name, rows, columns, checked, updates, descents, differences, worst };
}

/** ∂L/∂w of one weight, which is as it was afterwards. */
function slopeAt(weights: Float64Array, i: number, step: number, lossNow: () => number): number {
  const weight = weights[i] as number;
  const h = step * Math.max(1, Math.abs(weight));
  const at = (steps: number): number => {
    weights[i] = weight + steps * h;
    return lossNow();
  };
  const slope = (at(-2) - 8 * at(-1) + 8 * at(1) - at(2)) / (12 * h);
  weights[i] = weight;
  return slope;
}

function cellsPerMatrix(run: CheckedRun): number {
  const rows = run.program.given[0]?.shape.rows ?? 1;
  const names = parameters(run.program);
  const forward = rows * names.reduce((sum, name) => sum + run.valueOf(name).data.length, 0);
  return Math.max(FEWEST_CELLS, Math.floor(BUDGET / (4 * forward * names.length)));
}
