/*
 * One cell of a step, followed to the cells that give it. All values are those that the run had. Sums, products, reductions, `+ - * /` and
 * comparisons are computed here too, in the order of the run, and compared with the cell: where they differ, nothing is claimed. Other
 * operators and functions are shown with their operands as the run had them, and not computed.
 *
 * Longer than other files: each kind of expression is one case of the same walk from a cell to its operands.
 */
import type { Argument, Expression } from '../../syntax/tree.ts';
import { sameBits } from '../numbers.ts';
import { folded, isResult, largestOf, meets, type Rest } from './arithmetic.ts';
import {
  broadcastIndex,
  flatOf,
  type Index,
  type IndexPart,
  indexOf,
  shapeOf,
  throughIndex,
  valueAt,
} from './cells.ts';
import {
  argumentCountOf,
  axisAt,
  functionNamed,
  isFlat,
  isFold,
  isReordered,
  keepsDimensions,
  operatorOf,
} from './library-calls.ts';
import { keyOf, type Seen } from './record.ts';
import { branchOf, expressionOf, isLiteral, isPath, type Spot, type Step, seenIn, textOf, truthIn } from './steps.ts';
import type { Trees } from './trees.ts';

/** A cell of an expression: `l1[0,2]`, its number, and whether it is a truth value. */
export interface Term {
  readonly text: string;
  readonly value: number;
  readonly isTruth: boolean;
}

export type CellSource =
  /** A name or a number: no other cell gives it. */
  | { readonly kind: 'given' }
  /** The same number elsewhere: transposed, indexed, in another shape. */
  | { readonly kind: 'same'; readonly of: Term }
  | { readonly kind: 'operator'; readonly operator: string; readonly left: Term; readonly right: Term }
  | { readonly kind: 'function'; readonly name: string; readonly of: readonly Term[] }
  /** Σ left × right, in the order of the run. */
  | { readonly kind: 'product'; readonly terms: readonly ProductTerm[]; readonly rest: Rest | undefined }
  /** The cells of a reduction, in its order. */
  | {
      readonly kind: 'fold';
      readonly name: string;
      readonly terms: readonly Term[];
      readonly rest: Rest | undefined;
    }
  /** An assignment in place. */
  | { readonly kind: 'update'; readonly operator: string; readonly before: number; readonly change: Term }
  /** A function of a library: its inputs and its result. */
  | { readonly kind: 'library'; readonly name: string };

export interface ProductTerm {
  readonly left: Term;
  readonly right: Term;
  readonly product: number;
}

export interface CellExplanation {
  readonly cell: Term;
  readonly source: CellSource;
  /** Sentences about the way to the source, such as functions that returned the value, or broadcasting. */
  readonly words: readonly string[];
  /** Explanations of the cells of the source that are results themselves, in the order of the script. */
  readonly parts: readonly CellExplanation[];
}

/** The cell of an expression. */
interface Place {
  readonly spot: Spot;
  readonly index: Index;
}

/** The most terms that are listed: of the cell itself, and of one that it is computed from. */
const MOST_TERMS = 512;
const MOST_TERMS_OF_PARTS = 32;
/** The most cells that a cell is explained with. */
const MOST_PARTS = 16;
/** The longest name of a cell. */
const MOST_NAME = 100;
/** The most levels of cells below the explained one. */
const MOST_PARTS_DEEP = 6;
/** The most functions and assignments that a value is followed through. */
const MOST_FOLLOWED = 24;

/** Explains a cell of a step; undefined for a step without numbers. */
export function explainStep(trees: Trees, step: Step, index: Index): CellExplanation | undefined {
  const { seen, spot } = step;
  if (seen?.numbers === undefined) return undefined;
  const explainer = new Explainer(trees);
  if (step.kind === 'update' && spot !== undefined) return explainer.update(step, spot, index);
  const name = step.text.replace(/ before$/, '').replace(/^for (.+?) in .*$/, '$1');
  if (spot === undefined) return { cell: termOf(name, seen, index), source: { kind: 'given' }, words: [], parts: [] };
  const explanation = explainer.explain(spot, seen, index);
  const target = step.kind === 'line' ? targetOf(trees, spot) : undefined;
  return target === undefined ? explanation : { ...explanation, cell: termOf(target, seen, index) };
}

