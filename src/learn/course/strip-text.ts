import { counted } from '../../language/wording.ts';
import type { PredictStep, Step } from './schema.ts';
import type { Sight } from './sight.ts';
import { type CourseState, canGoOn, choicesOf, hasOwnEnter, isAsking, isClosing, stepOf, taskOf } from './state.ts';
import { hintWith, isElsewhere, isOffTheWay, textWith } from './step-texts.ts';
import { numberText } from './words.ts';

/*
 * The words of the strip beside the dashboard: what a step asks, the answer, the hints. The strip draws them, plain mode reads them.
 */

export type Part =
  | { readonly kind: 'text' | 'remark' | 'hint' | 'why' | 'player'; readonly text: string }
  /** An answer to choose, from 1. */
  | {
      readonly kind: 'choice';
      readonly number: number;
      readonly text: string;
      readonly mark: 'right' | 'wrong' | 'yours' | undefined;
    }
  /** The answer that is being typed. */
  | { readonly kind: 'input'; readonly text: string }
  /** The answer beside the truth. */
  | { readonly kind: 'truth'; readonly text: string; readonly isRight: boolean };

export interface StripText {
  readonly title: string;
  /** `3 of 9` */
  readonly place: string;
  /** `done` where the last keys did this step, whose reason is shown; `2 done` where they did the step before. */
  readonly passed: string | undefined;
  /** True while the program does the steps before. */
  readonly isOnWay: boolean;
  readonly parts: readonly Part[];
  /** The keys that the strip takes, with words; the most needed first. */
  readonly keys: readonly { readonly key: string; readonly words: string }[];
}

/** @param isBrief leaves out what was read before: a strip of few lines has no room for it. */
export function stripText(state: CourseState, sight: Sight, isBrief = false): StripText {
  const { lesson, step: at, review } = state;
  const step = stepOf(state);
  const place = review
    ? `${review.number} of ${review.of}`
    : `${Math.min(at + 1, lesson.steps.length)} of ${lesson.steps.length}`;
  return {
    title: lesson.title,
    place: step === undefined ? 'done' : place,
    isOnWay: state.resumeAt !== undefined,
    passed: passedWords(state),
    parts:
      state.resumeAt !== undefined
        ? [
            {
              kind: 'text',
              text:
                review === undefined
                  ? 'The program does the earlier steps ...'
                  : 'The program prepares the question ...',
            },
          ]
        : partsOf(state, step, sight, isBrief),
    keys: keysOf(state, step, sight),
  };
}

function passedWords(state: CourseState): string | undefined {
  const { lesson, step: at, results, phase, resumeAt } = state;
  if (resumeAt !== undefined) return undefined;
  const isDoneByHand = (place: number): boolean => {
    const step = lesson.steps[place];
    return step !== undefined && 'do' in step && results[place]?.kind === 'answered';
  };
  if (phase === 'done') return isDoneByHand(at) ? 'done' : undefined;
  const before = lesson.steps[at - 1];
  const isNew = phase === 'open' && before !== undefined && 'do' in before && before.why === undefined;
  return isNew && isDoneByHand(at - 1) ? `${at} done` : undefined;
}

