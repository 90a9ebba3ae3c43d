import type { DebugRun } from '../script/debug/debug-run.ts';
import { Excursion, Unanswerable } from '../script/debug/judge/excursion.ts';
import { checkScriptGradients, type GradientProgress } from '../script/debug/judge/gradient-check.ts';
import type { Report } from './protocol.ts';

/** After this time a gradient check begins with no more cells than each parameter has to have. */
const MOST_CHECKING_MS = 4000;
/** Time between two reports of progress. */
const PROGRESS_MS = 100;

/** A gradient check of a script, beside its run. */
export class ScriptGradients {
  readonly #run: number;
  readonly #progress: GradientProgress = { done: 0, total: 0 };
  readonly #check: Excursion<Report>;
  #toldAt: number;

  /** @param run the number of the run @param now the clock, in milliseconds */
  constructor(run: number, debug: DebugRun, now: () => number) {
    this.#run = run;
    this.#toldAt = now();
    const end = now() + MOST_CHECKING_MS;
    this.#check = new Excursion(
      debug.run,
      checking(run, debug, this.#progress, () => now() > end),
    );
  }

  /** Works until a time. @returns the report at the end */
  advance(now: () => number, until: number): Report | undefined {
    try {
      return this.#check.advance(() => now() >= until)?.result;
    } catch (error) {
      if (!(error instanceof Unanswerable)) throw error;
      return { type: 'scriptGradients', run: this.#run, answer: { why: error.message } };
    }
  }

  /** The progress, where it is time to tell it. */
  progress(now: number): Report | undefined {
    if (now - this.#toldAt < PROGRESS_MS || this.#progress.total === 0) return undefined;
    this.#toldAt = now;
    return { type: 'gradientProgress', run: this.#run, ...this.#progress };
  }
}

function* checking(
  run: number,
  debug: DebugRun,
  progress: GradientProgress,
  isLate: () => boolean,
): Generator<void, Report> {
  return { type: 'scriptGradients', run, answer: yield* checkScriptGradients(debug, progress, isLate) };
}
