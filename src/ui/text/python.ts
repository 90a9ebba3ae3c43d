/*
 * The text of a Python file for the screen: safe lines, and the kinds of their parts. Only colours depend on the kinds, so a rough
 * reading is enough: it knows strings, comments, numbers and keywords, and nothing of Python's grammar.
 */

export type Kind = 'keyword' | 'string' | 'comment' | 'number' | 'plain';

export interface Piece {
  readonly text: string;
  readonly kind: Kind;
}

export interface PythonText {
  /** Without control characters; tabs are spaces. */
  readonly lines: readonly string[];
  /** The parts of a line, from 0. */
  piecesOf(line: number): readonly Piece[];
}

const TAB = 4;
const MOST_COLUMNS = 2000;
const hidden =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

/** A line that a terminal can show: tabs are spaces up to the next stop, and control characters are gone. */
export function shownLine(line: string): string {
  if (/^[\x20-\x7e]*$/.test(line)) return line;
  let column = 0;
  const expanded = line.replace(/\t|[^\t]+/g, (part) => {
    const text = part === '\t' ? ' '.repeat(TAB - (column % TAB)) : part.replace(hidden, '');
    column += text.length;
    return text;
  });
  return expanded;
}

/** `, 4 spaces` for a sentence about a line: Python reads the spaces before it. Empty without any. */
export function spacesSaid(line: string): string {
  const spaces = line.length - line.trimStart().length;
  return spaces === 0 ? '' : `, ${spaces} space${spaces === 1 ? '' : 's'}`;
}

const keywords = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if import in is
  lambda nonlocal not or pass raise return try while with yield`.split(/\s+/),
);
/** Keywords of Python 2 alone. */
const keywords2 = new Set(['print', 'exec']);

const token =
  /#.*|[rRbBuUfF]{0,2}("""|''')|[rRbBuUfF]{0,2}"(?:\\.|[^"\\])*"?|[rRbBuUfF]{0,2}'(?:\\.|[^'\\])*'?|0[xXbBoO][\da-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?[jJlL]?|[\p{L}_][\p{L}\p{N}_]*|[\s\S]/uy;

/** The quotes that a string of several lines ends with; undefined outside of one. */
type Open = '"""' | "'''" | undefined;

let known: { readonly text: string; readonly version: 2 | 3; readonly python: PythonText } | undefined;

/** Reads a text; the same object for the same text. Long ones are split once, and their lines are read when they are shown. */
export function pythonText(text: string, version: 2 | 3): PythonText {
  if (known?.text === text && known.version === version) return known.python;
  const lines = text.split(/\r\n|\r|\n/).map(shownLine);
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  let begins: readonly Open[] | undefined;
  const python: PythonText = {
    lines,
    piecesOf(line) {
      begins ??= beginsOf(lines, version);
      // A terminal shows the beginning of a very long line.
      return read((lines[line] ?? '').slice(0, MOST_COLUMNS), begins[line], version).pieces;
    },
  };
  known = { text, version, python };
  return python;
}

/** The string that is open at the beginning of each line. */
function beginsOf(lines: readonly string[], version: 2 | 3): readonly Open[] {
  let open: Open;
  return lines.map((line) => {
    const begin = open;
    if (line.includes('"""') || line.includes("'''")) open = read(line, open, version).open;
    return begin;
  });
}

function read(line: string, begin: Open, version: 2 | 3): { readonly pieces: readonly Piece[]; readonly open: Open } {
  const pieces: Piece[] = [];
  let at = 0;
  let open = begin;
  const add = (end: number, kind: Kind): void => {
    const text = line.slice(at, end);
    const last = pieces.at(-1);
    if (last?.kind === kind) pieces[pieces.length - 1] = { text: last.text + text, kind };
    else if (text !== '') pieces.push({ text, kind });
    at = end;
  };
  while (at < line.length) {
    if (open !== undefined) {
      const end = line.indexOf(open, at);
      add(end === -1 ? line.length : end + 3, 'string');
      if (end !== -1) open = undefined;
      continue;
    }
    token.lastIndex = at;
    const [text = '', quotes] = token.exec(line) ?? [line.slice(at, at + 1)];
    if (quotes !== undefined) open = quotes as Open;
    add(at + text.length, quotes === undefined ? kindOf(text, version) : 'string');
  }
  return { pieces, open };
}

function kindOf(text: string, version: 2 | 3): Kind {
  if (text.startsWith('#')) return 'comment';
  if (/["']/.test(text)) return 'string';
  if (/^\.?\d/.test(text)) return 'number';
  return keywords.has(text) || (version === 2 && keywords2.has(text)) ? 'keyword' : 'plain';
}
