import { strideFor } from '../observers/error-record.ts';
import { finish, type Replay } from '../run/pieces.ts';
import type { TrainingRun } from '../run/training-run.ts';
import type { Spacing } from '../work.ts';
import { Gauger, type Gauges } from './gauger.ts';

/** 64 points each time that a run doubles its length; all iterations below 128 are points. About 700 for 60,000 iterations, at most 3,200. */
const SPACING: Spacing = { apart: 2 ** 53, early: 64 };
/** The most work (`workOf`) for the points of a stretch: about two seconds. With more, only those right after a saved state are measured. */
const MOST_WORK = 5e8;

/** The gauges of a run, from the beginning to the newest iteration. All are measured by a second machine, while they are looked at. */
export class GaugePast {
  readonly #run: TrainingRun;
  readonly #resumedAt: number;
  #points: Gauges[] = [];
  /** The iterations, from 0, that were looked through for points: those before this one. */
  #known = 0;
  #since = 0;
  #hasCaughtUp = false;
  #gauger: Gauger | undefined;
  #now: Gauges | undefined;

  /** @param resumedAt the completed iterations of another process. Where their replay takes too long, they are left out. */
  constructor(run: TrainingRun, resumedAt = 0) {
    this.#run = run;
    this.#resumedAt = resumedAt;
  }

  /** In ascending order of their iterations; each was measured. */
  get points(): readonly Gauges[] {
    return this.#points;
  }

  /** The completed iterations of another process that are left out; 0 for the whole past. */
  get since(): number {
    return this.#since;
  }

  /** The gauges of the last complete iteration where `measuringNow` was last. */
  get now(): Gauges | undefined {
    return this.#now;
  }

  /** True when the run has been at a point that is not measured yet. */
  get isBehind(): boolean {
    this.#forgetBeyond();
    return nextPoint(this.#known) < this.#run.furthest;
  }

  /** Measures the last complete iteration of the run, in pieces. The run must not move before the last one. */
  *measuringNow(): Replay {
    this.#forgetBeyond();
    const { iteration } = this.#run;
    if (this.#now?.iteration === iteration) return;
    this.#now = undefined;
    if (iteration > 0) this.#now = yield* this.#measuring(iteration - 1);
  }

  /** `measuringNow` at once. */
  measureNow(): Gauges | undefined {
    finish(this.measuringNow());
    return this.#now;
  }

  /** Measures the points up to the newest iteration, in pieces. The run may train meanwhile; it must not forget iterations. */
  *catchingUp(): Replay {
    const until = this.#run.furthest;
    for (const point of this.#plan(until)) {
      const gauges = yield* this.#measuring(point);
      this.#points.push(gauges);
      this.#known = point + 1;
    }
    this.#known = until;
    this.#hasCaughtUp = true;
  }

  /** True once all points up to an iteration that was the newest are measured; later ones follow as the run continues. */
  get hasCaughtUp(): boolean {
    return this.#hasCaughtUp;
  }

  /** Frees the second machine until it is needed again. */
  rest(): void {
    this.#gauger = undefined;
    this.#hasCaughtUp = false;
  }

  /** Forgets iteration `iteration`, from 0, and all after it. */
  forgetFrom(iteration: number): void {
    this.#points = this.#points.filter((point) => point.iteration <= iteration);
    this.#known = Math.min(this.#known, iteration);
    this.#since = Math.min(this.#since, iteration);
    // The second machine has the changes that were forgotten.
    this.#gauger = undefined;
    this.#now = undefined;
  }

  /** A run that has met a non-finite value goes back to before it. */
  #forgetBeyond(): void {
    const { furthest } = this.#run;
    if (furthest < this.#known) this.forgetFrom(furthest);
  }

  *#measuring(iteration: number): Replay<Gauges> {
    const { keyframe, machines } = this.#run.replayFrom(iteration);
    const here = this.#gauger?.iteration ?? Number.POSITIVE_INFINITY;
    const isAhead = here > iteration || here < keyframe.iteration || this.#gauger?.line !== 0;
    const gauger = this.#gauger ?? new Gauger(machines());
    // A measurement that is dropped between two pieces leaves the machine at no position.
    this.#gauger = undefined;
    if (isAhead) gauger.load(keyframe.iteration, keyframe);
    const gauges = yield* gauger.measuring(iteration);
    this.#gauger = gauger;
    return gauges;
  }

  /** The points before `until`, in order, in bounded work. */
  #plan(until: number): readonly number[] {
    const points: number[] = [];
    for (let at = nextPoint(this.#known); at < until; at = nextPoint(at + 1)) points.push(at);
    const { work } = this.#run.machine;
    const affordable = Math.floor(MOST_WORK / work);
    const startOf = (point: number): number => this.#run.replayFrom(point).keyframe.iteration;
    let [here, iterations] = [-1, 0];
    for (const point of points) {
      const start = startOf(point);
      iterations += point + 1 - (here >= start ? here : start);
      here = point + 1;
    }
    if (iterations <= affordable) return points;
    if (this.#known < this.#resumedAt) this.#since = this.#resumedAt;
    const cheap = points.filter((point) => startOf(point) === point && point >= this.#since);
    return every(cheap, Math.ceil(cheap.length / Math.max(1, affordable)));
  }
}

function every(points: readonly number[], step: number): readonly number[] {
  return points.filter((_, index) => index % step === 0);
}

/** The first point at or after an iteration. */
function nextPoint(iteration: number): number {
  const stride = strideFor(iteration, SPACING);
  return Math.ceil(iteration / stride) * stride;
}
