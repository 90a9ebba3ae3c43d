/*
 * The functions of a text, such as `sigmoid`, on their own: each is called with some numbers, and its values say what it is. A wrong line
 * that calls a function of no known kind has its mistake in that function.
 */
import { parseModule } from '../../script/syntax/module.ts';
import { isNode, type Module, type Statement } from '../../script/syntax/tree.ts';
import { loopsOf } from './names.ts';
import { Trace } from './trace.ts';

const NUMBERS = [-1.5, -0.25, 0.3, 0.8, 2];
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
/** The functions that a network is made of, of a sum or of an output. */
const known: readonly ((x: number) => number)[] = [
  sigmoid,
  (x) => x * (1 - x),
  (x) => sigmoid(x) * (1 - sigmoid(x)),
  Math.tanh,
  (x) => 1 - x * x,
  (x) => 1 - Math.tanh(x) ** 2,
  (x) => Math.max(0, x),
  (x) => Number(x > 0),
  (x) => Math.exp(x),
  (x) => Math.exp(-x),
  (x) => x,
  (x) => x * x,
  Math.abs,
];

type Definition = Statement & { readonly kind: 'def' };

/** The line of a function that a statement calls and that no network has; undefined where there is none. */
export function* wrongHelperIn(module: Module, statement: Statement): Generator<void, number | undefined> {
  const definitions = module.body.filter((own): own is Definition => own.kind === 'def');
  for (const { name, count } of callsIn(statement)) {
    const definition = definitions.find((own) => own.name === name);
    if (definition === undefined || count < 1 || count > 2) continue;
    const values = yield* valuesOf(module, definition, count === 2);
    if (values === undefined) continue;
    const isKnown =
      isAffine(values) || known.some((own) => NUMBERS.every((x, i) => Math.abs(own(x) - (values[i] ?? 0)) < 1e-9));
    if (isKnown) continue;
    const line = lineIn(module, definition, count === 2);
    if (line !== undefined) return line;
  }
  return undefined;
}

interface Call {
  readonly name: string;
  /** Its arguments. */
  readonly count: number;
}

function callsIn(statement: Statement): readonly Call[] {
  const found: Call[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) visit(each);
    if (!isNode(node) || Array.isArray(node)) return;
    const { callee } = node as { callee?: { kind: string; name?: string } };
    if (node.kind === 'call' && callee?.kind === 'name' && callee.name !== undefined) {
      found.push({ name: callee.name, count: (node['arguments'] as readonly unknown[]).length });
    }
    for (const value of Object.values(node)) if (typeof value === 'object') visit(value);
  };
  visit(statement);
  return found;
}

const PROBE = '_probe_of_the_check';

/** The values of a function for some numbers; with `True` as a second argument where it has one. */
function* valuesOf(
  module: Module,
  definition: Definition,
  hasFlag: boolean,
): Generator<void, Float64Array | undefined> {
  const line = `\nimport numpy as ${PROBE}\n${PROBE} = ${definition.name}(${PROBE}.array([${NUMBERS.join(', ')}])${hasFlag ? ', True' : ''})\n`;
  const end = module.source.slice(0, definition.to).trimEnd().length;
  const source = `${module.source.slice(0, end)}${line}${module.source.slice(end)}`;
  const parsed = parseModule(source, { version: module.version });
  if (parsed.module === undefined) return undefined;
  const trace = new Trace(parsed.module);
  yield* trace.toLoop(loopsOf(parsed.module.body));
  const cells = trace.values().get(PROBE)?.cells;
  return cells?.length === NUMBERS.length ? cells : undefined;
}

/** True for a × x + b: a function of the learner's own, such as half of an error. */
function isAffine(values: Float64Array): boolean {
  const slopes = NUMBERS.slice(1).map((x, i) => ((values[i + 1] ?? 0) - (values[i] ?? 0)) / (x - (NUMBERS[i] ?? 0)));
  return slopes.every((slope) => Math.abs(slope - (slopes[0] ?? 0)) < 1e-9);
}

/** The line of a function that gives its value; of two, the first is that of a flag. */
function lineIn({ source }: Module, { from, to }: Definition, hasFlag: boolean): number | undefined {
  const returns = [...source.slice(from, to).matchAll(/\breturn\b/g)];
  if (returns.length > 2) return undefined;
  const own = hasFlag ? returns[0] : returns.at(-1);
  return own === undefined ? undefined : source.slice(0, from + own.index).split('\n').length;
}