/** The name that a statement gives to the value. */
function targetOf(trees: Trees, { ran, code }: Spot): string | undefined {
  const statement = trees.statementAt(code.source, ran.place);
  if (statement?.kind !== 'assign' && statement?.kind !== 'annotated') return undefined;
  const target = statement.kind === 'assign' ? statement.targets[0] : statement.target;
  const isOne = target !== undefined && (isPath(target) || target.kind === 'subscript');
  return isOne ? textOf(code, target) : undefined;
}

function termOf(name: string, seen: Seen, index: Index): Term {
  return { text: cellText(name, index), value: valueAt(seen, index), isTruth: seen.isTruth };
}

/** `l1[0,2]`; a single number has no index, and an operation is in parentheses. */
function cellText(name: string, index: Index, isOperation = false): string {
  const half = MOST_NAME / 2;
  const short = name.length <= MOST_NAME ? name : `${name.slice(0, half)} ... ${name.slice(-half)}`;
  return index.length === 0 ? short : `${isOperation ? `(${short})` : short}[${index.join(',')}]`;
}

const OPERATIONS: ReadonlySet<Expression['kind']> = new Set([
  'unary',
  'binary',
  'boolean',
  'comparison',
  'conditional',
  'lambda',
  'named',
]);

class Explainer {
  readonly #trees: Trees;
  /** The cells that the current explanation uses. */
  #taken: Place[] = [];
  /** The number of cells that are explained, and the most terms that each lists. */
  #count = 0;
  #most = MOST_TERMS;

  constructor(trees: Trees) {
    this.#trees = trees;
  }

  explain(spot: Spot, seen: Seen, index: Index, depth = 0): CellExplanation {
    const words: string[] = [];
    const cell = this.#term(spot, seen, index);
    this.#taken = [];
    this.#count++;
    this.#most = depth === 0 ? MOST_TERMS : MOST_TERMS_OF_PARTS;
    const source = this.#source(spot, seen, index, words, 0);
    const isExplained = source.kind !== 'library' && source.kind !== 'given';
    return { cell, source, words, parts: isExplained ? this.#parts(this.#taken, depth) : [] };
  }

  /** Explanations of the cells that are results. Names and literals need none. */
  #parts(taken: readonly Place[], depth: number): readonly CellExplanation[] {
    if (depth >= MOST_PARTS_DEEP) return [];
    return taken.flatMap(({ spot, index }): readonly CellExplanation[] => {
      const seen = seenIn(spot);
      if (seen === undefined || isPath(spot.node) || isLiteral(spot.node) || this.#count > MOST_PARTS) return [];
      const part = this.explain(spot, seen, index, depth + 1);
      const isKnown = part.source.kind !== 'given' && part.source.kind !== 'same' && part.source.kind !== 'library';
      return isKnown ? [part] : [];
    });
  }

  update(step: Step, spot: Spot, index: Index): CellExplanation | undefined {
    const { ran, code } = spot;
    const statement = this.#trees.statementAt(code.source, ran.place);
    const { before, operand, after } = ran;
    if (statement?.kind !== 'augmented' || after?.numbers === undefined) return undefined;
    const cell = termOf(textOf(code, statement.target), after, index);
    const library: CellExplanation = {
      cell,
      source: { kind: 'library', name: `${statement.operator}=` },
      words: [],
      parts: [],
    };
    const isOfLists = step.seen?.gist.type === 'list';
    if (before?.numbers === undefined || operand?.numbers === undefined || isOfLists || statement.operator === '@')
      return library;
    const [shape, from] = [operand.numbers.shape, broadcastIndex(before.numbers.shape, index)];
    const words: string[] = [];
    const own = broadcastIndex(shape, index);
    const change = this.#term(spot, operand, own);
    if (broadcasts(shape, after.numbers.shape)) words.push(broadcastWords(textOf(code, spot.node), shape));
    const value = valueAt(before, from);
    if (!isResult(statement.operator, value, change.value, cell.value)) return library;
    const parts = this.#parts([{ spot, index: own }], 0);
    return { cell, source: { kind: 'update', operator: statement.operator, before: value, change }, words, parts };
  }

  /** A cell by the name of the array that holds it: `syn1.T[0,2]` is `syn1[2,0]`. */
  #term(spot: Spot, seen: Seen, index: Index): Term {
    const { code } = spot;
    const root = this.#origin(spot, index);
    const { node } = root.spot;
    const text = cellText(textOf(code, node), root.index, OPERATIONS.has(node.kind));
    return { text, value: valueAt(seen, index), isTruth: seen.isTruth };
  }

