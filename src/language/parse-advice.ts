import { functionNames, isCallable, isColumnFill, isFill, isFunction } from './functions.ts';
import { clipped, didYouMean, refuse, type Word } from './parse-fault.ts';

/*
 * Advice for people who type an expression in Python or in another notation: what to write instead.
 */

const separateWatches = 'write each comparison as a watch of its own';
export const approximately = 'results are hardly ever equal to the last bit, so compare with <, <=, > or >=';

/** Advice on signs and words of Python and of other notations that an expression does not have. */
export const notOurs: ReadonlyMap<string, string> = new Map([
  ['and', separateWatches],
  ['or', separateWatches],
  ['&&', separateWatches],
  ['||', separateWatches],
  ['&', separateWatches],
  ['|', separateWatches],
  ['not', 'write the opposite comparison'],
  ['~', 'a minus is -'],
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
  ["'", 'a transpose is .T, and names have no quotes'],
  ['"', 'names have no quotes'],
  ['’', 'a transpose is .T, and names have no quotes'],
  ['√', 'write sqrt(…)'],
  ['∑', 'write sum(…)'],
  ['∞', 'numbers are finite'],
  ['{', 'parentheses are ( and )'],
  ['}', 'parentheses are ( and )'],
  ['#', 'an expression has no comments'],
  [';', 'one expression at a time'],
  ...[':=', '+=', '-=', '*=', '/=', '@=', '**='].map((text) => [text, 'nothing is assigned'] as const),
  [':', 'a cell is m[0, 0], and there are no slices'],
  ['lambda', 'the functions are a fixed set'],
  ['deriv', 'the derivative of sigmoid is slope(m)'],
  ['True', 'write 1'],
  ['False', 'write 0'],
  ['if', 'an expression has no branches'],
  ['else', 'an expression has no branches'],
  ['for', 'sum, mean, max and min go over all cells'],
  ...['in', 'None', '<<', '>>', '!', '$', '?', '`', '\\'].map((text) => [text, ''] as const),
  ...'as assert async await break class continue def del elif except finally from global import nonlocal pass raise return try while with yield'
    .split(' ')
    .map((keyword) => [keyword, 'an expression has no statements'] as const),
]);

/** A call of a function of the notation, for advice: `mean(m)`. */
export function callExample(text: string): string {
  if (text === 'clip') return 'clip(m, -1, 1)';
  if (text === 'array') return 'array([[0, 1], [2, 3]])';
  if (isFill(text)) return isColumnFill(text) ? `${text}(4)` : `${text}((3, 4))`;
  return `${text}(m)`;
}

const modules: readonly string[] = ['np', 'numpy', 'math', 'torch'];

/** Other names of the functions: in the tutorial, in NumPy and in formulas. */
const otherNames: Readonly<Record<string, string>> = {
  nonlin: 'sigmoid(m), or slope(m) for its derivative',
  σ: 'sigmoid(m)',
  absolute: 'abs(m)',
  fabs: 'abs(m)',
  average: 'mean(m)',
  avg: 'mean(m)',
  Σ: 'sum(m)',
  amax: 'max(m)',
  amin: 'min(m)',
  ln: 'log(m)',
  dot: 'a @ b',
  matmul: 'a @ b',
  power: 'a ** b',
  pow: 'a ** b',
  square: 'm ** 2',
  transpose: 'm.T',
  norm: 'sqrt(sum(m ** 2))',
  T: 'm.T, without parentheses',
};

/** Functions for a message on a word that is close to none. */
const common = 'sigmoid, slope, tanh, relu, abs, sqrt, exp, log, sum, mean, max, min';

/** Advice on an unknown function: `; write abs(m)`, `; did you mean mean?` */
export function meantFunction(word: string): string {
  if (Object.hasOwn(otherNames, word)) return `; write ${otherNames[word]}`;
  const known = [...functionNames, 'clip', 'zeros', 'random', 'arange', 'array'];
  return `; ${didYouMean(word, known) ?? `there are ${common} and more`}`;
}

/** `l1.mean(axis=0)` or `np.mean(l1)`, with the text between the parentheses as `rest`. */
interface Method {
  readonly owner: Word;
  /** True when the owner is one expression in parentheses. */
  readonly isWrapped: boolean;
  readonly dot: Word;
  readonly member: Word;
  readonly rest: string;
}

/** Refuses a method: here functions are called by their name alone. */
export function refuseMethod({ owner, isWrapped, dot, member, rest }: Method): never {
  const word = member.text;
  const callee = { from: owner.from, to: member.to };
  if (modules.includes(owner.text)) {
    if (isCallable(word)) refuse({ from: owner.from, to: dot.to }, `write ${word} without ${owner.text}.`);
  } else if (isFunction(word)) {
    const argument = isWrapped ? owner.text.slice(1, -1) : owner.text;
    refuse(callee, `write ${clipped(`${word}(${argument}${rest === '' ? '' : `, ${rest}`})`)}`);
  } else if (word === 'dot' || word === 'matmul') {
    refuse(callee, `write ${clipped(`${owner.text} @ ${rest}`)}`);
  } else if (word === 'transpose' || word === 'T') refuse(callee, `write ${clipped(`${owner.text}.T`)}`);
  refuse(member, `there is no function ${clipped(word)}${meantFunction(word)}`);
}
