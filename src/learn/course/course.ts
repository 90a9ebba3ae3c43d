/*
 * The engine of a course: a pure function of a lesson, the progress in it, and a message. It has the rules of each kind of step: how it
 * continues, when it counts as answered, and how it is shown. One file, since one message may end a step and begin the next.
 */
import { isRightAnswer, readNumber, rightTruth, truthNow } from './answer.ts';
import { holds } from './condition.ts';
import { isWay } from './key-script.ts';
import type { ExplainStep, PredictStep, Step } from './schema.ts';
import { answerKeys, nextOnWay, shownSteps, stepsLeft } from './shown-keys.ts';
import type { Sight } from './sight.ts';
import {
  type CourseMessage,
  type CourseState,
  choicesOf,
  hasKeys,
  isAsking,
  isClosing,
  type Opening,
  type Result,
  stepOf,
} from './state.ts';
import { isElsewhere, isOffTheWay, textWith, withAsked, withSeen } from './step-texts.ts';
import { type Kept, numberOf } from './value.ts';

/** Characters of an answer. */
const LONGEST_ANSWER = 24;
const HINTS = 3;

/** The start of a lesson, or of the way to the step where a person stopped. */
export function beginLesson({ lesson, name, next, resumeAt = 0, results = [], review }: Opening): CourseState {
  const step = Math.min(resumeAt, lesson.steps.length);
  const state: CourseState = {
    ...(review && { review }),
    ...{ lesson, name, next, results, step: 0, wants: undefined, kept: {}, seen: undefined },
    ...fresh,
    resumeAt: step > 0 ? step : undefined,
  };
  return withReplay({ ...state, keeps: lesson.steps[0]?.keep !== undefined });
}

/** The fields that start again with each step. */
const fresh = {
  phase: 'open',
  asked: '',
  hintsThen: [],
  from: undefined,
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
  focus: 'strip',
  player: undefined,
  resumeAt: undefined,
} satisfies Partial<CourseState>;

/** The state after a message. */
export function advance(state: CourseState, message: CourseMessage, sight: Sight): CourseState {
  const step = stepOf(state);
  switch (message.type) {
    case 'saw':
      return looked(state, sight);
    case 'next':
      if (step === undefined) return state.next === undefined ? state : { ...state, wants: 'next' };
      if ('say' in step || 'look' in step) return afterText(withResult(state, { kind: 'read' }), sight);
      return state.phase === 'done' ? begin(state, state.step + 1, sight) : state;
    case 'back':
      return back(state, sight);
    // A digit may have been pressed while the dashboard took the keys.
    case 'typed':
      return withKeys(typed(state, message.key));
    case 'answer':
      return answered(state, sight);
    case 'choose':
      return withKeys(chosen(state, message.choice, sight));
    case 'hint':
      return hinted(state, sight);
    case 'held':
    case 'open':
      return withKeys(state);
    case 'fold':
      return { ...state, focus: 'folded' };
    case 'reach':
      return { ...state, focus: 'reached' };
    case 'leave':
      return { ...state, focus: 'panes' };
    case 'played':
      return played(state, sight);
    case 'stopPlayer':
      return state.player === undefined ? state : { ...state, player: undefined };
  }
}

/** The state in which the open strip takes the keys. */
function withKeys(state: CourseState): CourseState {
  return hasKeys(state) ? state : { ...state, focus: 'strip' };
}

/** The same after a step that is done: a folded strip stays as it is. */
function withKeysIfOpen(state: CourseState): CourseState {
  return state.focus === 'folded' ? state : withKeys(state);
}

/** Begins a step, or the end of the lesson. */
function begin(state: CourseState, at: number, sight: Sight): CourseState {
  const { resumeAt, lesson, focus } = state;
  const next: CourseState = {
    ...state,
    ...fresh,
    step: at,
    keeps: lesson.steps[at]?.keep !== undefined,
    resumeAt: resumeAt !== undefined && at < resumeAt ? resumeAt : undefined,
    // The end of a lesson opens the strip.
    focus: focus === 'folded' && at < lesson.steps.length ? 'folded' : 'strip',
  };
  return looked(withReplay(next), sight);
}

/** Continues after a text. The text at the end names the next lesson, and opens it. */
function afterText(state: CourseState, sight: Sight): CourseState {
  const next = begin(state, state.step + 1, sight);
  return isClosing(state) ? { ...next, wants: 'next' } : next;
}

/** On the way to the step where a person stopped, the program does each step itself. */
function withReplay(state: CourseState): CourseState {
  const step = stepOf(state);
  if (state.resumeAt === undefined || step === undefined) return state;
  return { ...state, player: { pending: shownSteps(step), pressed: undefined } };
}

