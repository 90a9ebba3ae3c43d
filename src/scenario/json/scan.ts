import { limits } from '../limits.ts';
import { JsonFault } from './json-fault.ts';
import type { Path } from './path.ts';
import { endOfString, endOfWord, skipSpace } from './token.ts';
import { isKey, isValue, type Next, unexpected } from './unexpected.ts';

/** Is told where things stand. The paths are the scanner's own and change as it goes on. */
export interface JsonVisitor {
  /** A key, at its opening quote; the path ends with it. */
  key?(path: Path, offset: number): void;
  /** A value, at its first character. */
  value?(path: Path, offset: number): void;
}

/**
 * Goes through a JSON text from its first character to its last and throws a JsonFault at the first that does not
 * belong there; it ends without one exactly for texts that JSON.parse accepts and that nest no deeper than
 * `limits.nesting`. JSON.parse does not say where it stopped, and a tree with offsets takes many times the memory of
 * the file; this keeps nothing but the path.
 */
export function scanJson(text: string, visitor: JsonVisitor): void {
  new JsonScanner(text, visitor).scan();
}

class JsonScanner {
  readonly #text: string;
  readonly #visitor: JsonVisitor;
  readonly #path: (string | number)[] = [];
  /** Offsets of the brackets that are open. */
  readonly #open: number[] = [];
  /** The bracket that closes the innermost of them; empty outside of all. */
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
    // Counted up, or replaced by a key, before anything is told of it.
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
