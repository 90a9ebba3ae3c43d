import { type Curve, curves } from './curves.ts';
import { binary, call, type Expression, name } from './expression.ts';
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

/** One that works cell by cell. Where its derivative needs the sums, they get a line of their own. */
function alongCurve({ value, slope, slopeOf }: Curve): Activation {
  switch (slopeOf) {
    case 'output':
      return {
        lines: (out, sums) => [assign(out, call(value, sums))],
        derivative: (out) => call(slope, name(out)),
      };
    case 'sum':
      return {
        lines: (out, sums) => [assign(`${out}_z`, sums), assign(out, call(value, name(`${out}_z`)))],
        derivative: (out) => call(slope, name(`${out}_z`)),
      };
  }
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
  sigmoid: alongCurve(curves.sigmoid),
  tanh: alongCurve(curves.tanh),
  relu: alongCurve(curves.relu),
  'leaky relu': alongCurve(curves.leakyRelu),
  elu: alongCurve(curves.elu),
  gelu: alongCurve(curves.gelu),
  softplus: alongCurve(curves.softplus),
  swish: alongCurve(curves.swish),
  linear,
  softmax,
} satisfies Readonly<Record<string, Activation>>;

export type ActivationName = keyof typeof activations;
