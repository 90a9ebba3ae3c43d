import type { ActivationName } from '../../language/activations.ts';
import { activations } from '../../language/activations.ts';
import type { Program } from '../../language/program.ts';
import {
  isSteep,
  lowerAlpha,
  lowerThanNow,
  raiseAlpha,
  rateOf,
  type Subject,
  squaresPerRow,
  stableAlpha,
} from './alpha-remedies.ts';
import { drawsWeights } from './causes-of-initial-weights.ts';
import { dataFactsOf } from './data-facts.ts';
import type { Values } from './measure.ts';
import * as thresholds from './thresholds.ts';
import type { Cause, Remedy } from './verdict.ts';

/* One file, though it is long: the compiler checks that one `switch` has the remedies of every cause. */

/** The tutorial's number of hidden units: enough for XOR from every seed that was tried. */
const ENOUGH_UNITS = 4;
/** Units that learn rings, spirals and checkerboards of many rows: with half as many, some seeds did not. */
const UNITS_OF_MANY_ROWS = 16;
/** Layers in which the same rows are alike, from which a network is too deep. */
const LAYERS_ALIKE = 3;
/** The factor on the units of a layer, for many rows. */
const DOUBLE = 2;
/** Units of which some are not dead from the start, from every seed that was tried. */
const SURE_UNITS = 8;
/** The factor on the units of a layer that has enough already. */
const MORE_UNITS = 1.5;
/** The share of units that dropout leaves out when more than half was too much. */
const LESS_DROPOUT = 0.2;
/** The share of units that dropout leaves out against overfitting: that of Hinton et al. 2012. */
const DROPOUT = 0.5;
/** The strength of L2 against overfitting, for a loss that is a mean over the rows. */
const L2 = 0.01;

/** Remedies for these causes, each once, the most promising first. Each makes settings that the rules of the network accept. */
export function remediesFor(causes: readonly Cause[], program: Program, values: Values): readonly Remedy[] {
  const has = (kind: Cause['kind']): boolean => causes.some((cause) => cause.kind === kind);
  const learned = causes.find(({ kind }) => kind === 'manyParameters' || kind === 'longTraining');
  // Where the inputs do not tell the targets, no setting helps, but small weights bring predictions that are wrong and sure nearer to the mean.
  if (has('unrelated') || has('testAtChance')) {
    const all = learned === undefined ? [] : against(learned, { program, values });
    return all.filter(({ kind }) => kind === 'addL2');
  }
  // Where inputs flatten the first layer, only other inputs help.
  if (has('largeTargets') || has('smallTargets')) return [];
  if (causes.some((cause) => cause.kind === 'smallInputs' && cause.column === undefined)) return [];
  if (causes.some((cause) => cause.kind === 'largeInputs' && cause.saturates !== undefined)) return [];
  // Where a small column hardly counts, other weights hardly help.
  if (has('smallInputs')) {
    const others = causes.filter(({ kind }) => !OF_SMALL_INPUTS.includes(kind));
    return remediesFor(others, program, values);
  }
  // A step that was too large is not why the rare class is not predicted.
  if (causes[0]?.kind === 'imbalance') {
    const others = causes.filter(({ kind }) => kind !== 'imbalance' && kind !== 'flatOutputs' && kind !== 'largeSteps');
    return remediesFor(others, program, values);
  }
  const subject = { program, values };
  // Units that are one unit are dead, flat or alike together.
  const constant = causes.find(({ kind }) => kind === 'constantWeights');
  if (constant !== undefined) return against(constant, subject);
  // A step that was too large has led the run to where it is: the state of the layers is its consequence.
  const jumped = has('largeSteps');
  const isRoot = (cause: Cause): boolean => !jumped || !isConsequence(cause, values);
  const roots = causes.filter((cause) => cause.kind !== 'largeSteps' && isRoot(cause));
  const ofRoots = roots.flatMap((cause) => against(cause, subject));
  const isOutweighed = hasStructural(roots) || causes[0]?.kind === 'vanishingDeltas';
  // Narrow layers that swing did not learn more at a lower alpha.
  const isNarrow = causes[0]?.kind === 'fewUnits';
  const isLowered = jumped && !isNarrow && (ofRoots.length === 0 || !isOutweighed);
  const all = isLowered ? [lowerAlpha(subject), ...ofRoots] : ofRoots;
  // Where rows are alike in one layer after the other, smaller steps did not bring them apart.
  const isDeep = causes.filter(({ kind }) => kind === 'rowsAlike').length >= LAYERS_ALIKE;
  const found = isDeep ? [fewerLayers(subject), ...all] : all;
  return found.filter((remedy, index) => found.findIndex(({ kind }) => kind === remedy.kind) === index);
}

