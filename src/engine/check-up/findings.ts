import type { Cause } from '../verdict/verdict.ts';

/** `good` ✓, `bad` ✗; `open` – says nothing, or that something is as it must be. */
export type State = 'good' | 'bad' | 'open';

/** The finding of one part of a check-up, with its numbers. */
export type Finding = { readonly state: State } & (
  | FirstLossFinding
  | FewRowsFinding
  | ZeroedInputsFinding
  | GradientsFinding
  | TestRowsFinding
  | ScalesFinding
  | AlphasFinding
);
export type FindingKind = Finding['kind'];

/** The loss of the first predictions against that of chance: an even guess, or the best constant for each output. */
export interface FirstLossFinding {
  readonly kind: 'firstLoss';
  readonly of: 'classes' | 'quantities';
  /** The kind of loss that the run descends. */
  readonly by: 'crossEntropy' | 'squares' | 'sizes';
  /**
   * The mean cross-entropy; or the mean square, or the mean size, of the errors of all outputs, as a multiple of what predicting
   * the mean or the median gives.
   */
  readonly loss: number;
  readonly chance: number;
}

/** Rows that the network learns by heart. */
export interface FewRowsFinding {
  readonly kind: 'fewRows';
  /** Fewer than two rows that differ cannot be checked. */
  readonly rows: number;
  readonly right: number;
  readonly iterations: number;
  /** The learning that succeeded, or came nearest. */
  readonly by: 'own' | 'adam';
  /** The try with Adam: its alpha, true where its initial weights are others, and the try with the settings of the run. */
  readonly adam?: {
    readonly alpha: number;
    readonly isReseeded: boolean;
    readonly own: { readonly right: number; readonly iterations: number };
  };
}

/** The mean square of predictions with the inputs, and with zeros in their place. */
export interface ZeroedInputsFinding {
  readonly kind: 'zeroedInputs';
  readonly error: number;
  readonly zeroed: number;
  /** Completed iterations of the network that was examined. */
  readonly iterations: number;
  /** The run, or before its first iteration a trial. */
  readonly of: 'run' | 'trial';
  /** The learning rate of the trial. */
  readonly alpha?: number | undefined;
  /** False when all predictions are the same without inputs. */
  readonly usesInputs: boolean;
}

export interface GradientsFinding {
  readonly kind: 'gradients';
  /** The largest relative difference at the current weights, and whether it passes. */
  readonly worst: number;
  readonly isWorstGood: boolean;
  /** The largest difference along directions at random weights, where it is too large. */
  readonly elsewhere?: number | undefined;
  /** The first name whose line does not compute what its technique defines. */
  readonly fault?: string | undefined;
  readonly atKinks: number;
  /** `kinks`: no cell has a slope. `zero`: all gradients are exactly 0. `expected`: a line changes deltas or layers on purpose. */
  readonly result: 'passed' | 'failed' | 'expected' | 'limited' | 'kinks' | 'zero' | 'unmeasured';
}

/** Test rows that are also in the training set. */
export interface TestRowsFinding {
  readonly kind: 'testRows';
  readonly shared: number;
  /** Test rows that were looked for; 0 without a test set. */
  readonly of: number;
  /** Rows of the test set. */
  readonly all: number;
}

export interface ScalesFinding {
  readonly kind: 'scales';
  readonly inputs: readonly [number, number];
  readonly targets: readonly [number, number];
  /** The cells of the inputs, and those that are too large for initial weights of ordinary size. */
  readonly cells: number;
  readonly largeCells: number;
  readonly causes: readonly Cause[];
}

/** The loss after a few iterations for several learning rates. */
export interface AlphasFinding {
  readonly kind: 'alphas';
  readonly own: number;
  readonly best: number;
  readonly iterations: number;
  /** False when no alpha lowers the mean square by a tenth. */
  readonly falls: boolean;
  /** The mean square before the first iteration. */
  readonly start: number;
  readonly points: readonly AlphaPoint[];
}

export interface AlphaPoint {
  readonly alpha: number;
  /** The mean square after the iterations; NaN where a prediction is NaN or infinite. */
  readonly loss: number;
}
