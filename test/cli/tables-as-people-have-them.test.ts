import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DataFileOptions } from '../../src/cli/data-file.ts';
import { noSuchScenario } from '../../src/cli/no-such-scenario.ts';
import { openScenario } from '../../src/cli/open-scenario.ts';
import type { MadeData } from '../../src/scenario/made-data.ts';

const folder = fileURLToPath(new URL('../fixtures/tables/', import.meta.url));

interface Opened {
  readonly made: MadeData | undefined;
  /** The printed notices or the faults, without the name of the file. */
  readonly said: readonly string[];
}

async function opened(file: string, options?: DataFileOptions, within = folder): Promise<Opened> {
  const printed = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const parsed = await openScenario(join(within, file), options);
  const notices = printed.mock.calls.map(([text]) => String(text).slice(join(within, file).length + 2, -1));
  printed.mockRestore();
  if (parsed.ok) return { made: parsed.scenario.data.made, said: notices };
  const faults = parsed.faults.map((fault) => {
    if ('misreading' in fault) return '';
    const { path, position, expected, found, advice } = fault;
    const line = 'position' in fault && position !== undefined ? `${position.line}: ` : '';
    return `${line}${path}: expected ${expected}, found ${found}${advice === undefined ? '' : `; ${advice}`}`;
  });
  return { made: undefined, said: faults };
}

const rowsOf = ({ made }: Opened) => made?.rows;

describe('a table as people have it', () => {
  test('dates alone are refused with an example', async () => {
    expect((await opened('dates.csv')).said).toEqual([
      '--inputs: expected at least one input column, found column "date" with texts such as "2024-01-01" that rarely repeat; a column of texts is an input when --inputs names it; date is read as text, because "2024-01-01" looks like a date, not like a single number; to read quantities, write a date as a number, such as the days since the first one',
    ]);
  });

  test('a mostly empty column costs no rows', async () => {
    const notes = await opened('notes.csv');
    expect(notes.said).toEqual(['column "notes" left out of the inputs: missing in 36 of 40 rows']);
    expect(rowsOf(notes)).toEqual({ all: 40, used: 40 });
    expect(notes.made?.dataset.inputNames).toEqual(['a', 'b']);
  });

  test('a mostly empty column that is named as input costs rows, and a line says so', async () => {
    const notes = await opened('notes.csv', { inputs: ['a', 'notes'] });
    expect(notes.said).toContain(
      '36 of 40 rows of the data left out: something is missing in "notes" (36); --missing mean keeps them',
    );
    expect(rowsOf(notes)).toEqual({ all: 40, used: 4 });
  });

  test('an empty column is no input', async () => {
    const empty = await opened('empty.csv');
    expect(empty.said).toEqual(['column "remarks" left out of the inputs: it is empty']);
    expect(rowsOf(empty)).toEqual({ all: 40, used: 40 });
  });

  test('the last column with a value is predicted when empty ones follow', async () => {
    const { made, said } = await opened('twotrailing.csv');
    expect(made?.dataset.targetNames).toEqual(['ok']);
    expect(made?.dataset.inputNames).toEqual(['a', 'b']);
    expect(said).toEqual([]);
  });

  test('a class that only incomplete rows have is left out', async () => {
    const { made, said } = await opened('gone.csv');
    expect(made?.dataset.classes).toEqual(['no', 'yes']);
    expect(said.at(-1)).toBe('class "maybe" left out: something is missing in each of its rows');
  });

  test.each(['na.csv', 'excel.csv'])('an unusual missing value drops its row: %s', async (file) => {
    const { made, said } = await opened(file);
    expect(made?.rows).toEqual({ all: 40, used: 39 });
    expect(said).toEqual([
      expect.stringMatching(/^1 of 40 rows of the data left out: something is missing in ".*" \(1\)$/),
    ]);
  });

  test('an id in the last column is refused, and the target is asked for', async () => {
    const own = mkdtempSync(join(tmpdir(), 'tables-'));
    const rows = Array.from({ length: 30 }, (_, row) => `${row % 4},${(row * 7) % 5},${row + 1}`);
    writeFileSync(join(own, 'ids.csv'), ['a,b,id', ...rows].join('\n'));
    expect((await opened('ids.csv', {}, own)).said[0]).toBe(
      'column "id" only has row numbers: is another column the target? --target chooses it',
    );
    rmSync(own, { recursive: true });
  });

  test('a line of totals is left out, and a line says so', async () => {
    const total = await opened('total.csv');
    expect(total.said[0]).toBe(
      'the last row is left out, since it has "Total" in column "a" and seems to sum up the other rows',
    );
    expect(rowsOf(total)).toEqual({ all: 40, used: 40 });
    expect(rowsOf(await opened('total.csv', { rows: 30 }))).toEqual({ all: 30, used: 30 });
  });

  test('NA is a class with --missing keep', async () => {
    expect((await opened('two.csv')).said).toEqual([
      '--target: expected at least two classes in column "continent", found only "EU"; "NA" in 18 cells is read as missing; --missing keep makes it a class',
    ]);
    expect((await opened('two.csv', { missing: 'keep' })).made?.dataset.classes).toEqual(['EU', 'NA']);
    const three = await opened('three.csv');
    expect(three.made?.dataset.classes).toEqual(['AS', 'EU']);
    // A missing target is not filled in.
    expect(three.said[1]).toBe('17 of 40 rows of the data left out: something is missing in "continent" (17)');
    expect(three.said[0]).toContain('is read as missing; --missing keep makes it a class');
    expect((await opened('three.csv', { missing: 'keep' })).made?.dataset.classes).toEqual(['AS', 'EU', 'NA']);
  });

  test('NA in a mostly missing input is a class only with --missing keep', async () => {
    const alley = await opened('alley.csv');
    expect(alley.made?.dataset.inputNames).toEqual(['area']);
    expect(rowsOf(alley)).toEqual({ all: 60, used: 60 });
    expect((await opened('alley.csv', { missing: 'keep' })).made?.dataset.inputNames).toContain('alley=NA');
  });

  test('a target that never changes is refused or announced', async () => {
    expect((await opened('words.csv')).said).toEqual([
      '--target: expected at least two classes in column "ok", found only "yes"',
    ]);
    expect((await opened('one.csv')).said).toContain('column "ok" is 1 in every row: there is nothing to predict');
  });

  test('texts that hardly repeat are refused as a target, unless its kind is given', async () => {
    const own = mkdtempSync(join(tmpdir(), 'tables-'));
    const rows = Array.from({ length: 30 }, (_, row) => `${row % 4},${(row * 7) % 5},car ${row}`);
    writeFileSync(join(own, 'cars.csv'), ['a,b,name', ...rows].join('\n'));
    expect((await opened('cars.csv', {}, own)).said).toEqual([
      '--target: expected classes of several rows each in column "name", found 30 different texts in 30 rows, such as "car 0"; is another column the target? --kind categorical takes each text as a class',
    ]);
    rmSync(own, { recursive: true });
  });
});

