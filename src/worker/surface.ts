import { examplesOf, LossMeter, spreadRows } from '../engine/loss-surface/loss-meter.ts';
import {
  lengthOf,
  type Projection,
  planeOfWeights,
  planeThrough,
  project,
  type WeightPlane,
  weightsAt,
} from '../engine/loss-surface/weight-plane.ts';
import {
  GRIDS,
  magnified,
  middleOf,
  newCells,
  notFlat,
  refined,
  shifted,
  stillFits,
  type Window,
  windowAround,
  windowCentredOn,
} from '../engine/loss-surface/window.ts';
import { inState } from '../engine/machine/machine.ts';
import { LONGEST_PIECE, type Pieces } from '../engine/run/pieces.ts';
import type { TrainingRun } from '../engine/run/training-run.ts';
import type { Floats } from '../language/dtypes.ts';
import { type Program, parameters } from '../language/program.ts';
import { inferShapes } from '../language/shapes.ts';
import { settingsAfter } from '../network/edits.ts';
import { wholeBatchProgram } from '../network/whole-batch.ts';
import type { RunChange, SurfaceMap, SurfacePoint, SurfaceRequest, SurfaceView } from './protocol.ts';
import type { Subject } from './subject.ts';

/** The most work (`workOf`) of one loss: about 5 ms. With more, it is that of some examples, evenly spread. */
const MOST_LOSS_WORK = 1e7;
/** The fewest examples, however large the network. */
const FEWEST_EXAMPLES = 16;
/** The most work for a map of a run that trains, unless the coarsest one takes more; and for one of a run that rests. */
const MOST_WORK = 3e7;
const MOST_WORK_AT_REST = 3e10;
/** The most work of a loss that is measured for a snapshot itself. */
const MOST_WORK_NOW = 1e6;
/** The work of projecting one weight on a plane. */
const WORK_OF_PROJECTING = 8;
/** Moves of a window are in these parts of it. */
const PARTS = 8;

type SavedState = TrainingRun['savedStates'][number];

/** A map of the weights of one position. */
interface Mapped {
  readonly request: SurfaceRequest;
  readonly meter: LossMeter;
  readonly iteration: number;
  readonly weights: Float64Array;
  readonly plane: WeightPlane;
  readonly chosen: SurfaceMap['weights'];
  readonly window: Window;
  readonly path: readonly (Projection & { readonly state: SavedState })[];
  readonly loss: number;
  /** The index of its grid in `GRIDS`. */
  readonly level: number;
  readonly losses: Float64Array;
}

type NoMap = Pick<Mapped, 'request' | 'meter' | 'iteration' | 'weights'> & Pick<SurfaceView, 'why'>;

/* One class, though it is long: a map is made from the plane, the window, the path and the losses of the one before. */

/** The loss surface of a run, for as long as a view shows it: computed beside the run, in pieces, coarse at first. The run is not touched. */
export class SurfaceViews {
  readonly #training: TrainingRun;
  readonly #subject: Subject;
  readonly #changes: () => readonly RunChange[];
  #request: SurfaceRequest | undefined;
  #meter: { readonly of: Program; readonly meter: LossMeter } | undefined;
  #done: Mapped | NoMap | undefined;
  #work: Pieces | undefined;
  /** True while a finer map than that of a moving run is computed: it is dropped when the run moves. */
  #isRefining = false;
  /** True once a snapshot has the last map. */
  #isShown = true;
  /** The losses of saved states, by the meter. */
  #measured = new WeakMap<SavedState, number>();
  /** The weights that were chosen when the view was opened. */
  #chosen: readonly number[] | undefined;
  #baseWindow: { readonly key: string; readonly window: Window } | undefined;
  #zoomed: Window | undefined;

  constructor(training: TrainingRun, subject: Subject, changes: () => readonly RunChange[]) {
    this.#training = training;
    this.#subject = subject;
    this.#changes = changes;
  }

