/* A short way, key by key, from the program of a bug hunt to the right one. */
import type { Level } from '../../learn/rebuild/levels.ts';
import * as editing from './editor.ts';

/** A key of the editor. */
export type Press =
  | { readonly type: 'moved'; readonly motion: editing.Motion }
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'erased'; readonly what: 'back' | 'word' }
  | { readonly type: 'entered' };

const motions: readonly editing.Motion[] = [
  'down',
  'up',
  'right',
  'left',
  'end',
  'home',
  'word right',
  'word left',
  'page down',
  'page up',
  'top',
  'bottom',
];

/** The keys to the right text of a level, from the beginning of its first line. */
export function routeOf({ start, solution }: Pick<Level, 'start' | 'solution'>): readonly Press[] {
  const presses: Press[] = [];
  let editor = editing.goTo(editing.openEditor(start), 0, 0);
  const press = (own: Press): void => {
    presses.push(own);
    editor = pressed(editor, own);
  };
  const goTo = (row: number, column: number): void => {
    for (const motion of wayTo(editor, row, column)) press({ type: 'moved', motion });
  };
  const eraseTo = (column: number): void => {
    while (editor.column > column) {
      const isWord = editing.eraseWord(editor).column >= column;
      press({ type: 'erased', what: isWord ? 'word' : 'back' });
    }
  };
  const type = (text: string): void => {
    for (const character of text) press({ type: 'typed', text: character });
  };
  let row = 0;
  for (const { kind, text } of editsOf(start, solution)) {
    switch (kind) {
      case 'keep':
        row++;
        break;
      case 'change': {
        const line = editor.lines[row] ?? '';
        const [prefix, suffix] = commonEnds(line, text);
        goTo(row, line.length - suffix);
        eraseTo(prefix);
        type(text.slice(prefix, text.length - suffix));
        row++;
        break;
      }
      case 'remove':
        goTo(row, (editor.lines[row] ?? '').length);
        eraseTo(0);
        press({ type: 'erased', what: 'back' });
        break;
      case 'insert': {
        goTo(row - 1, (editor.lines[row - 1] ?? '').length);
        press({ type: 'entered' });
        const [prefix] = commonEnds(editor.lines[row] ?? '', text);
        eraseTo(prefix);
        type(text.slice(prefix));
        row++;
      }
    }
  }
  return presses;
}

export function routeLength(level: Pick<Level, 'start' | 'solution'>): number {
  return routeOf(level).length;
}

function pressed(editor: editing.Editor, press: Press): editing.Editor {
  switch (press.type) {
    case 'moved':
      return editing.move(editor, press.motion);
    case 'typed':
      return editing.insert(editor, press.text);
    case 'erased':
      return press.what === 'word' ? editing.eraseWord(editor) : editing.eraseBack(editor);
    case 'entered':
      return editing.breakLine(editor);
  }
}

/** The fewest motions to a place. */
function wayTo(editor: editing.Editor, row: number, column: number): readonly editing.Motion[] {
  const place = (own: editing.Editor): string => `${own.row} ${own.column}`;
  const wanted = `${row} ${column}`;
  const seen = new Set([place(editor)]);
  let ways: { readonly at: editing.Editor; readonly way: readonly editing.Motion[] }[] = [{ at: editor, way: [] }];
  while (ways.length > 0) {
    const found = ways.find(({ at }) => place(at) === wanted);
    if (found !== undefined) return found.way;
    ways = ways.flatMap(({ at, way }) =>
      motions.flatMap((motion) => {
        const next = editing.move(at, motion);
        if (seen.has(place(next))) return [];
        seen.add(place(next));
        return [{ at: next, way: [...way, motion] }];
      }),
    );
  }
  return [];
}

interface Edit {
  readonly kind: 'keep' | 'change' | 'remove' | 'insert';
  readonly text: string;
}

/** The edits from some lines to others, from the first to the last: those that keep the most lines. */
function editsOf(from: readonly string[], to: readonly string[]): readonly Edit[] {
  const lengths = Array.from({ length: from.length + 1 }, () => Array.from({ length: to.length + 1 }, () => 0));
  const lengthAt = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = from.length - 1; i >= 0; i--) {
    for (let j = to.length - 1; j >= 0; j--) {
      const own = from[i] === to[j] ? lengthAt(i + 1, j + 1) + 1 : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1));
      (lengths[i] as number[])[j] = own;
    }
  }
  const edits: Edit[] = [];
  let [i, j] = [0, 0];
  while (i < from.length || j < to.length) {
    const text = to[j] ?? '';
    const best = lengthAt(i, j);
    if (i < from.length && from[i] === text && j < to.length) {
      edits.push({ kind: 'keep', text });
      i++;
      j++;
    } else if (i < from.length && j < to.length && lengthAt(i + 1, j + 1) === best) {
      edits.push({ kind: 'change', text });
      i++;
      j++;
    } else if (i < from.length && lengthAt(i + 1, j) === best) {
      edits.push({ kind: 'remove', text: '' });
      i++;
    } else {
      edits.push({ kind: 'insert', text });
      j++;
    }
  }
  return edits;
}

/** The characters that two lines have in common at their beginning, and then at their end. */
function commonEnds(one: string, other: string): readonly [number, number] {
  const most = Math.min(one.length, other.length);
  let prefix = 0;
  while (prefix < most && one[prefix] === other[prefix]) prefix++;
  let suffix = 0;
  while (suffix < most - prefix && one.at(-1 - suffix) === other.at(-1 - suffix)) suffix++;
  return [prefix, suffix];
}
