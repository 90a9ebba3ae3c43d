import { binary, call, type Expression, type FunctionName, name } from './expression.ts';
import { assign, type Statement } from './program.ts';

/** How a layer's weighted sums become its values. */
export interface Activation {
  /** The lines that compute `out` (examples × units) from the weighted sums. */
  lines(out: string, sums: Expression): readonly Statement[];
  /** d out / d sums, cell by cell; undefined where it is 1. */
  derivative(out: string): Expression | undefined;
  /** Whether the derivative is a whole matrix for each example, not one number for each cell. */
  readonly isJoint?: true;
}

/** One whose derivative its output tells. */
function byOutput(value: FunctionName, slope: FunctionName): Activation {
  return {
    lines: (out, sums) => [assign(out, call(value, sums))],
    derivative: (out) => call(slope, name(out)),
  };
}

/** One whose derivative needs the sums, which get a line of their own. */
function byInput(value: FunctionName, slope: FunctionName): Activation {
  return {
    lines: (out, sums) => [assign(`${out}_z`, sums), assign(out, call(value, name(`${out}_z`)))],
    derivative: (out) => call(slope, name(`${out}_z`)),
  };
}

const linear: Activation = { lines: (out, sums) => [assign(out, sums)], derivative: () => undefined };

/** exp(z) over the sum of its row, with the largest z of the row taken off first, which changes nothing but overflow. */
const softmax: Activation = {
  lines: (out, sums) => [
    assign(`${out}_z`, sums),
    assign(`${out}_exp`, call('exp', binary('-', name(`${out}_z`), call('max', name(`${out}_z`), 1)))),
    assign(out, binary('/', name(`${out}_exp`), call('sum', name(`${out}_exp`), 1))),
  ],
  derivative: () => undefined,
  isJoint: true,
};

export const activations = {
  sigmoid: byOutput('sigmoid', 'slope'),
  tanh: byOutput('tanh', 'tanh_slope'),
  relu: byOutput('relu', 'relu_slope'),
  'leaky relu': byOutput('leaky_relu', 'leaky_relu_slope'),
  elu: byOutput('elu', 'elu_slope'),
  gelu: byInput('gelu', 'gelu_slope'),
  softplus: byOutput('softplus', 'softplus_slope'),
  swish: byInput('swish', 'swish_slope'),
  linear,
  softmax,
} satisfies Readonly<Record<string, Activation>>;

export type ActivationName = keyof typeof activations;