  /** Replaces the request; undefined where no view shows a surface. */
  show(request: SurfaceRequest | undefined): void {
    if (JSON.stringify(request) === JSON.stringify(this.#request)) return;
    this.#request = request;
    [this.#work, this.#isRefining] = [undefined, false];
    if (request === undefined) [this.#done, this.#chosen, this.#zoomed] = [undefined, undefined, undefined];
  }

  /** @param isMoving true while the run trains: the map is then a coarse one, and follows the run. */
  isBehind(isMoving: boolean): boolean {
    if (this.#request === undefined) return false;
    if (this.#work !== undefined) return true;
    const done = this.#done;
    if (done === undefined || done.request !== this.#request) return true;
    if (isMoving && !this.#isShown) return false;
    if (this.#hasMoved(done)) return true;
    return !isMoving && !isFinest(done);
  }

  /** Does the next pieces, until `isOver` says that the slice is. @returns true when there is something new to show. */
  advance(isMoving: boolean, isOver: () => boolean): boolean {
    const before = this.#done;
    if (this.#isRefining && before !== undefined && this.#hasMoved(before)) this.#work = undefined;
    if (this.#request === undefined) return false;
    this.#work ??= this.#mapping(this.#request, isMoving);
    do {
      if (this.#work.next().done === true) {
        [this.#work, this.#isRefining] = [undefined, false];
        break;
      }
    } while (!isOver());
    if (this.#done === before) return false;
    this.#isShown = false;
    return true;
  }

  /** The surface for the next snapshot; undefined before the first map. */
  take(): SurfaceView | undefined {
    const done = this.#done;
    this.#isShown = true;
    if (done === undefined) return undefined;
    const { request, meter, iteration } = done;
    const examples = meter.examples;
    const view = { request, iteration, examples, of: this.#subject.inputs.rows };
    if (!('plane' in done)) return { ...view, map: undefined, why: done.why };
    return { ...view, map: this.#mapOf(done), why: undefined };
  }

  #mapOf(done: Mapped): SurfaceMap {
    const { plane, chosen, window, path, level, losses } = done;
    const points = path.map(({ state, x, y, away }): SurfacePoint => {
      return { iteration: state.iteration, x, y, away, loss: this.#measured.get(state) };
    });
    const now = this.#pointNow(done);
    const measured = [
      ...points,
      { ...now, loss: done.loss, iteration: done.iteration, ...project(plane, done.weights) },
    ];
    // The run may have gone on since the map was computed.
    if (now.loss !== undefined) measured.push(now);
    const isMeasured = measured.every(({ loss }) => loss !== undefined);
    const lowest = (one: SurfacePoint, other: SurfacePoint): SurfacePoint => (other.loss! < one.loss! ? other : one);
    return {
      weights: chosen,
      ...window,
      ...GRIDS[level]!,
      losses,
      isFinest: isFinest(done),
      path: points,
      now,
      best: isMeasured ? measured.reduce(lowest) : undefined,
    };
  }

  /** The current weights on the plane of the map. */
  #pointNow({ meter, plane, weights, loss }: Mapped): SurfacePoint {
    const { iteration } = this.#training;
    const now = this.#weightsNow(meter);
    if (now === undefined) return { iteration, ...project(plane, weights), loss };
    const isSame = isEqual(now, weights);
    const own = isSame ? loss : meter.work <= MOST_WORK_NOW ? meter.lossAt(now) : undefined;
    return { iteration, ...project(plane, now), loss: own };
  }

  #hasMoved({ meter, weights }: Mapped | NoMap): boolean {
    return !this.#isOf(meter) || !meter.isAt(weights, (name) => this.#training.valueOf(name).data);
  }

  /** True while a meter is that of the current program. */
  #isOf(meter: LossMeter): boolean {
    return this.#meter?.of === this.#training.program && this.#meter.meter === meter;
  }

  /** The current weights; undefined where the program is not that of the meter. */
  #weightsNow(meter: LossMeter): Float64Array | undefined {
    if (!this.#isOf(meter)) return undefined;
    return meter.weightsFrom((name) => this.#training.valueOf(name).data);
  }

  /** The meter of the current program. */
  #meterNow(): LossMeter {
    const { program } = this.#training;
    if (this.#meter?.of === program) return this.#meter.meter;
    const meter = meterOf(this.#subject, this.#changes().slice(0, this.#training.changed));
    this.#meter = { of: program, meter };
    this.#measured = new WeakMap();
    this.#chosen = undefined;
    return meter;
  }

  /** Computes the map of the current weights, from coarse to fine. */
  *#mapping(request: SurfaceRequest, isMoving: boolean): Pieces {
    const meter = this.#meterNow();
    const { iteration } = this.#training;
    const weights = meter.weightsFrom((name) => this.#training.valueOf(name).data);
    const known = this.#done;
    const isKnown = known?.request === request && known.meter === meter && isEqual(known.weights, weights);
    let done = isKnown ? known : yield* this.#begun(request, meter, iteration, weights);
    if (!('plane' in done)) {
      this.#done = done;
      return;
    }
    const affordable = (level: number): boolean =>
      meter.work * GRIDS[level]!.columns * GRIDS[level]!.rows <= (isMoving ? MOST_WORK : MOST_WORK_AT_REST);
    if (done.level === -1) {
      done = yield* this.#finer(done);
      this.#done = done;
    }
    yield* this.#measuringPath(done, isMoving ? MOST_WORK : Number.POSITIVE_INFINITY);
    this.#done = { ...done };
    while (done.level + 1 < GRIDS.length && affordable(done.level + 1)) {
      this.#isRefining = meter.work * GRIDS[done.level + 1]!.columns * GRIDS[done.level + 1]!.rows > MOST_WORK;
      done = yield* this.#finer(done);
      this.#done = done;
      yield;
    }
  }

  /** A map without losses: its plane, its path and its window. */
  *#begun(request: SurfaceRequest, meter: LossMeter, iteration: number, weights: Float64Array): Pieces<Mapped | NoMap> {
    const own = { request, meter, iteration, weights };
    const states = this.#statesUntil(meter, iteration);
    const first = states[0] === undefined ? weights : this.#weightsOf(states[0], meter);
    const found =
      request.plane === 'weights'
        ? yield* this.#planeOfWeights(request, meter, first, weights)
        : { plane: planeThrough(first, weights, yield* meter.descending(weights)), chosen: undefined };
    if ('why' in found.plane) return { ...own, why: found.plane.why };
    const { plane } = found;
    const path: Mapped['path'][number][] = [];
    let spent = 0;
    for (const state of states) {
      path.push({ state, ...project(plane, this.#weightsOf(state, meter)) });
      spent += WORK_OF_PROJECTING * meter.size;
      if (spent < LONGEST_PIECE) continue;
      spent = 0;
      yield;
    }
    const window = this.#windowFor(request, found.chosen, [...path, project(plane, weights)]);
    const loss = yield* meter.measuring(weights);
    return { ...own, plane, chosen: found.chosen, window, path, loss, level: -1, losses: new Float64Array(0) };
  }

  /** The saved states up to an iteration with the parameters of the meter, from the first of them on. */
  #statesUntil(meter: LossMeter, iteration: number): readonly SavedState[] {
    const shape = parametersOf(meter.program);
    const known = new Map<Program, string>();
    const states = this.#training.savedStates.filter((state) => state.iteration <= iteration);
    const last = states.findLastIndex((state) => {
      const program = this.#training.programBefore(state.iteration);
      if (!known.has(program)) known.set(program, parametersOf(program));
      return known.get(program) !== shape;
    });
    return states.slice(last + 1);
  }

  #weightsOf(state: SavedState, meter: LossMeter): Float64Array {
    const program = this.#training.programBefore(state.iteration);
    const shapes = shapesOf(program);
    return meter.weightsFrom((name) => inState(program, shapes, state.state, name) as Floats);
  }

  /** The plane of the two weights that a person or the run has chosen. */
  *#planeOfWeights(
    { across, upwards }: SurfaceRequest,
    meter: LossMeter,
    first: Float64Array,
    weights: Float64Array,
  ): Pieces<{ readonly plane: WeightPlane; readonly chosen: SurfaceMap['weights'] }> {
    const moves = weights.map((weight, i) => Math.abs(weight - first[i]!));
    const hasMoved = lengthOf(moves) > 0;
    const byHand = [across, upwards].map((cell) => cell && meter.indexOf(cell.name, cell.row, cell.column));
    let own = this.#chosen;
    if (own === undefined || byHand.some((place, axis) => place === own?.[1 - axis])) {
      const sizes = hasMoved ? moves : (yield* meter.descending(weights)).map(Math.abs);
      own = twoOf(meter, sizes, byHand);
      this.#chosen = own;
    }
    const [x = 0, y = 0] = byHand.map((place, axis) => place ?? own[axis]);
    const isByHand = byHand.every((place) => place !== undefined);
    return {
      plane: planeOfWeights(weights, x, y),
      chosen: {
        across: meter.cellAt(x),
        upwards: meter.cellAt(y),
        chosenBy: isByHand ? 'hand' : hasMoved ? 'moves' : 'slopes',
      },
    };
  }

  #windowFor(request: SurfaceRequest, chosen: SurfaceMap['weights'], points: readonly Projection[]): Window {
    const { plane, zoom, moves, centred } = request;
    const now = points.at(-1) as Projection;
    const tight = centred === 0 ? windowAround(points) : windowCentredOn(now, points);
    const wanted = plane === 'descent' ? notFlat(tight) : tight;
    const key = JSON.stringify([plane, centred, chosen?.across, chosen?.upwards]);
    const kept = this.#baseWindow;
    const base = kept?.key === key && stillFits(kept.window, wanted, points) ? kept.window : wanted;
    this.#baseWindow = { key, window: base };
    this.#zoomed = magnified(base, zoom, now, this.#zoomed);
    return shifted(this.#zoomed, moves[0] / PARTS, moves[1] / PARTS);
  }

  /** The map on the next finer grid. */
  *#finer(done: Mapped): Pieces<Mapped> {
    const { meter, plane, window } = done;
    const level = done.level + 1;
    const { columns, rows } = GRIDS[level]!;
    const losses = level === 0 ? new Float64Array(columns * rows) : refined(done.losses, level);
    const point = new Float64Array(meter.size);
    let spent = 0;
    for (const cell of newCells(level)) {
      const [x, y] = [cell % columns, Math.floor(cell / columns)];
      weightsAt(plane, middleOf(window.x, x, columns), middleOf(window.y, y, rows), point);
      losses[cell] = yield* meter.measuring(point);
      spent += meter.work + meter.size;
      if (spent < LONGEST_PIECE / 2) continue;
      spent = 0;
      yield;
    }
    return { ...done, level, losses };
  }

  /** Measures the losses of the path, as far as they are not known. @param most the most work. */
  *#measuringPath({ meter, path }: Mapped, most: number): Pieces {
    let [spent, pause] = [0, 0];
    for (const { state } of path) {
      if (this.#measured.has(state)) continue;
      if (spent > most) return;
      this.#measured.set(state, yield* meter.measuring(this.#weightsOf(state, meter)));
      spent += meter.work;
      pause += meter.work;
      if (pause < LONGEST_PIECE / 2) continue;
      pause = 0;
      yield;
    }
  }
}

/** True when no finer map follows for a run that rests. */
function isFinest(done: Mapped | NoMap): boolean {
  if (!('plane' in done)) return true;
  const next = GRIDS[done.level + 1];
  return next === undefined || done.meter.work * next.columns * next.rows > MOST_WORK_AT_REST;
}

/** The meter of the network after some changes, over all examples, or over as many as its work allows. */
function meterOf(subject: Subject, changes: readonly RunChange[]): LossMeter {
  if (subject.kind !== 'network') throw new TypeError('a script has no settings');
  const settings = settingsAfter(
    subject.settings,
    changes.flatMap(({ edits }) => edits),
  );
  const { rows } = subject.inputs;
  const over = (count: number): LossMeter =>
    new LossMeter(wholeBatchProgram(settings, count), examplesOf(subject, spreadRows(rows, count)));
  const few = Math.min(rows, FEWEST_EXAMPLES);
  const affordable = Math.floor((MOST_LOSS_WORK / over(few).work) * few);
  return over(Math.min(rows, Math.max(few, affordable)));
}

/** Two places: the largest size in the weights of the first layer, and in those of the last, but for those that are chosen by hand. */
function twoOf(
  meter: LossMeter,
  sizes: Float64Array,
  byHand: readonly (number | undefined)[],
): readonly [number, number] {
  const { layers } = meter.program.roles;
  const [across, upwards] = byHand;
  const largestIn = (name: string, but: number | undefined): number => {
    const [start, end] = meter.extentOf(name);
    let largest = start === but && end - start > 1 ? start + 1 : start;
    for (let i = start; i < end; i++) if (i !== but && sizes[i]! > sizes[largest]!) largest = i;
    return largest;
  };
  const x = largestIn(layers[0]!.weights, upwards);
  return [x, largestIn(layers.at(-1)!.weights, across ?? x)];
}

/** The names and shapes of the parameters of a program, as one text. */
function parametersOf(program: Program): string {
  const shapes = shapesOf(program);
  return JSON.stringify(parameters(program).map((name) => [name, shapes.get(name)]));
}

const shapesKnown = new WeakMap<Program, ReturnType<typeof inferShapes>>();

function shapesOf(program: Program): ReturnType<typeof inferShapes> {
  const shapes = shapesKnown.get(program) ?? inferShapes(program);
  shapesKnown.set(program, shapes);
  return shapes;
}

function isEqual(one: Float64Array, other: Float64Array): boolean {
  return one.length === other.length && one.every((cell, i) => Object.is(cell, other[i]));
}
