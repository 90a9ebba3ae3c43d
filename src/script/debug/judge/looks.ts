/* Looks at updates: the moves of each parameter, and the slopes of all losses and predictions beside them. */
import { numpyRandom } from '../../../engine/random.ts';
import { type Path, printPath } from '../../roles/path.ts';
import type { Numbers } from '../numbers.ts';
import type { Cells } from './fits.ts';
import type { FreeCells } from './free-loss.ts';
import { type Loss, lossesOf, measure } from './losses.ts';
import type { Change, FirstUpdate, Meeting, Passes } from './passes.ts';
import { slopesAt } from './slopes.ts';

/** Each parameter has this many checked cells, however long they take. */
const FEWEST_CELLS = 6;
/** The most cells of a parameter: beyond them, cells are chosen at random. */
const MOST_CELLS = 256;
/** The most predictions of which each has its own slopes. */
const MOST_PREDICTIONS = 40;

/** Numbers that may be a multiple of the descent direction. `root`: of a memory of squares. */
export interface Signal {
  readonly kind: 'update' | 'memory' | 'root';
  readonly moves: Float64Array;
  /**
   * Cells whose sign is not known: 1 where a pull towards 0 may have turned the update round, otherwise 0. The sign of a memory is that of
   * its update. Undefined where all signs are known.
   */
  readonly doubts?: Uint8Array;
}

/** The largest strength of a pull towards 0 in one update. */
export const LARGEST_PULL = 0.1;

/** The slopes of some cells of a parameter. */
export interface Measured {
  /** The cells to check, in their order. */
  readonly order: readonly number[];
  readonly cells: number[];
  /** The slopes of all losses, then of all predictions, in each checked cell. */
  readonly slopes: Float64Array[];
  readonly noise: Float64Array[];
}

export interface Look {
  readonly update: FirstUpdate;
  readonly losses: readonly Loss[];
  readonly measured: readonly Measured[];
  /** The update of each parameter, and the memories of its shape. */
  readonly signals: readonly (readonly Signal[])[];
  /** True where each prediction has slopes of its own. */
  readonly hasPredictions: boolean;
}

export interface GradientProgress {
  done: number;
  total: number;
}

/** Measures an update. @param paths the parameters @param memories paths of `update` behind the parameters, from `first` on */
export function* lookAt(
  passes: Passes,
  update: FirstUpdate,
  paths: readonly Path[],
  memories: readonly number[],
  progress: GradientProgress,
  isLate: () => boolean,
): Generator<void, Look> {
  const losses = lossesOf(update.meetings);
  const count = update.meetings.reduce((sum, { prediction }) => sum + prediction.data.length, 0);
  const hasPredictions = count <= MOST_PREDICTIONS;
  const numbersOf = (meetings: readonly Meeting[]): Float64Array => {
    const own = measure(meetings, losses);
    return hasPredictions
      ? Float64Array.from([...own, ...meetings.flatMap(({ prediction }) => [...prediction.data])])
      : own;
  };
  const middle = numbersOf(update.meetings);
  const random = numpyRandom(1);
  const measured = paths.map((_, i): Measured => {
    const { length } = (update.before[i] as Numbers).data;
    const order =
      length <= MOST_CELLS ? [...Array(length).keys()] : sample(length, MOST_CELLS, () => random.nextDouble());
    return { order, cells: [], slopes: [], noise: [] };
  });
  progress.total += measured.reduce((sum, { order }) => sum + order.length, 0);
  const most = Math.max(...measured.map(({ order }) => order.length));
  for (let round = 0; round < most; round++) {
    if (round >= FEWEST_CELLS && isLate()) break;
    for (const [i, own] of measured.entries()) {
      const cell = own.order[round];
      const path = paths[i] as Path;
      if (cell === undefined) continue;
      const numbers = (update.before[i] as Numbers).data.slice();
      const number = numbers[cell] as number;
      const { slopes, noise } = yield* slopesAt(number, middle, function* (value) {
        numbers[cell] = value;
        const meetings = yield* passes.meetingsWith(update, [{ path, numbers }]);
        yield;
        return numbersOf(meetings);
      });
      own.cells.push(cell);
      own.slopes.push(slopes);
      own.noise.push(noise);
      progress.done++;
    }
  }
  const signals = paths.map((_, i) => signalsOf(update, i, memories));
  return { update, losses, measured, signals, hasPredictions };
}

