import { call, type Expression, name } from './expression.ts';
import { type ElementwiseName, LEAK } from './functions.ts';

/** The range of an activation's values, with ±Infinity where it is unbounded, and the largest absolute value of its slope. */
export interface Reach {
  readonly low: number;
  readonly high: number;
  readonly steepest: number;
}

/** An activation as a function of one number, and its slope: both by their names in the notation. */
export type Curve = Reach & {
  readonly value: ElementwiseName;
  readonly slope: ElementwiseName;
} & (
    | { readonly slopeOf: 'sum' }
    | {
        readonly slopeOf: 'output';
        /** The z with f(z) = output: NaN when there is none, undefined when there are many. */
        sumOf(output: number): number | undefined;
      }
  );

const NO_BOUND = Number.POSITIVE_INFINITY;

export const curves = {
  sigmoid: {
    value: 'sigmoid',
    low: 0,
    high: 1,
    slope: 'slope',
    slopeOf: 'output',
    steepest: 1 / 4,
    sumOf: (output) => Math.log(output / (1 - output)),
  },
  tanh: { value: 'tanh', low: -1, high: 1, slope: 'tanh_slope', slopeOf: 'output', steepest: 1, sumOf: Math.atanh },
  relu: {
    value: 'relu',
    low: 0,
    high: NO_BOUND,
    slope: 'relu_slope',
    slopeOf: 'output',
    steepest: 1,
    sumOf: (output) => (output > 0 ? output : output === 0 ? undefined : Number.NaN),
  },
  leakyRelu: {
    value: 'leaky_relu',
    low: -NO_BOUND,
    high: NO_BOUND,
    slope: 'leaky_relu_slope',
    slopeOf: 'output',
    steepest: 1,
    sumOf: (output) => (output > 0 ? output : output / LEAK),
  },
  elu: {
    value: 'elu',
    low: -1,
    high: NO_BOUND,
    slope: 'elu_slope',
    slopeOf: 'output',
    steepest: 1,
    sumOf: (output) => (output > 0 ? output : Math.log1p(output)),
  },
  softplus: {
    value: 'softplus',
    low: 0,
    high: NO_BOUND,
    slope: 'softplus_slope',
    slopeOf: 'output',
    steepest: 1,
    // log(eˡ − 1), without overflow.
    sumOf: (output) => output + Math.log(-Math.expm1(-output)),
  },
  // Lowest at z = -1.2785, steepest at 2.3994.
  swish: {
    value: 'swish',
    low: -0.2784646,
    high: NO_BOUND,
    slope: 'swish_slope',
    slopeOf: 'sum',
    steepest: 1.0998393,
  },
  // Lowest at z = -0.7518. Φ(z) + z φ(z) is steepest where its own derivative, φ(z) (2 - z²), is 0: at √2.
  gelu: {
    value: 'gelu',
    low: -0.1699712,
    high: NO_BOUND,
    slope: 'gelu_slope',
    slopeOf: 'sum',
    steepest: 1.1289042,
  },
} satisfies Readonly<Record<string, Curve>>;

const all: readonly Curve[] = Object.values(curves);

/** The curve whose values a function computes. */
export function curveOfValues(functionName: string): Curve | undefined {
  return all.find(({ value }) => value === functionName);
}

/** The curve whose slopes a function computes. */
export function curveOfSlopes(functionName: string): Curve | undefined {
  return all.find(({ slope }) => slope === functionName);
}

/** True when large sums, to either side, make the slope vanish. */
export function saturates({ high }: Reach): boolean {
  return high < NO_BOUND;
}

/** The step from a layer's weighted sums to its values. */
export interface Activation extends Reach {
  /** The function of each cell; undefined for linear and softmax. */
  readonly curve?: Curve;
  /** True when each value depends on all sums of its row: the derivative of a row is a matrix then. */
  readonly isJoint?: true;
}

function along(curve: Curve): Activation {
  const { low, high, steepest } = curve;
  return { low, high, steepest, curve };
}

const table = {
  sigmoid: along(curves.sigmoid),
  tanh: along(curves.tanh),
  relu: along(curves.relu),
  'leaky relu': along(curves.leakyRelu),
  elu: along(curves.elu),
  gelu: along(curves.gelu),
  softplus: along(curves.softplus),
  swish: along(curves.swish),
  linear: { low: -NO_BOUND, high: NO_BOUND, steepest: 1 },
  // The steepest slope is that of an output by its own sum.
  softmax: { low: 0, high: 1, steepest: 1 / 4, isJoint: true },
} satisfies Readonly<Record<string, Activation>>;

export type ActivationName = keyof typeof table;
export const activations: Readonly<Record<ActivationName, Activation>> = table;
export const activationNames = Object.keys(table) as readonly ActivationName[];

/** The name of the weighted sums of a layer, for an activation whose lines keep them. */
export function sumsOf(out: string): string {
  return `${out}_z`;
}

/** d out / d sums, cell by cell. Undefined where it is 1, and for softmax, where it is a matrix for each row. */
export function derivativeOf({ curve }: Activation, out: string): Expression | undefined {
  return curve && call(curve.slope, name(curve.slopeOf === 'output' ? out : sumsOf(out)));
}
