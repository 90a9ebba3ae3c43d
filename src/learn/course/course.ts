/*
 * A lesson as one value, its messages, and the one function that changes it. Longer than other files: what each kind of step lets through,
 * counts as answered and shows is one table of rules, and reads best in one place.
 */
import { holds } from './condition.ts';
import { isWay, type OptionStep, readShownKeys, type ShownStep, type WeightStep } from './key-script.ts';
import type { ExplainStep, Lesson, PredictStep, Step } from './schema.ts';
import type { Sight } from './sight.ts';
import { type Kept, numberOf } from './value.ts';
import { filledIn, placesIn, UNKNOWN } from './words.ts';

/*
 * The engine of a course: a pure function of a lesson, the progress in it, and a message. It sees the dashboard as facts (`Sight`).
 */

/** The end of a step. A step that the program did is `shown`, and never `answered`. */
export type Result = { readonly kind: 'read' | 'shown' } | { readonly kind: 'answered'; readonly isRight?: boolean };

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
  readonly isFolded: boolean;
  /** True while keys can answer. */
  readonly hasFocus: boolean;
  /** The keys that the program presses. */
  readonly player: Player | undefined;
  /** The step where a person stopped: until then the program does the steps by itself. */
  readonly resumeAt: number | undefined;
  /** The lesson after this one; undefined for the last. */
  readonly next: string | undefined;
  /** The number of a question of a review, from 1, and of all questions of today; absent in a lesson. */
  readonly review?: { readonly number: number; readonly of: number };
  /** The lesson that is asked for: the next one, or this one again, whose steps are then done up to `resumeAt`. */
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
  /** A key in the place of an answer: a character of it, `backspace`, or a key that means nothing there. */
  | { readonly type: 'typed'; readonly key: string }
  | { readonly type: 'answer' }
  /** Chooses an answer, from 0. */
  | { readonly type: 'choose'; readonly choice: number }
  /** Opens a hint; after the last one, shows the step. */
  | { readonly type: 'hint' }
  /** The key waits for an answer: the dashboard says so. */
  | { readonly type: 'held'; readonly key: string }
  | { readonly type: 'fold'; readonly isFolded: boolean }
  | { readonly type: 'focus'; readonly hasFocus: boolean }
  /** The program has pressed the first pending key, or has waited. */
  | { readonly type: 'played' }
  /** A person has pressed a key while the program was showing. */
  | { readonly type: 'stopPlayer' };

/** Characters of an answer. */
const LONGEST_ANSWER = 24;
const HINTS = 3;

export interface Opening {
  readonly lesson: Lesson;
  readonly name: string;
  readonly next?: string | undefined;
  /** The step where a person stopped. */
  readonly resumeAt?: number | undefined;
  readonly results?: readonly (Result | undefined)[];
  readonly review?: CourseState['review'];
}

/** The beginning of a lesson, or of the way to the step where a person stopped. */
export function beginLesson({ lesson, name, next, resumeAt = 0, results = [], review }: Opening): CourseState {
  const step = Math.min(resumeAt, lesson.steps.length);
  const state: CourseState = {
    ...(review && { review }),
    ...{ lesson, name, next, results, step: 0, wants: undefined, isFolded: false, kept: {}, seen: undefined },
    ...fresh,
    resumeAt: step > 0 ? step : undefined,
  };
  return withReplay({ ...state, keeps: lesson.steps[0]?.keep !== undefined });
}

/** The fields that begin anew with each step. */
const fresh = {
  phase: 'open',
  asked: '',
  typed: '',
  answer: undefined,
  tried: [],
  truth: undefined,
  isRight: undefined,
  why: '',
  remark: '',
  hints: 0,
  isShown: false,
  truthThen: undefined,
  keeps: false,
  hasFocus: true,
  player: undefined,
  resumeAt: undefined,
} satisfies Partial<CourseState>;

export function stepOf({ lesson, step }: CourseState): Step | undefined {
  return lesson.steps[step];
}

/** True for a step whose answer keys can give now. */
export function isAsking(state: CourseState): boolean {
  const step = stepOf(state);
  return state.phase === 'open' && step !== undefined && ('predict' in step || 'explain' in step);
}

