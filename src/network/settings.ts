import type { ActivationName } from '../language/activations.ts';
import type { StopConditions } from '../language/stop-conditions.ts';
import type { LossName } from './losses.ts';
import type { ClippingName } from './techniques/clipping.ts';
import type { OptimizerName } from './techniques/optimizers.ts';
import type { ScheduleName } from './techniques/schedule.ts';

/** What a scenario says of its network and its training, as far as it shapes the lines. What is left out is the tutorial's. */
export interface NetworkSettings {
  /** Units of each layer, from the inputs to the outputs: [3, 4, 1]. At least two. */
  readonly layerSizes: readonly number[];
  readonly bias: boolean;
  /** alpha, the factor on every update; at 1 no factor is written. */
  readonly learningRate: number;
  /** How bias rows start. */
  readonly biasStart?: 'zero' | 'random';
  /** Of each layer after the inputs; one for all of them, or a list. */
  readonly activations?: readonly ActivationName[];
  readonly loss?: LossName;
  readonly initial?: Initial;
  /** 0: all examples at once. */
  readonly batchSize?: number;
  readonly batchOrder?: 'sequence' | 'shuffled';
  /** The share of units that is left out of each hidden layer, 0 for none; one for all of them, or a list. */
  readonly dropout?: number | readonly number[];
  readonly dropoutForm?: 'corrected' | 'follow-up';
  readonly batchNorm?: boolean;
  readonly l1?: number;
  readonly l2?: number;
  readonly weightDecay?: number;
  readonly clip?: 'none' | ClippingName;
  /** The largest size that is not clipped. */
  readonly clipLimit?: number;
  readonly optimizer?: OptimizerName;
  /** Of momentum, Nesterov's too. */
  readonly momentum?: number;
  readonly schedule?: 'constant' | ScheduleName;
  /** Iterations between two steps of the schedule, or until a cosine has come to 0. */
  readonly scheduleEvery?: number;
  /** What alpha is multiplied by in each step. */
  readonly scheduleFactor?: number;
}

/** All that can be set of a run; when it is to stop is nothing that its lines depend on. */
export interface RunSettings extends NetworkSettings {
  readonly stop?: StopConditions;
}

export type InitialName =
  | 'uniform'
  | 'xavier uniform'
  | 'xavier normal'
  | 'he uniform'
  | 'he normal'
  | 'lecun uniform'
  | 'lecun normal';

/** By a rule, all the same, or written out: a matrix for each layer. */
export type Initial = InitialName | number | readonly (readonly (readonly number[])[])[];
