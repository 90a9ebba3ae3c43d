import type { ActivationName } from '../../language/activations.ts';
import type { Scaling, TargetWords } from '../../language/scaling.ts';
import { shortened, wordList } from '../../language/wording.ts';
import type { Cause } from '../../worker/protocol.ts';
import { formatCount, formatShare, formatTyped } from '../text/numbers.ts';

/* A cause in a few words, for a headline. */

/** Correlations below this are no help for the prediction. */
const WEAK_CORRELATION = 0.1;
/** Columns of the name of an input or a class. */
const NAME_COLUMNS = 20;

/** The names of the inputs, and the names, classes and units of the targets. */
export interface ColumnWords extends TargetWords {
  readonly inputNames?: readonly string[] | undefined;
  /** Present where the program computes with scaled inputs. */
  readonly inputScaling?: Scaling | undefined;
}

/** A cause in a few words, with at most `named` examples or units by number. */
export function causeBriefly(cause: Cause, named: number, words: ColumnWords = {}): string {
  switch (cause.kind) {
    case 'noHiddenLayer':
      return cause.correlation < WEAK_CORRELATION
        ? 'no hidden layer to combine the inputs'
        : 'no hidden layer, no straight line fits';
    case 'zeroInputs':
      return `no bias, and the inputs of ${examples(cause.rows, named)} are 0`;
    case 'alikeInputs':
      return `${examples(cause.rows, named)} have the same inputs`;
    case 'outOfReach':
      return `${oneOf(cause.activation)} cannot reach ${targets(cause.rows, named)}`;
    case 'rowsAlike':
      return `${cause.layer} gives ${examples(cause.rows, named)} the same values`;
    case 'flatRows':
      return `no unit of ${cause.layer} can learn from ${examples(cause.rows, named)}`;
    case 'deadUnits':
      return `${cause.units.length} of ${cause.of} units of ${cause.layer} are dead`;
    case 'alikeUnits':
      return `${units(cause.units, named)} of ${cause.layer} give the same values`;
    case 'vanishingDeltas':
      return `deltas vanish on the way back to ${cause.layer}`;
    case 'plateau':
      if (cause.isRounded) return 'no update changes a float32 prediction';
      return cause.quickening ? 'a plateau, perhaps near its end' : "a plateau: the examples' updates cancel";
    case 'flatOutputs':
      return 'slopes near 0 at wrong predictions';
    case 'largeSteps':
      return `alpha ${formatTyped(cause.alpha)} makes too large steps`;
    case 'smallSteps':
      return `alpha ${formatTyped(cause.alpha)} makes small steps`;
    case 'largeInputs':
      return `inputs are large: magnitude up to ${formatTyped(cause.largest)}`;
    case 'chance':
      return 'the lines draw random numbers';
    case 'notFinite':
      return `${cause.name} is no longer finite`;
    case 'linearLayers':
      return cause.layers === 1 ? 'its hidden layer is linear' : `its ${cause.layers} hidden layers are linear`;
    case 'fewUnits':
      return `${cause.layer} has ${cause.units === 1 ? 'a single unit' : `only ${cause.units} units`}`;
    case 'deadLayer':
      return cause.units === 1
        ? `the unit of ${cause.layer} is dead`
        : `all ${cause.units} units of ${cause.layer} are dead`;
    case 'constantWeights':
      return `the units of ${cause.layer} start with equal weights`;
    case 'largeWeights':
      return `large initial weights saturate ${cause.layer}`;
    case 'firstLoss':
      return `first loss ${formatTyped(cause.loss)}, that of a uniform guess ${cause.chance.toFixed(2)}`;
    case 'scheduleEnded':
      return `the schedule has ended, alpha ${formatTyped(cause.to)}`;
    case 'tightClipping':
      return `${cause.what} clipped to ${formatTyped(cause.limit)}`;
    case 'regularization':
      return penaltiesBriefly(cause);
    case 'largeDropout':
      return `dropout leaves out ${percent(cause.share)} of ${cause.layer}`;
    case 'softmaxLoss':
      return 'softmax without cross-entropy';
    case 'smallBatch':
      return `${cause.size} of ${formatCount(cause.of)} examples per update`;
    case 'largeTargets':
      return `targets are large: magnitude up to ${formatTyped(cause.largest)}`;
    case 'testScale':
      return `${inputWords(cause.column, words)} has another scale in the test set`;
    case 'imbalance':
      if (cause.share === 1) return sameTargetWords(cause.class, words);
      return `${classWords(cause.class, words)} has ${percent(cause.share)} of the examples`;
    case 'leak':
      return `${inputWords(cause.column, words)} alone predicts the target`;
    case 'noise':
      return 'the remaining error may be noise';
    case 'unrelated':
      return 'the inputs hardly predict the targets';
    case 'testAtChance':
      return 'test predictions are no better than chance';
    case 'smallInputs':
      return cause.column === undefined
        ? `inputs are small: magnitude about ${formatTyped(Number(cause.size.toPrecision(1)))}`
        : `${inputWords(cause.column, words)} is small compared with the others`;
    case 'smallTargets':
      return `targets are small: magnitude up to ${formatTyped(Number(cause.largest.toPrecision(2)))}`;
    case 'testRising':
      return `the test error has risen since ${formatCount(cause.lowestAt)}`;
    case 'manyParameters':
      return `${formatCount(cause.parameters)} weights for ${formatCount(cause.rows)} examples`;
    case 'longTraining':
      return `best test error after ${formatCount(cause.lowestAt)}`;
  }
}

