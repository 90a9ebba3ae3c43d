/* The lines before the loop: the data, and the initial weights. */

import { lineAt, type Module, type Statement } from '../../script/syntax/tree.ts';
import type { Fit } from './fit.ts';
import type { SetupMistake } from './initial-weights.ts';
import { mappingsOf, parameterShapes, valueOfRows } from './mapping.ts';
import { mistakeOf } from './mistakes.ts';
import { flowOf, loopsOf, statementsByPlace } from './names.ts';
import { type Network, sourceOf } from './networks.ts';
import type { Step, Values } from './recorder.ts';
import type { Findings } from './report.ts';
import type { Trace } from './trace.ts';
import { cellsText, isSame, shapeText, type Value } from './values.ts';
import { variableOf } from './variables.ts';

export const DRAWN_AGAIN =
  'The initial weights are drawn again in each iteration: nothing that is learned stays. Draw them before the loop.';

/** Marks of the lines before the loop. */
export function markSetup(findings: Findings, network: Network, setup: readonly Step[]): void {
  const [X, y] = [valueOfRows(network.inputs), valueOfRows(network.targets)];
  for (const { line, values } of setup) {
    for (const [name, value] of values) {
      if (isSame(value, X)) findings.mark(line, 'right', `${name} is the inputs, ${shapeText(value.shape)}`);
      else if (isSame(value, y)) findings.mark(line, 'right', `${name} is the targets, ${shapeText(value.shape)}`);
    }
  }
}

/** True where the inputs or targets are not those of the level. */
export function findData(
  findings: Findings,
  network: Network,
  { setup, given }: Pick<Trace, 'setup' | 'given'>,
  steps: readonly Step[] = [],
): boolean {
  const wanted = [
    { what: 'inputs', name: 'X', value: valueOfRows(network.inputs) },
    { what: 'targets', name: 'y', value: valueOfRows(network.targets) },
  ] as const;
  for (const { what, name, value } of wanted) {
    const isThere = [...given, ...[...setup, ...steps].map(({ values }) => values)].some((values) =>
      [...values.values()].some((own) => isSame(own, value)),
    );
    if (isThere) continue;
    const step = setup.findLast(({ values }) => [...values].some(([own]) => own === name));
    const own = step?.values.get(name);
    if (step === undefined || own === undefined) {
      const sentence = `The check does not find the ${what} of this level, ${shapeText(value.shape)}. It looks for one array or list that holds them all.`;
      findings.fail('values', undefined, sentence);
      return true;
    }
    const isOut = name === 'y' && own.cells.some((cell) => cell < 0 || cell > 1);
    const sentence = isOut
      ? mistakeOf('target-out-of-reach').sentence(sourceOf(network))
      : `The ${what} are not those of this level: expected ${shapeText(value.shape)} with ${cellsText(value)}.`;
    const more = { is: `${name} = ${cellsText(own)}`, shouldBe: cellsText(value) };
    findings.fail('values', step.line, sentence, isOut ? { ...more, mistake: 'target-out-of-reach' } : more);
    return true;
  }
  return false;
}

/** True for initial weights that are drawn in the loop which updates them: each iteration starts again. */
export function findRedrawnWeights(findings: Findings, { body, source }: Module): boolean {
  for (const loop of loopsOf(body)) {
    const inside = [...statementsByPlace(loop.body).values()];
    const drawn = inside.find((statement) => {
      if (statement.kind !== 'assign' || !/\brand/.test(source.slice(statement.from, statement.to))) return false;
      const { reads, writes } = flowOf(statement);
      const isUpdated = (own: Statement): boolean =>
        own !== statement && own.kind === 'augmented' && [...flowOf(own).writes].some((name) => writes.has(name));
      return ![...writes].some((name) => reads.has(name)) && inside.some(isUpdated);
    });
    if (drawn === undefined) continue;
    findings.fail('values', lineAt(source, drawn.from), DRAWN_AGAIN);
    return true;
  }
  return false;
}

