import { type ActivationName, activations } from '../language/activations.ts';
import { count } from '../language/wording.ts';
import { activationOf, type BaseSettings } from './base.ts';
import { excessOf, most } from './bounds.ts';
import { anyTechniques, type NetworkSettings } from './settings.ts';
import type { Complaint, Rule, TargetFacts } from './technique.ts';

/** A setting that makes no sense with the other settings, or with the data. */
export interface Refusal extends Complaint {
  readonly setting: keyof NetworkSettings;
  /** All settings that it depends on. */
  readonly reads: readonly (keyof NetworkSettings)[];
}

/** The largest distance from 1 of a sum of probabilities, which may be rounded: 3 × 0.3333333. */
const SLACK = 1e-6;
const FROM_0_TO_1: readonly ActivationName[] = ['sigmoid', 'softmax'];

const baseRules: readonly Rule<BaseSettings>[] = [
  { setting: 'activations', reads: ['activations', 'layerSizes'], check: numberOfActivations },
  { setting: 'activations', reads: ['activations', 'layerSizes'], check: jointHiddenLayer },
  { setting: 'activations', reads: ['activations', 'layerSizes'], check: loneSoftmax },
  { setting: 'loss', reads: ['loss', 'activations', 'layerSizes'], check: crossEntropyOutputs },
  { setting: 'loss', reads: ['loss', 'activations', 'layerSizes'], check: binaryCrossEntropyOutputs },
  { setting: 'initial', reads: ['initial', 'layerSizes'], check: wrongShapes },
];

const rules: readonly Rule<NetworkSettings>[] = [
  ...baseRules,
  ...anyTechniques.flatMap((technique) => technique.rules ?? []),
  {
    setting: 'layerSizes',
    reads: ['layerSizes', 'bias', ...anyTechniques.flatMap(({ kept = [] }) => kept)],
    check: tooLarge,
  },
];

/**
 * All settings that make no sense with the others.
 * @param changed only rules that read one of these settings.
 */
export function refusals(
  settings: NetworkSettings,
  facts: TargetFacts,
  changed?: readonly (keyof NetworkSettings)[],
): readonly Refusal[] {
  return rules
    .filter(({ reads }) => changed === undefined || reads.some((setting) => changed.includes(setting)))
    .flatMap(({ setting, reads, check }) => {
      const complaint = check(settings, facts);
      return complaint === undefined ? [] : [{ setting, reads, ...complaint }];
    });
}

/** The first setting that makes no sense with the others. */
export function refusal(settings: NetworkSettings, facts: TargetFacts): Refusal | undefined {
  return refusals(settings, facts)[0];
}

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

const depthOf = ({ layerSizes }: BaseSettings): number => layerSizes.length - 1;
const outputsOf = ({ layerSizes }: BaseSettings): number => layerSizes.at(-1) as number;
const lastActivation = (settings: BaseSettings): ActivationName => activationOf(settings, depthOf(settings));

function numberOfActivations(settings: BaseSettings): Complaint | undefined {
  const { activations: own } = settings;
  const depth = depthOf(settings);
  if (own.length <= 1 || own.length === depth) return undefined;
  const reason = 'every layer after the inputs has one activation';
  return { expected: `${depth}, one for each layer after the inputs`, found: String(own.length), reason };
}

function jointHiddenLayer(settings: BaseSettings): Complaint | undefined {
  const { activations: own } = settings;
  // A single softmax is for the last layer: `activationOf`.
  if (own.length <= 1) return undefined;
  const index = own.findIndex((name, k) => k < depthOf(settings) - 1 && 'isJoint' in activations[name]);
  if (index === -1) return undefined;
  const found = `"${own[index]}"`;
  return { index, expected: 'another activation in a hidden layer', found, reason: 'softmax is for the last layer' };
}

function loneSoftmax(settings: BaseSettings): Complaint | undefined {
  if (lastActivation(settings) !== 'softmax' || outputsOf(settings) > 1) return undefined;
  const reason = 'softmax divides 1 among the outputs, so a single output is always 1';
  return { expected: 'at least 2 outputs for softmax', found: '1', reason };
}

function crossEntropyOutputs(settings: BaseSettings, { notShares }: TargetFacts): Complaint | undefined {
  if (settings.loss !== 'cross-entropy') return undefined;
  const activation = lastActivation(settings);
  if (activation !== 'softmax') {
    const reason = 'cross-entropy needs probabilities of classes, which softmax gives';
    return { expected: 'softmax in the last layer for cross-entropy', found: `"${activation}"`, reason };
  }
  if (outputsOf(settings) < 2) {
    const reason = 'cross-entropy needs at least two classes; a single output has binary cross-entropy';
    return { expected: 'at least 2 outputs for cross-entropy', found: '1', reason };
  }
  if (notShares === undefined) return undefined;
  const reason = 'cross-entropy needs targets that are probabilities: none below 0, and a sum of 1 in each row';
  return {
    expected: 'rows of targets that sum to 1, none below 0',
    found: `other targets in row ${notShares + 1}`,
    reason,
  };
}

function binaryCrossEntropyOutputs(settings: BaseSettings, { outside }: TargetFacts): Complaint | undefined {
  if (settings.loss !== 'binary cross-entropy') return undefined;
  const activation = lastActivation(settings);
  if (!FROM_0_TO_1.includes(activation)) {
    const reason = 'binary cross-entropy takes logarithms of outputs, which must lie between 0 and 1';
    return { expected: 'sigmoid or softmax in the last layer', found: `"${activation}"`, reason };
  }
  if (outside === undefined) return undefined;
  const reason = 'binary cross-entropy needs targets from 0 to 1';
  return { expected: 'targets from 0 to 1 for this loss', found: `other targets in row ${outside + 1}`, reason };
}

function wrongShapes({ initial, layerSizes }: BaseSettings): Complaint | undefined {
  if (typeof initial !== 'object') return undefined;
  const depth = layerSizes.length - 1;
  const reason = 'a matrix of weights has a row for each unit before it and a column for each unit after it';
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
  const found = count(excess.found);
  const upTo = `at most ${count(most[excess.of])}`;
  if (excess.of === 'activations') {
    const reason = 'every unit has a value for each example';
    return { expected: `${upTo} activations (rows × units of all layers)`, found, reason };
  }
  const reason = 'every optimizer but descent keeps one or two numbers for each weight';
  return { expected: `${upTo} numbers that are learned or kept by the optimizer`, found, reason };
}
