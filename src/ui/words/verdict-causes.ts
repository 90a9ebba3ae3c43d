import { type ActivationName, activations } from '../../language/activations.ts';
import { ownDifference } from '../../language/scaling.ts';
import { counted } from '../../language/wording.ts';
import type { Cause } from '../../worker/protocol.ts';
import { formatCount, formatSize, formatTyped } from '../text/numbers.ts';
import { type Glyphs, unicode } from '../theme/glyphs.ts';
import {
  type ColumnWords,
  classWords,
  decimals,
  examples,
  inputWords,
  oneOf,
  penaltyWords,
  percent,
  sameTargetWords,
  units,
} from './cause-briefly.ts';
import { errorUnitText } from './unit-words.ts';

/* A cause in a sentence, and as advice. */

/** A difference of targets in their own unit where all of them have the same, else in the unit of their scaling. */
function differenceOf(level: number, words: ColumnWords, glyphs: ScaleGlyphs): string {
  const isOne = (words.targetScaling?.unit.length ?? 1) === 1;
  const amount = formatSize(isOne ? ownDifference(level, 0, words) : level, 2);
  const unit = errorUnitText(words, glyphs);
  return unit === undefined ? amount : `${amount} ${unit}`;
}

type ScaleGlyphs = Pick<Glyphs, 'sigma' | 'times'>;

/** The difference between nearest neighbours, and that between predictions and targets. */
function noiseWords(cause: Extract<Cause, { kind: 'noise' }>, words: ColumnWords, glyphs: ScaleGlyphs): string {
  const { level, missed } = cause;
  if (cause.of === 'classes') {
    const near = `for ${percent(level)} of the examples, the nearest neighbour has another class`;
    return missed === undefined ? near : `${near}; the run predicts ${percent(missed)} of the examples wrong`;
  }
  const near = `targets of nearest neighbours differ by about ${differenceOf(level, words, glyphs)}`;
  return missed === undefined
    ? near
    : `${near}; the predictions are off by ${differenceOf(missed, words, glyphs)}, both as root mean squares`;
}

/** Weights below this are nearly 0. */
const NEARLY_0 = 0.01;
/** The most examples or units listed by number. */
const LISTED = 8;

