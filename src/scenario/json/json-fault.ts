import { shortened } from '../../language/wording.ts';
import type { Complaint } from '../fault.ts';

/** The first place where a text stops being JSON. */
export class JsonFault extends Error {
  readonly offset: number;
  readonly complaint: Complaint;

  constructor(offset: number, complaint: Complaint) {
    super(complaint.expected);
    this.offset = offset;
    this.complaint = complaint;
  }
}

/** What stands at an offset where it should not, to come after `found`. */
export function foundAt(text: string, offset: number): string {
  if (offset >= text.length) return 'the end of the file';
  const character = String.fromCodePoint(text.codePointAt(offset) as number);
  // What cannot be seen is named. This includes the spaces that only look like those that JSON allows.
  if (/[\p{C}\p{Z}]/u.test(character)) return namedCharacter(character);
  if (character === '"') return quotedAt(text, offset);
  return `\`${wordAt(text, offset) || character}\``;
}

/** `the character U+00A0` */
export function namedCharacter(character: string): string {
  const digits = (character.codePointAt(0) as number).toString(16).toUpperCase();
  return `the character U+${digits.padStart(4, '0')}`;
}

/** What may stand where a value should, to come after `expected`. */
export const aValue = 'a number, "text", true, false, [ or {';

/** A run of characters that no JSON punctuation interrupts, cut when it is long. */
export function wordAt(text: string, offset: number): string {
  return shortened(/^[^\s,:[\]{}"]*/.exec(text.slice(offset, offset + 100))?.[0] ?? '', 40);
}

function quotedAt(text: string, offset: number): string {
  const inside = /^[^"\\\p{C}]*/u.exec(text.slice(offset + 1, offset + 101))?.[0] ?? '';
  const short = shortened(inside, 40);
  return text[offset + 1 + inside.length] === '"' || short !== inside ? `"${short}"` : `"${short}…`;
}

/** A word on the commonest things that are written where JSON has no place for them. */
export function adviceOn(word: string): string | undefined {
  if (/\/[/*]|^#/.test(word)) return 'JSON has no comments';
  if (/^['‘’“”`]/.test(word)) return 'text goes in straight double quotes, "like this"';
  // Every second character of a text in UTF-16.
  return word.startsWith('\0') ? 'save the file as UTF-8' : undefined;
}

/** The same for a word where a value should be. */
export function adviceOnValue(word: string): string | undefined {
  if (/^[+-]?(?:nan|inf|infinity)$/i.test(word)) return 'JSON has finite numbers only';
  if (/^(?:true|false)$/i.test(word)) return `did you mean ${word.toLowerCase()}?`;
  const meant = /^[+-]?\.?\d/.test(word) ? Number(word.replaceAll('_', '')) : Number.NaN;
  return Number.isFinite(meant) ? `did you mean ${meant}?` : adviceOn(word);
}
