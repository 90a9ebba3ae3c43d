import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { DataFileOptions } from '../../src/cli/data-file.ts';
import { openScenario } from '../../src/cli/open-scenario.ts';
import { rowsOf } from '../../src/engine/matrix.ts';
import { writeNpz } from '../../src/formats/npz.ts';
import type { MadeData } from '../../src/scenario/made-data.ts';

/* Files as spreadsheets, pandas, R and the UCI repository write them, each in a copy of its own. */

const fixtures = fileURLToPath(new URL('../fixtures/tables/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tables-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Opened {
  readonly made: MadeData;
  /** The notices, without the name of the file. */
  readonly said: readonly string[];
}

async function open(file: string, options?: DataFileOptions): Promise<Opened> {
  const printed = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const parsed = await openScenario(file, options);
  const said = printed.mock.calls.map(([text]) => String(text).slice(file.length + 2, -1));
  printed.mockRestore();
  if (!parsed.ok || parsed.scenario.data.made === undefined) throw new Error(JSON.stringify(parsed));
  return { made: parsed.scenario.data.made, said };
}

function fixture(name: string, as = name): string {
  const copy = join(folder, as);
  copyFileSync(join(fixtures, name), copy);
  return copy;
}

function written(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

describe('marks between thousands', () => {
  test.each([
    ['comma.tsv', 'size: "1,477" is read as 1477, not as 1.477', 'point'],
    ['point.csv', 'size: "1.477" is read as 1477, not as 1.477', 'comma'],
  ])('give the numbers of the file without them, and a notice: %s', async (name, notice, decimal) => {
    const [clean, marked] = [await open(fixture('clean.tsv')), await open(fixture(name))];
    expect(marked.said).toEqual([notice]);
    expect(marked.made.dataset).toEqual(clean.made.dataset);
    expect(marked.made.written).toMatchObject({ decimal });
    expect(clean.made.written).not.toHaveProperty('decimal');
  });

  test('are decimal marks where a person says so', async () => {
    const { made, said } = await open(fixture('comma.tsv'), { decimal: 'comma' });
    expect(said).toEqual([]);
    expect(made.written).toMatchObject({ decimal: 'comma' });
    expect(made.dataset.inputScaling?.shift[0]).toBeLessThan(600);
  });
});

describe('a price', () => {
  test.each([
    ['dollar.csv', '"$2032" is read as 2032'],
    ['few.csv', '"2,032" is read as 2032, not as 2.032'],
    ['many.csv', '"2,032" is read as 2032, not as 2.032'],
  ])('is a quantity: %s', async (name, notice) => {
    const { made, said } = await open(fixture(name));
    expect(said).toContain(`price: ${notice}`);
    expect(made.dataset).toMatchObject({ targetNames: ['price'], classes: undefined });
    const prices = readFileSync(join(fixtures, name), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => {
        return Number(line.slice(line.indexOf(',') + 1).replace(/[",$]/g, ''));
      });
    const { targetScaling, train } = made.dataset;
    const unscaled = rowsOf(train.targets).map(([value = 0]) => {
      return Math.round(value * (targetScaling?.unit[0] ?? 1) + (targetScaling?.shift[0] ?? 0));
    });
    expect(prices).toEqual(expect.arrayContaining(unscaled));
  });
});

describe('a header of numbers', () => {
  test.each([
    ['index.csv', 40, ['0', '1'], ['label']],
    ['label.csv', 100, ['0', '1'], ['label']],
    ['numbers.csv', 100, ['0', '1'], ['2']],
  ])('names the columns: %s', async (name, rows, inputNames, targetNames) => {
    const { made } = await open(fixture(name));
    expect(made.dataset).toMatchObject({ inputNames, targetNames });
    expect(made.rows?.all).toBe(rows);
  });
});

describe('a file of data under any name', () => {
  test.each(['flowers.data', 'flowers.all-data', 'flowers', 'flowers.json5'])('is read: %s', async (name) => {
    const { made } = await open(fixture('flowers.data', name));
    expect(made.dataset.classes).toEqual(['no', 'yes']);
    expect(made.written).toMatchObject({ file: name });
  });

  test.each(['flowers.dat', 'sep.csv'])('has its own delimiter: %s', async (name) => {
    const { made } = await open(fixture(name));
    expect(made.dataset).toMatchObject({ inputNames: ['a', 'b'], classes: ['no', 'yes'] });
    expect(made.rows?.all).toBe(40);
  });

  test('is named where a scenario is expected', async () => {
    const { readScenario } = await import('../../src/scenario/read.ts');
    const file = fixture('flowers.data', 'no-ending');
    expect(await readScenario(file)).toEqual({
      ok: false,
      faults: [
        {
          path: '',
          expected: 'a scenario',
          found: 'a data file',
          advice: `backprop-tui init ${file} writes one for it`,
        },
      ],
    });
  });

  test('is read even if its name is that of a scenario', async () => {
    expect((await open(fixture('sep.csv', 'table.json'))).made.rows?.all).toBe(40);
  });

  test('that cannot be read is reported with the choices of init too', async () => {
    const parsed = await openScenario(folder, { mayLead: false });
    expect(!parsed.ok && parsed.faults).toMatchObject([{ found: 'a directory' }]);
  });

  test('is no scenario with a mistake, which is reported as one', async () => {
    for (const name of ['mistake', 'mistake.json']) {
      const file = written(name, '\ufeff\n{ "name": 1,');
      const parsed = await openScenario(file);
      expect(parsed.ok).toBe(false);
      expect(!parsed.ok && JSON.stringify(parsed.faults)).not.toContain('table');
    }
  });
});

describe('arrays', () => {
  const X = { rows: 30, columns: 2, data: Float64Array.from({ length: 60 }, (_, at) => Math.sin(at)) };
  const data = Float64Array.from({ length: 90 }, (_, at) => Number(at % 3 === Math.floor(at / 3) % 3));

  test('have all columns of y as targets', async () => {
    const oneHot = { rows: 30, columns: 3, data };
    const file = written(
      'one-hot.npz',
      writeNpz([
        { name: 'X', matrix: X },
        { name: 'y', matrix: oneHot },
      ]),
    );
    const { made } = await open(file);
    expect(made.dataset).toMatchObject({ inputNames: ['x1', 'x2'], classes: ['y1', 'y2', 'y3'] });
    expect(made.written).toMatchObject({ file: basename(file) });
  });
});
