import { adviceOnValue, aValue, foundAt, JsonFault, namedCharacter, wordAt } from './json-fault.ts';

const WORD = /(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null)(?![^\s,:[\]{}"])/y;
const ORDINARY = /[^"\\\u0000-\u001f]*/y;
const UNICODE_ESCAPE = /u[0-9a-fA-F]{4}/y;

/** The offset of the next character that is not white space to JSON, which knows four of them. */
export function skipSpace(text: string, offset: number): number {
  let at = offset;
  for (let code = text.charCodeAt(at); code === 0x20 || (code >= 0x09 && code <= 0x0d); code = text.charCodeAt(++at)) {
    if (code === 0x0b || code === 0x0c) break;
  }
  return at;
}

/** Where the text in quotes that begins at an offset ends: after its closing quote. */
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

/** Where in a JSON text a place in a string of it is: so many UTF-16 units into what the quotes at `start` hold. */
export function offsetInString(text: string, start: number, units: number): number {
  let at = start + 1;
  for (let k = 0; k < units; k++) at += text[at] !== '\\' ? 1 : text[at + 1] === 'u' ? 6 : 2;
  return at;
}

/** Where the number, true, false or null that begins at an offset ends. */
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

/** Where an escape ends, given the offset after its backslash. */
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
