import type { Lesson, Step } from './schema.ts';

/**
 * A lesson that ends with one of its questions, to be asked again. Answers to choose have another order with each seed: a person is to
 * remember the answer, not its number.
 */
export function lessonUpTo({ steps, ...lesson }: Lesson, at: number, seed: number): Lesson {
  return {
    ...lesson,
    steps: steps.slice(0, at + 1).map((step, place) => (place === at ? reordered(step, seed) : step)),
  };
}

function reordered(step: Step, seed: number): Step {
  if ('explain' in step) return { ...step, ...inOrder(step, seed) };
  if (!('predict' in step) || step.choices === undefined) return step;
  const { choices, hints } = step;
  return { ...step, ...inOrder({ choices, hints }, seed) };
}

function inOrder<Choice>(
  { choices, hints }: { readonly choices: readonly Choice[]; readonly hints: readonly string[] },
  seed: number,
): { choices: Choice[]; hints: string[] } {
  const order = orderOf(choices.length, seed);
  return {
    choices: order.map((choice) => choices[choice] as Choice),
    hints: hints.map((hint) => renumbered(hint, order)),
  };
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
