import type { ActivationName } from './activations.ts';
import type { Choices } from './choices.ts';
import type { Definition } from './definition.ts';
import type { Dtype, Precision } from './dtypes.ts';
import { binary, call, type Expression, name, number, type Shape } from './expression.ts';

/** One line of a program: an assignment to a named matrix. */
export interface Statement {
  readonly target: string;
  readonly operator: '=' | '+=' | '-=';
  readonly value: Expression;
  /** A guard, 1×1: the line runs only when its value is not 0. */
  readonly when?: Expression;
  /**
   * The settings and techniques without which the line would be missing or different: `bias`, `momentum`. Absent for a line of the
   * tutorial.
   */
  readonly techniques?: readonly string[];
  /** The place of the line in the text that it comes from; absent for a line that is written from settings. */
  readonly source?: SourceLine;
}

/** One line of a source text. It is shown in place of the statement's own notation. */
export interface SourceLine {
  /** From 1. */
  readonly line: number;
  /** The line without its indentation and without a comment after it. */
  readonly text: string;
}

export function assign(target: string, value: Expression): Statement {
  return { target, operator: '=', value };
}

export function add(target: string, value: Expression): Statement {
  return { target, operator: '+=', value };
}

/** A matrix of data, which the program reads and does not compute. */
export interface Given {
  readonly name: string;
  readonly shape: Shape;
  /** By default floats of the precision of the program. */
  readonly dtype?: Dtype | undefined;
}

/** The names of one layer. */
export interface Layer {
  readonly weights: string;
  readonly bias?: string;
  /** Other parameters, each one row: scale and shift of batch normalization. */
  readonly others?: readonly string[];
  readonly output: string;
  /** Sigmoid by default. */
  readonly activation?: ActivationName;
  /**
   * True when the derivative of the loss cancels the slope: the delta is then proportional to the error, even where the activation
   * is flat.
   */
  readonly slopeCancels?: true;
}

/**
 * The meaning of some names of a program, so that panes and metrics need not guess. The builder gives every program all roles
 * but `learningRate`. A program from elsewhere may lack any of them: it runs, and can be stepped and watched, without roles;
 * its error curve, verdict and gradient check need `error`, its table of predictions also `target` and `prediction`, and its
 * weights, network and gradients panes need `layers`, which may be an empty list.
 */
export interface Roles {
  /** The given inputs of all examples: `X`, (examples × inputs). */
  readonly examples?: string;
  /** The inputs that an iteration works on: `l0`. */
  readonly inputs?: string;
  /** The given targets of all examples: `y`, (examples × outputs). */
  readonly target?: string;
  readonly prediction?: string;
  /** target − prediction: one row for each example that an iteration works on. */
  readonly error?: string;
  /** The factor of every update; absent where it is 1 and not written. */
  readonly learningRate?: string;
  /** In the order from the inputs to the prediction. */
  readonly layers: readonly Layer[];
}

/** The roles that a program may lack. A reader asks with `whyNotFor`, `hasRoles` or `requireRoles`. */
export type RoleName = Exclude<keyof Roles, 'learningRate'>;

/** A program that has these roles. */
export type ProgramWith<R extends RoleName> = Program & { readonly roles: Required<Pick<Roles, R>> };

/** A reader was given a program that lacks a role. */
export class MissingRoleError extends Error {
  override readonly name = 'MissingRoleError';
}

/** The reason why a reader that needs these roles cannot read this program; undefined when it can. */
export function whyNotFor({ roles }: Program, ...needed: readonly RoleName[]): string | undefined {
  // An empty list of layers is a missing role, too.
  const missing = needed.find((role) => (roles[role]?.length ?? 0) === 0);
  return missing && `not for this program: it does not name its ${missing}`;
}

export function hasRoles<R extends RoleName>(program: Program, ...needed: readonly R[]): program is ProgramWith<R> {
  return whyNotFor(program, ...needed) === undefined;
}

/** @throws MissingRoleError with the words of `whyNotFor`. */
export function requireRoles<R extends RoleName>(program: Program, ...needed: readonly R[]): ProgramWith<R>['roles'] {
  if (hasRoles(program, ...needed)) return program.roles;
  throw new MissingRoleError(whyNotFor(program, ...needed));
}

/** A name that counts the iterations of a technique. It is 1 in the first iteration with the technique. */
export interface Counter {
  readonly name: string;
  /** The technique: `mini-batches`, `adam`. */
  readonly of: string;
}

/**
 * A network and its training as assignments over named matrices: `setup` runs once, then `iteration` again and again. The
 * same value is shown, run, checked, exported and saved.
 */
