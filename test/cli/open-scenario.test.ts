import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { openScenario } from '../../src/cli/open-scenario.ts';

const folder = mkdtempSync(join(tmpdir(), 'open-scenario-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());
// More than one piece is read of it.
const long = `1.${'0'.repeat(200)}`;
writeFileSync(join(folder, 'rows.csv'), `a,b,y\n${`${long},2,0\n2,${long},1\n`.repeat(6000)}`);
writeFileSync(join(folder, 'small.csv'), `a,b,y\n${'1,2,0\n2,1,1\n'.repeat(10)}`);
writeFileSync(
  join(folder, 'made.json'),
  JSON.stringify({ name: 'made', data: { file: 'rows.csv' }, training: { iterations: 1 } }),
);

describe('the progress of reading', () => {
  test('is not printed of a small file, even where that takes long', async () => {
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 1000));
    const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await openScenario(join(folder, 'small.csv'));
    expect(told.mock.calls).toEqual([]);
  });

  test.each(['rows.csv', 'made.json'])('names the data file with its folder: %s', async (name) => {
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 1000));
    const lines: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
    await openScenario(join(folder, name));
    const progress = lines.filter((line) => line.startsWith('reading '));
    expect(progress.length).toBeGreaterThan(0);
    for (const line of progress) expect(line).toMatch(/^reading .*: \d+ %\n$/);
    expect(new Set(progress.map((line) => line.replace(/: \d+ %\n$/, '')))).toEqual(
      new Set([`reading ${join(folder, 'rows.csv')}`]),
    );
  });
});
