import { type ElementwiseName, LEAK } from './functions.ts';

/** An activation as a curve: a function of one number, and its slope. */
export type Curve = {
  readonly value: ElementwiseName;
  readonly slope: ElementwiseName;
  /** How steep one gets that is flat on both sides; undefined for one that lets large sums through. */
  readonly steepest?: number;
} & (
  | { readonly slopeOf: 'sum' }
  | {
      readonly slopeOf: 'output';
      /** The z with f(z) = output: NaN where there is none, undefined where there are many. */
      sumOf(output: number): number | undefined;
    }
);

export const curves = {
  sigmoid: {
    value: 'sigmoid',
    slope: 'slope',
    steepest: 0.25,
    slopeOf: 'output',
    sumOf: (output) => Math.log(output / (1 - output)),
  },
  tanh: { value: 'tanh', slope: 'tanh_slope', steepest: 1, slopeOf: 'output', sumOf: Math.atanh },
  relu: {
    value: 'relu',
    slope: 'relu_slope',
    slopeOf: 'output',
    sumOf: (output) => (output > 0 ? output : output === 0 ? undefined : Number.NaN),
  },
  leakyRelu: {
    value: 'leaky_relu',
    slope: 'leaky_relu_slope',
    slopeOf: 'output',
    sumOf: (output) => (output > 0 ? output : output / LEAK),
  },
  elu: {
    value: 'elu',
    slope: 'elu_slope',
    slopeOf: 'output',
    sumOf: (output) => (output > 0 ? output : Math.log1p(output)),
  },
  softplus: {
    value: 'softplus',
    slope: 'softplus_slope',
    slopeOf: 'output',
    // log(eˡ − 1), without overflow.
    sumOf: (output) => output + Math.log(-Math.expm1(-output)),
  },
  swish: { value: 'swish', slope: 'swish_slope', slopeOf: 'sum' },
  gelu: { value: 'gelu', slope: 'gelu_slope', slopeOf: 'sum' },
} satisfies Readonly<Record<string, Curve>>;

const all: readonly Curve[] = Object.values(curves);

/** The curve that a function is the values of. */
export function curveOfValues(name: string): Curve | undefined {
  return all.find(({ value }) => value === name);
}

/** The curve that a function is the slopes of. */
export function curveOfSlopes(name: string): Curve | undefined {
  return all.find(({ slope }) => slope === name);
}
