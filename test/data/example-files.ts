import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { ColumnTable } from '../../src/data/columns.ts';
import { tableOf } from './tables.ts';

/** The cells of a file in `scenarios/data/` without quotes and missing values. */
export function exampleFile(name: string): ColumnTable {
  const bytes = readFileSync(`scenarios/data/${name}`);
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [header = [], ...rows] = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  const columns = header.map((title, place): [string, readonly string[] | readonly number[]] => {
    const texts = rows.map((row) => row[place] as string);
    return [title, texts.some((cell) => Number.isNaN(Number(cell))) ? texts : texts.map(Number)];
  });
  return tableOf(Object.fromEntries(columns));
}
