import { printWatch, type Watch } from '../../language/watch.ts';
import type { Matrix } from '../matrix.ts';
import type { Observer } from '../run/run.ts';
import type { Spacing } from '../work.ts';
import { isPoint, nextPoint, strideFor } from './error-record.ts';
import type { Progress, RunningWatch } from './running-watch.ts';
import type { Watches } from './watches.ts';

/** A matrix of more cells has two curves: its least and its largest cell. */
const MOST_CURVES = 8;
/** The most work (`workOf`) of a replay for past values: about five seconds. */
const MOST_WORK = 1.25e9;
/** A replay with fewer points is not begun. */
const FEWEST_POINTS = 16;

/** The values of a watch, or of one of its cells, by iteration from 0, in ascending order. Each was computed; none is an average. */
export interface WatchCurve {
  /** Empty for a single number; `[0,2]` for a cell; `least`, `most` of a larger matrix. */
  readonly cell: string;
  readonly iterations: readonly number[];
  readonly values: readonly number[];
}

/** The past of a watch. */
export interface WatchPast {
  readonly curves: readonly WatchCurve[];
  /** The first iteration, from 0, from which on the values are known; 0 for the whole past. */
  readonly since: number;
  /** False while the part before `since` is, or will be, replayed. */
  readonly isDone: boolean;
}

/** A run that is watched. */
interface Watched extends Progress {
  readonly machine: { readonly work: number };
}

/**
 * The past of all watches of a run, at the iterations of an error record: 512 each time that the run doubles its length, fewer for an
 * expression that is expensive beside an iteration.
 *
 * New iterations are recorded as they run. A watch that is added later gets the iterations before from a replay (`plan`, `taking`), and a run that is
 * rewritten forgets what it forgets.
 */
export class WatchPasts implements Observer {
  readonly #run: Watched;
  readonly #watches: Watches;
  #pasts: readonly OnePast[] = [];
  #version = 0;

  constructor(run: Watched, watches: Watches) {
    this.#run = run;
    this.#watches = watches;
  }

  /** A number that changes when a replay for past values must begin again. */
  get version(): number {
    return this.#version;
  }

