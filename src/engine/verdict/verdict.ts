/*
 * The verdict on a run, in numbers; the dashboard puts it into words. Types only. Rows, columns and units count from 0.
 * One file, though it is long: the list of causes and remedies is its bulk, and the compiler checks the readers of both unions.
 */

import type { ActivationName } from '../../language/activations.ts';

/**
 * `fits` and `settled`: at rest, and close to the targets, or at least much better than the mean or the most common class. `stuck` and
 * `plateau`: at rest far from the targets, with a reason why it stays so, or without one. `overfitting`: the test set is predicted
 * clearly worse than the training set.
 */
export type VerdictKind =
  | 'untrained'
  | 'learning'
  | 'solved'
  | 'fits'
  | 'settled'
  | 'overfitting'
  | 'plateau'
  | 'stuck'
  | 'saturated'
  | 'oscillating'
  | 'diverged';

/** `bits`: every target is 0 or 1, and no classes are named. */
export type TargetKind = 'classes' | 'bits' | 'quantities';

export interface Verdict {
  readonly kind: VerdictKind;
  /** Completed iterations since which the verdict holds. */
  readonly since: number;
  /** Another kind that the newest looks agree on, but not yet for long enough. */
  readonly pending: { readonly kind: VerdictKind; readonly since: number } | undefined;
  /** Undefined before the first iteration, and after a change whose network has not run yet. */
  readonly facts: VerdictFacts | undefined;
  /** The most telling first; empty when there is nothing to explain. */
  readonly causes: readonly Cause[];
  /** The most promising first; empty when nothing needs to be done, or no change of a setting would help. */
  readonly remedies: readonly Remedy[];
}

export interface VerdictFacts {
  /** Completed iterations at which these numbers were measured. */
  readonly measuredAt: number;
  /** mean(abs(target − prediction)) */
  readonly error: number;
  /** A prediction is right when it is at most this far from its target. */
  readonly margin: number;
  /** Examples × outputs. */
  readonly predictions: number;
  readonly outputs: number;
  readonly wrong: number;
  /** The distance of the worst prediction from its target. */
  readonly worst: number;
  /** The worst predictions, the worst first; of several outputs, the worst one of each row. */
  readonly misses: readonly Miss[];
  /** The share of the wrong predictions whose slope is near 0. */
  readonly flat: number;
  /** The share of the excess error that the recent part of the run took away; below 0 when it has grown. Undefined at first. */
  readonly progress: number | undefined;
  /** Completed iterations at which the recent part began. */
  readonly progressSince: number;
  /**
   * The change of a prediction in one update: the mean over all predictions and over the recent part. Changes of quantities are in standard
   * deviations of the targets.
   */
  readonly swing: number;
  /** The largest change of a prediction in one of the updates that were watched, and the number of that update, from 1. */
  readonly largestSwing: number;
  readonly largestSwingAt: number;
  /**
   * Completed iterations since which no update has changed a prediction, in all looks; undefined while updates change them. Absent, like
   * all below, in the checkpoints of version 0.1.0.
   */
  readonly stillSince?: number | undefined;
  readonly targets?: TargetKind | undefined;
  readonly train?: SetFacts | undefined;
  /** Absent without a test set, and until it is measured. */
  readonly test?: TestFacts | undefined;
}

/** The predictions of the training set or the test set, row by row. */
export interface SetFacts {
  readonly rows: number;
  /** Rows of another class than predicted; of quantities, rows with a prediction farther than the margin from its target. */
  readonly wrong: number;
  /** The most common mistake; absent for quantities. Classes count from 0; for a single output they are 0 and 1. */
  readonly mistake?: { readonly actual: number; readonly predicted: number; readonly rows: number } | undefined;
  /** The most common class of the training set, and the rows here that have another one; absent for quantities. */
  readonly majority?: { readonly class: number; readonly wrong: number } | undefined;
  /**
   * 1 − R²: the sum of squared misses as a share of that of always predicting the mean of the set's targets. The mean over the outputs
   * that vary; NaN where none does.
   */
  readonly unexplained: number;
  /** The same for the least-squares fit of a line to the training set; absent when it is not computed. */
  readonly line?: number | undefined;
}

