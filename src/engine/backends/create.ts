import type { Program } from '../../language/program.ts';
import type { Matrix } from '../matrix.ts';
import type { RandomSource } from '../random.ts';
import type { Backend, CreateBackend } from './backend.ts';
import { Compiled } from './compiled.ts';
import { Interpreter } from './interpreter.ts';

/** All backends. A new one is a file in this folder and a line here. */
const backends = {
  interpreter: (program, data, random) => new Interpreter(program, data, random),
  /** For a program that runs for long: it begins as the interpreter. */
  compiled: (program, data, random) => new Compiled(program, data, random),
} satisfies Readonly<Record<string, CreateBackend>>;

export type BackendName = keyof typeof backends;

/** @throws as `CreateBackend` does. */
export function createBackend(
  program: Program,
  data: ReadonlyMap<string, Matrix>,
  random: RandomSource,
  name: BackendName = 'interpreter',
): Backend {
  return backends[name](program, data, random);
}
