/*
 * A recorded statement as a tree of steps: its expression, the parts of it, and the lines of the functions that it has called. Longer than
 * other files: each kind of statement and of expression is a case.
 */
import type { Code } from '../../machine/code.ts';
import type { Expression, Place, Statement } from '../../syntax/tree.ts';
import { type Call, type Evaluation, KEPT_STATEMENTS, keyOf, type Ran, type Seen } from './record.ts';
import type { Trees } from './trees.ts';

/** An expression where it was evaluated. */
export interface Spot {
  readonly node: Expression;
  readonly ran: Ran;
  readonly code: Code;
  /** The call whose line it is in; undefined in the statement itself. */
  readonly call?: Call | undefined;
}

export interface Step {
  readonly text: string;
  /** The line of the file, from 1. */
  readonly line: number;
  readonly seen: Seen | undefined;
  /** A few words: the reason for a missing value, or its consequence. */
  readonly note: string | undefined;
  readonly kind: 'expression' | 'line' | 'update' | 'note';
  /** The expression whose value the step has; of an update, the operand. Undefined where there is nothing to explain. */
  readonly spot: Spot | undefined;
  readonly children: readonly Step[];
  /** True where the children are shown only on request: a long call. */
  readonly isLong: boolean;
}

/** Calls with more steps than this are closed at first. */
const LONG_CALL = 14;

/** The steps of a statement. */
export function stepOf(trees: Trees, code: Code, ran: Ran): Step {
  return new Outline(trees).statement(code, ran);
}

/** The value of an expression where it was evaluated last; undefined where it was not. */
export function seenIn(spot: Spot): Seen | undefined {
  const { node, ran } = spot;
  const own = ran.parts.get(keyOf(node))?.seen;
  if (own !== undefined) return own;
  const at = (part: Expression): Spot => ({ ...spot, node: part });
  switch (node.kind) {
    case 'boolean':
      return node.operands.map((part) => seenIn(at(part))).findLast((seen) => seen !== undefined);
    case 'conditional': {
      const chosen = branchOf(spot);
      return chosen === undefined ? undefined : seenIn(at(chosen));
    }
    case 'unary': {
      const truth = node.operator === 'not' ? truthIn(at(node.operand)) : undefined;
      return truth === undefined ? undefined : ofTruth(!truth);
    }
    case 'starred':
    case 'named':
      return seenIn(at(node.value));
    default:
      return undefined;
  }
}

function ofTruth(single: boolean): Seen {
  const numbers = { rows: 1, columns: 1, data: Float64Array.of(Number(single)), shape: [], lists: 0 };
  return { gist: { type: 'bool', single }, numbers, isTruth: true, dtype: undefined, slice: undefined };
}

/** The answer of a test; undefined where it was not evaluated. */
export function truthIn(spot: Spot): boolean | undefined {
  const { node, ran } = spot;
  const own = ran.parts.get(keyOf(node));
  if (own?.truth !== undefined) return own.truth;
  const at = (part: Expression): Spot => ({ ...spot, node: part });
  if (node.kind === 'unary' && node.operator === 'not') {
    const truth = truthIn(at(node.operand));
    if (truth !== undefined) return !truth;
  }
  if (node.kind === 'boolean')
    return node.operands.map((part) => truthIn(at(part))).findLast((truth) => truth !== undefined);
  const single = seenIn(spot)?.gist.single;
  return typeof single === 'boolean' ? single : undefined;
}

/** The branch of a conditional expression that was evaluated. */
export function branchOf(spot: Spot): Expression | undefined {
  const { node } = spot;
  if (node.kind !== 'conditional') return undefined;
  const truth = truthIn({ ...spot, node: node.test });
  return truth === undefined ? undefined : truth ? node.whenTrue : node.whenFalse;
}

/** Texts that have been read, by their places. */
const texts = new WeakMap<Code, Map<string, string>>();

