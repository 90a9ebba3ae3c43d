import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };
import { writeFile } from './scenario-files.ts';
import { command } from './terminal.ts';

/** Runs the command on this Node, which says that it is another version. */
function runOn(version: string): { readonly stdout: string; readonly stderr: string; readonly status: number | null } {
  const fake = writeFile(
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`,
    'fake.cjs',
  );
  return spawnSync(process.execPath, ['--require', fake, command, '--version'], { encoding: 'utf8' });
}

describe('the version of Node', () => {
  test.each(['12.22.12', '18.19.0', '20.18.3'])('%s is refused in one line', (version) => {
    const stderr = `backprop-tui needs Node.js 20.19 or newer; this is ${version}\n`;
    expect(runOn(version)).toMatchObject({ stdout: '', stderr, status: 1 });
  });

  test.each(['20.19.0', '21.0.0', '22.1.0', '100.0.0'])('%s is accepted', (version) => {
    expect(runOn(version)).toMatchObject({ stdout: `${packageFile.version}\n`, stderr: '', status: 0 });
  });

  test('is the one that package.json asks for', () => {
    expect(packageFile.engines.node).toBe('>=20.19.0');
    expect(readFileSync(command, 'utf8')).toContain('OLDEST = [20, 19]');
  });

  test('is checked in syntax that old versions can read', () => {
    const code = readFileSync(command, 'utf8').replace(/^\s*(#!|\/\/).*$/gm, '');
    expect(code).not.toMatch(/^\s*(await|import [^(])|\?\.|\?\?|=>|\bconst\b|\blet\b/m);
  });
});

test('a command that is not built says so in one line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unbuilt-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync('bin', join(folder, 'bin'), { recursive: true });
  const end = spawnSync(process.execPath, [join(folder, 'bin', 'backprop-tui.js'), 'xor'], { encoding: 'utf8' });
  const stderr = 'backprop-tui is not built yet: npm run build, in its folder\n';
  expect(end).toMatchObject({ stdout: '', stderr, status: 1 });
});
