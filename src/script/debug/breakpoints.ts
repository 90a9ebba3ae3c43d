import { Code } from '../machine/code.ts';
import * as op from '../machine/opcodes.ts';

/*
 * Breakpoints on lines of a script: the instruction at which a statement begins is TRACE there. A run without one pays nothing.
 */

/** Operations of codes with TRACE at some instructions. */
export type Patched = ReadonlyMap<Code, Uint8Array>;

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
export function withBreakpoints(main: Code, lines: ReadonlySet<number>, base: Patched): Patched {
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
