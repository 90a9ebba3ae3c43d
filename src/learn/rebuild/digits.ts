/* The errors that a program prints: their kind, and their digits where the initial weights are those of seed 1. */
import { parseModule } from '../../script/syntax/module.ts';
import type { Fit } from './fit.ts';
import { loopsOf } from './names.ts';
import { type Network, programText, sourceOf, wholeText } from './networks.ts';
import type { Findings } from './report.ts';
import { Trace } from './trace.ts';
import { isSame } from './values.ts';

/** Lines, calls and jumps back of a run to its end, for the printed digits. */
const MOST_WORK = 12_000_000;
/** Printed errors that are enough where an answer is needed soon. */
const FEW_ERRORS = 2;

/** The printed errors, where the initial weights are those of the seed: they are then the ones of the level. */
export function* checkDigits(
  findings: Findings,
  trace: Trace,
  network: Network,
  fit: Fit,
  isWhole: boolean,
): Generator<void, void> {
  const not = (sentence: string): void => findings.stage('digits', 'not for this program', sentence);
  if (network.reportEvery === 0) return not('this level prints no errors');
  if (fit.factor !== 1) return not('another factor gives other digits');
  const { module } = parseModule(wholeText(programText(sourceOf(network))), { version: 3 });
  if (module === undefined) throw new Error('a program has a fault');
  const own = new Trace(module);
  yield* own.toLoop(loopsOf(module.body));
  const first = own.values();
  const isSeeded = [...fit.start.weights].every(([name, value]) => isSame(first.get(name) ?? value, value, 1e-12));
  if (!isSeeded) return not('the initial weights are not those of seed 1');
  const numbers = (printed: string): readonly number[] =>
    printed
      .split('\n')
      .flatMap((line) => (/error/i.test(line) ? (line.match(/-?\d+\.\d+(?:e[+-]?\d+)?/g) ?? []).map(Number) : []));
  const found = numbers(yield* printedBy(trace, isWhole ? Number.POSITIVE_INFINITY : FEW_ERRORS));
  if (found.length === 0) return not('the program prints no errors');
  const expected = numbers(yield* printedBy(own, found.length));
  const count = Math.min(found.length, expected.length);
  const at = found
    .slice(0, count)
    .findIndex((value, i) => Math.abs(value - (expected[i] ?? 0)) > 1e-9 * Math.abs(expected[i] ?? 1));
  if (at >= 0) {
    // Errors that are printed at other iterations, or of another kind, are not a fault.
    return not(
      `the errors are not printed every ${network.reportEvery.toLocaleString('en')} iterations, or have another form`,
    );
  }
  findings.stage(
    'digits',
    'passed',
    `the printed errors are those of seed 1: ${found
      .slice(0, count)
      .map((value) => value.toPrecision(6))
      .join(', ')}`,
  );
}

/** Runs a text to its end, to a bound of work, or until it has printed some errors. */
function* printedBy(trace: Trace, errors: number): Generator<void, string> {
  const { run } = trace;
  const begun = run.state.units;
  const isDone = (): boolean => (trace.printed.match(/error.*\n/gi)?.length ?? 0) >= errors;
  while (run.state.units - begun < MOST_WORK && !isDone()) {
    if (run.go({ kind: 'end' }, 20_000) !== 'piece') break;
    yield;
  }
  return trace.printed;
}
