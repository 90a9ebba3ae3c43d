import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { initScenario } from '../../src/cli/commands/init.ts';
import type { DataFileOptions } from '../../src/cli/data-file.ts';
import { openScenario } from '../../src/cli/open-scenario.ts';
import { writeNpz } from '../../src/formats/npz.ts';
import { printFaults } from '../../src/scenario/fault.ts';
import { readScenario } from '../../src/scenario/read.ts';
import type { Scenario } from '../../src/scenario/schema.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'own-'));
  const rows = Array.from(
    { length: 40 },
    (_, row) => `${row % 7},${3 * row},${row % 2 === 0 ? 'even' : 'odd'},${6 * row + 1}`,
  );
  writeFileSync(join(folder, 'own.csv'), ['rest,n,parity,double', ...rows].join('\n'));
  writeFileSync(join(folder, 'few.csv'), 'a,b\n1,2\n2,4\n3,6\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function opened(file: string, columns: DataFileOptions = {}) {
  const parsed = await openScenario(join(folder, file), columns);
  if (!parsed.ok) throw new Error(printFaults(file, parsed.faults).join('\n'));
  return parsed.scenario;
}

describe('a data file without a scenario', () => {
  test('a test set in a file of arrays is used, unless a seed is given', async () => {
    const array = (name: string, rows: number, columns: number) => {
      const data = Float64Array.from({ length: rows * columns }, (_, at) => (at * 7) % 11);
      return { name, matrix: { rows, columns, data } };
    };
    const arrays = [array('x_train', 30, 2), array('y_train', 30, 1), array('x_test', 9, 2), array('y_test', 9, 1)];
    writeFileSync(join(folder, 'both.npz'), writeNpz(arrays));
    const sizes = ({ data }: Scenario) => [data.made?.dataset.train.inputs.rows, data.made?.dataset.test?.inputs.rows];
    expect(sizes(await opened('both.npz'))).toEqual([30, 9]);
    await initScenario(join(folder, 'both.npz'), {});
    const again = await readScenario(join(folder, 'both.json'));
    expect(again.ok && sizes(again.scenario)).toEqual([30, 9]);
    expect(again.ok && again.scenario.data.made?.notices).toEqual([]);
    const drawn = await opened('both.npz', { testSeed: 2 });
    expect(sizes(drawn)).toEqual([24, 6]);
    expect(drawn.data.made?.notices).toContain(
      'the arrays "x_test" and "y_test" are not used; "test": {"file": "both.npz"} in a scenario makes them the test set',
    );
  });

  test('classes get a scenario with a test set, which says what was chosen', async () => {
    const scenario = await opened('own.csv', { targets: ['parity'] });
    expect(scenario.network).toMatchObject({ bias: true, activation: ['tanh', 'sigmoid'] });
    expect(scenario.training).toMatchObject({ loss: 'binary-cross-entropy', optimizer: 'adam' });
    expect(scenario.data.made?.dataset.test?.inputs.rows).toBe(8);
    expect(scenario.data.made?.written).toMatchObject({ file: 'own.csv', targets: ['parity'], scale: 'standard' });
    expect(scenario.description).toMatch(
      /^32 rows, 3 inputs, 2 classes: even, odd; 8 rows for testing\. Chosen for them: data.scale: /,
    );
  });

  test('quantities get a linear output and scaled targets', async () => {
    const scenario = await opened('own.csv');
    expect(scenario.training.loss).toBe('mean-squared');
    expect(scenario.data.targetNames).toEqual(['double']);
    expect(scenario.data.made?.written).toMatchObject({ scaleTargets: 'standard' });
  });

  test('a file of a few rows has no test set', async () => {
    expect((await opened('few.csv')).data.made?.dataset.test).toBeUndefined();
  });

  test('drops rows with missing values, and says so', async () => {
    const rows = ['n,k', ...Array.from({ length: 40 }, (_, row) => `${row},${row % 2 === 0 ? 'even' : 'odd'}`)];
    writeFileSync(join(folder, 'gaps.csv'), [...rows, 'NA,odd', '41,', '?,?'].join('\n'));
    const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const { data, description } = await opened('gaps.csv');
    expect(data.made?.written).toMatchObject({ missing: 'drop', test: { fraction: 0.2 } });
    expect(data.inputs).toHaveLength(32);
    const leftOut = '3 of 43 rows of the data left out: something is missing in "n" (2), "k" (2)';
    expect(description).toContain(`data: ${leftOut}. data.scale: `);
    expect(told.mock.calls.flat()).toContain(`${join(folder, 'gaps.csv')}: ${leftOut}\n`);
    told.mockRestore();
  });

  test('takes no inputs from ID-like columns, and says so', async () => {
    const rows = Array.from({ length: 300 }, (_, row) => {
      return `${row + 7},p${row}@example.org,${row % 5},${row % 3},${row % 2 === 0 ? 'even' : 'odd'}`;
    });
    writeFileSync(join(folder, 'people.csv'), ['id,e-mail,a,b,parity', ...rows].join('\n'));
    const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const { data, description } = await opened('people.csv');
    expect(data.made?.written).toMatchObject({ inputs: ['a', 'b'] });
    const notices = [
      'column "e-mail" left out of the inputs: more than 256 different texts',
      'column "id" left out of the inputs: row numbers',
    ];
    expect(description).toContain(
      `Chosen for them: data.inputs: ${notices[0]}. data.inputs: ${notices[1]}. data.scale`,
    );
    expect(told.mock.calls.flat()).toEqual(notices.map((notice) => `${join(folder, 'people.csv')}: ${notice}\n`));
    told.mockClear();
    const asked = await opened('people.csv', { inputs: ['id', '2'], kind: 'categorical', targets: ['b'] });
    expect(asked.data.made?.written).toMatchObject({ inputs: ['id', 2], targets: ['b'] });
    expect(told).not.toHaveBeenCalled();
    told.mockRestore();
    const parsed = await openScenario(join(folder, 'people.csv'), { inputs: ['e-mail'] });
    expect(parsed.ok ? [] : printFaults('people.csv', parsed.faults)).toEqual([
      expect.stringMatching(
        /^people.csv {2}--inputs: expected .* column "e-mail", found more than 256 different texts/,
      ),
    ]);
  });

  test('a text among numbers is refused, since it may be a typing error', async () => {
    const rows = Array.from({ length: 20 }, (_, row) => `${row},${row % 3}`);
    writeFileSync(join(folder, 'slip.csv'), ['n,k', ...rows, '1e400,1', ',2'].join('\n'));
    const parsed = await openScenario(join(folder, 'slip.csv'));
    expect(parsed.ok ? [] : printFaults('slip.csv', parsed.faults)).toEqual([
      'slip.csv:22:1  n: expected a number, found "1e400"; 64 bits hold numbers up to 1.8e308; --missing drop leaves such rows out',
      'slip.csv:23:1  n: expected a number, found nothing; --missing drop leaves such rows out',
    ]);
  });

  test('a named column that is missing is refused with a list of the columns', async () => {
    const parsed = await openScenario(join(folder, 'own.csv'), { targets: ['party'] });
    expect(parsed.ok ? [] : printFaults('own.csv', parsed.faults)).toEqual([
      expect.stringMatching(/^own.csv {2}--target: expected .*, found "party"; did you mean "parity"\?$/),
    ]);
  });

  test('init writes a scenario that reads the same, and replaces no file', async () => {
    const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const refused = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(await initScenario(join(folder, 'own.csv'), { targets: ['parity'] })).toBe(0);
    const file = join(folder, 'own.json');
    const lines = said.mock.calls.map(([text]) => String(text).replace(folder, ''));
    expect(lines).toEqual([
      '/own.json written\n',
      '  target    parity, 2 classes: even, odd\n',
      '  inputs    3: rest, n, double\n',
      '  rows      32 in the training set, 8 in the test set\n',
      '  note      the inputs may not predict the target: a ridge regression, also on curves, predicts\n',
      '            held-out rows no better than the shares of the classes, r² −0.07\n',
      '  network   layers 3-16-1, tanh, sigmoid\n',
      '  training  300 iterations of adam with alpha 0.01, binary-cross-entropy\n',
      expect.stringMatching(/^Next: backprop-tui .*own\.json\n$/),
      'The reasons for these choices are in its description, which ? shows.\n',
    ]);
    expect(existsSync(file)).toBe(true);
    const again = await readScenario(file);
    const own = await opened('own.csv', { targets: ['parity'] });
    // The notices are about the choices that were made, which the scenario has written out.
    const withoutNotices = ({ data, ...rest }: Scenario) => ({
      ...rest,
      data: { ...data, made: { ...data.made, notices: [] } },
    });
    expect(again.ok && withoutNotices(again.scenario)).toEqual(withoutNotices(own));
    const text = readFileSync(file, 'utf8');
    expect(await initScenario(join(folder, 'own.csv'), {})).toBe(2);
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(refused.mock.lastCall?.[0]).toContain('exists already');
    said.mockRestore();
    refused.mockRestore();
  });
});
