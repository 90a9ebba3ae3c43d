import { counted } from '../../language/wording.ts';
import type { Finding, FindingKind } from '../../worker/protocol.ts';
import { formatCount, formatTyped } from '../text/numbers.ts';
import { type ColumnWords, causeBriefly } from './cause-briefly.ts';

/** The parts of a check-up as a list names them; at most 13 characters. */
const labels: Readonly<Record<FindingKind, string>> = {
  firstLoss: 'first loss',
  fewRows: 'memorization',
  zeroedInputs: 'inputs used',
  gradients: 'gradients',
  testRows: 'test set',
  scales: 'scales',
  alphas: 'alpha',
};

export const LABEL_WIDTH = 13;

/** A loss within this share of that of a guess is near it. */
const NEAR = 0.1;

/** Shared test examples are few up to this share. */
const FEW = 0.05;

export function findingLabel(kind: FindingKind): string {
  return labels[kind];
}

/** A finding in a sentence: its number, and what that means. @param words the names of inputs and classes. */
export function findingWords(finding: Finding, words: ColumnWords = {}, minus = '-'): string {
  switch (finding.kind) {
    case 'firstLoss':
      return firstLossWords(finding);
    case 'fewRows':
      return fewRowsWords(finding);
    case 'zeroedInputs':
      return zeroedInputsWords(finding);
    case 'gradients':
      return gradientWords(finding);
    case 'testRows':
      return testRowsWords(finding);
    case 'scales':
      return scalesWords(finding, words, minus);
    case 'alphas':
      return alphasWords(finding);
  }
}

type Of<Kind extends FindingKind> = Extract<Finding, { readonly kind: Kind }>;

function firstLossWords({ of, by, loss, chance, state }: Of<'firstLoss'>): string {
  if (state === 'open' && !Number.isFinite(loss))
    return 'the targets do not vary: there is no chance level to compare with.';
  const guess = guessOf(by);
  const [measure, level] =
    by === 'sizes' ? ['absolute error', `that of ${guess}`] : ['squared error', 'the variance of the targets'];
  const numbers =
    by === 'crossEntropy'
      ? `cross-entropy ${short(loss)}, that of a uniform guess ${short(chance)}`
      : Math.abs(loss - 1) < NEAR
        ? `${measure} about ${level}`
        : `${measure} ${times(loss)} ${level}`;
  if (state !== 'bad') return `${numbers}: the first predictions are ${againstGuess(guess, loss / chance)}.`;
  return of === 'classes'
    ? `${numbers}: the first predictions are confident and wrong. Smaller initial weights or scaled inputs help.`
    : `${numbers}: the first predictions are far off. Scaled targets or smaller initial weights help.`;
}

function guessOf(by: Of<'firstLoss'>['by']): string {
  switch (by) {
    case 'crossEntropy':
      return 'a uniform guess';
    case 'squares':
      return 'always predicting the mean';
    case 'sizes':
      return 'always predicting the median';
  }
}

function againstGuess(guess: string, share: number): string {
  if (Math.abs(share - 1) < NEAR) return guess === 'a uniform guess' ? `near ${guess}` : `about as good as ${guess}`;
  return share < 1 ? `better than ${guess}` : `worse than ${guess}`;
}

function fewRowsWords({ rows, right, iterations, by, adam, state }: Of<'fewRows'>): string {
  if (rows === 0) return 'there are no two examples with different inputs and different targets.';
  const weights = adam?.isReseeded === true ? ' and other initial weights' : '';
  const how = by === 'own' ? '' : ` with Adam at alpha ${formatTyped(adam?.alpha ?? Number.NaN)}${weights}`;
  const numbers = `${right} of ${rows} examples right after ${counted(iterations, 'iteration')}${how}`;
  if (state === 'good') return `${numbers}: the network can memorize a few examples.`;
  if (state === 'open' && adam !== undefined) {
    const own = `${adam.own.right} of ${rows} examples right after ${counted(adam.own.iterations, 'iteration')} with its own optimizer and alpha`;
    return `${own}, but ${right} of ${rows} after ${counted(iterations, 'iteration')}${how}: the layers can memorize a few examples, but this optimizer and alpha do not.`;
  }
  const most = by === 'own' ? `${numbers}, and no more with Adam` : numbers;
  return `${most}: the network cannot memorize even a few examples. Look at its layers and its initial weights.`;
}

