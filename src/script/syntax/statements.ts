import {
  parseArguments,
  parseExpression,
  parseNamedExpression,
  parseStarExpressions,
  parseTargetList,
  parseYield,
  refuseAssignment,
  startsExpression,
} from './expressions.ts';
import { refuse } from './fault.ts';
import { parseParameters } from './parameters.ts';
import type { Reader } from './reader.ts';
import { describe, refuseTarget, wrongTarget } from './targets.ts';
import type { BinaryOperator, Expression, Handler, ImportedName, Statement } from './tree.ts';

/*
 * Statements and blocks. The messages follow Python's grammar: for example, `else` demands its colon in every case, `if` only where
 * the line ends. One file, since blocks and statements call each other.
 */

export function parseFile(p: Reader): Statement[] {
  const body: Statement[] = [];
  while (p.token.kind !== 'end') parseStatement(p, body);
  return body;
}

function parseStatement(p: Reader, body: Statement[]): void {
  const compound = p.token.kind === 'name' || p.token.text === '@' ? parseCompound(p) : undefined;
  if (compound === undefined) parseSimpleLine(p, body);
  else body.push(compound);
}

function parseSimpleLine(p: Reader, body: Statement[]): void {
  for (;;) {
    body.push(parseSimple(p));
    if (!p.accept(';')) break;
    if (p.token.kind === 'newline') break;
  }
  if (p.token.kind !== 'newline') p.fail();
  p.advance();
}

function parseCompound(p: Reader): Statement | undefined {
  if (p.token.kind === 'operator') return parseDecorated(p);
  switch (p.token.text) {
    case 'if':
      return parseIf(p);
    case 'while':
      return parseWhile(p);
    case 'for':
      return parseFor(p);
    case 'try':
      return parseTry(p);
    case 'with':
      return parseWith(p);
    case 'def':
      return parseFunction(p, []);
    case 'class':
      return parseClass(p, []);
    case 'async':
      if (!p.isKeyword()) return undefined;
      return refuse('async functions are not supported here', p.token.from, p.token.to);
    default:
      return undefined;
  }
}

/** `:` and the lines below it, or statements on the same line. `what` names the block in messages. */
function parseBlock(p: Reader, what: string, line: number): Statement[] {
  const body: Statement[] = [];
  if (!p.is('newline')) {
    parseSimpleLine(p, body);
    return body;
  }
  const lineEnd = p.advance();
  if (!p.is('indent')) {
    const { from, to } = p.token.from < p.source.length ? p.token : lineEnd;
    refuse(`expected an indented block after ${what} on line ${line}`, from, to, 'IndentationError');
  }
  p.advance();
  while (!p.is('dedent') && !p.is('end')) parseStatement(p, body);
  if (p.is('dedent')) p.advance();
  return body;
}

/** A colon whose absence Python names only at the end of the line. */
function expectColon(p: Reader): void {
  if (p.token.kind === 'newline') refuse("expected ':'", p.token.from, p.token.to);
  p.expect(':');
}

/** The end of the last statement of a block. */
function endOf(...blocks: readonly (readonly { readonly to: number }[])[]): number {
  return Math.max(...blocks.map((block) => block.at(-1)?.to ?? 0));
}

function parseIf(p: Reader): Statement {
  // Each `elif` is an `if` inside of the `else` before it; a loop keeps long chains off the stack.
  const branches: { from: number; test: Expression; body: Statement[] }[] = [];
  let word = 'if';
  do {
    const { from, line } = p.advance();
    const test = parseNamedExpression(p);
    expectColon(p);
    branches.push({ from, test, body: parseBlock(p, `'${word}' statement`, line) });
    word = 'elif';
  } while (p.at('elif'));
  let otherwise = parseElse(p);
  for (const { from, test, body } of branches.reverse()) {
    otherwise = [{ kind: 'if', test, body, otherwise, from, to: endOf(body, otherwise) }];
  }
  return otherwise[0]!;
}

function parseElse(p: Reader): Statement[] {
  if (!p.at('else')) return [];
  const { line } = p.advance();
  p.force(':');
  return parseBlock(p, "'else' statement", line);
}

function parseWhile(p: Reader): Statement {
  const { from, line } = p.advance();
  const test = parseNamedExpression(p);
  expectColon(p);
  const body = parseBlock(p, "'while' statement", line);
  const otherwise = parseElse(p);
  return { kind: 'while', test, body, otherwise, from, to: endOf(body, otherwise) };
}

