import { type ActivationName, activations } from '../language/activations.ts';
import { activationName } from './base.ts';
import { excessOf, most } from './bounds.ts';
import type { NetworkSettings } from './settings.ts';
import { dropoutShares } from './techniques/dropout.ts';

/** What a combination depends on of the data, found out once. */
export interface TargetFacts {
  readonly rows: number;
  /** The first row with a target that is below 0 or above 1. */
  readonly outside?: number | undefined;
  /** The first row that is not shares of classes: none negative, in sum 1. */
  readonly notShares?: number | undefined;
}

/** A setting that makes no sense with the others, or with the data. */
export interface Refusal {
  readonly setting: keyof NetworkSettings;
  /** All that it comes of. */
  readonly reads: readonly (keyof NetworkSettings)[];
  /** Of a list, the item that is meant. */
  readonly index?: number;
  /** `expected …, found …`, and a sentence that stands by itself. */
  readonly expected: string;
  readonly found: string;
  readonly reason: string;
}

type Complaint = Omit<Refusal, 'setting' | 'reads'>;

interface Rule {
  /** The setting that is told of; with `reads` those that the rule depends on. */
  readonly setting: keyof NetworkSettings;
  readonly reads: readonly (keyof NetworkSettings)[];
  readonly check: (settings: NetworkSettings, facts: TargetFacts) => Complaint | undefined;
}

/** How far from 1 a sum of shares may be: thirds are rounded. */
const SLACK = 1e-6;
const FROM_0_TO_1: readonly ActivationName[] = ['sigmoid', 'softmax'];

const rules: readonly Rule[] = [
  { setting: 'activations', reads: ['activations', 'layerSizes'], check: numberOfActivations },
  { setting: 'activations', reads: ['activations', 'layerSizes'], check: jointHiddenLayer },
  { setting: 'activations', reads: ['activations', 'layerSizes'], check: loneSoftmax },
  { setting: 'loss', reads: ['loss', 'activations', 'layerSizes'], check: crossEntropyOutputs },
  { setting: 'loss', reads: ['loss', 'activations', 'layerSizes'], check: binaryCrossEntropyOutputs },
  { setting: 'batchSize', reads: ['batchSize'], check: largeBatch },
  { setting: 'batchNorm', reads: ['batchNorm', 'layerSizes'], check: nothingToNormalize },
  { setting: 'batchNorm', reads: ['batchNorm', 'batchSize'], check: batchOfOne },
  { setting: 'dropout', reads: ['dropout', 'layerSizes'], check: nothingToDrop },
  { setting: 'dropout', reads: ['dropout', 'layerSizes'], check: numberOfShares },
  { setting: 'dropout', reads: ['dropout', 'dropoutForm', 'activations', 'layerSizes'], check: followUpOfOthers },
  { setting: 'initial', reads: ['initial', 'layerSizes'], check: wrongShapes },
  {
    setting: 'layerSizes',
    reads: ['layerSizes', 'bias', 'batchNorm', 'optimizer', 'batchSize', 'batchOrder'],
    check: tooLarge,
  },
];

/**
 * Why settings cannot be used together, in the order of their table; empty where they can.
 * @param changed only what may have come of these settings is looked at.
 */
export function refusals(
  settings: NetworkSettings,
  facts: TargetFacts,
  changed?: readonly string[],
): readonly Refusal[] {
  return rules
    .filter(({ reads }) => changed === undefined || reads.some((setting) => changed.includes(setting)))
    .flatMap(({ setting, reads, check }) => {
      const complaint = check(settings, facts);
      return complaint === undefined ? [] : [{ setting, reads, ...complaint }];
    });
}

/** The first reason why settings cannot be used together. */
export function refusal(settings: NetworkSettings, facts: TargetFacts): Refusal | undefined {
  return refusals(settings, facts)[0];
}

