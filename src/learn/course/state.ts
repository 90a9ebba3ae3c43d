/* An open lesson as one value, its messages, and the keys that its step allows. It sees the dashboard as facts (`Sight`). */
import type { ShownStep } from './key-script.ts';
import type { ExplainStep, Lesson, PredictStep, Step } from './schema.ts';
import type { Kept } from './value.ts';

/** The end of a step. A step that the program did is `shown`, and never `answered`. */
export type Result = { readonly kind: 'read' | 'shown' } | { readonly kind: 'answered'; readonly isRight?: boolean };

/**
 * Where keys go: to the `strip`; to the strip that `tab` has `reached` from a pane in this step; to the `panes`; or to them while the strip
 * is `folded` to a line.
 */
export type StripFocus = 'strip' | 'reached' | 'panes' | 'folded';

export interface CourseState {
  readonly lesson: Lesson;
  /** The name that opens the lesson. */
  readonly name: string;
  /** The step, from 0; the number of steps at the end. */
  readonly step: number;
  /** `waiting`: an answer is given, and the run has not shown the truth yet. */
  readonly phase: 'open' | 'waiting' | 'done';
  /** The text of the step, with the numbers of the run at its beginning; empty until they are known. */
  readonly asked: string;
  /** The hints of the step, with the numbers of the same time. */
  readonly hintsThen: readonly string[];
  /** The position of the run at the same time. */
  readonly from: { readonly iteration: number; readonly line: number } | undefined;
  readonly typed: string;
  /** The typed number, or the chosen answer from 0. */
  readonly answer: number | undefined;
  /** Wrong answers that were chosen, from 0. */
  readonly tried: readonly number[];
  /** The truth of a prediction: a number, or the right choice from 0. */
  readonly truth: number | undefined;
  readonly isRight: boolean | undefined;
  /** The reason, with the numbers of the run at that time. */
  readonly why: string;
  /** An answer to the last key. */
  readonly remark: string;
  /** Hints that are open, up to three. */
  readonly hints: number;
  /** True once the program has begun to show this step. */
  readonly isShown: boolean;
  readonly results: readonly (Result | undefined)[];
  readonly kept: Kept;
  /** The last known numbers of the expressions in the lesson, by their text: a person can go where the run has none. */
  readonly seen: { readonly seed: number; readonly numbers: Kept } | undefined;
  /** The right answer when the question was asked, where it must be right: the text names numbers of that time. */
  readonly truthThen: number | undefined;
  /** True until the numbers to keep at the beginning of the step are known. */
  readonly keeps: boolean;
  readonly focus: StripFocus;
  /** The keys that the program presses. */
  readonly player: Player | undefined;
  /** The step where a person stopped: until then the program does the steps by itself. */
  readonly resumeAt: number | undefined;
  /** The lesson after this one; undefined for the last. */
  readonly next: string | undefined;
  /** The number of a question of a review, from 1, and of all questions of today; absent in a lesson. */
  readonly review?: { readonly number: number; readonly of: number };
  /** The requested lesson: the next one, or this one again, whose steps are then done up to `resumeAt`. */
  readonly wants: 'next' | 'again' | undefined;
}

export interface Player {
  readonly pending: readonly ShownStep[];
  /** The last key that was pressed. */
  readonly pressed: string | undefined;
}

export type CourseMessage =
  /** The dashboard has changed. */
  | { readonly type: 'saw' }
  /** Goes on from a text, or from a step that is done. */
  | { readonly type: 'next' }
  /** Goes back to the text of the step before. */
  | { readonly type: 'back' }
  /** A key in the place of an answer: a character of it, `backspace`, or a key that means nothing there; `enter` where nothing continues. */
  | { readonly type: 'typed'; readonly key: string }
  | { readonly type: 'answer' }
  /** Chooses an answer, from 0. */
  | { readonly type: 'choose'; readonly choice: number }
  /** Opens a hint; after the last one, shows the step. */
  | { readonly type: 'hint' }
  /** The key waits for an answer: the dashboard says so. */
  | { readonly type: 'held'; readonly key: string }
  | { readonly type: 'fold' }
  /** Opens a folded strip. */
  | { readonly type: 'open' }
  /** `tab` reaches the strip, and opens it; `tab` leaves it for a pane. */
  | { readonly type: 'reach' }
  | { readonly type: 'leave'; readonly direction: 1 | -1 }
  /** The program has pressed the first pending key, or has waited. */
  | { readonly type: 'played' }
  /** A person has pressed a key while the program was showing. */
  | { readonly type: 'stopPlayer' };

export interface Opening {
  readonly lesson: Lesson;
  readonly name: string;
  readonly next?: string | undefined;
  /** The step where a person stopped. */
  readonly resumeAt?: number | undefined;
  readonly results?: readonly (Result | undefined)[];
  readonly review?: CourseState['review'];
}

export function stepOf({ lesson, step }: CourseState): Step | undefined {
  return lesson.steps[step];
}

/** True while the keys of an answer go to the strip. */
export function hasKeys({ focus }: Pick<CourseState, 'focus'>): boolean {
  return focus === 'strip' || focus === 'reached';
}

/** True for the views in which `enter` and digits do something: they take these keys from the strip. */
export function hasOwnEnter(view: string): boolean {
  return view === 'options' || view === 'map' || view === 'keptRuns';
}

/** The sentence of a step. */
export function taskOf(step: Step): string {
  if ('say' in step) return step.say;
  if ('look' in step) return step.look;
  if ('do' in step) return step.do;
  return 'predict' in step ? step.predict : step.explain;
}

/** The answers to choose from; undefined for another step. */
export function choicesOf(step: Step | undefined): PredictStep['choices'] | ExplainStep['choices'] {
  return step !== undefined && 'choices' in step ? step.choices : undefined;
}

/** True for a step whose answer keys can give now. */
export function isAsking(state: CourseState): boolean {
  const step = stepOf(state);
  return state.phase === 'open' && step !== undefined && ('predict' in step || 'explain' in step);
}

/** True where `enter` continues: after a text, after a step, and at the end. */
export function canGoOn(state: CourseState): boolean {
  const step = stepOf(state);
  if (step === undefined) return state.next !== undefined;
  return state.phase === 'done' || 'say' in step || 'look' in step;
}

/** True for the text at the end of a lesson that has a next lesson: it closes the lesson. */
export function isClosing({ lesson, step, next, review }: CourseState): boolean {
  const own = lesson.steps[step];
  const isText = own !== undefined && ('say' in own || 'look' in own);
  return isText && step === lesson.steps.length - 1 && next !== undefined && review === undefined;
}

/** True for a key whose result is being predicted: it waits for an answer. */
export function isHeld(state: CourseState, key: string): boolean {
  const step = stepOf(state);
  return isAsking(state) && step !== undefined && 'predict' in step && step.holds?.includes(key) === true;
}