function parseFor(p: Reader): Statement {
  const { from, line } = p.advance();
  const target = parseTargetList(p);
  if (!p.at('in') && wrongTarget(target) === undefined) p.fail();
  refuseTarget(target);
  p.expect('in');
  const iterable = parseStarExpressions(p);
  expectColon(p);
  const body = parseBlock(p, "'for' statement", line);
  const otherwise = parseElse(p);
  return { kind: 'for', target, iterable, body, otherwise, from, to: endOf(body, otherwise) };
}

function parseTry(p: Reader): Statement {
  const { from, line } = p.advance();
  p.force(':');
  const body = parseBlock(p, "'try' statement", line);
  const handlers: Handler[] = [];
  while (p.at('except')) handlers.push(parseHandler(p));
  const otherwise = handlers.length > 0 ? parseElse(p) : [];
  let last: Statement[] = [];
  if (p.at('finally')) {
    const own = p.advance();
    p.force(':');
    last = parseBlock(p, "'finally' statement", own.line);
  } else if (handlers.length === 0) {
    refuse("expected 'except' or 'finally' block", p.token.from, p.token.to);
  }
  return {
    kind: 'try',
    body,
    handlers,
    otherwise,
    finally: last,
    from,
    to: endOf(body, handlers, otherwise, last),
  };
}

function parseHandler(p: Reader): Handler {
  const { from, line } = p.advance();
  if (p.at('*')) refuse('except* is not supported here', from, p.token.to);
  let exception: Expression | undefined;
  let name: string | undefined;
  if (!p.at(':') && p.token.kind !== 'newline') {
    exception = parseExpression(p);
    if (p.at(',')) {
      if (p.version === 3) refuseSeveralExceptions(p, exception);
      p.advance();
      name = p.name();
    } else if (p.accept('as')) name = p.name();
  }
  expectColon(p);
  const body = parseBlock(p, "'except' statement", line);
  return { exception, name, body, from, to: endOf(body) };
}

function refuseSeveralExceptions(p: Reader, exception: Expression): never {
  while (p.accept(',')) parseExpression(p);
  const { end } = p;
  if (p.accept('as')) p.name();
  if (!p.at(':')) p.fail();
  return refuse('multiple exception types must be parenthesized', exception.from, end);
}

function parseWith(p: Reader): Statement {
  const { from, line } = p.advance();
  const items = (p.at('(') ? p.attempt(() => parseGroupedItems(p)) : undefined) ?? parseItems(p);
  expectColon(p);
  const body = parseBlock(p, "'with' statement", line);
  return { kind: 'with', items, body, from, to: endOf(body) };
}

type WithItem = { readonly context: Expression; readonly target: Expression | undefined };

/** `(item as name, item as name):` */
function parseGroupedItems(p: Reader): WithItem[] {
  p.expect('(');
  const items: WithItem[] = [];
  do {
    if (p.at(')')) break;
    items.push(parseItem(p));
  } while (p.accept(','));
  p.expect(')');
  if (!p.at(':')) p.fail();
  return items;
}

function parseItems(p: Reader): WithItem[] {
  const items = [parseItem(p)];
  while (p.accept(',')) items.push(parseItem(p));
  return items;
}

function parseItem(p: Reader): WithItem {
  const context = parseExpression(p);
  if (!p.accept('as')) return { context, target: undefined };
  const target = parseExpression(p);
  refuseTarget(target);
  return { context, target };
}

function parseDecorated(p: Reader): Statement {
  const decorators: Expression[] = [];
  while (p.accept('@')) {
    decorators.push(parseNamedExpression(p));
    if (p.token.kind !== 'newline') p.fail();
    p.advance();
  }
  if (p.at('def')) return parseFunction(p, decorators);
  if (p.at('class')) return parseClass(p, decorators);
  if (p.at('async')) refuse('async functions are not supported here', p.token.from, p.token.to);
  return p.fail();
}

function parseFunction(p: Reader, decorators: readonly Expression[]): Statement {
  const { from, line } = p.advance();
  const name = p.name();
  p.force('(');
  const parameters = parseParameters(p, ')', parseExpression);
  p.expect(')');
  // An annotation is not computed.
  if (p.version === 3 && p.accept('->')) parseExpression(p);
  p.force(':');
  const body = parseBlock(p, 'function definition', line);
  return { kind: 'def', name, parameters, body, decorators, from, to: endOf(body) };
}

