import type { Dataset, Examples } from '../data/dataset.ts';
import { fileFault, type ValueFault } from './fault.ts';

/** Data that are made as the scenario describes them: read from a file, drawn by a rule, or scaled. */
export interface MadeData {
  /** `data` as the file has it. */
  readonly written: Readonly<Record<string, unknown>>;
  readonly dataset: Dataset;
  /** Changes to the data that a person should know about. */
  readonly notices: readonly string[];
  /** The size and the checksum of each file, as far as it was read, by its name. */
  readonly digests?: Readonly<Record<string, string>> | undefined;
  /** Rows of the file, and how many of them are used; only for data from a file. */
  readonly rows?: { readonly all: number; readonly used: number } | undefined;
}

/** True when the rows are written out in the scenario. */
export function isWrittenOut({ written }: MadeData): boolean {
  return !('file' in written || 'generate' in written);
}

/** Data as a scenario with rows has them. */
export interface RowsOfData {
  inputs: number[][];
  targets: number[][];
  inputNames: string[];
  targetNames: string[];
}

/** The training examples of a data set as rows, at most `most` of them. */
export function rowsOfData({ train, inputNames, targetNames }: Dataset, most = Number.POSITIVE_INFINITY): RowsOfData {
  const rows = (part: keyof Examples): number[][] => {
    const { rows: all, columns, data } = train[part];
    const length = Math.min(all, most);
    return Array.from({ length }, (_, row) => Array.from(data.subarray(row * columns, (row + 1) * columns)));
  };
  return {
    inputs: rows('inputs'),
    targets: rows('targets'),
    inputNames: [...inputNames],
    targetNames: [...targetNames],
  };
}

const dataEndings =
  /\.(csv|tsv|txt|npy|npz|data|dat|all-data|tab|psv|asc|xlsx|xls|ods|arff|parquet|jsonl|libsvm)(\.gz)?$/i;

/** True when a file is data, not a scenario, by the end of its name. Other files may be data, too (`holdsData`). */
export function isDataFile(file: string): boolean {
  return dataEndings.test(file);
}

/** The fault of a data file that is given as a scenario. The file `-` is the standard input. */
export function dataInsteadOfScenario(file: string): ValueFault {
  if (file === '-') return fileFault('a scenario', 'data', 'backprop-tui init writes one for a data file');
  return fileFault('a scenario', 'a data file', `backprop-tui init ${file} writes one for it`);
}

/** A file of data that was opened, and cannot be read to its end. The message is the reason. */
export class ReadingFailure extends Error {}
