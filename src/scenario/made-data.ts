import type { Dataset, Examples } from '../data/dataset.ts';

/** Data that do not stand in a scenario as a network takes them: what it says of them, and what was made of that. */
export interface MadeData {
  readonly written: Readonly<Record<string, unknown>>;
  readonly dataset: Dataset;
  /** What was done that a person should know of. */
  readonly notices: readonly string[];
}

/** Whether the rows that they were made of are written out in it. */
export function standsInScenario({ written }: MadeData): boolean {
  return !('file' in written || 'generate' in written);
}

/** The data of a scenario as if they stood in it. */
export interface RowsOfData {
  inputs: number[][];
  targets: number[][];
  inputNames: string[];
  targetNames: string[];
}

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
