import { quoted } from '../language/wording.ts';
import { type DataFault, failure, type Outcome, settingFault, success } from './data-fault.ts';
import type { Dataset, Examples, Scaling } from './dataset.ts';
import type { CodedColumn } from './encode.ts';
import { learnScaling, type ScaleKind, scaled, unscalable } from './scaling.ts';

export interface ScaleChoices {
  /** Of inputs that are quantities. */
  readonly scale?: ScaleKind | undefined;
  /** Of targets that are quantities. */
  readonly scaleTargets?: ScaleKind | undefined;
}

/** By the training rows alone: what is tested with must not have a say. */
export function scaleDataset(
  dataset: Dataset,
  columns: readonly CodedColumn[],
  choices: ScaleChoices,
): Outcome<Dataset> {
  const { scale = 'none', scaleTargets = 'none' } = choices;
  const { train, test, classes, inputNames, targetNames } = dataset;
  const isQuantity = (column: number): boolean => columns[column]?.isCoded === false;
  const inputScaling = scale === 'none' ? undefined : learnScaling(train.inputs, scale, isQuantity);
  const targetScaling =
    scaleTargets === 'none' || classes !== undefined ? undefined : learnScaling(train.targets, scaleTargets);
  const faults = [
    ...unscalableColumn(['scale'], inputScaling, inputNames),
    ...unscalableColumn(['scaleTargets'], targetScaling, targetNames),
  ];
  if (faults.length > 0) return failure(...faults);
  const scaleBoth = ({ inputs, targets }: Examples): Examples => ({
    inputs: inputScaling === undefined ? inputs : scaled(inputs, inputScaling),
    targets: targetScaling === undefined ? targets : scaled(targets, targetScaling),
  });
  return success({ ...dataset, train: scaleBoth(train), test: test && scaleBoth(test), inputScaling, targetScaling });
}

function unscalableColumn(
  path: readonly string[],
  scaling: Scaling | undefined,
  names: readonly string[],
): readonly DataFault[] {
  const column = scaling === undefined ? undefined : unscalable(scaling);
  if (column === undefined) return [];
  const found = `numbers too far apart for 64 bits in column ${quoted(names[column] ?? '')}`;
  return [settingFault(path, 'numbers that can be scaled', found)];
}
