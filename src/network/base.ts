import { type ActivationName, activations, derivativeOf } from '../language/activations.ts';
import type { Precision } from '../language/dtypes.ts';
import { LEAST_SHARE, LEAST_SINGLE_SHARE } from '../language/example-rows.ts';
import { binary, call, type Expression, fill, name, number, transpose } from '../language/expression.ts';
import { assign, type Layer, type Statement } from '../language/program.ts';
import { activationLines } from './activation-lines.ts';
import { type Draft, type DraftLayer, parametersOf, times } from './draft.ts';
import { type Initial, initialWeights, uniform } from './initial.ts';
import { type Loss, type LossName, losses, type Outputs } from './losses.ts';

/** The settings of the network without any technique. */
export interface BaseSettings {
  /** Units of each layer, from the inputs to the outputs: [3, 4, 1]. At least two. */
  readonly layerSizes: readonly number[];
  readonly bias: boolean;
  /** The initial bias rows; only with bias. */
  readonly biasStart: 'zero' | 'random';
  /** One activation for all layers, or one for each layer after the inputs. */
  readonly activations: readonly ActivationName[];
  readonly initial: Initial;
  readonly loss: LossName;
  /** Alpha, the factor on every update, above 0. At 1 the lines have no factor. */
  readonly learningRate: number;
  /** The type of the numbers in all matrices. */
  readonly precision: Precision;
}

/** The tutorial's network. The data say how many inputs and outputs there are. */
export const baseDefaults: Omit<BaseSettings, 'layerSizes'> = {
  bias: false,
  biasStart: 'zero',
  activations: ['sigmoid'],
  initial: 'uniform',
  loss: 'half square',
  learningRate: 1,
  precision: 'float64',
};

/** Units of the hidden layers of the tutorial. */
export const defaultHidden: readonly number[] = [4];

/** Units of each hidden layer. */
export function hiddenOf({ layerSizes }: Pick<BaseSettings, 'layerSizes'>): readonly number[] {
  return layerSizes.slice(1, -1);
}

/** The activation of each layer after the inputs. */
export function activationsOf(settings: BaseSettings): readonly ActivationName[] {
  return settings.layerSizes.slice(1).map((_, index) => activationOf(settings, index + 1));
}

/** @param k the layer, from 1 for the first hidden one. */
export function activationOf({ activations: own, layerSizes }: BaseSettings, k: number): ActivationName {
  const found = own.length === 1 ? own[0] : own[k - 1];
  // Softmax is for the last layer. Where it is the one for all layers, the hidden ones are sigmoids.
  const isHidden = k < layerSizes.length - 1;
  return found === undefined || (own.length === 1 && isHidden && found === 'softmax') ? 'sigmoid' : found;
}

/** The settings of the plain network that differ with other hidden layers. */
export function resizedLayers(settings: BaseSettings, hidden: readonly number[]): Partial<BaseSettings> {
  const before = activationsOf(settings);
  const layerSizes = [settings.layerSizes[0] ?? 1, ...hidden, settings.layerSizes.at(-1) ?? 1];
  if (layerSizes.length === settings.layerSizes.length) return { layerSizes };
  if (settings.activations.every((name) => name === 'sigmoid')) return { layerSizes, activations: ['sigmoid'] };
  const own = before.slice(0, -1);
  const activations = hidden.map((_, index) => own[index] ?? own.at(-1) ?? 'sigmoid');
  return { layerSizes, activations: [...activations, before.at(-1) ?? 'sigmoid'] };
}

/**
 * The network without any technique, and without a loss: `withLoss` adds it, once the examples of an iteration are known.
 * @param hasRate true when alpha is a name in the program.
 */
