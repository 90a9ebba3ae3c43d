import type { ActivationName } from './activations.ts';
import { binary, call, type Expression, name, number, type Shape } from './expression.ts';

/** One line of a program: an assignment to a named matrix. */
export interface Statement {
  readonly target: string;
  readonly operator: '=' | '+=' | '-=';
  readonly value: Expression;
  /** A guard, 1×1: the line runs only while its value is not 0. */
  readonly when?: Expression;
  /** The techniques without which the line would be missing or different: `momentum`. None for a line of the tutorial. */
  readonly techniques?: readonly string[];
  /** The place of the line in the text that it comes from; absent for a line that is written from settings. */
  readonly source?: SourceLine;
}

/** One line of a source text. It is shown in place of the statement's own notation. */
export interface SourceLine {
  /** From 1. */
  readonly line: number;
  /** The line without its indentation and without a comment behind it. */
  readonly text: string;
}

export function assign(target: string, value: Expression): Statement {
  return { target, operator: '=', value };
}

export function add(target: string, value: Expression): Statement {
  return { target, operator: '+=', value };
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
  /** What else it learns, each one row: scale and shift of batch normalization. */
  readonly others?: readonly string[];
  readonly output: string;
  /** What makes its values of its sums; sigmoid where nothing is said. */
  readonly activation?: ActivationName;
  /** Whether the loss takes the slope out again: an error then moves the sums by as much as it is, however flat they are. */
  readonly slopeCancels?: true;
}

/**
 * The meaning of some names of a program, so that panes and metrics need not guess. The builder gives every program all roles
 * but `learningRate`. A program from elsewhere may lack any of them: it runs, and can be stepped and watched, without roles;
 * its error curve, verdict and gradient check need `error`, its table of predictions also `target` and `prediction`, and its
 * weights, network and gradients panes need `layers` (none is an empty list).
 */
export interface Roles {
  readonly inputs: string;
  readonly target: string;
  readonly prediction: string;
  /** target − prediction: one row for each example. */
  readonly error: string;
  /** The factor of every update; absent where it is 1 and not written. */
  readonly learningRate?: string;
  /** In the order from the inputs to the prediction. */
  readonly layers: readonly Layer[];
}

/** A name that counts iterations, and what it counts them for: from where that has begun, be it in the middle of a run. */
export interface Counter {
  readonly name: string;
  readonly of: string;
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
  readonly counters?: readonly Counter[];
  /** What the updates descend; ½ Σ error² where nothing else is said. */
  readonly loss?: Expression;
  /** −dL/d parameter, where its update line takes more than that; readable once all deltas have been computed. */
  readonly directions?: readonly { readonly parameter: string; readonly value: Expression }[];
  /** How all examples are predicted, where the lines of an iteration see some of them only, or change them on the way. */
  readonly evaluation?: Evaluation;
  /** Where an iteration works on some of the examples only. */
  readonly batches?: Batches;
}

/** How examples are divided: the program counts its iterations in `t`. */
export interface Batches {
  /** Rows of an iteration. */
  readonly size: number;
  /** Rows of an epoch: all of them, or those that make full batches. */
  readonly epoch: number;
}

/** How often every example has been worked on after so many iterations. */
export function epochsAfter({ size, epoch }: Batches, iterations: number): number {
  return Math.floor((iterations * size) / epoch);
}

/** Lines that are run when somebody wants to know what the network makes of every example; they change no parameter. */
export interface Evaluation {
  readonly lines: readonly Statement[];
  readonly prediction: string;
  /** target − prediction, for every example. */
  readonly error: string;
  readonly layers: readonly string[];
}

/** The names that learning changes, in layer order: weights, then the bias of the same layer. */
export function parameters(program: Program): readonly string[] {
  return program.roles.layers.flatMap((layer) => [layer.weights, ...rowParameters(layer)]);
}

/** What a layer learns besides its weights, each one row: its bias first. */
export function rowParameters({ bias, others = [] }: Layer): readonly string[] {
  return bias === undefined ? others : [bias, ...others];
}

/** target − prediction, for every example, as the network predicts them. */
export function wholeError({ evaluation, roles }: Program): string {
  return evaluation?.error ?? roles.error;
}

/**
 * The error the tutorial prints: mean(abs(y − prediction)), of all examples. The updates descend another, `descendedLoss`.
 */
export function meanAbsoluteError(program: Program): Expression {
  return call('mean', call('abs', name(wholeError(program))));
}

/** The same of what an iteration has worked on: a batch, or a network with units left out. */
export function iterationError({ roles }: Program): Expression {
  return call('mean', call('abs', name(roles.error)));
}

/** What the update lines descend: ½ Σ (y − prediction)², or what the program says. */
export function descendedLoss(program: Program): Expression {
  return program.loss ?? binary('/', call('sum', binary('**', name(program.roles.error), number(2))), number(2));
}

/** The way down for every parameter, alpha taken out: what the program says, or what its update lines add. */
export function descentDirections(
  program: Program,
): readonly { readonly parameter: string; readonly value: Expression }[] {
  const names = new Set(parameters(program));
  const { learningRate } = program.roles;
  const withoutRate = (value: Expression): Expression =>
    value.kind === 'binary' && value.operator === '*' && value.left.kind === 'name' && value.left.name === learningRate
      ? value.right
      : value;
  const updates = program.iteration.filter(({ target, operator }) => names.has(target) && operator === '+=');
  return program.directions ?? updates.map(({ target, value }) => ({ parameter: target, value: withoutRate(value) }));
}

/** The first line that changes a parameter: there every direction can be read, of the parameters as they still are. */
export function firstUpdate(program: Program): number {
  const names = new Set(parameters(program));
  return program.iteration.findIndex(({ target }) => names.has(target));
}

/** √ of the sum of the squares of all directions. */
export function gradientNorm(program: Program): Expression {
  const squares = descentDirections(program).map(({ value }) => call('sum', binary('**', value, number(2))));
  return call(
    'sqrt',
    squares.reduce((sum, square) => binary('+', sum, square), number(0)),
  );
}

/** The farthest that any prediction is from its target. */
export function largestMiss(program: Program): Expression {
  return call('max', call('abs', name(wholeError(program))));
}
