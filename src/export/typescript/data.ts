import type { Dataset } from '../../data/dataset.ts';
import type { Matrix } from '../../engine/matrix.ts';
import type { Floats } from '../../language/dtypes.ts';
import { scalingComment, scriptData } from '../raw-data.ts';
import type { PredictWriter } from '../results.ts';
import { columnComment, listed, matrixText } from '../text.ts';
import { nested, typescript } from './syntax.ts';

/** The most cells that are written as numbers; more are packed in base 64. */
const MOST_WRITTEN = 2000;
const BYTES_A_LINE = 75;

/** The definitions of X, y, X_test and y_test. */
export function dataLines(dataset: Dataset): readonly string[] {
  const { arrays, scalings } = scriptData(dataset, inputs, targets);
  const written = arrays.flatMap(({ name, matrix, columns }) => [
    ...(columns === undefined ? [] : columnComment('//', columns)),
    ...matrixLines(name, matrix),
  ]);
  const scaled = scalings.flatMap(({ names, scaling }) => [
    '',
    ...scalingComment(scaling, names, typescript),
    ...numbers(names.shift, scaling.shift),
    ...numbers(names.unit, scaling.unit),
    ...arrays
      .filter((own) => own.scaled?.by === names)
      .map(({ name, scaled: own }) => `const ${own?.name} = over(minus(${name}, ${names.shift}), ${names.unit});`),
  ]);
  return [...written, ...scaled];
}

function numbers(name: string, values: Floats): readonly string[] {
  return listed(Array.from(values, typescript.number), `const ${name} = array([`, ']);');
}

function matrixLines(name: string, matrix: Matrix): readonly string[] {
  if (matrix.data.length <= MOST_WRITTEN) return matrixText(matrix, typescript.number, `const ${name} = array(`, ');');
  const lines = encoded(matrix.data).map((line) => `  '${line}',`);
  return [`const ${name} = decoded(${matrix.rows}, ${matrix.columns}, [`, ...lines, "].join(''));"];
}

/** The cells as 64-bit floats, low byte first, in base 64. */
function encoded(data: Floats): readonly string[] {
  const view = new DataView(new ArrayBuffer(8 * data.length));
  data.forEach((value, i) => {
    view.setFloat64(8 * i, value, true);
  });
  const bytes = new Uint8Array(view.buffer);
  return Array.from({ length: Math.ceil(bytes.length / BYTES_A_LINE) }, (_, line) =>
    btoa(String.fromCharCode(...bytes.subarray(line * BYTES_A_LINE, (line + 1) * BYTES_A_LINE))),
  );
}

const inputs = { shift: 'inputShift', unit: 'inputUnit' };
const targets = { shift: 'targetShift', unit: 'targetUnit' };

/** Predictions in the units of the targets. */
export function typescriptOwn(predictions: string): string {
  return `plus(times(${predictions}, ${targets.unit}), ${targets.shift})`;
}

/** The unit of the only target, a number. */
export const typescriptUnit = `${targets.unit}.cells[0]!`;

/** The mean absolute error of each target, in its own unit. */
export function typescriptErrors(wanted: string, predicted: string, areScaled: boolean): string {
  const errors = `mean(abs(minus(${wanted}, ${predicted})), 0)`;
  return areScaled ? `times(${errors}, ${targets.unit})` : errors;
}

/** Writes `predict`, which scales rows and calls `forward`. @param isSingle true when `forward` gives 32-bit floats */
export const predictWriterFor = (isSingle: boolean): PredictWriter => ({
  inputs,
  targets,
  classNames: 'classNames',
  gap: [''],
  predict({ inputScaling, targetScaling, classes, train }) {
    const rows = 'array(rows)';
    const given = inputScaling === undefined ? rows : `over(minus(${rows}, ${inputs.shift}), ${inputs.unit})`;
    const output = `forward(${given})`;
    if (classes === undefined) {
      const quantities = targetScaling === undefined ? output : typescriptOwn(isSingle ? `float64(${output})` : output);
      return [
        'function predict(rows: readonly (readonly number[])[]): number[][] {',
        ...nested([`return rowsOf(${quantities});`]),
        '}',
      ];
    }
    const both = train.targets.columns === 1 ? '.map(([p]) => [1 - p!, p!])' : '';
    return [
      '/** For each row the classes with their probabilities, the largest first. */',
      'function predict(rows: readonly (readonly number[])[]): (readonly [name: string, probability: number])[][] {',
      ...nested([
        `const probabilities = rowsOf(${output})${both};`,
        'const pairs = probabilities.map((row) => classNames.map((name, k) => [name, row[k]!] as const));',
        'return pairs.map((own) => [...own].sort((one, other) => other[1] - one[1]));',
      ]),
      '}',
    ];
  },
});
