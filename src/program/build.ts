import { binary, call, type Expression, fill, name, number, type Shape, transpose } from './expression.ts';
import type { Layer, Program, Statement } from './program.ts';

/** What a scenario says of its network and its training, as far as it shapes the lines. */
export interface NetworkSettings {
  /** Units of each layer, from the inputs to the outputs: [3, 4, 1]. At least two. */
  readonly layerSizes: readonly number[];
  readonly bias: boolean;
  /** alpha, the factor on every update; at 1 no factor is written. */
  readonly learningRate: number;
}

/**
 * Writes the program of a fully connected sigmoid network, trained on all examples at once, in the tutorial's names:
 * `l0` … `lN` are the layers' values, `syn0` … the weights between them, `b0` … the bias rows.
 *
 * Shapes, for B examples and layers of S₀ … S_N units: X is B×S₀, y is B×S_N, lₖ is B×Sₖ, synₖ is Sₖ×Sₖ₊₁, bₖ is 1×Sₖ₊₁.
 */
export function buildProgram(settings: NetworkSettings, examples: number): Program {
  const { layerSizes } = settings;
  const depth = layerSizes.length - 1;
  const layers = Array.from({ length: depth }, (_, k) => layer(k, settings.bias));
  const given = [
    { name: 'X', shape: { rows: examples, columns: layerSizes[0] as number } },
    { name: 'y', shape: { rows: examples, columns: layerSizes[depth] as number } },
  ];
  return {
    given,
    setup: [
      ...(settings.learningRate === 1 ? [] : [assign('alpha', number(settings.learningRate))]),
      ...layers.flatMap((own, k) =>
        initialValues(own, { rows: layerSizes[k] as number, columns: layerSizes[k + 1] as number }),
      ),
    ],
    iteration: [
      assign('l0', name('X')),
      ...layers.map(forward),
      ...layers.flatMap((_, k) => backward(depth - k, depth)),
      ...layers.flatMap((_, k) => update(depth - 1 - k, layers[depth - 1 - k] as Layer, settings.learningRate !== 1)),
    ],
    roles: {
      inputs: 'l0',
      target: 'y',
      prediction: `l${depth}`,
      error: `l${depth}_error`,
      ...(settings.learningRate === 1 ? {} : { learningRate: 'alpha' }),
      layers,
    },
  };
}

function layer(k: number, bias: boolean): Layer {
  const names = { weights: `syn${k}`, output: `l${k + 1}` };
  return bias ? { ...names, bias: `b${k}` } : names;
}

/** `syn0 = 2 * random((3, 4)) - 1`: uniform on [-1, 1), as in the tutorial; a bias row starts at zero. */
function initialValues({ weights, bias }: Layer, { rows, columns }: Shape): readonly Statement[] {
  const uniform = binary('-', binary('*', number(2), fill('random', rows, columns)), number(1));
  return [assign(weights, uniform), ...(bias === undefined ? [] : [assign(bias, fill('zeros', 1, columns))])];
}

/** `l1 = sigmoid(l0 @ syn0 + b0)` */
function forward({ weights, bias, output }: Layer, k: number): Statement {
  const weighted = binary('@', name(`l${k}`), name(weights));
  return assign(output, call('sigmoid', bias === undefined ? weighted : binary('+', weighted, name(bias))));
}

/** `l2_error = y - l2`, or for a hidden layer `l1_error = l2_delta @ syn1.T`; then `l2_delta = l2_error * slope(l2)`. */
function backward(k: number, depth: number): readonly Statement[] {
  const error: Expression =
    k === depth
      ? binary('-', name('y'), name(`l${k}`))
      : binary('@', name(`l${k + 1}_delta`), transpose(name(`syn${k}`)));
  return [
    assign(`l${k}_error`, error),
    assign(`l${k}_delta`, binary('*', name(`l${k}_error`), call('slope', name(`l${k}`)))),
  ];
}

/** `syn1 += alpha * (l1.T @ l2_delta)`; a bias row takes the sum of its column's deltas. */
function update(k: number, { weights, bias }: Layer, withRate: boolean): readonly Statement[] {
  const delta = name(`l${k + 1}_delta`);
  const scaled = (direction: Expression): Expression => (withRate ? binary('*', name('alpha'), direction) : direction);
  const weightsUpdate = add(weights, scaled(binary('@', transpose(name(`l${k}`)), delta)));
  return bias === undefined ? [weightsUpdate] : [weightsUpdate, add(bias, scaled(call('sum', delta, 0)))];
}

function assign(target: string, value: Expression): Statement {
  return { target, operator: '=', value };
}

function add(target: string, value: Expression): Statement {
  return { target, operator: '+=', value };
}
