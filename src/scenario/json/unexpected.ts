import { adviceOn, aValue, foundAt, JsonFault, wordAt } from './json-fault.ts';
import { positionsOf } from './position.ts';

/** What has to come next in a JSON text. After a first value or key the closing bracket would do as well. */
export type Next = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'comma';

export function isValue(next: Next): boolean {
  return next === 'value' || next === 'first value';
}

export function isKey(next: Next): boolean {
  return next === 'key' || next === 'first key';
}

/** The fault of a text that does not go on as it has to; `open` is the offset of the innermost open bracket. */
export function unexpected(text: string, offset: number, next: Next, open: number | undefined): JsonFault {
  const expected = expectation(text, next, open);
  return new JsonFault(offset, { expected, found: foundAt(text, offset), advice: adviceAt(text, offset, next, open) });
}

function expectation(text: string, next: Next, open: number | undefined): string {
  if (isValue(next)) return aValue;
  if (isKey(next)) return 'a key in double quotes';
  if (next === 'colon') return 'a colon after the key';
  return open === undefined ? 'the end of the file' : `a comma or ${text[open] === '[' ? ']' : '}'}`;
}

function adviceAt(text: string, offset: number, next: Next, open: number | undefined): string | undefined {
  const character = text.charAt(offset);
  const closes = character === ']' || character === '}';
  if (closes && text.slice(0, offset).trimEnd().endsWith(',')) return 'remove the comma before it';
  const word = wordAt(text, offset);
  if (isKey(next) && /^'?[\p{L}_$][\p{L}\p{N}_$]*'?$/u.test(word)) return `did you mean "${word.replaceAll("'", '')}"?`;
  // What is missing here may be missing far above: the place of the bracket says where to look.
  if (open !== undefined && (character === '' || character === ':' || closes)) {
    const [position] = positionsOf(text, [open]);
    return `the ${text[open]} of line ${position?.line}, column ${position?.column} is still open`;
  }
  return adviceOn(word);
}
