import type { Lesson, Step } from './schema.ts';

/**
 * A lesson that ends with one of its questions, to be asked again. Answers to choose have another order with each seed: it is the answer that
 * is to be remembered, not its number.
 */
export function lessonUpTo({ steps, ...lesson }: Lesson, at: number, seed: number): Lesson {
  const [last, ...before] = steps.slice(0, at + 1).reverse();
  return { ...lesson, steps: [...before.reverse(), ...(last === undefined ? [] : [reordered(last, seed)])] };
}

function reordered(step: Step, seed: number): Step {
  if ('explain' in step) {
    const order = orderOf(step.choices.length, seed);
    const choices = order.map((choice) => step.choices[choice] as (typeof step.choices)[number]);
    return { ...step, choices, hints: step.hints.map((hint) => renumbered(hint, order)) };
  }
  if (!('predict' in step) || step.choices === undefined) return step;
  const { choices: own, hints } = step;
  const order = orderOf(own.length, seed);
  const choices = order.map((choice) => own[choice] as (typeof own)[number]);
  return { ...step, choices, hints: hints.map((hint) => renumbered(hint, order)) };
}

/** The permutation of a seed: the old places, from 0, in their new order. */
function orderOf(count: number, seed: number): readonly number[] {
  const left = Array.from({ length: count }, (_, place) => place);
  const order: number[] = [];
  let rest = seed;
  while (left.length > 0) {
    order.push(...left.splice(rest % left.length, 1));
    rest = Math.floor(rest / (left.length + 1));
  }
  return order;
}

/** A hint that names an answer by its number, as in `answer 2`. */
function renumbered(hint: string, order: readonly number[]): string {
  return hint.replace(/\b(answer) (\d)\b/gi, (words, answer: string, number: string) => {
    const place = order.indexOf(Number(number) - 1);
    return place === -1 ? words : `${answer} ${place + 1}`;
  });
}