  /** Follows the list of watches. A new one is recorded from here on. @param furthest completed iterations of the run. */
  choose(watches: readonly Watch[], furthest: number): void {
    const known = new Map(this.#pasts.map((past) => [past.text, past]));
    this.#pasts = watches.map((watch) => known.get(printWatch(watch)) ?? new OnePast(printWatch(watch), furthest));
  }

  onIteration(isNew: boolean): void {
    if (!isNew || this.#pasts.length === 0) return;
    const iteration = this.#run.iteration - 1;
    const { set } = this.#watches;
    for (let i = 0; i < this.#pasts.length; i++) {
      const watch = set.watches[i];
      if (watch === undefined || !isPoint(iteration, set.spacingOf(i, this.#run.machine.work))) continue;
      set.refreshOne(i, this.#run);
      (this.#pasts[i] as OnePast).live.add(iteration, watch);
    }
  }

  nextLook(isNew: boolean): number {
    if (!isNew) return Number.POSITIVE_INFINITY;
    const { iteration, machine } = this.#run;
    const { set } = this.#watches;
    const next = this.#pasts.map((_, index) => 1 + nextPoint(iteration, set.spacingOf(index, machine.work)));
    return Math.min(Number.POSITIVE_INFINITY, ...next);
  }

  /** Forgets iteration `iteration`, from 0, and all after it. */
  forgetFrom(iteration: number): void {
    for (const past of this.#pasts) past.forgetFrom(iteration);
    this.#version++;
  }

  /** The run continues from a saved one: nothing before is known. @param iteration completed iterations. */
  startFrom(iteration: number): void {
    this.#pasts = this.#pasts.map(({ text }) => new OnePast(text, iteration));
    this.#version++;
  }

  /** The past of the watch at an index. */
  of(index: number): WatchPast | undefined {
    return this.#pasts[index]?.past;
  }

  /** True when a watch has a past that no replay has looked for yet. */
  get isWanted(): boolean {
    return this.#pasts.some(({ isDone }) => !isDone);
  }

  /**
   * The replay that fills the past of all watches that lack it, in bounded work; undefined where it would have too few points, as in a
   * long resumed run whose keyframes are gone.
   * @param keyframes the completed iterations of the saved states, in ascending order: an iteration right after one is cheap.
   */
  plan(keyframes: readonly number[]): PastPlan | undefined {
    const wanted = this.#pasts.flatMap((past, index) => (past.isDone ? [] : [{ past, index }]));
    const pasts = wanted.map(({ past }) => past);
    const until = Math.max(...pasts.map(({ since }) => since));
    const { work } = this.#run.machine;
    const list = wanted.map(({ index }) => this.#watches.list[index] as Watch);
    const spacings = wanted.map(({ index }) => this.#watches.set.spacingOf(index, work));
    const affordable = Math.floor(MOST_WORK / work);
    if (until <= affordable) return { list, pasts, spacings, points: pointsUntil(until, spacings), chosen: undefined };
    const half = Math.floor(affordable / 2);
    const every = Math.ceil(keyframes.length / Math.max(1, half));
    const spread = keyframes.filter((iteration, index) => iteration < until && index % every === 0);
    if (spread.length < FEWEST_POINTS) {
      for (const past of pasts) past.giveUp();
      return undefined;
    }
    const points = [...pointsUntil(half, spacings), ...spread.filter((iteration) => iteration >= half)];
    return { list, pasts, spacings, points, chosen: new Set(points) };
  }

  /** Takes the values of a finished replay. */
  take({ pasts }: PastPlan, found: readonly PastValues[]): void {
    for (const [index, past] of pasts.entries()) past.take(found[index] as PastValues);
  }
}

/** A replay that fills the past of some watches. */
export interface PastPlan {
  readonly list: readonly Watch[];
  readonly pasts: readonly OnePast[];
  /** The iterations to measure, from 0, in ascending order. */
  readonly points: readonly number[];
  readonly spacings: readonly Spacing[];
  /** The points, where all watches are measured at each of them; undefined where a watch has those of its own spacing. */
  readonly chosen: ReadonlySet<number> | undefined;
}

/** Adds to `found` the values of the watches of a replay, at the end of an iteration that is a point of theirs. */
export function measurePoint(
  { pasts, spacings, chosen }: PastPlan,
  watches: Watches,
  run: Progress,
  found: readonly PastValues[],
): void {
  const iteration = run.iteration - 1;
  for (const [index, past] of pasts.entries()) {
    const watch = watches.set.watches[index];
    if (watch === undefined || iteration >= past.since) continue;
    if (!(chosen?.has(iteration) ?? isPoint(iteration, spacings[index] as Spacing))) continue;
    watches.set.refreshOne(index, run);
    (found[index] as PastValues).add(iteration, watch);
  }
}

/** The iterations before `until` that are points of any spacing. */
function pointsUntil(until: number, spacings: readonly Spacing[]): readonly number[] {
  const points: number[] = [];
  for (let at = 0; at < until; ) {
    points.push(at);
    const here = at;
    at += Math.min(...spacings.map((spacing) => strideFor(here, spacing)));
  }
  return points;
}

/** The past of one watch: the values that were recorded as it ran, and in front of them those of a replay. */
export class OnePast {
  readonly text: string;
  #live = new PastValues();
  #since: number;
  #isGivenUp = false;

  constructor(text: string, since: number) {
    this.text = text;
    this.#since = since;
  }

  get live(): PastValues {
    return this.#live;
  }

  /** The first iteration, from 0, that is known. */
  get since(): number {
    return this.#since;
  }

  get isDone(): boolean {
    return this.#since === 0 || this.#isGivenUp;
  }

  get past(): WatchPast {
    return { curves: this.#live.curves, since: this.#since, isDone: this.isDone };
  }

  forgetFrom(iteration: number): void {
    this.#since = Math.min(this.#since, iteration);
    this.#live.forgetFrom(iteration);
  }

  /** Puts the values of all iterations before `since` in front. */
  take(values: PastValues): void {
    values.append(this.#live);
    this.#live = values;
    this.#since = 0;
  }

  giveUp(): void {
    this.#isGivenUp = true;
  }
}

/** Values of a watch by iteration, cell by cell. A change of the program may change the cells. */
export class PastValues {
  readonly #curves = new Map<string, { readonly iterations: number[]; readonly values: number[] }>();

  /** Adds the value that a watch has now; nothing where it has none. */
  add(iteration: number, { value }: RunningWatch): void {
    if (value === undefined) return;
    if (value.data.length === 1) this.#put('', iteration, value.data[0] as number);
    else if (value.data.length <= MOST_CURVES) this.#putCells(iteration, value);
    else this.#putExtent(iteration, value);
  }

  get curves(): readonly WatchCurve[] {
    return [...this.#curves].map(([cell, curve]) => ({ cell, ...curve }));
  }

  /** Adds the values of later iterations. */
  append(later: PastValues): void {
    for (const [cell, { iterations, values }] of later.#curves) {
      for (const [point, iteration] of iterations.entries()) this.#put(cell, iteration, values[point] as number);
    }
  }

  forgetFrom(iteration: number): void {
    for (const [cell, { iterations, values }] of this.#curves) {
      while (iterations.length > 0 && (iterations.at(-1) as number) >= iteration) {
        iterations.pop();
        values.pop();
      }
      if (iterations.length === 0) this.#curves.delete(cell);
    }
  }

  #putCells(iteration: number, { columns, data }: Matrix): void {
    for (let i = 0; i < data.length; i++) {
      this.#put(`[${Math.floor(i / columns)},${i % columns}]`, iteration, data[i] as number);
    }
  }

  #putExtent(iteration: number, { data }: Matrix): void {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < data.length; i++) {
      const cell = data[i] as number;
      // Math.min and Math.max give NaN once a cell is NaN.
      least = Math.min(least, cell);
      most = Math.max(most, cell);
    }
    this.#put('most', iteration, most);
    this.#put('least', iteration, least);
  }

  #put(cell: string, iteration: number, value: number): void {
    let curve = this.#curves.get(cell);
    if (curve === undefined) {
      curve = { iterations: [], values: [] };
      this.#curves.set(cell, curve);
    }
    curve.iterations.push(iteration);
    curve.values.push(value);
  }
}