/** The factor on alpha where updates are lost in the rounding of 32-bit floats. */
const ROUNDED_TIMES = 1000;

/** A small column, and what follows from it. */
const OF_SMALL_INPUTS: readonly Cause['kind'][] = ['smallInputs', 'largeSteps', 'rowsAlike', 'alikeUnits', 'plateau'];

/** True for a state of the layers that a jump leads to. Layers of few units come to it by themselves. */
function isConsequence(cause: Cause, { hidden }: Values): boolean {
  switch (cause.kind) {
    case 'rowsAlike':
    case 'flatRows':
    case 'deadUnits':
    case 'alikeUnits':
      return (hidden.find(({ name }) => name === cause.layer)?.value.columns ?? 0) >= ENOUGH_UNITS;
    case 'deadLayer':
    case 'flatOutputs':
    case 'plateau':
      return true;
    default:
      return false;
  }
}

/** True when a cause holds at any alpha. */
function hasStructural(causes: readonly Cause[]): boolean {
  return causes.some(({ kind }) => STRUCTURAL.includes(kind));
}

const STRUCTURAL: readonly Cause['kind'][] = [
  'largeWeights',
  'noHiddenLayer',
  'linearLayers',
  'zeroInputs',
  'outOfReach',
  'constantWeights',
  'regularization',
  'softmaxLoss',
  'largeDropout',
];

function against(cause: Cause, subject: Subject): readonly Remedy[] {
  const { values } = subject;
  switch (cause.kind) {
    case 'alikeInputs':
    case 'largeInputs':
    case 'largeTargets':
    case 'testScale':
    case 'imbalance':
    case 'leak':
    case 'noise':
    case 'unrelated':
    case 'testAtChance':
    case 'firstLoss':
    case 'smallInputs':
    case 'smallTargets':
    case 'chance':
      return [];
    case 'noHiddenLayer':
      return [hiddenLayer(subject)];
    case 'linearLayers':
      return [{ kind: 'hiddenActivation', to: 'tanh' }];
    case 'zeroInputs':
      return addBias(subject);
    case 'outOfReach':
      return [outputActivation(subject)];
    case 'fewUnits':
      return addUnits(cause.layer, subject);
    case 'flatRows':
      // Most other seeds shut out a row too.
      return [...addUnits(cause.layer, subject), ...(isSingle(cause.layer, values) ? [] : addBias(subject))];
    case 'rowsAlike':
    case 'deadUnits':
    case 'alikeUnits':
      // From any seed, one unit is too few.
      return [
        ...addUnits(cause.layer, subject),
        ...(isSingle(cause.layer, values) ? [] : [...addBias(subject), ...reseed(subject)]),
      ];
    case 'deadLayer':
      // In a deep network, another layer may be dead with more units here.
      if (values.hidden.length > 2) return [fewerLayers(subject), ...reseed(subject)];
      return cause.units < SURE_UNITS
        ? addUnits(cause.layer, subject, SURE_UNITS)
        : [{ kind: 'hiddenActivation', to: 'leaky relu' }, ...reseed(subject)];
    case 'constantWeights':
    case 'largeWeights':
      return [{ kind: 'initialWeights', to: initialFor(subject) }];
    case 'vanishingDeltas':
      return [
        fewerLayers(subject),
        ...(cause.sigmoids && values.hidden.length <= thresholds.MOST_LAYERS_FOR_TANH
          ? [{ kind: 'hiddenActivation', to: 'tanh' } as const]
          : []),
      ];
    case 'plateau':
      if (cause.isRounded) return raiseAlpha(subject, ROUNDED_TIMES);
      return [...values.hidden.slice(0, 1).flatMap(({ name }) => addUnits(name, subject)), ...reseed(subject)];
    case 'flatOutputs':
      return [lowerAlpha(subject), ...reseed(subject)];
    case 'largeSteps':
    case 'notFinite':
      return [lowerAlpha(subject)];
    case 'smallSteps':
      return raiseAlpha(subject, cause.times);
    case 'scheduleEnded':
      return [{ kind: 'constantAlpha', alpha: cause.from }];
    case 'tightClipping':
      return [{ kind: 'dropClipping' }];
    case 'regularization':
      return [{ kind: 'dropRegularization' }];
    case 'largeDropout':
      return [{ kind: 'dropout', from: cause.share, to: LESS_DROPOUT }];
    case 'softmaxLoss':
      return crossEntropy(subject);
    case 'smallBatch': {
      const whole = wholeBatch(cause.size, cause.of, subject);
      // Large batches differ little from all rows: the size of the steps matters more.
      const isLarge = cause.size >= thresholds.SMALL_BATCH * cause.of;
      return isLarge ? [lowerAlpha(subject), whole] : [whole, lowerAlpha(subject)];
    }
    case 'testRising':
      return stopEarly(cause.lowestAt);
    case 'manyParameters':
    case 'longTraining':
      return againstOverfitting(cause.lowestAt, subject);
  }
}

