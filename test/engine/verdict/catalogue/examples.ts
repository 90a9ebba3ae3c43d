import { numpyRandom } from '../../../../src/engine/random.ts';

export type Rows = readonly (readonly number[])[];

/** The `data` of a scenario. */
export type Data = Readonly<Record<string, unknown>>;

/** XOR as the tutorial has it: the third input is always 1. */
export const xor = {
  inputs: [
    [0, 0, 1],
    [0, 1, 1],
    [1, 0, 1],
    [1, 1, 1],
  ],
  targets: [[0], [1], [1], [0]],
};

/** XOR of two inputs. */
export const plainXor = {
  inputs: [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  targets: [[0], [1], [1], [0]],
};

/** The same data with other targets. */
export function withTargets(data: { readonly inputs: Rows }, targetOf: (row: readonly number[]) => number): Data {
  return { inputs: data.inputs, targets: data.inputs.map((row) => [targetOf(row)]) };
}

/** The same data with other inputs. */
export function withInputs(
  { inputs, ...data }: { readonly inputs: Rows },
  inputOf: (cell: number, column: number) => number,
): Data {
  return { ...data, inputs: inputs.map((row) => row.map(inputOf)) };
}

interface Draws {
  /** Uniform on [-1, 1). */
  uniform(): number;
  normal(): number;
}

/** Examples that are drawn one after the other, always the same. */
export function drawn(
  rows: number,
  example: (draws: Draws, row: number) => readonly [inputs: readonly number[], targets: readonly number[]],
): { readonly inputs: Rows; readonly targets: Rows } {
  const random = numpyRandom(7);
  const draws: Draws = { uniform: () => 2 * random.nextDouble() - 1, normal: () => random.nextGaussian() };
  const examples = Array.from({ length: rows }, (_, row) => example(draws, row));
  return { inputs: examples.map(([inputs]) => inputs), targets: examples.map(([, targets]) => targets) };
}

/** `columns` inputs, uniform on [-1, 1). */
export function inputsOf(draws: Draws, columns: number): readonly number[] {
  return Array.from({ length: columns }, () => draws.uniform());
}

/** A row of targets for one of `classes` classes. */
export function oneHot(index: number, classes: number): readonly number[] {
  return Array.from({ length: classes }, (_, at) => (at === index ? 1 : 0));
}
