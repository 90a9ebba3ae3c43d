import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { clearDrafts, openDrafts } from '../../src/cli/rebuild-drafts.ts';
import { makeLevel } from '../../src/learn/rebuild/levels.ts';
import { writtenDraft } from '../../src/ui/rebuild/draft.ts';
import { openModel, ownLines, type RebuildModel } from '../../src/ui/rebuild/model.ts';
import { update } from '../../src/ui/rebuild/update.ts';

const level = makeLevel({ network: 'two-layers', level: 'gap' });
const size = { columns: 80, rows: 24 };
const typed = (text: string): RebuildModel =>
  update(openModel({ level, place: [1, 19] }, size), { type: 'typed', text }).model;
const textOf = (model: RebuildModel): string => writtenDraft(model, 0) as string;

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'drafts-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'rebuild');
}

test('a text is kept from one time to the next, until its level needs none', () => {
  const folder = emptyFolder();
  const drafts = openDrafts(folder);
  expect(drafts.read(level)).toEqual({});
  expect(drafts.keep(level, textOf(typed('X')))).toBeUndefined();
  const { draft, notice } = openDrafts(folder).read(level);
  expect(notice).toBe('Your text is as you left it. Ctrl+R begins anew.');
  expect(ownLines(openModel({ level, place: [1, 19], draft }, size)).join('\n')).toContain('l1 = sigmoid(X)');
  expect(drafts.read(makeLevel(level.task, 2))).toEqual({});
  expect(drafts.keep(level, undefined)).toBeUndefined();
  expect(openDrafts(folder).read(level)).toEqual({});
});

test.each([
  ['half of one', (text: string) => text.slice(0, 40)],
  ['one of another level', (text: string) => text.replace('"seed": 1', '"seed": 2')],
  ['one with control characters', (text: string) => text.replace('sigmoid(', 'sigmoid(\\u001b[2J')],
  ['no object', () => '[]'],
])('a damaged text is kept beside the new one: %s', (_, damage) => {
  const folder = emptyFolder();
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'two-layers-gap-1.json');
  const texts = ['X', 'y'].map((own) => damage(textOf(typed(own))));
  for (const text of texts) {
    writeFileSync(file, text);
    expect(openDrafts(folder).read(level).notice).toMatch(/cannot be read is kept as .*\.bad\.$/);
  }
  expect(readFileSync(`${file}.bad`, 'utf8')).toBe(texts[0]);
  expect(readFileSync(`${file}.2.bad`, 'utf8')).toBe(texts[1]);
  expect(existsSync(file)).toBe(false);
});

test('a second process keeps its text in a file of its own', () => {
  const folder = emptyFolder();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'two-layers-gap-1.json'), textOf(typed('X')));
  // The parent of this process lives.
  const lock = JSON.stringify({ pid: process.ppid, host: hostname() });
  writeFileSync(join(folder, '.two-layers-gap-1.json.lock'), lock);
  const drafts = openDrafts(folder);
  expect(drafts.read(level)).toEqual({ notice: 'This is open in another backprop-tui, too, with a text of its own.' });
  expect(drafts.keep(level, textOf(typed('y')))).toBeUndefined();
  expect(readdirSync(folder).filter((name) => !name.startsWith('.'))).toEqual([
    'two-layers-gap-1.2.json',
    'two-layers-gap-1.json',
  ]);
  expect(clearDrafts(folder)).toBe(2);
});

test('a folder that cannot be made is named', () => {
  const folder = emptyFolder();
  writeFileSync(folder, '');
  const drafts = openDrafts(folder);
  expect(drafts.read(level)).toEqual({});
  expect(drafts.keep(level, textOf(typed('X')))).toContain(`${folder}/two-layers-gap-1.json cannot be written: `);
});
