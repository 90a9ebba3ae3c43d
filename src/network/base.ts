import { type ActivationName, activations } from '../language/activations.ts';
import { binary, call, type Expression, name, number, transpose } from '../language/expression.ts';
import { add, assign, type Layer, type Statement } from '../language/program.ts';
import type { Draft, DraftLayer, DraftParameter } from './draft.ts';
import { initialWeights, uniform } from './initial.ts';
import { type Loss, losses, type Outputs } from './losses.ts';
import type { NetworkSettings } from './settings.ts';

/** The network without anything added: the tutorial's lines, with other activations and another loss where they are set. */
export function baseDraft(settings: NetworkSettings, examples: number): Draft {
  const { layerSizes, learningRate } = settings;
  const depth = layerSizes.length - 1;
  // A schedule needs an alpha that it can change.
  const hasRate = learningRate !== 1 || (settings.schedule ?? 'constant') !== 'constant';
  const layers = Array.from({ length: depth }, (_, k) => baseLayer(k + 1, settings, hasRate));
  const target = name('y');
  const draft: Draft = {
    settings,
    examples,
    rows: examples,
    inputs: name('X'),
    target,
    constants: hasRate ? [assign('alpha', number(learningRate))] : [],
    counters: [],
    opening: [],
    layers,
    shared: [],
    loss: number(0),
    hasRate,
    showsAll: true,
  };
  return withLoss(draft);
}

/** What is wrong, and which way down, for the examples that the draft works on. */
export function withLoss(draft: Draft): Draft {
  const { settings, target, rows, layers } = draft;
  const depth = layers.length;
  const outputs: Outputs = {
    prediction: `l${depth}`,
    error: `l${depth}_error`,
    target,
    examples: rows,
    outputs: settings.layerSizes[depth] as number,
  };
  const loss: Loss = losses[settings.loss ?? 'half square'];
  const last = layers[depth - 1] as DraftLayer;
  const error = assign(outputs.error, binary('-', target, name(outputs.prediction)));
  const activation = activationName(settings, depth);
  const partner = loss.partner?.activation === activation ? loss.partner : undefined;
  const names: Layer = partner === undefined ? last.names : { ...last.names, slopeCancels: true };
  const delta = partner?.descent(outputs) ?? lastDelta(activation, loss, outputs);
  return {
    ...draft,
    loss: partner?.value?.(outputs) ?? loss.value(outputs),
    layers: [...layers.slice(0, -1), { ...last, names, error: [error], delta: [assign(`l${depth}_delta`, delta)] }],
  };
}

/** −dL/d sums of the last layer. */
function lastDelta(activation: ActivationName, loss: Loss, outputs: Outputs): Expression {
  const descent = loss.descent(outputs);
  const own = activations[activation];
  if (own.isJoint !== true) return times(descent, own.derivative(outputs.prediction));
  // Each output of a softmax depends on all sums of its row: l (d − Σ d l).
  const l = name(outputs.prediction);
  return binary('*', l, binary('-', descent, call('sum', binary('*', descent, l), 1)));
}

function baseLayer(k: number, settings: NetworkSettings, hasRate: boolean): DraftLayer {
  const { layerSizes, bias } = settings;
  const depth = layerSizes.length - 1;
  const [before, units] = [layerSizes[k - 1] as number, layerSizes[k] as number];
  const output = `l${k}`;
  const own = activationName(settings, k);
  const names: Layer = {
    weights: `syn${k - 1}`,
    output,
    ...(bias ? { bias: `b${k - 1}` } : {}),
    ...(own === 'sigmoid' ? {} : { activation: own }),
  };
  const activation = activations[own];
  const forward = (from: string, out: string): readonly Statement[] => {
    const weighted = binary('@', name(from), name(names.weights));
    return activation.lines(out, names.bias === undefined ? weighted : binary('+', weighted, name(names.bias)));
  };
  const error = binary('@', name(`l${k + 1}_delta`), transpose(name(`syn${k}`)));
  return {
    names,
    before,
    units,
    from: `l${k - 1}`,
    activation,
    setup: [
      assign(names.weights, initialWeights(settings.initial ?? 'uniform', k - 1, { rows: before, columns: units })),
      ...(names.bias === undefined ? [] : [assign(names.bias, initialBias(settings, units))]),
    ],
    forward,
    evaluate: forward,
    after: [],
    error: k === depth ? [] : [assign(`${output}_error`, error)],
    delta:
      k === depth ? [] : [assign(`${output}_delta`, times(name(`${output}_error`), activation.derivative(output)))],
    back: `${output}_delta`,
    parameters: parametersOf(names, { rows: before, columns: units }, `l${k - 1}`, `${output}_delta`, hasRate),
  };
}

function initialBias({ biasStart }: NetworkSettings, units: number): Expression {
  const shape = { rows: 1, columns: units };
  return biasStart === 'random' ? uniform(shape) : { kind: 'fill', function: 'zeros', shape };
}

/** The weights, and the bias: each row of a batch asks for its own change, and the sum of all is made. */
export function parametersOf(
  { weights, bias }: Layer,
  shape: DraftParameter['shape'],
  from: string,
  back: string,
  hasRate: boolean,
): readonly DraftParameter[] {
  const plain = { isNamed: false };
  const forWeights = binary('@', transpose(name(from)), name(back));
  const own: DraftParameter = {
    ...plain,
    name: weights,
    shape,
    isWeights: true,
    direction: forWeights,
    update: descend(weights, hasRate),
  };
  if (bias === undefined) return [own];
  return [own, rowParameter(bias, shape.columns, call('sum', name(back), 0), hasRate)];
}

/** A parameter of one row. */
export function rowParameter(own: string, columns: number, direction: Expression, hasRate: boolean): DraftParameter {
  const shape = { rows: 1, columns };
  return { name: own, shape, isWeights: false, direction, isNamed: false, update: descend(own, hasRate) };
}

/** `syn0 += alpha * (…)` */
function descend(parameter: string, hasRate: boolean): DraftParameter['update'] {
  return (direction) => [add(parameter, rated(direction, hasRate))];
}

export function rated(step: Expression, hasRate: boolean): Expression {
  return hasRate ? binary('*', name('alpha'), step) : step;
}

export function activationName({ activations: own, layerSizes }: NetworkSettings, k: number): ActivationName {
  if (own === undefined || own.length === 0) return 'sigmoid';
  const name = own.length === 1 ? own[0] : own[k - 1];
  // One for all is one for the hidden layers; a softmax stands at the end alone.
  return (own.length === 1 && k < layerSizes.length - 1 && name === 'softmax' ? 'sigmoid' : name) ?? 'sigmoid';
}

/** A factor of 1 is not written. */
export function times(value: Expression, factor: Expression | undefined): Expression {
  return factor === undefined ? value : binary('*', value, factor);
}
