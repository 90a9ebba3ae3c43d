/* JSON beyond `JSON.parse`: exact numbers, objects with repeated keys, and the size of a text before it is parsed. */

export type JsonObject = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of a text; undefined when it is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The key of an object `{"$number": "NaN"}`, which is written for a number that JSON lacks. */
const NUMBER = '$number';

const notInJson: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['-0', -0],
]);

/** Writes JSON from which `parseExactJson` reads every number bit for bit, also those that JSON lacks. */
export function exactJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== 'number') return part;
    const name = [...notInJson].find(([, number]) => Object.is(number, part))?.[0];
    return name === undefined ? part : { [NUMBER]: name };
  });
}

/** @throws SyntaxError as `JSON.parse` does. */
export function parseExactJson(text: string): unknown {
  return JSON.parse(text, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null || !(NUMBER in part)) return part;
    return notInJson.get(String(part[NUMBER])) ?? part;
  });
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const BRACKET = 0x5b;
const BRACE = 0x7b;

/** Counts of a JSON text before it is parsed: its values need many times the memory of the text. */
export interface JsonSize {
  /** Commas outside of strings: one less than values in each list or object. */
  readonly commas: number;
  /** Lists and objects. */
  readonly brackets: number;
}

/** @param bytes a text in UTF-8, JSON or not. */
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

/**
 * A key that occurs twice in the object of a text, or in an object directly inside it. JSON.parse silently keeps the last one,
 * and the numbers of the first would be lost.
 * @param text one that JSON.parse accepts.
 */
export function repeatedName(text: string): string | undefined {
  const keys = [new Set<string>(), new Set<string>()];
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '{':
        depth++;
        keys[depth - 1]?.clear();
        break;
      case '[':
        depth++;
        break;
      case '}':
      case ']':
        depth--;
        break;
      case '"': {
        const end = endOfString(text, at);
        const own = keys[depth - 1];
        if (own !== undefined && isKey(text, end)) {
          const key = String(JSON.parse(text.slice(at, end)));
          if (own.has(key)) return key;
          own.add(key);
        }
        at = end - 1;
        break;
      }
    }
  }
  return undefined;
}

/** The offset after the closing quote of a string. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at + 1;
}

function isKey(text: string, end: number): boolean {
  let at = end;
  while (/\s/.test(text.charAt(at))) at++;
  return text.charCodeAt(at) === COLON;
}
