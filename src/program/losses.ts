import type { ActivationName } from './activations.ts';
import { binary, call, clip, type Expression, name, negate, number } from './expression.ts';

/** What a loss is measured on: the last layer's values, and what they should be. */
export interface Outputs {
  /** (examples × outputs) */
  readonly prediction: string;
  /** target − prediction */
  readonly error: string;
  readonly target: Expression;
  readonly examples: number;
  readonly outputs: number;
}

/** What the updates descend. */
export interface Loss {
  /** One number. */
  value(outputs: Outputs): Expression;
  /** −dL/d prediction, cell by cell. */
  descent(outputs: Outputs): Expression;
  /** The activation of the last layer whose derivative cancels with this loss's, and −dL/d sums then. */
  readonly partner?: { readonly activation: ActivationName; descent(outputs: Outputs): Expression };
}

const cells = ({ examples, outputs }: Outputs): Expression => number(examples * outputs);
const error = ({ error: own }: Outputs): Expression => name(own);
const over = (value: Expression, count: Expression): Expression => binary('/', value, count);
const half = (value: Expression): Expression => binary('/', value, number(2));
const squared = (value: Expression): Expression => binary('**', value, number(2));
const oneMinus = (value: Expression): Expression => binary('-', number(1), value);

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
    const own = binary('*', outputs.target, call('log', l));
    const other = binary('*', oneMinus(outputs.target), call('log', oneMinus(l)));
    return negate(call('mean', binary('+', own, other)));
  },
  descent: (outputs) => {
    const l = name(outputs.prediction);
    return over(binary('/', error(outputs), binary('*', l, oneMinus(l))), cells(outputs));
  },
  partner: { activation: 'sigmoid', descent: (outputs) => over(error(outputs), cells(outputs)) },
};

/** −Σ y log l over the examples' number: targets are shares of classes. */
const crossEntropy: Loss = {
  value: (outputs) => {
    const told = binary('*', outputs.target, call('log', name(outputs.prediction)));
    return over(negate(call('sum', told)), number(outputs.examples));
  },
  descent: (outputs) => over(binary('/', outputs.target, name(outputs.prediction)), number(outputs.examples)),
  partner: { activation: 'softmax', descent: (outputs) => over(error(outputs), number(outputs.examples)) },
};

export const losses = {
  'half square': halfSquare,
  'mean squared': meanSquared,
  'mean absolute': meanAbsolute,
  huber,
  'binary cross-entropy': binaryCrossEntropy,
  'cross-entropy': crossEntropy,
} satisfies Readonly<Record<string, Loss>>;

export type LossName = keyof typeof losses;
