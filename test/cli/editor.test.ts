import { describe, expect, test } from 'vitest';
import { editorCommand } from '../../src/cli/editor.ts';

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
