import type { Dataset } from '../../data/dataset.ts';
import type { NamedMatrix } from '../../formats/stored-matrix.ts';
import type { Floats } from '../../language/dtypes.ts';
import { scalingComment, scriptData } from '../raw-data.ts';
import type { MeasureWriter, PredictWriter } from '../results.ts';
import { columnComment, listed } from '../text.ts';
import { indented, python, pythonMatrix, pythonNumber } from './syntax.ts';

/** The most cells that are written into a script. If there are more, all are read from a file. */
const MOST_WRITTEN = 2000;

/** The syntax of a library for matrices: literals, and reading from a .npz file. */
export interface DataSyntax {
  readonly open: string;
  readonly close: string;
  readonly load: string;
  readonly loaded: (array: string) => string;
}

/** The lines that define X, y, X_test and y_test, and the arrays that they read from a file, if any. */
export function dataLines(
  dataset: Dataset,
  syntax: DataSyntax,
): { readonly lines: readonly string[]; readonly data?: readonly NamedMatrix[] } {
  const { arrays, scalings } = scriptData(dataset, inputs, targets);
  const cells = arrays.reduce((sum, { matrix }) => sum + matrix.data.length, 0);
  const isRead = cells > MOST_WRITTEN;
  const written = arrays.flatMap(({ name, matrix, columns }) => [
    ...(columns === undefined ? [] : columnComment('#', columns)),
    ...(isRead ? [`${name} = ${syntax.loaded(name)}`] : pythonMatrix(matrix, `${name} = ${syntax.open}`, syntax.close)),
  ]);
  const scaled = scalings.flatMap(({ names, scaling }) => [
    '',
    ...scalingComment(scaling, names, python),
    ...numbers(names.shift, scaling.shift, syntax),
    ...numbers(names.unit, scaling.unit, syntax),
    ...arrays
      .filter((own) => own.scaled?.by === names)
      .map(({ name, scaled: own }) => `${own?.name} = (${name} - ${names.shift}) / ${names.unit}`),
  ]);
  const lines = [...written, ...scaled];
  if (!isRead) return { lines };
  const file = `data = ${syntax.load}(Path(__file__).with_suffix(".npz"))`;
  return { lines: [file, ...lines], data: arrays.map(({ name, matrix }) => ({ name, matrix })) };
}

function numbers(name: string, values: Floats, { open, close }: DataSyntax): readonly string[] {
  return listed(Array.from(values, pythonNumber), `${name} = ${open}`, close);
}

const inputs = { shift: 'input_shift', unit: 'input_unit' };
const targets = { shift: 'target_shift', unit: 'target_unit' };

/** Predictions in the units of the targets. */
export function pythonOwn(predictions: string): string {
  return `${predictions} * ${targets.unit} + ${targets.shift}`;
}

/** The names of the measures of a script. */
export function pythonMeasures(isTensor: boolean): Pick<MeasureWriter, 'unit' | 'targetNames' | 'unitNames'> {
  return {
    unit: `${targets.unit}[0]${isTensor ? '.item()' : ''}`,
    targetNames: 'target_names',
    unitNames: 'unit_names',
  };
}

/** Differences of target columns in their own units. */
export function pythonScaled(errors: string, areScaled: boolean): string {
  return areScaled ? `${errors} * ${targets.unit}` : errors;
}

/** Writes `predict`, which scales rows and calls `forward`. */
export function predictWriter({ open, close }: DataSyntax): PredictWriter {
  const rows = `${open}rows${close}`;
  return {
    inputs,
    targets,
    classNames: 'class_names',
    gap: ['', ''],
    predict({ inputScaling, targetScaling, classes, train }) {
      const given = inputScaling === undefined ? rows : `(${rows} - ${inputs.shift}) / ${inputs.unit}`;
      const output = `forward(${given})`;
      if (classes === undefined) {
        const own = targetScaling === undefined ? output : pythonOwn(output);
        return ['def predict(rows):', ...indented([`return ${own}`])];
      }
      const pairs =
        train.targets.columns === 1
          ? 'zip(class_names, [1 - p, p]) for [p] in probabilities'
          : 'zip(class_names, row) for row in probabilities';
      return [
        'def predict(rows):  # for each row the classes with their probabilities, the largest first',
        ...indented([
          `probabilities = ${output}.tolist()`,
          `pairs = [${pairs}]`,
          'return [sorted(own, key=lambda pair: -pair[1]) for own in pairs]',
        ]),
      ];
    },
  };
}
