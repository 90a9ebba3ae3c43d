import {
  type BinaryOperator,
  binary,
  call,
  cast,
  clip,
  type Expression,
  FLOAT32,
  fill,
  index,
  matrix,
  name,
  negate,
  number,
  operands,
  PI,
  rowsOf,
  transpose,
} from './expression.ts';
import { type FillName, type FunctionName, isColumnFill, isFill, isFunction, isReduction } from './functions.ts';
import { callExample, meantFunction, refuseMethod } from './parse-advice.ts';
import { attempt, clipped, type Parsed, refuse, type Span, type Word } from './parse-fault.ts';
import { checkTokens, type Partners, type Token, tokensOf } from './parse-tokens.ts';
import { binaryPrecedence, precedence } from './print.ts';
import type { Statement } from './program.ts';

/*
 * The reader of the notation that print.ts writes: one expression, or one statement. It is longer than other files because it
 * also refuses everything else that a person may type, with a message and its place.
 */

/** The place of each part of an expression in its text, parentheses around it included. */
export type Spans = ReadonlyMap<Expression, Span>;

/** The most nested operations. All code that reads expressions is recursive, and must not overflow the stack. */
const MAX_DEPTH = 250;

/**
 * Reads an expression in the notation that `printExpression` writes: reading back what was printed gives the same
 * expression. Any text gives either an expression or the first fault in it. Names and shapes are not checked.
 */
export function parseExpression(source: string): Parsed<{ readonly expression: Expression; readonly spans: Spans }> {
  return attempt(() => {
    const spans = new Map<Expression, Span>();
    return { expression: new Reader(source, tokensOf(source), 0, spans).whole(), spans };
  });
}

/** Reads a line that `printStatement` or `printStatements` writes: `syn1 += l1.T @ l2_delta`, `if t % 3 == 0: a = b`. */
export function parseStatement(source: string): Parsed<{ readonly statement: Statement }> {
  return attempt(() => {
    const tokens = tokensOf(source);
    const end = { from: source.length, to: source.length };
    const spans = new Map<Expression, Span>();
    const expression = (from: number, to?: number): Expression =>
      new Reader(source, tokens.slice(from, to), tokens[from - 1]?.to ?? 0, spans).whole();
    const colon = tokens[0]?.text === 'if' ? tokens.findIndex(({ text }) => text === ':') : undefined;
    if (colon === -1) refuse(end, 'a condition ends with :, as in if t > 1: a = b');
    const first = colon === undefined ? 0 : colon + 1;
    const when = colon === undefined ? undefined : expression(1, colon);
    const [target, sign] = [tokens[first], tokens[first + 1]];
    if (target?.kind !== 'name') refuse(target ?? end, 'a line begins with the name that it changes');
    const operator = sign?.text;
    if (!isAssignment(operator)) refuse(sign ?? end, 'the name is followed by =, += or -=');
    const statement: Statement = { target: target.text, operator, value: expression(first + 2) };
    return { statement: when === undefined ? statement : { ...statement, when } };
  });
}

function isAssignment(text: string | undefined): text is Statement['operator'] {
  return text === '=' || text === '+=' || text === '-=';
}

/** Reads one expression from its tokens, by the precedence of its operators. */
class Reader {
  readonly #source: string;
  readonly #tokens: readonly Token[];
  readonly #partners: Partners;
  readonly #spans: Map<Expression, Span>;
  readonly #heights = new Map<Expression, number>();
  /** The index of the next token. */
  #at = 0;
  #depth = 0;

  constructor(source: string, tokens: readonly Token[], from: number, spans: Map<Expression, Span>) {
    this.#source = source;
    this.#tokens = tokens;
    this.#partners = checkTokens(tokens, from);
    this.#spans = spans;
  }

  whole(): Expression {
    const expression = this.#expression();
    this.#end();
    return expression;
  }

