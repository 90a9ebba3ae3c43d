import type { ActivationName } from './activations.ts';

/** Between what an activation's values lie, and how steep it gets at the most. */
export interface Reach {
  readonly low: number;
  readonly high: number;
  readonly steepest: number;
}

const ENDLESS = Number.POSITIVE_INFINITY;
const line: Reach = { low: -ENDLESS, high: ENDLESS, steepest: 1 };

export const reaches: Readonly<Record<ActivationName, Reach>> = {
  sigmoid: { low: 0, high: 1, steepest: 1 / 4 },
  tanh: { low: -1, high: 1, steepest: 1 },
  relu: { low: 0, high: ENDLESS, steepest: 1 },
  'leaky relu': line,
  elu: { low: -1, high: ENDLESS, steepest: 1 },
  // At z = -0.7518 and √2: Φ(z) + z φ(z) is steepest where its own derivative, φ(z) (2 - z²), is 0.
  gelu: { low: -0.1699712, high: ENDLESS, steepest: 1.1289042 },
  softplus: { low: 0, high: ENDLESS, steepest: 1 },
  // At z = -1.2785 and 2.3994.
  swish: { low: -0.2784646, high: ENDLESS, steepest: 1.0998393 },
  linear: line,
  // Of each output by its own sum.
  softmax: { low: 0, high: 1, steepest: 1 / 4 },
};

/** Whether sums that are large enough, to either side, leave it flat. */
export function saturates(activation: ActivationName): boolean {
  return reaches[activation].high < ENDLESS;
}
