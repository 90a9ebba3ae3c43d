/*
 * The verdict on a run, in numbers; the dashboard puts it into words. Types only. Rows, columns and units count from 0.
 */

import type { ActivationName } from '../../language/activations.ts';

/**
 * `fits` and `settled`: at rest, and close to the targets, or at least much better than the mean or the commonest class. `stuck` and
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
  /** The commonest mistake; absent for quantities. Classes count from 0; for a single output they are 0 and 1. */
  readonly mistake?: { readonly actual: number; readonly predicted: number; readonly rows: number } | undefined;
  /** The commonest class of the training set, and the rows here that have another one; absent for quantities. */
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
   * mean squared miss. Below 0 when it is predicted better.
   */
  readonly gap: number;
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

/** A cause of a verdict. `layer` is the name of a layer's values: `l1`. Lists of rows and units are cut after `LISTED`. */
export type Cause =
  /** There is no hidden layer; `correlation` is the largest absolute correlation of an input column with a target column. */
  | { readonly kind: 'noHiddenLayer'; readonly correlation: number }
  /** All inputs of these rows are 0. Without a hidden layer and a bias, the prediction is the activation of 0. */
  | { readonly kind: 'zeroInputs'; readonly activation: ActivationName; readonly rows: readonly number[] }
  /** These rows have the same inputs and different targets. */
  | { readonly kind: 'alikeInputs'; readonly rows: readonly number[] }
  /** The targets of these rows are outside the range of the last activation. */
  | { readonly kind: 'outOfReach'; readonly activation: ActivationName; readonly rows: readonly number[] }
  /** These rows have different targets, and in a hidden layer values that differ by at most `within`. */
  | { readonly kind: 'rowsAlike'; readonly layer: string; readonly rows: readonly number[]; readonly within: number }
  /** All units of a hidden layer have a slope below `slope` in these rows: the layers before it learn nothing from them. */
  | { readonly kind: 'flatRows'; readonly layer: string; readonly rows: readonly number[]; readonly slope: number }
  /** These units, of `of`, have a slope below `slope` in every row: their weights no longer change. */
  | {
      readonly kind: 'deadUnits';
      readonly layer: string;
      readonly activation: ActivationName;
      readonly units: readonly number[];
      readonly of: number;
      readonly slope: number;
    }
  /** The values of these units differ by at most `within` in every row: they do the work of one. */
  | { readonly kind: 'alikeUnits'; readonly layer: string; readonly units: readonly number[]; readonly within: number }
  /** The deltas of `layer` are only a `share` of those of `last`: the layers before it hardly learn. */
  | {
      readonly kind: 'vanishingDeltas';
      readonly layer: string;
      readonly last: string;
      readonly share: number;
      readonly sigmoids: boolean;
    }
  /** Nothing is flat and nothing is alike: the updates of the rows cancel. `quickening` when progress has become faster. */
  | { readonly kind: 'plateau'; readonly quickening: boolean }
  /** The wrong predictions are saturated; `slope` is the steepest among those that are listed. */
  | {
      readonly kind: 'flatOutputs';
      readonly activation: ActivationName;
      readonly slope: number;
      readonly steepest: number;
    }
  | { readonly kind: 'largeSteps'; readonly alpha: number; readonly swing: number; readonly update: number }
  | { readonly kind: 'smallSteps'; readonly alpha: number }
  /** `saturates` is an activation of the network that large sums make flat, if there is one. */
  | { readonly kind: 'largeInputs'; readonly largest: number; readonly saturates: ActivationName | undefined }
  /** The program draws random numbers in every iteration. */
  | { readonly kind: 'chance' }
  /** The matrix that gets the first non-finite value. */
  | { readonly kind: 'notFinite'; readonly name: string };

/** A remedy: a change of one setting, or of the seed, to start over with. */
export type Remedy =
  | { readonly kind: 'lowerAlpha' | 'raiseAlpha'; readonly from: number; readonly to: number }
  | { readonly kind: 'reseed' }
  /** `hidden` is the index of a hidden layer. */
  | {
      readonly kind: 'addHiddenUnits';
      readonly hidden: number;
      readonly layer: string;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'addHiddenLayer'; readonly units: number }
  | { readonly kind: 'addBias' }
  /** Keeps the first hidden layers. */
  | { readonly kind: 'fewerLayers'; readonly from: number; readonly to: number }
  /** For all hidden layers. */
  | { readonly kind: 'hiddenActivation'; readonly to: ActivationName };