function parseClass(p: Reader, decorators: readonly Expression[]): Statement {
  const { from, line } = p.advance();
  const name = p.name();
  const bases = p.at('(') ? parseArguments(p) : [];
  expectColon(p);
  const body = parseBlock(p, 'class definition', line);
  return { kind: 'class', name, bases, body, decorators, from, to: endOf(body) };
}

function parseSimple(p: Reader): Statement {
  const { from, text, kind } = p.token;
  if (kind === 'name' && p.isKeyword()) {
    switch (text) {
      case 'pass':
      case 'break':
      case 'continue':
        p.advance();
        return { kind: text, from, to: p.end };
      case 'return': {
        p.advance();
        const value = startsExpression(p, true) ? parseStarExpressions(p) : undefined;
        return { kind: 'return', value, from, to: p.end };
      }
      case 'import':
        return parseImport(p);
      case 'from':
        return parseImportFrom(p);
      case 'global':
      case 'nonlocal': {
        p.advance();
        const names = [p.name()];
        while (p.accept(',')) names.push(p.name());
        return { kind: text, names, from, to: p.end };
      }
      case 'del':
        return parseDelete(p);
      case 'assert': {
        p.advance();
        const test = parseExpression(p);
        const message = p.accept(',') ? parseExpression(p) : undefined;
        return { kind: 'assert', test, message, from, to: p.end };
      }
      case 'raise':
        return parseRaise(p);
      case 'print':
        return parsePrint(p);
      case 'exec':
        return refuse('exec is not supported here', from, p.token.to);
      default:
    }
  }
  return parseExpressionStatement(p);
}

function dottedName(p: Reader): string {
  let name = p.name();
  while (p.accept('.')) name += `.${p.name()}`;
  return name;
}

function parseImport(p: Reader): Statement {
  const { from } = p.advance();
  const modules: ImportedName[] = [];
  do {
    const start = p.token.from;
    const name = dottedName(p);
    const alias = p.accept('as') ? p.name() : undefined;
    modules.push({ name, alias, from: start, to: p.end });
  } while (p.accept(','));
  return { kind: 'import', modules, from, to: p.end };
}

function parseImportFrom(p: Reader): Statement {
  const { from } = p.advance();
  let module = '';
  while (p.at('.') || p.at('...')) module += p.advance().text;
  if (module === '' || !p.at('import')) module += dottedName(p);
  p.expect('import');
  if (p.accept('*')) return { kind: 'import from', module, names: '*', from, to: p.end };
  const grouped = p.accept('(');
  const names: ImportedName[] = [];
  do {
    if (names.length > 0 && grouped && p.at(')')) break;
    if (names.length > 0 && !grouped && p.token.kind === 'newline') {
      refuse('trailing comma not allowed without surrounding parentheses', p.token.from, p.token.to);
    }
    const start = p.token.from;
    const name = p.name();
    const alias = p.accept('as') ? p.name() : undefined;
    names.push({ name, alias, from: start, to: p.end });
  } while (p.accept(','));
  if (grouped) p.expect(')');
  return { kind: 'import from', module, names, from, to: p.end };
}

function parseDelete(p: Reader): Statement {
  const { from } = p.advance();
  const start = p.token;
  const value = parseStarExpressions(p);
  const wrong = value.kind === 'starred' ? value : wrongTarget(value);
  if (wrong !== undefined) refuse(`cannot delete ${describe(wrong)}`, wrong.from, wrong.to);
  const listed = value.kind === 'tuple' && (start.text !== '(' || value.from !== start.from);
  const targets = listed && value.kind === 'tuple' ? value.items : [value];
  const starred = targets.find(({ kind }) => kind === 'starred');
  if (starred !== undefined) refuse('cannot delete starred', starred.from, starred.to);
  return { kind: 'delete', targets, from, to: p.end };
}

function parseRaise(p: Reader): Statement {
  const { from } = p.advance();
  if (!startsExpression(p)) return { kind: 'raise', exception: undefined, cause: undefined, from, to: p.end };
  let exception = parseExpression(p);
  if (p.version === 2 && p.accept(',')) {
    // Python 2's `raise Type, value` is `raise Type(value)`.
    const value = parseExpression(p);
    const given = { kind: 'positional', name: undefined, value, from: value.from, to: value.to } as const;
    exception = { kind: 'call', callee: exception, arguments: [given], from: exception.from, to: p.end };
    if (p.accept(',')) parseExpression(p);
    return { kind: 'raise', exception, cause: undefined, from, to: p.end };
  }
  const cause = p.version === 3 && p.accept('from') ? parseExpression(p) : undefined;
  return { kind: 'raise', exception, cause, from, to: p.end };
}

