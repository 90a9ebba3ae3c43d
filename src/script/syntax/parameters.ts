import { refuse } from './fault.ts';
import type { Reader } from './reader.ts';
import type { Expression, Parameter } from './tree.ts';

type ParseExpression = (p: Reader) => Expression;

/** The parameters of a function up to its `)`, or of a lambda up to its `:`. */
export function parseParameters(p: Reader, close: ')' | ':', parseExpression: ParseExpression): Parameter[] {
  const parameters: Parameter[] = [];
  let kind: Parameter['kind'] = 'positional';
  let defaults = false;
  let done = false;
  while (!p.at(close)) {
    const { token } = p;
    if (done) {
      // Nothing may follow `**name`.
      refuse('arguments cannot follow var-keyword argument', token.from, token.to);
    }
    if (p.accept('/')) {
      if (parameters.length === 0) refuse('at least one argument must precede /', token.from, token.to);
      if (kind !== 'positional') refuse('/ must be ahead of *', token.from, token.to);
      if (parameters.some((parameter) => parameter.kind === 'positional only')) {
        refuse('/ may appear only once', token.from, token.to);
      }
      for (const [i, parameter] of parameters.entries()) parameters[i] = { ...parameter, kind: 'positional only' };
    } else if (p.accept('**')) {
      parameters.push(readParameter(p, 'double star', close, parseExpression));
      if (p.at('=')) refuse('var-keyword argument cannot have default value', p.token.from, p.token.to);
      done = true;
    } else if (p.accept('*')) {
      if (kind === 'keyword only') refuse('* argument may appear only once', token.from, token.to);
      kind = 'keyword only';
      if (p.at(',') || p.at(close)) {
        if (p.at(close) || p.following.text === close || p.following.text === '**') {
          refuse('named arguments must follow bare *', token.from, token.to);
        }
      } else {
        parameters.push(readParameter(p, 'star', close, parseExpression));
        if (p.at('=')) refuse('var-positional argument cannot have default value', p.token.from, p.token.to);
      }
    } else {
      if (p.at('(')) {
        if (p.version === 2) refuse('tuple parameters are not supported here', token.from, token.to);
        refuseGroup(p, close);
      }
      const parameter = readParameter(p, kind, close, parseExpression);
      if (p.accept('=')) {
        defaults = true;
        const defaultValue = p.at(')') || p.at(',') ? noDefault(p) : parseExpression(p);
        parameters.push({ ...parameter, defaultValue });
      } else {
        if (defaults && kind === 'positional' && (p.at(',') || p.at(close))) {
          refuse('non-default argument follows default argument', parameter.from, parameter.to);
        }
        parameters.push(parameter);
      }
    }
    if (!p.accept(',')) break;
  }
  return parameters;
}

function noDefault(p: Reader): never {
  return refuse('expected default value expression', p.previous.from, p.previous.to);
}

function refuseGroup(p: Reader, close: ')' | ':'): never {
  const { from } = p.token;
  const start = p.position;
  p.advance();
  while (p.atName || p.at(',')) p.advance();
  if (p.at(')')) {
    const { to } = p.token;
    refuse(
      `${close === ':' ? 'Lambda expression parameters' : 'Function parameters'} cannot be parenthesized`,
      from,
      to,
    );
  }
  p.seek(start);
  return p.fail();
}

function readParameter(
  p: Reader,
  kind: Parameter['kind'],
  close: ')' | ':',
  parseExpression: ParseExpression,
): Parameter {
  const { from, to } = p.token;
  const name = p.name();
  // An annotation is not computed.
  if (close === ')' && p.version === 3 && p.accept(':')) {
    if (kind === 'star') p.accept('*');
    parseExpression(p);
  }
  return { name, kind, defaultValue: undefined, from, to };
}
