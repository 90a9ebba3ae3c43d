import type { Matrix } from './matrix.ts';

/** Inputs and what should come out, a row for each example. */
export interface Examples {
  /** (examples × inputs) */
  readonly inputs: Matrix;
  /** (examples × outputs) */
  readonly targets: Matrix;
}