/** Python 2's print statement. */
function parsePrint(p: Reader): Statement {
  const { from } = p.advance();
  let destination: Expression | undefined;
  const values: Expression[] = [];
  let newline = true;
  if (p.accept('>>')) {
    destination = parseExpression(p);
    if (p.at(',')) {
      p.advance();
      if (!startsExpression(p)) p.fail();
    }
  }
  while (startsExpression(p)) {
    values.push(parseExpression(p));
    newline = !p.accept(',');
    if (newline) break;
  }
  return { kind: 'print', destination, values, newline, from, to: p.end };
}

/** An expression statement, or a side of an assignment. */
function parseValue(p: Reader): Expression {
  return p.at('yield') ? parseYield(p) : parseStarExpressions(p);
}

const AUGMENTED = /^(?:\+|-|\*|\/|\/\/|%|@|&|\||\^|>>|<<|\*\*)=$/;

function parseExpressionStatement(p: Reader): Statement {
  const first = p.token;
  const { from } = first;
  const value = parseValue(p);
  if (p.token.kind === 'operator') {
    if (p.at('=')) return parseAssignment(p, value, from);
    if (AUGMENTED.test(p.token.text)) {
      const { kind } = value;
      if (kind !== 'name' && kind !== 'attribute' && kind !== 'subscript') {
        const what = describe(value);
        refuse(`'${what}' is an illegal expression for augmented assignment`, value.from, value.to);
      }
      const operator = p.advance().text.slice(0, -1) as BinaryOperator;
      const right = parseValue(p);
      return { kind: 'augmented', operator, target: value, value: right, from, to: p.end };
    }
    if (p.at(':') && p.version === 3) {
      if (first.text === 'match' || first.text === 'case') {
        if (value.kind !== 'name') refuse(`${first.text} statements are not supported here`, first.from, first.to);
      }
      return parseAnnotated(p, value, from);
    }
    if (p.at(':=') && p.version === 3 && value.kind !== 'name') {
      refuse(`cannot use assignment expressions with ${describe(value)}`, value.from, value.to);
    }
  }
  if (value.kind === 'name' && value.name === 'match' && startsExpression(p)) {
    const matched = p.attempt(() => {
      parseStarExpressions(p);
      p.expect(':');
      return true;
    });
    if (matched === true) refuse('match statements are not supported here', first.from, first.to);
  }
  return { kind: 'expression', value, from, to: p.end };
}

function parseAssignment(p: Reader, first: Expression, from: number): Statement {
  const targets: Expression[] = [];
  let value = first;
  while (p.at('=')) {
    const wrong = wrongTarget(value);
    if (wrong !== undefined) refuseAssigned(p, value, wrong, targets.length === 0, from);
    targets.push(value);
    p.advance();
    value = parseValue(p);
  }
  return { kind: 'assign', targets, value, from, to: p.end };
}

function refuseAssigned(p: Reader, value: Expression, wrong: Expression, isFirst: boolean, from: number): never {
  const grouped = p.source[from] === '(' && value.kind !== 'tuple' && value.kind !== 'call' && value.from > from;
  const isYield = wrong.kind === 'yield' || wrong.kind === 'yield from';
  if (isYield && !grouped && isFirst) refuse('assignment to yield expression not possible', wrong.from, wrong.to);
  // Python guesses at a comparison when the last item in front of the first `=` is no target.
  const last = value.kind === 'tuple' && value.to === value.items.at(-1)?.to ? value.items.at(-1)! : value;
  if (isFirst && last.kind !== 'name') refuseAssignment(p, last, grouped && last === value);
  return refuse(`cannot assign to ${describe(wrong)}`, wrong.from, wrong.to);
}

function parseAnnotated(p: Reader, target: Expression, from: number): Statement {
  const { kind } = target;
  if (kind !== 'name' && kind !== 'attribute' && kind !== 'subscript') {
    const start = p.position;
    p.advance();
    const annotation = p.attempt(() => parseExpression(p));
    p.seek(start);
    if (annotation === undefined) p.fail();
    if (kind === 'list' || kind === 'tuple') {
      refuse(`only single target (not ${kind}) can be annotated`, target.from, target.to);
    }
    refuse('illegal target for annotation', target.from, target.to);
  }
  p.advance();
  const { from: start, to: end } = parseExpression(p);
  const annotation = { from: start, to: end };
  const value = p.accept('=') ? parseValue(p) : undefined;
  return { kind: 'annotated', target, annotation, value, from, to: p.end };
}