  /** The array behind transposes and indexes of names. */
  #origin(spot: Spot, index: Index): Place {
    const inner = this.#through(spot, index);
    const isNamed = (node: Expression): boolean => isPlain(node) || isDisplay(spot.node) || isDisplay(node);
    return inner === undefined || !isNamed(inner.spot.node) ? { spot, index } : this.#origin(inner.spot, inner.index);
  }

  /** The item of a list or tuple in the script that holds a cell. */
  #item({ node, ...spot }: Spot, index: Index): Place | undefined {
    if (node.kind !== 'list' && node.kind !== 'tuple') return undefined;
    const item = node.items[index[0] ?? -1];
    const isWhole = item !== undefined && node.items.every(({ kind }) => kind !== 'starred') && !isLiteral(item);
    return isWhole ? { spot: { ...spot, node: item }, index: index.slice(1) } : undefined;
  }

  /** The cell of which a transposed, indexed or reshaped array has the number. */
  #through(spot: Spot, index: Index): Place | undefined {
    const { node, ran } = spot;
    const at = (part: Expression): Spot => ({ ...spot, node: part });
    const shape = (part: Expression): readonly number[] | undefined => {
      const seen = seenIn(at(part));
      return seen?.gist.type === 'ndarray' ? shapeOf(seen) : undefined;
    };
    const item = this.#item(spot, index);
    if (item !== undefined) return item;
    if (node.kind === 'attribute' && node.name === 'T' && shape(node.object) !== undefined)
      return { spot: at(node.object), index: [...index].reverse() };
    if (node.kind === 'subscript') {
      const [own, parts] = [shape(node.object), this.#indexParts(at(node.index))];
      const from = own && parts && throughIndex(own, parts, index);
      return from && { spot: at(node.object), index: from };
    }
    if (node.kind !== 'call') return undefined;
    const callee = ran.parts.get(keyOf(node))?.callee;
    const input = inputOf(spot);
    const list = input === undefined ? undefined : seenIn(at(input));
    const own = input && (shape(input) ?? (isListed(list) ? list?.numbers?.shape : undefined));
    if (callee?.kind !== 'library' || input === undefined || own === undefined) return undefined;
    const name = functionNamed(callee.name);
    const others = this.#otherArguments(spot);
    if (name === 'transpose' && others.length === 0) return { spot: at(input), index: [...index].reverse() };
    const seen = seenIn(spot);
    const outer = seen && shapeOf(seen);
    const isOther = isReordered(others, (part) => seenIn(at(part)));
    if (!isFlat(name) || outer === undefined || isOther) return undefined;
    return { spot: at(input), index: indexOf(own, flatOf(outer, index)) };
  }

  #indexParts({ node, ran, code }: Spot): readonly IndexPart[] | undefined {
    const items = node.kind === 'tuple' ? node.items : [node];
    const parts: IndexPart[] = [];
    for (const item of items) {
      if (item.kind === 'slice') {
        const slice = ran.parts.get(keyOf(item))?.seen?.slice;
        if (slice === undefined) return undefined;
        parts.push({ kind: 'slice', slice });
        continue;
      }
      if (item.kind === 'constant' && item.value === 'ellipsis') parts.push({ kind: 'rest' });
      else {
        const seen = seenIn({ node: item, ran, code });
        if (seen?.gist.single === null) parts.push({ kind: 'new axis' });
        else if (seen?.numbers === undefined) return undefined;
        else if (seen.numbers.shape.length === 0 && !seen.isTruth)
          parts.push({ kind: 'at', at: seen.numbers.data[0] as number });
        else if (seen.numbers.shape.length === 1) {
          const { data } = seen.numbers;
          const rows = seen.isTruth ? [...data.keys()].filter((row) => data[row] !== 0) : [...data];
          parts.push({ kind: 'chosen', rows });
        } else return undefined;
      }
    }
    return parts;
  }

  /** The arguments after the first input. */
  #otherArguments({ node, ran }: Spot): readonly Argument[] {
    if (node.kind !== 'call') return [];
    return ran.parts.get(keyOf(node))?.callee?.hasSelf === true ? node.arguments : node.arguments.slice(1);
  }

  #source(spot: Spot, seen: Seen, index: Index, words: string[], depth: number): CellSource {
    const { node, code } = spot;
    const at = (part: Expression): Spot => ({ ...spot, node: part });
    const follow = (part: Spot): CellSource => {
      const own = seenIn(part);
      const isSame = own?.numbers !== undefined && Object.is(valueAt(own, index), valueAt(seen, index));
      return isSame && depth < MOST_FOLLOWED ? this.#source(part, own, index, words, depth + 1) : { kind: 'given' };
    };
    const opaque = (name: string): CellSource => ({ kind: 'library', name });
    const same = this.#through(spot, index);
    if (same !== undefined) {
      const own = seenIn(same.spot);
      const term = own && this.#term(same.spot, own, same.index);
      return term !== undefined && Object.is(term.value, valueAt(seen, index))
        ? { kind: 'same', of: term }
        : opaque(textOf(code, node));
    }
    switch (node.kind) {
      case 'unary':
        return this.#function(node.operator, [node.operand], spot, seen, index, words);
      case 'binary':
        if (node.operator === '@') return this.#product(at(node.left), at(node.right), seen, index) ?? opaque('@');
        return this.#operator(node.operator, at(node.left), at(node.right), seen, index, words);
      case 'comparison': {
        const [right, ...more] = node.rest;
        const [operator] = node.operators;
        if (right === undefined || more.length > 0 || operator === undefined) return opaque('comparison');
        return this.#operator(operator, at(node.first), at(right), seen, index, words);
      }
      case 'boolean': {
        const evaluated = node.operands.filter((part) => seenIn(at(part)) !== undefined);
        const last = evaluated.at(-1);
        if (last === undefined) return { kind: 'given' };
        if (evaluated.length < node.operands.length)
          words.push(`${textOf(code, last)} decides ${node.operator}: the rest was not evaluated`);
        return follow(at(last));
      }
      case 'conditional': {
        const chosen = branchOf(spot);
        const truth = truthIn(at(node.test));
        if (chosen === undefined) return { kind: 'given' };
        words.push(`${textOf(code, node.test)} was ${truth ? 'true' : 'false'}: ${textOf(code, chosen)} is taken`);
        return follow(at(chosen));
      }
      case 'named':
      case 'starred':
        return follow(at(node.value));
      case 'call':
        return this.#call(spot, seen, index, words, follow);
      case 'name':
      case 'attribute': {
        const assigned = isPath(node) ? this.#assigned(spot) : undefined;
        if (assigned === undefined) return { kind: 'given' };
        // A name may have been changed since, in a function, or be that of another object.
        if (!isSameArray(seenIn(assigned.spot), seen)) return { kind: 'given' };
        words.push(`${assigned.text}, line ${code.source.lineAt(assigned.spot.node.from)}`);
        return follow(assigned.spot);
      }
      default:
        return { kind: 'given' };
    }
  }

  /** The value that a line before in the same call has given to a name. */
  #assigned({ node, ran, code, call }: Spot): { readonly spot: Spot; readonly text: string } | undefined {
    if (call === undefined) return undefined;
    const name = textOf(code, node);
    for (const own of call.ran.slice(0, Math.max(0, call.ran.indexOf(ran))).reverse()) {
      if (!own.stored.some(({ place }) => textOf(code, place) === name)) continue;
      const statement = this.#trees.statementAt(code.source, own.place);
      if (statement?.kind !== 'assign' || statement.targets.length > 1) return undefined;
      return { spot: { node: statement.value, ran: own, code, call }, text: textOf(code, statement) };
    }
    return undefined;
  }

  /** Follows a value to the `return` of a function of the script; names the definition of a function of a library. */
  #call(spot: Spot, seen: Seen, index: Index, words: string[], follow: (part: Spot) => CellSource): CellSource {
    const { node, ran, code } = spot;
    if (node.kind !== 'call') return { kind: 'given' };
    const { callee, calls = [] } = ran.parts.get(keyOf(node)) ?? {};
    const own = calls[0];
    if ((callee === undefined || callee.kind === 'script') && own !== undefined && calls.length === 1) {
      const body = this.#trees.expressionOf(own.code);
      const last = own.ran.at(-1);
      const statement = last && this.#trees.statementAt(own.code.source, last.place);
      const returned =
        body?.kind === 'lambda' ? body.body : statement?.kind === 'return' ? expressionOf(statement) : undefined;
      if (last !== undefined && returned !== undefined) {
        const line = own.code.source.lineAt(returned.from);
        words.push(`${own.code.name} returned ${textOf(own.code, returned)}, line ${line}`);
        return follow({ node: returned, ran: last, code: own.code, call: own });
      }
    }
    const name = callee?.name ?? textOf(code, node.callee);
    const short = functionNamed(name);
    const opaque: CellSource = { kind: 'library', name: short };
    const isPositional = node.arguments.every(({ kind }) => kind === 'positional' || kind === 'keyword');
    if (callee?.kind !== 'library' || !isPositional || node.arguments.some((each) => each.name === 'out'))
      return opaque;
    const others = this.#otherArguments(spot);
    const input = inputOf(spot);
    if (input === undefined) return opaque;
    const at = (part: Expression): Spot => ({ ...spot, node: part });
    const given = others.filter(({ kind }) => kind === 'positional').map(({ value }) => value);
    if ((short === 'dot' || short === 'matmul') && given.length === 1) {
      const second = at(given[0] as Expression);
      const scalar = [input, given[0] as Expression].some((part) => seenIn(at(part))?.numbers?.shape.length === 0);
      if (short === 'dot' && scalar) return this.#operator('*', at(input), second, seen, index, words);
      return this.#product(at(input), second, seen, index) ?? opaque;
    }
    if (short === 'outer' && given.length === 1)
      return this.#outer(at(input), at(given[0] as Expression), seen, index) ?? opaque;
    if (isFold(short)) return this.#fold(short, at(input), others, spot, seen, index, callee.isBuiltIn) ?? opaque;
    if (others.length > given.length) return opaque;
    const parts = [input, ...given];
    const operator = operatorOf(short);
    if (operator !== undefined && parts.length === 2)
      return this.#operator(operator, at(input), at(given[0] as Expression), seen, index, words);
    if (argumentCountOf(short) === parts.length) return this.#function(short, parts, spot, seen, index, words);
    return opaque;
  }

  #operator(operator: string, one: Spot, other: Spot, seen: Seen, index: Index, words: string[]): CellSource {
    const [left, right] = [this.#operand(one, seen, index, words), this.#operand(other, seen, index, words)];
    const isOfNumbers = seen.gist.type !== 'list' && seen.gist.type !== 'tuple';
    if (left === undefined || right === undefined || !isOfNumbers) return { kind: 'library', name: operator };
    if (!isResult(operator, left.value, right.value, valueAt(seen, index))) return { kind: 'library', name: operator };
    return { kind: 'operator', operator, left, right };
  }

  #function(
    name: string,
    parts: readonly Expression[],
    { ran, code }: Spot,
    seen: Seen,
    index: Index,
    words: string[],
  ): CellSource {
    const of = parts.map((node) => this.#operand({ node, ran, code }, seen, index, words));
    const known = of.filter((term) => term !== undefined);
    return known.length === of.length ? { kind: 'function', name, of: known } : { kind: 'library', name };
  }

  /** The cell of an operand that broadcasting takes. */
  #operand(spot: Spot, result: Seen, index: Index, words: string[]): Term | undefined {
    const seen = seenIn(spot);
    const [shape, whole] = [seen && shapeOf(seen), shapeOf(result)];
    if (seen === undefined || shape === undefined || whole === undefined || shape.length > whole.length)
      return undefined;
    if (broadcasts(shape, whole)) words.push(broadcastWords(textOf(spot.code, spot.node), shape));
    const own = broadcastIndex(shape, index);
    this.#taken.push({ spot, index: own });
    return this.#term(spot, seen, own);
  }

  /** The terms of a cell of a product of vectors and matrices; undefined for more axes. */
  #product(one: Spot, other: Spot, result: Seen, index: Index): CellSource | undefined {
    const [left, right] = [seenIn(one), seenIn(other)];
    const [p, q] = [left && shapeOf(left), right && shapeOf(right)];
    if (left === undefined || right === undefined || p === undefined || q === undefined) return undefined;
    if (p.length === 0 || q.length === 0 || p.length > 2 || q.length > 2) return undefined;
    const inner = p.at(-1) as number;
    if ((q.length === 1 ? q[0] : q.at(-2)) !== inner) return undefined;
    const [row = 0] = index;
    const column = index.at(-1) ?? 0;
    const at = (k: number): { readonly a: Index; readonly b: Index } => ({
      a: p.length === 2 ? [row, k] : [k],
      b: q.length === 2 ? [k, column] : [k],
    });
    const products = Float64Array.from({ length: inner }, (_, k) => valueAt(left, at(k).a) * valueAt(right, at(k).b));
    const sum = products.reduce((all, product) => all + product, 0);
    if (!meets(sum, valueAt(result, index), result)) return undefined;
    const { listed, rest } = largestOf(products, this.#most);
    const terms = listed.map((k): ProductTerm => {
      const { a, b } = at(k);
      return { left: this.#term(one, left, a), right: this.#term(other, right, b), product: products[k] as number };
    });
    return { kind: 'product', terms, rest };
  }

  #outer(one: Spot, other: Spot, result: Seen, [row = 0, column = 0]: Index): CellSource | undefined {
    const [left, right] = [seenIn(one), seenIn(other)];
    const [p, q] = [left && shapeOf(left), right && shapeOf(right)];
    if (left === undefined || right === undefined || p === undefined || q === undefined) return undefined;
    const [a, b] = [this.#term(one, left, indexOf(p, row)), this.#term(other, right, indexOf(q, column))];
    const isMet = Object.is(a.value * b.value, valueAt(result, [row, column]));
    return isMet ? { kind: 'operator', operator: '*', left: a, right: b } : undefined;
  }

  /** The cells that a reduction takes. */
  #fold(
    name: string,
    input: Spot,
    others: readonly Argument[],
    { ran, code }: Spot,
    result: Seen,
    index: Index,
    isBuiltIn: boolean,
  ): CellSource | undefined {
    const of = seenIn(input);
    const shape = of && shapeOf(of);
    const read = (node: Expression): Seen | undefined => seenIn({ node, ran, code });
    const axis = axisAt(others, read);
    if (of === undefined || shape === undefined || axis === 'unknown' || shape.length === 0) return undefined;
    if (isBuiltIn && shape.length > 1) return undefined;
    const along = axis === undefined ? undefined : axis < 0 ? axis + shape.length : axis;
    if (along !== undefined && along >= shape.length) return undefined;
    const length = along === undefined ? shape.reduce((size, own) => size * own, 1) : (shape[along] as number);
    const kept = keepsDimensions(others, read);
    const at = (k: number): Index => {
      if (along === undefined) return indexOf(shape, k);
      const other = kept ? index.filter((_, own) => own !== along) : index;
      return [...other.slice(0, along), k, ...other.slice(along)];
    };
    const values = Float64Array.from({ length }, (_, k) => valueAt(of, at(k)));
    const total = folded(name, values);
    if (total === undefined || !meets(total, valueAt(result, index), result)) return undefined;
    const { listed, rest } = largestOf(values, this.#most);
    return { kind: 'fold', name, terms: listed.map((k) => this.#term(input, of, at(k))), rest };
  }
}

function isSameArray(one: Seen | undefined, other: Seen): boolean {
  const [before, now] = [one?.numbers, other.numbers];
  if (before === undefined || now === undefined || before.shape.join() !== now.shape.join()) return false;
  return sameBits(before.data, now.data);
}

function isListed(seen: Seen | undefined): boolean {
  return seen?.gist.type === 'list' || seen?.gist.type === 'tuple';
}

/** The value whose cells a call of a library takes: that before the point of a method, or the first argument. */
function inputOf({ node, ran }: Spot): Expression | undefined {
  if (node.kind !== 'call') return undefined;
  const hasSelf = ran.parts.get(keyOf(node))?.callee?.hasSelf === true;
  if (hasSelf) return node.callee.kind === 'attribute' ? node.callee.object : undefined;
  const [first] = node.arguments;
  return first?.kind === 'positional' ? first.value : undefined;
}

/** A name, or a transpose or index of one: short enough to name a cell. */
function isPlain(node: Expression): boolean {
  if (isPath(node)) return true;
  return node.kind === 'subscript' && isPath(node.object);
}

/** A list or a tuple, item by item. */
function isDisplay({ kind }: Expression): boolean {
  return kind === 'list' || kind === 'tuple';
}

/** True where each cell of an array is used for several cells of the result; a single number needs no words. */
function broadcasts(shape: readonly number[], whole: readonly number[]): boolean {
  const size = (own: readonly number[]): number => own.reduce((product, length) => product * length, 1);
  return size(shape) > 1 && size(shape) < size(whole);
}

function broadcastWords(text: string, shape: readonly number[]): string {
  return `${text} ${shape.join('×')} is broadcast: each of its cells is used several times`;
}
