/* The layers of a script: the product of each weight matrix with the values that enter it, found in one pass of the loop. */
import type { Frame } from '../../machine/frame.ts';
import { Float, type Value } from '../../machine/values.ts';
import { NdArray } from '../../numpy/ndarray.ts';
import { productOperands } from '../../roles/flow.ts';
import { readPath } from '../../roles/path.ts';
import { numbersOf } from '../numbers.ts';
import type { Place } from '../taps.ts';
import type { Stage } from './stage.ts';

/** The instructions of the products with weights, up to the first meeting; undefined unless all weights have one. */
export function productPlaces(stage: Stage): readonly Place[] | undefined {
  const { roles } = stage;
  const found = new Set<number>();
  const places: Place[] = [];
  let memories: readonly (object | undefined)[] = [];
  const { state } = stage.run;
  stage.pass((run) => {
    memories = roles.weights.map((path) => memoryOf(readPath(run, path)));
    state.observe = (now) => {
      const { code, ip } = now.frames[now.depth] as Frame;
      for (const operand of productOperands(now)?.slice(-2) ?? []) {
        const memory = memoryOf(operand);
        const at = memory === undefined ? -1 : memories.indexOf(memory);
        if (at < 0) continue;
        found.add(at);
        if (!places.some((own) => own.code === code && own.instruction === ip)) places.push({ code, instruction: ip });
      }
      stage.see(now);
    };
  });
  state.observe = undefined;
  return found.size === roles.weights.length ? places : undefined;
}

/** The object that has the numbers of an array, or a number. */
export function memoryOf(value: Value | undefined): object | undefined {
  if (value instanceof NdArray) return value.data;
  return value instanceof Float ? value : undefined;
}

/** The values that enter a product for the first example, and the weights as (values × units). */
export interface Entering {
  readonly values: Float64Array;
  readonly weights: { readonly rows: number; readonly columns: number; readonly data: Float64Array };
}

/** @param operands the two operands of the product */
export function enteringOf(operands: readonly Value[], side: 'left' | 'right'): Entering | undefined {
  const [one, other] = side === 'left' ? [operands[0], operands[1]] : [operands[1], operands[0]];
  const [matrix, values] = [numbersOf(one ?? null), numbersOf(other ?? null)];
  if (matrix === undefined || values === undefined || values.shape.length > 2 || matrix.shape.length > 2)
    return undefined;
  const isVector = matrix.shape.length < 2;
  const [rows, columns] = isVector
    ? [matrix.data.length, 1]
    : side === 'right'
      ? [matrix.rows, matrix.columns]
      : [matrix.columns, matrix.rows];
  const data =
    isVector || side === 'right'
      ? matrix.data
      : Float64Array.from({ length: rows * columns }, (_, cell) => {
          const [row, column] = [Math.floor(cell / columns), cell % columns];
          return matrix.data[column * rows + row] as number;
        });
  const step = side === 'left' && values.shape.length === 2 ? values.columns : 1;
  if (values.data.length < (rows - 1) * step + 1) return undefined;
  return {
    values: Float64Array.from({ length: rows }, (_, row) => values.data[row * step] as number),
    weights: { rows, columns, data },
  };
}
