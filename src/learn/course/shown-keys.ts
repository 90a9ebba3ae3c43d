/* The keys by which the program shows a step. */
import { truthNow } from './answer.ts';
import { type OptionStep, readShownKeys, type ShownStep, type WeightStep } from './key-script.ts';
import type { Step } from './schema.ts';
import type { Sight } from './sight.ts';
import { type CourseState, stepOf } from './state.ts';
import { numberOf } from './value.ts';

/** The keys that do a step; none for a text. */
export function shownSteps(step: Step): readonly ShownStep[] {
  if ('say' in step || 'look' in step) return [];
  if ('explain' in step) return ['answer'];
  const read = readShownKeys(step.show);
  return 'word' in read ? [] : read;
}

/** The keys that are left to do of a step. */
export function stepsLeft({ phase }: CourseState, step: Step): readonly ShownStep[] {
  const all = shownSteps(step);
  return phase === 'waiting' ? all.slice(all.indexOf('answer') + 1) : all;
}

/** The first option that the rest of a step sets; undefined for none. */
export function firstOption(state: CourseState, step: Step): string | undefined {
  const ways = stepsLeft(state, step).flatMap((own) => (own !== 'answer' && 'option' in own ? [own] : []));
  return ways[0]?.option;
}

/** True where `enter` is a key of the dashboard that does the step: it opens a line, and does not only end a typed text. */
export function needsEnter({ phase }: CourseState, step: Step): boolean {
  if (!('show' in step)) return false;
  // A person may have closed the line that a step before has opened.
  if (step.until?.inside !== undefined) return true;
  const words = step.show.split(/\s+/);
  let isTyping = false;
  for (const word of words.slice(phase === 'waiting' ? words.indexOf('answer') + 1 : 0)) {
    if (word === 'enter' && !isTyping) return true;
    isTyping = word !== 'enter' && (isTyping || word.startsWith('type:'));
  }
  return false;
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
