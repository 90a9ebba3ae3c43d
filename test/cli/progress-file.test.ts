import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { changeProgress, damageOf, loadProgress } from '../../src/cli/progress-file.ts';
import { noProgress, type Progress, writtenProgress } from '../../src/learn/course/progress.ts';

describe('two processes that change the progress', () => {
  const folderOf = (): string => {
    const folder = mkdtempSync(join(tmpdir(), 'progress-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
  };
  const lesson = { step: 1, steps: 2, isDone: false, results: [{ kind: 'read' as const }] };
  const withLesson = (progress: Progress, name: string): Progress => ({
    ...progress,
    lessons: { ...progress.lessons, [name]: lesson },
  });

  test('write one after the other: the second one waits, and keeps the lesson of the first', async () => {
    const folder = folderOf();
    const [file, lock] = [join(folder, 'learn.json'), join(folder, '.learn.json.lock')];
    const text = writtenProgress(withLesson(noProgress, 'first'));
    const other = spawn(process.execPath, [
      '-e',
      `const fs = require('node:fs');
      fs.writeFileSync(${JSON.stringify(lock)}, JSON.stringify({ pid: process.pid, host: require('node:os').hostname() }));
      console.log();
      setTimeout(() => { fs.writeFileSync(${JSON.stringify(file)}, ${JSON.stringify(text)}); fs.rmSync(${JSON.stringify(lock)}); }, 100);`,
    ]);
    const ended = once(other, 'exit');
    await once(other.stdout, 'data');
    expect(changeProgress((progress) => withLesson(progress, 'second'), file)).toBeUndefined();
    expect(Object.keys(loadProgress(file).lessons)).toEqual(['first', 'second']);
    expect(readdirSync(folder)).toEqual(['learn.json']);
    await ended;
  });

  test('do not wait for one that has ended', async () => {
    const folder = folderOf();
    const other = spawn(process.execPath, ['-e', '']);
    await once(other, 'exit');
    writeFileSync(join(folder, '.learn.json.lock'), JSON.stringify({ pid: other.pid, host: hostname() }));
    const file = join(folder, 'learn.json');
    expect(changeProgress((progress) => withLesson(progress, 'own'), file)).toBeUndefined();
    expect(readdirSync(folder)).toEqual(['learn.json']);
  });
});

test('a damaged file of progress is kept beside the new one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'progress-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'learn.json');
  const half = '{"version":1,"lessons":{"1-1-corr';
  writeFileSync(file, half);
  expect(damageOf(file)).toBe(
    `${file}: expected JSON; no progress is read from it. It is kept as ${file}.bad once a lesson saves its own`,
  );
  expect(changeProgress((progress) => ({ ...progress, last: 'hello' }), file)).toBeUndefined();
  expect(damageOf(file)).toBeUndefined();
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
