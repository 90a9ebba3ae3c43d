/*
 * What a run has come to, in numbers: types only, so that the engine can find it and the dashboard can put it into words.
 * Rows, columns and units are counted from 0.
 */

import type { ActivationName } from '../../language/activations.ts';

export type VerdictKind = 'untrained' | 'learning' | 'solved' | 'stuck' | 'saturated' | 'oscillating' | 'diverged';

export interface Verdict {
  readonly kind: VerdictKind;
  /** Completed iterations from which on it has been so. */
  readonly since: number;
  /** What the newest looks say instead, though not for long enough yet to be believed. */
  readonly pending: { readonly kind: VerdictKind; readonly since: number } | undefined;
  /** Undefined before the first iteration, and where a change has made it another network that has not run yet. */
  readonly facts: VerdictFacts | undefined;
  /** The most telling first; empty where there is nothing to explain. */
  readonly causes: readonly Cause[];
  /** The most promising first; empty where nothing needs to be done, or nothing that a key could do would help. */
  readonly remedies: readonly Remedy[];
}

export interface VerdictFacts {
  /** Completed iterations at which these numbers were taken; they stay until the run is looked at again. */
  readonly measuredAt: number;
  /** mean(abs(target − prediction)) */
  readonly error: number;
  /** Nearer to its target than this a prediction is right. */
  readonly margin: number;
  /** Examples × outputs. */
  readonly predictions: number;
  readonly outputs: number;
  readonly wrong: number;
  /** How far the worst prediction is from its target. */
  readonly worst: number;
  /** The first of the wrong predictions, by row, then by column. */
  readonly misses: readonly Miss[];
  /** The share of the wrong predictions whose slope is near 0. */
  readonly flat: number;
  /** The share of what is wrong that the last part of the run took away; below 0 it has grown. Undefined at first. */
  readonly progress: number | undefined;
  /** The completed iterations at which that part began. */
  readonly progressSince: number;
  /** How much one update changes a prediction, on average over all of them and over that part. */
  readonly swing: number;
  /** The most that one of the updates that were watched has changed a prediction, and which it was, counted from 1. */
  readonly largestSwing: number;
  readonly largestSwingAt: number;
}

/** A prediction that is not near its target. */
export interface Miss {
  readonly row: number;
  readonly column: number;
  readonly prediction: number;
  readonly target: number;
  /** Of the last layer there, the factor on what this row can still change: of a sigmoid prediction (1 − prediction), at most ¼. */
  readonly slope: number;
}

/** Why a run is what it is. `layer` is the name of a layer's values, `l1`. Lists of rows and units are cut after a few. */
export type Cause =
  /** The last layer is all there is; `correlation` is the strongest, in size, of an input column with a target column. */
  | { readonly kind: 'noHiddenLayer'; readonly correlation: number }
  /** All inputs of these rows are 0, which without a hidden layer and without a bias can only give the activation of 0. */
  | { readonly kind: 'zeroInputs'; readonly activation: ActivationName; readonly rows: readonly number[] }
  /** These rows have the same inputs and different targets. */
  | { readonly kind: 'alikeInputs'; readonly rows: readonly number[] }
  /** The values of the last layer stay between bounds, the targets of these rows do not. */
  | { readonly kind: 'outOfReach'; readonly activation: ActivationName; readonly rows: readonly number[] }
  /** A hidden layer gives these rows, whose targets differ, values nearer to each other than `within`. */
  | { readonly kind: 'rowsAlike'; readonly layer: string; readonly rows: readonly number[]; readonly within: number }
  /** No unit of a hidden layer has a slope above `slope` on these rows: nothing below it learns from them. */
  | { readonly kind: 'flatRows'; readonly layer: string; readonly rows: readonly number[]; readonly slope: number }
  /** These of `of` units have a slope below `slope` on every row: their own weights no longer change. */
  | {
      readonly kind: 'deadUnits';
      readonly layer: string;
      readonly activation: ActivationName;
      readonly units: readonly number[];
      readonly of: number;
      readonly slope: number;
    }
  /** These units give the same value on every row: they do the work of one. */
  | { readonly kind: 'alikeUnits'; readonly layer: string; readonly units: readonly number[]; readonly within: number }
  /** The deltas of a layer are so many times smaller (`share`) than those of the last: what is before it hardly learns. */
  | {
      readonly kind: 'vanishingDeltas';
      readonly layer: string;
      readonly last: string;
      readonly share: number;
      readonly sigmoids: boolean;
    }
  /** Nothing is flat and nothing is alike: what the rows ask for cancels. `quickening` when the pace has begun to grow. */
  | { readonly kind: 'plateau'; readonly quickening: boolean }
  /** The wrong predictions are sure of themselves; `slope` is the steepest among those that are listed. */
  | {
      readonly kind: 'flatOutputs';
      readonly activation: ActivationName;
      readonly slope: number;
      readonly steepest: number;
    }
  | { readonly kind: 'largeSteps'; readonly alpha: number; readonly swing: number; readonly update: number }
  | { readonly kind: 'smallSteps'; readonly alpha: number }
  /** `saturates` is what large sums make flat, if there is such an activation. */
  | { readonly kind: 'largeInputs'; readonly largest: number; readonly saturates: ActivationName | undefined }
  /** The lines draw random numbers in every iteration. */
  | { readonly kind: 'chance' }
  /** The first value that is no longer finite: of the data, then of the weights, then of the lines in their order. */
  | { readonly kind: 'notFinite'; readonly name: string };

/** What may help; each can be done by changing one setting, or the seed, and starting over. */
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
  /** Keeps the first of the hidden layers. */
  | { readonly kind: 'fewerLayers'; readonly from: number; readonly to: number }
  /** Of all hidden layers. */
  | { readonly kind: 'hiddenActivation'; readonly to: ActivationName };
