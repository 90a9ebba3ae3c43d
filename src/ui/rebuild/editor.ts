/*
 * A text that is typed: lines, a cursor, and the changes that can be undone. Pure functions from an editor to the next one. A change that
 * would exceed a bound gives the same editor.
 */
import { charactersOf } from '../text/line.ts';
import { indentedFor, OPENS_BLOCK, typable } from './pasted.ts';

/** Lines of a text, characters of a line, and texts that can be undone, at most. */
export const MOST_LINES = 1000;
export const MOST_COLUMNS = 1000;
const MOST_UNDONE = 200;

export const TOO_LONG = `Not inserted: a text has at most ${MOST_LINES.toLocaleString('en')} lines, and a line at most ${MOST_COLUMNS.toLocaleString('en')} characters.`;

export const INDENT = 4;

interface Text {
  readonly lines: readonly string[];
  /** From 0. */
  readonly row: number;
  /** From 0; in UTF-16 units, never inside of a character of several. */
  readonly column: number;
}

export interface Editor extends Text {
  readonly past: readonly Text[];
  readonly future: readonly Text[];
  /** The kind of the last change: characters typed one after the other are undone together. */
  readonly last: 'typed' | 'erased' | 'other';
  /** Counts the changes of the text. */
  readonly version: number;
}

export function openEditor(lines: readonly string[]): Editor {
  const own = lines.length === 0 ? [''] : lines;
  return { lines: own, row: 0, column: (own[0] ?? '').length, past: [], future: [], last: 'other', version: 0 };
}

export type Motion =
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'word left'
  | 'word right'
  | 'home'
  | 'end'
  | 'page up'
  | 'page down'
  | 'top'
  | 'bottom';

function textOf({ lines, row, column }: Text): Text {
  return { lines, row, column };
}

/** The texts that can be undone, with the text itself. */
export function remembered(editor: Editor): readonly Text[] {
  return [...editor.past, textOf(editor)].slice(-MOST_UNDONE);
}

function changed(editor: Editor, next: Text, kind: Editor['last']): Editor {
  if (next.lines.length > MOST_LINES || next.lines.some((line) => line.length > MOST_COLUMNS)) return editor;
  const joins = kind !== 'other' && kind === editor.last && editor.past.length > 0;
  const past = joins ? editor.past : remembered(editor);
  return { ...textOf(next), past, future: [], last: kind, version: editor.version + 1 };
}

function moved(editor: Editor, row: number, column: number): Editor {
  const inText = Math.max(0, Math.min(row, editor.lines.length - 1));
  const line = editor.lines[inText] ?? '';
  return { ...editor, row: inText, column: characterAt(line, column), last: 'other' };
}

/** The beginning of the character at a column of a line; the end of the line for a column past it. */
function characterAt(line: string, column: number): number {
  if (column >= line.length) return line.length;
  let start = 0;
  for (const character of charactersOf(line)) {
    if (start + character.length > column) break;
    start += character.length;
  }
  return Math.max(0, start);
}

/** The columns of the character after a cursor, and of the one before it. */
function sizeAfter(line: string, column: number): number {
  const [character = ''] = charactersOf(line.slice(column));
  return character.length;
}

function sizeBefore(line: string, column: number): number {
  return column - characterAt(line, column - 1);
}

/** Lines that a page key moves by. */
const PAGE = 10;

/** A word, or characters of no word, with the spaces after it. */
const WORD_BEFORE = /(?:[\p{L}\p{M}\p{N}_]+|[^\p{L}\p{M}\p{N}_\s]+)?\s*$/u;
const WORD_AFTER = /^(?:[\p{L}\p{M}\p{N}_]+|[^\p{L}\p{M}\p{N}_\s]+)?\s*/u;