function fewerLayers({ values }: Subject): Remedy {
  return { kind: 'fewerLayers', from: values.hidden.length, to: 1 };
}

/** The tutorial's layer for few rows. On many rows sigmoids are slow: 16 of them had not learned spirals when 16 of tanh had. */
function hiddenLayer({ values }: Subject): Remedy {
  return hasManyRows(values)
    ? { kind: 'addHiddenLayer', units: UNITS_OF_MANY_ROWS, activation: 'tanh' }
    : { kind: 'addHiddenLayer', units: ENOUGH_UNITS };
}

function hasManyRows({ target }: Values): boolean {
  return target.rows >= thresholds.SMALL_SET;
}

function addUnits(layer: string, { values }: Subject, atLeast?: number): readonly Remedy[] {
  const hidden = values.hidden.findIndex(({ name }) => name === layer);
  const from = values.hidden[hidden]?.value.columns;
  if (from === undefined) return [];
  const [least, more] = hasManyRows(values) ? [thresholds.WIDE_UNITS, DOUBLE] : [ENOUGH_UNITS, MORE_UNITS];
  return [{ kind: 'addHiddenUnits', hidden, layer, from, to: Math.max(atLeast ?? least, Math.ceil(from * more)) }];
}

function addBias({ program }: Subject): readonly Remedy[] {
  const isBiased = program.roles.layers.every(({ bias }) => bias !== undefined);
  return isBiased ? [] : [{ kind: 'addBias' }];
}

/** Only where the seed draws weights: elsewhere every seed gives the same run. */
function reseed({ program }: Subject): readonly Remedy[] {
  return drawsWeights(program) ? [{ kind: 'reseed' }] : [];
}

/** He et al. 2015 for units that are 0 on one side, Glorot and Bengio 2010 for the others; the tutorial's for few inputs. */
function initialFor({ program, values }: Subject): Extract<Remedy, { kind: 'initialWeights' }>['to'] {
  const { activation = 'sigmoid' } = program.roles.layers[0] ?? {};
  if (activation !== 'sigmoid' && activation !== 'tanh' && activation !== 'linear') return 'he normal';
  return activation === 'sigmoid' && (values.inputs?.columns ?? 0) <= ENOUGH_UNITS ? 'uniform' : 'xavier normal';
}