type Penalties = Extract<Cause, { kind: 'regularization' }>;

function penaltiesOf({ l1, l2, weightDecay }: Penalties): readonly (readonly [name: string, strength: number])[] {
  return Object.entries({ l1, l2, 'weight decay': weightDecay }).filter(([, strength]) => strength > 0);
}

/** `l2 0.5 outweighs the data`, `l1 and weight decay outweigh the data` */
function penaltiesBriefly(cause: Penalties): string {
  const used = penaltiesOf(cause);
  if (used.length === 1) return `${penaltyWords(cause)} outweighs the data`;
  const names = used.map(([name]) => name);
  return `${wordList(names, 'and')} outweigh the data`;
}

// Shared with the sentences of a cause

/** `input 3`, or with a name `input "petal width"` */
export function inputWords(column: number, { inputNames }: ColumnWords): string {
  const name = inputNames?.[column];
  return name === undefined ? `input ${column + 1}` : `input ${shortened(name, NAME_COLUMNS)}`;
}

export function classWords(index: number, { classes }: ColumnWords): string {
  const name = classes?.[index];
  return name === undefined ? `class ${index}` : shortened(name, NAME_COLUMNS);
}

/** `every example is of class setosa`; without names the target may be a scaled quantity: `every example has the same target` */
export function sameTargetWords(index: number, words: ColumnWords): string {
  const isNamed = words.classes?.[index] !== undefined;
  return isNamed ? `every example is of class ${classWords(index, words)}` : 'every example has the same target';
}

/** `l2 0.5`, `l1 0.1 and weight decay 0.01` */
export function penaltyWords(cause: Penalties): string {
  const used = penaltiesOf(cause);
  return wordList(
    used.map(([name, strength]) => `${name} ${formatTyped(strength)}`),
    'and',
  );
}

/** `96 %`; with a decimal where only that shows that it is not 0 % or 100 %. It may be above 100 %. */
export function percent(share: number): string {
  const whole = (100 * share).toFixed(0);
  return (whole === '0' && share > 0) || (whole === '100' && share < 1) ? formatShare(share) : `${whole} %`;
}

/** `a sigmoid`, `an elu` */
export function oneOf(activation: ActivationName): string {
  return `${/^[aeiou]/.test(activation) ? 'an' : 'a'} ${activation}`;
}

/** `example 2`, `examples 2 and 4`, `examples 1, 2 and 4`; for more than `named`, `5 examples`. */
export function examples(indices: readonly number[], named: number): string {
  return several('example', indices, named);
}

/** `the target of example 2`, `the targets of examples 2 and 4`; without room for names, `1 target`, `5 targets`. */
function targets(indices: readonly number[], named: number): string {
  const noun = indices.length === 1 ? 'target' : 'targets';
  return named > 1 && indices.length <= named
    ? `the ${noun} of ${examples(indices, named)}`
    : `${indices.length} ${noun}`;
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

/** A number of a verdict with three decimals, or with an exponent if they would show 0: `0.500`, `1.9e-8`. */
export function decimals(value: number): string {
  if (value !== 0 && Math.abs(value) < 0.0005) return value.toExponential(1);
  return Math.abs(value) < 1e6 ? value.toFixed(3) : value.toPrecision(3);
}
