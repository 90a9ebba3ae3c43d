import { fault } from './fault.ts';
import type { SyntaxFault } from './tree.ts';

/*
 * Source text → tokens, as Python's own tokenizer: newlines and indentation are tokens, except inside of brackets. One pass serves
 * both versions of Python; what only one of them allows is decided by the parser.
 */

type TokenKind = 'name' | 'number' | 'string' | 'operator' | 'newline' | 'indent' | 'dedent' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** The text; of names in Unicode's normal form NFKC. Empty for newlines, indents, dedents and the end. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** From 1. */
  readonly line: number;
  /** The number of brackets around it; an opening bracket is inside of itself. */
  readonly level: number;
}

export interface Tokens {
  /** Ends with an `end` token, also after a fault. */
  readonly list: readonly Token[];
  /** The first fault. Python reports it before any other fault of the file. */
  readonly fault: SyntaxFault | undefined;
  /** The first line whose indentation depends on the width of a tab. Python 2 accepts it. */
  readonly tabFault: SyntaxFault | undefined;
  /** The innermost bracket that is open at the end. */
  readonly unclosed: Token | undefined;
}

/** Python's own bounds. */
const MAX_BRACKETS = 200;
const MAX_INDENTS = 100;

const NAME = /[\p{XID_Start}_][\p{XID_Continue}]*/uy;
const NUMBER =
  /0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?/y;
