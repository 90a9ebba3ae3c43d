import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
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
  expect(drafts.keep(level, textOf(typed('X')))).toEqual({});
  const { draft, notice } = openDrafts(folder).read(level);
  expect(notice).toBe('Your text is as you left it. Ctrl+R starts over.');
  expect(ownLines(openModel({ level, place: [1, 19], draft }, size)).join('\n')).toContain('l1 = sigmoid(X)');
  expect(drafts.read(makeLevel(level.task, 2))).toEqual({});
  expect(drafts.keep(level, undefined)).toEqual({});
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

/** A lock of another process that lives: the parent of this one. */
const foreignLock = JSON.stringify({ pid: process.ppid, host: hostname() });

describe('a level that is open in two windows', () => {
  const ELSEWHERE = 'This level is also open in another window. Each window keeps its own text.';

  test('has a file for each window, and the second window says so', () => {
    const folder = emptyFolder();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'two-layers-gap-1.json'), textOf(typed('X')));
    writeFileSync(join(folder, '.two-layers-gap-1.json.lock'), foreignLock);
    const drafts = openDrafts(folder);
    expect(drafts.read(level)).toEqual({ notice: ELSEWHERE });
    expect(drafts.keep(level, textOf(typed('y')))).toEqual({});
    expect(readdirSync(folder).filter((name) => !name.startsWith('.'))).toEqual([
      'two-layers-gap-1.2.json',
      'two-layers-gap-1.json',
    ]);
    // Another level does not keep the file of this one.
    expect(existsSync(join(folder, '.two-layers-gap-1.2.json.lock'))).toBe(true);
    drafts.read(makeLevel(level.task, 2));
    expect(existsSync(join(folder, '.two-layers-gap-1.2.json.lock'))).toBe(false);
    expect(clearDrafts(folder)).toBe(2);
  });

  test('is named in the first window, too, once the second one opens it', async () => {
    const folder = emptyFolder();
    const drafts = openDrafts(folder);
    drafts.read(level);
    const notice = new Promise((told) => {
      onTestFinished(drafts.watch(level, told));
    });
    writeFileSync(join(folder, '.two-layers-gap-1.2.json.lock'), foreignLock);
    expect(await notice).toBe(ELSEWHERE);
  });

  test('offers both texts later, the newest one first', () => {
    const folder = emptyFolder();
    mkdirSync(folder, { recursive: true });
    for (const [name, text, time] of [
      ['two-layers-gap-1.json', 'X', 1000],
      ['two-layers-gap-1.2.json', 'y', 2000],
    ] as const) {
      writeFileSync(join(folder, name), textOf(typed(text)));
      utimesSync(join(folder, name), time, time);
    }
    const drafts = openDrafts(folder);
    const words = (opened: ReturnType<typeof drafts.other>): readonly unknown[] => [
      opened?.draft?.editor?.lines.find((line) => line.includes('sigmoid')),
      opened?.notice,
    ];
    const another = 'Another text is kept, too; ctrl+x opens it.';
    expect(words(drafts.read(level))).toEqual([
      '    l1 = sigmoid(y)',
      `Your text is as you left it. Ctrl+R starts over. ${another}`,
    ]);
    expect(words(drafts.other(level))).toEqual(['    l1 = sigmoid(X)', `This is the other text. ${another}`]);
    expect(drafts.keep(level, textOf(typed('XX')))).toEqual({});
    expect(words(drafts.other(level))[0]).toBe('    l1 = sigmoid(y)');
    // A solved level removes its own text only.
    expect(drafts.keep(level, undefined)).toEqual({});
    expect(words(drafts.other(level))).toEqual(['    l1 = sigmoid(XX)', 'This is the other text.']);
    expect(drafts.other(level)).toBeUndefined();
  });

  test('loses no text where a file was changed without a lock', () => {
    const folder = emptyFolder();
    const drafts = openDrafts(folder);
    drafts.read(level);
    drafts.keep(level, textOf(typed('X')));
    const file = join(folder, 'two-layers-gap-1.json');
    writeFileSync(file, textOf(typed('y')));
    expect(drafts.keep(level, textOf(typed('XX'))).notice).toBe(
      'Another window has changed the kept text. Yours is kept, too; ctrl+x opens the other one.',
    );
    expect(readFileSync(file, 'utf8')).toBe(textOf(typed('y')));
    expect(readFileSync(join(folder, 'two-layers-gap-1.2.json'), 'utf8')).toBe(textOf(typed('XX')));
    expect(drafts.keep(level, textOf(typed('XXX')))).toEqual({});
  });
});

test('a folder that cannot be made is named', () => {
  const folder = emptyFolder();
  writeFileSync(folder, '');
  const drafts = openDrafts(folder);
  expect(drafts.read(level)).toEqual({});
  expect(drafts.keep(level, textOf(typed('X'))).problem).toContain(
    `${folder}/two-layers-gap-1.json cannot be written: `,
  );
});