export function plainDraft(settings: BaseSettings, examples: number, hasRate: boolean): Draft {
  const depth = settings.layerSizes.length - 1;
  return {
    examples,
    rows: examples,
    inputs: name('X'),
    target: name('y'),
    constants: hasRate ? [assign('alpha', number(settings.learningRate))] : [],
    counters: [],
    opening: [],
    layers: Array.from({ length: depth }, (_, index) => plainLayer(index + 1, settings, hasRate)),
    shared: [],
    loss: number(0),
    hasRate,
    predictsAll: true,
  };
}

/** Adds the loss over the rows of an iteration, and with it error and delta of the last layer. */
export function withLoss(draft: Draft, settings: BaseSettings): Draft {
  const { target, rows, layers } = draft;
  const depth = layers.length;
  const outputs: Outputs = {
    prediction: `l${depth}`,
    error: `l${depth}_error`,
    target,
    examples: rows,
    outputs: settings.layerSizes[depth] as number,
    leastShare: settings.precision === 'float32' ? LEAST_SINGLE_SHARE : LEAST_SHARE,
  };
  const loss: Loss = losses[settings.loss];
  const last = layers[depth - 1] as DraftLayer;
  const error = assign(outputs.error, binary('-', target, name(outputs.prediction)));
  const activation = activationOf(settings, depth);
  const partner = loss.partner?.activation === activation ? loss.partner : undefined;
  const names: Layer = partner === undefined ? last.names : { ...last.names, slopeCancels: true };
  const delta = partner?.descent(outputs) ?? lastDelta(activation, loss, outputs);
  return {
    ...draft,
    loss: partner?.value?.(outputs) ?? loss.value(outputs),
    layers: [...layers.slice(0, -1), { ...last, names, error: [error], delta: [assign(`l${depth}_delta`, delta)] }],
  };
}

/** −dL/d(sums) of the last layer. */
function lastDelta(activation: ActivationName, loss: Loss, outputs: Outputs): Expression {
  const descent = loss.descent(outputs);
  const own = activations[activation];
  if (own.isJoint !== true) return times(descent, derivativeOf(own, outputs.prediction));
  // Each output of a softmax depends on all sums of its row: l (d − Σ d l).
  const l = name(outputs.prediction);
  return binary('*', l, binary('-', descent, call('sum', binary('*', descent, l), 1)));
}

function plainLayer(k: number, settings: BaseSettings, hasRate: boolean): DraftLayer {
  const { layerSizes, bias, biasStart, initial } = settings;
  const isLast = k === layerSizes.length - 1;
  const [before, units] = [layerSizes[k - 1] as number, layerSizes[k] as number];
  const shape = { rows: before, columns: units };
  const [input, output] = [`l${k - 1}`, `l${k}`];
  const own = activationOf(settings, k);
  const activation = activations[own];
  const names: Layer = {
    weights: `syn${k - 1}`,
    output,
    ...(bias ? { bias: `b${k - 1}` } : {}),
    ...(own === 'sigmoid' ? {} : { activation: own }),
  };
  const forward = (from: string, out: string): readonly Statement[] => {
    const weighted = binary('@', name(from), name(names.weights));
    return activationLines(
      activation,
      out,
      names.bias === undefined ? weighted : binary('+', weighted, name(names.bias)),
    );
  };
  const error = binary('@', name(`l${k + 1}_delta`), transpose(name(`syn${k}`)));
  const firstBias = biasStart === 'random' ? uniform({ rows: 1, columns: units }) : fill('zeros', 1, units);
  return {
    names,
    before,
    units,
    from: input,
    activation,
    setup: [
      assign(names.weights, initialWeights(initial, k - 1, shape)),
      ...(names.bias === undefined ? [] : [assign(names.bias, firstBias)]),
    ],
    forward,
    evaluate: forward,
    after: [],
    error: isLast ? [] : [assign(`${output}_error`, error)],
    delta: isLast ? [] : [assign(`${output}_delta`, times(name(`${output}_error`), derivativeOf(activation, output)))],
    back: `${output}_delta`,
    parameters: parametersOf(names, shape, input, `${output}_delta`, hasRate),
  };
}