/** A text without a loop, or with weights that do not fit. */
export function judgeSetup(
  findings: Findings,
  network: Network,
  before: Values,
  setup: readonly Step[],
  hasNoLoop: boolean,
): void {
  const source = sourceOf(network);
  const shapes = [...parameterShapes(source)];
  const data = [valueOfRows(network.inputs), valueOfRows(network.targets)];
  const isArray = ({ shape }: Value): boolean => shape.length > 0;
  const own = [...before].filter(([, value]) => isArray(value) && !data.some((each) => isSame(each, value)));
  const fitting = mappingsOf(source, before).length > 0;
  if (fitting) {
    findings.stage('shapes', 'passed', 'the initial weights have the right shapes');
    for (const name of mappingsOf(source, before)[0]?.values() ?? []) {
      const step = setup.findLast(({ values }) => values.has(name));
      const value = before.get(name);
      if (step !== undefined && value !== undefined)
        findings.mark(step.line, 'right', `${name} is ${shapeText(value.shape)}`);
    }
  } else if (own.length >= shapes.length) {
    // The first array that no shape fits.
    const wanted = shapes.map(([name, shape]) => ({ name, shape, text: shapeText(shape) }));
    const wrong = own.find(([, value]) => !wanted.some(({ shape }) => shape.join() === value.shape.join()));
    const taken = own.filter(([, value]) => wanted.some(({ shape }) => shape.join() === value.shape.join()));
    const left = wanted.filter(({ shape }) => !taken.some(([, value]) => value.shape.join() === shape.join()));
    const [name, value] = wrong ?? (own[0] as [string, Value]);
    const step = setup.findLast(({ values }) => values.has(name));
    const needed = (left.length === 0 ? wanted : left).map(({ text }) => text).join(' and ');
    const sentence = `${name} is ${shapeText(value.shape)}, and the weights still need ${needed}: one row for each input of a layer, one column for each of its units.`;
    findings.fail('shapes', step?.line, sentence, { is: shapeText(value.shape), shouldBe: needed });
    return;
  }
  const [parameter, shape] = shapes[own.length] ?? shapes[0] ?? ['syn0', [1, 1]];
  findings.missing = fitting
    ? {
        label: 'forward',
        sentence: hasNoLoop ? 'Next: the loop, with its forward lines.' : 'Next: the forward lines.',
        mistake: undefined,
      }
    : {
        label: 'setup',
        sentence: `Next: the initial weights. ${parameter} is ${shapeText(shape)}.`,
        mistake: undefined,
      };
}

/** The line that gives a variable its first value; in a function that returns it, the line there. */
export function lineOfFirstValue(setup: readonly Step[], name: string): number | undefined {
  const isThere = setup.some(({ values }) => values.has(name));
  // A part of an array has the line of the array.
  const own = isThere ? name : variableOf(name);
  const at = setup.findLastIndex(({ values }) => values.has(own));
  const step = setup[at];
  const value = step?.values.get(own);
  if (step === undefined || value === undefined) return undefined;
  const outside = setup.slice(0, at).findLastIndex(({ depth }) => depth <= step.depth);
  const inside = setup
    .slice(outside + 1, at)
    .find(({ values }) => [...values.values()].some((each) => each.cells.length > 1 && isSame(each, value, 0)));
  const last = setup[at - 1];
  const returned = last?.statement.kind === 'return' && last.depth === step.depth + 1 ? last : undefined;
  return (inside ?? returned ?? step).line;
}

/** A mistake in the initial weights: each of their lines is wrong, and the first one is the place to look at. */
export function failWeights(
  findings: Findings,
  fit: Fit,
  setup: readonly Step[],
  { id, parameters }: SetupMistake,
): void {
  const lines = parameters.map((parameter) => {
    const own = fit.names.get(parameter) ?? parameter;
    // A part of one vector has the line of the vector.
    const name = fit.slices?.find((slice) => slice.name === own)?.of ?? own;
    return lineOfFirstValue(setup, name);
  });
  const [first, ...more] = [...new Set(lines.filter((line) => line !== undefined))].toSorted(
    (one, other) => one - other,
  );
  const sentence = mistakeOf(id).sentence(fit.source);
  findings.fail('values', first, sentence, { mistake: id });
  for (const line of more) findings.mark(line, 'wrong', sentence);
}
