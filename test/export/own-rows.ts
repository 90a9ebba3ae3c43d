import type { Dataset } from '../../src/data/dataset.ts';
import { networkInputs, predictionTable } from '../../src/data/prediction.ts';
import { readTable } from '../../src/data/read-table.ts';
import { unscaled } from '../../src/data/scaling.ts';
import { predict } from '../../src/engine/examiner.ts';
import { type Matrix, rowsOf } from '../../src/engine/matrix.ts';
import type { ScriptTarget } from '../../src/language/script-targets.ts';
import type { GivenSettings } from '../../src/network/settings.ts';
import { buildProgram } from '../network/build-program.ts';

const ROWS = 4;

/** Some rows in original units. */
export function originalRows({ train: { inputs }, inputScaling }: Dataset): readonly (readonly number[])[] {
  return rowsOf(inputScaling === undefined ? inputs : unscaled(inputs, inputScaling)).slice(0, ROWS);
}

type Predictions = Readonly<Record<string, readonly (readonly number[])[]>>;

/** These rows as delimited text. */
export function originalTable(dataset: Dataset): string {
  return originalRows(dataset)
    .map((row) => `${row.join(',')}\n`)
    .join('');
}

/** The predictions of the command `predict` for these rows. */
export function ourPredictions(
  dataset: Dataset,
  settings: GivenSettings,
  learned: ReadonlyMap<string, Matrix>,
): Predictions {
  const read = readTable([new TextEncoder().encode(originalTable(dataset))], { file: 'rows.csv', header: false });
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const taken = networkInputs(read.table, dataset);
  if (!taken.ok) throw new Error(JSON.stringify(taken.faults));
  const program = buildProgram({ ...settings, initial: 0, batchSize: 0 }, 1);
  return predictionsOf([...predictionTable(predict(program, learned, taken.inputs), dataset)], dataset);
}

/** The numbers in a table of predictions, and the class of each row. */
export function predictionsOf([, ...lines]: readonly string[], dataset: Dataset): Predictions {
  const outputs = dataset.train.targets.columns;
  const cells = lines.map((line) => line.split(','));
  const predicted = cells.map((own) => own.slice(0, outputs).map(Number));
  if (dataset.classes === undefined) return { predicted };
  const classAt = (own: readonly string[]): number => {
    const written = own.slice(outputs).join(',');
    const name = written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written;
    return dataset.classes?.indexOf(name) ?? -1;
  };
  return { predicted, class: cells.map((own) => [classAt(own)]) };
}

/** These predictions in a script, as expressions over its names. */
export function predictionsIn(target: ScriptTarget, dataset: Dataset): Readonly<Record<string, string>> {
  const call = `predict(${JSON.stringify(originalRows(dataset))})`;
  if (dataset.classes === undefined) return { predicted: call };
  const isSingle = dataset.train.targets.columns === 1;
  if (target === 'typescript') {
    const names = isSingle ? 'classNames.slice(1)' : 'classNames';
    return {
      predicted: `${call}.map((own) => ${names}.map((name) => new Map(own).get(name)))`,
      class: `${call}.map(([first]) => [classNames.indexOf(first[0])])`,
    };
  }
  const names = isSingle ? 'class_names[1:]' : 'class_names';
  return {
    predicted: `[[dict(own)[name] for name in ${names}] for own in ${call}]`,
    class: `[[class_names.index(own[0][0])] for own in ${call}]`,
  };
}
