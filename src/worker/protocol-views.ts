/*
 * What can be looked at in a run besides what every snapshot has, and what is to be seen there: types only, a part of
 * `protocol.ts`.
 */

import type { FieldRequest, FieldValues } from '../engine/field.ts';
import type { Fit } from '../engine/fit.ts';
import type { Matrix } from '../engine/matrix.ts';
import type { ErrorCurve } from '../engine/observers/record.ts';

/** What is wanted of every snapshot besides what it has; without a word on it nothing is. */
export interface ViewRequest {
  /** What the network makes of a plane. */
  readonly field?: FieldRequest | undefined;
  /** What an example brings about in the network. */
  readonly example?: ExampleName | undefined;
  /** Which classes are taken for which. */
  readonly confusions?: boolean;
  /** The weights from every input to some units of the first layer, each of them, however many there are. */
  readonly incoming?: UnitRange | undefined;
}

/** Units of a layer, counted from 0. */
export interface UnitRange {
  readonly first: number;
  readonly count: number;
}

/** An example that a network learns from, or is measured on, counted from 0. */
export interface ExampleName {
  readonly set: 'train' | 'test';
  readonly row: number;
}

/**
 * What the network makes of examples that it never learns from, with its parameters as they are: after an iteration, those that
 * it has updated.
 */
export interface TestView {
  /** mean(abs(target − prediction)) */
  readonly error: number;
  /** At some of the iterations: the more examples, the fewer. */
  readonly curve: ErrorCurve;
  /** Examples × outputs, row by row. */
  readonly prediction: Float64Array;
  readonly fit: Fit;
}

/**
 * What the network makes of the examples that it learns from, with its parameters as they are. A snapshot's own prediction may be
 * that of the last iteration, before its update: beside a test, or on a plane, it would be a network of another moment.
 */
export interface PresentView {
  /** mean(abs(target − prediction)) */
  readonly error: number;
  /** Examples × outputs, row by row. */
  readonly prediction: Float64Array;
}

/** What the network, with its parameters as they are, makes of each cell of a plane. */
export type FieldView = FieldValues & { readonly request: FieldRequest };

/** What an example brings about in the network, with its parameters as they are. */
export interface ActivationsView {
  readonly example: ExampleName;
  /** The inputs, then the values of each layer. */
  readonly layers: readonly Float64Array[];
}

/** The weights from every input to some units of the first layer. */
export interface IncomingView {
  readonly first: number;
  /** Inputs × units. */
  readonly weights: Matrix;
}
