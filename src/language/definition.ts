/**
 * The techniques of a program as data: what its lines must compute, independent of the lines. The gradient check compares the values of
 * the lines with this definition.
 */
export interface Definition {
  /** The factor of every update, before its schedule. */
  readonly learningRate: number;
  readonly schedule?: ScheduleDefinition;
  readonly optimizer: OptimizerDefinition;
  /** The share of alpha by which each weight shrinks; 0 for none. */
  readonly weightDecay: number;
  readonly clipping?: ClippingDefinition;
  /** The hidden layers with dropout. */
  readonly dropout: readonly DropoutDefinition[];
  /** `overwritten`: the layer itself is multiplied by its mask, as in the tutorial's follow-up. */
  readonly dropoutForm: 'kept apart' | 'overwritten';
  readonly batchOrder?: 'sequence' | 'shuffled';
  /** The weight of the newest batch in the running averages of batch normalization; 0 without it. */
  readonly runningShare: number;
}

export interface ScheduleDefinition {
  readonly kind: 'step' | 'exponential' | 'cosine';
  readonly every: number;
  readonly factor: number;
}

export interface OptimizerDefinition {
  readonly name: 'descent' | 'momentum' | 'nesterov' | 'rmsprop' | 'adagrad' | 'adam' | 'adamw';
  readonly momentum: number;
}

export interface ClippingDefinition {
  readonly what: 'deltas' | 'gradients';
  readonly by: 'value' | 'norm';
  readonly limit: number;
}

export interface DropoutDefinition {
  /** The name of the layer's values. */
  readonly layer: string;
  /** The share of units that stays. */
  readonly kept: number;
}

/** The counter of an iteration's mini-batches, of its optimizer and of its schedule: `Counter.of`. */
export const BATCH_COUNTER = 'mini-batches';
export const scheduleCounter = (kind: ScheduleDefinition['kind']): string => `schedule: ${kind}`;
