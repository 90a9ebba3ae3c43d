import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Editor, editorCommand, editorFor } from '../../src/cli/editor.ts';
import type { Scenario } from '../../src/scenario/schema.ts';

describe('the command of the editor', () => {
  test.each([
    ['vi', ['vi']],
    ['code --wait', ['code', '--wait']],
    ["'/opt/My Editor/bin' -w", ['/opt/My Editor/bin', '-w']],
    ['"/opt/My \\"own\\" Editor" --title "a b"', ['/opt/My "own" Editor', '--title', 'a b']],
    ['/opt/My\\ Editor  -n', ['/opt/My Editor', '-n']],
    ['vi; rm -rf $HOME `id`', ['vi;', 'rm', '-rf', '$HOME', '`id`']],
    ['"vi', ['"vi']],
  ])('%s has these words, and no shell reads them', (text, words) => {
    expect(editorCommand({ EDITOR: text })).toEqual(words);
  });

  test('is VISUAL before EDITOR, and none for empty variables', () => {
    expect(editorCommand({ VISUAL: 'emacs', EDITOR: 'vi' })).toEqual(['emacs']);
    expect(editorCommand({ VISUAL: ' ', EDITOR: 'vi' })).toEqual(['vi']);
    expect(editorCommand({ EDITOR: '' })).toBeUndefined();
  });

  test('may be a path with spaces that exists', () => {
    expect(editorCommand({ EDITOR: process.cwd() })).toEqual([process.cwd()]);
  });
});

describe('a scenario with a file of data', () => {
  let folder = '';
  let read: Scenario[] = [];
  let stop = (): void => {};
  const noEditor: Parameters<Editor['edit']>[0] = () => Promise.reject(new Error('an editor was opened'));
  const write = (name: string, ...rows: readonly string[]): void =>
    writeFileSync(join(folder, name), `a,b,y\n${rows.join('\n')}\n`);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'editor-'));
    mkdirSync(join(folder, 'data'));
    write('data/rows.csv', '0,0,0', '1,0,1');
    write('other.csv', '0,1,0', '1,1,1', '0,0,1');
    writeFileSync(join(folder, 'mine.json'), textWith('data/rows.csv'));
    read = [];
    vi.stubEnv('EDITOR', '');
    vi.stubEnv('VISUAL', '');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    stop();
    rmSync(folder, { recursive: true });
  });

  function textWith(file: string): string {
    return JSON.stringify({ name: 'mine', data: { file, targets: ['y'] } });
  }

  function opened(): Editor {
    const file = join(folder, 'mine.json');
    return editorFor({
      file,
      text: readFileSync(file, 'utf8'),
      seed: undefined,
      safe: (text) => text,
      read: (scenario) => read.push(scenario),
    });
  }

  test('is read again when the data have changed, and not when they are written with the same content', async () => {
    const editor = opened();
    write('data/rows.csv', '0,0,0', '1,0,1');
    expect(await editor.edit(noEditor)).toMatchObject({ ok: false });
    write('data/rows.csv', '0,0,0', '1,0,1', '1,1,0');
    expect(await editor.edit(noEditor)).toMatchObject({ ok: true, file: 'mine.json' });
    expect(read.map(({ data }) => data.inputs.length)).toEqual([3]);
    expect(await editor.edit(noEditor)).toMatchObject({ ok: false });
  });

  test('names the file that has changed, also one that it names since it was read again', async () => {
    const editor = opened();
    const names: string[] = [];
    let heard = (): void => {};
    stop = editor.watch((name) => {
      names.push(name);
      heard();
    });
    const next = async (work: () => void): Promise<readonly string[]> => {
      const told = new Promise<void>((done) => {
        heard = done;
      });
      work();
      await told;
      return names.splice(0);
    };
    expect(await next(() => write('data/rows.csv', '1,0,1'))).toEqual(['data/rows.csv']);
    expect(await next(() => writeFileSync(join(folder, 'mine.json'), textWith('other.csv')))).toEqual(['mine.json']);
    expect(await editor.edit(noEditor)).toMatchObject({ ok: true });
    expect(await next(() => write('other.csv', '1,1,1', '0,0,0'))).toEqual(['other.csv']);
  });
});
