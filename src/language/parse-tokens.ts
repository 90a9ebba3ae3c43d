import { notOurs } from './parse-advice.ts';
import { clipped, refuse, type Span, type Word } from './parse-fault.ts';

/** A word, a number or a sign of a text. A `foreign` token has no meaning in the notation, or only in a statement. */
export interface Token extends Word {
  readonly kind: 'number' | 'name' | 'open' | 'close' | 'sign' | 'foreign';
}

/** The other bracket of each bracket. */
export type Partners = ReadonlyMap<Token, Token>;

/** Numbers (also malformed ones, as a whole), names, and signs: longer ones before shorter ones. */
const pattern =
  /0[xX][0-9A-Za-z_]*|\.?[0-9](?:[eE][-+](?=[0-9])|[0-9A-Za-z_]|\.(?=[0-9]|[eE][-+]?[0-9]))*|[\p{ID_Start}_]\p{ID_Continue}*|===|\*\*=|&&|\|\||=>|=<|<>|<<|>>|\*\*|\/\/|[-+*/@<>=!:]=|./gsu;

const signs: ReadonlySet<string> = new Set([
  ...['+', '-', '*', '/', '%', '@', '**'],
  ...['<', '<=', '>', '>=', '=='],
  ...['=', '.', ','],
]);

/** Splits any text into words, numbers and signs, in order. A character that fits nowhere is a `foreign` token. */
export function tokensOf(source: string): readonly Token[] {
  return [...source.matchAll(pattern)]
    .filter(([text]) => text !== ' ')
    .map(({ 0: text, index: from }) => ({ text, from, to: from + text.length, kind: kindOf(text) }));
}

function kindOf(text: string): Token['kind'] {
  if (notOurs.has(text)) return 'foreign';
  if (/^\.?[0-9]/.test(text)) return 'number';
  if (/^[\p{ID_Start}_]/u.test(text)) return 'name';
  if (text === '(' || text === '[') return 'open';
  if (text === ')' || text === ']') return 'close';
  return signs.has(text) ? 'sign' : 'foreign';
}

/**
 * Refuses an expression with a foreign token, with brackets that do not match, or with two neighbours that do not fit. Afterwards
 * brackets match, and operands and operators alternate.
 * @param at the offset of the expression in its text.
 */
export function checkTokens(tokens: readonly Token[], at: number): Partners {
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'foreign' && !isOptionValue(tokens, index)) refuse(token, foreign(token.text));
  }
  const partners = matchBrackets(tokens);
  checkNeighbours(tokens, at);
  return partners;
}

/** True for the truth value of `sum(m, axis=1, keepdims=True)`: it has no place elsewhere. */
function isOptionValue(tokens: readonly Token[], index: number): boolean {
  const isTruth = tokens[index]?.text === 'True' || tokens[index]?.text === 'False';
  return isTruth && tokens[index - 1]?.text === '=' && tokens[index - 2]?.text === 'keepdims';
}

function foreign(text: string): string {
  const advice = notOurs.get(text);
  if (advice !== undefined) return `there is no ${text} here${advice === '' ? '' : `; ${advice}`}`;
  // By its number, because it may be invisible.
  const code = (text.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0');
  return `the character U+${code} has no meaning here`;
}

function matchBrackets(tokens: readonly Token[]): Partners {
  const partners = new Map<Token, Token>();
  const open: Token[] = [];
  for (const found of tokens) {
    if (found.kind === 'open') open.push(found);
    if (found.kind !== 'close') continue;
    const opening = open.pop();
    if (opening === undefined) refuse(found, `no ${found.text === ')' ? '(' : '['} is open here`);
    const expected = opening.text === '(' ? ')' : ']';
    if (found.text !== expected) refuse(found, `${opening.text} is closed by ${expected}, found ${found.text}`);
    partners.set(opening, found).set(found, opening);
  }
  const last = open.pop();
  if (last !== undefined) refuse(last, `this ${last.text} is never closed`);
  return partners;
}

function checkNeighbours(tokens: readonly Token[], at: number): void {
  for (let i = 0; i <= tokens.length; i++) {
    const [before, after] = [tokens[i - 1], tokens[i]];
    if (isOperand(before) || before?.kind === 'close') {
      const [left, right] = [before, after].map((token) => clipped(token?.text ?? ''));
      if (after !== undefined && isOperand(after)) refuse(after, `an operator is missing between ${left} and ${right}`);
    } else if (before?.text === '.') checkDot(tokens[i - 2], before, after);
    else if (!mayFollow(before, after)) refuseGap(before, after, at);
  }
}

function isOperand(token: Token | undefined): boolean {
  return token?.kind === 'number' || token?.kind === 'name' || token?.text === 'True' || token?.text === 'False';
}

/** True when a token can begin an operand. */
function mayFollow(before: Token | undefined, after: Token | undefined): boolean {
  if (isOperand(after) || after?.kind === 'open' || after?.text === '-' || after?.text === '+') return true;
  // A call without arguments is refused where the function is known; a comma may follow the last argument.
  return after?.kind === 'close' && (before?.text === ',' || (before?.text === '(' && after.text === ')'));
}

function checkDot(owner: Token | undefined, dot: Token, after: Token | undefined): void {
  if (isOperand(after)) return;
  if (owner?.kind === 'number') refuse(dot, `write ${clipped(owner.text)}.0`);
  refuse(after ?? behind(dot), 'only T can follow a dot, for the transpose: m.T');
}

function refuseGap(before: Token | undefined, after: Token | undefined, at: number): never {
  if (before === undefined) {
    if (after === undefined) refuse({ from: at, to: at }, 'an expression is missing');
    refuse(after, `something is missing before ${after.text}`);
  }
  if (after === undefined) refuse(behind(before), `something is missing after ${before.text}`);
  if (before.text === '[' && after.text === ']') refuse(after, 'a row and a column are missing, as in m[0, 0]');
  refuse(after, `something is missing between ${before.text} and ${after.text}`);
}

function behind({ to }: Span): Span {
  return { from: to, to };
}
