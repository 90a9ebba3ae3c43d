import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { draftOf } from '../../../src/cli/writers/draft.ts';
import { readBytes, unwritable, writeTogether, writeWhole } from '../../../src/cli/writers/whole-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'whole-file-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

describe('a file that is written as a whole', () => {
  test('replaces the one before, and leaves nothing else behind', () => {
    writeFileSync(at('a'), 'before');
    expect(writeWhole(at('a'), Uint8Array.of(104, 105))).toBeUndefined();
    expect(readFileSync(at('a'), 'utf8')).toBe('hi');
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('is the file that a link leads to, and keeps its permissions', () => {
    writeFileSync(at('real'), 'before');
    chmodSync(at('real'), 0o602);
    symlinkSync('real', at('link'));
    symlinkSync(at('link'), at('link-to-link'));
    expect(writeWhole(at('link-to-link'), 'after')).toBeUndefined();
    expect(readFileSync(at('real'), 'utf8')).toBe('after');
    expect(statSync(at('real')).mode & 0o777).toBe(0o602);
    expect([readlinkSync(at('link')), readlinkSync(at('link-to-link'))]).toEqual(['real', at('link')]);
  });

  test('is new behind a link that leads to nothing', () => {
    symlinkSync('later', at('early'));
    expect(writeWhole(at('early'), 'new')).toBeUndefined();
    expect(readFileSync(at('later'), 'utf8')).toBe('new');
    symlinkSync('circle', at('circle'));
    expect(writeWhole(at('circle'), 'new')).toBe('a cycle of links');
  });

  test('takes no name that is taken when it must be new', () => {
    writeFileSync(at('taken'), 'mine');
    symlinkSync('nothing', at('dangling'));
    for (const name of ['taken', 'dangling']) {
      expect(writeWhole(at(name), 'new', 'create')).toBe('a file of this name exists already; choose another name');
    }
    expect(readFileSync(at('taken'), 'utf8')).toBe('mine');
    expect(existsSync(at('nothing'))).toBe(false);
    expect(writeWhole(at('free'), 'new', 'create')).toBeUndefined();
    expect(readFileSync(at('free'), 'utf8')).toBe('new');
  });

  test('replaces neither a folder nor a device', () => {
    expect(writeWhole(folder, 'x')).toBe('a folder');
    expect(writeWhole('/dev/null', 'x')).toBe('a special file, not a regular one');
  });

  test('has a name that a file can have', () => {
    const newFolder = `${at('new')}/`;
    for (const [name, reason] of [
      ['', 'an empty name'],
      [newFolder, 'the name of a folder'],
    ] as const) {
      expect(unwritable(name)?.found).toBe(reason);
      for (const existing of ['create', 'replace'] as const) expect(writeWhole(name, 'x', existing)).toBe(reason);
    }
  });

  test.runIf(process.platform === 'linux')('is no pipe behind a link', () => {
    const reader = spawn('cat');
    const { _handle: pipe } = reader.stdin as unknown as { readonly _handle: { readonly fd: number } };
    // As /dev/stdout does, it leads to a name that no file has.
    expect(writeWhole(`/proc/self/fd/${pipe.fd}`, 'x')).toBe('a special file, not a regular one');
    reader.stdin.end();
  });

  test('is written together with others, or none is', () => {
    writeFileSync(at('one'), 'before');
    mkdirSync(at('two'));
    const files = [
      { path: at('one'), content: 'after' },
      { path: at('two'), content: 'after' },
    ];
    expect(writeTogether(files, 'replace')).toEqual({ path: at('two'), reason: 'a folder' });
    expect(readFileSync(at('one'), 'utf8')).toBe('before');
    rmdirSync(at('two'));
    expect(writeTogether(files, 'replace')).toBeUndefined();
    expect(files.map(({ path }) => readFileSync(path, 'utf8'))).toEqual(['after', 'after']);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('is tried before anything is computed', () => {
    expect(unwritable(folder)?.found).toBe('a folder');
    expect(unwritable('/dev/null')?.found).toBe('a special file, not a regular one');
    expect(unwritable(at('none/x'))?.found).toBe('no file or folder of this name');
    expect(unwritable(at('new'))).toBeUndefined();
    expect(existsSync(at('new'))).toBe(false);
  });
});

describe('drafts that a killed process has left', () => {
  test('are removed by the next write in their folder; those of others stay', () => {
    const place = mkdtempSync(join(folder, 'left-'));
    const [, numbering, , begun] = /\.backprop-tui-([^-]+)-(\d+)-(\d+)-/.exec(draftOf(join(folder, 'x'))) ?? [];
    const left = (from: string, ending = 'part'): string => `.backprop-tui-${from}-abcdef-1.${ending}`;
    const others = [
      left(`${numbering}-${process.pid}-${begun}`),
      left(`${numbering}-${process.ppid}-0`),
      left('00000000-4190000-1'),
      left(`${numbering}-4190000-1`, 'old'),
      '.backprop-tui-notes.part',
      'mine.part',
    ];
    const gone = [left(`${numbering}-4190000-1`), left(`${numbering}-4190000-0`)];
    // The number of a living process, which began at another time.
    if (begun !== '0') gone.push(left(`${numbering}-${process.ppid}-1`));
    for (const name of [...others, ...gone]) writeFileSync(join(place, name), 'half');
    expect(writeWhole(join(place, 'new'), 'x')).toBeUndefined();
    expect(readdirSync(place).sort()).toEqual([...others, 'new'].sort());
  });
});

describe('a file that is read as a whole', () => {
  test('is no folder, no device, and not too large', () => {
    writeFileSync(at('large'), 'abc');
    const found = (file: string) => {
      const read = readBytes(file, 'a table', 2);
      return read.ok ? undefined : `${read.fault.expected}: ${read.fault.found}`;
    };
    expect(found(folder)).toBe('a table: a folder');
    expect(found('/dev/zero')).toBe('a table: a special file, not a regular one');
    expect(found(at('large'))).toBe('a table of at most 1 MB: 1 MB');
    expect(found(at('nothing'))).toBe('a table: no file or folder of this name');
  });
});
