import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { full } from '../full.ts';
import { type Finished, run } from './run.ts';
import { open } from './terminal.ts';

/*
 * Every `npx backprop-tui …` of README.md and docs/ runs as it is printed, without a terminal. Those of
 * docs/your-own-data.md run in `own-data.test.ts`.
 */

const folder = mkdtempSync(join(tmpdir(), 'docs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const pages = ['README.md', 'CONTRIBUTING.md', ...['scenario', 'screen', 'output', 'why-a-hidden-layer'].map(inDocs)];

function inDocs(name: string): string {
  return `docs/${name}.md`;
}

/** The commands of a page, in order: in blocks of code, and between backquotes. */
function commandsOf(page: string): readonly string[] {
  const text = readFileSync(page, 'utf8').replace(/ #.*$/gm, '');
  const found = [...text.matchAll(/(?:^ {4,}|\$ |&& |`)npx backprop-tui ?([^\n`]*)/gm)].map(([, args = '']) =>
    args.trim(),
  );
  // A lesson and a race need a terminal: their own specs open one.
  return [...new Set(found)].filter((args) => !/^learn\b(?!.*--list)| --race /.test(args));
}

/** Values of options in `npm test`. The tests of sweeps and animations have longer ones. */
const shorter = new Map([
  ['--seconds', '2'],
  ['--keys', 's*3 space wait:800 v'],
  ['--seeds', '1..3'],
  ['--at', '1,101'],
]);

/** The words of a command line, with quotes as a shell reads them. `npm test` takes few seeds, short runs and short animations. */
function wordsOf(line: string): readonly string[] {
  const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  const isSweep = words[0] === 'sweep';
  if (full || !(isSweep || words.includes('--seconds'))) return words;
  const short = words.map((word, place) => (place === 0 ? word : (shorter.get(words[place - 1] as string) ?? word)));
  const own = short.map((word) => (word.startsWith('iterations=') ? 'iterations=200' : word));
  return isSweep && !own.includes('iterations=200') ? [...own, '--set', 'iterations=200'] : own;
}

beforeAll(() => {
  copyFileSync('scenarios/data/iris.csv', join(folder, 'flowers.csv'));
  copyFileSync('scenarios/scripts/two-layers.py', join(folder, 'my_network.py'));
  execFileSync('ln', ['-s', join(process.cwd(), 'scenarios'), join(folder, 'scenarios')]);
  const houses = Array.from({ length: 40 }, (_, i) => {
    const [area, rooms] = [60 + ((37 * i) % 101), 1 + ((7 * i) % 5)];
    return `${area},${rooms},${20_000 + 1500 * area + 9000 * rooms + 2500 * ((13 * i) % 7)}\n`;
  });
  writeFileSync(join(folder, 'houses.csv'), `area,rooms,price [€]\n${houses.join('')}`);
  writeFileSync(join(folder, 'rows.csv'), 'x1,x2,1\n0,1,1\n');
  const [, umbrella = ''] = /```json\n([\s\S]*?)```/.exec(readFileSync('docs/scenario.md', 'utf8')) ?? [];
  writeFileSync(join(folder, 'umbrella.json'), umbrella);
});

const finished = new Map<string, Promise<Finished>>();

/** The end of a command of the pages, which runs once. */
function endOf(line: string): Promise<Finished> {
  const end = finished.get(line) ?? run(wordsOf(line), {}, folder);
  finished.set(line, end);
  return end;
}

describe.each(pages)('%s', (page) => {
  test.each(commandsOf(page))('npx backprop-tui %s', async (line) => {
    const { stderr, exitCode } = await endOf(line);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  });
});

test('docs/output.md quotes the first line and the last ones of a run in the units of its targets', async () => {
  const quoted = /\$ npx backprop-tui (houses.csv --headless)\n([\s\S]*?)\n\n/.exec(
    readFileSync('docs/output.md', 'utf8'),
  );
  const [first, rest, ...last] = (quoted?.[2] ?? '').split('\n').map((line) => line.slice(4));
  const printed = (await endOf(quoted?.[1] ?? '')).stdout.trimEnd().split('\n');
  expect([rest, last.length]).toEqual(['…', 4]);
  expect([first, ...last]).toEqual([printed[0], ...printed.slice(-4)]);
});

test('the walk in docs/why-a-hidden-layer.md works as described', async () => {
  const terminal = open(['xor-without-hidden-layer']);
  /** The third line says how the run is doing. */
  const verdict = async (words: RegExp): Promise<string> =>
    await terminal.waitFor((text) => words.test(thirdLine(text)) && text);
  await terminal.waitFor(/ 0 \/ 10,000/);
  terminal.press('+'.repeat(12));
  await verdict(/^ stuck/);
  terminal.press('v');
  await terminal.waitFor(/› verdict [\s\S]*0\.500/);
  terminal.press('\u001b');
  await terminal.waitFor(/› predicted vs target/);
  terminal.press('\t');
  await terminal.waitFor(/› program/);
  terminal.press('\r');
  await terminal.waitFor(/› line 5 {2}syn0 \+= l0\.T @ l1_delta[\s\S]*= {2}0\.0000/);
  terminal.press('\u001b');
  await terminal.waitFor(/› program/);
  terminal.press('v1');
  await verdict(/^ solved/);
  terminal.press('M');
  await terminal.waitFor(/› compare .*after 1 iteration/);
  terminal.press('\u001b');
  await terminal.waitFor('› program');
  await terminal.waitFor(/finished/);
  terminal.press('e\u001b[C\u001b[C\u001b[C\u001b[C');
  await terminal.waitFor('syn1[0,0]');
  terminal.press('\u001b[B\u001b[B');
  await terminal.waitFor('syn1[2,0]');
  terminal.press('xs');
  await verdict(/^ (?!solved).*1 of 4/);
  terminal.press('u');
  await verdict(/^ solved/);
  terminal.press('qq');
  expect(await terminal.exit()).toMatchObject({ exitCode: 0 });
});

function thirdLine(text: string): string {
  return text.split('\n')[2] ?? '';
}
