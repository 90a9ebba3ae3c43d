import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changedFiles, differences, type Facts, factsOf } from '../../../src/cli/checkpoint/facts.ts';
import { readScenario } from '../../../src/scenario/read.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'changed-'));
  const data = { file: 'own.csv', inputs: ['a'], targets: ['y'], test: { fraction: 0.2 } };
  writeFileSync(join(folder, 'own.json'), JSON.stringify({ name: 'own', data }));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The facts of the scenario with this cell in the last row. */
async function factsWith(a: number, note = 'x'): Promise<Facts> {
  const rows = Array.from({ length: 10 }, (_, row) => `${row === 9 ? a : row},${note},${row / 2}`);
  writeFileSync(join(folder, 'own.csv'), ['a,note,y', ...rows].join('\n'));
  const parsed = await readScenario(join(folder, 'own.json'));
  if (!parsed.ok) throw new Error('unreadable');
  return factsOf(parsed.scenario);
}

describe('the data of a checkpoint', () => {
  test('that have changed in their file are reported with its name', async () => {
    const before = await factsWith(9);
    const faults = differences(await factsWith(8), before);
    expect(faults).toEqual([
      {
        path: expect.stringMatching(/^data/),
        expected: expect.stringMatching(/^"own.csv" as it was for the checkpoint, 78 bytes, CRC-32 [0-9a-f]{8}$/),
        found: expect.stringMatching(/^78 bytes, CRC-32 [0-9a-f]{8}$/),
        advice: 'the file has changed since',
      },
    ]);
  });

  test('may be resumed when only other columns of the file have changed', async () => {
    const before = await factsWith(9);
    const after = await factsWith(9, 'another note');
    expect(differences(after, before)).toEqual([]);
    expect(changedFiles(after, before)).toEqual(['own.csv']);
    expect(changedFiles(before, before)).toEqual([]);
  });

  test('values alone are compared when the checkpoint has no digests of files', async () => {
    const own = await factsWith(9);
    const old = Object.fromEntries(Object.entries(own).filter(([place]) => !place.startsWith('file ')));
    expect(differences(own, old)).toEqual([]);
  });
});
