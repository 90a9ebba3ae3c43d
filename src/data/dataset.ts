import type { Examples } from '../engine/examples.ts';

export type { Examples };

/** What a network learns and is tested on, as numbers that it can take. */
export interface Dataset {
  readonly train: Examples;
  /** Examples that it never learns from; of the same columns. */
  readonly test?: Examples | undefined;
  /** One for each column. */
  readonly inputNames: readonly string[];
  readonly targetNames: readonly string[];
  /**
   * What the targets are names of: a class for each column, of which the right one is 1; or of a single column the two
   * that 0 and 1 stand for. Without them targets are quantities.
   */
  readonly classes?: readonly string[] | undefined;
  /** How columns were scaled, learned on the training rows alone. */
  readonly inputScaling?: Scaling | undefined;
  readonly targetScaling?: Scaling | undefined;
  /** What is in the place of a missing input, before scaling; learned on the training rows alone. */
  readonly inputFillings?: Float64Array | undefined;
  /** The inputs are pixels, row by row. */
  readonly image?: ImageSize | undefined;
}

/** For each column: (original − shift) / unit is what the network sees. */
export interface Scaling {
  readonly shift: Float64Array;
  readonly unit: Float64Array;
}

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}
