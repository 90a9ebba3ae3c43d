import { limits } from '../limits.ts';
import { type Path, positionsOf } from './position.ts';
import { adviceOn, aValue, endOfString, endOfWord, foundAt, JsonFault, skipSpace, wordAt } from './token.ts';

/** Receives the places of keys and values. A path is valid only during the call: the scanner reuses it. */
export interface JsonVisitor {
  /** A key, at its opening quote. The path ends with it. */
  key?(path: Path, offset: number): void;
  /** A value, at its first character. */
  value?(path: Path, offset: number): void;
}

/**
 * Visits all keys and values of a JSON text. It throws a JsonFault at the first character that is not JSON, so it returns exactly
 * for the texts that JSON.parse accepts and that nest no deeper than `limits.nesting`.
 *
 * JSON.parse does not say where it stopped, and a tree with offsets takes many times the memory of the file. The scanner keeps
 * only the path.
 */
export function scanJson(text: string, visitor: JsonVisitor): void {
  new JsonScanner(text, visitor).scan();
}

/** The token that comes next. After `first value` and `first key` the closing bracket may come instead. */
type Next = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'comma';

const isValue = (next: Next): boolean => next === 'value' || next === 'first value';
const isKey = (next: Next): boolean => next === 'key' || next === 'first key';

class JsonScanner {
  readonly #text: string;
  readonly #visitor: JsonVisitor;
  readonly #path: (string | number)[] = [];
  /** Offsets of the open brackets. */
  readonly #open: number[] = [];
  /** The bracket that closes the innermost open one; empty outside of all brackets. */
  #closing = '';
  #next: Next = 'value';
  #offset = 0;

  constructor(text: string, visitor: JsonVisitor) {
    this.#text = text;
    this.#visitor = visitor;
  }

  scan(): void {
    this.#go(0);
    while (this.#offset < this.#text.length || this.#closing !== '' || this.#next === 'value') this.#step();
  }

  #step(): void {
    const character = this.#text.charAt(this.#offset);
    const next = this.#next;
    if (character === '') throw unexpected(this.#text, this.#offset, next, this.#open.at(-1));
    const mayClose = next === 'comma' || next === 'first value' || next === 'first key';
    if (mayClose && character === this.#closing) this.#leave();
    else if (isValue(next) && !',:]}'.includes(character)) this.#value(character);
    else if (isKey(next) && character === '"') this.#key();
    else if (next === 'colon' && character === ':') this.#expect('value', this.#offset + 1);
    else if (next === 'comma' && character === ',' && this.#closing !== '') {
      this.#expect(this.#closing === ']' ? 'value' : 'key', this.#offset + 1);
    } else throw unexpected(this.#text, this.#offset, next, this.#open.at(-1));
  }

  #value(character: string): void {
    const last = this.#path.length - 1;
    const index = this.#path[last];
    if (typeof index === 'number') this.#path[last] = index + 1;
    this.#visitor.value?.(this.#path, this.#offset);
    if (character === '[' || character === '{') this.#enter(character);
    else if (character === '"') this.#expect('comma', endOfString(this.#text, this.#offset));
    else this.#expect('comma', endOfWord(this.#text, this.#offset));
  }

  #key(): void {
    const end = endOfString(this.#text, this.#offset);
    const key = this.#text.slice(this.#offset + 1, end - 1);
    this.#path[this.#path.length - 1] = key.includes('\\') ? (JSON.parse(`"${key}"`) as string) : key;
    this.#visitor.key?.(this.#path, this.#offset);
    this.#expect('colon', end);
  }

  #enter(bracket: '[' | '{'): void {
    if (this.#open.length === limits.nesting) {
      const expected = `at most ${limits.nesting} brackets inside each other`;
      throw new JsonFault(this.#offset, { expected, found: 'one more' });
    }
    this.#open.push(this.#offset);
    // The first value adds 1, and the first key replaces the step, before the visitor sees it.
    this.#path.push(bracket === '[' ? -1 : '');
    this.#closing = bracket === '[' ? ']' : '}';
    this.#expect(bracket === '[' ? 'first value' : 'first key', this.#offset + 1);
  }

  #leave(): void {
    this.#open.pop();
    this.#path.pop();
    const outer = this.#open.at(-1);
    this.#closing = outer === undefined ? '' : this.#text[outer] === '[' ? ']' : '}';
    this.#expect('comma', this.#offset + 1);
  }

  #expect(next: Next, offset: number): void {
    this.#next = next;
    this.#go(offset);
  }

  #go(offset: number): void {
    this.#offset = skipSpace(this.#text, offset);
  }
}

/** @param open the offset of the innermost open bracket. */
function unexpected(text: string, offset: number, next: Next, open: number | undefined): JsonFault {
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
  // The missing bracket may belong far above. The place of the open one shows where to look.
  if (open !== undefined && (character === '' || character === ':' || closes)) {
    const [position] = positionsOf(text, [open]);
    return `the ${text[open]} of line ${position?.line}, column ${position?.column} is still open`;
  }
  return adviceOn(word);
}