function looked(before: CourseState, sight: Sight): CourseState {
  const step = stepOf(before);
  if (step === undefined) return before;
  const state = withAsked(withKept(withSeen(atFurthest(before, step, sight), sight), step, sight), step, sight);
  if (state.keeps) return state;
  if ('do' in step && state.phase === 'open' && holds(step.until, sight, state.kept)) {
    const done = withResult(state, { kind: state.isShown ? 'shown' : 'answered' });
    return step.why === undefined
      ? begin(done, state.step + 1, sight)
      : withKeysIfOpen({ ...done, phase: 'done', why: textWith(step.why, state, sight) });
  }
  if ('predict' in step && state.phase === 'waiting' && isRevealed(step, sight, state.kept))
    return revealed(state, step, sight);
  return state;
}

function isRevealed({ until }: PredictStep, sight: Sight, kept: Kept): boolean {
  return sight.isSettled && (until === undefined || holds(until, sight, kept));
}

/**
 * The state, at the beginning of its step again where the step waits for the run to go back, and the run has continued instead: the step then
 * keeps the furthest iteration, from which the way back leads.
 */
function atFurthest(state: CourseState, step: Step, { isSettled, iteration }: Sight): CourseState {
  if (!isSettled || state.keeps || state.phase !== 'open' || !('do' in step)) return state;
  const { below, to } = step.until;
  if (below === undefined && to === undefined) return state;
  const isPast = Object.entries(step.keep ?? {}).some(
    ([name, source]) => source === 'iteration' && iteration > (state.kept[name] ?? iteration),
  );
  return isPast ? { ...state, keeps: true, asked: '' } : state;
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
  return withKeysIfOpen({
    ...done,
    phase: 'done',
    remark: '',
    why: step.why === undefined ? '' : textWith(step.why, told, sight),
  });
}

const NOT_DONE = 'Not done yet: h is a hint, tab goes to the panes.';
const NUMBER_EXPECTED = 'Type a number, such as 1.25. tab goes to the dashboard.';

function typed(state: CourseState, key: string): CourseState {
  if (!isAsking(state)) return { ...state, remark: NOT_DONE };
  const choices = choicesOf(stepOf(state));
  if (choices !== undefined) {
    // The reason of a wrong answer stays for a person who confirms it.
    const isSaid = key === 'enter' && state.remark !== '';
    return isSaid ? state : { ...state, remark: `Press a number from 1 to ${choices.length}.` };
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
    // The numbers that the question names are those of its beginning.
    const truth = state.truthThen ?? truthNow(step, state, sight);
    if (truth === undefined) return { ...state, remark: 'The run does not show it here. h is a hint.' };
    const remark = `${state.typed} is too ${answer > truth ? 'large' : 'small'}. Try again; h is a hint.`;
    return { ...state, typed: '', remark };
  }
  return looked({ ...state, answer, phase: 'waiting', remark: '' }, sight);
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
  const open: CourseState = state.focus === 'folded' ? { ...state, focus: 'panes' } : state;
  if (step === undefined) return open;
  // If the run has none of the numbers of the step, or has left its place, the lesson starts again, up to here.
  const isLost = (isElsewhere(state, sight) && state.step > 0) || isOffTheWay(state, sight);
  if (isLost) return { ...open, resumeAt: state.step, wants: 'again' };
  if ('say' in step || 'look' in step) return { ...open, remark: 'Nothing to do here: enter continues.' };
  // After the answer, the keys that show the truth can be shown, too.
  if (state.phase === 'done' || state.player !== undefined) return open;
  if (state.hints < HINTS) return { ...open, hints: state.hints + 1, remark: '' };
  return looked(
    { ...open, isShown: true, remark: '', player: { pending: stepsLeft(state, step), pressed: undefined } },
    sight,
  );
}

/** The text before. A step to do would be done again at once. */
function back(state: CourseState, sight: Sight): CourseState {
  const { steps } = state.lesson;
  const before = steps.slice(0, state.step).findLastIndex((step) => !('do' in step));
  return before === -1 ? { ...state, remark: 'This is the first text.' } : withKeys(begin(state, before, sight));
}

/** The program has pressed a key. In place of `answer` come the keys that give it. */
function played(state: CourseState, sight: Sight): CourseState {
  const [first, ...rest] = state.player?.pending ?? [];
  if (first === 'answer') {
    const keys = answerKeys(state, sight).map((key) => ({ key }));
    return {
      ...withKeys(state),
      typed: '',
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
 * The program has pressed all keys of a step. Where they did not finish it, because the run is somewhere else, the lesson starts again,
 * and the program does all steps up to the next one.
 */
function shownToItsEnd(state: CourseState): CourseState {
  const ended = { ...state, player: undefined };
  if (!state.isShown || state.phase === 'done') return ended;
  return { ...withResult(ended, { kind: 'shown' }), resumeAt: state.step + 1, wants: 'again' };
}

function withResult(state: CourseState, result: Result): CourseState {
  // On the way to a later step nothing is counted again: an answered step stays answered.
  if (state.resumeAt !== undefined || state.results[state.step]?.kind === 'answered') return state;
  const results = state.lesson.steps.map((_, at) => (at === state.step ? result : state.results[at]));
  return { ...state, results };
}