export function move(editor: Editor, motion: Motion): Editor {
  const { lines, row, column } = editor;
  const line = lines[row] ?? '';
  switch (motion) {
    case 'left':
      if (column > 0) return moved(editor, row, column - 1);
      return row > 0 ? moved(editor, row - 1, Number.POSITIVE_INFINITY) : editor;
    case 'right':
      if (column < line.length) return moved(editor, row, column + sizeAfter(line, column));
      return row < lines.length - 1 ? moved(editor, row + 1, 0) : editor;
    case 'up':
      return row === 0 ? moved(editor, 0, 0) : moved(editor, row - 1, column);
    case 'down':
      return row === lines.length - 1 ? moved(editor, row, line.length) : moved(editor, row + 1, column);
    case 'page up':
      return moved(editor, row - PAGE, column);
    case 'page down':
      return moved(editor, row + PAGE, column);
    case 'word left': {
      if (column === 0) return move(editor, 'left');
      const before = line.slice(0, column).replace(WORD_BEFORE, '');
      return moved(editor, row, before.length);
    }
    case 'word right': {
      if (column === line.length) return move(editor, 'right');
      const [skipped = ''] = WORD_AFTER.exec(line.slice(column)) ?? [];
      return moved(editor, row, column + Math.max(sizeAfter(line, column), skipped.length));
    }
    case 'home': {
      // The first time to the code, then to the margin.
      const code = line.length - line.trimStart().length;
      return moved(editor, row, column === code ? 0 : code);
    }
    case 'end':
      return moved(editor, row, line.length);
    case 'top':
      return moved(editor, 0, 0);
    case 'bottom':
      return moved(editor, lines.length - 1, Number.POSITIVE_INFINITY);
  }
}

/** Puts the cursor at a place. */
export function goTo(editor: Editor, row: number, column: number): Editor {
  return moved(editor, row, column);
}

/** Inserts characters, or a pasted text. @param blank replaced where it is at the cursor. */
export function insert(editor: Editor, text: string, blank?: string): Editor {
  const { lines, row, column } = editor;
  const line = lines[row] ?? '';
  const clean = typable(text);
  if (clean.join('') === '' && clean.length === 1) return editor;
  const before = line.slice(0, column);
  const isOnBlank = blank !== undefined && line.startsWith(blank, column);
  const after = line.slice(column + (isOnBlank ? blank.length : 0));
  // At the margin a text stays as it is.
  const isIndented = column > 0 && before.trim() === '' && clean.join('').trim() !== '';
  const parts = isIndented ? indentedFor(clean, column) : clean;
  if (parts.length === 1) {
    const [own = ''] = parts;
    const next = { lines: lines.with(row, before + own + after), row, column: column + own.length };
    // A blank and the characters typed over it are undone together.
    const isTyped = own.length === 1 && own !== ' ';
    return changed(isOnBlank ? { ...editor, last: 'other' } : editor, next, isTyped ? 'typed' : 'other');
  }
  const end = parts.at(-1) ?? '';
  const pasted = [before + (parts[0] ?? ''), ...parts.slice(1, -1), end + after];
  const all = [...lines.slice(0, row), ...pasted, ...lines.slice(row + 1)];
  return changed(editor, { lines: all, row: row + parts.length - 1, column: end.length }, 'other');
}

/** A new line with the indentation of this one; one level deeper after a colon. */
export function breakLine(editor: Editor): Editor {
  const { lines, row, column } = editor;
  const line = lines[row] ?? '';
  const before = line.slice(0, column);
  const own = Math.min(line.length - line.trimStart().length, column);
  const indent = ' '.repeat(own + (OPENS_BLOCK.test(before) ? INDENT : 0));
  const all = [...lines.slice(0, row), before, indent + line.slice(column).trimStart(), ...lines.slice(row + 1)];
  return changed(editor, { lines: all, row: row + 1, column: indent.length }, 'other');
}

/** Erases before the cursor: in an indentation a whole level, at the beginning of a line its break. */
export function eraseBack(editor: Editor): Editor {
  const { lines, row, column } = editor;
  const line = lines[row] ?? '';
  if (column === 0) {
    if (row === 0) return editor;
    const before = lines[row - 1] ?? '';
    const all = [...lines.slice(0, row - 1), before + line, ...lines.slice(row + 1)];
    return changed(editor, { lines: all, row: row - 1, column: before.length }, 'other');
  }
  const isIndent = line.slice(0, column).trim() === '';
  const count = isIndent ? ((column - 1) % INDENT) + 1 : sizeBefore(line, column);
  const next = line.slice(0, column - count) + line.slice(column);
  return changed(editor, { lines: lines.with(row, next), row, column: column - count }, 'erased');
}