/** A cause in a sentence with its numbers. */
export function causeWords(cause: Cause, words: ColumnWords = {}, glyphs: ScaleGlyphs = unicode): string {
  switch (cause.kind) {
    case 'noHiddenLayer': {
      const strongest = `the largest correlation of an input with the target is ${cause.correlation.toFixed(2)}`;
      return `without a hidden layer an input always pushes the output in the same direction, whatever the other inputs are; ${strongest}`;
    }
    case 'zeroInputs':
      return `the inputs of ${examples(cause.rows, LISTED)} are all 0: without a bias the sum is 0${valueOf0(cause.activation)}, whatever the weights are`;
    case 'alikeInputs': {
      const { conflicting, of } = cause;
      const share =
        conflicting === undefined || of === undefined || conflicting <= cause.rows.length
          ? ''
          : `; in total, ${formatCount(conflicting)} of ${formatCount(of)} examples contradict another one`;
      return `${examples(cause.rows, LISTED)} have the same inputs but different targets: no network can get all of them right${share}`;
    }
    case 'outOfReach': {
      const [noun, beyond] = cause.rows.length === 1 ? ['target', 'is not'] : ['targets', 'are not'];
      return `the output of ${oneOf(cause.activation)} is ${boundsOf(cause.activation)}; the ${noun} of ${examples(cause.rows, LISTED)} ${beyond}`;
    }
    case 'rowsAlike': {
      const same = `${cause.layer} gives ${examples(cause.rows, LISTED)} the same values, within ${cause.within}`;
      return `${same}; the next layer can only predict a compromise between their targets`;
    }
    case 'flatRows': {
      const flat = `for ${examples(cause.rows, LISTED)} every unit of ${cause.layer} has a slope below ${cause.slope}`;
      return `${flat}: hardly any error reaches the weights before ${cause.layer}`;
    }
    case 'deadUnits': {
      const [stay, its, it] =
        cause.units.length === 1 ? ['stays', 'its slope is', 'it'] : ['stay', 'their slopes are', 'them'];
      const dead = `${units(cause.units, LISTED)} (of ${cause.of} in ${cause.layer}) ${stay} ${flatPlaceOf(cause.activation)} for every example`;
      return `${dead}: ${its} below ${cause.slope}, so the weights before ${it} no longer change`;
    }
    case 'alikeUnits':
      return `${units(cause.units, LISTED)} of ${cause.layer} give the same values, within ${cause.within}: they work like a single unit`;
    case 'vanishingDeltas': {
      const sizes = `the deltas of ${cause.layer} are ${cause.share.toExponential(0)} times those of ${cause.last}`;
      const slope = cause.sigmoids ? `a slope of at most ${activations.sigmoid.steepest}` : 'weights and a slope';
      return `${sizes}: each layer on the way back multiplies them by ${slope}, so the first layers hardly learn`;
    }
    case 'plateau': {
      if (cause.isRounded) {
        return 'in 32-bit floats no update changes a prediction: a step below half the last digit of a weight is lost';
      }
      const end = cause.quickening ? '; learning has become faster, so the plateau may end by itself' : '';
      return `every example can change the weights, and no unit is dead or a copy: the examples push the weights in opposite directions, and their updates nearly cancel${end}`;
    }
    case 'flatOutputs':
      return `a wrong prediction changes by error times slope, and these slopes are at most ${decimals(cause.slope)} (the steepest slope is ${formatTyped(cause.steepest)})`;
    case 'largeSteps': {
      const { swing, update, targets } = cause;
      const size = swing < 1e6 ? swing.toFixed(2) : swing.toExponential(0);
      const unit = targets === 'quantities' ? ' standard deviations' : '';
      const moved = `update ${formatCount(update)} alone moved predictions by ${size}${unit}`;
      return `${moved}: at alpha ${formatTyped(cause.alpha)} the steps jump over the minimum of the error`;
    }
    case 'smallSteps':
      return `alpha ${formatTyped(cause.alpha)} makes every step small: the same progress needs more iterations`;
    case 'largeInputs': {
      const { largest, saturates, column, times } = cause;
      const uneven =
        column === undefined || times === undefined
          ? ''
          : `; ${inputWords(column, words)} is ${formatTyped(Number(times.toPrecision(2)))} times as large as the smallest one`;
      const effect =
        saturates === undefined
          ? 'values and steps grow with the inputs'
          : `large sums saturate ${oneOf(saturates)}, whose slope is then near 0`;
      return `the largest input is ${formatTyped(largest)} in magnitude: ${effect}${uneven}`;
    }
    case 'chance':
      return 'the lines draw random numbers in every iteration, so the predictions keep changing';
    case 'notFinite':
      if (cause.line !== undefined) {
        return `${cause.name} in line ${cause.line} became NaN or infinite, and after it the error`;
      }
      return `the next ${cause.name} would contain NaN or infinity: the values computed from it would be useless, and no further iteration would repair them`;
    case 'linearLayers':
      return `linear hidden layers add nothing: ${cause.layers === 1 ? 'this one and the output layer' : `these ${cause.layers} and the output layer`} compute the same as a network without a hidden layer`;
    case 'fewUnits':
      return `${cause.layer} passes on ${cause.units === 1 ? 'one number' : `${cause.units} numbers`} for each example: the layers after it see nothing else`;
    case 'deadLayer':
      return `every unit of ${cause.layer} is 0 for every example, and the slope of ${oneOf(cause.activation)} there is 0: the gradient of the weights before and after it is exactly 0`;
    case 'constantWeights':
      return `the units of ${cause.layer} start with the same weights and get the same updates: they act as one unit, with any seed`;
    case 'largeWeights':
      return `with the initial weights, ${percent(cause.share)} of the values of ${cause.layer} have a slope near 0: with such large sums, ${oneOf(cause.activation)} hardly learns`;
    case 'firstLoss':
      return `the cross-entropy of the first iteration is ${formatTyped(cause.loss)}, that of a uniform guess is ${cause.chance.toFixed(2)}: with the initial weights, the network is confident of wrong classes`;
    case 'scheduleEnded':
      return `the ${cause.schedule} schedule has lowered alpha from ${formatTyped(cause.from)} to ${formatTyped(cause.to)}: updates are smaller by the same factor, and the weights hardly change`;
    case 'tightClipping':
      return `clipping limited the ${cause.what} to ${formatTyped(cause.limit)} in the last update: the updates stay small, however large the errors are`;
    case 'regularization':
      return cause.largest < NEARLY_0
        ? `${penaltyWords(cause)} has pulled all weights to nearly 0: the largest is ${decimals(cause.largest)}`
        : `${penaltyWords(cause)} pulls the weights towards 0 as strongly as the examples push them away: the largest is ${decimals(cause.largest)}`;
    case 'largeDropout':
      return `dropout leaves out ${percent(cause.share)} of the units of ${cause.layer} in each iteration; above one half, the remaining values are mostly random`;
    case 'softmaxLoss':
      return `the gradient of ${cause.loss} through a softmax vanishes where a prediction is confident and wrong; with cross-entropy it does not`;
    case 'smallBatch':
      return `each update follows ${cause.size} of ${formatCount(cause.of)} examples, and the next update follows others: at this alpha the predictions keep changing`;
    case 'largeTargets':
      return `the largest target is ${formatTyped(cause.largest)} in magnitude, far from the first predictions: the first errors and steps are as large`;
    case 'testScale':
      return `in the test set, ${inputWords(cause.column, words)} varies ${formatTyped(Number(cause.times.toPrecision(2)))} times as much as in the training set, or is as many standard deviations away from it`;
    case 'imbalance':
      if (cause.share === 1) return `${sameTargetWords(cause.class, words)}: there is nothing to distinguish`;
      return `always predicting ${classWords(cause.class, words)} is right for ${percent(cause.share)} of the examples: a high accuracy says little`;
    case 'leak': {
      const what =
        cause.output === undefined ? 'the target' : (words.targetNames?.[cause.output] ?? `output ${cause.output + 1}`);
      return `${inputWords(cause.column, words)} alone predicts ${what}: their correlation is ${cause.correlation.toFixed(3)}`;
    }
    case 'noise':
      return noiseWords(cause, words, glyphs);
    case 'unrelated':
      return cause.of === 'classes'
        ? `for ${percent(cause.near)} of the examples, the nearest neighbour has another class; for a random example it would be ${percent(cause.any)}`
        : `targets of nearest neighbours differ by about ${differenceOf(cause.near, words, glyphs)}, those of any two examples by ${differenceOf(cause.any, words, glyphs)}`;
    case 'testAtChance':
      return `the test set was never predicted clearly better than by its mean: at best, ${percent(cause.lowest)} of its variance remained`;
    case 'smallInputs': {
      const size = formatTyped(Number(cause.size.toPrecision(1)));
      return cause.column === undefined
        ? `the inputs are about ${size} in magnitude: the first layer sees hardly any difference between examples until its weights are large`
        : `${inputWords(cause.column, words)} is about ${size} in magnitude: it has hardly any effect compared with the others until its weights are large`;
    }
    case 'smallTargets':
      return `the largest target is ${formatTyped(Number(cause.largest.toPrecision(2)))} in magnitude: the first predictions are many times larger, and must become as small before the targets matter`;
    case 'testRising':
      return `the test set was predicted best after ${counted(cause.lowestAt, 'iteration')}: since then the network learns details of the training set that the test set does not share`;
    case 'manyParameters':
      return `${formatCount(cause.parameters)} weights can memorize ${formatCount(cause.rows)} examples; the test set was predicted best after ${counted(cause.lowestAt, 'iteration')}`;
    case 'longTraining':
      return `the test set was predicted best after ${counted(cause.lowestAt, 'iteration')}`;
  }
}