/** tanh for targets from -1 to 1, linear for others, at an alpha that linear outputs bear. */
function outputActivation(subject: Subject): Remedy {
  const { target, slopes } = subject.values;
  const { low, high } = activations.tanh;
  const fits = target.data.every((cell) => cell >= low && cell <= high);
  if (fits && slopes.activation !== 'tanh') return { kind: 'outputActivation', to: 'tanh', alpha: undefined };
  const to: ActivationName = 'linear';
  return { kind: 'outputActivation', to, alpha: lowerThanNow(stableAlpha(subject), subject) };
}

/** Cross-entropy, for targets that are classes. Its mean over the rows takes a larger alpha than a sum over them. */
function crossEntropy(subject: Subject): readonly Remedy[] {
  const { choices } = subject.program;
  if (dataFactsOf(subject.values)?.classes === undefined || subject.values.target.columns < 2) return [];
  const isSum = choices?.isMean === false && !choices.isAdaptive;
  // The curvature of a softmax with cross-entropy is at most ½ for each value of the last hidden layer, and the bias.
  const bearable = 2 / (1 + (subject.values.hidden.at(-1)?.value.columns ?? squaresPerRow(subject.values)));
  const alpha = Math.min(bearable, rateOf(subject) * (choices?.batch ?? 1));
  return [{ kind: 'loss', to: 'cross-entropy', alpha: isSum ? Number(alpha.toPrecision(2)) : undefined }];
}

/** All rows in each update. A sum over more rows makes larger steps. Linear outputs bear no more than the stable alpha. */
function wholeBatch(from: number, to: number, subject: Subject): Remedy {
  const { choices } = subject.program;
  const isSum = choices?.isMean === false && !choices.isAdaptive;
  const scaled = isSum ? (rateOf(subject) * from) / to : rateOf(subject);
  const alpha = isSteep(subject) ? Math.min(scaled, stableAlpha(subject, to)) : scaled;
  return { kind: 'wholeBatch', from, to, alpha: alpha < rateOf(subject) ? Number(alpha.toPrecision(1)) : undefined };
}

function isSingle(layer: string, { hidden }: Values): boolean {
  return hidden.find(({ name }) => name === layer)?.value.columns === 1;
}

function stopEarly(at: number): readonly Remedy[] {
  return at >= 1 ? [{ kind: 'stopEarly', at }] : [];
}

function againstOverfitting(lowestAt: number, { program, values }: Subject): readonly Remedy[] {
  const { choices } = program;
  const l2 = choices?.isMean === false ? L2 * values.target.rows : L2;
  const widest = values.hidden.reduce((most, { value }) => Math.max(most, value.columns), 0);
  const hidden = values.hidden.findIndex(({ value }) => value.columns === widest);
  return [
    ...stopEarly(lowestAt),
    ...((choices?.l2 ?? 0) < l2 ? [{ kind: 'addL2', to: Number(l2.toPrecision(1)) } as const] : []),
    ...(hidden >= 0 && Math.max(0, ...(choices?.dropout ?? [])) === 0
      ? [{ kind: 'dropout', from: 0, to: DROPOUT } as const]
      : []),
    ...fewerUnits(hidden, values),
  ];
}

/**
 * So few units that there is a weight for about three targets. Only for classes: of quantities, small networks predicted the test set worse
 * in most runs that were tried.
 */
function fewerUnits(hidden: number, values: Values): readonly Remedy[] {
  const layer = values.hidden[hidden];
  if (values.hidden.length !== 1 || layer === undefined || dataFactsOf(values)?.classes === undefined) return [];
  const { rows, columns: outputs } = values.target;
  const weights = (values.inputs?.columns ?? 0) + 1 + outputs;
  const from = layer.value.columns;
  const to = Math.max(2, Math.floor((rows * outputs) / thresholds.ROWS_PER_WEIGHT / weights));
  return 2 * to > from ? [] : [{ kind: 'fewerUnits', hidden, layer: layer.name, from, to }];
}
