import { call, type Expression, type FillName, type FunctionName, fill } from './expression.ts';
import { functionNames, isFill, isFunction, isReduction } from './functions.ts';
import { clipped, didYouMean, refuse } from './parse-fault.ts';
import { childrenOf, type Node, textOf } from './parse-tree.ts';

/** What people reach for most. */
const usual: readonly FunctionName[] = [
  'sigmoid',
  'slope',
  'tanh',
  'relu',
  'abs',
  'sqrt',
  'exp',
  'log',
  'sum',
  'mean',
  'max',
  'min',
];

const modules: readonly string[] = ['np', 'numpy', 'math', 'torch'];

/** What our functions are called elsewhere: in the tutorial, in NumPy and in formulas. */
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

/** An argument as it stands between two commas: `axis=0` has a keyword. */
interface Argument {
  readonly keyword: Node | undefined;
  readonly value: Node;
}

/** `mean(m)`, `sum(m, axis=0)` or `zeros((3, 4))`. */
export function callIn(node: Node, source: string, inside: (part: Node) => Expression): Expression {
  const [callee, list] = childrenOf(node) as [Node, Node];
  const given = argumentsIn(list, source);
  const text = textOf(callee, source);
  if (callee.name === 'MemberExpression') refuseMethod(callee, given, source);
  if (callee.name !== 'VariableName') {
    refuse(list, `an operator is missing between ${clipped(text)} and (`);
  }
  if (isFill(text)) return fillOf(text, list, given, source);
  if (!isFunction(text)) refuse(callee, `there is no function ${clipped(text)}${meant(text)}`);
  const [first, ...options] = given;
  if (first === undefined || first.keyword !== undefined) {
    refuse(list, `${text} takes an expression, as in ${text}(m), found none`);
  }
  // Read before what follows it is looked at: faults are told from left to right.
  const argument = inside(first.value);
  const found: { axis?: 0 | 1; keepdims?: true } = {};
  for (const option of options) {
    const next = optionOf(text, option, source);
    const [word] = Object.keys(next) as (keyof typeof found)[];
    if (word !== undefined && found[word] !== undefined) refuse(option.value, `${word} is given twice`);
    Object.assign(found, next);
  }
  return call(text, argument, found.axis);
}

/** A reduction keeps both dimensions whether that is said or not: every value is a matrix. */
function optionOf(callee: FunctionName, option: Argument, source: string): { axis: 0 | 1 } | { keepdims: true } {
  const { keyword, value } = option;
  if (!isReduction(callee) || keyword === undefined || textOf(keyword, source) !== 'keepdims') {
    return { axis: axisOf(callee, option, source) };
  }
  const text = textOf(value, source);
  if (text !== 'True')
    refuse(value, `every value is a matrix: write keepdims=True, or nothing, found ${clipped(text)}`);
  return { keepdims: true };
}

function axisOf(callee: FunctionName, { keyword, value }: Argument, source: string): 0 | 1 {
  const text = clipped(textOf(value, source));
  if (keyword === undefined) {
    if (isReduction(callee) && (text === '0' || text === '1')) refuse(value, `write axis=${text}`);
    refuse(value, `${callee} takes one expression, found another`);
  }
  const word = textOf(keyword, source);
  const whole = { from: keyword.from, to: value.to };
  if (!isReduction(callee)) refuse(whole, `${callee} works cell by cell and takes no ${clipped(word)}`);
  if (word !== 'axis') refuse(keyword, `${callee} takes axis=0 or axis=1, found ${clipped(word)}`);
  if (text !== '0' && text !== '1') {
    refuse(value, `an axis is 0, down the rows, or 1, along the columns, found ${text}`);
  }
  return text === '0' ? 0 : 1;
}

/** `zeros((3, 4))` */
function fillOf(callee: FillName, list: Node, given: readonly Argument[], source: string): Expression {
  const [size] = given;
  const sizes = size?.value.name === 'TupleExpression' ? childrenOf(size.value, ['(', ')', ',']) : [];
  if (given.length !== 1 || size?.keyword !== undefined || sizes.length !== 2) {
    refuse(list, `${callee} takes rows and columns, as in ${callee}((3, 4))`);
  }
  const [rows, columns] = sizes.map((node) => {
    const found = textOf(node, source);
    if (/^[0-9]+$/.test(found) && Number(found) >= 1 && Number.isSafeInteger(Number(found))) return Number(found);
    return refuse(node, `sizes are whole numbers from 1, found ${clipped(found)}`);
  });
  return fill(callee, rows as number, columns as number);
}

/** `l1.mean()` and `np.mean(l1)`: says how the same is written here. */
function refuseMethod(callee: Node, given: readonly Argument[], source: string): never {
  const [of, dot, method] = childrenOf(callee) as [Node, Node, Node | undefined];
  if (method === undefined || textOf(dot, source) !== '.') {
    refuse(callee, `${clipped(textOf(callee, source))} is no function`);
  }
  const [owner, word] = [textOf(of, source), textOf(method, source)];
  const known = isFunction(word) || isFill(word);
  if (modules.includes(owner)) {
    if (known) refuse({ from: callee.from, to: method.from }, `write ${word} without ${owner}.`);
    refuse(method, `there is no function ${clipped(word)}${meant(word)}`);
  }
  const rest = given.map(({ keyword, value }) => source.slice((keyword ?? value).from, value.to));
  if (isFunction(word)) {
    const argument = of.name === 'ParenthesizedExpression' ? owner.slice(1, -1) : owner;
    refuse(callee, `write ${clipped(`${word}(${[argument, ...rest].join(', ')})`)}`);
  }
  if (word === 'dot' || word === 'matmul') refuse(callee, `write ${clipped(`${owner} @ ${rest.join(', ')}`)}`);
  if (word === 'transpose' || word === 'T') refuse(callee, `write ${clipped(`${owner}.T`)}`);
  refuse(method, `there is no function ${clipped(word)}${meant(word)}`);
}

function meant(word: string): string {
  if (Object.hasOwn(otherNames, word)) return `; write ${otherNames[word]}`;
  return didYouMean(word, [...functionNames, 'zeros', 'random']) || `; there are ${usual.join(', ')} and more`;
}

function argumentsIn(list: Node, source: string): readonly Argument[] {
  const groups: Node[][] = [[]];
  for (const part of childrenOf(list, ['(', ')'])) {
    if (part.name === ',') groups.push([]);
    else (groups.at(-1) as Node[]).push(part);
  }
  // A comma may stand behind the last argument.
  if ((groups.at(-1) as Node[]).length === 0) groups.pop();
  return groups.map(([first, second, third, ...more]) => {
    if (first !== undefined && second === undefined) return { keyword: undefined, value: first };
    const hasKeyword = second?.name === 'AssignOp' && more.length === 0;
    if (hasKeyword && third !== undefined) return { keyword: first, value: third };
    return refuse(first ?? list, `${clipped(textOf(list, source))} is no list of arguments`);
  });
}
