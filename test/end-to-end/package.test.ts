import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { full } from '../full.ts';
import { headerOf } from './header.ts';
import { open } from './terminal.ts';

/* The package without a checkout, without a network, and with an empty cache of npm. */

const folder = mkdtempSync(join(tmpdir(), 'package-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const tarball = join(folder, `backprop-tui-${version}.tgz`);
const prefix = join(folder, 'prefix');

/** An environment without a registry and with an empty cache. */
const alone: Readonly<Record<string, string>> = {
  HOME: folder,
  npm_config_registry: 'http://127.0.0.1:9/',
  npm_config_offline: 'true',
  npm_config_cache: join(folder, 'cache'),
  npm_config_update_notifier: 'false',
};

function call(program: string, args: readonly string[], cwd = folder): string {
  const env = { PATH: process.env['PATH'], LANG: 'C.UTF-8', ...alone };
  return execFileSync(program, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Each way to start the command, as a program and its first arguments. */
const ways: Readonly<Record<string, readonly string[]>> = {
  'installed with npm i -g': [join(prefix, 'bin', 'backprop-tui')],
  'with npx of the tarball': ['npx', '--yes', '--package', tarball, 'backprop-tui'],
  'from the unpacked tarball': [process.execPath, join(folder, 'package', 'bin', 'backprop-tui.js')],
};

beforeAll(() => {
  call('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], process.cwd());
  call('npm', ['install', '--global', '--prefix', prefix, tarball]);
  call('tar', ['-xzf', tarball]);
}, 60_000);

/** The test of each way in `npm test`: each test and each way once. */
const short: Readonly<Record<string, string>> = {
  'installed with npm i -g': 'trains',
  'with npx of the tarball': 'opens',
  'from the unpacked tarball': 'prints',
};

describe.each(Object.entries(ways))('the package, %s and without a registry,', (way, command) => {
  const [program = '', ...first] = command;
  const isTested = (what: string): boolean => full || short[way] === what;

  if (isTested('prints'))
    test('prints its version', () => {
      expect(call(program, [...first, '--version'])).toBe(`${version}\n`);
    });

  if (isTested('trains'))
    test('trains XOR to the error of the tutorial', () => {
      const lines = call(program, [...first, 'xor', '--headless']).split('\n');
      expect(lines.filter((line) => line.startsWith('Error:')).at(-1)).toMatch(/^Error:0\.00/);
    });

  if (isTested('opens'))
    test('opens the dashboard and leaves it', async () => {
      const terminal = open(['xor', '--paused'], { command, folder, env: alone });
      await terminal.waitFor((text) => headerOf(text)?.state === 'paused');
      terminal.press('s');
      await terminal.waitFor((text) => headerOf(text)?.iteration === 1);
      terminal.press('q');
      expect(await terminal.exit()).toMatchObject({ exitCode: 0, alternateScreen: false });
    });
});

test('a global installation has the man page where man looks for it', () => {
  expect(readFileSync(join(prefix, 'share', 'man', 'man1', 'backprop-tui.1'), 'utf8')).toMatch(/^\.TH BACKPROP/m);
});

describe('the tarball', () => {
  const files = (): readonly string[] => call('tar', ['-tzf', tarball]).trim().split('\n');

  test('depends on no other package', () => {
    const manifest = JSON.parse(readFileSync(join(folder, 'package', 'package.json'), 'utf8'));
    expect(Object.keys(manifest)).not.toEqual(expect.arrayContaining(['dependencies']));
  });

  test('holds the command, the scenarios, the lessons, the documents, the man page and the licences, and no source', () => {
    const folders = new Set(files().map((file) => file.replace(/^package\//, '').replace(/\/.*/, '/')));
    expect([...folders].sort()).toEqual([
      'ARCHITECTURE.md',
      'CONTRIBUTING.md',
      'LICENSE',
      'README.md',
      'bin/',
      'dist/',
      'docs/',
      'lessons/',
      'man/',
      'package.json',
      'scenarios/',
    ]);
    expect(files()).toContain('package/dist/THIRD-PARTY-LICENSES.txt');
  });

  test('has every picture and page that its README shows', () => {
    const readme = readFileSync(join(folder, 'package', 'README.md'), 'utf8');
    const links = [...readme.matchAll(/(?:\]\(|src(?:set)?=")(?!https?:|#)([^)#"]+)/g)].map(
      ([, path]) => `package/${path}`,
    );
    expect(links).toContain('package/docs/dashboard.svg');
    expect(files()).toEqual(expect.arrayContaining(links));
  });
});
