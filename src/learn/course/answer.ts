/* The right answer to a question, and the answer of a person. */
import { holds } from './condition.ts';
import type { PredictStep } from './schema.ts';
import type { Sight } from './sight.ts';
import type { CourseState } from './state.ts';
import { type Kept, numberOf } from './value.ts';

/** The right answer, if the run shows it: a number, or the number of a choice from 0. */
export function truthOf({ number, choices = [] }: PredictStep, sight: Sight, kept: Kept): number | undefined {
  if (number !== undefined) return numberOf(number.truth, sight, kept);
  const right = choices.findIndex(({ when }) => holds(when, sight, kept));
  return right === -1 ? undefined : right;
}

/** The same for an answer that must be right: if the run no longer shows it, the last known one. */
export function truthNow(step: PredictStep, { kept, seen, truthThen }: CourseState, sight: Sight): number | undefined {
  const truth = truthOf(step, sight, kept);
  if (truth !== undefined || step.mustBeRight !== true || step.number === undefined) return truth;
  return truthThen ?? seen?.numbers[step.number.truth];
}

/** The truth that a calculated answer agrees with: the current one, or that of the numbers in the question. */
export function rightTruth(step: PredictStep, answer: number, state: CourseState, sight: Sight): number | undefined {
  if (step.mustBeRight !== true) return undefined;
  const truths = [truthNow(step, state, sight), state.truthThen];
  return truths.find((truth) => truth !== undefined && isRightAnswer(step, answer, truth, sight, state.kept));
}

export function isRightAnswer(
  { number, choices }: PredictStep,
  answer: number,
  truth: number,
  sight: Sight,
  kept: Kept,
): boolean {
  if (number === undefined) return choices?.[answer] !== undefined && holds(choices[answer].when, sight, kept);
  const { within = 0, percent = 0 } = number;
  const most = Math.max(within, (percent / 100) * Math.abs(truth));
  // A number with few digits is as exact as its digits.
  return Math.abs(answer - truth) <= most * (1 + 1e-9) + 1e-12;
}

/** The number that a person typed; undefined for another text. `1,000` is a thousand, as the screen writes it, and `0,5` a half. */
export function readNumber(text: string): number | undefined {
  const plain = text.trim().replace('−', '-');
  const isGrouped = /^-?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/.test(plain);
  const trimmed = isGrouped ? plain.replaceAll(',', '') : plain.replace(',', '.');
  const value = Number(trimmed);
  return trimmed !== '' && Number.isFinite(value) ? value : undefined;
}