/** What has to be known of targets to judge settings. */
export function targetFacts(targets: readonly (readonly number[])[]): TargetFacts {
  const first = (isWrong: (row: readonly number[]) => boolean): number | undefined => {
    const row = targets.findIndex(isWrong);
    return row === -1 ? undefined : row;
  };
  const sum = (row: readonly number[]): number => row.reduce((total, target) => total + target, 0);
  return {
    rows: targets.length,
    outside: first((row) => row.some((target) => !(target >= 0 && target <= 1))),
    notShares: first((row) => row.some((target) => !(target >= 0)) || !(Math.abs(sum(row) - 1) <= SLACK)),
  };
}

const depthOf = ({ layerSizes }: NetworkSettings): number => layerSizes.length - 1;
const outputsOf = ({ layerSizes }: NetworkSettings): number => layerSizes.at(-1) as number;

function lastActivation({ activations: own = [] }: NetworkSettings): ActivationName {
  return own.at(-1) ?? 'sigmoid';
}

function numberOfActivations(settings: NetworkSettings): Complaint | undefined {
  const { activations: own = [] } = settings;
  const depth = depthOf(settings);
  if (own.length <= 1 || own.length === depth) return undefined;
  const reason = 'every layer after the inputs has one activation';
  return { expected: `${depth}, one for each layer after the inputs`, found: String(own.length), reason };
}

function jointHiddenLayer(settings: NetworkSettings): Complaint | undefined {
  const { activations: own = [] } = settings;
  // One for all is for the last layer where it is of no use in the others.
  if (own.length <= 1) return undefined;
  const index = own.findIndex((name, k) => k < depthOf(settings) - 1 && 'isJoint' in activations[name]);
  if (index === -1) return undefined;
  const found = `"${own[index]}"`;
  return { index, expected: 'another activation in a hidden layer', found, reason: `softmax is for the last layer` };
}

function loneSoftmax(settings: NetworkSettings): Complaint | undefined {
  if (lastActivation(settings) !== 'softmax' || outputsOf(settings) > 1) return undefined;
  const reason = 'softmax shares 1 among the outputs, and a single one always gets all of it';
  return { expected: 'at least 2 outputs for softmax', found: '1', reason };
}

function crossEntropyOutputs(settings: NetworkSettings, { notShares }: TargetFacts): Complaint | undefined {
  if (settings.loss !== 'cross-entropy') return undefined;
  const activation = lastActivation(settings);
  if (activation !== 'softmax') {
    const reason = 'cross-entropy compares shares of classes, which only softmax gives';
    return { expected: 'softmax in the last layer for cross-entropy', found: `"${activation}"`, reason };
  }
  if (outputsOf(settings) < 2) {
    const reason = 'cross-entropy chooses among classes; for a single output there is binary cross-entropy';
    return { expected: 'at least 2 outputs for cross-entropy', found: '1', reason };
  }
  if (notShares === undefined) return undefined;
  const reason = 'cross-entropy needs targets that are shares of classes: none below 0, each row in sum 1';
  return { expected: 'rows of targets that sum to 1, none below 0', found: `others in row ${notShares + 1}`, reason };
}

function binaryCrossEntropyOutputs(settings: NetworkSettings, { outside }: TargetFacts): Complaint | undefined {
  if (settings.loss !== 'binary cross-entropy') return undefined;
  const activation = lastActivation(settings);
  if (!FROM_0_TO_1.includes(activation)) {
    const reason = 'binary cross-entropy takes logarithms of outputs, which must lie between 0 and 1';
    return { expected: 'sigmoid or softmax in the last layer', found: `"${activation}"`, reason };
  }
  if (outside === undefined) return undefined;
  const reason = 'binary cross-entropy needs targets from 0 to 1';
  return { expected: 'targets from 0 to 1 for this loss', found: `others in row ${outside + 1}`, reason };
}

function largeBatch({ batchSize = 0 }: NetworkSettings, { rows }: TargetFacts): Complaint | undefined {
  if (batchSize <= rows) return undefined;
  const reason = 'a batch is a part of the examples';
  return { expected: `at most ${rows}, the rows of the data`, found: String(batchSize), reason };
}