function partsOf(state: CourseState, step: Step | undefined, sight: Sight, isBrief: boolean): readonly Part[] {
  if (step === undefined) return endParts(state);
  const asked = state.asked === '' ? textWith(taskOf(step), state, sight) : state.asked;
  const { phase, why, remark, player } = state;
  const text: Part = { kind: 'text', text: asked };
  const hints = hintParts(state, step, sight);
  const lost = isElsewhere(state, sight)
    ? ELSEWHERE
    : isOffTheWay(state, sight)
      ? OFF_THE_WAY
      : closedWords(step, sight);
  const said = remark === '' || (lost !== '' && !isAsking(state)) ? lost : remark;
  const remarks: readonly Part[] = said === '' ? [] : [{ kind: 'remark', text: said }];
  const reason: readonly Part[] = why === '' ? [] : [{ kind: 'why', text: why }];
  const shown: readonly Part[] = player === undefined ? [] : [{ kind: 'player', text: playerWords(player.pressed) }];
  // Where there is no room, the key says that the lesson ends.
  if (isClosing(state)) return [text, ...remarks, ...(isBrief ? [] : endParts(state))];
  if ('say' in step || 'look' in step) return [text, ...remarks];
  if ('do' in step) return phase === 'done' ? reason : [text, ...(remarks.length > 0 ? remarks : hints), ...shown];
  const choices = choiceParts(state, step);
  // A hint or a remark takes the place of a question with answers to choose.
  const hasTaken = choices.length > 0 && (remarks.length > 0 || hints.length > 0);
  const question = isBrief && (phase === 'done' || hasTaken) ? [] : [text];
  if (phase === 'done') {
    // Brief: the right answer, and the person's own.
    const shownChoices = choices.filter(
      (part) => !isBrief || (part.kind === 'choice' && (part.mark === 'right' || part.number - 1 === state.answer)),
    );
    return [...question, ...shownChoices, ...truthParts(state, step), ...reason];
  }
  if (phase === 'waiting' && 'predict' in step) {
    return [...answerParts(state, step), ...(remarks.length > 0 ? remarks : hints), ...shown];
  }
  const input: readonly Part[] = choices.length > 0 ? choices : [{ kind: 'input', text: state.typed }];
  // A remark about an answer takes the place of the hints, which were read.
  return [...question, ...input, ...(remarks.length > 0 ? remarks : hints), ...shown];
}

const ELSEWHERE = '[?] is not known at this place of the run. h goes to the right place.';

const OFF_THE_WAY = 'The run has left the place of this step: h brings it back.';

/** A person has closed the line in which the step continues. */
function closedWords(step: Step, { view, lines }: Sight): string {
  if (!('do' in step) || view !== 'panes' || step.until.inside === undefined || step.show.includes('enter')) return '';
  const line = lines.indexOf(step.until.inside.line) + 1;
  return `Line ${line} is closed: choose it with the arrows, then enter opens it.`;
}

function endParts({ results, next, review }: CourseState): readonly Part[] {
  if (review !== undefined) {
    const left = review.of - review.number;
    const text =
      left > 0
        ? `${left} to go${next === undefined ? ': backprop-tui learn review opens the next one.' : '.'}`
        : 'That was all for today. You can also practise with a level of backprop-tui learn rebuild.';
    return [{ kind: 'text', text }];
  }
  const of = (kind: string): number => results.filter((result) => result?.kind === kind).length;
  const after = next === undefined ? 'This was the last lesson.' : `Next: ${next}.`;
  const sentences = ['End of the lesson.', doneWords(of('answered'), of('shown')), after];
  return [{ kind: 'text', text: sentences.filter((each) => each !== '').join(' ') }];
}

function doneWords(answered: number, shown: number): string {
  if (answered === 0) return shown === 0 ? '' : `The program showed ${counted(shown, 'step')}.`;
  return `You did ${counted(answered, 'step')} yourself${shown === 0 ? '' : `, and the program showed ${shown}`}.`;
}

/** The newest hint: the ones before it were read. */
function hintParts(state: CourseState, step: Step, sight: Sight): readonly Part[] {
  const hint = hintWith(state, step, sight);
  return hint === undefined ? [] : [{ kind: 'hint', text: `Hint ${state.hints}: ${hint}` }];
}

function playerWords(pressed: string | undefined): string {
  return pressed === undefined ? 'Watch the keys ...' : `Key: ${keyLabel(pressed)}`;
}

/** A key as a person reads it. */
export function keyLabel(key: string): string {
  const named: Readonly<Record<string, string>> = {
    escape: 'esc',
    pageup: 'pgup',
    pagedown: 'pgdn',
    'shift+tab': 'Shift-Tab',
    'ctrl+r': 'Ctrl-R',
  };
  return named[key] ?? key;
}

function choiceParts(state: CourseState, step: Step): readonly Part[] {
  const { phase, tried, answer, truth } = state;
  return (choicesOf(step) ?? []).map(({ text }, choice): Part => {
    const isWrong = tried.includes(choice) || (phase === 'done' && choice === answer && state.isRight === false);
    const mark =
      phase === 'done' && choice === truth ? 'right' : isWrong ? 'wrong' : choice === answer ? 'yours' : undefined;
    return { kind: 'choice', number: choice + 1, text, mark };
  });
}

