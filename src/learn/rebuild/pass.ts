/* One time through the training loop of a text, as data; and the failures that end it. */
import type { ScriptRun } from '../../script/machine/script-run.ts';
import { exceptionLine } from '../../script/machine/traceback.ts';
import type { ScriptModule } from '../../script/machine/variables.ts';
import type { Step, Values } from './recorder.ts';
import type { Value } from './values.ts';
import { addValue } from './variables.ts';

/** The end of a text by an exception, or by a bound. */
export interface Failure {
  readonly line: number;
  /** The line that has failed, in a function that the line above calls; undefined where it is that line itself. */
  readonly inner?: number | undefined;
  /** `ValueError: matmul: …`: Python's words. */
  readonly message: string;
  readonly advice: string | undefined;
  /** The place of the part that failed. */
  readonly from: number;
  readonly to: number;
  readonly kind: 'exception' | 'too long' | 'input';
  /** The values at that place. */
  readonly values: Values;
}

/** One time through the body of the training loop. */
export interface Pass {
  readonly before: Values;
  readonly steps: readonly Step[];
  readonly after: Values;
  readonly failure: Failure | undefined;
  /** True where the loop is left after it. */
  readonly isLast: boolean;
}

/** Passes that were made. */
export interface Passes {
  readonly made: number;
  readonly failure: Failure | undefined;
  /** True where the loop is left after the last one. */
  readonly isLast: boolean;
}

/** Another value in the place of one that a step has given. */
export interface Substitution {
  /** The numbers of the statements in the pass, from 0. With several, each gets a row of the value. */
  readonly visits: readonly number[];
  readonly name: string;
  readonly value: Value;
}

/**
 * The failure of a run that has stopped.
 * @param lineOf the line of a place in the text
 * @param depth the depth of calls at the loop, or 0
 * @param isPart true for a function with one call in the text: it is a part of the loop, and any other one that fails was given a wrong value
 */
export function failureOf(
  kind: Failure['kind'],
  run: ScriptRun,
  main: ScriptModule,
  lineOf: (from: number) => number,
  depth: number,
  isPart: (name: string) => boolean,
): Failure {
  const { state } = run;
  const { uncaught } = state;
  if (kind === 'exception' && uncaught !== null) {
    // The place in the module itself is the last in the list.
    const entries = uncaught.traceback.filter(({ code }) => !code.hidden);
    let at = Math.max(0, entries.length - 1 - depth);
    while (at > 0 && isPart(entries[at - 1]?.code.name ?? '')) at--;
    const entry = entries[at];
    const { from, to } = entry === undefined ? { from: 0, to: 0 } : entry.code.placeOf(entry.instruction);
    const [last] = entries;
    const inner = last === undefined ? undefined : lineOf(last.code.placeOf(last.instruction).from);
    const values = new Map<string, Value>();
    for (const [name, own] of main.variables()) addValue(values, name, own);
    return {
      kind,
      line: lineOf(from),
      inner: inner === lineOf(from) ? undefined : inner,
      message: exceptionLine(state, uncaught),
      advice: uncaught.advice,
      from,
      to,
      values,
    };
  }
  const call = run.calls.at(-1);
  const message = kind === 'input' ? 'input() waits for an answer' : 'the work has no end in sight';
  const place = call?.place ?? { from: 0, to: 0 };
  return { kind, line: call?.line ?? 1, message, advice: undefined, ...place, values: new Map() };
}
