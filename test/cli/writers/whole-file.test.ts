import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readBytes, unwritable, writeWhole } from '../../../src/cli/writers/whole-file.ts';

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

  test('does not write through a link in the place of its draft', () => {
    writeFileSync(at('other'), 'mine');
    symlinkSync(at('other'), at('.b.part'));
    expect(writeWhole(at('b'), Uint8Array.of(1))).toBeUndefined();
    expect(readFileSync(at('other'), 'utf8')).toBe('mine');
  });

  test('is tried before anything is computed', () => {
    expect(unwritable(folder)?.found).toBe('a folder');
    expect(unwritable('/dev/null')?.found).toBe('something that is not a regular file');
    expect(unwritable(at('none/x'))?.found).toBe('no file or folder of this name');
    expect(unwritable(at('new'))).toBeUndefined();
    expect(existsSync(at('new'))).toBe(false);
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
    expect(found('/dev/zero')).toBe('a table: something that is not a regular file');
    expect(found(at('large'))).toBe('a table of at most 1 MB: 1 MB');
    expect(found(at('nothing'))).toBe('a table: no file or folder of this name');
  });
});
