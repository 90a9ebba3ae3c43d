import { refuse } from './fault.ts';
import type { Token } from './tokens.ts';
import type { Expression, FormattedField, PythonVersion } from './tree.ts';

/*
 * Numbers and strings: the text of tokens → their values.
 */

export function numberLiteral(token: Token, version: PythonVersion): Expression {
  const { from, to } = token;
  let text = token.text.replaceAll('_', '').toLowerCase();
  if (text.endsWith('l')) {
    if (version === 3) refuse('invalid decimal literal', from, to - 1);
    text = text.slice(0, -1);
  }
  if (/^0[0-9]+$/.test(text) && /[1-9]/.test(text)) {
    if (version === 3) {
      refuse(
        'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers',
        from,
        to,
      );
    }
    if (/[89]/.test(text)) refuse('invalid token', from, to);
    return { kind: 'integer', value: Number.parseInt(text, 8), from, to };
  }
  if (/^0[xob]/.test(text) || /^\d+$/.test(text)) return { kind: 'integer', value: Number(text), from, to };
  return { kind: 'float', value: Number(text), from, to };
}

/** Parses the expression of a field of an f-string; the places of its nodes are those of `source`. */
type ParseField = (from: number, to: number) => Expression;

/** Adjacent string tokens, which are one string. */
export function stringLiteral(tokens: readonly Token[], version: PythonVersion, parseField: ParseField): Expression {
  const { from } = tokens[0]!;
  const { to } = tokens.at(-1)!;
  const parts: (string | FormattedField)[] = [];
  let formatted = false;
  let bytes: boolean | undefined;
  for (const token of tokens) {
    const prefix = /^[a-zA-Z]*/.exec(token.text)![0].toLowerCase();
    const quote = /^(?:'''|"""|'|")/.exec(token.text.slice(prefix.length))![0].length;
    const start = token.from + prefix.length + quote;
    const content = token.text.slice(prefix.length + quote, -quote);
    const raw = prefix.includes('r');
    const ofBytes = version === 3 && prefix.includes('b');
    if (version === 3 ? prefix === 'ur' : prefix.includes('f')) {
      refuse('invalid syntax', token.from + prefix.length, token.to);
    }
    if (bytes !== undefined && bytes !== ofBytes) refuse('cannot mix bytes and nonbytes literals', from, to);
    bytes = ofBytes;
    if (prefix.includes('f')) {
      formatted = true;
      new FieldReader(content, start, raw, parseField, token).readAll(parts);
    } else if (ofBytes) {
      if (/[^\x00-\x7f]/.test(content)) refuse('bytes can only contain ASCII literal characters', token.from, token.to);
      append(parts, raw ? content : decodeEscapes(content, token, false));
    } else {
      append(parts, raw ? content : decodeEscapes(content, token, version === 3 || prefix.includes('u')));
    }
  }
  if (formatted) return { kind: 'formatted', parts, from, to };
  const value = parts.join('');
  return bytes === true ? { kind: 'bytes', value, from, to } : { kind: 'string', value, from, to };
}

function append(parts: (string | FormattedField)[], text: string): void {
  const last = parts.at(-1);
  if (text === '') return;
  if (typeof last === 'string') parts[parts.length - 1] = last + text;
  else parts.push(text);
}

const SIMPLE: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
const ESCAPE = /\\(?:([0-7]{1,3})|x([\da-fA-F]{0,2})|u([\da-fA-F]{0,4})|U([\da-fA-F]{0,8})|N(\{[^}]*\}?)?|([\s\S]))/g;

/** Replaces the escapes. An unknown one stays as it is, as in Python. */
function decodeEscapes(text: string, token: Token, unicode: boolean): string {
  if (!text.includes('\\')) return text;
  return text.replace(ESCAPE, (whole, octal, hex, short, long, named, other, offset: number) => {
    const decode = (digits: string, expected: number, form: string): string => {
      const code = Number.parseInt(digits, 16);
      if (digits.length < expected) {
        if (!unicode) refuse(`(value error) invalid \\x escape at position ${offset}`, token.from, token.to);
        badEscape(offset, offset + whole.length - 1, `truncated ${form} escape`, token);
      }
      if (code > 0x10ffff) badEscape(offset, offset + whole.length - 1, 'illegal Unicode character', token);
      return String.fromCodePoint(code);
    };
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & (unicode ? 0x1ff : 0xff));
    if (hex !== undefined) return decode(hex, 2, '\\xXX');
    if (short !== undefined) return unicode ? decode(short, 4, '\\uXXXX') : whole;
    if (long !== undefined) return unicode ? decode(long, 8, '\\UXXXXXXXX') : whole;
    if (other !== undefined) return SIMPLE[other] ?? whole;
    if (!unicode) return whole;
    if (named === undefined || !named.endsWith('}')) {
      badEscape(offset, offset + whole.length - 1, 'malformed \\N character escape', token);
    }
    return refuse('\\N escapes are not supported here', token.from, token.to);
  });
}

function badEscape(first: number, last: number, reason: string, token: Token): never {
  const message = `(unicode error) 'unicodeescape' codec can't decode bytes in position ${first}-${last}: ${reason}`;
  return refuse(message, token.from, token.to);
}

/** Reads the text of one f-string token: literal text with fields in braces. */
class FieldReader {
  private at = 0;
  private readonly text: string;
  private readonly start: number;
  private readonly raw: boolean;
  private readonly parseField: ParseField;
  private readonly token: Token;

  constructor(text: string, start: number, raw: boolean, parseField: ParseField, token: Token) {
    this.text = text;
    this.start = start;
    this.raw = raw;
    this.parseField = parseField;
    this.token = token;
  }

  readAll(parts: (string | FormattedField)[]): void {
    this.readParts(parts, 0);
    if (this.at < this.text.length) this.refuse("f-string: single '}' is not allowed");
  }

  private refuse(message: string): never {
    return refuse(message, this.token.from, this.token.to);
  }

  /** Text and fields up to the end, or up to the `}` that closes the surrounding field. */
  private readParts(parts: (string | FormattedField)[], depth: number): void {
    const { text } = this;
    let literal = '';
    const flush = (): void => {
      append(parts, this.raw ? literal : decodeEscapes(literal, this.token, true));
      literal = '';
    };
    while (this.at < text.length) {
      const c = text[this.at]!;
      if (c === '\\' && !this.raw && text[this.at + 1] === 'N' && text[this.at + 2] === '{') {
        literal += '\\N{';
        this.at += 3;
      } else if (c === '{' && depth === 0 && text[this.at + 1] === '{') {
        literal += c;
        this.at += 2;
      } else if (c === '}' && depth === 0 && text[this.at + 1] === '}') {
        literal += c;
        this.at += 2;
      } else if (c === '{') {
        flush();
        parts.push(...this.readField(depth));
      } else if (c === '}') {
        if (depth > 0) break;
        this.refuse("f-string: single '}' is not allowed");
      } else {
        literal += c;
        this.at++;
      }
    }
    flush();
  }

  private readField(depth: number): (string | FormattedField)[] {
    const { text } = this;
    if (depth >= 2) this.refuse('f-string: expressions nested too deeply');
    const open = this.at++;
    const from = this.at;
    this.skipExpression();
    const to = this.at;
    if (text.slice(from, to).trim() === '') {
      if (this.at >= text.length) this.refuse("f-string: expecting '}'");
      this.refuse('f-string: empty expression not allowed');
    }
    const value = this.parseField(this.start + from, this.start + to);
    let shown: string | undefined;
    if (text[this.at] === '=') {
      this.at++;
      while (/\s/.test(text[this.at] ?? '')) this.at++;
      shown = text.slice(from, this.at);
    }
    let conversion: FormattedField['conversion'];
    if (text[this.at] === '!') {
      const letter = text[this.at + 1];
      if (letter !== 's' && letter !== 'r' && letter !== 'a') {
        this.refuse(
          letter === undefined || letter === '}' || letter === ':'
            ? "f-string: expecting '}'"
            : `f-string: invalid conversion character: expected 's', 'r', or 'a'`,
        );
      }
      conversion = letter as 's' | 'r' | 'a';
      this.at += 2;
    }
    let spec: (string | FormattedField)[] | undefined;
    if (text[this.at] === ':') {
      this.at++;
      spec = [];
      this.readParts(spec, depth + 1);
    }
    if (text[this.at] !== '}') this.refuse("f-string: expecting '}'");
    this.at++;
    return [{ value, conversion, spec, text: shown, from: this.start + open, to: this.start + this.at }];
  }

  /** Moves to the `=`, `!`, `:` or `}` behind the expression. */
  private skipExpression(): void {
    const { text } = this;
    const brackets: string[] = [];
    let quote = '';
    for (; this.at < text.length; this.at++) {
      const c = text[this.at]!;
      if (c === '\\') this.refuse('f-string expression part cannot include a backslash');
      if (quote !== '') {
        if (text.startsWith(quote, this.at)) {
          this.at += quote.length - 1;
          quote = '';
        }
        continue;
      }
      if (c === '"' || c === "'") {
        quote = text.startsWith(c.repeat(3), this.at) ? c.repeat(3) : c;
        this.at += quote.length - 1;
      } else if (c === '#') this.refuse("f-string expression part cannot include '#'");
      else if (c === '(' || c === '[' || c === '{') brackets.push(c);
      else if (brackets.length === 0 && (c === '!' || c === '=' || c === '<' || c === '>')) {
        // `!=`, `==`, `<=` and `>=` belong to the expression.
        if (text[this.at + 1] === '=') this.at++;
        else if (c === '!' || c === '=') return;
      } else if (brackets.length === 0 && (c === ':' || c === '}')) return;
      else if (c === ')' || c === ']' || c === '}') {
        const last = brackets.pop();
        if (last === undefined) this.refuse(`f-string: unmatched '${c}'`);
        const expected = last === '(' ? ')' : last === '[' ? ']' : '}';
        if (c !== expected) {
          this.refuse(`f-string: closing parenthesis '${c}' does not match opening parenthesis '${last}'`);
        }
      }
    }
    if (quote !== '') this.refuse('f-string: unterminated string');
    if (brackets.length > 0) this.refuse("f-string: expecting '}'");
    this.refuse("f-string: expecting '}'");
  }
}
