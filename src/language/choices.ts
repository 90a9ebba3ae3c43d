/**
 * The choices of a network that its verdict weighs and that no line of the program says in one place. Plain data. The builder
 * writes them; a program from elsewhere has none, and its verdict then names only what its values show.
 */
export interface Choices {
  readonly loss: string;
  /** The rows over which one update sums or averages. */
  readonly batch: number;
  /** True when the loss is a mean over rows, and not a sum: its gradient does not grow with the rows. */
  readonly isMean: boolean;
  /** True when an update has about the size of alpha, whatever the size of the gradient: adam and its kind. */
  readonly isAdaptive: boolean;
  readonly momentum: number;
  readonly l1: number;
  readonly l2: number;
  /** The share of alpha by which each update shrinks the weights. */
  readonly weightDecay: number;
  /** The share of units that is left out, for each hidden layer. */
  readonly dropout: readonly number[];
  readonly clip: { readonly what: 'deltas' | 'gradients'; readonly limit: number } | undefined;
  readonly schedule: string;
  readonly batchNorm: boolean;
}
