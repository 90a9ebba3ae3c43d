import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const project = mkdtempSync(join(tmpdir(), 'layers-'));
for (const part of ['biome.jsonc', 'scripts/no-global-randomness.grit']) {
  cpSync(part, join(project, part), { recursive: true });
}
afterAll(() => rmSync(project, { recursive: true }));

const modules = [
  'language/print',
  'network/build',
  'engine/matrix',
  'formats/npy',
  'script/run',
  'data/dataset',
  'scenario/parse',
  'export/script',
  'worker/client',
  'worker/protocol',
  'ui/store',
  'cli/train',
  'learn/lesson',
];

/** Lines 1 to 13 import a module of each other folder (two of `worker/`); 14 to 16 use a Node module, randomness, a clock. */
function probeOf(folder: string): string {
  const imports = modules.map((module) => (module.startsWith(folder) ? '' : `import '../${module}.ts';`));
  const rest = ["import 'node:fs';", 'export const random = Math.random();', 'export const now = Date.now();'];
  return [...imports, ...rest].join('\n');
}

const folders = [...new Set(modules.map((module) => module.split('/')[0] as string))];

/** The forbidden lines of a probe in each folder of `src/`, as the linter reports them. One process lints all of them. */
function forbiddenLines(): Readonly<Record<string, readonly number[]>> {
  for (const folder of folders) {
    mkdirSync(join(project, 'src', folder), { recursive: true });
    writeFileSync(join(project, probe(folder)), probeOf(folder));
  }
  const biome = spawnSync(
    resolve('node_modules/.bin/biome'),
    ['lint', 'src', '--max-diagnostics=none', '--reporter=json'],
    {
      cwd: project,
      encoding: 'utf8',
    },
  );
  const { diagnostics } = JSON.parse(biome.stdout) as {
    diagnostics: { category: string; location: { path: string; start?: { line: number } } }[];
  };
  const ours = diagnostics.filter(({ category }) => /noRestricted|plugin/.test(category));
  const linesOf = (folder: string): readonly number[] => {
    const lines = ours
      .filter(({ location }) => location.path === probe(folder))
      .map(({ location }) => location.start?.line ?? 0);
    return [...new Set(lines)].sort((one, other) => one - other);
  };
  return Object.fromEntries(folders.map((folder) => [folder, linesOf(folder)]));
}

function probe(folder: string): string {
  return `src/${folder}/probe.ts`;
}

describe('the linter enforces the layers', () => {
  const forbidden = forbiddenLines();

  it.each([
    ['language', [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]],
    ['network', [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]],
    ['engine', [2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]],
    ['formats', [1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]],
    ['script', [2, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]],
    ['data', [5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]],
    ['scenario', [3, 5, 8, 9, 10, 11, 12, 13, 14]],
    ['export', [5, 9, 10, 11, 12, 13, 14, 15, 16]],
    ['worker', [8, 11, 12]],
    ['ui', [3, 4, 5, 6, 7, 8, 9, 12]],
    ['learn', [6, 8, 9, 10, 11, 12, 14, 15, 16]],
    ['cli', []],
  ])('%s/ may import only what the table in ARCHITECTURE.md allows', (folder, expected) => {
    expect(forbidden[folder]).toEqual(expected);
  });
});
