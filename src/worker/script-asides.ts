import type { DebugRun } from '../script/debug/debug-run.ts';
import type { Met } from '../script/debug/meetings.ts';
import type { Snapshot, Verdict, ViewRequest } from './protocol.ts';
import type { ExaminedReport, InsideQuestion, InsideReport } from './protocol-script.ts';
import type { ScriptExaminer } from './script-examine.ts';
import { ScriptInside } from './script-inside.ts';
import { ScriptGradients, ScriptVerdict } from './script-judge.ts';

/** Time in a turn for the gradient check, for the examiner, and for a look into a line. */
const CHECKING_MS = 6;
const EXAMINING_MS = 3;
const INSIDE_MS = 8;

/**
 * The work beside the run of a script: the search for its data, the gradient check, the search for the first value that is not finite,
 * and looks into lines. Each continues for a few milliseconds in a turn; the session says when the run lets it.
 */
export class ScriptAsides {
  readonly #now: () => number;
  readonly #run: number;
  readonly #debug: DebugRun;
  readonly #examiner: ScriptExaminer | undefined;
  readonly #verdict: ScriptVerdict;
  readonly #inside = new ScriptInside();
  /** The gradient check that a view waits for; `asked` until the run rests. */
  #gradients: ScriptGradients | 'asked' | undefined;
  /** A question about a line, until the run rests. */
  #question: InsideQuestion | undefined;
  #request: ViewRequest;

  /**
   * @param run the number of the run
   * @param examiner undefined for a run without roles
   * @param now the clock, in milliseconds
   */
  constructor(
    run: number,
    debug: DebugRun,
    examiner: ScriptExaminer | undefined,
    request: ViewRequest,
    now: () => number,
  ) {
    this.#now = now;
    this.#run = run;
    this.#debug = debug;
    this.#examiner = examiner;
    this.#verdict = new ScriptVerdict(debug);
    this.#request = request;
    if (request.gradients === true) this.#gradients = 'asked';
    examiner?.show(request);
  }

  show(request: ViewRequest): void {
    this.#request = request;
    if (request.gradients !== true) this.#gradients = undefined;
    this.#examiner?.show(request);
  }

  /** A check is wanted once the run rests. */
  checkGradients(): void {
    this.#gradients = 'asked';
  }

  /** A line is looked into once the run rests. */
  ask(question: InsideQuestion): void {
    this.#question = question;
  }

  /** The run is changed: what was asked about its lines is forgotten. */
  forgetLines(): void {
    this.#inside.forget();
    this.#question = undefined;
  }

  /** True while a check continues. */
  get isChecking(): boolean {
    return this.#gradients !== undefined || this.#verdict.isBusy;
  }

  get isExamining(): boolean {
    return this.#examiner?.isBusy === true;
  }

  get isInside(): boolean {
    return this.#inside.isBusy;
  }

  /** True when the open view is a plane, which should move smoothly. */
  get showsPlane(): boolean {
    const { plane } = this.#request;
    return plane !== undefined && plane.isAside !== true && this.#examiner?.found !== undefined;
  }

  /** Does some work of the examiner. @returns its data once they are found, and true where a view has something new */
  examine(): { readonly found: Omit<ExaminedReport, 'run'> | undefined; readonly isNews: boolean } {
    const examiner = this.#examiner;
    if (examiner === undefined) return { found: undefined, isNews: false };
    const before = examiner.found;
    examiner.check(this.#debug);
    const isNews = examiner.advance(this.#debug, this.#now() + EXAMINING_MS);
    const { found } = examiner;
    const isFound = found !== undefined && found !== before;
    return { found: isFound ? { type: 'examined', examined: found } : undefined, isNews };
  }

  /** Searches for the first value that is not finite. @returns true at the end of the search */
  judge(): boolean {
    return this.#verdict.advance(this.#now, this.#now() + CHECKING_MS);
  }

  /** Does some work of the gradient check. @returns its report, or its progress */
  check(): ReturnType<ScriptGradients['progress']> {
    if (this.#gradients === undefined) return undefined;
    if (this.#gradients === 'asked') this.#gradients = new ScriptGradients(this.#run, this.#debug, this.#now);
    const gradients = this.#gradients;
    const report = gradients.advance(this.#now, this.#now() + CHECKING_MS);
    if (report !== undefined) this.#gradients = undefined;
    return report ?? gradients.progress(this.#now());
  }

  /** Answers a question about a line. @param rests false for a run that continues, which needs no answer */
  *lookInside(rests: boolean): Generator<Omit<InsideReport, 'run'>, void> {
    if (!rests) {
      this.#inside.forget();
      return;
    }
    const question = this.#question;
    this.#question = undefined;
    if (question !== undefined) this.#inside.ask(this.#debug, question);
    for (const end = this.#now() + INSIDE_MS; this.#inside.isBusy && this.#now() < end; ) {
      const answer = this.#inside.goOn();
      if (answer !== undefined) yield { type: 'inside', ...answer };
    }
  }

  /** @param rests true for a run that rests */
  verdict(rests: boolean): Verdict | undefined {
    return this.#verdict.verdict(rests);
  }

  /** The meetings of an iteration example by example, where the examples are known. */
  arranged(met: Met): Met {
    return this.#examiner?.arranged(this.#debug, met) ?? met;
  }

  /** The answers to the view request. @param isMoving true while the run continues */
  answer(isMoving: boolean): Partial<Snapshot> {
    return this.#examiner?.answer(this.#debug, isMoving) ?? {};
  }
}
