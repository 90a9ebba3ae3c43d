/* The texts of steps with numbers: those that the run has now, or else the last known ones. */
import { truthOf } from './answer.ts';
import type { Lesson, Step } from './schema.ts';
import { shownSteps } from './shown-keys.ts';
import type { Sight } from './sight.ts';
import { type CourseState, stepOf, taskOf } from './state.ts';
import { numberOf } from './value.ts';
import { filledIn, placesIn, UNKNOWN } from './words.ts';

/** A text with the current numbers of the run, or else the last known ones. */
export function textWith(text: string, { kept, seen }: CourseState, sight: Sight): string {
  return filledIn(text, sight, kept, seen?.numbers);
}

/** The numbers that the texts of the lesson have now. With another seed those of before mean nothing. */
export function withSeen(state: CourseState, sight: Sight): CourseState {
  if (!sight.isSettled) return state;
  const before = state.seen?.seed === sight.seed ? state.seen.numbers : {};
  const numbers: Record<string, number> = { ...before };
  for (const source of sourcesOf(state.lesson)) {
    const value = numberOf(source, sight, state.kept);
    if (value !== undefined) numbers[source] = value;
  }
  return { ...state, seen: { seed: sight.seed, numbers } };
}

const sources = new WeakMap<Lesson, readonly string[]>();

/** The expressions in the texts of a lesson, and those of right answers. */
function sourcesOf(lesson: Lesson): readonly string[] {
  const known = sources.get(lesson);
  if (known !== undefined) return known;
  const all = lesson.steps.flatMap((step) => [
    ...textsOf(step).flatMap(placesIn),
    ...('predict' in step && step.mustBeRight === true && step.number !== undefined ? [step.number.truth] : []),
  ]);
  const own = [...new Set(all)];
  sources.set(lesson, own);
  return own;
}

function textsOf(step: Step): readonly string[] {
  const reasons = 'explain' in step ? step.choices.map(({ because }) => because) : [];
  const why = 'why' in step && step.why !== undefined ? [step.why] : [];
  return [taskOf(step), ...why, ...reasons, ...('hints' in step ? step.hints : [])];
}

/** The text of a step keeps the numbers of its beginning, and so does a right answer that follows from them. */
export function withAsked(state: CourseState, step: Step, sight: Sight): CourseState {
  if (state.asked !== '' || state.keeps || !sight.isSettled) return state;
  const asked = filledIn(taskOf(step), sight, state.kept);
  if (asked.includes(UNKNOWN)) return state;
  const isNow = 'predict' in step && step.mustBeRight === true;
  const from = { iteration: sight.iteration, line: sight.line };
  const hintsThen = 'hints' in step ? step.hints.map((hint) => filledIn(hint, sight, state.kept)) : [];
  return { ...state, asked, hintsThen, from, truthThen: isNow ? truthOf(step, sight, state.kept) : undefined };
}

/** The newest open hint, with the numbers of the question; if it had none then, with the current ones. */
export function hintWith(state: CourseState, step: Step, sight: Sight): string | undefined {
  const { hints, hintsThen } = state;
  if (hints === 0 || !('hints' in step)) return undefined;
  const then = hintsThen[hints - 1];
  return then === undefined || then.includes(UNKNOWN) ? textWith(step.hints[hints - 1] ?? '', state, sight) : then;
}

/** True where a person is at a place of the run at which the text of the step has a number that is not known. */
export function isElsewhere(state: CourseState, sight: Sight): boolean {
  const step = stepOf(state);
  if (step === undefined || state.asked !== '' || state.keeps || !sight.isSettled) return false;
  return sight.state !== 'running' && textWith(taskOf(step), state, sight).includes(UNKNOWN);
}

/** The keys that run some lines or iterations from where the run is: they do a step only from its place. */
const relative = new Set(['n', 's', 't']);

/**
 * True where the keys of a step lead nowhere any more: they run lines or iterations to a place, and the run is before the one where the
 * step began, or past its end.
 */
export function isOffTheWay(state: CourseState, sight: Sight): boolean {
  const step = stepOf(state);
  const { phase, from } = state;
  if (step === undefined || !('until' in step) || phase === 'done' || from === undefined) return false;
  if (!sight.isSettled || sight.state === 'running') return false;
  const { iteration, line } = step.until ?? {};
  if (typeof iteration !== 'number') return false;
  const isRelative = shownSteps(step).every((own) => own === 'answer' || ('key' in own && relative.has(own.key)));
  const end = { iteration, line: typeof line === 'number' ? line : Number.POSITIVE_INFINITY };
  return isRelative && (isBefore(sight, from) || isBefore(end, sight));
}

type Place = Pick<Sight, 'iteration' | 'line'>;

function isBefore(one: Place, other: Place): boolean {
  return one.iteration < other.iteration || (one.iteration === other.iteration && one.line < other.line);
}