/** The test set, as the network of the last look predicts it. */
export interface TestFacts extends SetFacts {
  /** Completed iterations at which it was measured. */
  readonly measuredAt: number;
  /** mean(abs(target − prediction)) */
  readonly error: number;
  /** The lowest `unexplained` of all looks, and its completed iterations. */
  readonly lowest: number;
  readonly lowestAt: number;
  /**
   * Standard errors by which the test set is predicted worse than the training set: of the share of wrong rows, or for quantities of the
   * mean squared miss, or of the mean miss where that tells more. Below 0 when it is predicted better.
   */
  readonly gap: number;
  /**
   * Standard errors by which the rows of the test set are predicted worse than at `lowestAt`, row by row. Only where that is certain, while
   * the training set is predicted better.
   */
  readonly rise?: number | undefined;
}

/** A prediction that is wrong; in a row of another class than predicted, the one for its own class. */
export interface Miss {
  readonly row: number;
  readonly column: number;
  readonly prediction: number;
  readonly target: number;
  /** The slope of the last layer there: the factor of what this row can still change. For a sigmoid, prediction (1 − prediction). */
  readonly slope: number;
  /** The predicted class, where it is not the row's own; absent for quantities. */
  readonly taken?: number | undefined;
}

/**
 * A cause of a verdict. `layer` is the name of a layer's values: `l1`. Columns count from 0. Lists of rows and units are cut after
 * `LISTED`.
 */
