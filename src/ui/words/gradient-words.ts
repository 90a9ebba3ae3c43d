import { draws, mentions } from '../../language/expression.ts';
import { forwardInIteration } from '../../language/forward-in-iteration.ts';
import { printExpression, printStatement } from '../../language/print.ts';
import { descendedLoss, meanAbsoluteError, type Program } from '../../language/program.ts';

/** What the check compares with what, of this program. */
export function checkWords(program: Program): string {
  const anew = `the loss L of ${examplesOf(program)}${chanceOf(program)} is measured anew`;
  const updates =
    program.directions === undefined ? 'what its update line adds' : 'the gradient that its update line works with';
  return `Each weight is moved a little to both sides, ${anew}, and the slope of L there is compared with ${updates}.`;
}

/** `L = sum(l2_error ** 2) / 2` */
export function lossWords(program: Program): string {
  return `L = ${printExpression(descendedLoss(program))}`;
}

/** How the loss and the error of the chart go together. */
export function chartWords(program: Program): string {
  const chart = printExpression(meanAbsoluteError(program));
  if (printExpression(descendedLoss(program)) === chart) return 'L is the error that the chart shows, too.';
  const first = program.iteration.find(({ value }) => mentions(value, program.roles.error));
  const because = first === undefined ? 'they follow L' : `${printStatement(first)} makes them follow L`;
  return (
    `Why not the error of the chart, ${chart}? Because the lines do not descend that one: ${because}. ` +
    'The two mostly fall together, but their slopes differ.'
  );
}

/** Why a program fails that is meant to be as it is: what it overwrites no longer has the slope that the lines take. */
export function failureWords(program: Program): string | undefined {
  const outputs = program.roles.layers.map(({ output }) => output);
  const overwriting = program.iteration.filter(
    ({ target, operator, value }) => operator === '=' && mentions(value, target),
  );
  const layer = overwriting.find(({ target }) => outputs.includes(target));
  if (layer !== undefined) {
    const slope = program.iteration.find(({ target }) => target === `${layer.target}_delta`);
    const taken = slope === undefined ? 'the slope after it' : `the slope in ${printStatement(slope)}`;
    return (
      `As it must: ${printStatement(layer)} overwrites the layer, so that ${taken} is that of the scaled values, ` +
      'not of what the activation gave. The corrected form of dropout passes.'
    );
  }
  const delta = overwriting.find(({ target }) => target.endsWith('_delta'));
  if (delta === undefined) return undefined;
  return `As it must where something is trimmed: ${printStatement(delta)} changes the delta, and what comes after it follows that.`;
}

/** The lines of an iteration see all examples, or those that a line has chosen. */
function examplesOf(program: Program): string {
  const [seen] = forwardInIteration(program);
  return seen?.value.kind === 'rows' ? 'this batch' : 'all examples';
}

/** What is drawn in each iteration and must stay the same for that: `, with the same l1_mask each time,`. */
function chanceOf(program: Program): string {
  const drawn = forwardInIteration(program)
    .filter(({ value }) => draws(value))
    .map(({ target }) => target);
  return drawn.length === 0 ? '' : `, with the same ${drawn.join(' and ')} each time,`;
}
