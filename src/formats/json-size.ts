const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const BRACKET = 0x5b;
const BRACE = 0x7b;

/** What is in a text of JSON, counted before it is parsed: what JSON.parse makes of it takes many times its room. */
export interface JsonSize {
  /** Values, but for the first in each list or object. */
  readonly commas: number;
  /** Lists and objects. */
  readonly brackets: number;
}

/** @param bytes a text in UTF-8, of JSON or not. */
export function jsonSize(bytes: Uint8Array): JsonSize {
  let commas = 0;
  let brackets = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) inText = !inText;
    else if (inText) at += byte === BACKSLASH ? 1 : 0;
    else if (byte === COMMA) commas++;
    else if (byte === BRACKET || byte === BRACE) brackets++;
  }
  return { commas, brackets };
}
