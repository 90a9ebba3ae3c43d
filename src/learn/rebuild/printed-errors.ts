/* The kind of the error that a program prints: a mean of absolute or squared errors, a sum, a maximum, or no error at all. */

import { lineAt, type Module } from '../../script/syntax/tree.ts';
import type { Fit } from './fit.ts';
import { predictionsOf } from './forward.ts';
import { weightsOf } from './mapping.ts';
import type { Loop } from './names.ts';
import type { Findings } from './report.ts';
import { runAtLoop } from './training-loop.ts';
import { numberText } from './values.ts';

/** Iterations in which a first printed error is looked for. */
const MOST_PASSES = 1000;
/** Factors that a printed error may have: that of a loss, per cent. */
const FACTORS = [1, 2, 0.5, 4, 0.25, 100];
const LABEL = /error|err\b|loss|cost/i;

interface Printed {
  readonly line: string;
  readonly numbers: readonly { readonly value: number; readonly tolerance: number }[];
}

/** Fails where the first printed error is not an error of the network. With dropout nothing is judged: the mask of the error is not known. */
export function* checkPrintedErrors(findings: Findings, module: Module, loop: Loop, fit: Fit): Generator<void, void> {
  if (!/\bprint\b/.test(module.source) || fit.mask !== undefined) return;
  const trace = yield* runAtLoop(module, loop, fit);
  if (trace === undefined) return;
  let before = weightsOf(fit.source, fit.names, trace.values());
  for (let k = 1; k <= MOST_PASSES; k++) {
    const length = trace.printed.length;
    const { failure, isLast } = yield* trace.passes(1);
    if (failure !== undefined) return;
    const after = weightsOf(fit.source, fit.names, trace.values());
    const printed = printedIn(trace.printed.slice(length));
    if (printed !== undefined) {
      const runs = [before, after].map((weights) => resultsOf(fit, predictionsOf(fit.source, { weights })));
      judge(findings, module, loop, printed, runs as [Results, Results]);
      return;
    }
    if (isLast) return;
    before = after;
    if (k % 20 === 0) yield;
  }
}

function printedIn(text: string): Printed | undefined {
  for (const line of text.split('\n')) {
    const found = LABEL.test(line) ? (line.match(/-?\d+\.\d+(?:e[+-]?\d+)?/g) ?? []) : [];
    if (found.length === 0) continue;
    const numbers = found.map((own) => {
      const digits = /\.(\d+)/.exec(own)?.[1]?.length ?? 0;
      const exponent = Number(/e([+-]?\d+)/.exec(own)?.[1] ?? 0);
      return { value: Number(own), tolerance: 0.51 * 10 ** (exponent - digits) };
    });
    return { line, numbers };
  }
  return undefined;
}

interface Results {
  readonly errors: readonly number[];
  readonly predictions: readonly number[];
  readonly targets: readonly number[];
}

function resultsOf({ source }: Fit, rows: readonly (readonly number[])[]): Results {
  const predictions = rows.flat();
  const targets = source.network.targets.flat();
  return { predictions, targets, errors: targets.map((target, i) => target - (predictions[i] ?? 0)) };
}

const sum = (cells: readonly number[]): number => cells.reduce((total, cell) => total + cell, 0);
const mean = (cells: readonly number[]): number => sum(cells) / cells.length;

/** The numbers that say how wrong a network is. */
function formsOf({ errors, predictions, targets }: Results): readonly number[] {
  const sizes = errors.map(Math.abs);
  const squares = errors.map((error) => error * error);
  const entropies = predictions.map((cell, i) => -Math.log(targets[i] === 1 ? cell : 1 - cell));
  const totals = [sizes, squares, entropies].flatMap((cells) => [mean(cells), sum(cells)]);
  return [...totals, Math.max(...sizes), Math.sqrt(mean(squares)), Math.sqrt(sum(squares)), ...errors, ...sizes];
}

function judge(
  findings: Findings,
  module: Module,
  loop: Loop,
  { numbers }: Printed,
  runs: readonly [Results, Results],
): void {
  const isOneOf = (forms: readonly number[], factors: readonly number[]): boolean =>
    numbers.some(({ value, tolerance }) =>
      forms.some((form) =>
        factors.some((factor) => Math.abs(value - factor * form) <= tolerance + 1e-9 * Math.abs(factor * form)),
      ),
    );
  if (runs.some((run) => isOneOf(formsOf(run), FACTORS))) return;
  const [{ errors }] = runs;
  const printed = numbers[0]?.value ?? 0;
  const isSigned = runs.some((run) =>
    isOneOf([mean(run.errors), -mean(run.errors), sum(run.errors), -sum(run.errors)], [1]),
  );
  const isPrediction = runs.some((run) => isOneOf([mean(run.predictions)], [1]));
  const sentence = isSigned
    ? 'The printed error is a mean of signed errors: positive and negative ones cancel. Take np.abs first.'
    : isPrediction
      ? 'The printed number is the mean prediction, not an error: it says nothing about the targets.'
      : 'The printed number is not an error of this network: it is not the mean, sum or maximum of the errors or of their squares.';
  findings.fail('digits', lineOfPrint(module, loop), sentence, {
    is: `${numberText(printed, 6)} is printed`,
    shouldBe: `the mean error is ${numberText(mean(errors.map(Math.abs)), 6)}`,
  });
}

/** The line of the first print with an error in the loop, or after it. */
function lineOfPrint({ source }: Module, { from }: Loop): number | undefined {
  const lines = source.split('\n');
  const first = lineAt(source, from) - 1;
  const at = (test: (line: string) => boolean): number => lines.findIndex((line, i) => i >= first && test(line));
  const labelled = at((line) => /\bprint\b/.test(line) && LABEL.test(line));
  const found = labelled >= 0 ? labelled : at((line) => /\bprint\b/.test(line));
  return found < 0 ? undefined : found + 1;
}
