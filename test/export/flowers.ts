import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scenarioForData } from '../../src/cli/data-file.ts';
import { numpyRandom } from '../../src/engine/random.ts';
import type { Scenario } from '../../src/scenario/schema.ts';

export const flowersTarget = 'species';

const species = ['I. setosa', 'I. "blue" flag', 'I. virginica, wild'];
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** A realistic table: names with delimiters and quotes, a category among the inputs, some missing values. */
export function flowersTable(): string {
  const random = numpyRandom(3);
  const cell = (mean: number): string => (mean + 0.3 * random.nextGaussian()).toFixed(2);
  const rows = Array.from({ length: 90 }, (_, row) => {
    const kind = row % species.length;
    const petal = row % 40 === 7 ? 'NA' : cell(1 + 2 * kind);
    return [petal, cell(3 - kind), quoted(row % 4 === 0 ? 'sun, or shade' : 'sun'), quoted(species[kind] as string)];
  });
  const names = [quoted('petal, long'), 'petal wide', 'light', flowersTarget];
  return [names, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

/** The scenario that is made for this file when none is given. */
export function flowersScenario(): Scenario {
  const folder = mkdtempSync(join(tmpdir(), 'flowers-'));
  try {
    const file = join(folder, 'flowers.csv');
    writeFileSync(file, flowersTable());
    const parsed = scenarioForData(file, { targets: [flowersTarget] }, () => undefined);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
    return parsed.scenario;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
