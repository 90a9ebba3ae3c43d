import { readFileSync } from 'node:fs';
import { parseModule } from '../script/syntax/module.ts';
import { refuse } from './exit.ts';
import { reasonOf } from './file-problems.ts';
import { resolveScript } from './open-scenario.ts';
import { syntaxText, terminalText } from './script-fault.ts';
import { scriptOptions } from './script-options.ts';
import { terminalForRun } from './terminal.ts';

/** Carries out a command line that names a Python file. @returns the exit code: Python's. */
export async function runScriptCommand(args: readonly string[]): Promise<number> {
  const given = scriptOptions(args);
  if (typeof given === 'string') return refuse([`backprop-tui: ${given}`]);
  const options = { ...given, file: resolveScript(given.file) };
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(options.file);
  } catch (error) {
    return refuse([`${options.file}: the file cannot be read: ${reasonOf(error)}`]);
  }
  const terminal = options.headless || options.json === true ? undefined : await terminalForRun(options.plain);
  if (terminal === undefined) {
    // The machine is larger than all code before the first frame.
    const { runScript, standardStreams } = await import('./run-script.ts');
    return runScript(bytes, options, standardStreams());
  }
  const parsed = parseModule(bytes);
  if (parsed.fault !== undefined) {
    process.stderr.write(terminalText(syntaxText(options.file, parsed.source, parsed.fault)));
    return 1;
  }
  const { openScriptDashboard } = await import('./script-dashboard.ts');
  const { source, version } = parsed.module;
  return openScriptDashboard({
    ...options,
    source,
    bytes,
    version,
    plain: terminal.shows === 'sentences',
    config: terminal.config,
    notice: terminal.notice,
  });
}
