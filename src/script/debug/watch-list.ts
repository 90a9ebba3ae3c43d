import type { Code } from '../machine/code.ts';
import type { ScriptRun } from '../machine/script-run.ts';
import type { Value } from '../machine/values.ts';
import type { PythonVersion } from '../syntax/tree.ts';
import { PythonWatch, type Watched } from './python-watch.ts';

/** The most points of a curve: then about every second one goes. */
const MOST_POINTS = 2048;
/** The points of a run that is this many times longer are as far apart as this many iterations. */
const POINTS_A_LENGTH = 512;

/** A watch at the position of the run. */
interface WatchAtPosition {
  readonly value: Watched;
  /** Undefined for a watch without a condition, and where it raises an exception. */
  readonly holds: boolean | undefined;
}

/** Completed iterations, from 1 and ascending, and single numbers. */
export type Points = readonly (readonly [iteration: number, value: number])[];

interface Running {
  readonly watch: PythonWatch;
  now: WatchAtPosition | undefined;
  /** True where the condition held at the end of the last iteration; undefined where that is not known. */
  heldBefore: boolean | undefined;
  fired: boolean;
  points: Points;
}

/** The watches of a run: their values, their curves from when each was set, and the condition that has stopped the run. */
export class WatchList {
  readonly #run: ScriptRun;
  readonly #version: PythonVersion;
  #all: Running[] = [];
  /** Completed iterations at the beginning of this training: watches count its own ones. */
  from = 0;
  /** The code of the training loop, whose variables the watches read. */
  scope: Code | undefined;

  constructor(run: ScriptRun, scope: Code | undefined, version: PythonVersion) {
    this.#run = run;
    this.scope = scope;
    this.#version = version;
  }

  get hasConditions(): boolean {
    return this.#all.some(({ watch }) => watch.stops);
  }

  /** The condition that has stopped the run, from 0. */
  get firedAt(): number | undefined {
    const index = this.#all.findIndex(({ fired }) => fired);
    return index === -1 ? undefined : index;
  }

  /** The run is again where this condition has stopped it. */
  fire(index: number | undefined): void {
    const own = this.#all[index ?? -1];
    if (own !== undefined) own.fired = true;
  }

  /** Replaces the watches; one that stays keeps its curve. */
  choose(texts: readonly string[]): void {
    const known = [...this.#all];
    this.#all = texts.map((text) => {
      const at = known.findIndex(({ watch }) => watch.text === text.trim());
      const [own] = at === -1 ? [] : known.splice(at, 1);
      const watch = new PythonWatch(text, this.#version);
      return own ?? { watch, now: undefined, heldBefore: undefined, fired: false, points: [] };
    });
  }

  /** Forgets the points of the curves after an iteration: other lines run from there on. */
  forgetAfter(iteration: number): void {
    for (const own of this.#all) own.points = own.points.filter(([at]) => at <= iteration);
  }

  /** Forgets which conditions held: the run is elsewhere. */
  forget(): void {
    for (const own of this.#all) [own.heldBefore, own.fired] = [undefined, false];
  }

  /** A condition that holds before the run continues stops it only once it has not held. */
  begin(iteration: number): void {
    for (const own of this.#all) {
      own.fired = false;
      if (own.watch.stops && own.heldBefore === undefined)
        own.heldBefore = iteration > 0 && this.#holds(own, iteration) === true;
    }
  }

  /** Looks at the conditions at the end of an iteration. @returns true where one has become true. */
  endIteration(iteration: number): boolean {
    let any = false;
    for (const own of this.#all) {
      if (!own.watch.stops) continue;
      const holds = this.#holds(own, iteration) === true;
      own.fired = holds && own.heldBefore !== true;
      own.heldBefore = holds;
      any ||= own.fired;
    }
    return any;
  }

  /** True where the next point of the curves is due. */
  isDue(iteration: number): boolean {
    if (this.#all.length === 0) return false;
    const apart = 2 ** Math.max(0, Math.floor(Math.log2(Math.max(1, iteration / POINTS_A_LENGTH))));
    return iteration % apart === 0;
  }

  /** Brings all values up to date. @param isEnd true between two iterations: the values are points of the curves. */
  measure(iteration: number, isEnd: boolean): void {
    for (const own of this.#all) {
      const value = own.watch.valueIn(this.#run, this.scope, countsAt(iteration - this.from));
      own.now = { value, holds: own.watch.stops ? this.#holds(own, iteration) : undefined };
      const last = own.points.at(-1)?.[0] ?? 0;
      const isSingle = value.kind === 'numbers' && value.numbers.data.length === 1;
      if (!isEnd || !isSingle || iteration <= last) continue;
      own.points = [...own.points, [iteration, value.numbers.data[0] as number]];
      if (own.points.length > MOST_POINTS) own.points = own.points.filter((_, at) => at % 2 === 0);
    }
  }

  /** The values when they were measured last, in the order of the watches. */
  get now(): readonly (WatchAtPosition & { readonly stops: boolean; readonly points: Points })[] {
    return this.#all.flatMap(({ now, watch: { stops }, points }) =>
      now === undefined ? [] : [{ ...now, stops, points }],
    );
  }

  #holds({ watch }: Running, iteration: number): boolean | undefined {
    return watch.holdsIn(this.#run, this.scope, countsAt(iteration - this.from));
  }
}

/** Names that every watch can use where the script has none of that name. */
function countsAt(iteration: number): ReadonlyMap<string, Value> {
  return new Map([['iteration', iteration]]);
}