export function eraseForward(editor: Editor): Editor {
  const { lines, row, column } = editor;
  const line = lines[row] ?? '';
  if (column < line.length) {
    const next = line.slice(0, column) + line.slice(column + sizeAfter(line, column));
    return changed(editor, { lines: lines.with(row, next), row, column }, 'erased');
  }
  if (row === lines.length - 1) return editor;
  const all = [...lines.slice(0, row), line + (lines[row + 1] ?? ''), ...lines.slice(row + 2)];
  return changed(editor, { lines: all, row, column }, 'other');
}

/** Erases back to the beginning of a word. */
export function eraseWord(editor: Editor): Editor {
  const target = move(editor, 'word left');
  if (target.row !== editor.row) return eraseBack(editor);
  const line = editor.lines[editor.row] ?? '';
  const next = line.slice(0, target.column) + line.slice(editor.column);
  return changed(
    editor,
    { lines: editor.lines.with(editor.row, next), row: editor.row, column: target.column },
    'other',
  );
}

/** Moves a line one level deeper, or back. */
export function indent(editor: Editor, levels: 1 | -1): Editor {
  const { lines, row, column } = editor;
  const line = lines[row] ?? '';
  const own = line.length - line.trimStart().length;
  const next = levels === 1 ? INDENT - (own % INDENT) : -(own === 0 ? 0 : ((own - 1) % INDENT) + 1);
  if (next === 0) return editor;
  const text = ' '.repeat(own + next) + line.trimStart();
  return changed(editor, { lines: lines.with(row, text), row, column: Math.max(0, column + next) }, 'other');
}

export function undo(editor: Editor): Editor {
  const before = editor.past.at(-1);
  if (before === undefined) return editor;
  const future = [...editor.future, textOf(editor)];
  return { ...before, past: editor.past.slice(0, -1), future, last: 'other', version: editor.version + 1 };
}

export function redo(editor: Editor): Editor {
  const next = editor.future.at(-1);
  if (next === undefined) return editor;
  const past = [...editor.past, textOf(editor)];
  return { ...next, past, future: editor.future.slice(0, -1), last: 'other', version: editor.version + 1 };
}

/** Moves the cursor to the next blank, or to the one before; undefined where there is none. */
export function nextBlank(editor: Editor, blank: string, direction: 1 | -1): Editor | undefined {
  const places = editor.lines.flatMap((line, row) =>
    [...line.matchAll(new RegExp(blank, 'g'))].map(({ index }) => ({ row, column: index })),
  );
  const isAfter = (place: { row: number; column: number }): boolean =>
    place.row > editor.row || (place.row === editor.row && place.column > editor.column);
  const isBefore = (place: { row: number; column: number }): boolean =>
    place.row < editor.row || (place.row === editor.row && place.column < editor.column);
  const found = direction === 1 ? (places.find(isAfter) ?? places[0]) : (places.findLast(isBefore) ?? places.at(-1));
  return found === undefined ? undefined : moved(editor, found.row, found.column);
}

const pairs: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** The bracket at or before the cursor and its partner on the same line, as columns; undefined where there is none. */
export function bracketsAt({ lines, row, column }: Text): readonly [number, number | undefined] | undefined {
  const line = lines[row] ?? '';
  const at = [column, column - 1].find((place) => /[()[\]{}]/.test(line[place] ?? ''));
  if (at === undefined) return undefined;
  const own = line[at] as string;
  const opens = own in pairs;
  const step = opens ? 1 : -1;
  let depth = 0;
  for (let i = at; i >= 0 && i < line.length; i += step) {
    const character = line[i] as string;
    if (/[([{]/.test(character)) depth += step;
    else if (/[)\]}]/.test(character)) depth -= step;
    if (depth === 0) {
      const [open, close] = opens ? [own, character] : [character, own];
      return [at, pairs[open] === close ? i : undefined];
    }
  }
  return [at, undefined];
}
