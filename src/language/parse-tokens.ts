import { clipped, refuse, type Span } from './parse-fault.ts';

/** A word, a number or a sign of an expression. Only good for finding faults: what it means, Python's grammar says. */
export interface Token extends Span {
  readonly text: string;
  readonly kind: 'operand' | 'open' | 'close' | 'sign';
}

/** Numbers, names, longer signs before shorter ones. A number need not end where Python ends it. */
const token =
  /\.?[0-9][0-9A-Za-z_]*(?:\.[0-9][0-9A-Za-z_]*)?|[\p{ID_Start}_]\p{ID_Continue}*|===|\*\*=|&&|\|\||=>|=<|<>|<<|>>|\*\*|\/\/|[-+*/@<>=!:]=|./gsu;
const operand = /^[.]?[0-9]|^[\p{ID_Start}_]/u;

const signs: ReadonlySet<string> = new Set(['+', '-', '*', '/', '@', '**', '<', '<=', '>', '>=', '=', '.', ',']);

const separateWatches = 'write each comparison as a watch of its own';
const approximately = 'results are hardly ever equal to the last bit, so compare with <, <=, > or >=';

/** Signs and words that are Python, or that other notations have, and what to write in their place. */
const notOurs: ReadonlyMap<string, string> = new Map([
  ['and', separateWatches],
  ['or', separateWatches],
  ['&&', separateWatches],
  ['||', separateWatches],
  ['&', separateWatches],
  ['|', separateWatches],
  ['not', 'turn the comparison round'],
  ['~', 'a minus is -'],
  ['==', approximately],
  ['===', approximately],
  ['!=', approximately],
  ['≠', approximately],
  ['<>', approximately],
  ['is', approximately],
  ['=>', 'write >='],
  ['=<', 'write <='],
  ['≥', 'write >='],
  ['≤', 'write <='],
  ['//', 'a quotient is /'],
  ['÷', 'a quotient is /'],
  ['^', 'a power is **'],
  ['²', 'write ** 2'],
  ['³', 'write ** 3'],
  ['×', 'a product is *, a matrix product @'],
  ['·', 'a product is *, a matrix product @'],
  ['−', 'a minus is -'],
  ['–', 'a minus is -'],
  ["'", 'a transpose is .T, and names stand without quotes'],
  ['"', 'names stand without quotes'],
  ['’', 'a transpose is .T, and names stand without quotes'],
  ['√', 'write sqrt(…)'],
  ['∑', 'write sum(…)'],
  ['∞', 'numbers are finite'],
  ['{', 'parentheses are ( and )'],
  ['}', 'parentheses are ( and )'],
  ['#', 'a comment has no place'],
  [';', 'one expression at a time'],
  ...[':=', '+=', '-=', '*=', '/=', '@=', '**='].map((text) => [text, 'nothing is assigned'] as const),
  [':', 'one cell is m[0, 0], and a part of a matrix cannot be cut out'],
  ['lambda', 'the functions are a fixed set'],
  ['deriv', 'the derivative of sigmoid is slope(m)'],
  ['True', 'write 1'],
  ['False', 'write 0'],
  ['if', 'an expression has no branches'],
  ['else', 'an expression has no branches'],
  ['for', 'sum, mean, max and min go over all cells'],
  ...['in', 'None', '%', '<<', '>>', '!', '$', '?', '`', '\\'].map((text) => [text, ''] as const),
  ...'as assert async await break class continue def del elif except finally from global import nonlocal pass raise return try while with yield'
    .split(' ')
    .map((keyword) => [keyword, 'an expression has no statements'] as const),
]);

/** The words and signs of a source. All that can be wrong with one of them, or with two side by side, is refused. */
export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const { 0: text, index: from } of source.matchAll(token)) {
    if (text === ' ') continue;
    const span = { from, to: from + text.length };
    const advice = notOurs.get(text);
    if (advice !== undefined && !(isTruth(text) && followsKeepdims(tokens)))
      refuse(span, `there is no ${text} here${advice === '' ? '' : `; ${advice}`}`);
    tokens.push({ ...span, text, kind: kindOf(text) ?? refuse(span, foreign(text)) });
  }
  matchBrackets(tokens);
  checkNeighbours(tokens);
  return tokens;
}

function isTruth(text: string): boolean {
  return text === 'True' || text === 'False';
}

/** There alone a truth value has a place: `sum(m, axis=1, keepdims=True)`. */
function followsKeepdims(tokens: readonly Token[]): boolean {
  return tokens.at(-1)?.text === '=' && tokens.at(-2)?.text === 'keepdims';
}

function kindOf(text: string): Token['kind'] | undefined {
  if (operand.test(text)) return 'operand';
  if (text === '(' || text === '[') return 'open';
  if (text === ')' || text === ']') return 'close';
  return signs.has(text) ? 'sign' : undefined;
}

/** By its number, for it may be one that nobody can see. */
function foreign(character: string): string {
  const code = (character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0');
  return `the character U+${code} has no meaning here`;
}

function matchBrackets(tokens: readonly Token[]): void {
  const open: Token[] = [];
  for (const found of tokens) {
    if (found.kind === 'open') open.push(found);
    if (found.kind !== 'close') continue;
    const opening = open.pop();
    if (opening === undefined) refuse(found, `no ${found.text === ')' ? '(' : '['} is open here`);
    const expected = opening.text === '(' ? ')' : ']';
    if (found.text !== expected) refuse(found, `${opening.text} is closed by ${expected}, found ${found.text}`);
  }
  const last = open.pop();
  if (last !== undefined) refuse(last, `this ${last.text} is never closed`);
}

/** Operands and what joins them take turns. */
function checkNeighbours(tokens: readonly Token[]): void {
  for (let i = 0; i <= tokens.length; i++) {
    const [before, after] = [tokens[i - 1], tokens[i]];
    if (before?.kind === 'operand' || before?.kind === 'close') {
      const [left, right] = [before, after].map((token) => clipped(token?.text ?? ''));
      if (after?.kind === 'operand') refuse(after, `an operator is missing between ${left} and ${right}`);
    } else if (before?.text === '.') checkDot(tokens[i - 2], before, after);
    else if (!mayFollow(before, after)) refuseGap(before, after);
  }
}

/** Whether a token may stand where an operand begins. */
function mayFollow(before: Token | undefined, after: Token | undefined): boolean {
  if (after?.kind === 'operand' || after?.kind === 'open' || after?.text === '-' || after?.text === '+') return true;
  // A call without arguments is refused where the function is known; a comma may stand behind the last argument.
  return after?.kind === 'close' && (before?.text === ',' || (before?.text === '(' && after.text === ')'));
}

function checkDot(owner: Token | undefined, dot: Token, after: Token | undefined): void {
  if (after?.kind === 'operand') return;
  if (/^[0-9]/.test(owner?.text ?? '')) refuse(dot, `write ${clipped(owner?.text ?? '')}.0`);
  refuse(after ?? behind(dot), 'after a dot only T may stand, for the transpose: m.T');
}

function refuseGap(before: Token | undefined, after: Token | undefined): never {
  if (before === undefined) {
    if (after === undefined) refuse({ from: 0, to: 0 }, 'an expression is missing');
    refuse(after, `something is missing before ${after.text}`);
  }
  if (after === undefined) refuse(behind(before), `something is missing after ${before.text}`);
  if (before.text === '[' && after.text === ']') refuse(after, 'a row and a column are missing, as in m[0, 0]');
  refuse(after, `something is missing between ${before.text} and ${after.text}`);
}

function behind({ to }: Span): Span {
  return { from: to, to };
}