/** A statement or an expression in one line. */
export function textOf(code: Code, place: Place): string {
  const known = texts.get(code) ?? new Map<string, string>();
  texts.set(code, known);
  const key = keyOf(place);
  let text = known.get(key);
  if (text === undefined) {
    text = code.source.text
      .slice(place.from, place.to)
      .replace(/#[^\n'"]*$/gm, '')
      .replace(/\\?\s+/g, ' ')
      .replace(/([([{]) /g, '$1')
      .trim();
    known.set(key, text);
  }
  return text;
}

/** Values that are parts of the program, not data. */
const PROGRAM: ReadonlySet<string> = new Set([
  'module',
  'function',
  'type',
  'builtin_function_or_method',
  'method',
  'numpy.ufunc',
]);

/** A name, or names with points between. */
export function isPath(node: Expression): boolean {
  return node.kind === 'name' || (node.kind === 'attribute' && isPath(node.object));
}

export function isLiteral(node: Expression): boolean {
  const { kind } = node;
  if (kind === 'unary') return node.operator === '-' && isLiteral(node.operand);
  return kind === 'integer' || kind === 'float' || kind === 'string' || kind === 'bytes' || kind === 'constant';
}

/** The expression whose value a `return`, an assignment or a test has. */
export function expressionOf(statement: Statement): Expression | undefined {
  switch (statement.kind) {
    case 'expression':
    case 'assign':
    case 'annotated':
    case 'return':
    case 'augmented':
      return statement.value;
    case 'if':
    case 'while':
    case 'assert':
      return statement.test;
    case 'for':
      return statement.iterable;
    case 'raise':
      return statement.exception;
    default:
      return undefined;
  }
}

class Outline {
  readonly #trees: Trees;

  constructor(trees: Trees) {
    this.#trees = trees;
  }

  statement(code: Code, ran: Ran, call?: Call): Step {
    const statement = this.#trees.statementAt(code.source, ran.place);
    const line = code.source.lineAt(ran.place.from);
    const base = { line, note: undefined, kind: 'line', isLong: false } as const;
    if (statement === undefined) {
      return { ...base, text: textOf(code, ran.place), seen: undefined, spot: undefined, children: [] };
    }
    const node = expressionOf(statement);
    const spot = node && { node, ran, code, call };
    const shown = new Set<string>();
    const text = lineText(code, statement, ran);
    const parts =
      spot === undefined || statement.kind === 'augmented' ? { children: [], isLong: false } : this.#parts(spot, shown);
    switch (statement.kind) {
      case 'augmented': {
        const before: Step = {
          ...base,
          text: `${textOf(code, statement.target)} before`,
          seen: ran.before,
          spot: undefined,
          children: [],
          kind: 'note',
        };
        const value = spot === undefined ? [] : [this.#expression(spot, shown, true)];
        const after = ran.after ?? ran.stored[0]?.seen;
        return { ...base, text, seen: after, spot, children: [before, ...value], kind: 'update' };
      }
      case 'if':
      case 'while': {
        const truth = spot && truthIn(spot);
        const note =
          truth === false ? (statement.kind === 'if' ? 'its lines did not run' : 'the loop ends') : undefined;
        return { ...base, ...parts, text, note, spot, seen: truth === undefined ? undefined : ofTruth(truth) };
      }
      case 'for': {
        const item = ran.stored[0];
        // Later items of the loop do not evaluate the iterable again.
        const own = spot !== undefined && seenIn(spot) !== undefined ? parts : {};
        const note = item === undefined ? 'no item is left: the loop ends' : undefined;
        return { ...base, children: [], ...own, text, note, spot: undefined, seen: item?.seen };
      }
      case 'print': {
        const children = statement.values.flatMap((value) => this.#step({ node: value, ran, code, call }, shown));
        return { ...base, text, seen: undefined, spot: undefined, children };
      }
      case 'with': {
        const children = statement.items.flatMap(({ context }) =>
          this.#step({ node: context, ran, code, call }, shown),
        );
        return { ...base, text, seen: undefined, spot: undefined, children };
      }
      default: {
        const seen = spot && seenIn(spot);
        // The value None of `print(…)` says nothing.
        const isShown = seen !== undefined && !(statement.kind === 'expression' && seen.gist.single === null);
        return { ...base, ...parts, text, spot: isShown ? spot : undefined, seen: isShown ? seen : undefined };
      }
    }
  }

  /** The step of a part; none for a literal, a function, or a name that is shown already. */
  #step(spot: Spot, shown: Set<string>): readonly Step[] {
    const { node, code } = spot;
    if (isLiteral(node) || node.kind === 'lambda') return [];
    const seen = seenIn(spot);
    if (isPath(node)) {
      const text = textOf(code, node);
      if (shown.has(text) || (seen !== undefined && PROGRAM.has(seen.gist.type))) return [];
      shown.add(text);
    }
    return [this.#expression(spot, shown, false)];
  }

  #expression(spot: Spot, shown: Set<string>, always: boolean): Step {
    const { node, code } = spot;
    const seen = seenIn(spot);
    const base = { text: textOf(code, node), line: code.source.lineAt(node.from), seen, kind: 'expression' } as const;
    // A part of a statement that an exception has left was not evaluated, either.
    if (seen === undefined && !this.#hasParts(spot))
      return { ...base, note: 'not evaluated', spot: undefined, children: [], isLong: false };
    if (always && isPath(node)) shown.add(base.text);
    return { ...base, ...this.#parts(spot, shown), note: undefined, spot };
  }

  #hasParts({ node, ran }: Spot): boolean {
    for (const key of ran.parts.keys()) {
      const [from = -1, to = -1] = key.split(':').map(Number);
      // The end of a function has an empty place.
      if (from < to && from >= node.from && to <= node.to) return true;
    }
    return false;
  }

  /** The steps inside of an expression, with the functions of the script that it has called. */
  #parts(spot: Spot, shown: Set<string>): Pick<Step, 'children' | 'isLong'> {
    const { node, ran } = spot;
    const evaluation = ran.parts.get(keyOf(node));
    const parts = this.#operands(node).flatMap((part) => this.#step({ ...spot, node: part }, shown));
    const inside = evaluation === undefined ? [] : this.#calls(evaluation);
    const isLong = sizeOf(inside) > LONG_CALL;
    return { children: [...parts, ...inside], isLong };
  }

  #operands(node: Expression): readonly Expression[] {
    switch (node.kind) {
      case 'unary':
        return [node.operand];
      case 'binary':
        return [node.left, node.right];
      case 'boolean':
        return node.operands;
      case 'comparison':
        return [node.first, ...node.rest];
      case 'conditional':
        return [node.test, node.whenTrue, node.whenFalse];
      case 'call': {
        const object = node.callee.kind === 'attribute' ? [node.callee.object] : [];
        return [...object, ...node.arguments.map(({ value }) => value)];
      }
      case 'attribute':
        return isPath(node) ? [] : [node.object];
      case 'subscript':
        return [...(isPath(node.object) ? [] : [node.object]), ...indexParts(node.index)];
      case 'tuple':
      case 'list':
      case 'set':
        return node.items;
      case 'dict':
        return node.entries.map(({ value }) => value);
      case 'formatted':
        return node.parts.flatMap((part) => (typeof part === 'string' ? [] : [part.value]));
      case 'starred':
      case 'named':
      case 'yield from':
        return [node.value];
      case 'yield':
        return node.value === undefined ? [] : [node.value];
      case 'comprehension':
        return [(node.clauses[0] as (typeof node.clauses)[0]).iterable];
      case 'slice':
        return indexParts(node);
      case 'lambda':
      case 'name':
      case 'integer':
      case 'float':
      case 'string':
      case 'bytes':
      case 'constant':
        return [];
    }
  }

  #calls({ calls, hasMore }: Evaluation): readonly Step[] {
    const steps = calls.flatMap((call, index): readonly Step[] => {
      const inside = this.#call(call);
      if (calls.length === 1 || isItems(call)) return inside;
      const text = `call ${index + 1} of ${call.code.name}`;
      const line = call.code.lineOf(0);
      return [note(text, line, call.returned, inside)];
    });
    return hasMore ? [...steps, note('more calls, which are not kept', calls[0]?.code.lineOf(0) ?? 1)] : steps;
  }

  /** The lines that a call has run, or the items of a comprehension. */
  #call(call: Call): readonly Step[] {
    const { code, ran, count } = call;
    const body = this.#trees.expressionOf(code);
    if (body?.kind === 'lambda')
      return ran.map((each) => this.#expression({ node: body.body, ran: each, code, call }, new Set(), true));
    if (body?.kind === 'comprehension') {
      const items = ran.filter(({ parts }) => parts.get(keyOf(body.item))?.seen !== undefined);
      return items.map((each) => this.#expression({ node: body.item, ran: each, code, call }, new Set(), true));
    }
    const steps = ran.map((each) => this.statement(code, each, call));
    const missing = count - ran.length;
    if (missing === 0) return steps;
    const gap = note(`${missing} more lines ran here, which are not kept`, code.lineOf(0));
    return [...steps.slice(0, KEPT_STATEMENTS), gap, ...steps.slice(KEPT_STATEMENTS)];
  }
}

function isItems({ code }: Call): boolean {
  return code.name === '<genexpr>';
}

function note(text: string, line: number, seen?: Seen, children: readonly Step[] = []): Step {
  return { text, line, seen, note: undefined, kind: 'note', spot: undefined, children, isLong: false };
}

function sizeOf(steps: readonly Step[]): number {
  return steps.reduce((count, { children }) => count + 1 + sizeOf(children), 0);
}

/** The parts of an index that are no literals. */
function indexParts(index: Expression): readonly Expression[] {
  if (index.kind === 'tuple') return index.items.flatMap(indexParts);
  if (index.kind !== 'slice') return [index];
  return [index.start, index.stop, index.step].flatMap((part) => (part === undefined ? [] : [part]));
}

/** The text of a statement; of a compound one, its head without the colon. */
function lineText(code: Code, statement: Statement, { place }: Ran): string {
  switch (statement.kind) {
    case 'if':
    case 'while':
    case 'for':
    case 'with':
    case 'def':
    case 'class':
    case 'try': {
      // The place ends with the last expression, inside of its parentheses.
      const [, closing = ''] = /^([\s)]*)/.exec(code.source.text.slice(place.to)) ?? [];
      return textOf(code, { from: place.from, to: place.to + closing.lastIndexOf(')') + 1 });
    }
    default:
      return textOf(code, statement);
  }
}
