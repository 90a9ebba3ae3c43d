import { type ScriptOptions, ScriptRun } from '../../../src/script/machine/script-run.ts';
import { parseModule } from '../../../src/script/syntax/module.ts';

export interface Result {
  readonly out: string;
  readonly error: string;
  readonly code: number;
}

/** A run of a program before its first line. */
export function runOf(source: string, options: Partial<ScriptOptions> = {}): ScriptRun {
  const parsed = parseModule(source, options.version === undefined ? {} : { version: options.version });
  if (parsed.fault !== undefined) throw new Error(parsed.fault.message);
  return new ScriptRun(parsed.module, { file: 'program.py', seed: 1, ...options, version: parsed.module.version });
}

/** Runs a program to its end. */
export function runProgram(source: string, options: Partial<ScriptOptions> = {}): Result {
  const run = runOf(source, options);
  const texts = { out: '', error: '' };
  run.state.heard = (text) => {
    texts.out += text;
  };
  run.state.heardError = (text) => {
    texts.error += text;
  };
  if (run.go({ kind: 'end' }, 5e7) !== 'ended') throw new Error('the program does not end');
  const result = resultOf(run);
  return { ...result, out: texts.out, error: texts.error + result.error };
}

/** The end of a run; its output has standard error, too. */
export function resultOf(run: ScriptRun): Result {
  const { ending } = run;
  const out = run.state.output.since(0);
  switch (ending?.kind) {
    case 'exception':
      return { out, error: run.traceback ?? '', code: 1 };
    case 'exit':
      return { out, error: ending.message === undefined ? '' : `${ending.message}\n`, code: ending.code };
    default:
      return { out, error: '', code: 0 };
  }
}
