import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generators } from '../../src/data/generators/generate.ts';
import { generatorNames } from '../../src/scenario/data-fields.ts';
import { printFaults } from '../../src/scenario/fault.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { scenarioText } from '../../src/scenario/write.ts';

const FLOWERS = 'petal,sepal,kind\n1,2,a\n3,4,b\n5,6,c\n7,8,a\n9,10,b\n11,12,c\n';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'data-'));
  mkdirSync(join(folder, 'home', 'below'), { recursive: true });
  writeFileSync(join(folder, 'elsewhere.csv'), FLOWERS);
  symlinkSync(join(folder, 'elsewhere.csv'), join(folder, 'home', 'link.csv'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Reads a scenario with `data`, beside a file of data with a text. */
async function read(data: object, csv = FLOWERS, network: object = {}) {
  writeFileSync(join(folder, 'home', 'flowers.csv'), csv);
  const path = join(folder, 'home', 'mine.json');
  const section = JSON.stringify(network);
  writeFileSync(path, `{\n  "name": "Mine",\n  "data": ${JSON.stringify(data)},\n  "network": ${section}\n}\n`);
  return readScenario(path);
}

async function faultsOf(data: object, csv = FLOWERS): Promise<readonly string[]> {
  const parsed = await read(data, csv);
  return parsed.ok ? [] : printFaults('mine.json', parsed.faults);
}

async function dataOf(data: object, csv = FLOWERS) {
  const parsed = await read(data, csv);
  if (!parsed.ok) throw new Error(printFaults('mine.json', parsed.faults).join('\n'));
  return parsed.scenario.data;
}

describe('data from a file', () => {
  test('has the last column as target, with an output for each class', async () => {
    const { inputs, targets, inputNames, targetNames, made } = await dataOf({ file: 'flowers.csv' });
    expect(inputNames).toEqual(['petal', 'sepal']);
    expect(inputs.slice(0, 2)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(targetNames).toEqual(['a', 'b', 'c']);
    expect(targets.slice(0, 3)).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(made?.dataset.classes).toEqual(['a', 'b', 'c']);
  });

  test('is scaled by the training set, and holds out a test set', async () => {
    const choices = {
      file: 'flowers.csv',
      targets: ['sepal'],
      inputs: ['petal'],
      scale: 'min-max',
      test: { fraction: 0.34 },
    };
    const { inputs, made } = await dataOf(choices);
    expect(inputs).toHaveLength(4);
    expect(made?.dataset.test?.inputs.rows).toBe(2);
    expect([Math.min(...inputs.flat()), Math.max(...inputs.flat())]).toEqual([0, 1]);
  });

  test('is written back as the scenario has it', async () => {
    const parsed = await read({ file: 'flowers.csv', targets: ['kind'], scale: 'standard' });
    if (!parsed.ok) throw new Error('not read');
    expect(scenarioText(parsed.scenario)).toContain(
      '"data": { "file": "flowers.csv", "targets": ["kind"], "scale": "standard" }',
    );
  });

  test.each([
    [
      'a column that does not exist',
      { file: 'flowers.csv', targets: ['kimd'] },
      FLOWERS,
      /^mine.json:3:\d+ {2}data.targets\[0\]: expected .* did you mean "kind"\?$/,
    ],
    [
      'a missing cell',
      { file: 'flowers.csv' },
      'p,k\n1,a\n,b\n2,a\n3,b\n',
      /^flowers.csv:3:1 {2}p: expected a number, found nothing; "missing": "drop"/,
    ],
    [
      'a cell with a word for a missing value',
      { file: 'flowers.csv' },
      'p,k\n1,a\nn/a,b\n2,\n?,b\n3,?\n',
      /^flowers.csv:3:1 {2}p: expected a number, found "n\/a"; "missing": "drop"/,
    ],
    [
      'a row that is too short',
      { file: 'flowers.csv' },
      'p,s,k\n1,2,a\n3,b\n',
      /^flowers.csv:3:\d+ .*expected 3 cells, .*found 2/,
    ],
    [
      'a file that does not exist',
      { file: 'flower.csv' },
      FLOWERS,
      /^mine.json:3:\d+ {2}data.file: expected a file in the folder .*, found no file of this name$/,
    ],
    ['an unknown key', { file: 'flowers.csv', scaling: 'standard' }, FLOWERS, /^mine.json:3:\d+ {2}data: .*"scaling"/],
    [
      'a number too large',
      { file: 'flowers.csv' },
      'p,k\n1,a\n1e400,b\n2,a\n3,b\n',
      /^flowers.csv:3:1 {2}p: expected a .*number.*1e400/,
    ],
  ])('%s is reported with its place', async (_, data, csv, message) => {
    expect((await faultsOf(data, csv))[0]).toMatch(message);
  });

  test('reports missing cells in the words of the file', async () => {
    const faults = await faultsOf({ file: 'flowers.csv' }, `p,k\n1,a\nn/a,b\n2,\n?,b\n3,NULL\n${'NA,a\n'.repeat(30)}`);
    expect(faults.slice(0, 5).map((fault) => fault.replace(/;.*/, ''))).toEqual([
      'flowers.csv:3:1  p: expected a number, found "n/a"',
      'flowers.csv:4:2  k: expected a class, found nothing',
      'flowers.csv:5:1  p: expected a number, found "?"',
      'flowers.csv:6:2  k: expected a class, found "NULL"',
      'flowers.csv:7:1  p: expected a number, found "NA"',
    ]);
    expect(faults.slice(19)).toEqual([
      'flowers.csv:22:1  p: expected a number, found "NA"; "missing": "drop" leaves such rows out',
      'flowers.csv  expected a value in every cell, found 14 more without one; "missing": "drop" leaves such rows out',
    ]);
  });

  test.each(['../elsewhere.csv', 'below/../../elsewhere.csv', 'link.csv', '/etc/hostname'])(
    'are not read from %s: that leads out of the folder',
    async (file) => {
      expect(await faultsOf({ file })).toEqual([
        expect.stringMatching(
          /data.file: expected a file in the folder of the scenario or below, found a file elsewhere; copy it/,
        ),
      ]);
    },
  );

  test('with ten million columns in a line is refused at once', async () => {
    const [fault] = await faultsOf({ file: 'flowers.csv' }, `${'1,'.repeat(10_000_000)}1\n`);
    expect(fault).toMatch(/^flowers.csv.*expected .*found/);
  });
});

describe('data from a rule', () => {
  test('has the names of all generators', () => {
    expect(generatorNames).toEqual(generators.map(({ name }) => name));
  });

  test('is the same each time it is drawn', async () => {
    const asked = { generate: 'moons', examples: 20, noise: 0.1, seed: 7 };
    const [one, other] = [await dataOf(asked), await dataOf(asked)];
    expect(one.inputs).toHaveLength(20);
    expect(one.inputs).toEqual(other.inputs);
    expect(one.targets).toEqual(other.targets);
  });

  test('is no larger than the network can hold', async () => {
    const parsed = await read({ generate: 'moons', examples: 100_000 }, FLOWERS, { hidden: [300] });
    expect(parsed.ok ? [] : printFaults('mine.json', parsed.faults)).toEqual([
      'mine.json:4:24  network.hidden: expected at most 20,000,000 activations (rows × units of all layers), found 30,300,000',
    ]);
  });

  test('reports an unknown rule with the names of all rules', async () => {
    expect((await faultsOf({ generate: 'moon' }))[0]).toMatch(
      /data.generate: expected one of "two-gaussians", .*found "moon"/,
    );
  });
});
