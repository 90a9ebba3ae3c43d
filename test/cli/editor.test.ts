import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Editor, editorCommand, editorFor, placeWords, scriptEditorFor } from '../../src/cli/editor.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { LIMIT_MS } from '../limit.ts';

const within = { timeout: LIMIT_MS };

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

describe('the words after the command of an editor', () => {
  test.each([
    ['/usr/bin/vim', ['+12', 'net.py']],
    ['nano', ['+12', 'net.py']],
    ['code', ['--goto', 'net.py:12']],
    ['hx', ['net.py:12']],
    ['kate', ['--line', '12', 'net.py']],
    ['my-editor', ['net.py']],
  ])('open %s at a line where it takes one', (program, words) => {
    expect(placeWords([program, '-x'], 'net.py', 12)).toEqual(words);
    expect(placeWords([program], 'net.py', undefined)).toEqual(['net.py']);
  });
});

describe('a script', () => {
  const noEditor: Parameters<Editor['edit']>[0] = () => Promise.reject(new Error('an editor was opened'));

  function opened(): { readonly file: string; readonly editor: Editor } {
    const folder = mkdtempSync(join(tmpdir(), 'editor-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'net.py');
    writeFileSync(file, 'a = 1\n');
    const bytes = readFileSync(file);
    return {
      file,
      editor: scriptEditorFor({ file, bytes, safe: (text) => text, arguments: ['x'], roles: 'error=e' }),
    };
  }

  test('is read again with its arguments and roles; a fault is one line with its place', async () => {
    const { file, editor } = opened();
    writeFileSync(file, 'b = 2\r\n');
    expect(await editor.edit(noEditor)).toMatchObject({
      ok: true,
      file: 'net.py',
      subject: { kind: 'script', text: 'b = 2\n', arguments: ['x'], namedRoles: 'error=e' },
    });
    writeFileSync(file, 'b = 2\nif b\n');
    expect(await editor.edit(noEditor)).toEqual({
      ok: false,
      reason: "net.py:2: SyntaxError: expected ':': the run has not changed; O opens the file again",
      isNews: false,
    });
  });

  test.each([
    ['emptied', (file: string) => writeFileSync(file, ''), 'an empty file, or one that cannot be read'],
    ['deleted', (file: string) => rmSync(file), 'no file of this name'],
  ] as const)('that the editor has %s is not called unchanged', async (_, change, found) => {
    vi.stubEnv('VISUAL', 'an-editor');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { file, editor } = opened();
    const edited = await editor.edit(async () => {
      change(file);
      return undefined as never;
    });
    expect(edited).toEqual({
      ok: false,
      reason: `net.py: expected a script, found ${found}: the run has not changed; O opens the file again`,
      isNews: false,
    });
  });

  test('is reported once when it is deleted', async () => {
    const { file, editor } = opened();
    const changed = vi.fn();
    const stop = editor.watch(changed);
    onTestFinished(stop);
    rmSync(file);
    await vi.waitFor(() => expect(changed).toHaveBeenCalledWith('net.py', true), within);
    writeFileSync(file, 'a = 2\n');
    await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(2), within);
    expect(changed.mock.calls).toEqual([['net.py', true], ['net.py']]);
  });

  test('is noticed when it was saved before it is watched, and while it was read', async () => {
    const { file, editor } = opened();
    const changed = vi.fn();
    writeFileSync(file, 'a = 2\n');
    const stop = editor.watch(changed);
    onTestFinished(stop);
    await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(1), within);
    const reading = editor.readAgain();
    writeFileSync(file, 'a = 3\n');
    await reading;
    await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(2), within);
  });

  test('is watched for another content, also of a file that replaces it; a deleted or empty file is left alone', async () => {
    const { file, editor } = opened();
    let told = 0;
    let heard = (): void => {};
    const stop = editor.watch(() => {
      told++;
      heard();
    });
    onTestFinished(stop);
    const next = (work: () => void): Promise<void> =>
      new Promise((done) => {
        heard = done;
        work();
      });
    rmSync(file);
    writeFileSync(file, '');
    await next(() => {
      writeFileSync(`${file}.new`, 'a = 2\n');
      renameSync(`${file}.new`, file);
    });
    expect([told, await editor.readAgain()]).toMatchObject([1, { ok: true, subject: { text: 'a = 2\n' } }]);
    writeFileSync(file, 'a = 2\n');
    await next(() => writeFileSync(file, 'a = 3\n'));
    expect(told).toBe(2);
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
