import { expect } from 'vitest';
import { Interpreter } from '../../../src/engine/backends/interpreter.ts';
import type { Progress, RunningWatch } from '../../../src/engine/observers/running-watch.ts';
import { WatchSet } from '../../../src/engine/observers/watches.ts';
import { numpyRandom } from '../../../src/engine/random.ts';
import { type ParsedWatch, parseWatch } from '../../../src/language/parse-watch.ts';
import type { Program } from '../../../src/language/program.ts';
import { programOf } from '../../language/programs.ts';

export function watchOf(source: string): ParsedWatch['watch'] {
  const parsed = parseWatch(source);
  if (!parsed.ok) throw new SyntaxError(parsed.fault.message);
  return parsed.watch;
}

export interface Watched {
  readonly run: Interpreter;
  readonly set: WatchSet;
  readonly watches: readonly RunningWatch[];
}

export function watched(program: Program, run: Interpreter, ...sources: readonly string[]): Watched {
  const set = new WatchSet(program, run, sources.map(watchOf));
  return { run, set, watches: set.watches.map((watch) => watch as RunningWatch) };
}

/** Watches of lines as a person would write them, without data. */
export function watchLines(setup: string, iteration: string, ...sources: readonly string[]): Watched {
  const program = programOf({}, setup, iteration);
  return watched(program, new Interpreter(program, new Map(), numpyRandom(1)), ...sources);
}

/** The iterations, counted from 1, at whose end the first breakpoint fires. */
export function firings({ run, set, watches }: Watched, iterations: number): readonly number[] {
  const fired: number[] = [];
  for (let k = 1; k <= iterations; k++) {
    run.runIteration();
    if (set.endIteration()) fired.push(k);
    expect(watches[0]?.fired).toBe(fired.at(-1) === k);
  }
  return fired;
}

/** The progress of a run: completed iterations, and lines of the next one that have run. */
export function progress(iteration: number, line: number): Progress {
  return { iteration, hasRun: (own) => iteration > 0 || own < line };
}