function nothingToNormalize(settings: NetworkSettings): Complaint | undefined {
  if (settings.batchNorm !== true || depthOf(settings) > 1) return undefined;
  const reason = 'batch normalization is for hidden layers';
  return { expected: 'a hidden layer for batch normalization', found: 'none', reason };
}

function batchOfOne({ batchNorm, batchSize = 0 }: NetworkSettings, { rows }: TargetFacts): Complaint | undefined {
  if (batchNorm !== true || (batchSize || rows) > 1) return undefined;
  const reason = 'a batch of one example is its own mean, and nothing is left of it after normalization';
  return { expected: 'batches of at least 2 for batch normalization', found: '1', reason };
}

function nothingToDrop(settings: NetworkSettings): Complaint | undefined {
  const { dropout = 0 } = settings;
  const isNone = typeof dropout === 'number' ? dropout === 0 : dropout.length === 0;
  if (isNone || depthOf(settings) > 1) return undefined;
  const reason = 'dropout leaves out hidden units';
  return { expected: 'a hidden layer for dropout', found: 'none', reason };
}

function numberOfShares(settings: NetworkSettings): Complaint | undefined {
  const { dropout = 0 } = settings;
  const hidden = depthOf(settings) - 1;
  if (typeof dropout === 'number' || hidden === 0 || dropout.length === hidden) return undefined;
  const reason = 'every hidden layer has one share that is left out';
  return { expected: `${hidden}, one for each hidden layer`, found: String(dropout.length), reason };
}

/** Why the follow-up's form of dropout is not for a network: it overwrites outputs, of which slopes are taken afterwards. */
export function noFollowUp(settings: NetworkSettings): Complaint | undefined {
  const dropped = dropoutShares(settings).map((share, index) => share > 0 && activationName(settings, index + 1));
  const other = dropped.find((name) => name !== false && name !== 'sigmoid');
  if (other === undefined) return undefined;
  const reason = 'the follow-up form of dropout is for sigmoids, whose slope is 0 where a unit is left out';
  return { expected: 'sigmoid where this form of dropout leaves out units', found: `"${other}"`, reason };
}

function followUpOfOthers(settings: NetworkSettings): Complaint | undefined {
  return settings.dropoutForm === 'follow-up' ? noFollowUp(settings) : undefined;
}

function wrongShapes({ initial, layerSizes }: NetworkSettings): Complaint | undefined {
  if (typeof initial !== 'object') return undefined;
  const depth = layerSizes.length - 1;
  const reason = 'each matrix of weights has a row for each unit before it and a column for each after it';
  if (initial.length !== depth) {
    return { expected: `${depth}, one for each layer of weights`, found: String(initial.length), reason };
  }
  for (const [index, matrix] of initial.entries()) {
    const [rows, columns] = [layerSizes[index] as number, layerSizes[index + 1] as number];
    const odd = matrix.find((row) => row.length !== columns);
    if (matrix.length === rows && odd === undefined) continue;
    const width = matrix[0]?.length ?? 0;
    const isRagged = matrix.some((row) => row.length !== width);
    const expected = `syn${index} of ${rows}×${columns}`;
    const found = isRagged ? `${matrix.length} rows, one of them of ${odd?.length}` : `${matrix.length}×${width}`;
    return { index, expected, found, reason };
  }
  return undefined;
}

function tooLarge(settings: NetworkSettings, facts: TargetFacts): Complaint | undefined {
  if (wrongShapes(settings) !== undefined) return undefined;
  const excess = excessOf(settings, facts.rows);
  if (excess === undefined) return undefined;
  const found = grouped(excess.found);
  const upTo = `at most ${grouped(most[excess.of])}`;
  if (excess.of === 'activations') {
    const reason = 'every unit has a value for each example';
    return { expected: `${upTo} activations (rows × units of all layers)`, found, reason };
  }
  const reason = 'every optimizer but descent remembers one or two numbers of each weight';
  return { expected: `${upTo} numbers that are learned or remembered`, found, reason };
}

/** `4,096` */
function grouped(amount: number): string {
  return amount.toLocaleString('en-US');
}
