import type { ColumnTable } from '../../src/data/columns.ts';
import { numpyRandom, type RandomSource } from '../../src/engine/random.ts';

/* Small regression tables with a known rule and noise: from the literature, or like tables that people have. */

/** A table to learn from and a large one to test with, of one rule. The target is the last column. */
export interface Regression {
  readonly name: string;
  readonly train: ColumnTable;
  readonly test: ColumnTable;
}

/** One row: its inputs, then its target. */
type Row = (random: RandomSource) => readonly number[];
/** Draws the constants of a rule, such as weights, and returns the rule. */
type Rule = (random: RandomSource) => Row;

const TEST_ROWS = 400;

/** The rules, each with the rows of its training table. */
export const regressions: readonly { readonly name: string; readonly rows: number; readonly rule: Rule }[] = [
  { name: 'line', rows: 30, rule: linear(1, 0.5) },
  { name: 'plane', rows: 20, rule: linear(2, 0.3) },
  { name: 'three columns', rows: 40, rule: linear(3, 1) },
  { name: 'ten columns', rows: 60, rule: linear(10, 1) },
  { name: 'ten columns, little noise', rows: 100, rule: linear(10, 0.1) },
  { name: 'ten columns, few rows', rows: 20, rule: linear(10, 0.5) },
  { name: 'twenty columns', rows: 80, rule: linear(20, 1) },
  { name: 'twenty columns, few rows', rows: 30, rule: linear(20, 0.5) },
  { name: 'twenty columns, 3 of them matter', rows: 100, rule: sparse(20, 3, 1) },
  { name: 'correlated columns', rows: 60, rule: correlated(8, 1) },
  { name: 'like diabetes', rows: 300, rule: correlated(10, 3.2) },
  { name: 'like diabetes, fewer rows', rows: 150, rule: correlated(10, 3.2) },
  { name: 'nothing but noise', rows: 60, rule: linear(5, 1000) },
  { name: 'outliers', rows: 80, rule: withOutliers(4) },
  { name: 'sine', rows: 40, rule: curve((x) => Math.sin(6 * x), 0.2) },
  { name: 'sine, more rows', rows: 150, rule: curve((x) => Math.sin(6 * x), 0.2) },
  { name: 'parabola', rows: 50, rule: curve((x) => 4 * (x - 0.5) * (x - 0.5), 0.1) },
  { name: 'exponential', rows: 40, rule: curve((x) => Math.exp(3 * x), 1) },
  { name: 'step', rows: 60, rule: curve((x) => (x > 0.6 ? 1 : 0), 0.1) },
  { name: 'like cars', rows: 250, rule: cars },
  { name: 'like houses', rows: 200, rule: houses },
  { name: 'like salaries', rows: 100, rule: salaries },
  { name: 'product', rows: 120, rule: surface((a, b) => a * b, 2, 0.1) },
  { name: 'ripple', rows: 250, rule: surface((a, b) => Math.sin(3 * a) * Math.cos(2 * b), 2, 0.1) },
  { name: 'product among ten', rows: 200, rule: surface((a, b) => a * b + a, 10, 0.3) },
  { name: 'friedman 1', rows: 100, rule: friedman1 },
  { name: 'friedman 1, more rows', rows: 240, rule: friedman1 },
  { name: 'friedman 2', rows: 160, rule: friedman2 },
  { name: 'friedman 3', rows: 160, rule: friedman3 },
  { name: 'friedman 1, few rows', rows: 50, rule: friedman1 },
];

/** @param rows of the training table; by default as many as in the list. */
export function regression(name: string, seed: number, rows?: number): Regression {
  const found = regressions.find((one) => one.name === name);
  if (found === undefined) throw new RangeError(`no rule ${name}`);
  const random = numpyRandom(seed);
  const row = found.rule(random);
  return { name, train: tableOf(row, rows ?? found.rows, random), test: tableOf(row, TEST_ROWS, random) };
}

function tableOf(row: Row, length: number, random: RandomSource): ColumnTable {
  const drawn = Array.from({ length }, () => row(random));
  const width = drawn[0]?.length ?? 0;
  return {
    columns: Array.from({ length: width }, (_, column) => ({
      name: column === width - 1 ? 'y' : `x${column + 1}`,
      kind: 'numbers' as const,
      values: Float64Array.from(drawn, (cells) => cells[column]!),
    })),
  };
}

function gaussians(random: RandomSource, length: number): number[] {
  return Array.from({ length }, () => random.nextGaussian());
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, at) => sum + x * b[at]!, 0);

function linear(columns: number, noise: number): Rule {
  return sparse(columns, columns, noise);
}

