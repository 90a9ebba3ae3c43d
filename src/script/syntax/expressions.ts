import { refuse } from './fault.ts';
import { numberLiteral, stringLiteral } from './literals.ts';
import { parseParameters } from './parameters.ts';
import { Reader } from './reader.ts';
import { describe, refuseTarget } from './targets.ts';
import { type Token, tokenize } from './tokens.ts';
import type {
  Argument,
  BinaryOperator,
  ComparisonOperator,
  ComprehensionClause,
  Expression,
  UnaryOperator,
} from './tree.ts';

/*
 * Expressions, by recursive descent. The functions are named for the rules of Python's grammar, and the messages follow its
 * `invalid_…` rules. One file, since all the rules call each other.
 */

/** `a, *b, c`: one expression, or a tuple without parentheses. */
export function parseStarExpressions(p: Reader): Expression {
  return tupleOf(p, parseStarExpression);
}

/** As `parseStarExpressions`, with `name := value` allowed in the items. */
function parseStarNamedExpressions(p: Reader): Expression {
  return tupleOf(p, parseStarNamedExpression);
}

function tupleOf(p: Reader, parseItem: (p: Reader) => Expression): Expression {
  const { from } = p.token;
  const first = parseItem(p);
  if (!p.at(',')) return first;
  const items = [first];
  while (p.accept(',')) {
    if (!startsExpression(p, true)) break;
    items.push(parseItem(p));
  }
  return { kind: 'tuple', items, from, to: p.end };
}

function parseStarExpression(p: Reader): Expression {
  return p.at('*') ? parseStarred(p) : parseExpression(p);
}

function parseStarNamedExpression(p: Reader): Expression {
  return p.at('*') ? parseStarred(p) : parseNamedExpression(p);
}

function parseStarred(p: Reader): Expression {
  const { from } = p.expect('*');
  const value = parseBinary(p, OR);
  return { kind: 'starred', value, from, to: p.end };
}

/** Targets of `for`: a name, an element, or several of them. */
export function parseTargetList(p: Reader): Expression {
  return tupleOf(p, (own) => (own.at('*') ? parseStarred(own) : parseBinary(own, OR)));
}

