import type { DebugRun } from '../script/debug/debug-run.ts';
import { Excursion, Unanswerable } from '../script/debug/judge/excursion.ts';
import { checkScriptGradients, type GradientProgress } from '../script/debug/judge/gradient-check.ts';
import { type FirstNonFinite, firstNonFinite } from '../script/debug/judge/non-finite.ts';
import type { Report, Verdict } from './protocol.ts';
import { beginningOf } from './script-trainings.ts';

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
  const from = beginningOf(debug);
  const answer = yield* checkScriptGradients(debug, progress, isLate);
  const own = 'why' in answer ? answer : { ...answer, iteration: answer.iteration - from };
  return { type: 'scriptGradients', run, answer: own };
}

/** The verdict on a script. The line of its first NaN or infinity is searched for once its error is not finite. */
export class ScriptVerdict {
  readonly #debug: DebugRun;
  #search: { readonly training: number; readonly work: Excursion<FirstNonFinite | undefined> | undefined } | undefined;
  #found: FirstNonFinite | undefined;

  constructor(debug: DebugRun) {
    this.#debug = debug;
  }

  /** True while the search continues. */
  get isBusy(): boolean {
    return this.#search?.work !== undefined;
  }

  /** Searches until a time. @returns true at the end of the search */
  advance(now: () => number, until: number): boolean {
    const { roles, training, error } = this.#debug;
    if (this.#search !== undefined && this.#search.training !== training)
      [this.#search, this.#found] = [undefined, undefined];
    if (roles?.meeting === undefined || error === undefined || Number.isFinite(error)) return false;
    this.#search ??= { training, work: new Excursion(this.#debug.run, firstNonFinite(this.#debug, roles)) };
    const { work } = this.#search;
    if (work === undefined) return false;
    let isOver = true;
    try {
      const answer = work.advance(() => now() >= until);
      isOver = answer !== undefined;
      this.#found = answer?.result;
    } catch (thrown) {
      if (!(thrown instanceof Unanswerable)) throw thrown;
    }
    if (isOver) this.#search = { training, work: undefined };
    return isOver;
  }

  /** The verdict after the last complete iteration. @param rests true for a run that rests */
  verdict(rests: boolean): Verdict | undefined {
    const { judge, roles, error, iteration } = this.#debug;
    if (error === undefined || Number.isFinite(error)) return judge?.verdict(rests);
    const known = judge?.verdict(false);
    const {
      name,
      line,
      iteration: at,
    } = this.#found ?? {
      name: roles?.meeting?.prediction ?? 'the prediction',
      line: roles?.meeting?.line ?? 0,
      iteration,
    };
    const facts = known?.facts;
    const cause = { kind: 'notFinite', name, line } as const;
    return {
      kind: 'diverged',
      since: at - 1 - beginningOf(this.#debug),
      pending: undefined,
      facts,
      causes: [cause],
      remedies: [],
    };
  }
}
