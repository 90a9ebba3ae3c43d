import { binary, call, type Expression, name, number, type Shape } from './expression.ts';

/** One line: an assignment to a named matrix. */
export interface Statement {
  readonly target: string;
  readonly operator: '=' | '+=' | '-=';
  readonly value: Expression;
}

/** A matrix the program is given from outside: the data. */
export interface Given {
  readonly name: string;
  readonly shape: Shape;
}

/** What belongs to one layer of weights: the names of its matrix, its bias row if it has one, and what it computes. */
export interface Layer {
  readonly weights: string;
  readonly bias?: string;
  readonly output: string;
}

/** Which names mean what, so that panes and metrics need not guess. */
export interface Roles {
  readonly inputs: string;
  readonly target: string;
  readonly prediction: string;
  /** target − prediction, row for row. */
  readonly error: string;
  /** The factor on every update, where the lines have one. */
  readonly learningRate?: string;
  /** From the inputs to the prediction. */
  readonly layers: readonly Layer[];
}

/**
 * A network and how it learns, as lines over named matrices: `setup` runs once, `iteration` again and again.
 * What is shown, run, checked and saved is always this one value.
 */
export interface Program {
  readonly given: readonly Given[];
  readonly setup: readonly Statement[];
  readonly iteration: readonly Statement[];
  readonly roles: Roles;
}

/** The names that learning changes, in layer order: weights, then the bias of the same layer. */
export function parameters(program: Program): readonly string[] {
  return program.roles.layers.flatMap(({ weights, bias }) => (bias === undefined ? [weights] : [weights, bias]));
}

/**
 * The error the tutorial prints: mean(abs(y − prediction)). The updates descend another, `descendedLoss`.
 */
export function meanAbsoluteError(program: Program): Expression {
  return call('mean', call('abs', name(program.roles.error)));
}

/** ½ Σ (y − prediction)², whose gradient the update lines follow. */
export function descendedLoss(program: Program): Expression {
  return binary('/', call('sum', binary('**', name(program.roles.error), number(2))), number(2));
}

/** The farthest that any prediction is from its target. */
export function largestMiss(program: Program): Expression {
  return call('max', call('abs', name(program.roles.error)));
}
