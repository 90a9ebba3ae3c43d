/*
 * What can be looked at in a run besides what every snapshot has, and what is to be seen there: types only, a part of
 * `protocol.ts`.
 */
import type { ErrorCurve } from '../engine/error-history.ts';
import type { FieldRequest, FieldValues } from '../engine/field.ts';
import type { Fit } from '../engine/fit.ts';

/** What is wanted of every snapshot besides what it has; without a word on it nothing is. */
export interface Looks {
  readonly field?: FieldRequest | undefined;
  readonly example?: ExampleName | undefined;
  readonly confusions?: boolean;
}

/** An example that a network learns from, or is measured on, counted from 0. */
export interface ExampleName {
  readonly set: 'train' | 'test';
  readonly row: number;
}

/** Commands that change what is looked at, and nothing else. */
export type LookCommand =
  /** What the network makes of a plane. */
  | { readonly type: 'setField'; readonly field: FieldRequest | undefined }
  /** What an example brings about in the network. */
  | { readonly type: 'setExample'; readonly example: ExampleName | undefined }
  /** Which classes are taken for which. */
  | { readonly type: 'setConfusions'; readonly confusions: boolean };

/**
 * What the network makes of examples that it never learns from, with its parameters as they are: after an iteration, those that
 * it has updated.
 */
export interface TestView {
  /** mean(abs(target − prediction)) */
  readonly error: number;
  /** At some of the iterations: the more examples, the fewer. */
  readonly curve: ErrorCurve;
  /** Examples × outputs, row by row; empty where there are more than a few ten thousand. */
  readonly prediction: Float64Array;
  readonly fit: Fit;
}

/** What the network, with its parameters as they are, makes of each cell of a plane. */
export type FieldView = FieldValues & { readonly request: FieldRequest };

/** What an example brings about in the network, with its parameters as they are. */
export interface ActivationsView {
  readonly example: ExampleName;
  /** The inputs, then the values of each layer. */
  readonly layers: readonly Float64Array[];
}