const STRING_START = /([rR][bBfF]?|[bBfF][rR]?|[uU][rR]?|)('''|"""|'|")/y;
const OPERATOR =
  /\*\*=|\/\/=|>>=|<<=|\.\.\.|->|:=|\*\*|\/\/|>>|<<|<=|>=|==|!=|<>|[-+*/%@&|^=<>]=|[-+*/%@&|^=<>~()[\]{},:.;`]/y;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
/** Words that may follow a number without a space, as in `1if x else 2`. */
const AFTER_NUMBER = /(?:and|else|for|if|in|is|not|or)(?![\p{XID_Continue}])/uy;

class Stop extends Error {
  readonly fault: SyntaxFault;
  constructor(found: SyntaxFault) {
    super(found.message);
    this.fault = found;
  }
}

export function tokenize(source: string): Tokens {
  const tokens: Token[] = [];
  const brackets: Token[] = [];
  let tabFault: SyntaxFault | undefined;
  let found: SyntaxFault | undefined;
  let at = 0;
  let line = 1;

  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(source);
  };
  const stop = (message: string, from: number, to: number, type?: SyntaxFault['type']): never => {
    throw new Stop(fault(message, from, to, type));
  };
  const push = (kind: TokenKind, text: string, from: number, to: number, own = line): void => {
    tokens.push({ kind, text, from, to, line: own, level: brackets.length });
  };

  /** Widths of the open blocks, with tabs to multiples of 8 and with tabs as one column. */
  const indents: number[] = [0];
  const narrow: number[] = [0];

  /** Reads the indentation of a line; false for a blank line. */
  const readIndent = (): boolean => {
    const start = at;
    let wide = 0;
    let thin = 0;
    for (; at < source.length; at++) {
      const c = source[at];
      if (c === ' ') {
        wide++;
        thin++;
      } else if (c === '\t') {
        wide = (Math.floor(wide / 8) + 1) * 8;
        thin++;
      } else if (c === '\f') {
        wide = 0;
        thin = 0;
      } else if (c === '\\' && source[at + 1] === '\n') {
        // A backslash joins the next line; its indentation counts from here.
        at++;
        line++;
      } else break;
    }
    const c = source[at];
    if (c === undefined || c === '\n' || c === '#') return false;
    const inconsistent = (): void => {
      tabFault ??= fault('inconsistent use of tabs and spaces in indentation', start, at, 'TabError');
    };
    const top = indents.at(-1)!;
    if (wide === top) {
      if (thin !== narrow.at(-1)) inconsistent();
    } else if (wide > top) {
      if (indents.length >= MAX_INDENTS) stop('too many levels of indentation', start, at, 'IndentationError');
      if (thin <= narrow.at(-1)!) inconsistent();
      indents.push(wide);
      narrow.push(thin);
      push('indent', '', start, at);
    } else {
      while (wide < indents.at(-1)!) {
        indents.pop();
        narrow.pop();
        push('dedent', '', at, at);
      }
      if (wide !== indents.at(-1)) {
        stop('unindent does not match any outer indentation level', start, endOfLine(), 'IndentationError');
      }
      if (thin !== narrow.at(-1)) inconsistent();
    }
    return true;
  };
  const endOfLine = (): number => {
    const end = source.indexOf('\n', at);
    return end < 0 ? source.length : end;
  };

  const readString = (prefix: string, quote: string): void => {
    const start = at;
    const startLine = line;
    const raw = at + prefix.length + quote.length;
    const lineEnd = quote.length === 1;
    for (at = raw; ; at++) {
      const c = source[at];
      if (c === undefined || (lineEnd && c === '\n')) {
        if (lineEnd) stop(`unterminated string literal (detected at line ${line})`, start, start + prefix.length + 1);
        const last = source.endsWith('\n') ? line - 1 : line;
        stop(
          `unterminated triple-quoted string literal (detected at line ${Math.max(last, startLine)})`,
          start,
          start + prefix.length + 3,
        );
      }
      if (c === '\\') {
        at++;
        if (source[at] === '\n') line++;
        if (at >= source.length) at--;
      } else if (c === '\n') line++;
      else if (c === quote[0] && source.startsWith(quote, at)) break;
    }
    at += quote.length;
    push('string', source.slice(start, at), start, at, startLine);
  };

  const readNumber = (text: string): void => {
    const start = at;
    at += text.length;
    const leadingZero = /^0[\d_]*[1-9]/.test(text) && /^[\d_]+$/.test(text);
    const radix = /^0([xXoObB])/.exec(text + (source[at] ?? ''))?.[1]?.toLowerCase();
    const next = source[at] ?? '';
    const word = radix === 'x' ? 'hexadecimal' : radix === 'o' ? 'octal' : radix === 'b' ? 'binary' : 'decimal';
    if (radix !== undefined && text === '0') {
      const digit = source[at + 1] ?? '';
      if (/\d/.test(digit)) stop(`invalid digit '${digit}' in ${word} literal`, at + 1, at + 2);
      stop(`invalid ${word} literal`, start, at + 1);
    }
    if (radix !== undefined && /\d/.test(next)) stop(`invalid digit '${next}' in ${word} literal`, at, at + 1);
    if (/[jJ]/.test(next) && radix === undefined) stop('complex numbers are not supported here', start, at + 1);
    // Python 2's long integers.
    if (/[lL]/.test(next) && /^(\d+|0[xX][\da-fA-F]+)$/.test(text)) at++;
    else if (/[\p{XID_Start}_]/u.test(next) && match(AFTER_NUMBER) === null) {
      stop(`invalid ${word} literal`, Math.max(start, at - 1), at);
    } else if (leadingZero && /[.eE]/.test(next)) stop('invalid decimal literal', start, at);
    push('number', source.slice(start, at), start, at);
  };

  const readToken = (): void => {
    const c = source[at]!;
    if (c === '\n') {
      if (brackets.length === 0) push('newline', '', at, at + 1);
      at++;
      line++;
      if (brackets.length === 0) atLineStart = true;
      return;
    }
    if (c === ' ' || c === '\t' || c === '\f') {
      at++;
      return;
    }
    if (c === '#') {
      at = endOfLine();
      return;
    }
    if (c === '\\') {
      if (source[at + 1] === undefined || (source[at + 1] === '\n' && at + 2 >= source.length)) {
        stop('unexpected EOF while parsing', at, at + 1);
      }
      if (source[at + 1] !== '\n') {
        stop('unexpected character after line continuation character', at + 1, at + 2);
      }
      at += 2;
      line++;
      return;
    }
    const string = match(STRING_START);
    if (string !== null) {
      readString(string[1]!, string[2]!);
      return;
    }
    const name = match(NAME);
    if (name !== null) {
      push('name', name[0].normalize('NFKC'), at, at + name[0].length);
      at += name[0].length;
      return;
    }
    if ((c >= '0' && c <= '9') || (c === '.' && /\d/.test(source[at + 1] ?? ''))) {
      readNumber(match(NUMBER)![0]);
      return;
    }
    const operator = match(OPERATOR);
    if (operator !== null) {
      readOperator(operator[0]);
      return;
    }
    const character = String.fromCodePoint(source.codePointAt(at)!);
    const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    if (character.charCodeAt(0) < 128 && character >= ' ') {
      // `$`, `?` and `!`: no token of Python begins with them.
      push('operator', character, at, at + 1);
      at++;
    } else if (/[\p{C}\p{Z}]/u.test(character)) {
      stop(`invalid non-printable character U+${code}`, at, at + character.length);
    } else stop(`invalid character '${character}' (U+${code})`, at, at + character.length);
  };

  const readOperator = (text: string): void => {
    const from = at;
    at += text.length;
    if (text in CLOSING && text.length === 1) {
      if (brackets.length >= MAX_BRACKETS) stop('too many nested parentheses', from, at);
      const token: Token = { kind: 'operator', text, from, to: at, line, level: brackets.length + 1 };
      brackets.push(token);
      tokens.push(token);
      return;
    }
    if (text === ')' || text === ']' || text === '}') {
      const open = brackets.at(-1);
      if (open === undefined) stop(`unmatched '${text}'`, from, at);
      else if (CLOSING[open.text] !== text) {
        const where = open.line === line ? '' : ` on line ${open.line}`;
        stop(`closing parenthesis '${text}' does not match opening parenthesis '${open.text}'${where}`, from, at);
      }
      brackets.pop();
    }
    push('operator', text, from, at);
  };

  let atLineStart = true;
  try {
    while (at < source.length) {
      if (atLineStart) {
        atLineStart = false;
        if (!readIndent()) {
          at = endOfLine();
          if (at < source.length) at++;
          line++;
          atLineStart = true;
          continue;
        }
      }
      readToken();
    }
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    found = error.fault;
  }
  const last = tokens.at(-1);
  if (last !== undefined && last.kind !== 'newline' && last.kind !== 'dedent' && last.kind !== 'indent') {
    if (found === undefined && brackets.length === 0) push('newline', '', source.length, source.length);
  }
  if (found === undefined && brackets.length === 0)
    for (let i = 1; i < indents.length; i++) push('dedent', '', source.length, source.length);
  push('end', '', source.length, source.length);
  return { list: tokens, fault: found, tabFault, unclosed: found === undefined ? brackets.at(-1) : undefined };
}
