import type { ActivationName } from '../../language/activations.ts';
import type { Cause } from '../../worker/protocol.ts';
import { plain } from './verdict-numbers.ts';

/** A stronger correlation says something of the answer. */
const WEAK_CORRELATION = 0.1;

/** A cause in a few words, with up to so many rows or units named one by one. */
export function causeBriefly(cause: Cause, named: number): string {
  switch (cause.kind) {
    case 'noHiddenLayer':
      return cause.correlation < WEAK_CORRELATION
        ? 'no hidden layer, no input helps alone'
        : 'no hidden layer, no straight line fits';
    case 'zeroInputs':
      return `no bias, and ${rowsAre(cause.rows, named)} all zeros`;
    case 'alikeInputs':
      return `${rows(cause.rows, named)} have the same inputs`;
    case 'outOfReach':
      return `${oneOf(cause.activation)} cannot reach ${rows(cause.rows, named)}`;
    case 'rowsAlike':
      return `${cause.layer} cannot tell ${rows(cause.rows, named)} apart`;
    case 'flatRows':
      return `no unit of ${cause.layer} can learn from ${rows(cause.rows, named)}`;
    case 'deadUnits':
      return `${cause.units.length} of ${cause.of} units of ${cause.layer} dead`;
    case 'alikeUnits':
      return `${units(cause.units, named)} of ${cause.layer} do the same`;
    case 'vanishingDeltas':
      return `deltas vanish on the way back to ${cause.layer}`;
    case 'plateau':
      return cause.quickening ? 'a plateau, perhaps near its end' : "a plateau: the rows' pulls cancel";
    case 'flatOutputs':
      return 'slopes near 0 on wrong rows';
    case 'largeSteps':
      return `alpha ${plain(cause.alpha)} takes steps too large`;
    case 'smallSteps':
      return `alpha ${plain(cause.alpha)} takes small steps`;
    case 'largeInputs':
      return `inputs up to ${plain(cause.largest)} are too large`;
    case 'chance':
      return 'the lines draw random numbers';
    case 'notFinite':
      return `${cause.name} is no longer finite`;
  }
}

/** `a sigmoid`, `an elu` */
export function oneOf(activation: ActivationName): string {
  return `${/^[aeiou]/.test(activation) ? 'an' : 'a'} ${activation}`;
}

/** `row 2`, `rows 2 and 4`, `rows 1, 2 and 4`, and past `named` of them `5 rows`. */
export function rows(indices: readonly number[], named: number): string {
  return several('row', indices, named);
}

export function rowsAre(indices: readonly number[], named: number): string {
  return `${rows(indices, named)} ${indices.length === 1 ? 'is' : 'are'}`;
}

export function units(indices: readonly number[], named: number): string {
  return several('unit', indices, named);
}

function several(noun: string, indices: readonly number[], named: number): string {
  const numbers = indices.map((index) => String(index + 1));
  if (numbers.length === 1) return `${noun} ${numbers[0]}`;
  if (numbers.length > named) return `${numbers.length} ${noun}s`;
  return `${noun}s ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
}
