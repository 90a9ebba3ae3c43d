import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { comparedFile, comparisonFaults } from '../../src/cli/comparison.ts';
import { finishedRun } from '../../src/cli/finished-run.ts';
import { saveScenario } from '../../src/cli/save.ts';
import { subjectOf } from '../../src/cli/subject.ts';
import { printFaults } from '../../src/scenario/fault.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { finished, shipped } from '../scenarios/run-scenario.ts';

const builtIns = () => [{ name: 'folder/built-in', file: 'built-in.json' }];
const data = { inputs: [[0], [1]], targets: [[0], [1]] };

/** A folder with these scenarios, each with the name that it is compared with. */
function folderOf(compared: Readonly<Record<string, string | undefined>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'comparison-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, compareWith] of Object.entries(compared)) {
    writeFileSync(join(folder, name), JSON.stringify({ name, compareWith, data }, undefined, 2));
  }
  return folder;
}

async function faultsOf(folder: string, name: string): Promise<readonly string[]> {
  const file = join(folder, name);
  const parsed = await readScenario(file);
  if (!parsed.ok) throw new Error('not valid');
  return printFaults(name, await comparisonFaults(file, parsed.text, parsed.scenario.compareWith, builtIns));
}

describe('the scenario to compare with', () => {
  test('is a file, relative to the scenario, or else a built-in scenario', () => {
    const folder = folderOf({ 'a.json': 'b.json', 'b.json': undefined });
    const found = ['b.json', 'folder/built-in', 'c.json', '.'].map((name) => comparedFile(name, folder, builtIns));
    expect(found).toEqual([join(folder, 'b.json'), 'built-in.json', undefined, undefined]);
  });

  test('is missed, with the place of its name', async () => {
    const [line] = await faultsOf(folderOf({ 'a.json': 'other.json' }), 'a.json');
    expect(line).toBe(
      'a.json:3:18  compareWith: expected a scenario file, relative to this one, or the name of a built-in scenario, found "other.json"',
    );
  });

  test.each([
    [{ 'a.json': 'a.json' }, '"a.json"'],
    [{ 'a.json': 'b.json', 'b.json': './a.json' }, '"b.json, ./a.json"'],
    [{ 'a.json': 'b.json', 'b.json': 'c.json', 'c.json': 'a.json' }, '"b.json, c.json, a.json"'],
  ])('does not lead back to the scenario: %j', async (compared, way) => {
    const [line] = await faultsOf(folderOf(compared), 'a.json');
    expect(line).toContain(`expected a scenario whose own comparisons do not lead back to this one, found ${way}`);
  });

  test('may be in a chain that leads back elsewhere', async () => {
    expect(await faultsOf(folderOf({ 'a.json': 'b.json', 'b.json': 'c.json', 'c.json': 'b.json' }), 'a.json')).toEqual(
      [],
    );
  });

  test('has no faults of its own', async () => {
    const folder = folderOf({ 'a.json': 'b.json' });
    writeFileSync(join(folder, 'b.json'), '{"name": "b"}');
    expect((await faultsOf(folder, 'a.json'))[0]).toMatch(
      /expected a scenario without faults, found "b\.json"; backprop-tui check .*b\.json lists them/,
    );
  });

  test('keeps its file when the scenario is saved in another folder', async () => {
    const folder = folderOf({ 'a.json': 'b.json', 'b.json': undefined });
    const target = folderOf({});
    const parsed = await readScenario(join(folder, 'a.json'));
    if (!parsed.ok) throw new Error('not valid');
    const { scenario } = parsed;
    const what = { seed: 1, subject: subjectOf(scenario), iterations: 10, changes: [], watches: [] };
    const file = join(target, 'saved.json');
    expect(await saveScenario(file, scenario, what, folder)).toBeUndefined();
    const saved = await readScenario(file);
    const { compareWith = '' } = saved.ok ? saved.scenario : {};
    expect(comparedFile(compareWith, target, builtIns)).toBe(join(folder, 'b.json'));
  });
});

describe('the run to compare with', () => {
  test('is the whole run of its scenario, and ends with its stop conditions', () => {
    const text = JSON.stringify({ ...{ name: 'a', data }, training: { iterations: 3000, stop: { errorBelow: 0.1 } } });
    const parsed = parseScenario(text);
    if (!parsed.ok) throw new Error('not valid');
    const run = finishedRun(parsed.scenario);
    expect(run.iteration).toBeLessThan(3000);
    expect(run.error).toBeLessThan(0.1);
    expect(run.curve.iterations.at(-1)).toBe(run.iteration - 1);
    const plain = shipped('plain/momentum');
    const { error, solvedAt } = finished(plain);
    expect(finishedRun(plain)).toMatchObject({ iteration: 500, error, solvedAt, seed: 1 });
  });

  test('has the seed of the run on the screen', () => {
    const text = JSON.stringify({ name: 'a', data, training: { iterations: 20 } });
    const [parsed, seeded] = [text, text.replace('20', '20, "seed": 5')].map((own) => parseScenario(own));
    if (!parsed?.ok || !seeded?.ok) throw new Error('not valid');
    const run = finishedRun(parsed.scenario, undefined, 5);
    expect(run).toMatchObject({ seed: 5, error: finishedRun(seeded.scenario).error });
    expect(run.error).not.toBe(finishedRun(parsed.scenario).error);
  });

  test('ends before the first value that is not finite', () => {
    const text = JSON.stringify({
      name: 'a',
      data: { inputs: [[1e3]], targets: [[1]] },
      network: { hidden: [], activation: 'linear' },
      training: { learningRate: 1, iterations: 1000 },
    });
    const parsed = parseScenario(text);
    if (!parsed.ok) throw new Error('not valid');
    expect(finishedRun(parsed.scenario).iteration).toBeLessThan(1000);
  });
});
