import { shortened } from '../../language/wording.ts';
import type { Complaint } from '../fault.ts';

/*
 * The tokens of a JSON text: where each one ends, and what is wrong with one that is not JSON.
 */

/** The first place where a text is not JSON. */
export class JsonFault extends Error {
  readonly offset: number;
  readonly complaint: Complaint;

  constructor(offset: number, complaint: Complaint) {
    super(complaint.expected);
    this.offset = offset;
    this.complaint = complaint;
  }
}

const WORD = /(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null)(?![^\s,:[\]{}"])/y;
const ORDINARY = /[^"\\\u0000-\u001f]*/y;
const UNICODE_ESCAPE = /u[0-9a-fA-F]{4}/y;

/** The offset of the next character that is not one of JSON's four white spaces. */
export function skipSpace(text: string, offset: number): number {
  let at = offset;
  for (let code = text.charCodeAt(at); code === 0x20 || (code >= 0x09 && code <= 0x0d); code = text.charCodeAt(++at)) {
    if (code === 0x0b || code === 0x0c) break;
  }
  return at;
}

/** The offset after the closing quote of a string. */
export function endOfString(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    ORDINARY.lastIndex = at;
    ORDINARY.test(text);
    at = ORDINARY.lastIndex;
    const character = text.charAt(at);
    if (character === '"') return at + 1;
    if (character !== '\\') throw unclosed(text, at);
    at = endOfEscape(text, at + 1);
  }
}

/**
 * The offset in a JSON text of a character of one of its strings.
 * @param start the opening quote.
 * @param units UTF-16 units of the decoded string before the character.
 */
export function offsetInString(text: string, start: number, units: number): number {
  let at = start + 1;
  for (let k = 0; k < units; k++) at += text[at] !== '\\' ? 1 : text[at + 1] === 'u' ? 6 : 2;
  return at;
}

/** The offset after a number, true, false or null. */
export function endOfWord(text: string, start: number): number {
  WORD.lastIndex = start;
  if (WORD.test(text)) return WORD.lastIndex;
  const word = wordAt(text, start);
  const expected = /^[+-]?\.?\d/.test(word) ? 'a number as JSON writes it, such as 1, -0.5 or 1e-3' : aValue;
  throw new JsonFault(start, { expected, found: foundAt(text, start), advice: adviceOnValue(word) });
}

function unclosed(text: string, at: number): JsonFault {
  const expected = 'a closing "';
  if (at >= text.length) return new JsonFault(at, { expected, found: 'the end of the file' });
  const character = text.charAt(at);
  if (character === '\n' || character === '\r') return new JsonFault(at, { expected, found: 'the end of the line' });
  const written = character === '\t' ? '\\t' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return new JsonFault(at, {
    expected: 'no control character inside a text',
    found: namedCharacter(character),
    advice: `write it as ${written}`,
  });
}

/**
 * The offset after an escape sequence.
 * @param at the offset after its backslash.
 */
function endOfEscape(text: string, at: number): number {
  const character = text.charAt(at);
  if (character !== '' && '"\\/bfnrt'.includes(character)) return at + 1;
  if (character !== 'u') {
    throw new JsonFault(at, {
      expected: 'one of " \\ / b f n r t u after a backslash',
      found: foundAt(text.slice(0, at + 1), at),
      advice: 'a backslash itself is written \\\\',
    });
  }
  UNICODE_ESCAPE.lastIndex = at;
  if (UNICODE_ESCAPE.test(text)) return UNICODE_ESCAPE.lastIndex;
  throw new JsonFault(at + 1, { expected: 'four hexadecimal digits after \\u', found: foundAt(text, at + 1) });
}

/** Any value, as a message has it after `expected`. */
export const aValue = 'a number, "text", true, false, [ or {';

/** The characters at an offset, as a message has them after `found`. */
export function foundAt(text: string, offset: number): string {
  if (offset >= text.length) return 'the end of the file';
  const character = String.fromCodePoint(text.codePointAt(offset) as number);
  // Invisible characters are named, among them spaces that JSON does not allow.
  if (/[\p{C}\p{Z}]/u.test(character)) return namedCharacter(character);
  if (character === '"') return quotedAt(text, offset);
  return `\`${wordAt(text, offset) || character}\``;
}

/** `the character U+00A0` */
function namedCharacter(character: string): string {
  const digits = (character.codePointAt(0) as number).toString(16).toUpperCase();
  return `the character U+${digits.padStart(4, '0')}`;
}

/** The characters up to the next JSON punctuation, shortened. */
export function wordAt(text: string, offset: number): string {
  return shortened(/^[^\s,:[\]{}"]*/.exec(text.slice(offset, offset + 100))?.[0] ?? '', 40);
}

function quotedAt(text: string, offset: number): string {
  const inside = /^[^"\\\p{C}]*/u.exec(text.slice(offset + 1, offset + 101))?.[0] ?? '';
  const short = shortened(inside, 40);
  return text[offset + 1 + inside.length] === '"' || short !== inside ? `"${short}"` : `"${short}…`;
}

/** Advice on the most common mistakes in JSON. */
export function adviceOn(word: string): string | undefined {
  if (/\/[/*]|^#/.test(word)) return 'JSON has no comments';
  if (/^['‘’“”`]/.test(word)) return 'text goes in straight double quotes, "like this"';
  // UTF-16: every second character is 0.
  return word.startsWith('\0') ? 'save the file as UTF-8' : undefined;
}

/** Advice on a word where a value is expected. */
function adviceOnValue(word: string): string | undefined {
  if (/^[+-]?(?:nan|inf|infinity)$/i.test(word)) return 'JSON has finite numbers only';
  if (/^(?:true|false)$/i.test(word)) return `did you mean ${word.toLowerCase()}?`;
  const meant = /^[+-]?\.?\d/.test(word) ? Number(word.replaceAll('_', '')) : Number.NaN;
  return Number.isFinite(meant) ? `did you mean ${meant}?` : adviceOn(word);
}
