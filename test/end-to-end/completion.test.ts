import { describe, expect, test } from 'vitest';
import { full } from '../full.ts';
import { run } from './run.ts';

/** The completions that a shell gets for the last word of a command line. */
async function completionsOf(...words: readonly string[]): Promise<readonly string[]> {
  const args = ['--get-yargs-completions', 'backprop-tui', ...words];
  const { stdout, stderr, exitCode } = await run(args, { SHELL: '/bin/bash' });
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  return stdout.split('\n').slice(0, -1);
}

describe('the completion of a shell', () => {
  test.each([[['']], [['xo']], [['--headless', '']]].slice(0, full ? 3 : 1))(
    'offers commands and scenarios for %j, and no $0',
    async (words) => {
      const found = await completionsOf(...words);
      expect(found).toEqual(expect.arrayContaining(['check', 'export', 'xor', 'iris', 'future-work/momentum']));
      expect(found.join(' ')).not.toContain('$0');
    },
  );

  test.each([[['--']], [['xor', '--he']]])('offers the options of a run for %j', async (words) => {
    const expected = ['--headless', '--json', '--paused', '--seed', '--save', '--save-every', '--log', '--resume'];
    expect(await completionsOf(...words)).toEqual(expect.arrayContaining([...expected, '--target', '--help']));
  });

  test('does not offer an option twice', async () => {
    const found = await completionsOf('xor', '--headless', '--');
    expect(found).not.toContain('--headless');
    expect(found).toContain('--paused');
  });

  test('leaves names of files to the shell', async () => {
    expect(await completionsOf('xor', '--save', '')).toEqual([]);
  });

  test.each(['export', 'shot', 'predict', 'check'].slice(0, full ? 4 : 1))(
    'offers scenarios after %s',
    async (command) => {
      expect(await completionsOf(command, 'x')).toContain('xor-without-hidden-layer');
    },
  );

  test('offers the options and choices of a command', async () => {
    expect(await completionsOf('export', 'xor', '--')).toEqual(expect.arrayContaining(['--to', '--out', '--force']));
    expect(await completionsOf('export', 'xor', '--')).not.toContain('--headless');
    expect(await completionsOf('export', 'xor', '--to', '')).toEqual(['numpy', 'pytorch', 'typescript']);
  });
});
