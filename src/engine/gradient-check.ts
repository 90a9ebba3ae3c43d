import { binary, name } from '../language/expression.ts';
import { descendedLoss, firstUpdate, type Program, parameters, requireRoles } from '../language/program.ts';
import type { Backend } from './backends/backend.ts';
import { createBackend } from './backends/create.ts';
import type { Matrix } from './matrix.ts';
import { numpyRandom } from './random.ts';

/** The largest relative difference of a check that passes. */
export const PASSES_BELOW = 1e-6;
/** The step h of the five-point difference for a weight of ordinary size: its error, h⁴, is far below the rounding error. */
const STEP = 1e-3;
/** The step of a second try: before batch normalization, small weights make the loss curve within the larger step. */
const FINER_STEP = 1e-4;
/**
 * The smallest direction, as a share of the loss, or of 1 for a smaller loss. The rounding error of a difference quotient is about 1e-13
 * of that; a smaller direction is compared as if it were this large.
 */
const SMALLEST = 1e-6;
/** The most multiplications of one check: about 0.2 s. In a large network only some cells are checked, evenly spread. */
const BUDGET = 1e8;
const FEWEST_CELLS = 8;

/** The check of one parameter matrix, row by row; a cell that was not checked is NaN. */
export interface ParameterCheck {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly checked: number;
  /** The descent direction that the update lines follow: what they add to each cell, divided by alpha. */
  readonly updates: Float64Array;
  /** The descent direction of the loss, −∂L/∂w, by differences. */
  readonly descents: Float64Array;
  /** |update − descent|, relative to the larger of the two. */
  readonly differences: Float64Array;
  readonly worst: number;
}

export interface GradientCheck {
  readonly parameters: readonly ParameterCheck[];
  readonly loss: number;
  readonly worst: number;
  /** The check passes when `worst` is below this. */
  readonly bound: number;
  readonly passed: boolean;
}

/** The run that is checked. It does not change. */
export interface CheckedRun {
  readonly program: Program;
  valueOf(name: string): Matrix;
}

/**
 * Compares, for every parameter, the direction of the update lines with the descent direction of the loss. It works on a separate
 * backend: the run does not change.
 *
 * The slope is the five-point difference (f(−2h) − 8 f(−h) + 8 f(h) − f(2h)) / 12h (Abramowitz and Stegun, 25.3.6).
 *
 * @throws MissingRoleError for a program without an error.
 */
export function checkGradients(run: CheckedRun): GradientCheck {
  const { program } = run;
  const { error } = requireRoles(program, 'error');
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
  const errorLine = program.iteration.findLastIndex(({ target }) => target === error);
  const draws = random.save();
  const lossNow = (): number => {
    // Every measurement starts from the same counters and random numbers.
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

/** The directions of a program that states them, because its updates add more (momentum). Read before the first update. */
function statedDirections(scratch: Backend, program: Program): ReadonlyMap<string, Float64Array> {
  const watched = (program.directions ?? []).map(({ parameter, value }) => ({
    parameter,
    direction: scratch.watch(value),
  }));
  const end = firstUpdate(program);
  for (let line = 0; line < end; line++) scratch.runLine(line);
  return new Map(
    watched.map(({ parameter, direction }) => {
      direction.refresh();
      return [parameter, direction.value.data.slice()];
    }),
  );
}

/**
 * The changes of each parameter in one iteration, divided by alpha. They are read from the update lines. The difference of a weight
 * before and after would lose digits, because the weight is much larger.
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
    // Written so that NaN is the worst.
    if (!(difference <= worst)) worst = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
    checked++;
  }
  return { name, rows, columns, checked, updates, descents, differences, worst };
}

/** ∂L/∂w of one weight, whose value is restored. */
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