/** Advice for a cause that no setting helps against; undefined for the others. */
export function causeAdvice(cause: Cause, words: ColumnWords = {}): string | undefined {
  switch (cause.kind) {
    case 'largeInputs':
      return 'scale the inputs: write "scale": "standard" in the data of the scenario';
    case 'smallInputs':
      return 'scale the inputs: write "scale": "standard" in the data of the scenario';
    case 'largeTargets':
    case 'smallTargets':
      return 'scale the targets: write "scaleTargets": "standard" in the data of the scenario';
    case 'testScale':
      return `look at ${inputWords(cause.column, words)} of the test set: is it measured in another unit?`;
    case 'alikeInputs':
      return 'look at these examples: is a target wrong, or is an input missing that distinguishes them?';
    case 'imbalance':
      if (cause.share === 1) return 'look at the data: examples with another target are missing';
      return 'look at the confusion matrix (f), and repeat or collect examples of the rare classes';
    case 'firstLoss':
      return 'see whether the loss falls at once; if not, use smaller initial weights, such as "initial": "xavier-normal": they start closer to chance';
    case 'leak':
      return `look at ${inputWords(cause.column, words)}: if it is known only after the target, leave it out`;
    case 'noise':
      return 'if it is noise, no setting helps; more inputs or more exact targets may help';
    case 'unrelated':
    case 'testAtChance':
      return 'look at the data: are inputs and targets in the same order, and can these inputs predict the target at all?';
    case 'notFinite':
      if (cause.line === undefined) return undefined;
      return `look at line ${cause.line} in the iteration before: [ goes back, enter shows the numbers that a line uses`;
    default:
      return undefined;
  }
}

/** ` and its sigmoid 0.5` */
function valueOf0(activation: ActivationName): string {
  switch (activation) {
    case 'sigmoid':
      return ' and its sigmoid 0.5';
    case 'tanh':
      return ' and its tanh 0';
    case 'softplus':
      return ' and its softplus log 2';
    default:
      return '';
  }
}

function boundsOf(activation: ActivationName): string {
  const { low, high } = activations[activation];
  return Number.isFinite(high)
    ? `between ${formatTyped(low)} and ${formatTyped(high)}`
    : `at ${formatTyped(low)} or above`;
}

/** The range of values in which a dead unit's slope is near 0. */
function flatPlaceOf(activation: ActivationName): string {
  switch (activation) {
    case 'sigmoid':
    case 'softmax':
      return 'near 0 or 1';
    case 'tanh':
      return 'near -1 or 1';
    case 'relu':
    case 'softplus':
      return 'at or near 0';
    default:
      return 'where the curve is flat';
  }
}
