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
  inputWords,
  oneOf,
  penaltyWords,
  percent,
  rows,
  rowsAre,
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

/** The difference between rows next to each other, and the misses of the run. */
function noiseWords(cause: Extract<Cause, { kind: 'noise' }>, words: ColumnWords, glyphs: ScaleGlyphs): string {
  const { level, missed } = cause;
  if (cause.of === 'classes') {
    const near = `${percent(level)} of the rows are nearest to a row of another class`;
    return missed === undefined ? near : `${near}; the run has ${percent(missed)} of the rows wrong`;
  }
  const near = `targets of rows next to each other scatter by about ${differenceOf(level, words, glyphs)}`;
  return missed === undefined
    ? near
    : `${near}; the run misses by ${differenceOf(missed, words, glyphs)}, both as root mean squares`;
}

/** Weights below this are nearly 0. */
const NEARLY_0 = 0.01;
/** The most rows or units listed by number. */
const LISTED = 8;

/** A cause in a sentence with its numbers. */
export function causeWords(cause: Cause, words: ColumnWords = {}, glyphs: ScaleGlyphs = unicode): string {
  switch (cause.kind) {
    case 'noHiddenLayer': {
      const strongest = `the strongest correlation of an input with the answer is ${cause.correlation.toFixed(2)}`;
      return `without a hidden layer each input can only push one way, whatever the others say; ${strongest}`;
    }
    case 'zeroInputs':
      return `${rowsAre(cause.rows, LISTED)} all zeros: without a bias the sum is 0${valueOf0(cause.activation)}, whatever the weights`;
    case 'alikeInputs': {
      const { conflicting, of } = cause;
      const share =
        conflicting === undefined || of === undefined || conflicting <= cause.rows.length
          ? ''
          : `; in all ${formatCount(conflicting)} of ${formatCount(of)} rows contradict another one`;
      return `${rows(cause.rows, LISTED)} have the same inputs but not the same targets: no network can get all of them right${share}`;
    }
    case 'outOfReach':
      return `${oneOf(cause.activation)} stays ${boundsOf(cause.activation)}; the targets of ${rows(cause.rows, LISTED)} do not`;
    case 'rowsAlike': {
      const same = `${cause.layer} gives ${rows(cause.rows, LISTED)} the same values, to within ${cause.within}`;
      return `${same}; what comes after it can only answer with a compromise between their targets`;
    }
    case 'flatRows': {
      const flat = `on ${rows(cause.rows, LISTED)} every unit of ${cause.layer} has a slope below ${cause.slope}`;
      return `${flat}: hardly any error gets through to the weights before ${cause.layer}`;
    }
    case 'deadUnits': {
      const stay = cause.units.length === 1 ? 'stays' : 'stay';
      const dead = `${units(cause.units, LISTED)} (of ${cause.of} in ${cause.layer}) ${stay} ${flatPlaceOf(cause.activation)} on every row`;
      return `${dead}: with slopes below ${cause.slope} the weights before them no longer change`;
    }
    case 'alikeUnits':
      return `${units(cause.units, LISTED)} of ${cause.layer} give the same values, to within ${cause.within}: they do the work of one`;
    case 'vanishingDeltas': {
      const sizes = `the deltas of ${cause.layer} are ${cause.share.toExponential(0)} times those of ${cause.last}`;
      const slope = cause.sigmoids ? `a slope of at most ${activations.sigmoid.steepest}` : 'weights and a slope';
      return `${sizes}: each layer on the way back multiplies them by ${slope}, so that the first layers hardly learn`;
    }
    case 'plateau': {
      if (cause.isRounded) {
        return 'in 32-bit floats no update changes a prediction: a step below half the last digit of a weight is lost';
      }
      const end = cause.quickening ? '; the pace has begun to grow, so it may end by itself' : '';
      return `no row is shut out and no unit is dead or a copy: the rows pull the weights apart and nearly cancel${end}`;
    }
    case 'flatOutputs':
      return `a wrong prediction moves by error times slope, and these slopes are at most ${decimals(cause.slope)} (${formatTyped(cause.steepest)} is the steepest)`;
    case 'largeSteps': {
      const { swing, update, targets } = cause;
      const size = swing < 1e6 ? swing.toFixed(2) : swing.toExponential(0);
      const unit = targets === 'quantities' ? ' standard deviations' : '';
      const moved = `update ${formatCount(update)} alone moved predictions by ${size}${unit}`;
      return `${moved}: at alpha ${formatTyped(cause.alpha)} steps jump over the place where the error is low`;
    }
    case 'smallSteps':
      return `alpha ${formatTyped(cause.alpha)} makes every step small: the same progress takes more iterations`;
    case 'largeInputs': {
      const { largest, saturates, column, times } = cause;
      const uneven =
        column === undefined || times === undefined
          ? ''
          : `; ${inputWords(column, words)} is ${formatTyped(Number(times.toPrecision(2)))} times as large as the smallest one`;
      const effect =
        saturates === undefined
          ? 'values and steps grow with them'
          : `large sums saturate ${oneOf(saturates)}, whose slope is then near 0`;
      return `the largest input is ${formatTyped(largest)} in size: ${effect}${uneven}`;
    }
    case 'chance':
      return 'the lines draw random numbers in every iteration, so the predictions cannot come to rest';
    case 'notFinite':
      if (cause.line !== undefined) {
        return `${cause.name} in line ${cause.line} became NaN or infinite, and then the error did`;
      }
      return `the next ${cause.name} would hold NaN or infinity: everything computed from it would be lost, and no iteration would mend it`;
    case 'linearLayers':
      return `linear hidden layers collapse: ${cause.layers === 1 ? 'this one and the output layer' : `these ${cause.layers} and the output layer`} compute what one layer without a hidden layer computes`;
    case 'fewUnits':
      return `${cause.layer} passes ${cause.units === 1 ? 'one number' : `${cause.units} numbers`} on for each row: the layers after it see nothing else`;
    case 'deadLayer':
      return `every unit of ${cause.layer} is 0 in every row, and the slope of ${oneOf(cause.activation)} there is 0: the gradient of the weights before and after it is exactly 0`;
    case 'constantWeights':
      return `the units of ${cause.layer} start with the same weights and get the same updates: they stay one unit, from any seed`;
    case 'largeWeights':
      return `with the first weights ${percent(cause.share)} of the values of ${cause.layer} have a slope near 0: ${oneOf(cause.activation)} of sums so large hardly learns`;
    case 'firstLoss':
      return `the cross-entropy of the first iteration is ${formatTyped(cause.loss)}, that of an even guess ${cause.chance.toFixed(2)}: the first weights make it sure of wrong classes`;
    case 'scheduleEnded':
      return `the ${cause.schedule} schedule has lowered alpha from ${formatTyped(cause.from)} to ${formatTyped(cause.to)}: updates are that much smaller, and the run hardly moves`;
    case 'tightClipping':
      return `clipping held the ${cause.what} to ${formatTyped(cause.limit)} in the last update: the weights move by that, however large the errors`;
    case 'regularization':
      return cause.largest < NEARLY_0
        ? `${penaltyWords(cause)} has pulled all weights to nearly 0: the largest is ${decimals(cause.largest)}`
        : `${penaltyWords(cause)} pulls the weights towards 0 as hard as the examples push them away: the largest is ${decimals(cause.largest)}`;
    case 'largeDropout':
      return `dropout leaves out ${percent(cause.share)} of the units of ${cause.layer} in each iteration; above one half, what is left is mostly chance`;
    case 'softmaxLoss':
      return `the gradient of ${cause.loss} through a softmax vanishes where it is sure and wrong; with cross-entropy it does not`;
    case 'smallBatch':
      return `each update follows ${cause.size} of ${formatCount(cause.of)} rows, and the next one others: at this alpha the predictions cannot come to rest`;
    case 'largeTargets':
      return `the largest target is ${formatTyped(cause.largest)} in size, far from what first weights predict: the first errors and steps are as large`;
    case 'testScale':
      return `in the test set ${inputWords(cause.column, words)} is ${formatTyped(Number(cause.times.toPrecision(2)))} times as wide as in the training set, or as many deviations away from it`;
    case 'imbalance':
      if (cause.share === 1) return `${sameTargetWords(cause.class, words)}: there is nothing to tell apart`;
      return `always predicting ${classWords(cause.class, words)} is right in ${percent(cause.share)} of the rows: a high share of right rows says little`;
    case 'leak': {
      const what =
        cause.output === undefined ? 'the target' : (words.targetNames?.[cause.output] ?? `output ${cause.output + 1}`);
      return `${inputWords(cause.column, words)} alone tells ${what}: their correlation is ${cause.correlation.toFixed(3)}`;
    }
    case 'noise':
      return noiseWords(cause, words, glyphs);
    case 'unrelated':
      return cause.of === 'classes'
        ? `${percent(cause.near)} of the rows are nearest to a row of another class; among rows at random it would be ${percent(cause.any)}`
        : `targets of rows next to each other scatter by about ${differenceOf(cause.near, words, glyphs)}, those of all rows by ${differenceOf(cause.any, words, glyphs)}`;
    case 'testAtChance':
      return `at no time was the test set predicted clearly better than by its mean: at best ${percent(cause.lowest)} of its variance was left`;
    case 'smallInputs': {
      const size = formatTyped(Number(cause.size.toPrecision(1)));
      return cause.column === undefined
        ? `the inputs are about ${size} in size: the first layer sees hardly any difference between rows until its weights are large`
        : `${inputWords(cause.column, words)} is about ${size} in size: it hardly counts beside the others until its weights are large`;
    }
    case 'smallTargets':
      return `the largest target is ${formatTyped(Number(cause.largest.toPrecision(2)))} in size: first predictions are many times larger, and must lose nearly all of that before the targets count`;
    case 'testRising':
      return `the test set was predicted best after ${counted(cause.lowestAt, 'iteration')}: since then the run learns what the test set does not share`;
    case 'manyParameters':
      return `${formatCount(cause.parameters)} weights can learn ${formatCount(cause.rows)} rows by heart; the test set was predicted best after ${counted(cause.lowestAt, 'iteration')}`;
    case 'longTraining':
      return `the test set was predicted best after ${counted(cause.lowestAt, 'iteration')}`;
  }
}

