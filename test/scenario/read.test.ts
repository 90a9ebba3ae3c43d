import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printFaults } from '../../src/scenario/fault.ts';
import { type Disk, readScenario } from '../../src/scenario/read.ts';
import { scenarioText } from './messages.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scenario-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The lines that a terminal shows for a file, under the name mine.json. */
async function messagesFor(file: string, disk?: Disk): Promise<readonly string[]> {
  const parsed = await readScenario(file, disk);
  return parsed.ok ? [] : printFaults('mine.json', parsed.faults);
}

function written(name: string, content: string | Uint8Array): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

/** A disk with one file, on which an operation fails with a code of the system. */
function failing(code: string): Disk {
  return {
    statSync: () => ({ isDirectory: () => false, isFile: () => true, size: 1 }),
    readFileSync: () => {
      throw Object.assign(new Error(`${code}: as the system says it`), { code });
    },
  };
}

describe('a file on the disk', () => {
  it('is read and validated', async () => {
    expect(await readScenario('scenarios/xor.json')).toMatchObject({ ok: true, scenario: { name: 'XOR' } });
    expect(await messagesFor(written('wrong.json', scenarioText({ name: '3' })))).toEqual([
      'mine.json:2:9  name: expected a name in quotes, found 3; write "3"',
    ]);
  });

  it('may have a byte order mark', async () => {
    expect(await messagesFor(written('mark.json', `\ufeff${scenarioText()}`))).toEqual([]);
  });

  it('may be reached through a link', async () => {
    symlinkSync(written('target.json', scenarioText()), join(folder, 'link.json'));
    expect(await messagesFor(join(folder, 'link.json'))).toEqual([]);
  });

  it('that is empty is reported', async () => {
    expect(await messagesFor(written('empty.json', ''))).toEqual([
      'mine.json:1:1  expected a scenario: an object with at least a name and data, found an empty file',
    ]);
  });
});

describe('a file that cannot be read', () => {
  it('is reported when it does not exist', async () => {
    expect(await messagesFor(join(folder, 'nowhere.json'))).toEqual([
      'mine.json  expected a scenario file, found no file of this name',
    ]);
    expect(await messagesFor(join(folder, 'no', 'where.json'))).toEqual([
      'mine.json  expected a scenario file, found no file of this name',
    ]);
    expect(await messagesFor('scenarios/xor.json/mine.json')).toEqual([
      'mine.json  expected a scenario file, found no file of this name',
    ]);
    expect(await messagesFor('')).toEqual(['mine.json  expected a scenario file, found no file of this name']);
  });

  it('is reported when it is a directory', async () => {
    mkdirSync(join(folder, 'directory.json'));
    expect(await messagesFor(join(folder, 'directory.json'))).toEqual([
      'mine.json  expected a scenario file, found a directory; name a .json file in it',
    ]);
  });

  it('is reported when it is data, with the command that makes a scenario', async () => {
    for (const name of ['rows.csv', 'rows.TSV.gz', 'rows.npz']) {
      const file = written(name, 'a,b\n1,2\n');
      expect(await messagesFor(file)).toEqual([
        `mine.json  expected a scenario, found a data file; backprop-tui init ${file} writes one for it`,
      ]);
    }
    expect(await messagesFor(join(folder, 'none.csv'))).toEqual([
      expect.stringContaining('expected a scenario file, found '),
    ]);
  });

  it('is reported when it is a pipe without a writer', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(await messagesFor(join(folder, 'pipe'))).toEqual([
      'mine.json  expected a scenario file, found a special file, not a regular one',
    ]);
  });

  it('is reported when it is an endless device', async () => {
    expect(await messagesFor('/dev/zero')).toEqual([
      'mine.json  expected a scenario file, found a special file, not a regular one',
    ]);
  });

  it('is reported when it is a link to itself', async () => {
    symlinkSync(join(folder, 'circle.json'), join(folder, 'circle.json'));
    expect(await messagesFor(join(folder, 'circle.json'))).toEqual([
      'mine.json  expected a scenario file, found a cycle of links',
    ]);
  });

  it('is reported when its name is too long', async () => {
    expect(await messagesFor('x'.repeat(5000))).toEqual([
      'mine.json  expected a scenario file, found a name too long for a file',
    ]);
  });

  it('is reported when no file can have its name', async () => {
    expect(await messagesFor('mine\0.json')).toEqual([
      'mine.json  expected a scenario file, found an invalid file name',
    ]);
  });

  it.each([
    ['EACCES', 'a file without permission to read it'],
    ['EPERM', 'a file without permission to read it'],
    ['EIO', 'a file that cannot be read (EIO)'],
  ])('is reported when the system says %s', async (code, found) => {
    expect(await messagesFor('mine.json', failing(code))).toEqual([
      `mine.json  expected a scenario file, found ${found}`,
    ]);
  });
});