/** Only the first `used` columns matter. */
function sparse(columns: number, used: number, noise: number): Rule {
  return (random) => {
    const weights = gaussians(random, used);
    return (draw) => {
      const x = gaussians(draw, columns);
      return [...x, dot(weights, x) + noise * draw.nextGaussian()];
    };
  };
}

/** Columns that share three causes. */
function correlated(columns: number, noise: number): Rule {
  return (random) => {
    const loads = Array.from({ length: columns }, () => gaussians(random, 3));
    const weights = gaussians(random, columns);
    return (draw) => {
      const causes = gaussians(draw, 3);
      const x = loads.map((load) => dot(load, causes) + 0.5 * draw.nextGaussian());
      return [...x, dot(weights, x) + noise * draw.nextGaussian()];
    };
  };
}

function withOutliers(columns: number): Rule {
  return (random) => {
    const weights = gaussians(random, columns);
    return (draw) => {
      const x = gaussians(draw, columns);
      const noise = draw.nextGaussian() * (draw.nextDouble() < 0.05 ? 8 : 0.5);
      return [...x, dot(weights, x) + noise];
    };
  };
}

function curve(of: (x: number) => number, noise: number): Rule {
  return () => (draw) => {
    const x = draw.nextDouble();
    return [x, of(x) + noise * draw.nextGaussian()];
  };
}

function surface(of: (a: number, b: number) => number, columns: number, noise: number): Rule {
  return () => (draw) => {
    const x = Array.from({ length: columns }, () => 2 * draw.nextDouble() - 1);
    return [...x, of(x[0]!, x[1]!) + noise * draw.nextGaussian()];
  };
}

/** Cylinders, displacement, power, weight, acceleration, year → miles per gallon. */
function cars(): Row {
  return (draw) => {
    const weight = 1600 + 3500 * draw.nextDouble();
    const cylinders = weight < 2600 ? 4 : weight < 3500 ? 6 : 8;
    const displacement = 0.09 * weight - 100 + 20 * draw.nextGaussian();
    const power = 40 + 0.03 * weight + 15 * draw.nextGaussian();
    const acceleration = 24 - 0.07 * power + 1.5 * draw.nextGaussian();
    const year = 70 + Math.floor(13 * draw.nextDouble());
    const mpg = 52_000 / weight + 0.7 * (year - 76) + 2.5 * draw.nextGaussian();
    return [cylinders, displacement, power, weight, acceleration, year, mpg];
  };
}

/** Area, rooms, age, distance, garden → price. */
function houses(): Row {
  return (draw) => {
    const area = Math.exp(4.5 + 0.4 * draw.nextGaussian());
    const rooms = Math.max(1, Math.round(area / 28 + draw.nextGaussian()));
    const age = 80 * draw.nextDouble();
    const distance = -6 * Math.log(1 - draw.nextDouble());
    const garden = draw.nextDouble() < 0.4 ? 1 : 0;
    const price = area * (3200 - 90 * Math.min(distance, 20)) * (1 - age / 200) + 40_000 * garden;
    return [area, rooms, age, distance, garden, price * (1 + 0.12 * draw.nextGaussian())];
  };
}

/** Years, level (0, 1, 2), team → salary. */
function salaries(): Row {
  return (draw) => {
    const years = 30 * draw.nextDouble();
    const level = Math.floor(3 * draw.nextDouble());
    const team = Math.floor(5 * draw.nextDouble());
    return [years, level, team, 30_000 + 900 * years + 11_000 * level + 6000 * draw.nextGaussian()];
  };
}

/** Friedman, "Multivariate adaptive regression splines", 1991: five of ten columns matter. */
function friedman1(): Row {
  return (draw) => {
    const x = Array.from({ length: 10 }, () => draw.nextDouble());
    const [a, b, c, d, e] = x as [number, number, number, number, number];
    return [...x, 10 * Math.sin(Math.PI * a * b) + 20 * (c - 0.5) * (c - 0.5) + 10 * d + 5 * e + draw.nextGaussian()];
  };
}

function impedance(draw: RandomSource): readonly [number, number, number, number] {
  const uniform = (low: number, high: number): number => low + (high - low) * draw.nextDouble();
  return [uniform(0, 100), uniform(40 * Math.PI, 560 * Math.PI), uniform(0, 1), uniform(1, 11)];
}

function friedman2(): Row {
  return (draw) => {
    const [r, w, l, c] = impedance(draw);
    return [r, w, l, c, Math.hypot(r, w * l - 1 / (w * c)) + 125 * draw.nextGaussian()];
  };
}

function friedman3(): Row {
  return (draw) => {
    const [r, w, l, c] = impedance(draw);
    return [r, w, l, c, Math.atan((w * l - 1 / (w * c)) / r) + 0.1 * draw.nextGaussian()];
  };
}