function zeroedInputsWords({ state, error, zeroed, of, iterations, alpha, usesInputs }: Of<'zeroedInputs'>): string {
  const rate = alpha === undefined ? '' : ` with alpha ${formatTyped(alpha)}`;
  const trial =
    iterations === 0 ? ', with the initial weights' : `, in a trial of ${counted(iterations, 'iteration')}${rate}`;
  const whose = of === 'run' ? '' : trial;
  if (!Number.isFinite(error)) return `the predictions are NaN or infinite${whose}: nothing can be compared.`;
  if (!usesInputs) {
    const same = `zeros in place of the inputs give the same predictions${whose}`;
    return state === 'bad' ? `${same}: the network does not use its inputs.` : `${same}: all inputs are 0.`;
  }
  const numbers = `with zeros in place of the inputs, the squared error is ${timesAsLarge(zeroed, error)}${whose}`;
  return state === 'good' ? `${numbers}: the network uses its inputs.` : `${numbers}: the inputs do not help yet.`;
}

function gradientWords({ result, worst, isWorstGood, elsewhere, fault, atKinks }: Of<'gradients'>): string {
  const kinks = atKinks === 0 ? '' : `, ${counted(atKinks, 'cell')} at kinks not judged`;
  const numbers = `worst relative difference ${worst.toExponential(1)}${kinks}`;
  switch (result) {
    case 'passed':
      return `${numbers}: the updates descend the loss.`;
    case 'failed':
      if (!isWorstGood) return `${numbers}: the updates do not descend the loss. The gradient check shows where.`;
      return elsewhere === undefined
        ? `${numbers}: the updates descend the loss, but ${fault ?? 'a line'} is not computed as its technique defines. The gradient check shows it.`
        : `${numbers}, but ${elsewhere.toExponential(1)} at random weights: there, the updates do not descend the loss. The gradient check shows where.`;
    case 'expected':
      return `${numbers}: a line changes layers or deltas on purpose, and without it the updates descend the loss.`;
    case 'limited':
      return `${numbers}: a prediction is nearly 0 or 1, and its division is limited there.`;
    case 'kinks':
      return `${counted(atKinks, 'cell')} ${atKinks === 1 ? 'is' : 'are'} at a kink, where the loss has no slope: no cell is judged at these weights.`;
    case 'zero':
      return `every gradient is 0${kinks}: there is nothing to compare, and nothing is learned from the examples.`;
    case 'unmeasured':
      return 'not measured: the numbers are too large for differences.';
  }
}

function testRowsWords({ shared, of, all, state }: Of<'testRows'>): string {
  if (of === 0) return 'there is no test set.';
  const looked =
    of === all
      ? counted(of, 'test example')
      : `the ${formatCount(of)} test examples that were compared (of ${formatCount(all)})`;
  const numbers = `${formatCount(shared)} of ${looked} ${shared === 1 ? 'is' : 'are'} also in the training set`;
  if (state === 'bad') return `${numbers}: the test error is too good, because the network has seen these examples.`;
  if (shared === 0) {
    return of === all
      ? `${numbers}: these examples are new to the network.`
      : `${numbers}: these examples are new to the network; the rest may not be.`;
  }
  if (shared <= FEW * of) return `${numbers}: too few to change the test error much.`;
  return shared === 1
    ? `${numbers}: a single example may be there twice by chance.`
    : `${numbers}: the training set repeats its own examples about as often.`;
}