describe('a file that is too large', () => {
  const bytes = (length: number): Uint8Array => new Uint8Array(length).fill(0x78);

  it('is reported before it is read', async () => {
    const disk: Disk = {
      statSync: () => ({ isDirectory: () => false, isFile: () => true, size: 50 * 2 ** 20 }),
      readFileSync: () => {
        throw new Error('It was read.');
      },
    };
    expect(await messagesFor('junk.json', disk)).toEqual(['mine.json  expected a file of at most 16 MB, found 50 MB']);
  });

  it('is reported on a real disk as well', async () => {
    expect(await messagesFor(written('junk.json', bytes(16 * 2 ** 20 + 1)))).toEqual([
      'mine.json  expected a file of at most 16 MB, found 17 MB',
    ]);
  });

  it('is reported when it grows after its size was read', async () => {
    const disk: Disk = {
      statSync: () => ({ isDirectory: () => false, isFile: () => true, size: 0 }),
      readFileSync: () => bytes(17 * 2 ** 20),
    };
    expect(await messagesFor('growing.json', disk)).toEqual([
      'mine.json  expected a file of at most 16 MB, found 17 MB',
    ]);
  });
});

describe('bytes that are not UTF-8', () => {
  const UTF8 = 'expected text in UTF-8, found';
  const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

  it.each([
    ['Latin-1', latin1('{\n  "name": "caf\u00e9"'), `2:15  ${UTF8} the byte 0xE9`],
    [
      'Latin-1 after a byte order mark',
      Buffer.concat([Buffer.from('\ufeff{"'), latin1('\u00e9"')]),
      `1:3  ${UTF8} the byte 0xE9`,
    ],
    ['a byte that only continues', Uint8Array.of(0x7b, 0x80), `1:2  ${UTF8} the byte 0x80`],
    ['a character cut off by the end', Uint8Array.of(0x7b, 0xe2, 0x82), `1:2  ${UTF8} the byte 0xE2`],
    [
      'a character that begins like its replacement',
      Uint8Array.of(0x7b, 0xef, 0xbf, 0x22),
      `1:2  ${UTF8} the byte 0xEF`,
    ],
    [
      'a character that begins like its replacement at the end',
      Uint8Array.of(0x7b, 0xef, 0xbf),
      `1:2  ${UTF8} the byte 0xEF`,
    ],
    ['half a surrogate pair', Uint8Array.of(0x7b, 0xed, 0xa0, 0xbd), `1:2  ${UTF8} the byte 0xED`],
    [
      'what follows a replacement character of its own',
      Buffer.concat([Buffer.from('{"\ufffd😀'), latin1('\u00ff')]),
      `1:6  ${UTF8} the byte 0xFF`,
    ],
    ['UTF-16, little end first', Buffer.from(`\ufeff${scenarioText()}`, 'utf16le'), `1:1  ${UTF8} text in UTF-16`],
    [
      'UTF-16, big end first',
      Buffer.from(`\ufeff${scenarioText()}`, 'utf16le').swap16(),
      `1:1  ${UTF8} text in UTF-16`,
    ],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a), `1:1  ${UTF8} the byte 0x89`],
  ])('are reported at their place: %s', async (_, content, message) => {
    expect(await messagesFor(written('bytes.json', content))).toEqual([`mine.json:${message}; save the file as UTF-8`]);
  });

  it('of UTF-16 without a mark are reported as well', async () => {
    expect(await messagesFor(written('utf16.json', Buffer.from(scenarioText(), 'utf16le')))).toEqual([
      'mine.json:1:2  expected a key in double quotes, found the character U+0000; save the file as UTF-8',
    ]);
  });
});
