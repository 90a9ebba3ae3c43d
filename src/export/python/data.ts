import type { Dataset } from '../../data/dataset.ts';
import type { NamedMatrix } from '../../formats/stored-matrix.ts';
import type { PredictWriter } from '../results.ts';
import { columnComment, listed } from '../text.ts';
import { indented, pythonMatrix, pythonNumber } from './syntax.ts';

/** The most cells that are written into a script; more are read from a file. */
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
  const arrays = arraysOf(dataset);
  const cells = arrays.reduce((sum, { matrix }) => sum + matrix.data.length, 0);
  const comments: Readonly<Record<string, readonly string[]>> = {
    X: columnComment('#', dataset.inputNames),
    y: columnComment('#', dataset.targetNames),
  };
  if (cells > MOST_WRITTEN) {
    const read = arrays.flatMap(({ name }) => [...(comments[name] ?? []), `${name} = ${syntax.loaded(name)}`]);
    return { lines: [`data = ${syntax.load}(Path(__file__).with_suffix(".npz"))`, ...read], data: arrays };
  }
  const written = arrays.flatMap(({ name, matrix }) => [
    ...(comments[name] ?? []),
    ...pythonMatrix(matrix, `${name} = ${syntax.open}`, syntax.close),
  ]);
  return { lines: written };
}

function arraysOf({ train, test }: Dataset): readonly NamedMatrix[] {
  const own = [
    { name: 'X', matrix: train.inputs },
    { name: 'y', matrix: train.targets },
  ];
  if (test === undefined) return own;
  return [...own, { name: 'X_test', matrix: test.inputs }, { name: 'y_test', matrix: test.targets }];
}

const inputs = { shift: 'input_shift', unit: 'input_unit' };
const targets = { shift: 'target_shift', unit: 'target_unit' };

/** Writes `predict`, which scales rows and calls `forward`. */
export function predictWriter({ open, close }: DataSyntax): PredictWriter {
  const rows = `${open}rows${close}`;
  return {
    inputs,
    targets,
    classNames: 'class_names',
    gap: ['', ''],
    numbers: (name, values) => listed(Array.from(values, pythonNumber), `${name} = ${open}`, close),
    texts: (name, texts) =>
      listed(
        texts.map((text) => JSON.stringify(text)),
        `${name} = `,
        '',
      ),
    predict({ inputScaling, targetScaling, classes, train }) {
      const given = inputScaling === undefined ? rows : `(${rows} - ${inputs.shift}) / ${inputs.unit}`;
      const output = `forward(${given})`;
      if (classes === undefined) {
        const scaled = targetScaling === undefined ? '' : ` * ${targets.unit} + ${targets.shift}`;
        return ['def predict(rows):', ...indented([`return ${output}${scaled}`])];
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