/** True where `enter` goes on: after a text, after a step, and at the end. */
export function canGoOn(state: CourseState): boolean {
  const step = stepOf(state);
  if (step === undefined) return state.next !== undefined;
  return state.phase === 'done' || 'say' in step || 'look' in step;
}

/** The answers to choose from; undefined for another step. */
export function choicesOf(step: Step | undefined): PredictStep['choices'] | ExplainStep['choices'] {
  return step !== undefined && 'choices' in step ? step.choices : undefined;
}

/** True for a key whose result is being predicted: it waits for an answer. */
export function isHeld(state: CourseState, key: string): boolean {
  const step = stepOf(state);
  return isAsking(state) && step !== undefined && 'predict' in step && step.holds?.includes(key) === true;
}

/** The state after a message. */
export function advance(state: CourseState, message: CourseMessage, sight: Sight): CourseState {
  const step = stepOf(state);
  switch (message.type) {
    case 'saw':
      return looked(state, sight);
    case 'next':
      if (step === undefined) return state.next === undefined ? state : { ...state, wants: 'next' };
      if ('say' in step || 'look' in step) return begin(withResult(state, { kind: 'read' }), state.step + 1, sight);
      return state.phase === 'done' ? begin(state, state.step + 1, sight) : state;
    case 'back':
      return back(state, sight);
    case 'typed':
      return typed(state, message.key);
    case 'answer':
      return answered(state, sight);
    case 'choose':
      return chosen(state, message.choice, sight);
    case 'hint':
      return hinted(state, sight);
    case 'held':
      return { ...state, isFolded: false, hasFocus: true };
    case 'fold':
      return { ...state, isFolded: message.isFolded, hasFocus: !message.isFolded };
    case 'focus':
      return { ...state, hasFocus: message.hasFocus, isFolded: state.isFolded && !message.hasFocus };
    case 'played':
      return played(state, sight);
    case 'stopPlayer':
      return state.player === undefined ? state : { ...state, player: undefined };
  }
}

/** Begins a step, or the end of the lesson. */
function begin(state: CourseState, at: number, sight: Sight): CourseState {
  const { resumeAt } = state;
  const next = {
    ...state,
    ...fresh,
    step: at,
    keeps: state.lesson.steps[at]?.keep !== undefined,
    resumeAt: resumeAt !== undefined && at < resumeAt ? resumeAt : undefined,
    isFolded: state.isFolded && at < state.lesson.steps.length,
  };
  return looked(withReplay({ ...next, hasFocus: !next.isFolded }), sight);
}

/** On the way to the step where a person stopped, the program does each step itself. */
function withReplay(state: CourseState): CourseState {
  const step = stepOf(state);
  if (state.resumeAt === undefined || step === undefined) return state;
  return { ...state, player: { pending: shownSteps(step), pressed: undefined } };
}

/** The keys that do a step; none for a text. */
export function shownSteps(step: Step): readonly ShownStep[] {
  if ('say' in step || 'look' in step) return [];
  if ('explain' in step) return ['answer'];
  const read = readShownKeys(step.show);
  return 'word' in read ? [] : read;
}

function looked(before: CourseState, sight: Sight): CourseState {
  const step = stepOf(before);
  if (step === undefined) return before;
  const state = withAsked(withKept(withSeen(before, sight), step, sight), step, sight);
  if (state.keeps) return state;
  if ('do' in step && state.phase === 'open' && holds(step.until, sight, state.kept)) {
    const done = withResult(state, { kind: state.isShown ? 'shown' : 'answered' });
    return step.why === undefined
      ? begin(done, state.step + 1, sight)
      : { ...done, phase: 'done', why: textWith(step.why, state, sight), hasFocus: true };
  }
  if ('predict' in step && state.phase === 'waiting' && isRevealed(step, sight, state.kept))
    return revealed(state, step, sight);
  return state;
}

function isRevealed({ until }: PredictStep, sight: Sight, kept: Kept): boolean {
  return sight.isSettled && (until === undefined || holds(until, sight, kept));
}