export type Cause =
  /** There is no hidden layer; `correlation` is the largest absolute correlation of an input column with a target column. */
  | { readonly kind: 'noHiddenLayer'; readonly correlation: number }
  /** All hidden layers are linear: together with the last layer they do the work of one. */
  | { readonly kind: 'linearLayers'; readonly layers: number }
  /** All inputs of these rows are 0. Without a bias, the prediction is the activation of 0. */
  | { readonly kind: 'zeroInputs'; readonly activation: ActivationName; readonly rows: readonly number[] }
  /** The targets of these rows are outside the range of the last activation. */
  | { readonly kind: 'outOfReach'; readonly activation: ActivationName; readonly rows: readonly number[] }
  /** A hidden layer of very few units: each row goes through as many numbers. */
  | { readonly kind: 'fewUnits'; readonly layer: string; readonly units: number }
  /** These rows have different targets, and in a hidden layer values that differ by at most `within`. */
  | { readonly kind: 'rowsAlike'; readonly layer: string; readonly rows: readonly number[]; readonly within: number }
  /** All units of a hidden layer have a slope below `slope` in these rows: the layers before it learn nothing from them. */
  | { readonly kind: 'flatRows'; readonly layer: string; readonly rows: readonly number[]; readonly slope: number }
  /** These units, of `of`, have a slope below `slope` in every row: their weights no longer change. */
  | {
      readonly kind: 'deadUnits';
      readonly layer: string;
      readonly activation: ActivationName;
      /** All dead units of the layer. */
      readonly units: readonly number[];
      readonly of: number;
      readonly slope: number;
    }
  /** All units of a layer, of an activation that is flat where it is 0, are 0 in every row. */
  | { readonly kind: 'deadLayer'; readonly layer: string; readonly activation: ActivationName; readonly units: number }
  /** The values of these units differ by at most `within` in every row: they do the work of one. */
  | { readonly kind: 'alikeUnits'; readonly layer: string; readonly units: readonly number[]; readonly within: number }
  /** The units of `layer` start with the same weights, and no random number tells them apart. */
  | { readonly kind: 'constantWeights'; readonly layer: string }
  /** The initial weights make a `share` of the values of `layer` flat, with inputs of ordinary size. */
  | {
      readonly kind: 'largeWeights';
      readonly layer: string;
      readonly activation: ActivationName;
      readonly share: number;
    }
  /** The loss of the first iteration, and that of an even guess. */
  | { readonly kind: 'firstLoss'; readonly loss: number; readonly chance: number }
  /** The deltas of `layer` are only a `share` of those of `last`: the layers before it hardly learn. */
  | {
      readonly kind: 'vanishingDeltas';
      readonly layer: string;
      readonly last: string;
      readonly share: number;
      readonly sigmoids: boolean;
    }
  /** Nothing is flat and nothing is alike: the updates of the rows cancel. `quickening` when progress has become faster. */
  | {
      readonly kind: 'plateau';
      readonly quickening: boolean;
      /** True where no update changes a prediction in 32-bit floats: small updates are lost in rounding. */
      readonly isRounded?: true;
    }
  /** The wrong predictions are saturated; `slope` is the steepest among those that are listed. */
  | {
      readonly kind: 'flatOutputs';
      readonly activation: ActivationName;
      readonly slope: number;
      readonly steepest: number;
    }
  /** The change of predictions in update `update`: of quantities in standard deviations of the targets. */
  | {
      readonly kind: 'largeSteps';
      readonly alpha: number;
      readonly swing: number;
      readonly update: number;
      readonly targets?: 'quantities' | undefined;
    }
  /** With `times` the alpha, a run as long as this one is old enough; 10 in older checkpoints. */
  | { readonly kind: 'smallSteps'; readonly alpha: number; readonly times?: number | undefined }
  /** A schedule has brought alpha from `from` to `to`, before the run was at its goal. */
  | { readonly kind: 'scheduleEnded'; readonly schedule: string; readonly from: number; readonly to: number }
  /** Clipping limits the updates to a size with which the run hardly moves. */
  | { readonly kind: 'tightClipping'; readonly what: 'deltas' | 'gradients'; readonly limit: number }
  /** The pull of L1, L2 or weight decay towards 0 holds all weights below `largest`. */
  | {
      readonly kind: 'regularization';
      readonly l1: number;
      readonly l2: number;
      readonly weightDecay: number;
      readonly largest: number;
    }
  /** More than half of the units of a layer are left out. */
  | { readonly kind: 'largeDropout'; readonly layer: string; readonly share: number }
  /** The outputs are softmax, and the loss is not the one that goes with it. */
  | { readonly kind: 'softmaxLoss'; readonly loss: string }
  /** Each update follows few of the rows, and the next one others. */
  | { readonly kind: 'smallBatch'; readonly size: number; readonly of: number }
  /** The program draws random numbers in every iteration. */
  | { readonly kind: 'chance' }
  /** `conflicting` rows, of `of`, have the same inputs as another row and a different target; absent in older checkpoints. */
  | {
      readonly kind: 'alikeInputs';
      readonly rows: readonly number[];
      readonly conflicting?: number | undefined;
      readonly of?: number | undefined;
    }
  /**
   * `saturates` is an activation of the network that large sums make flat, if there is one. `column` has the largest size (root of the
   * mean square), which is `times` that of the smallest column.
   */
  | {
      readonly kind: 'largeInputs';
      readonly largest: number;
      readonly saturates: ActivationName | undefined;
      readonly column?: number | undefined;
      readonly times?: number | undefined;
    }
  | { readonly kind: 'largeTargets'; readonly largest: number }
  /** All inputs that vary are small, or `column` alone; `size` is the root of the mean square. */
  | { readonly kind: 'smallInputs'; readonly size: number; readonly column?: number | undefined }
  | { readonly kind: 'smallTargets'; readonly largest: number }
  /** A column of the test set that is `times` as large, or as far from the training set's mean, as in the training set. */
  | { readonly kind: 'testScale'; readonly column: number; readonly times: number }
  /** Always predicting class `class` is right in a `share` of the rows, and the run does no better. */
  | { readonly kind: 'imbalance'; readonly class: number; readonly share: number }
  /** Input `column` alone tells output `output`; without `output`, all of them. */
  | {
      readonly kind: 'leak';
      readonly column: number;
      readonly output: number | undefined;
      readonly correlation: number;
    }
  /**
   * The run misses no more than rows that are close to each other differ. Classes: the share of rows whose nearest row is of another
   * class. Quantities: the standard deviation of what inputs do not tell, estimated from nearest rows. `missed` is the share of wrong rows,
   * or the root of the mean squared miss; absent in older checkpoints.
   */
  | {
      readonly kind: 'noise';
      readonly of: 'classes' | 'quantities';
      readonly level: number;
      readonly missed?: number | undefined;
    }
  /** Nearest rows differ about as much (`near`) as any two rows (`any`): shares of rows, or standard deviations. */
  | {
      readonly kind: 'unrelated';
      readonly of: 'classes' | 'quantities';
      readonly near: number;
      readonly any: number;
    }
  /** In no look was the test set predicted better than by the mean: `lowest` is the least unexplained share. */
  | { readonly kind: 'testAtChance'; readonly lowest: number }
  /** The test set is predicted worse, row by row, than at `lowestAt`. */
  | { readonly kind: 'testRising'; readonly lowestAt: number }
  /** Overfitting: there are more parameters than targets; `lowestAt` is where the test set was predicted best. */
  | {
      readonly kind: 'manyParameters';
      readonly parameters: number;
      readonly rows: number;
      readonly lowestAt: number;
    }
  /** Overfitting, with fewer parameters than targets. */
  | { readonly kind: 'longTraining'; readonly lowestAt: number }
  /** The matrix that gets the first non-finite value; in a script the name, and the line, from 1, that has assigned it. */
  | { readonly kind: 'notFinite'; readonly name: string; readonly line?: number | undefined };