describe('the options of a data file', () => {
  let own: string;
  beforeAll(() => {
    own = mkdtempSync(join(tmpdir(), 'options-'));
    const rows = Array.from({ length: 40 }, (_, row) => `${(row * 7) % 11},${row % 3},${row % 2}`);
    writeFileSync(join(own, 'own.csv'), ['a,b,y', ...rows].join('\n'));
  });
  afterAll(() => rmSync(own, { recursive: true }));

  test('choose the kind of the target and the seed of the test set', async () => {
    const classes = (await opened('own.csv', {}, own)).made?.dataset;
    expect(classes?.classes).toEqual(['0', '1']);
    const numbers = (await opened('own.csv', { kind: 'numeric' }, own)).made?.dataset;
    expect(numbers?.classes).toBeUndefined();
    const other = (await opened('own.csv', { testSeed: 2 }, own)).made;
    expect(other?.written).toMatchObject({ test: { fraction: 0.2, seed: 2 } });
    expect(other?.dataset.test).not.toEqual(classes?.test);
  });

  test('are refused beside a scenario', async () => {
    writeFileSync(join(own, 'own.json'), '{"name": "own", "data": {"file": "own.csv"}}');
    expect((await opened('own.json', { missing: 'drop', testSeed: 2 }, own)).said).toEqual([
      '--missing: expected a data file, found a scenario; change its "data"',
      '--test-seed: expected a data file, found a scenario; change its "data"',
    ]);
  });
});

const builtIns = [{ name: 'correlation' }, { name: 'xor' }, { name: 'future-work/momentum' }];

describe('a name without a file', () => {
  test.each([
    ['xo', 'did you mean "xor"?'],
    ['xro', 'did you mean "xor"?'],
    ['momentum', 'did you mean "future-work/momentum"?'],
    ['nothing-like-it', 'backprop-tui without arguments lists them'],
  ])('is answered with the most similar one: %s', (name, advice) => {
    expect(noSuchScenario(name, builtIns)).toMatchObject({ found: 'no file of this name', advice });
  });

  test('may be that of a file beside it', () => {
    expect(noSuchScenario(join(folder, 'note.csv'), builtIns)).toMatchObject({
      expected: 'a data file',
      advice: expect.stringContaining('notes.csv"?'),
    });
    expect(noSuchScenario(join(folder, 'quite-another.csv'), builtIns).advice).toBeUndefined();
  });
});