function scalesWords(
  { inputs, targets, cells, largeCells, causes }: Of<'scales'>,
  words: ColumnWords,
  minus: string,
): string {
  const number = (value: number): string => `${value < 0 ? minus : ''}${formatTyped(Math.abs(value))}`;
  const range = ([low, high]: readonly [number, number]): string => `${number(low)} to ${number(high)}`;
  const scaled = (scaling: unknown): string => (scaling === undefined ? '' : 'scaled ');
  const numbers = `${scaled(words.inputScaling)}inputs ${range(inputs)}, ${scaled(words.targetScaling)}targets ${range(targets)}`;
  if (causes.length === 0 && largeCells > 0) {
    const [are, they] = largeCells === 1 ? ['is', 'It'] : ['are', 'They'];
    return `${numbers}: ${formatCount(largeCells)} of ${counted(cells, 'input cell')} ${are} above 10 in magnitude. ${they} can make sums and steps large.`;
  }
  return causes.length === 0
    ? `${numbers}: they suit initial weights of ordinary size.`
    : `${numbers}: ${causes.map((cause) => causeBriefly(cause, 3, words)).join('; ')}.`;
}

function alphasWords({ own, best, points, start, iterations, falls, state }: Of<'alphas'>): string {
  if (start === 0) return 'the squared error is 0 before the first iteration: no alpha can lower it.';
  const lossAt = (alpha: number): number => points.find((point) => point.alpha === alpha)?.loss ?? Number.NaN;
  const isMeasured = Number.isFinite(lossAt(own));
  const size = isMeasured ? `${atPercent(lossAt(own) / start)} of the first` : 'NaN or infinite';
  const lowest = atPercent(lossAt(best) / start);
  const isAlike = own !== best && isMeasured && atPercent(lossAt(own) / start) === lowest;
  const other = isMeasured ? `, ${isAlike ? 'about ' : ''}the lowest of ${points.length} alphas` : '';
  const numbers = `squared error ${size} after ${counted(iterations, 'iteration')}${
    own === best || isAlike ? other : `, with alpha ${formatTyped(best)} ${lowest}`
  }`;
  switch (state) {
    case 'good':
      return `${numbers}: alpha ${formatTyped(own)} is in the range where the error falls.`;
    case 'open':
      if (!points.some(({ loss }) => loss < start)) return `${numbers}: no alpha lowers the error.`;
      if (!falls) return `${numbers}: the error hardly falls at any alpha in ${counted(iterations, 'iteration')}.`;
      return best > own
        ? `${numbers}: the error falls faster at first with a larger alpha.`
        : `${numbers}: the error falls further at first with a smaller alpha.`;
    case 'bad':
      return `${numbers}: alpha ${formatTyped(own)} is too large.`;
  }
}

function short(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(2))) : 'infinite';
}

/** `1.3 times as large`, `about as large as with them` */
function timesAsLarge(zeroed: number, error: number): string {
  if (zeroed === error) return 'as large as with them';
  const factor = zeroed / error;
  if (Math.abs(factor - 1) < 0.005) return 'about as large as with them';
  return Math.abs(factor - 1) < 0.05 ? `${Number(factor.toPrecision(3))} times as large` : `${times(factor)} as large`;
}

/** `1.3 times`, `over 1,000 times` */
function times(factor: number): string {
  if (!Number.isFinite(factor) || factor > 1000) return 'over 1,000 times';
  return `${short(factor)} times`;
}

/** `at 20 %`, `below 0.1 %` */
function atPercent(share: number): string {
  const text = boundedPercent(share);
  return /^\d/.test(text) ? `at ${text}` : text;
}

/** `20 %`, `below 0.1 %`, `over 1,000 %` */
function boundedPercent(share: number): string {
  const hundredths = 100 * share;
  if (hundredths > 1000) return 'over 1,000 %';
  return `${hundredths < 0.1 ? 'below 0.1' : String(Number(hundredths.toPrecision(hundredths < 1 ? 1 : hundredths < 100 ? 2 : 3)))} %`;
}
