/*
 * `np.einsum`: products and sums over axes that are named by letters.
 */
import { spend } from '../machine/bounds.ts';
import { type Host, RaisedError, type Value } from '../machine/values.ts';
import { toArray } from './convert.ts';
import { float64, isWhole } from './dtypes.ts';
import { createDoubles, doublesOf, type NdArray, rowStrides, sizeOf, unwrapped } from './ndarray.ts';
import { promote } from './promotion.ts';
import { packed } from './reductions.ts';

export function einsum(subscripts: Value, operands: readonly Value[], host: Host): Value {
  if (typeof subscripts !== 'string' || subscripts.includes('.')) {
    throw new RaisedError('ValueError', 'einsum is supported here with letters only, such as "ij,jk->ik"');
  }
  const [inputs, given] = subscripts.replaceAll(' ', '').split('->') as [string, string?];
  const names = inputs.split(',');
  const arrays = operands.map((value) => toArray(value, host));
  if (names.length !== arrays.length) {
    throw new RaisedError(
      'ValueError',
      names.length < arrays.length
        ? 'more operands provided to einstein sum function than specified in the subscripts string'
        : 'fewer operands provided to einstein sum function than specified in the subscripts string',
    );
  }
  const sizes = new Map<string, number>();
  arrays.forEach((of, i) => {
    if (of.shape.length !== names[i]!.length) {
      throw new RaisedError(
        'ValueError',
        `operand has more dimensions than subscripts given in einstein sum, but no '...' ellipsis provided to broadcast the extra dimensions.`,
      );
    }
    [...names[i]!].forEach((letter, k) => {
      const size = of.shape[k]!;
      const known = sizes.get(letter);
      if (known !== undefined && known !== size && known !== 1 && size !== 1) {
        throw new RaisedError(
          'ValueError',
          `operands could not be broadcast together with remapped shapes [original->remapped]: the axis ${letter} has sizes ${known} and ${size}`,
        );
      }
      sizes.set(letter, known === undefined || known === 1 ? size : known);
    });
  });
  const letters = [...inputs.replaceAll(',', '')];
  const output =
    given ??
    [...new Set(letters)]
      .filter((letter) => letters.filter((own) => own === letter).length === 1)
      .sort()
      .join('');
  const summed = [...sizes.keys()].filter((letter) => !output.includes(letter));
  const all = [...output, ...summed];
  const shape = [...output].map((letter) => sizes.get(letter)!);
  const inner = sizeOf(summed.map((letter) => sizes.get(letter)!));
  const strides = arrays.map((of, i) => stridesBy(of, names[i]!, all));
  const cells = arrays.map(doublesOf);
  const lengths = all.map((letter) => sizes.get(letter)!);
  const index = new Array<number>(all.length).fill(0);
  const places = arrays.map(() => 0);
  const made = createDoubles(host, shape, rowStrides(shape), sizeOf(shape));
  const { data: values } = made;
  spend(host, values.length * inner * cells.length);
  for (let to = 0; to < values.length; to++) {
    let sum = 0;
    for (let k = 0; k < inner; k++) {
      let product = 1;
      for (let i = 0; i < cells.length; i++) product *= cells[i]![places[i]!]!;
      sum += product;
      advance(index, lengths, strides, places);
    }
    values[to] = sum;
  }
  const dtype = arrays.reduce((met, of) => promote(met, of.dtype), arrays[0]?.dtype ?? float64);
  if (dtype === float64) return unwrapped(made);
  return packed(isWhole(dtype) ? values.map((x) => x + 0) : values, shape, dtype, host);
}

/** The step of a row-by-row array along each letter; equal letters take the diagonal. */
function stridesBy(of: NdArray, names: string, all: readonly string[]): number[] {
  const steps = of.shape.map((_, k) => sizeOf(of.shape.slice(k + 1)));
  return all.map((letter) =>
    [...names].reduce((sum, own, k) => sum + (own === letter && of.shape[k] !== 1 ? steps[k]! : 0), 0),
  );
}

function advance(index: number[], lengths: readonly number[], strides: readonly number[][], places: number[]): void {
  for (let k = index.length - 1; k >= 0; k--) {
    const next = index[k]! + 1;
    const isOver = next === lengths[k];
    for (let i = 0; i < places.length; i++) places[i] = places[i]! + strides[i]![k]! * (isOver ? 1 - lengths[k]! : 1);
    index[k] = isOver ? 0 : next;
    if (!isOver) return;
  }
}
