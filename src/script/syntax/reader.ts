import { refuse, SyntaxFaultError } from './fault.ts';
import type { Token } from './tokens.ts';
import type { PythonVersion } from './tree.ts';

const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if import in ' +
    'is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

/** Deeper nesting is refused: the parser and the compiler use one JavaScript frame or more a level. */
export const MAX_DEPTH = 1000;

/** A position in the tokens of a file. */
export class Reader {
  readonly source: string;
  readonly version: PythonVersion;
  /** False after `from __future__ import print_function`. */
  printStatement: boolean;
  token: Token;
  private tokens: readonly Token[];
  private index = 0;
  private depth = 0;
  /** True inside of `attempt`: guesses at the cause of a fault are left out. */
  guessing = false;

  constructor(source: string, tokens: readonly Token[], version: PythonVersion, printStatement: boolean) {
    this.source = source;
    this.tokens = tokens;
    this.version = version;
    this.printStatement = printStatement;
    this.token = tokens[0]!;
  }

  get position(): number {
    return this.index;
  }
  seek(position: number): void {
    this.index = position;
    this.token = this.tokens[position]!;
  }
  /** The token after the current one. */
  get following(): Token {
    return this.tokens[this.index + 1] ?? this.token;
  }
  get previous(): Token {
    return this.tokens[this.index - 1] ?? this.token;
  }
  /** The end of the token before the current one. */
  get end(): number {
    return this.previous.to;
  }

  advance(): Token {
    const { token } = this;
    if (token.kind !== 'end') this.token = this.tokens[++this.index]!;
    return token;
  }

  is(kind: Token['kind']): boolean {
    return this.token.kind === kind;
  }
  /** True when the current token is this operator or keyword. */
  at(text: string): boolean {
    return this.token.text === text && (this.token.kind === 'operator' || this.token.kind === 'name');
  }
  accept(text: string): boolean {
    if (!this.at(text)) return false;
    this.advance();
    return true;
  }
  expect(text: string): Token {
    if (!this.at(text)) this.fail();
    return this.advance();
  }
  /** As `expect`; the message names the token. */
  force(text: string): Token {
    if (!this.at(text)) refuse(`expected '${text}'`, this.token.from, this.token.to);
    return this.advance();
  }

  isKeyword(token = this.token): boolean {
    if (token.kind !== 'name') return false;
    if (KEYWORDS.has(token.text)) return this.version === 3 || !/^(?:async|await|nonlocal)$/.test(token.text);
    return this.version === 2 && (token.text === 'exec' || (token.text === 'print' && this.printStatement));
  }
  get atName(): boolean {
    return this.token.kind === 'name' && !this.isKeyword();
  }
  name(): string {
    if (!this.atName) this.fail();
    return this.advance().text;
  }

  /** Python's message for a token that cannot follow. */
  fail(token = this.token): never {
    if (token.kind === 'indent') return refuse('unexpected indent', token.from, token.to, 'IndentationError');
    // Python has read one more token in search of `in`.
    const last = token.text === 'not' && token === this.token ? this.following : token;
    return refuse('invalid syntax', last.from, last.to);
  }

  /** Runs a part of the parser one level deeper. */
  deeper<T>(read: () => T): T {
    if (++this.depth > MAX_DEPTH) refuse('this line is nested too deeply', this.token.from, this.token.to);
    const result = read();
    this.depth--;
    return result;
  }

  /** The result of `read`, or undefined after a syntax fault, with the position as before. */
  attempt<T>(read: () => T): T | undefined {
    const { position, depth, guessing } = this;
    this.guessing = true;
    try {
      return read();
    } catch (error) {
      if (!(error instanceof SyntaxFaultError)) throw error;
      this.seek(position);
      this.depth = depth;
      return undefined;
    } finally {
      this.guessing = guessing;
    }
  }
}