/** Advice for a cause that no setting helps against; undefined for the others. */
export function causeAdvice(cause: Cause, words: ColumnWords = {}): string | undefined {
  switch (cause.kind) {
    case 'largeInputs':
      return 'scale the inputs: "scale": "standard" in the data of the scenario';
    case 'smallInputs':
      return 'scale the inputs: "scale": "standard" in the data of the scenario';
    case 'largeTargets':
    case 'smallTargets':
      return 'scale the targets: "scaleTargets": "standard" in the data of the scenario';
    case 'testScale':
      return `look at ${inputWords(cause.column, words)} of the test set: is it measured in another unit?`;
    case 'alikeInputs':
      return 'look at these rows: is a target wrong, or is an input missing that tells them apart?';
    case 'imbalance':
      if (cause.share === 1) return 'look at the data: rows with another target are missing';
      return 'look at the confusion matrix (f), and repeat or collect rows of the rare classes';
    case 'firstLoss':
      return 'look whether it falls at once; if not, smaller first weights, such as "initial": "xavier-normal", start nearer to chance';
    case 'leak':
      return `look at ${inputWords(cause.column, words)}: if it is known only once the answer is, leave it out`;
    case 'noise':
      return 'if it is noise, no setting helps: more inputs, or more exact targets, may';
    case 'unrelated':
    case 'testAtChance':
      return 'look at the data: are rows and targets in the same order, and do these inputs tell the target at all?';
    case 'notFinite':
      if (cause.line === undefined) return undefined;
      return `look at line ${cause.line} in the iteration before: [ goes back, enter shows the numbers that a line computes with`;
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