/** A remedy: a change of settings, or of the seed, to start over with. `alpha` where the new settings need another learning rate. */
export type Remedy =
  /** The base alpha, from which a schedule starts. */
  | { readonly kind: 'lowerAlpha' | 'raiseAlpha'; readonly from: number; readonly to: number }
  | { readonly kind: 'reseed' }
  /** `hidden` is the index of a hidden layer. */
  | {
      readonly kind: 'addHiddenUnits' | 'fewerUnits';
      readonly hidden: number;
      readonly layer: string;
      readonly from: number;
      readonly to: number;
    }
  /** Sigmoids without `activation`, as in older checkpoints. */
  | { readonly kind: 'addHiddenLayer'; readonly units: number; readonly activation?: ActivationName | undefined }
  | { readonly kind: 'addBias' }
  /** Keeps the first hidden layers. */
  | { readonly kind: 'fewerLayers'; readonly from: number; readonly to: number }
  /** For all hidden layers. */
  | { readonly kind: 'hiddenActivation'; readonly to: ActivationName }
  | { readonly kind: 'outputActivation'; readonly to: ActivationName; readonly alpha: number | undefined }
  | {
      readonly kind: 'loss';
      readonly to: 'cross-entropy' | 'binary cross-entropy';
      readonly alpha: number | undefined;
    }
  /** A rule that draws the initial weights. */
  | { readonly kind: 'initialWeights'; readonly to: 'uniform' | 'xavier normal' | 'he normal' }
  | { readonly kind: 'dropRegularization' }
  | { readonly kind: 'addL2'; readonly to: number }
  | { readonly kind: 'dropout'; readonly from: number; readonly to: number }
  | { readonly kind: 'dropClipping' }
  /** The schedule off. */
  | { readonly kind: 'constantAlpha'; readonly alpha: number }
  | { readonly kind: 'wholeBatch'; readonly from: number; readonly to: number; readonly alpha: number | undefined }
  /** A run of `at` iterations. */
  | { readonly kind: 'stopEarly'; readonly at: number };
