import { BATCH_COUNTER, scheduleCounter } from '../../language/definition.ts';
import type { Floats } from '../../language/dtypes.ts';
import { type Expression, number, operands, type Shape } from '../../language/expression.ts';
import type { Program, Statement } from '../../language/program.ts';
import { copyMatrix, emptyMatrix, type Matrix } from '../matrix.ts';
import { numpyRandom, type RandomSource } from '../random.ts';
import type { Start } from './scratch.ts';

/*
 * States in which every line of a program makes a difference. In the state of a run it may not: all units of a layer can be dead, a memory
 * is 0 in the first iteration, and alpha is 0 at the end of a schedule.
 */

/** The most examples in a known state: the lines are the same for any number of them. */
const MOST_EXAMPLES = 64;

/** A state in which every line makes a difference. */
export function knownStart(program: Program, start: Start, seed: number): Start {
  const known = knownParameters(program, start, seed);
  const sizes = new Map([...known.parameters].map(([name, { data }]) => [name, data.map(() => 1)]));
  return knownMemories(program, known, sizes, seed);
}

/**
 * Random inputs from -1 to 1, and random parameters of ordinary size: weights by the number of their inputs, others around 0, or around 1
 * for a scale.
 */
function knownParameters(program: Program, start: Start, seed: number): Start {
  // Every second state has the weights of the one before with the other sign.
  const random = numpyRandom(Math.ceil(seed / 2));
  const sign = seed % 2 === 0 ? -1 : 1;
  const { layers, examples = '' } = program.roles;
  const parameters = new Map(
    [...start.parameters].map(([name, matrix]) => {
      const isWeights = layers.some(({ weights }) => weights === name);
      const isScale = layers.some(({ others = [] }) => others[0] === name);
      const size = isWeights ? Math.sqrt(3 / matrix.rows) : 0.5;
      return [name, mapped(matrix, () => (isScale ? 1 : 0) + sign * size * (2 * random.nextDouble() - 1))] as const;
    }),
  );
  const inputs = start.given.get(examples);
  return inputs === undefined
    ? { ...start, parameters }
    : { ...start, parameters, given: new Map([...start.given, [examples, randomInputs(inputs, random)]]) };
}

/** Random numbers for the first examples, and the same again for the rest. */
function randomInputs({ rows, columns }: Matrix, random: RandomSource): Matrix {
  const own = emptyMatrix({ rows, columns });
  const block = Math.min(rows, MOST_EXAMPLES) * columns;
  for (let cell = 0; cell < block; cell++) own.data[cell] = 2 * random.nextDouble() - 1;
  for (let cell = block; cell < own.data.length; cell += block) {
    own.data.copyWithin(cell, 0, Math.min(block, own.data.length - cell));
  }
  return own;
}

/**
 * The same program for fewer examples. The divisors of means become smaller, too. Programs whose lines make matrices of the size of the
 * examples keep them all: those with mini-batches, dropout or batch normalization.
 */
export function forFewExamples(program: Program, start: Start): { readonly program: Program; readonly start: Start } {
  const { examples = '', target = '' } = program.roles;
  const rows = start.given.get(examples)?.rows ?? 0;
  const lines = [...program.iteration, ...(program.evaluation?.lines ?? [])];
  const isFixed = ({ value }: Statement): boolean => hasSizes(value);
  const runningShare = program.definition?.runningShare ?? 0;
  if (rows <= MOST_EXAMPLES || runningShare > 0 || lines.some(isFixed)) return { program, start };
  if (program.given.some(({ name }) => name !== examples && name !== target)) return { program, start };
  const shape = (own: Shape): Shape => ({ rows: MOST_EXAMPLES, columns: own.columns });
  const given = new Map(
    [...start.given].map(([name, { columns, data }]) => [
      name,
      { ...shape({ rows, columns }), data: data.slice(0, MOST_EXAMPLES * columns) },
    ]),
  );
  const outputs = start.given.get(target)?.columns ?? 1;
  const sizes = new Map([
    [rows, MOST_EXAMPLES],
    [rows * outputs, MOST_EXAMPLES * outputs],
  ]);
  const { loss } = program;
  const smaller: Program = {
    ...program,
    given: program.given.map((own) => ({ ...own, shape: shape(own.shape) })),
    iteration: program.iteration.map((line) => ({ ...line, value: withDivisors(line.value, sizes) })),
    ...(loss === undefined ? {} : { loss: withDivisors(loss, sizes) }),
  };
  return { program: smaller, start: { ...start, given } };
}