/** The text of a step keeps the numbers of its beginning, and so does a right answer that follows from them. */
function withAsked(state: CourseState, step: Step, sight: Sight): CourseState {
  if (state.asked !== '' || state.keeps || !sight.isSettled) return state;
  const asked = filledIn(taskOf(step), sight, state.kept);
  if (asked.includes(UNKNOWN)) return state;
  const isNow = 'predict' in step && step.mustBeRight === true;
  return { ...state, asked, truthThen: isNow ? truthOf(step, sight, state.kept) : undefined };
}

/** A text with numbers: those of the run now, or else the last ones that were known. */
export function textWith(text: string, { kept, seen }: CourseState, sight: Sight): string {
  return filledIn(text, sight, kept, seen?.numbers);
}

/** The numbers that the texts of the lesson have now. With another seed those of before mean nothing. */
function withSeen(state: CourseState, sight: Sight): CourseState {
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

/** The sentence of a step. */
export function taskOf(step: Step): string {
  if ('say' in step) return step.say;
  if ('look' in step) return step.look;
  if ('do' in step) return step.do;
  return 'predict' in step ? step.predict : step.explain;
}

function withKept(state: CourseState, { keep }: Step, sight: Sight): CourseState {
  if (!state.keeps || keep === undefined || !sight.isSettled) return state;
  const kept: Record<string, number> = { ...state.kept };
  for (const [name, source] of Object.entries(keep)) {
    const value = numberOf(source, sight, state.kept);
    if (value === undefined) return state;
    kept[name] = value;
  }
  return { ...state, keeps: false, kept };
}

/** Shows the truth beside the answer. */
function revealed(state: CourseState, step: PredictStep, sight: Sight): CourseState {
  if (state.answer === undefined) return state;
  const truth = rightTruth(step, state.answer, state, sight) ?? truthNow(step, state, sight);
  if (truth === undefined) return state;
  const isRight = isRightAnswer(step, state.answer, truth, sight, state.kept);
  const told = { ...state, kept: { ...state.kept, answer: state.answer, truth } };
  const done = withResult(
    { ...state, truth, isRight },
    state.isShown ? { kind: 'shown' } : { kind: 'answered', isRight },
  );
  return {
    ...done,
    phase: 'done',
    remark: '',
    hasFocus: true,
    why: step.why === undefined ? '' : textWith(step.why, told, sight),
  };
}

/** The right answer, as far as the run shows it: a number, or a choice from 0. */
export function truthOf({ number, choices = [] }: PredictStep, sight: Sight, kept: Kept): number | undefined {
  if (number !== undefined) return numberOf(number.truth, sight, kept);
  const right = choices.findIndex(({ when }) => holds(when, sight, kept));
  return right === -1 ? undefined : right;
}

/** The same for an answer that must be right: where the run does not show it any more, the last one that was known. */
function truthNow(step: PredictStep, { kept, seen, truthThen }: CourseState, sight: Sight): number | undefined {
  const truth = truthOf(step, sight, kept);
  if (truth !== undefined || step.mustBeRight !== true || step.number === undefined) return truth;
  return truthThen ?? seen?.numbers[step.number.truth];
}

/** The truth that an answer to work out agrees with: that of now, or that of the numbers in the question. */
function rightTruth(step: PredictStep, answer: number, state: CourseState, sight: Sight): number | undefined {
  if (step.mustBeRight !== true) return undefined;
  const truths = [truthNow(step, state, sight), state.truthThen];
  return truths.find((truth) => truth !== undefined && isRightAnswer(step, answer, truth, sight, state.kept));
}

function isRightAnswer(
  { number, choices }: PredictStep,
  answer: number,
  truth: number,
  sight: Sight,
  kept: Kept,
): boolean {
  if (number === undefined) return choices?.[answer] !== undefined && holds(choices[answer].when, sight, kept);
  const { within = 0, percent = 0 } = number;
  const most = Math.max(within, (percent / 100) * Math.abs(truth));
  // A number that is written with few digits is as exact as these.
  return Math.abs(answer - truth) <= most * (1 + 1e-9) + 1e-12;
}

const NUMBER_EXPECTED = 'A number is expected, such as 0.5. tab: to the dashboard.';

function typed(state: CourseState, key: string): CourseState {
  const choices = choicesOf(stepOf(state));
  if (choices !== undefined) {
    // The reason of a wrong answer stays for a person who confirms it.
    const isSaid = key === 'enter' && state.remark !== '';
    return isSaid ? state : { ...state, remark: `There are answers 1 to ${choices.length}.` };
  }
  if (key === 'backspace' || key === 'delete') return { ...state, typed: state.typed.slice(0, -1), remark: '' };
  if (!/^[\d.,−-]$/.test(key) && !(state.typed !== '' && /^[eE+]$/.test(key)))
    return { ...state, remark: NUMBER_EXPECTED };
  if (state.typed.length >= LONGEST_ANSWER) return state;
  return { ...state, typed: state.typed + key, remark: '' };
}

function answered(state: CourseState, sight: Sight): CourseState {
  const step = stepOf(state);
  if (step === undefined || !('predict' in step) || step.number === undefined || state.phase !== 'open') return state;
  const answer = readNumber(state.typed);
  if (answer === undefined) return { ...state, remark: NUMBER_EXPECTED };
  if (step.mustBeRight === true && rightTruth(step, answer, state, sight) === undefined) {
    const truth = truthNow(step, state, sight);
    if (truth === undefined) return { ...state, remark: 'The run does not show it here. h helps.' };
    const remark = `${state.typed} is too ${answer > truth ? 'large' : 'small'}. Try again; h is a hint.`;
    return { ...state, typed: '', remark };
  }
  return looked({ ...state, answer, phase: 'waiting', remark: '' }, sight);
}

/** The number that a person typed; undefined for another text. `1,000` is a thousand, as the screen writes it, and `0,5` a half. */
export function readNumber(text: string): number | undefined {
  const plain = text.trim().replace('−', '-');
  const isGrouped = /^-?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/.test(plain);
  const trimmed = isGrouped ? plain.replaceAll(',', '') : plain.replace(',', '.');
  const value = Number(trimmed);
  return trimmed !== '' && Number.isFinite(value) ? value : undefined;
}

function chosen(state: CourseState, choice: number, sight: Sight): CourseState {
  const step = stepOf(state);
  const choices = choicesOf(step);
  if (step === undefined || state.phase !== 'open' || choices?.[choice] === undefined) return state;
  if ('predict' in step) return looked({ ...state, answer: choice, phase: 'waiting', remark: '' }, sight);
  if (!('explain' in step)) return state;
  const { right = false, because } = step.choices[choice] as ExplainStep['choices'][number];
  const said = textWith(because, state, sight);
  if (!right) return { ...state, tried: [...new Set([...state.tried, choice])], remark: said };
  const result: Result = state.isShown ? { kind: 'shown' } : { kind: 'answered', isRight: state.tried.length === 0 };
  return {
    ...withResult(state, result),
    phase: 'done',
    answer: choice,
    truth: choice,
    isRight: true,
    remark: '',
    why: said,
  };
}

function hinted(state: CourseState, sight: Sight): CourseState {
  const step = stepOf(state);
  const open = { ...state, isFolded: false };
  if (step === undefined) return open;
  // Where the run has none of the numbers of the step, the lesson begins again, up to here.
  if (isElsewhere(state, sight) && state.step > 0) return { ...open, resumeAt: state.step, wants: 'again' };
  if ('say' in step || 'look' in step) return { ...open, remark: 'Nothing to do here: enter goes on.' };
  // After the answer, the keys that show the truth can be shown, too.
  if (state.phase === 'done' || state.player !== undefined) return open;
  if (state.hints < HINTS) return { ...open, hints: state.hints + 1, remark: '' };
  return looked(
    { ...open, isShown: true, remark: '', player: { pending: stepsLeft(state, step), pressed: undefined } },
    sight,
  );
}

/** True where a person is at a place of the run at which the text of the step has a number that is not known. */
export function isElsewhere(state: CourseState, sight: Sight): boolean {
  const step = stepOf(state);
  if (step === undefined || state.asked !== '' || state.keeps || !sight.isSettled) return false;
  return sight.state !== 'running' && textWith(taskOf(step), state, sight).includes(UNKNOWN);
}

/** The text before: a thing that is done would be done again at once. */
function back(state: CourseState, sight: Sight): CourseState {
  const { steps } = state.lesson;
  const before = steps.slice(0, state.step).findLastIndex((step) => !('do' in step));
  return before === -1
    ? { ...state, remark: 'There is no text before this one.' }
    : { ...begin(state, before, sight), isFolded: false };
}

/** The keys that are left to do of a step. */
function stepsLeft({ phase }: CourseState, step: Step): readonly ShownStep[] {
  const all = shownSteps(step);
  return phase === 'waiting' ? all.slice(all.indexOf('answer') + 1) : all;
}

/** The program has pressed a key. In the place of an answer are the keys that give it. */
function played(state: CourseState, sight: Sight): CourseState {
  const [first, ...rest] = state.player?.pending ?? [];
  if (first === 'answer') {
    const keys = answerKeys(state, sight).map((key) => ({ key }));
    return {
      ...state,
      typed: '',
      hasFocus: true,
      player: { pending: [...keys, ...rest], pressed: state.player?.pressed },
    };
  }
  if (first !== undefined && isWay(first)) {
    const more = nextOnWay(first, sight);
    return { ...state, player: { pending: [...more, ...rest], pressed: state.player?.pressed } };
  }
  if (first !== undefined) {
    const pressed = 'key' in first ? first.key : state.player?.pressed;
    return { ...state, player: { pending: rest, pressed } };
  }
  // On the way to an earlier step, a text is passed, and so is a step that its keys did not finish.
  if (state.resumeAt === undefined) return shownToItsEnd(state);
  return begin(state, state.step + 1, sight);
}

/**
 * The program has pressed all keys of a step. Where they did not finish it, since the run is somewhere else, the lesson begins again, and
 * the program does all steps up to the next one.
 */
function shownToItsEnd(state: CourseState): CourseState {
  const ended = { ...state, player: undefined };
  if (!state.isShown || state.phase === 'done') return ended;
  return { ...withResult(ended, { kind: 'shown' }), resumeAt: state.step + 1, wants: 'again' };
}

/** One more arrow on the way to an option or a weight; nothing once it is chosen. */
export function nextOnWay(way: OptionStep | WeightStep, sight: Sight): readonly ShownStep[] {
  if (way.left === 0) return [];
  const rest = { ...way, left: way.left - 1 };
  if ('option' in way) {
    const isThere = sight.option === undefined || sight.option === way.option;
    return isThere ? [] : [{ key: 'down' }, rest];
  }
  const key = arrowTo(way.weight, sight);
  return key === undefined ? [] : [{ key }, rest];
}

/** The arrow to a weight: rows first, through the matrices in their order. The first arrow chooses the first weight. */
function arrowTo(target: string, { weight, parameters }: Sight): string | undefined {
  const [, name = '', row, column] = /^(\w+)\[(\d+),(\d+)\]$/.exec(target) ?? [];
  if (weight === undefined) return 'down';
  const matrices = parameters.indexOf(name) - parameters.indexOf(weight.name);
  const down = matrices === 0 ? Number(row) - weight.row : matrices;
  if (down !== 0) return down > 0 ? 'down' : 'up';
  const right = Number(column) - weight.column;
  return right === 0 ? undefined : right > 0 ? 'right' : 'left';
}

/** The keys of the right answer; of a guess, where the run does not show the truth yet. */
export function answerKeys(state: CourseState, sight: Sight): readonly string[] {
  const step = stepOf(state);
  if (step === undefined) return [];
  if ('explain' in step) return [String(1 + step.choices.findIndex(({ right }) => right === true))];
  if (!('predict' in step)) return [];
  const truth = truthNow(step, state, sight);
  if (step.number === undefined) return [String(1 + (truth ?? 0))];
  const { guess } = step.number;
  const guessed = guess === undefined ? undefined : numberOf(guess, sight, state.kept);
  const answer = step.mustBeRight === true ? truth : (guessed ?? truth);
  return [...String(Number((answer ?? 0).toPrecision(4))), 'enter'];
}

function withResult(state: CourseState, result: Result): CourseState {
  // On the way to a later step nothing is counted again; a step that was answered stays so.
  if (state.resumeAt !== undefined || state.results[state.step]?.kind === 'answered') return state;
  const results = state.lesson.steps.map((_, at) => (at === state.step ? result : state.results[at]));
  return { ...state, results };
}
