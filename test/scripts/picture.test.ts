import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { run } from '../end-to-end/run.ts';
import { full } from '../full.ts';

const { pictures } = (await import('../../scripts/picture.js' as string)) as {
  readonly pictures: readonly { readonly file: string; readonly options: readonly string[] }[];
};
const readme = readFileSync('README.md', 'utf8');
const MOST_BYTES = 300_000;

describe.each(pictures)('$file, which npm run generate writes,', ({ file, options }) => {
  const written = readFileSync(`docs/${file}`, 'utf8');

  test('is in the README, is not large, and moves without a script', () => {
    expect(readme).toContain(`docs/${file}"`);
    expect(written.length).toBeLessThan(MOST_BYTES);
    expect(written).not.toContain('<script');
    expect(written.includes('@keyframes')).toBe(options.includes('--seconds'));
  });

  // A change of the screen is shown when the pictures are next made.
  test(full ? 'is what the command makes' : 'can still be made, in a short form', async () => {
    const shorter = new Map([
      ['--seconds', '1'],
      ['--at', '20'],
    ]);
    const short = full ? options : options.map((option, index) => shorter.get(options[index - 1] ?? '') ?? option);
    const { stdout, stderr, exitCode } = await run(['shot', ...short, '--to', 'svg']);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    if (full) expect(stdout).toBe(written);
    else expect(stdout.match(/<title>.*<\/title>/)?.[0]).toBe(written.match(/<title>.*<\/title>/)?.[0]);
  });
});
