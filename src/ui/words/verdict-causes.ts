import { type ActivationName, activations } from '../../language/activations.ts';
import { wordList } from '../../language/wording.ts';
import type { Cause, Remedy } from '../../worker/protocol.ts';
import { formatCount } from '../text/numbers.ts';

/** Correlations below this are no help for the prediction. */
const WEAK_CORRELATION = 0.1;

/** A cause in a few words, with at most `named` rows or units by number. */
export function causeBriefly(cause: Cause, named: number): string {
  switch (cause.kind) {
    case 'noHiddenLayer':
      return cause.correlation < WEAK_CORRELATION
        ? 'no hidden layer, no input helps alone'
        : 'no hidden layer, no straight line fits';
    case 'zeroInputs':
      return `no bias, and ${rowsAre(cause.rows, named)} all zeros`;
    case 'alikeInputs':
      return `${rows(cause.rows, named)} have the same inputs`;
    case 'outOfReach':
      return `${oneOf(cause.activation)} cannot reach ${rows(cause.rows, named)}`;
    case 'rowsAlike':
      return `${cause.layer} cannot tell ${rows(cause.rows, named)} apart`;
    case 'flatRows':
      return `no unit of ${cause.layer} can learn from ${rows(cause.rows, named)}`;
    case 'deadUnits':
      return `${cause.units.length} of ${cause.of} units of ${cause.layer} dead`;
    case 'alikeUnits':
      return `${units(cause.units, named)} of ${cause.layer} do the same`;
    case 'vanishingDeltas':
      return `deltas vanish on the way back to ${cause.layer}`;
    case 'plateau':
      return cause.quickening ? 'a plateau, perhaps near its end' : "a plateau: the rows' pulls cancel";
    case 'flatOutputs':
      return 'slopes near 0 on wrong rows';
    case 'largeSteps':
      return `alpha ${plain(cause.alpha)} takes steps too large`;
    case 'smallSteps':
      return `alpha ${plain(cause.alpha)} takes small steps`;
    case 'largeInputs':
      return `inputs up to ${plain(cause.largest)} are too large`;
    case 'chance':
      return 'the lines draw random numbers';
    case 'notFinite':
      return `${cause.name} is no longer finite`;
  }
}

/** `a sigmoid`, `an elu` */
function oneOf(activation: ActivationName): string {
  return `${/^[aeiou]/.test(activation) ? 'an' : 'a'} ${activation}`;
}

/** `row 2`, `rows 2 and 4`, `rows 1, 2 and 4`; for more than `named`, `5 rows`. */
export function rows(indices: readonly number[], named: number): string {
  return several('row', indices, named);
}

function rowsAre(indices: readonly number[], named: number): string {
  return `${rows(indices, named)} ${indices.length === 1 ? 'is' : 'are'}`;
}

export function units(indices: readonly number[], named: number): string {
  return several('unit', indices, named);
}

function several(noun: string, indices: readonly number[], named: number): string {
  const numbers = indices.map((index) => String(index + 1));
  if (numbers.length === 1) return `${noun} ${numbers[0]}`;
  if (numbers.length > named) return `${numbers.length} ${noun}s`;
  return `${noun}s ${wordList(numbers, 'and')}`;
}

/** The most rows or units listed by number. */
const LISTED = 8;

/** A cause in a sentence with its numbers. */
export function causeWords(cause: Cause): string {
  switch (cause.kind) {
    case 'noHiddenLayer': {
      const strongest = `the strongest correlation of an input with the answer is ${cause.correlation.toFixed(2)}`;
      return `without a hidden layer each input can only push one way, whatever the others say; ${strongest}`;
    }
    case 'zeroInputs':
      return `${rowsAre(cause.rows, LISTED)} all zeros: without a bias the sum is 0${valueOf0(cause.activation)}, whatever the weights`;
    case 'alikeInputs':
      return `${rows(cause.rows, LISTED)} have the same inputs but not the same targets: no network can get both right`;
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
      const end = cause.quickening ? '; the pace has begun to grow, so it may end by itself' : '';
      return `no row is shut out and no unit is dead or a copy: the rows pull the weights apart and nearly cancel${end}`;
    }
    case 'flatOutputs':
      return `a wrong prediction moves by error times slope, and these slopes are at most ${decimals(cause.slope)} (${plain(cause.steepest)} is the steepest)`;
    case 'largeSteps': {
      const moved = `update ${formatCount(cause.update)} alone moved predictions by ${cause.swing.toFixed(2)}`;
      return `${moved}: at alpha ${plain(cause.alpha)} steps jump over the place where the error is low`;
    }
    case 'smallSteps':
      return `alpha ${plain(cause.alpha)} makes every step small, so the same way takes more iterations`;
    case 'largeInputs':
      return cause.saturates === undefined
        ? `inputs reach ${plain(cause.largest)}, and values and steps grow with them; scaled down to about 1 they would not`
        : `inputs reach ${plain(cause.largest)}, and sums that large saturate ${oneOf(cause.saturates)}; scaled down to about 1 they would not`;
    case 'chance':
      return 'the lines draw random numbers in every iteration, so the predictions cannot come to rest';
    case 'notFinite':
      return `${cause.name} holds NaN or Infinity; everything computed from it is lost, and no iteration mends it`;
  }
}

/** A remedy in a sentence: the change, the restart, and the reason. */
export function remedyWords(remedy: Remedy): string {
  switch (remedy.kind) {
    case 'lowerAlpha':
      return `lower alpha from ${plain(remedy.from)} to ${plain(remedy.to)} and start over: smaller steps overshoot less`;
    case 'raiseAlpha':
      return `raise alpha from ${plain(remedy.from)} to ${plain(remedy.to)} and start over: larger steps arrive sooner`;
    case 'reseed':
      return 'start over from the next seed: other first weights may end elsewhere';
    case 'addHiddenUnits':
      return `widen ${remedy.layer} from ${remedy.from} to ${remedy.to} units and start over: more ways to tell rows apart`;
    case 'addHiddenLayer':
      return `add a hidden layer of ${remedy.units} units and start over: it can combine the inputs`;
    case 'fewerLayers':
      return `go from ${remedy.from} hidden layers to ${remedy.to === 1 ? 'the first alone' : remedy.to} and start over: deltas have a shorter way`;
    case 'hiddenActivation':
      return `make the hidden layers ${remedy.to} and start over: its slope is up to 1`;
    case 'addBias':
      return 'add a bias to each layer and start over: inputs of 0 need not give a sum of 0';
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
  return Number.isFinite(high) ? `between ${plain(low)} and ${plain(high)}` : `at ${plain(low)} or above`;
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

/** A number of a verdict with three decimals, or with an exponent if they would show 0: `0.500`, `1.9e-8`. */
export function decimals(value: number): string {
  if (value !== 0 && Math.abs(value) < 0.0005) return value.toExponential(1);
  return Math.abs(value) < 1e6 ? value.toFixed(3) : value.toPrecision(3);
}

/** A number of a verdict in the shortest form with up to four digits: `1`, `0.001`, `1e+9`. */
export function plain(value: number): string {
  return String(Number(value.toPrecision(4)));
}
