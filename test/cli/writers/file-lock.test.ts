import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { lockFile } from '../../../src/cli/writers/file-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'file-lock-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
/** A file that is locked by a process. */
function lockedBy(holder: object | string): string {
  const name = `file-${++files}`;
  writeFileSync(join(folder, `.${name}.lock`), typeof holder === 'string' ? holder : JSON.stringify(holder));
  return join(folder, name);
}

const host = hostname();

describe('the lock of a file', () => {
  test('may be taken again by its process', () => {
    const file = join(folder, 'own');
    expect(lockFile(file, '--save')).toBeUndefined();
    expect(lockFile(file, '--save')).toBeUndefined();
    expect(JSON.parse(readFileSync(join(folder, '.own.lock'), 'utf8'))).toMatchObject({ pid: process.pid, host });
  });

  test('is kept by a process that lives, and by one of another host', () => {
    expect(lockFile(lockedBy({ pid: process.ppid, host }), '--log')?.found).toBe(
      `one that process ${process.ppid} writes`,
    );
    const far = lockFile(lockedBy({ pid: 4_000_000, host: 'far' }), '--log');
    expect(far?.found).toBe('one that process 4000000 of far writes');
    expect(far?.advice).toBe(`end that run, or remove .file-${files}.lock if it has ended`);
  });

  test.each([
    ['a process that has ended', { pid: 4_190_000, host }],
    ['an earlier process of the same number', { pid: process.ppid, begun: '1', host }],
    ['nothing', ''],
    ['other text', '[1'],
  ])('is taken over from %s', (_, holder) => {
    // Without /proc the beginning of a process is unknown.
    if (typeof holder === 'object' && 'begun' in holder && !existsSync('/proc/self/stat')) return;
    const file = lockedBy(holder);
    expect(lockFile(file, '--log')).toBeUndefined();
    expect(readFileSync(join(folder, `.file-${files}.lock`), 'utf8')).toContain(`"pid":${process.pid},`);
  });

  test('does not exist for a device, nor where it cannot be written', () => {
    expect(lockFile('/dev/null', '--log')).toBeUndefined();
    expect(lockFile(join(folder, 'none', 'x'), '--log')).toBeUndefined();
  });
});
