import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readNpz } from '../../src/formats/npz.ts';
import { run } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'export-'));
afterAll(() => rmSync(folder, { recursive: true }));
const inFolder = (name: string): string => join(folder, name);

describe('the export command', () => {
  test('prints a script that needs no other file', async () => {
    const { stdout, stderr, exitCode } = await run(['export', 'xor', '--to', 'numpy']);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(stdout).toMatch(/^"""XOR\n/);
    expect(stdout).toContain('    syn1 += l1.T @ l2_delta\n');
  });

  test('writes a file, and replaces one only with --force', async () => {
    const out = inFolder('xor.ts');
    const args = ['export', 'xor', '--to', 'typescript', '--out', out];
    expect(await run(args)).toEqual({ stdout: `${out}\n`, stderr: '', exitCode: 0 });
    const script = readFileSync(out, 'utf8');
    writeFileSync(out, 'mine');
    const refusal = `${out} exists already; --force replaces it\n`;
    expect(await run(args)).toEqual({ stdout: '', stderr: refusal, exitCode: 2 });
    expect(readFileSync(out, 'utf8')).toBe('mine');
    expect(await run([...args, '--force'])).toEqual({ stdout: `${out}\n`, stderr: '', exitCode: 0 });
    expect(readFileSync(out, 'utf8')).toBe(script);
  });

  test('advises no --force for what it does not replace', async () => {
    const { stderr, exitCode } = await run(['export', 'xor', '--to', 'numpy', '--out', folder]);
    expect({ stderr, exitCode }).toEqual({ stderr: `${folder} cannot be written: a folder\n`, exitCode: 2 });
  });

  test('never overwrites a file that it reads, even with --force', async () => {
    const data = inFolder('mm.csv');
    const rows = Array.from({ length: 1200 }, (_, row) => `${row},${row % 7},${row % 3}`);
    writeFileSync(data, ['a,b,y', ...rows].join('\n'));
    const scenario = inFolder('mm.json');
    writeFileSync(scenario, JSON.stringify({ name: 'M', data: { file: 'mm.csv', kind: 'numeric' } }));
    for (const out of [scenario, data]) {
      const before = readFileSync(out, 'utf8');
      const refused = await run(['export', scenario, '--to', 'numpy', '--out', out, '--force']);
      expect(refused).toMatchObject({ stdout: '', exitCode: 2 });
      expect(refused.stderr).toMatch(/expected a separate file, found the (?:scenario|data of the scenario)/);
      expect(readFileSync(out, 'utf8')).toBe(before);
    }
  });

  test('writes large data to a file beside the script', async () => {
    const scenario = inFolder('many.json');
    const inputs = Array.from({ length: 1200 }, (_, row) => [row / 1200]);
    writeFileSync(scenario, JSON.stringify({ name: 'Many', data: { inputs, targets: inputs } }));
    const out = inFolder('many.py');
    const written = `${inFolder('many.npz')}\n${out}\n`;
    expect(await run(['export', scenario, '--to', 'pytorch', '--out', out])).toEqual({
      stdout: written,
      stderr: '',
      exitCode: 0,
    });
    const read = readNpz(readFileSync(inFolder('many.npz')));
    expect(read.ok && read.matrices.map(({ name, shape }) => [name, shape])).toEqual([
      ['X', [1200, 1]],
      ['y', [1200, 1]],
    ]);
    const inTheWay = await run(['export', scenario, '--to', 'numpy', '--out', inFolder('many.npz'), '--force']);
    expect(inTheWay).toMatchObject({ stdout: '', exitCode: 2 });
    expect(inTheWay.stderr).toContain('is the name of the data file of the script');
  });

  test.each([
    [
      ['export', 'nothing', '--to', 'numpy'],
      'nothing  expected a scenario file, or the name of a built-in scenario, found no file of this name',
    ],
    [['export', 'xor', '--to', 'fortran'], '--to: expected numpy, pytorch or typescript, found "fortran"'],
    [['export', 'xor'], '--to: expected numpy, pytorch or typescript, found nothing'],
    [
      ['export', 'xor', '--to', 'numpy', '--out', 'no/such/folder.py'],
      'cannot be written: no file or folder of this name',
    ],
  ])('refuses %j with a reason', async (args, reason) => {
    const { stdout, stderr, exitCode } = await run(args);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toContain(reason);
  });
});