/** True when an expression may begin here. */
export function startsExpression(p: Reader, star = false, token = p.token): boolean {
  switch (token.kind) {
    case 'number':
    case 'string':
      return true;
    case 'name':
      return !p.isKeyword(token) || /^(?:None|True|False|not|lambda|await)$/.test(token.text);
    case 'operator':
      if (token.text === '`') return p.version === 2;
      return /^(?:[([{~+-]|\.\.\.)$/.test(token.text) || (star && token.text === '*');
    case 'newline':
    case 'indent':
    case 'dedent':
    case 'end':
      return false;
    default:
      return token.kind satisfies never;
  }
}

export function parseNamedExpression(p: Reader): Expression {
  const { from } = p.token;
  if (p.atName && p.following.text === ':=' && p.following.kind === 'operator') {
    const name = p.name();
    p.advance();
    const value = parseExpression(p);
    return { kind: 'named', name, value, from, to: p.end };
  }
  const value = parseExpression(p);
  if (p.at(':=')) refuse(`cannot use assignment expressions with ${describe(value)}`, value.from, value.to);
  if (p.at('=') && !p.guessing) refuseAssignment(p, value);
  return value;
}

/** `value = …` where only `==` or `:=` can stand. */
export function refuseAssignment(p: Reader, value: Expression, grouped = false): void {
  const start = p.position;
  p.advance();
  const right = p.attempt(() => parseBinary(p, OR));
  const more = p.at('=') || p.at(':=');
  p.seek(start);
  if (right === undefined || more) return;
  if (value.kind === 'name') {
    refuse("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", value.from, right.to);
  }
  if (!grouped && !isComplete(value)) return;
  refuse(`cannot assign to ${describe(value)} here. Maybe you meant '==' instead of '='?`, value.from, value.to);
}

/** True for an expression that binds at least as tightly as `|` and can never be assigned to as a whole. */
function isComplete(value: Expression): boolean {
  switch (value.kind) {
    case 'constant':
      return value.value === 'ellipsis';
    case 'list':
    case 'tuple':
    case 'comparison':
    case 'boolean':
    case 'conditional':
    case 'lambda':
    case 'named':
    case 'starred':
    case 'yield':
    case 'yield from':
      return false;
    case 'comprehension':
      return value.makes !== 'generator';
    case 'unary':
      return value.operator !== 'not';
    default:
      return true;
  }
}

export function parseExpression(p: Reader): Expression {
  return p.deeper(() => readExpression(p));
}

function readExpression(p: Reader): Expression {
  if (p.at('lambda')) return parseLambda(p);
  const first = p.token;
  const value = parseDisjunction(p);
  if (!p.guessing) suspectComma(p, first, value);
  if (!p.at('if')) return value;
  const { token } = p;
  p.advance();
  const test = parseDisjunction(p);
  if (!p.at('else')) {
    if (!p.at(':') && !p.guessing) refuse("expected 'else' after 'if' expression", value.from, test.to);
    p.fail(p.at(':') ? token : p.token);
  }
  p.advance();
  const whenFalse = parseExpression(p);
  return { kind: 'conditional', test, whenTrue: value, whenFalse, from: first.from, to: p.end };
}

const SOFT_KEYWORDS = ['_', 'case', 'match'];

/** Inside of brackets, an expression behind an expression lacks a comma. */
function suspectComma(p: Reader, first: Token, value: Expression): void {
  if (p.token.level === 0 || !startsExpression(p) || p.token.kind === 'newline') return;
  const next = p.token;
  // CPython 3.11 takes each beginning of a soft keyword for one: `[c d]` is plain invalid syntax.
  if (first.kind === 'name' && SOFT_KEYWORDS.some((word) => word.startsWith(first.text))) return;
  const start = p.position;
  if (first.kind === 'name' && !p.isKeyword(first) && value.kind === 'name' && next.kind === 'string') return;
  if (value.kind === 'name' && /^(?:print|exec)$/.test(value.name)) return;
  const second = p.attempt(() => parseExpression(p));
  const inside = second !== undefined && p.previous.level > 0;
  p.seek(start);
  if (second !== undefined && inside) {
    refuse('invalid syntax. Perhaps you forgot a comma?', value.from, second.to);
  }
}

function parseLambda(p: Reader): Expression {
  const { from } = p.expect('lambda');
  const parameters = parseParameters(p, ':', parseExpression);
  if (p.token.kind === 'newline') p.fail();
  p.expect(':');
  const body = parseExpression(p);
  return { kind: 'lambda', parameters, body, from, to: p.end };
}

function parseDisjunction(p: Reader): Expression {
  const { from } = p.token;
  const first = parseConjunction(p);
  if (!p.at('or')) return first;
  const operands = [first];
  while (p.accept('or')) operands.push(parseConjunction(p));
  return { kind: 'boolean', operator: 'or', operands, from, to: p.end };
}

function parseConjunction(p: Reader): Expression {
  const { from } = p.token;
  const first = parseInversion(p);
  if (!p.at('and')) return first;
  const operands = [first];
  while (p.accept('and')) operands.push(parseInversion(p));
  return { kind: 'boolean', operator: 'and', operands, from, to: p.end };
}

function parseInversion(p: Reader): Expression {
  if (!p.at('not')) return parseComparison(p);
  const { from } = p.advance();
  const operand = p.deeper(() => parseInversion(p));
  return { kind: 'unary', operator: 'not', operand, from, to: p.end };
}

function comparisonOperator(p: Reader): ComparisonOperator | undefined {
  const { text, kind } = p.token;
  if (kind === 'operator') {
    switch (text) {
      case '<':
      case '>':
      case '==':
      case '>=':
      case '<=':
      case '!=':
        p.advance();
        return text;
      case '<>':
        if (p.version === 3) return undefined;
        p.advance();
        return '!=';
      default:
        return undefined;
    }
  }
  if (kind !== 'name') return undefined;
  if (p.accept('in')) return 'in';
  if (text === 'not' && p.following.text === 'in' && p.following.kind === 'name') {
    p.advance();
    p.advance();
    return 'not in';
  }
  if (!p.accept('is')) return undefined;
  return p.accept('not') ? 'is not' : 'is';
}

function parseComparison(p: Reader): Expression {
  const { from } = p.token;
  const first = parseBinary(p, OR);
  let operator = comparisonOperator(p);
  if (operator === undefined) return first;
  const operators: ComparisonOperator[] = [];
  const rest: Expression[] = [];
  for (; operator !== undefined; operator = comparisonOperator(p)) {
    operators.push(operator);
    rest.push(parseBinary(p, OR));
  }
  return { kind: 'comparison', first, operators, rest, from, to: p.end };
}

/** Binary operators by how tightly they bind. */
const OR = 0;
const TIGHTNESS: Readonly<Record<string, number>> = {
  '|': 0,
  '^': 1,
  '&': 2,
  '<<': 3,
  '>>': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '//': 5,
  '%': 5,
  '@': 5,
};

/** Operators that bind at least as tightly as `least`, from left to right. */
function parseBinary(p: Reader, least: number): Expression {
  const { from } = p.token;
  let left = parseFactor(p);
  for (;;) {
    const tightness = p.token.kind === 'operator' ? TIGHTNESS[p.token.text] : undefined;
    if (tightness === undefined || tightness < least) return left;
    const operator = p.token.text as BinaryOperator;
    if (operator === '@' && p.version === 2) return left;
    p.advance();
    const right = parseBinary(p, tightness + 1);
    left = { kind: 'binary', operator, left, right, from, to: p.end };
  }
}

function parseFactor(p: Reader): Expression {
  const { kind, text, from } = p.token;
  if (kind === 'operator' && (text === '-' || text === '+' || text === '~')) {
    p.advance();
    const operand = p.deeper(() => parseFactor(p));
    return { kind: 'unary', operator: text satisfies UnaryOperator, operand, from, to: p.end };
  }
  const left = parsePrimary(p);
  if (!p.accept('**')) return left;
  const right = p.deeper(() => parseFactor(p));
  return { kind: 'binary', operator: '**', left, right, from, to: p.end };
}

function parsePrimary(p: Reader): Expression {
  const first = p.token;
  const { from } = first;
  if (first.text === 'await' && p.isKeyword()) refuse('async functions are not supported here', from, first.to);
  let value = parseAtom(p);
  if (value.kind === 'name' && value.to === first.to) refuseLegacyCall(p, value.name, first);
  for (;;) {
    if (p.accept('.')) {
      const name = p.name();
      value = { kind: 'attribute', object: value, name, from, to: p.end };
    } else if (p.at('(')) {
      const given = parseArguments(p);
      value = { kind: 'call', callee: value, arguments: given, from, to: p.end };
    } else if (p.at('[')) {
      p.advance();
      const index = parseSlices(p);
      p.expect(']');
      value = { kind: 'subscript', object: value, index, from, to: p.end };
    } else return value;
  }
}

/** Python 2's `print value` and `exec value`, read by Python 3's rules. */
function refuseLegacyCall(p: Reader, name: string, token: Token): void {
  if (p.version === 2 || p.guessing || (name !== 'print' && name !== 'exec')) return;
  if (p.at('(') || !startsExpression(p, true)) return;
  const start = p.position;
  const values = p.attempt(() => parseStarExpressions(p));
  p.seek(start);
  if (values === undefined || /^[-+*~[]$/.test(p.token.text)) return;
  refuse(`Missing parentheses in call to '${name}'. Did you mean ${name}(...)?`, token.from, values.to);
}

function parseAtom(p: Reader): Expression {
  const { token } = p;
  const { from, to } = token;
  switch (token.kind) {
    case 'number':
      p.advance();
      return numberLiteral(token, p.version);
    case 'string':
      return parseStrings(p);
    case 'name':
      if (token.text === 'None' || token.text === 'True' || token.text === 'False') {
        p.advance();
        return { kind: 'constant', value: token.text === 'None' ? null : token.text === 'True', from, to };
      }
      if (p.isKeyword()) p.fail();
      p.advance();
      return { kind: 'name', name: token.text, from, to };
    case 'operator':
      if (token.text === '(') return parseGroup(p);
      if (token.text === '[') return parseList(p);
      if (token.text === '{') return parseBraces(p);
      if (token.text === '...') {
        p.advance();
        return { kind: 'constant', value: 'ellipsis', from, to };
      }
      if (token.text === '`' && p.version === 2) return parseBackticks(p);
      return p.fail();
    case 'newline':
    case 'indent':
    case 'dedent':
    case 'end':
      return p.fail();
    default:
      return token.kind satisfies never;
  }
}

function parseStrings(p: Reader): Expression {
  const tokens: Token[] = [];
  while (p.token.kind === 'string') tokens.push(p.advance());
  return stringLiteral(tokens, p.version, (from, to) => parseField(p, from, to));
}

/** The expression of a field of an f-string. */
function parseField(p: Reader, from: number, to: number): Expression {
  const text = p.source.slice(from, to);
  if (/^\s*lambda\b/.test(text)) refuse('f-string: invalid syntax', from, to);
  const { list, fault } = tokenize(`(${text})`);
  if (fault !== undefined) refuse(`f-string: ${fault.message}`, fault.from + from - 1, fault.to + from - 1);
  const { line } = p.previous;
  const shifted = list.map((token) => ({
    ...token,
    from: token.from + from - 1,
    to: token.to + from - 1,
    line: token.line + line - 1,
  }));
  const inner = new Reader(p.source, shifted, p.version, false);
  inner.advance();
  try {
    const value = inner.at('yield') ? parseYield(inner) : parseStarNamedExpressions(inner);
    inner.expect(')');
    if (inner.token.kind !== 'newline') inner.fail();
    return value;
  } catch (error) {
    if (error instanceof Error && 'fault' in error) {
      const { message } = error;
      refuse(message.startsWith('f-string') ? message : `f-string: ${message}`, from, to);
    }
    throw error;
  }
}

/** Python 2's `` `value` `` is `repr(value)`. */
function parseBackticks(p: Reader): Expression {
  const open = p.expect('`');
  const value = parseStarExpressions(p);
  p.expect('`');
  const callee: Expression = { kind: 'name', name: 'repr', from: open.from, to: open.to };
  const argument: Argument = { kind: 'positional', name: undefined, value, from: value.from, to: value.to };
  return { kind: 'call', callee, arguments: [argument], from: open.from, to: p.end };
}

export function parseYield(p: Reader): Expression {
  const { from } = p.expect('yield');
  if (p.accept('from')) {
    const value = parseExpression(p);
    return { kind: 'yield from', value, from, to: p.end };
  }
  const value = startsExpression(p, true) ? parseStarExpressions(p) : undefined;
  return { kind: 'yield', value, from, to: p.end };
}

function parseGroup(p: Reader): Expression {
  const { from } = p.expect('(');
  if (p.accept(')')) return { kind: 'tuple', items: [], from, to: p.end };
  if (p.at('yield')) {
    const value = parseYield(p);
    p.expect(')');
    return value;
  }
  const first = parseStarNamedExpression(p);
  if (startsClauses(p)) return parseComprehension(p, 'generator', first, from, ')');
  if (p.at(',')) {
    const items = [first, ...parseItems(p, ')')];
    return { kind: 'tuple', items, from, to: p.end };
  }
  if (p.at(')') && first.kind === 'starred') refuse('cannot use starred expression here', first.from, first.to);
  p.expect(')');
  return first;
}

/** `, item, item )` */
function parseItems(p: Reader, close: string): Expression[] {
  const items: Expression[] = [];
  while (p.accept(',')) {
    if (!startsExpression(p, true)) break;
    items.push(parseStarNamedExpression(p));
  }
  p.expect(close);
  return items;
}

function parseList(p: Reader): Expression {
  const { from } = p.expect('[');
  if (p.accept(']')) return { kind: 'list', items: [], from, to: p.end };
  const first = parseStarNamedExpression(p);
  if (startsClauses(p)) return parseComprehension(p, 'list', first, from, ']');
  const items = [first, ...parseItems(p, ']')];
  return { kind: 'list', items, from, to: p.end };
}

function parseBraces(p: Reader): Expression {
  const { from } = p.expect('{');
  if (p.accept('}')) return { kind: 'dict', entries: [], from, to: p.end };
  if (p.at('**')) return parseDict(p, from, undefined);
  const first = parseStarNamedExpression(p);
  if (p.at(':') && first.kind !== 'starred') return parseDict(p, from, first);
  if (startsClauses(p)) return parseComprehension(p, 'set', first, from, '}');
  const items = [first, ...parseItems(p, '}')];
  return { kind: 'set', items, from, to: p.end };
}

function parseDict(p: Reader, from: number, firstKey: Expression | undefined): Expression {
  const entries: { key: Expression | undefined; value: Expression }[] = [];
  let key = firstKey;
  for (;;) {
    if (key === undefined && p.accept('**')) {
      entries.push({ key: undefined, value: parseBinary(p, OR) });
      if (p.at('for')) refuse('dict unpacking cannot be used in dict comprehension', p.token.from, p.token.to);
    } else {
      key ??= parseExpression(p);
      if (!p.at(':')) {
        if (!p.guessing && entries.length > 0)
          refuse("':' expected after dictionary key", p.previous.from, p.previous.to);
        p.fail();
      }
      const colon = p.advance();
      if (p.at('}') || p.at(',')) refuse("expression expected after dictionary key and ':'", colon.from, colon.to);
      if (p.at('*')) refuse('cannot use a starred expression in a dictionary value', p.token.from, p.token.to);
      const value = parseExpression(p);
      if (entries.length === 0 && startsClauses(p)) {
        const clauses = parseClauses(p);
        p.expect('}');
        return { kind: 'comprehension', makes: 'dict', item: key, value, clauses, from, to: p.end };
      }
      entries.push({ key, value });
    }
    key = undefined;
    if (!p.accept(',') || p.at('}')) break;
  }
  p.expect('}');
  return { kind: 'dict', entries, from, to: p.end };
}

/** True where the clauses of a comprehension begin. */
function startsClauses(p: Reader): boolean {
  return p.at('for') || p.at('async');
}

/** The clauses of a comprehension behind its item, up to its closing bracket. */
function parseComprehension(
  p: Reader,
  makes: 'generator' | 'list' | 'set',
  item: Expression,
  from: number,
  close: string,
): Expression {
  if (item.kind === 'starred') refuse('iterable unpacking cannot be used in comprehension', item.from, item.to);
  const clauses = parseClauses(p);
  p.expect(close);
  return { kind: 'comprehension', makes, item, value: undefined, clauses, from, to: p.end };
}

function parseClauses(p: Reader): ComprehensionClause[] {
  const clauses: ComprehensionClause[] = [];
  while (startsClauses(p)) {
    if (p.at('async')) refuse('async comprehensions are not supported here', p.token.from, p.token.to);
    p.advance();
    const target = parseTargetList(p);
    refuseTarget(target);
    p.expect('in');
    const iterable = parseDisjunction(p);
    const conditions: Expression[] = [];
    while (p.accept('if')) conditions.push(p.at('lambda') ? parseExpression(p) : parseDisjunction(p));
    if (!p.guessing && conditions.length === 0) suspectComma(p, p.previous, iterable);
    clauses.push({ target, iterable, conditions });
  }
  return clauses;
}

/** `(arguments)` of a call, or the bases of a class. */
export function parseArguments(p: Reader): Argument[] {
  const open = p.expect('(');
  const given: Argument[] = [];
  while (!p.at(')')) {
    given.push(parseArgument(p, given, open));
    if (!p.accept(',')) break;
  }
  if (!p.at(')') && !p.guessing && p.at('=')) {
    const last = given.at(-1);
    if (last !== undefined && last.kind === 'positional') refuseKeywordTarget(p, last.value);
  }
  p.expect(')');
  return given;
}

function refuseKeywordTarget(p: Reader, value: Expression): void {
  const { to } = p.token;
  if (value.kind === 'constant' && value.value !== 'ellipsis') {
    refuse(`cannot assign to ${describe(value)}`, value.from, to);
  }
  refuse('expression cannot contain assignment, perhaps you meant "=="?', value.from, to);
}

function parseArgument(p: Reader, given: readonly Argument[], open: Token): Argument {
  const { from } = p.token;
  if (p.accept('*')) {
    if (given.some(({ kind }) => kind === 'double star')) {
      refuse('iterable argument unpacking follows keyword argument unpacking', from, p.end);
    }
    const value = parseExpression(p);
    return { kind: 'star', name: undefined, value, from, to: p.end };
  }
  if (p.accept('**')) {
    const value = parseExpression(p);
    return { kind: 'double star', name: undefined, value, from, to: p.end };
  }
  if (p.atName && p.following.text === '=' && p.following.kind === 'operator') {
    const name = p.name();
    p.advance();
    const value = parseExpression(p);
    if (p.at('for')) {
      refuse("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", from, value.to);
    }
    return { kind: 'keyword', name, value, from, to: p.end };
  }
  let value = p.atName && p.following.text === ':=' ? parseNamedExpression(p) : parseExpression(p);
  if (p.at(':=')) refuse(`cannot use assignment expressions with ${describe(value)}`, value.from, value.to);
  if (startsClauses(p)) {
    const clauses = parseClauses(p);
    const alone = given.length === 0 && p.at(')');
    const trailing = given.length === 0 && p.at(',') && p.following.text === ')';
    if (!alone && (!trailing || p.version === 3)) {
      if (p.at(',') || p.at(')')) refuse('Generator expression must be parenthesized', value.from, p.end);
      p.fail();
    }
    const to = p.token.to;
    value = { kind: 'comprehension', makes: 'generator', item: value, value: undefined, clauses, from: open.from, to };
    return { kind: 'positional', name: undefined, value, from: open.from, to };
  }
  if (p.at('=') && !p.guessing) refuseKeywordTarget(p, value);
  const named = given.find(({ kind }) => kind === 'keyword' || kind === 'double star');
  if (named !== undefined && (p.at(')') || p.at(','))) {
    // Python points behind the last argument.
    while (!p.guessing && p.accept(',') && !p.at(')')) p.attempt(() => parseArgument(p, [], open));
    const unpacking = given.some(({ kind }) => kind === 'double star') ? ' unpacking' : '';
    refuse(`positional argument follows keyword argument${unpacking}`, p.token.from, p.token.to);
  }
  return { kind: 'positional', name: undefined, value, from: value.from, to: value.to };
}

function parseSlices(p: Reader): Expression {
  const { from } = p.token;
  const first = parseSlice(p);
  if (!p.at(',')) {
    if (first.kind !== 'starred') return first;
    return { kind: 'tuple', items: [first], from, to: p.end };
  }
  const items = [first];
  while (p.accept(',')) {
    if (p.at(']')) break;
    items.push(parseSlice(p));
  }
  return { kind: 'tuple', items, from, to: p.end };
}

function parseSlice(p: Reader): Expression {
  const { from } = p.token;
  if (p.at('*')) return parseStarred(p);
  const start = p.at(':') ? undefined : parseNamedExpression(p);
  if (!p.at(':')) return start ?? p.fail();
  const bound = (): Expression | undefined => (startsExpression(p) ? parseExpression(p) : undefined);
  p.advance();
  const stop = bound();
  const step = p.accept(':') ? bound() : undefined;
  return { kind: 'slice', start, stop, step, from, to: p.end };
}