export interface Program {
  readonly given: readonly Given[];
  /** The type of the numbers of the given matrices; 64-bit floats by default. */
  readonly precision?: Precision;
  readonly setup: readonly Statement[];
  readonly iteration: readonly Statement[];
  readonly roles: Roles;
  readonly counters?: readonly Counter[];
  /** The loss that the updates descend, 1×1; ½ Σ error² by default. */
  readonly loss?: Expression;
  /**
   * −dL/d parameter for every parameter; absent when the update lines add exactly that. It can be computed once all deltas are
   * known.
   */
  readonly directions?: readonly { readonly parameter: string; readonly value: Expression }[];
  /** The techniques that the lines carry out; absent for a program that is not written from settings. */
  readonly definition?: Definition;
  /** Present when an iteration sees only some of the examples, or changes them, as dropout does. */
  readonly evaluation?: Evaluation;
  /** Present when an iteration sees only some of the examples. */
  readonly batches?: Batches;
  /** Absent for a program that is not written from settings. */
  readonly choices?: Choices;
}

/** Mini-batches: how an iteration takes some of the examples. */
export interface Batches {
  /** The name that counts the iterations with mini-batches: `t`. */
  readonly counter: string;
  /** The name of the row numbers of an iteration's examples: `rows`, (size × 1). */
  readonly rows: string;
  /** Examples of an iteration. */
  readonly size: number;
  /** Examples of an epoch: all of them, or those in full batches. */
  readonly epoch: number;
}

/** Completed epochs after `iterations` iterations. */
export function epochsAfter({ size, epoch }: Batches, iterations: number): number {
  return Math.floor((iterations * size) / epoch);
}

/** The completed iterations, more than `iterations`, at which the next epoch ends. */
export function nextEpochEnd(batches: Batches, iterations: number): number {
  const { size, epoch } = batches;
  return Math.max(iterations + 1, Math.ceil(((epochsAfter(batches, iterations) + 1) * epoch) / size));
}

/** Lines that predict every example. They run on demand and change no parameter. */
export interface Evaluation {
  readonly lines: readonly Statement[];
  readonly prediction: string;
  /** target − prediction, of every example. */
  readonly error: string;
  /** The names of the layers' values, from the first hidden layer to the prediction. */
  readonly layers: readonly string[];
}

/** The names of all parameters, layer by layer: the weights first. */
export function parameters(program: Program): readonly string[] {
  return program.roles.layers.flatMap((layer) => [layer.weights, ...rowParameters(layer)]);
}

/** The parameters of a layer besides its weights, each one row: the bias first. */
export function rowParameters({ bias, others = [] }: Layer): readonly string[] {
  return bias === undefined ? others : [bias, ...others];
}

/**
 * The name of target − prediction for every example (examples × outputs).
 * @throws MissingRoleError for a program without an error.
 */
export function wholeError(program: Program): string {
  return program.evaluation?.error ?? requireRoles(program, 'error').error;
}

/**
 * The name of the prediction of every example (examples × outputs).
 * @throws MissingRoleError for a program without a prediction.
 */
export function wholePrediction(program: Program): string {
  return program.evaluation?.prediction ?? requireRoles(program, 'prediction').prediction;
}

/** The error that the tutorial prints: mean(abs(y − prediction)) over all examples. The updates descend `descendedLoss`. */
export function meanAbsoluteError(program: Program): Expression {
  return call('mean', call('abs', name(wholeError(program))));
}

/** mean(abs(y − prediction)) over the examples of an iteration: only a batch of them, and with the units that dropout leaves. */
export function iterationError(program: Program): Expression {
  return call('mean', call('abs', name(requireRoles(program, 'error').error)));
}

/** The loss that the updates descend: ½ Σ (y − prediction)² by default. */
export function descendedLoss(program: Program): Expression {
  if (program.loss !== undefined) return program.loss;
  const { error } = requireRoles(program, 'error');
  return binary('/', call('sum', binary('**', name(error), number(2))), number(2));
}

/** The descent direction of every parameter, without alpha: −dL/d parameter. */
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

/** The index of the first line that changes a parameter. Before it, all descent directions can be computed. */
export function firstUpdate(program: Program): number {
  const names = new Set(parameters(program));
  return program.iteration.findIndex(({ target }) => names.has(target));
}

/** The norm of the gradient: the root of the sum of its squares over all parameters. */
export function gradientNorm(program: Program): Expression {
  return normOf(descentDirections(program).map(({ value }) => value));
}

/** The same from the names of the lines that compute its parts before the first update, or the name of the line that is it. */
export function namedGradientNorm(program: Program): Expression {
  const lines = program.iteration.slice(0, firstUpdate(program)).filter(({ operator }) => operator === '=');
  const named = (value: Expression): Expression => {
    const line = lines.findLast((own) => JSON.stringify(own.value) === JSON.stringify(value));
    // A line below may have given its name to something else.
    const isLast = line !== undefined && lines.findLast(({ target }) => target === line.target) === line;
    return isLast ? name(line.target) : value;
  };
  return named(normOf(descentDirections(program).map(({ value }) => named(value))));
}

function normOf(parts: readonly Expression[]): Expression {
  const squares = parts.map((part): Expression => call('sum', binary('**', part, number(2))));
  return call('sqrt', squares.length === 0 ? number(0) : squares.reduce((sum, square) => binary('+', sum, square)));
}

/** The largest distance of a prediction from its target. */
export function largestMiss(program: Program): Expression {
  return call('max', call('abs', name(wholeError(program))));
}
