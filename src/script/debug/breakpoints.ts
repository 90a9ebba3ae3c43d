import { Code } from '../machine/code.ts';
import * as op from '../machine/opcodes.ts';
import type { State } from '../machine/state.ts';

/*
 * Breakpoints on lines of a script: the instruction at which a statement begins is TRACE there. A run without breakpoints has
 * no cost.
 */

/** Operations of codes with TRACE at some instructions. */
export type Patched = ReadonlyMap<Code, Uint8Array>;

/** The lines before which a run stops, and the place where a breakpoint has stopped it. */
export class Breakpoints {
  readonly #main: Code;
  #lines: ReadonlySet<number> = new Set();
  #base: Looks;
  /** The instructions at which the run looks, with those of the breakpoints. */
  few: Patched;
  all: Patched;
  /** Executed lines where a breakpoint does not stop the run, because the run rests there. */
  #restsAt = -1;
  /** Executed lines, and the line, at which a breakpoint has stopped the run. */
  broken: { readonly lines: number; readonly line: number } | undefined;

  /** @param base the instructions at which the run looks without breakpoints */
  constructor(main: Code, base: Looks) {
    this.#main = main;
    [this.#base, this.few, this.all] = [base, base.few, base.all];
  }

  /** @param lines from 1 */
  choose(lines: readonly number[]): void {
    this.#lines = new Set(lines);
    this.patch(this.#base);
    if (this.broken !== undefined && !this.#lines.has(this.broken.line)) this.broken = undefined;
  }

  /** Adds the breakpoints to instructions at which the run looks. */
  patch(base: Looks): void {
    this.#base = base;
    this.few = withBreakpoints(this.#main, this.#lines, base.few);
    this.all = withBreakpoints(this.#main, this.#lines, base.all);
  }

  /** The run continues from here. @param lines executed lines; −1 in the middle of a line */
  rest(lines: number): void {
    this.#restsAt = lines;
  }

  /** Stops before the statement that begins here, where that is a breakpoint, once. */
  see(state: State, line: number): void {
    if (this.#restsAt === state.lines || !this.#lines.has(line)) return;
    this.#restsAt = state.lines;
    this.broken = { lines: state.lines, line };
    state.stopAt = state.lines;
    state.stops = true;
  }
}

/** Instructions at which a run looks: few while it trains, all where it rests. */
interface Looks {
  readonly few: Patched;
  readonly all: Patched;
}

/** The code of a script and of its functions. */
export function codesOf(code: Code): readonly Code[] {
  return [code, ...code.consts.flatMap((value) => (value instanceof Code ? codesOf(value) : []))];
}

/** The lines, from 1 and ascending, on which the run can stop: those with the beginning of a statement. */
export function statementLines(main: Code): readonly number[] {
  const lines = codesOf(main).flatMap((code) => [...beginningsIn(code).keys()]);
  return [...new Set(lines)].sort((one, other) => one - other);
}

/** Operations that are TRACE at the first statement of each of these lines, too. */
function withBreakpoints(main: Code, lines: ReadonlySet<number>, base: Patched): Patched {
  if (lines.size === 0) return base;
  const patched = new Map(base);
  for (const code of codesOf(main)) {
    for (const [line, instructions] of beginningsIn(code)) {
      if (!lines.has(line)) continue;
      const ops = patched.get(code) === base.get(code) ? (base.get(code) ?? code.ops).slice() : patched.get(code);
      for (const instruction of instructions) (ops as Uint8Array)[instruction] = op.TRACE;
      patched.set(code, ops as Uint8Array);
    }
  }
  return patched;
}

/** The instructions that begin the first statement of each line. A loop has two: for its first pass, and for the others. */
function beginningsIn(code: Code): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, { readonly from: number; readonly instructions: number[] }>();
  for (let ip = 0; ip < code.ops.length; ip++) {
    if (code.ops[ip] !== op.LINE) continue;
    const from = code.from[ip] as number;
    const line = code.lineOf(ip);
    const known = found.get(line);
    if (known === undefined || from < known.from) found.set(line, { from, instructions: [ip] });
    else if (from === known.from) known.instructions.push(ip);
  }
  return new Map([...found].map(([line, { instructions }]) => [line, instructions]));
}
