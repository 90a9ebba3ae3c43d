import { numpyRandom } from '../../../../src/engine/random.ts';

export type Rows = readonly (readonly number[])[];

/** The `data` of a scenario. */
export type Data = Readonly<Record<string, unknown>>;

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

export const flowers: Data = { file: 'data/iris.csv', scale: 'standard' };
/** Two classes with a few percent of the second. */
export const rare = drawn(200, (draws) => {
  const inputs = inputsOf(draws, 2);
  return [inputs, [(inputs[0] as number) > 0.9 ? 1 : 0]];
});
export const labels = (rows: number, columns = 2): Data =>
  drawn(rows, (draws) => [inputsOf(draws, columns), [draws.uniform() > 0 ? 1 : 0]]);
export const noLabels = labels(120);
export const fewLabels = labels(40);
export const thirds = drawn(90, (draws) => {
  const [x, y] = inputsOf(draws, 2) as [number, number];
  return [[x, y], oneHot(x > 0.3 ? 0 : y > 0 ? 1 : 2, 3)];
});
export const wave = drawn(40, (draws) => {
  const x = draws.uniform();
  return [[x], [Math.sin(Math.PI * x)]];
});
export const noisyWave = drawn(60, (draws) => {
  const x = draws.uniform();
  return [[x], [Math.sin(Math.PI * x) + 0.3 * draws.normal()]];
});
export const shortWave = drawn(24, (draws) => {
  const x = draws.uniform();
  return [[x], [Math.sin(Math.PI * x) + 0.5 * draws.normal()]];
});
export const slope = drawn(40, (draws) => {
  const [a, b] = inputsOf(draws, 2) as [number, number];
  return [[a, b], [2 * a - b + 0.5]];
});
export const noisySlope = drawn(60, (draws) => {
  const [a, b] = inputsOf(draws, 2) as [number, number];
  return [[a, b], [a - b / 2 + 0.5 * draws.normal()]];
});
/** A plane of which three of four parts are noise. */
export const noisyPlane = drawn(300, (draws) => {
  const [a, b, c] = inputsOf(draws, 3) as [number, number, number];
  return [[a, b, c], [a - b / 2 + 0.5 * draws.normal()]];
});
/** A line with a target in twenty far off. */
export const outliers = drawn(80, (draws, row) => {
  const x = draws.uniform();
  return [[x], [2 * x + 0.1 * draws.normal() + (row % 20 === 0 ? 10 : 0)]];
});
/** Two classes: within a ring of radius √½ and outside of it. */
export const ring = drawn(80, (draws) => {
  const [a, b] = inputsOf(draws, 2) as [number, number];
  return [[a, b], [a * a + b * b < 0.5 ? 1 : 0]];
});
