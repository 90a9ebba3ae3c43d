import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from './run.ts';
import { open, type Terminal } from './terminal.ts';

/* The walk in docs/your-own-data.md, as it is printed there. */

const folder = mkdtempSync(join(tmpdir(), 'own-data-'));
afterAll(() => rmSync(folder, { recursive: true }));
copyFileSync('scenarios/data/iris.csv', join(folder, 'flowers.csv'));

const page = readFileSync('docs/your-own-data.md', 'utf8');
const section = page.slice(page.indexOf('## Five minutes'));

/** The dashboard of the walk, paused after some iterations. */
async function openWalk(): Promise<Terminal> {
  const [, line = ''] = /npx backprop-tui (flowers.csv.*)/.exec(section) ?? [];
  const terminal = open([...line.split(' '), '--paused'], { folder });
  await terminal.waitFor('paused');
  terminal.press('t'.repeat(10));
  await terminal.waitFor(/ 100 \/ /);
  return terminal;
}

describe('the walk through your own data', () => {
  test('shows the test set, the wrong examples, the confusion matrix, and an example in the network', async () => {
    const terminal = await openWalk();
    await terminal.waitFor(/% train, [\d.]+ % test/);
    terminal.press('T');
    await terminal.waitFor(/1–\d+ of 30 /);
    terminal.press('>!');
    await terminal.waitFor('test set, worst first, only wrong');
    terminal.press('f');
    await terminal.waitFor(/confusion matrix {2}accuracy [\d.]+ % {2}\d+ of 30 test examples/);
    terminal.press('i');
    await terminal.waitFor(/network {2}4–16–3/);
    await terminal.waitFor(/test example \d+ of 30, target \w+, predicted \w+/);
    terminal.press('qq');
    expect(await terminal.exit()).toMatchObject({ exitCode: 0, modesRestored: true });
  });

  test('exports a script from the dashboard: tab changes the language, no file is replaced', async () => {
    const terminal = await openWalk();
    terminal.press('E');
    await terminal.waitFor('export to NumPy as flowers-csv-numpy.py');
    terminal.press('\t');
    await terminal.waitFor('export to PyTorch as flowers-csv-pytorch.py');
    terminal.press('\r');
    await terminal.waitFor('exported as flowers-csv-pytorch.py');
    expect(readFileSync(join(folder, 'flowers-csv-pytorch.py'), 'utf8')).toContain('import torch');
    terminal.press('E\t\r');
    await terminal.waitFor('flowers-csv-pytorch.py exists already');
    terminal.press('\u001b');
    await terminal.waitFor(/predicted vs target[\s\S]*space run/);
    terminal.press('q');
    expect(await terminal.exit()).toMatchObject({ exitCode: 0 });
  });

  test('runs each command without a dashboard, to predictions and a script', async () => {
    const commands = [...section.matchAll(/^ {7}npx backprop-tui (.*)$/gm)].map(([, line]) =>
      (line as string).split(' '),
    );
    expect(commands.map(([word]) => word)).toEqual([
      'flowers.csv',
      'init',
      'flowers.json',
      'plot',
      'predict',
      'export',
    ]);
    for (const line of commands) {
      expect(await run(line, {}, folder)).toMatchObject({ exitCode: 0, stderr: '' });
    }
    for (const file of ['flowers.json', 'flowers.npz', 'flowers.ndjson', 'predictions.csv', 'flowers.py']) {
      expect(existsSync(join(folder, file)), file).toBe(true);
    }
    const predictions = readFileSync(join(folder, 'predictions.csv'), 'utf8').trimEnd().split('\n');
    expect([predictions[0], predictions.length]).toEqual(['setosa,versicolor,virginica,class', 151]);
    expect(predictions[1]).toMatch(/,setosa$/);
  });

  test.each(['xor', 'flowers.json'])('writes no scenario for a scenario: init %s', async (name) => {
    const { stdout, stderr, exitCode } = await run(['init', name], {}, folder);
    expect({ stdout, stderr, exitCode }).toEqual({
      stdout: '',
      stderr: `${name}  expected a data file, found a scenario; backprop-tui ${name} trains it\n`,
      exitCode: 2,
    });
  });
});
