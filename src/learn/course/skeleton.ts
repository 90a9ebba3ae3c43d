import { count } from '../../language/wording.ts';
import { plainText } from '../../scenario/plain-text.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { panesIn } from './pane-words.ts';
import { type Lesson, lessonLimits, type Step } from './schema.ts';
import { expressionIn, isFault } from './value.ts';

/*
 * The skeleton of a lesson, from a saved run: its description, its watches, a step to do for each of its changes, a step to look at for
 * each of its marks, and a prediction of its end. A teacher replaces the words.
 */

/** A change that a person can make with keys. */
export interface ChangeByHand {
  readonly at: number;
  /** `learningRate = 10` */
  readonly words: string;
  readonly show: string;
  readonly until: Extract<Step, { do: string }>['until'];
  readonly hints: readonly [string, string, string];
  /** True for a cell, which is chosen in the pane of the weights. */
  readonly isOfWeights: boolean;
}

/** Characters of a text to look at, which fit at 60×20. */
const LONGEST_LOOK = 200;
/** Watches that get a step. */
const WATCHES = 3;
/** Steps at changes and marks. The others are the beginning, watches and the end. */
const MOST_STEPS = lessonLimits.steps - WATCHES - 2;

export interface Skeleton {
  readonly lesson: Lesson;
  /** Changes and marks for which the lesson has no room. */
  readonly left: number;
}

/**
 * @param named the scenario as the lesson names it.
 * @param byHand its changes as keys; undefined where keys cannot make them: the run then makes them itself.
 */
export function skeletonOf(scenario: Scenario, named: string, byHand: readonly ChangeByHand[] | undefined): Skeleton {
  const { name, description = '', changes, watches, marks = [] } = scenario;
  const words = plainText(description);
  const places = [
    ...marks.map(({ at, note = '' }) => ({ at, steps: [markStep(at, plainText(note))] })),
    ...(byHand?.map((change) => ({ at: change.at, steps: changeSteps(change) })) ??
      changes.map((change) => ({ at: change.at, steps: [seenStep(change)] }))),
  ].sort((one, other) => one.at - other.at);
  const steps: Step[] = [];
  let [here, left] = [0, 0];
  for (const { at, steps: own } of places) {
    const all = at === here ? own : [goTo(at), ...own];
    if (left > 0 || steps.length + all.length > MOST_STEPS) {
      left++;
      continue;
    }
    here = at;
    steps.push(...all);
  }
  const plain = watches.filter((watch) => !isBreakpoint(watch));
  const [pane] = panesIn(words);
  const lesson: Lesson = {
    title: cut(plainText(name), 50),
    about: cut(words === '' ? 'the words of this lesson are still to be written' : words, 100),
    minutes: 5,
    scenario: named,
    ...(byHand !== undefined && byHand.length > 0 ? { withoutChanges: true } : {}),
    // A run that stops on its way is at no place that a step can name.
    ...(plain.length < watches.length ? { withoutBreakpoints: true } : {}),
    steps: [
      {
        say: cut(words === '' ? 'Say here what this run is about.' : words, lessonLimits.sentence - 60),
        ...(pane === undefined ? {} : { pane }),
      },
      ...plain.slice(0, WATCHES).map(watchStep),
      ...steps,
      end,
    ],
  };
  return { lesson, left };
}

const end: Step = {
  predict: 'What will the error be at the end of the run?',
  pane: 'error',
  number: { truth: 'error', within: 0.05, guess: '0.1' },
  holds: ['$'],
  next: 'Now run to the end: press $.',
  until: { state: 'ended' },
  show: 'answer $',
  hints: ['Will it be large or small?', 'Look at the curve so far.', 'Make a guess, then press $.'],
  why: 'The error is {error}. Say why.',
};

function isBreakpoint(watch: string): boolean {
  const read = expressionIn(watch);
  return !isFault(read) && read.kind === 'binary' && /^[<>]=?$/.test(read.operator);
}

function watchStep(watch: string): Step {
  return { look: cut(`The run watches ${watch}. Say what to see there.`, 170), pane: 'notes' };
}

function markStep(at: number, note: string): Step {
  const words = note === '' ? `You marked iteration ${count(at)}. Say what to see here.` : note;
  const isEnded = /[.!?:;…]\s*$/.test(words);
  const whole = `${withoutBraces(words)}${isEnded ? '' : '.'} The error is {error}.`;
  // A long note is shown without the error rather than cut.
  const [pane = 'predictions'] = panesIn(words);
  return { look: whole.length > LONGEST_LOOK ? cut(words, LONGEST_LOOK) : whole, pane };
}

function changeSteps({ words, show, until, hints, isOfWeights }: ChangeByHand): readonly Step[] {
  const act: Step = {
    do: cut(`Now make a change: ${words}. Say why.`, 170),
    until,
    show,
    hints: [...hints],
  };
  return isOfWeights ? [{ look: 'Say which of these weights will change.', pane: 'weights' }, act] : [act];
}

function seenStep({ set }: Scenario['changes'][number]): Step {
  const all = Object.entries(set).map(([key, value]) => `${plainText(key)} = ${JSON.stringify(value)}`);
  return { say: cut(`Here the run changes: ${all.join(', ')}. Say why.`, 170) };
}

function goTo(at: number): Step {
  return {
    do: `Go to iteration ${count(at)}: press g, type ${at}, press enter.`,
    until: { iteration: at, line: 0 },
    show: `g type:${at} enter`,
    hints: ['g is for go to.', 'The question is in the last line of the screen.', `g, then ${at}, then enter.`],
  };
}

/** A text of the scenario in the words of a lesson, where braces would be around a number of the run. */
function withoutBraces(text: string): string {
  return plainText(text).replaceAll('{', '(').replaceAll('}', ')');
}

function cut(text: string, most: number): string {
  const own = withoutBraces(text);
  if (own.length <= most) return own;
  const short = own.slice(0, most - 3);
  const space = short.lastIndexOf(' ');
  return `${space > 0 ? short.slice(0, space) : short}...`;
}
