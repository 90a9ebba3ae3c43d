import { type Expression, mentions, operands, type Shape } from './expression.ts';
import { type Program, parameters, requireRoles, type Statement, wholePrediction } from './program.ts';
import { inferShapes, type Shapes } from './shapes.ts';

/** The lines that compute predictions from examples. */
export interface Forward {
  /** The name of the examples. */
  readonly examples: string;
  readonly lines: readonly Statement[];
  readonly prediction: string;
  /** The values of each layer, in order; the last is the prediction. */
  readonly layers: readonly string[];
  /** The other names that the lines read: parameters, running averages. */
  readonly reads: readonly string[];
}

/**
 * The lines that a prediction needs, for any examples: taken from the evaluation of a program that has one, otherwise from its
 * iteration.
 * @throws MissingRoleError for a program without examples or a prediction.
 */
export function forwardOf(program: Program): Forward {
  const { evaluation, iteration } = program;
  const { examples, layers: own } = requireRoles(program, 'examples');
  const prediction = wholePrediction(program);
  const { lines, reads } = linesFor(evaluation?.lines ?? iteration, [prediction]);
  const named = evaluation?.layers ?? own.map(({ output }) => output);
  // The roles of a program from elsewhere may name no layers: then the prediction is the only one.
  const layers = named.at(-1) === prediction ? named : [...named, prediction];
  return { examples, lines, prediction, layers, reads: reads.filter((name) => name !== examples) };
}

/** The last of these lines that compute some names, and the other names that they read. */
export function linesFor(
  statements: readonly Statement[],
  names: readonly string[],
): { readonly lines: readonly Statement[]; readonly reads: readonly string[] } {
  const needed = new Set(names);
  const lines = statements.toReversed().filter((statement) => isNeeded(statement, needed));
  return { lines: lines.toReversed(), reads: [...needed] };
}

/** The line of a prediction that computes for any row what line `line` of the iteration computes for its examples; undefined for others. */
export function predictingLine(program: Program, line: number): Statement | undefined {
  const target = program.iteration[line]?.target;
  const { lines, layers } = forwardOf(program);
  const layer = program.roles.layers.findIndex(({ output }) => output === target);
  const name = layers[layer] ?? target;
  return lines.find((own) => own.target === name);
}

/** @param needed the names that the lines after this one read; afterwards, the names that this one and they read. */
function isNeeded({ target, operator, value, when }: Statement, needed: Set<string>): boolean {
  if (!needed.has(target)) return false;
  if (operator === '=' && when === undefined && !mentions(value, target)) needed.delete(target);
  for (const part of when === undefined ? [value] : [value, when]) addNames(part, needed);
  return true;
}

function addNames(expression: Expression, names: Set<string>): void {
  if (expression.kind === 'name') names.add(expression.name);
  for (const operand of operands(expression)) addNames(operand, names);
}

/** The lines of an iteration from its inputs up to the line before its error. */
export function forwardInIteration(program: Program): readonly Statement[] {
  const { iteration } = program;
  const { inputs, error } = requireRoles(program, 'inputs', 'error');
  const placeOf = (name: string): number => iteration.findIndex(({ target }) => target === name);
  return iteration.slice(placeOf(inputs), placeOf(error));
}

/** The names that outlive an iteration, in the order of the setup: `setup` makes them, and the iteration changes them. */
export function outlivingNames({ setup, iteration }: Program): ReadonlySet<string> {
  const changing = new Set(iteration.map(({ target }) => target));
  return new Set(setup.map(({ target }) => target).filter((name) => changing.has(name)));
}

/**
 * The names of everything that a network has learned: its parameters, and other names that outlive an iteration and that the lines
 * of a prediction read, such as running means.
 */
export function learned(program: Program): readonly string[] {
  const own = parameters(program);
  const lines = program.evaluation?.lines ?? [];
  const isRead = (name: string): boolean => lines.some(({ value }) => mentions(value, name));
  return [...own, ...[...outlivingNames(program)].filter((name) => !own.includes(name) && isRead(name))];
}

/** The shape of each of these names. */
export function learnedShapes(program: Program): Shapes {
  const shapes = inferShapes(program);
  return new Map(learned(program).map((name) => [name, shapes.get(name) as Shape]));
}