  /** Operators that bind at least as tightly as `least`, with their operands. */
  #expression(least: number = precedence.comparison): Expression {
    const first = this.#at;
    let left = this.#unary();
    for (let isCompared = false; ; ) {
      const token = this.#tokens[this.#at];
      if (!isOperator(token?.text) || binaryPrecedence[token.text] < least) return left;
      const own = binaryPrecedence[token.text];
      // Python reads a < b < c as a < b and b < c.
      if (isCompared) refuse(token, 'one comparison at a time; make a second watch of the other');
      isCompared = own === precedence.comparison;
      this.#at++;
      left = this.#made(binary(token.text, left, this.#expression(own + 1)), first);
    }
  }

  /** `-m`, `m ** 2`: ** groups to the right, binds tighter than a minus on its left and looser than one on its right. */
  #unary(): Expression {
    const first = this.#at;
    const token = this.#token();
    if (++this.#depth > MAX_DEPTH) this.#tooDeep();
    if (token.text === '+') refuse(token, 'a + needs an expression on its left; leave it out here');
    let expression: Expression;
    if (this.#skip('-')) expression = this.#made(negate(this.#unary()), first);
    else {
      expression = this.#postfix();
      if (this.#skip('**')) expression = this.#made(binary('**', expression, this.#unary()), first);
    }
    this.#depth--;
    return expression;
  }

  #postfix(): Expression {
    const first = this.#at;
    let of = this.#atom();
    for (;;) {
      const token = this.#tokens[this.#at];
      if (token?.text === '.') of = this.#member(of, first);
      else if (token?.text === '[') of = this.#subscript(of, first);
      else if (token?.text === '(') {
        const owner = clipped(this.#text(this.#from(first)));
        refuse(this.#brackets(token), `an operator is missing between ${owner} and (`);
      } else return of;
    }
  }

  #atom(): Expression {
    const first = this.#at;
    const token = this.#token();
    if (token.text === '[') refuse(this.#brackets(token), 'there are no lists here; a cell is m[0, 0]');
    if (this.#skip('(')) {
      if (this.#token().text === ')') refuse(this.#brackets(token), 'these parentheses are empty');
      const inner = this.#expression();
      this.#end(')');
      this.#spans.set(inner, this.#from(first));
      return inner;
    }
    this.#at++;
    if (token.kind === 'number') return this.#made(number(numberIn(token)), first);
    if (this.#tokens[this.#at]?.text === '(') return this.#made(this.#call(token), first);
    return this.#made(token.text === PI ? number(Math.PI) : name(token.text), first);
  }

  /** `m.T`, `m.astype(float32)` */
  #member(of: Expression, first: number): Expression {
    const [owner, member] = [this.#tokens[this.#at - 1], this.#tokens[this.#at + 1]] as [Token, Token];
    if (member.text === 'astype') return this.#cast(of, first);
    if (this.#tokens[this.#at + 2]?.text === '(') this.#refuseMethod(first);
    if (member.text !== 'T') {
      refuse(member, `only T can follow a dot, for the transpose, found ${clipped(member.text)}`);
    }
    // Python reads `2.` as a number, and stumbles over the T.
    if (owner.kind === 'number') refuse(owner, `write (${clipped(owner.text)}).T`);
    this.#at += 2;
    return this.#made(transpose(of), first);
  }

  /** `m.astype(float32)` */
  #cast(of: Expression, first: number): Expression {
    const [owner, , member, open, type] = this.#tokens.slice(this.#at - 1) as [Token, Token, Token, Token?, Token?];
    if (open?.text !== '(' || type?.text !== FLOAT32 || this.#tokens[this.#at + 4]?.text !== ')') {
      refuse(member, `write astype(${FLOAT32}): all other numbers are 64-bit floats`);
    }
    if (owner.kind === 'number') refuse(owner, `write (${clipped(owner.text)}).astype(${FLOAT32})`);
    this.#at += 5;
    return this.#made(cast(of), first);
  }

  /** A cell, `m[0, -1]`, or rows, `m[rows]`. */
  #subscript(of: Expression, first: number): Expression {
    const [owner, open] = [this.#text(this.#from(first)), this.#token()];
    this.#at++;
    const start = this.#at;
    const at = this.#expression();
    if (this.#skip(']')) return this.#made(rowsOf(of, at), first);
    const places = [this.#from(start)];
    while (this.#skip(',') && this.#token().text !== ']') places.push(this.#part());
    this.#end(']');
    const [row, column] = places.map((place) => ({ ...place, text: this.#text(place) }));
    if (row === undefined || column === undefined || places.length > 2) {
      const cell = `${owner}[${row?.text ?? 0}, ${column?.text ?? 0}]`;
      refuse(this.#brackets(open), `a cell is a row and a column, as in ${clipped(cell)}`);
    }
    return this.#made(index(of, placeIn(row), placeIn(column)), first);
  }

  /** `mean(m)`, `sum(m, axis=0)`, `clip(m, -1, 1)`, `zeros((3, 4))`, `arange(4)`, `array([[0, 1], [2, 3]])` */
  #call(callee: Token): Expression {
    const { text } = callee;
    const list = this.#brackets(this.#token());
    if (text === 'array') return this.#matrix(list);
    if (isFill(text)) return this.#fill(text, list);
    if (text !== 'clip' && !isFunction(text))
      refuse(callee, `there is no function ${clipped(text)}${meantFunction(text)}`);
    this.#skip('(');
    if (this.#token().text === ')' || this.#tokens[this.#at + 1]?.text === '=') {
      refuse(list, `${text} takes an expression, as in ${callExample(text)}, found none`);
    }
    const argument = this.#expression();
    if (text === 'clip') return this.#clip(argument, list);
    const found: Options = {};
    while (this.#skip(',') && this.#token().text !== ')') this.#option(text, found);
    this.#end(')');
    return call(text, argument, found.axis);
  }

  /** A reduction keeps both dimensions with and without `keepdims`: every value is a matrix. */
  #option(callee: FunctionName, found: Options): void {
    const word = this.#token();
    const hasWord = word.kind === 'name' && this.#tokens[this.#at + 1]?.text === '=';
    if (hasWord) this.#at += 2;
    const value = this.#part();
    const text = clipped(this.#text(value));
    if (!hasWord) {
      if (isReduction(callee) && (text === '0' || text === '1')) refuse(value, `write axis=${text}`);
      refuse(value, `${callee} takes one expression, found another`);
    }
    if (!isReduction(callee)) {
      refuse({ from: word.from, to: value.to }, `${callee} works cell by cell and takes no ${clipped(word.text)}`);
    }
    switch (word.text) {
      case 'axis':
        if (text !== '0' && text !== '1') {
          refuse(value, `an axis is 0, down the rows, or 1, along the columns, found ${text}`);
        }
        if (found.axis !== undefined) refuse(value, 'axis is given twice');
        found.axis = text === '0' ? 0 : 1;
        break;
      case 'keepdims':
        if (text !== 'True') {
          refuse(value, `every value is a matrix: write keepdims=True, or nothing, found ${text}`);
        }
        if (found.keepdims !== undefined) refuse(value, 'keepdims is given twice');
        found.keepdims = true;
        break;
      default:
        refuse(word, `${callee} takes axis=0 or axis=1, found ${clipped(word.text)}`);
    }
  }

  #clip(of: Expression, list: Span): Expression {
    const wrong = (): never => refuse(list, 'clip takes an expression and two numbers, as in clip(m, -1, 1)');
    const bound = (): number => (this.#skip(',') ? (this.#signed() ?? wrong()) : wrong());
    const [low, high] = [bound(), bound()];
    this.#skip(',');
    if (!this.#skip(')')) wrong();
    return clip(of, low, high);
  }

  #fill(callee: FillName, list: Span): Expression {
    const isColumn = isColumnFill(callee);
    this.#skip('(');
    const sizes: Span[] = [];
    if (isColumn || this.#skip('(')) {
      while (this.#token().text !== ')') {
        sizes.push(this.#part());
        this.#skip(',');
      }
    }
    if (!isColumn) this.#skip(')');
    if (this.#tokens[this.#at]?.to !== list.to || sizes.length !== (isColumn ? 1 : 2)) {
      const takes = isColumn ? `a number of rows, as in ${callee}(4)` : `rows and columns, as in ${callee}((3, 4))`;
      refuse(list, `${callee} takes ${takes}`);
    }
    this.#end(')');
    const [rows, columns] = sizes.map((size) => sizeIn({ ...size, text: this.#text(size) }));
    return fill(callee, rows as number, columns ?? 1);
  }

  #matrix(list: Span): Expression {
    const wrong = (): never =>
      refuse(list, 'array takes rows of numbers that are equally long, as in array([[0, 1], [2, 3]])');
    const expect = (text: string): void => {
      if (!this.#skip(text)) wrong();
    };
    const cells: number[][] = [];
    expect('(');
    expect('[');
    do {
      const row: number[] = [];
      expect('[');
      do row.push(this.#signed() ?? wrong());
      while (this.#skip(','));
      expect(']');
      cells.push(row);
    } while (this.#skip(','));
    expect(']');
    expect(')');
    return cells.every((row) => row.length === cells[0]?.length) ? matrix(cells) : wrong();
  }

  /** A literal with its sign; undefined for anything else, which is not read then. */
  #signed(): number | undefined {
    const start = this.#at;
    const sign = this.#skip('-') ? -1 : 1;
    const token = this.#token();
    this.#at++;
    if (token.kind === 'number') return sign * numberIn(token);
    if (token.text === PI) return sign * Math.PI;
    this.#at = start;
    return undefined;
  }

  #refuseMethod(first: number): never {
    const [dot, member, open] = this.#tokens.slice(this.#at, this.#at + 3) as [Token, Token, Token];
    const owner = this.#from(first);
    const opening = this.#tokens[first] as Token;
    refuseMethod({
      owner: { ...owner, text: this.#text(owner) },
      isWrapped: opening.text === '(' && this.#partners.get(opening) === this.#tokens[this.#at - 1],
      dot,
      member,
      rest: this.#source.slice(open.to, this.#partners.get(open)?.from).trim(),
    });
  }

  /** Registers an expression with its place: from the token `first` to the last one that was read. */
  #made(expression: Expression, first: number): Expression {
    const height = 1 + Math.max(0, ...operands(expression).map((operand) => this.#heights.get(operand) ?? 0));
    if (height > MAX_DEPTH) this.#tooDeep();
    this.#heights.set(expression, height);
    this.#spans.set(expression, this.#from(first));
    return expression;
  }

  #tooDeep(): never {
    const whole = { from: 0, to: this.#source.length };
    refuse(whole, 'this is nested too deeply; make it a smaller expression');
  }

  /** The next token, where the matching brackets make sure that there is one. */
  #token(): Token {
    return this.#tokens[this.#at] as Token;
  }

  #skip(text: string): boolean {
    if (this.#tokens[this.#at]?.text !== text) return false;
    this.#at++;
    return true;
  }

  /** Skips the closing bracket after an expression. Without a bracket, the text must end here. */
  #end(bracket?: string): void {
    const next = this.#tokens[this.#at];
    if (next?.text === '=') {
      refuse(next, 'there is no = here; nothing is assigned, and to compare there are <, <=, > and >=');
    }
    if (next !== undefined && next.text !== bracket) refuse(next, 'one expression at a time');
    this.#at++;
  }

  /** Skips everything up to the next comma, or up to the bracket that ends a list. */
  #part(): Span {
    const first = this.#at;
    for (let depth = 0; depth > 0 || !(this.#token().kind === 'close' || this.#token().text === ','); this.#at++) {
      if (this.#token().kind === 'open') depth++;
      if (this.#token().kind === 'close') depth--;
    }
    return this.#from(first);
  }

  /** From the token `first` up to the last that has been read. */
  #from(first: number): Span {
    return { from: (this.#tokens[first] as Token).from, to: (this.#tokens[this.#at - 1] as Token).to };
  }

  #brackets(open: Token): Span {
    return { from: open.from, to: (this.#partners.get(open) as Token).to };
  }

  #text({ from, to }: Span): string {
    return this.#source.slice(from, to);
  }
}

interface Options {
  axis?: 0 | 1;
  keepdims?: true;
}

function isOperator(text: string | undefined): text is BinaryOperator {
  return text !== undefined && Object.hasOwn(binaryPrecedence, text);
}

function numberIn(token: Word): number {
  const text = clipped(token.text);
  // Python allows an underscore between two digits.
  const value = Number(token.text.replaceAll(/(?<=[0-9a-f])_(?=[0-9a-f])/gi, ''));
  if (Number.isNaN(value)) refuse(token, `${text} is neither a name nor a number`);
  if (value === Number.POSITIVE_INFINITY) refuse(token, `${text} is too large; numbers go up to 1.797e308`);
  return value;
}

/** A row or column of a cell. */
function placeIn(word: Word): number {
  const digits = word.text.replace(/^- */, '');
  if (!/^[0-9]+$/.test(digits)) {
    refuse(word, `rows and columns are whole numbers, from 0 or from the end, -1, found ${clipped(word.text)}`);
  }
  const place = Number(digits);
  if (!Number.isSafeInteger(place)) refuse(word, `no matrix has a row or column ${clipped(word.text)}`);
  return word.text === digits ? place : -place;
}

/** A number of rows or columns. */
function sizeIn(word: Word): number {
  const size = /^[0-9]+$/.test(word.text) ? Number(word.text) : 0;
  if (size >= 1 && Number.isSafeInteger(size)) return size;
  refuse(word, `sizes are whole numbers from 1, found ${clipped(word.text)}`);
}
