import type { Activation } from '../language/activations.ts';
import { binary, call, type Expression, name, type Shape, transpose } from '../language/expression.ts';
import { add, type Batches, type Counter, type Layer, type Statement } from '../language/program.ts';

/**
 * A network whose program is being written: all lines by their place in it, not yet in order. The plain network is a draft; each
 * technique turns a draft into another one.
 *
 * A gradient appears here as its negative, the descent direction: the updates add it.
 */
export interface Draft {
  /** Rows of the data. */
  readonly examples: number;
  /** Rows of one iteration: all examples, or those of a batch. */
  readonly rows: number;
  /** The matrices that the first layer and the errors start from, with `rows` rows. */
  readonly inputs: Expression;
  readonly target: Expression;
  /** Set once, before the weights: alpha, momentum. */
  readonly constants: readonly Statement[];
  /** Set to 0 before the first iteration; an iteration begins with `t += 1` for each. */
  readonly counters: readonly Counter[];
  /** After the counters, before the first layer. */
  readonly opening: readonly Statement[];
  /** From the first hidden layer to the outputs. */
  readonly layers: readonly DraftLayer[];
  /** After all gradients and before the first update: lines that need all gradients together. */
  readonly shared: readonly Statement[];
  readonly loss: Expression;
  /** True when alpha is a name in the program. A learning rate of 1 is not written. */
  readonly hasRate: boolean;
  /** True when the lines of an iteration predict every example as the network is. Batches and dropout make it false. */
  readonly predictsAll: boolean;
  readonly batches?: Batches;
}

export interface DraftLayer {
  readonly names: Layer;
  /** Units of the layer before, and of this one. */
  readonly before: number;
  readonly units: number;
  /** The matrix that it reads: `l1`, or `l1_kept` after dropout. */
  readonly from: string;
  readonly activation: Activation;
  /** Initial values of everything that outlives an iteration, the weights first. */
  readonly setup: readonly Statement[];
  /** From `from` to `out` in training, and in an evaluation of all examples. */
  readonly forward: (from: string, out: string) => readonly Statement[];
  readonly evaluate: (from: string, out: string) => readonly Statement[];
  /** After `forward`, in training only. */
  readonly after: readonly Statement[];
  readonly error: readonly Statement[];
  readonly delta: readonly Statement[];
  /** The name of −dL/d(sums), from which the parameters and the layer before learn. */
  readonly back: string;
  /** Weights first. */
  readonly parameters: readonly DraftParameter[];
}

export interface DraftParameter {
  readonly name: string;
  readonly shape: Shape;
  readonly isWeights: boolean;
  /** −dL/d(parameter) */
  readonly direction: Expression;
  /** True when the direction has its own line, named by `gradientName`, because it is read more than once. */
  readonly isNamed: boolean;
  /** The lines that change the parameter, given its direction: an expression, or the name of its line. */
  readonly update: (direction: Expression) => readonly Statement[];
}

/** `syn0_grad`: the line of a direction with `isNamed`. */
export function gradientName(parameter: DraftParameter): string {
  return `${parameter.name}_grad`;
}

export function mapLayers(draft: Draft, change: (layer: DraftLayer, index: number) => DraftLayer): Draft {
  return { ...draft, layers: draft.layers.map(change) };
}

export function mapParameters(draft: Draft, change: (parameter: DraftParameter) => DraftParameter): Draft {
  return mapLayers(draft, (layer) => ({ ...layer, parameters: layer.parameters.map(change) }));
}

/**
 * Adds a counter for a technique: 1 in its first iteration. A technique that is switched on in the middle of a run counts from there,
 * so each has its own counter. The first counter is called `t`.
 * @param of the technique that counts, as in `Counter.of`.
 * @param otherName its name where there is a `t` already: `t_adam`.
 */
export function withCounter(
  draft: Draft,
  of: string,
  otherName: string,
): { readonly draft: Draft; readonly t: string } {
  const t = draft.counters.length === 0 ? 't' : otherName;
  return { draft: { ...draft, counters: [...draft.counters, { name: t, of }] }, t };
}

/**
 * The parameters of a layer: weights (I×O), whose direction is `from.T @ back`, and a bias row (1×O) if it has one, whose
 * direction is the sum of `back` over the rows.
 * @param shape of the weights.
 * @param from the layer's inputs (B×I).
 * @param back −dL/d(sums) (B×O).
 */
export function parametersOf(
  { weights, bias }: Layer,
  shape: Shape,
  from: string,
  back: string,
  hasRate: boolean,
): readonly DraftParameter[] {
  const own: DraftParameter = {
    name: weights,
    shape,
    isWeights: true,
    direction: binary('@', transpose(name(from)), name(back)),
    isNamed: false,
    update: descent(weights, hasRate),
  };
  return bias === undefined ? [own] : [own, rowParameter(bias, shape.columns, call('sum', name(back), 0), hasRate)];
}

/** A parameter of one row (1×columns). */
export function rowParameter(own: string, columns: number, direction: Expression, hasRate: boolean): DraftParameter {
  const shape = { rows: 1, columns };
  return { name: own, shape, isWeights: false, direction, isNamed: false, update: descent(own, hasRate) };
}

/** `syn0 += alpha * (…)` */
function descent(parameter: string, hasRate: boolean): DraftParameter['update'] {
  return (direction) => [add(parameter, rated(direction, hasRate))];
}

/** `alpha * step`, or `step` where alpha is 1. */
export function rated(step: Expression, hasRate: boolean): Expression {
  return hasRate ? binary('*', name('alpha'), step) : step;
}

/** `value * factor`; undefined is a factor of 1, which is not written. */
export function times(value: Expression, factor: Expression | undefined): Expression {
  return factor === undefined ? value : binary('*', value, factor);
}
