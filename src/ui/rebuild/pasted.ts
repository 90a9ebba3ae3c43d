/* The text that an editor takes from the keyboard or the clipboard: lines that a terminal can show, with the indentation of their place. */
import { shownLine } from '../text/python.ts';

/**
 * The lines of a typed or pasted text. Tabs become spaces; control characters and invisible ones are removed. Pages of the web indent
 * with spaces that do not break, which Python does not read.
 */
export function typable(text: string): readonly string[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => shownLine(line.replace(/\u00a0/g, ' ').replace(/[\u200b\u2060]/g, '')));
}

/** A line that opens a block: a colon is the last character of its code. */
export const OPENS_BLOCK = /^[^#]*:\s*(?:#.*)?$/;

const indentOf = (line: string): number => line.length - line.trimStart().length;

/**
 * Pasted lines, moved as one block so that the least indented one is at a column where the cursor is: the first line comes without its
 * indentation. A selection that begins in the middle of a line has a first line without any; it then belongs to the least indented of
 * the others.
 */
export function indentedFor(lines: readonly string[], column: number): readonly string[] {
  const [first = '', ...rest] = lines;
  const others = rest.filter((line) => line.trim() !== '').map(indentOf);
  const isCut = others.length > 0 && indentOf(first) === 0 && !OPENS_BLOCK.test(first);
  const base = Math.min(...others, ...(isCut ? [] : [indentOf(first)]));
  const shifted = (line: string): string => ' '.repeat(Math.max(0, indentOf(line) - base + column)) + line.trimStart();
  const own = isCut ? first : shifted(first).slice(column);
  return [
    own,
    ...rest.map((line, i) => {
      if (line.trim() !== '') return shifted(line);
      // After a last line break the cursor is where the next line begins.
      return i === rest.length - 1 ? ' '.repeat(column) : '';
    }),
  ];
}
