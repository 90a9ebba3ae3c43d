import { draws } from '../../language/expression.ts';
import { forwardInIteration } from '../../language/forward-in-iteration.ts';
import type { Program } from '../../language/program.ts';

/** What the values stand for that are predicted by lines of their own, the longest form first: `p2 is l2 with no unit left out`. */
export function evaluationWords(program: Program): readonly string[] {
  const { evaluation, roles } = program;
  if (evaluation === undefined) return [];
  const forward = forwardInIteration(program);
  const averages = forward.some(({ target, operator }) => operator === '+=' && target.includes('_running_'));
  const differences = [
    ...(forward[0]?.value.kind === 'rows' ? ['of every example'] : []),
    ...(forward.some(({ value }) => draws(value)) ? ['with no unit left out'] : []),
    ...(averages ? ['by the running averages'] : []),
  ];
  const is = `${evaluation.prediction} is ${roles.prediction}`;
  return [`${is} ${differences.join(', ')}`, `${is} as it predicts`];
}