function answerParts({ answer = 0 }: CourseState, step: PredictStep): readonly Part[] {
  const own = step.number === undefined ? (step.choices?.[answer]?.text ?? '') : numberText(answer);
  const [key] = step.holds ?? [];
  const next = step.next ?? (key === undefined ? '' : `Now press ${keyLabel(key)}.`);
  return [{ kind: 'text', text: `Your answer: ${own}. ${next}`.trim() }];
}

function truthParts({ answer = 0, truth = 0, isRight = false }: CourseState, step: Step): readonly Part[] {
  if (!('predict' in step) || step.number === undefined) return [];
  const { percent = 0 } = step.number;
  // A tick beside two different numbers needs an explanation.
  const isFar = isRight && percent > FAR && Math.abs(answer - truth) * 100 > FAR * Math.abs(truth);
  const text = `yours ${numberText(answer)}   true ${numberText(truth)}${isFar ? ': close enough' : ''}`;
  return [{ kind: 'truth', text, isRight }];
}

/** A right answer is explained when it differs from the truth by more than this many percent. */
const FAR = 10;

function keysOf(
  state: CourseState,
  step: Step | undefined,
  { hasQuestion, view, hiddenPanes }: Sight,
): StripText['keys'] {
  const { phase, hints, player, focus, review } = state;
  // Keys wait until the program has done the steps before.
  if (state.resumeAt !== undefined) return [];
  if (focus === 'folded') return [{ key: 'tab', words: 'opens' }];
  if (player !== undefined) return [{ key: 'any key', words: 'stops' }];
  if (hasQuestion) return [{ key: 'esc', words: 'leaves the question below' }];
  const go = step !== undefined && !isClosing(state) ? 'next' : review === undefined ? 'next lesson' : 'next question';
  const on = canGoOn(state) ? [{ key: 'enter', words: go }] : [];
  const answers = !isAsking(state)
    ? []
    : choicesOf(step) === undefined
      ? [{ key: 'enter', words: 'answer' }]
      : [{ key: `1-${choicesOf(step)?.length}`, words: 'choose' }];
  const hasHints = step !== undefined && 'hints' in step && phase !== 'done';
  const hint = hasHints ? [{ key: 'h', words: hints < 3 ? 'hint' : 'show me' }] : [];
  if (hasOwnEnter(view))
    return [...(on.length + answers.length > 0 ? [{ key: 'esc', words: 'back to here' }] : []), ...hint];
  // Inside a line, tab goes to the next line.
  const back = { key: view === 'inspect' ? 'esc tab' : 'tab', words: 'answer here' };
  if (focus === 'panes') return [...(on.length + answers.length > 0 ? [back] : []), ...hint];
  const hidden = hiddenPanes.filter((name) => name === step?.pane);
  return [...on, ...answers, ...hidden.map((words) => ({ key: 'tab', words })), ...hint];
}

/** The words of a strip as lines, for a screen reader. */
export function spokenLines({ title, place, passed, isOnWay, parts, keys }: StripText): readonly string[] {
  return [
    ...(isOnWay ? [] : [`${title}, ${place === 'done' ? place : `step ${place}`}.`]),
    ...(passed === undefined ? [] : [passed === 'done' ? 'Done.' : `Step ${passed}.`]),
    ...parts.map(partLine),
    ...(keys.length === 0 ? [] : [`${keys.map(({ key, words }) => `${key}: ${words}`).join(', ')}.`]),
  ];
}

function partLine(part: Part): string {
  switch (part.kind) {
    case 'choice':
      return `${part.number}: ${part.text}${part.mark === undefined ? '' : `, ${part.mark}`}`;
    case 'input':
      return `Answer: ${part.text}`;
    case 'truth':
      return `${part.text.replace(/ {2,}/, ', ')}, ${part.isRight ? 'right' : 'not the same'}`;
    default:
      return part.text;
  }
}