/** The expression with other divisors in place of these. */
function withDivisors(expression: Expression, sizes: ReadonlyMap<number, number>): Expression {
  const inner = (part: Expression): Expression => withDivisors(part, sizes);
  switch (expression.kind) {
    case 'binary': {
      const { operator, left, right } = expression;
      const size = operator === '/' && right.kind === 'number' ? sizes.get(right.value) : undefined;
      return { ...expression, left: inner(left), right: size === undefined ? inner(right) : number(size) };
    }
    case 'call':
      return { ...expression, argument: inner(expression.argument) };
    case 'transpose':
    case 'index':
    case 'negate':
    case 'clip':
    case 'cast':
      return { ...expression, of: inner(expression.of) };
    case 'rows':
      return { ...expression, of: inner(expression.of), at: inner(expression.at) };
    case 'number':
    case 'matrix':
    case 'name':
    case 'fill':
      return expression;
  }
}

/** True when the expression makes a matrix of a literal size, or takes rows by their numbers. */
function hasSizes(expression: Expression): boolean {
  const { kind } = expression;
  return kind === 'fill' || kind === 'rows' || kind === 'matrix' || operands(expression).some(hasSizes);
}

/**
 * Memories that are neither 0 nor settled: of the size of the gradients, with a random order of the examples, and counters near the
 * beginning.
 */
export function knownMemories(
  program: Program,
  start: Start,
  gradients: ReadonlyMap<string, Floats>,
  seed: number,
): Start {
  if (program.definition === undefined) return start;
  const random = numpyRandom(seed);
  const memories = new Map([...start.memories].map(([name, matrix]) => [name, copyMatrix(matrix)]));
  const set = (name: string, value: (cell: number) => number): void => {
    const { data } = memories.get(name) ?? { data: new Float64Array(0) };
    for (let i = 0; i < data.length; i++) data[i] = value(i);
  };
  const { schedule } = program.definition;
  const { name: optimizer } = program.definition.optimizer;
  const isSquare = optimizer !== 'momentum' && optimizer !== 'nesterov';
  for (const [parameter, gradient] of gradients) {
    const size = 1e-6 + gradient.reduce((sum, cell) => sum + Math.abs(cell), 0) / gradient.length;
    set(`m_${parameter}`, () => size * (2 * random.nextDouble() - 1));
    set(`v_${parameter}`, () =>
      isSquare ? size * size * (0.1 + random.nextDouble()) : size * (2 * random.nextDouble() - 1),
    );
  }
  for (const { output } of program.roles.layers) {
    set(`${output}_running_mean`, () => 2 * random.nextDouble() - 1);
    set(`${output}_running_var`, () => 0.5 + random.nextDouble());
  }
  const order = memories.get('order');
  if (order !== undefined && program.definition.batchOrder === 'shuffled') random.permute(order.data);
  for (const { name, of } of program.counters ?? []) {
    // The first batch of an epoch, which shuffles the examples, or a later one. The first iteration after a step of alpha, or one before.
    const step = schedule?.kind === 'step' && of === scheduleCounter('step') ? schedule.every : 2;
    set(name, () => (seed % 2 !== 0 ? step : of === BATCH_COUNTER ? 0 : 2));
  }
  return { ...start, memories };
}

/**
 * Targets at a chosen distance from the predictions, so that clipping acts, or does not.
 * @param rows the row numbers of the predictions; undefined for all rows in their order.
 */
export function withErrors(
  start: Start,
  target: string,
  { columns, data }: Matrix,
  rows: Floats | undefined,
  size: number,
  random: RandomSource,
): Start {
  const own = copyMatrix(start.given.get(target) as Matrix);
  for (let cell = 0; cell < data.length; cell++) {
    const row = Math.floor(cell / columns);
    own.data[(rows?.[row] ?? row) * columns + (cell % columns)] = data[cell]! + size * (2 * random.nextDouble() - 1);
  }
  return { ...start, given: new Map([...start.given, [target, own]]) };
}

/** Inputs that are multiplied by a factor. */
export function withInputs(start: Start, examples: string | undefined, factor: number): Start {
  const inputs = start.given.get(examples ?? '');
  if (inputs === undefined || examples === undefined || factor === 1) return start;
  return { ...start, given: new Map([...start.given, [examples, mapped(inputs, (cell) => factor * cell)]]) };
}

function mapped({ rows, columns, data }: Matrix, value: (cell: number) => number): Matrix {
  return { rows, columns, data: data.map(value) };
}