function signalsOf({ before, after }: FirstUpdate, i: number, memories: readonly number[]): readonly Signal[] {
  const [from, to] = [before[i] as Numbers, after[i] as Numbers];
  const update = to.data.map((value, cell) => value - from.data[cell]!);
  const own: Signal[] = [{ kind: 'update', moves: update }];
  for (const memory of memories) {
    const value = after[memory];
    if (value === undefined || String(value.shape) !== String(from.shape)) continue;
    const along = value.data.reduce((sum, cell, at) => sum + cell * update[at]!, 0);
    const moves = along < 0 ? value.data.map((cell) => -cell) : value.data;
    own.push({ kind: 'memory', moves, ...(mayBeAgainst(moves, update, from.data) && { doubts: all(moves.length) }) });
    if (value.data.every((cell) => cell >= 0)) {
      const doubts = Uint8Array.from(update, (step, at) => Number(mayBePull(step, from.data[at]!)));
      const roots = value.data.map((cell, at) => Math.sqrt(cell) * Math.sign(update[at]!));
      own.push({ kind: 'root', moves: roots, ...(doubts.includes(1) && { doubts }) });
    }
  }
  return own;
}

function all(length: number): Uint8Array {
  return new Uint8Array(length).fill(1);
}

/** True where a step may go towards 0 because of a pull alone. */
function mayBePull(step: number, value: number): boolean {
  return step * value < 0 && Math.abs(step) <= LARGEST_PULL * Math.abs(value);
}

/** True where each step may be against its move, with one pull towards 0 that turns it round: weight decay beside a memory. */
function mayBeAgainst(moves: Float64Array, steps: Float64Array, values: Float64Array): boolean {
  let [least, most] = [0, LARGEST_PULL];
  for (const [i, move] of moves.entries()) {
    // The step without the pull is −sign(move) or 0.
    const [step, value] = [steps[i]! * Math.sign(move), values[i]! * Math.sign(move)];
    if (value < 0) least = Math.max(least, step / -value);
    else if (value > 0) most = Math.min(most, -step / value);
    else if (step > 0) return false;
  }
  return least <= most + 1e-15;
}

/** The checked cells of a parameter. @param loss its place among the losses */
export function cellsIn({ update, measured }: Look, i: number, moves: Float64Array, loss: number): Cells {
  const { cells, slopes, noise } = measured[i] as Measured;
  const { data } = update.before[i] as Numbers;
  return {
    values: Float64Array.from(cells, (cell) => data[cell]!),
    moves: Float64Array.from(cells, (cell) => moves[cell]!),
    slopes: Float64Array.from(slopes, (own) => own[loss]!),
    noise: Float64Array.from(noise, (own) => own[loss]!),
  };
}

/** The checked cells of a parameter with the slopes of each prediction. */
export function freeCellsIn(look: Look, i: number, moves: Float64Array): FreeCells {
  const { slopes } = look.measured[i] as Measured;
  return { cells: cellsIn(look, i, moves, 0), slopes: slopes.map((own) => own.slice(look.losses.length)) };
}

/** Small random changes of all parameters: the same ones each time. */
export function elsewhere(update: FirstUpdate, paths: readonly Path[]): readonly Change[] {
  const random = numpyRandom(2);
  return paths.map((path, i) => {
    const { data } = update.before[i] as Numbers;
    const size = Math.max(0.1, Math.sqrt(data.reduce((sum, value) => sum + value * value, 0) / data.length));
    return { path, numbers: data.map((value) => value + 0.3 * size * random.nextGaussian()) };
  });
}

/** `count` different numbers below `of`, in a random order. */
function sample(of: number, count: number, random: () => number): number[] {
  const chosen = new Set<number>();
  while (chosen.size < count) chosen.add(Math.floor(random() * of));
  return [...chosen];
}

/** True where no number differs; −0 is 0, and NaN differs. */
export function sameNumbers(one: Numbers | undefined, other: Numbers | undefined): boolean {
  return one?.data.length === other?.data.length && (one?.data.every((value, i) => value === other?.data[i]) ?? true);
}

/** The names of parameters of an update. */
export function namesOf(paths: readonly Path[]): readonly string[] {
  return paths.map(printPath);
}
