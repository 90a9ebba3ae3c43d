import { type Activation, type ActivationName, activations } from '../../language/activations.ts';
import type { Expression } from '../../language/expression.ts';
import { elementwise, isReduction, slope } from '../../language/functions.ts';
import type { Layer } from '../../language/program.ts';
import type { Matrix } from '../matrix.ts';
import { FLAT_PART } from './thresholds.ts';

/** How much a layer's values still follow their sums. */
export interface Slopes {
  readonly activation: ActivationName;
  /** Of one cell, as its values stand. */
  at(cell: number): number;
  readonly steepest: number;
  /** Nearer to 0 than this a slope is flat. */
  readonly flatBelow: number;
}

type Find = (name: string) => Matrix | undefined;

/**
 * The slopes of a layer of the program.
 * @param out the name of its values, be it in the iteration or in an evaluation.
 */
export function slopesOf({ activation = 'sigmoid', slopeCancels }: Layer, out: string, find: Find): Slopes {
  const { steepest } = activations[activation];
  const straight = { activation, at: () => 1, steepest: 1, flatBelow: FLAT_PART };
  if (slopeCancels === true) return straight;
  const own: Activation = activations[activation];
  const at = own.isJoint === true ? read(find(out), slope) : readerOf(own.derivative(out), find);
  return at === undefined ? straight : { activation, at, steepest, flatBelow: FLAT_PART * steepest };
}

export function isFlat({ at, flatBelow }: Slopes, cell: number): boolean {
  return Math.abs(at(cell)) < flatBelow;
}

function readerOf(derivative: Expression | undefined, find: Find): Slopes['at'] | undefined {
  if (derivative?.kind !== 'call' || derivative.argument.kind !== 'name') return undefined;
  const { function: callee, argument } = derivative;
  return isReduction(callee) ? undefined : read(find(argument.name), elementwise[callee]);
}

function read(matrix: Matrix | undefined, slopeOf: (value: number) => number): Slopes['at'] | undefined {
  return matrix && ((cell) => slopeOf(matrix.data[cell] as number));
}
