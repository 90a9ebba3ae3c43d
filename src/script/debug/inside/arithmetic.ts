/*
 * The arithmetic of a cell, computed again from the values of its operands: the result of a reduction, and the check that it is the
 * result of the run. Sums are in the order of the terms.
 */
import type { Seen } from './record.ts';

/** The terms that are not listed. */
export interface Rest {
  readonly count: number;
  /** The sums of the positive and of the negative ones. */
  readonly up: number;
  readonly down: number;
}

/** The result of a reduction of these numbers, in their order; undefined for a reduction that is not computed here. */
export function folded(name: string, values: Float64Array): number | undefined {
  switch (name) {
    case 'sum':
      return values.reduce((sum, value) => sum + value, 0);
    case 'mean':
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    case 'prod':
      return values.reduce((product, value) => product * value, 1);
    case 'max':
    case 'amax':
      return values.reduce((most, value) => (value > most || Number.isNaN(value) ? value : most));
    case 'min':
    case 'amin':
      return values.reduce((least, value) => (value < least || Number.isNaN(value) ? value : least));
    case 'argmax':
      return values.indexOf(values.reduce((most, value) => (value > most ? value : most)));
    case 'argmin':
      return values.indexOf(values.reduce((least, value) => (value < least ? value : least)));
    default:
      return undefined;
  }
}

/** True where a sum is the value of a cell. A result of a data type with fewer bits than those of the terms is rounded. */
export function meets(sum: number, value: number, { dtype }: Seen): boolean {
  if (Object.is(sum, value) || sum === value) return true;
  return dtype === 'float32' && Math.fround(sum) === value;
}

/** False where `+ - * /` or a comparison of two numbers gives another result. Other operators, and quotients that are not finite, are not checked. */
export function isResult(operator: string, left: number, right: number, value: number): boolean {
  const same = (own: number): boolean => Object.is(own, value) || own === value || Math.fround(own) === value;
  switch (operator) {
    case '+':
      return same(left + right);
    case '-':
      return same(left - right);
    case '*':
      return same(left * right);
    case '/':
      return same(left / right) || Math.floor(left / right) === value || !Number.isFinite(left / right);
    case '<':
      return Number(left < right) === value;
    case '<=':
      return Number(left <= right) === value;
    case '>':
      return Number(left > right) === value;
    case '>=':
      return Number(left >= right) === value;
    case '==':
      return Number(left === right) === value;
    case '!=':
      return Number(left !== right) === value;
    default:
      return true;
  }
}

/** The terms to list, in their order: the largest ones where there are many. NaN counts as the largest. */
export function largestOf(
  values: Float64Array,
  most: number,
): { readonly listed: readonly number[]; readonly rest: Rest | undefined } {
  const all = [...values.keys()];
  if (values.length <= most) return { listed: all, rest: undefined };
  const sizes = values.map((value) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : Math.abs(value)));
  all.sort((one, other) => (sizes[other] as number) - (sizes[one] as number) || one - other);
  const listed = all.slice(0, most).sort((one, other) => one - other);
  const rest = { count: 0, up: 0, down: 0 };
  for (const k of all.slice(most)) {
    const value = values[k] as number;
    rest.count++;
    if (value > 0) rest.up += value;
    else rest.down += value;
  }
  return { listed, rest };
}
