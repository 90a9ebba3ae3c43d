import type { Program } from '../../language/program.ts';
import type { Matrix } from '../matrix.ts';
import type { RandomSource } from '../random.ts';
import type { Backend, CreateBackend } from './backend.ts';
import { Compiled } from './compiled.ts';
import { Interpreter } from './interpreter.ts';

/** All backends. A new one is a file in this folder and a line here. */
const backends = {
  interpreter: (program, data, random, measuresNorm) => new Interpreter(program, data, random, undefined, measuresNorm),
  /** For a program that runs for long: it begins as the interpreter. */
  compiled: (program, data, random, measuresNorm = false) => new Compiled(program, data, random, { measuresNorm }),
} satisfies Readonly<Record<string, CreateBackend>>;

export type BackendName = keyof typeof backends;

/** @throws as `CreateBackend` does. */
export function createBackend(
  program: Program,
  data: ReadonlyMap<string, Matrix>,
  random: RandomSource,
  name: BackendName = 'interpreter',
  measuresNorm = false,
): Backend {
  return backends[name](program, data, random, measuresNorm);
}
