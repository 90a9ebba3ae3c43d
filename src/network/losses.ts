import { type ActivationName, sumsOf } from '../language/activations.ts';
import { binary, call, clip, type Expression, name, negate, number } from '../language/expression.ts';
import { exponentialsOf } from './activation-lines.ts';

/** The names that a loss reads: the values of the last layer, and the targets. */
export interface Outputs {
  /** (examples × outputs) */
  readonly prediction: string;
  /** target − prediction */
  readonly error: string;
  readonly target: Expression;
  readonly examples: number;
  readonly outputs: number;
  /** The smallest share whose logarithm is taken: that of 0 is not finite. */
  readonly leastShare: number;
}

/** A loss, which the updates descend. */
export interface Loss {
  /** The loss as one number (1×1). */
  value(outputs: Outputs): Expression;
  /** −dL/d(prediction) (examples × outputs). */
  descent(outputs: Outputs): Expression;
  /**
   * The activation of the last layer whose derivative cancels with that of the loss. With it, `descent` is −dL/d(sums), and `value`
   * is the loss in terms of the sums, which is exact where a prediction rounds to 0.
   */
  readonly partner?: {
    readonly activation: ActivationName;
    descent(outputs: Outputs): Expression;
    value?(outputs: Outputs): Expression;
  };
}

const cells = ({ examples, outputs }: Outputs): number => examples * outputs;
const error = ({ error: own }: Outputs): Expression => name(own);
/** `value / count`; a division by 1 is not written. */
const over = (value: Expression, count: number): Expression =>
  count === 1 ? value : binary('/', value, number(count));
const half = (value: Expression): Expression => binary('/', value, number(2));
const squared = (value: Expression): Expression => binary('**', value, number(2));
const oneMinus = (value: Expression): Expression => binary('-', number(1), value);

const logOf = (share: Expression, { leastShare }: Outputs): Expression => call('log', clip(share, leastShare, 1));
/** The smallest l (1 − l) that is a divisor, as in PyTorch. */
const LEAST_SPREAD = 1e-12;

/** The tutorial's: ½ Σ e². */
const halfSquare: Loss = {
  value: (outputs) => half(call('sum', squared(error(outputs)))),
  descent: error,
};

/** mean(e²) */
const meanSquared: Loss = {
  value: (outputs) => call('mean', squared(error(outputs))),
  descent: (outputs) => over(binary('*', number(2), error(outputs)), cells(outputs)),
};

/** mean(|e|) */
const meanAbsolute: Loss = {
  value: (outputs) => call('mean', call('abs', error(outputs))),
  descent: (outputs) => over(call('sign', error(outputs)), cells(outputs)),
};

/** The mean of ½ e² up to 1 and |e| − ½ beyond (Huber 1964, δ = 1): c (|e| − ½ c) with c = min(|e|, 1). */
const huber: Loss = {
  value: (outputs) => {
    const size = call('abs', error(outputs));
    const core = clip(size, 0, 1);
    return call('mean', binary('*', core, binary('-', size, half(core))));
  },
  descent: (outputs) => over(clip(error(outputs), -1, 1), cells(outputs)),
};

/** −mean(y log l + (1 − y) log(1 − l)) */
const binaryCrossEntropy: Loss = {
  value: (outputs) => {
    const l = name(outputs.prediction);
    const own = binary('*', outputs.target, logOf(l, outputs));
    const other = binary('*', oneMinus(outputs.target), logOf(oneMinus(l), outputs));
    return negate(call('mean', binary('+', own, other)));
  },
  descent: (outputs) => {
    const l = name(outputs.prediction);
    const spread = clip(binary('*', l, oneMinus(l)), LEAST_SPREAD, 1);
    return over(binary('/', error(outputs), spread), cells(outputs));
  },
  partner: { activation: 'sigmoid', descent: (outputs) => over(error(outputs), cells(outputs)) },
};

/** −Σ y log l / examples. The targets are probabilities of classes. */
const crossEntropy: Loss = {
  value: (outputs) => likelihood(outputs, logOf(name(outputs.prediction), outputs)),
  descent: (outputs) => over(binary('/', outputs.target, name(outputs.prediction)), outputs.examples),
  partner: {
    activation: 'softmax',
    // log l = z − max z − log Σ exp(z − max z), also where l rounds to 0.
    value: (outputs) => {
      const z = name(sumsOf(outputs.prediction));
      const sum = call('sum', name(exponentialsOf(outputs.prediction)), 1);
      return likelihood(outputs, binary('-', binary('-', z, call('max', z, 1)), call('log', sum)));
    },
    descent: (outputs) => over(error(outputs), outputs.examples),
  },
};

function likelihood({ target, examples }: Outputs, logs: Expression): Expression {
  return over(negate(call('sum', binary('*', target, logs))), examples);
}

export const losses = {
  'half square': halfSquare,
  'mean squared': meanSquared,
  'mean absolute': meanAbsolute,
  huber,
  'binary cross-entropy': binaryCrossEntropy,
  'cross-entropy': crossEntropy,
} satisfies Readonly<Record<string, Loss>>;

export type LossName = keyof typeof losses;
export const lossNames = Object.keys(losses) as readonly LossName[];
