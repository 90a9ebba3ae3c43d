import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { changeProgress, loadProgress } from '../../src/cli/progress-file.ts';

test('a damaged file of progress is kept beside the new one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'progress-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'learn.json');
  const half = '{"version":1,"lessons":{"1-1-corr';
  writeFileSync(file, half);
  expect(changeProgress((progress) => ({ ...progress, last: 'hello' }), file)).toBeUndefined();
  expect(loadProgress(file).last).toBe('hello');
  expect(readFileSync(`${file}.bad`, 'utf8')).toBe(half);
});

test.each(['/proc/nowhere', join(process.execPath, 'below-a-file')])(
  'progress in a folder that cannot be made is a problem in words, at once: %s',
  (folder) => {
    const file = join(folder, 'backprop-tui', 'learn.json');
    expect(changeProgress((progress) => progress, file)).toBe(`${file}: the folder cannot be made`);
  },
);
