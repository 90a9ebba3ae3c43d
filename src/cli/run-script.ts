import { dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ScriptRun } from '../script/machine/script-run.ts';
import { parseModule } from '../script/syntax/module.ts';
import { folderReader } from '../worker/script-files.ts';
import { DEFAULT_SCRIPT_SEED } from '../worker/subject.ts';
import { syntaxText, terminalText } from './script-fault.ts';
import type { ScriptOptions } from './script-options.ts';

/** Lines, calls and jumps back that are executed between two turns, in which Ctrl-C and a closed pipe can end the process. */
const PIECE = 50_000;

/** The streams of a script. */
export interface ScriptStreams {
  out(text: string): void;
  error(text: string): void;
  /** Resolves when there is room for more text. */
  ready(): Promise<void>;
  /** The next line of the input; undefined at its end. */
  line(): Promise<string | undefined>;
}

/** Runs a script to its end. @returns the exit code: Python's. */
export async function runScript(bytes: Uint8Array, options: ScriptOptions, streams: ScriptStreams): Promise<number> {
  const parsed = parseModule(bytes);
  if (parsed.fault !== undefined) {
    streams.error(syntaxText(options.file, parsed.source, parsed.fault));
    return 1;
  }
  const own = {
    version: parsed.module.version,
    file: options.file,
    arguments: options.arguments,
    seed: options.seed ?? DEFAULT_SCRIPT_SEED,
    namedSeed: options.seed,
    readFile: folderReader(dirname(resolve(options.file))),
  };
  const json = options.json === true ? await import('./script-json.ts') : undefined;
  const debug = json?.measuredRun(parsed.module, own, options.roles);
  const run = debug?.run ?? new ScriptRun(parsed.module, own);
  if (json !== undefined && debug !== undefined) streams.out(`${json.rolesLine(debug)}\n`);
  let text = '';
  const flush = (isOver = false): void => {
    // A line of JSON has a whole line of text.
    const end = json === undefined || isOver ? text.length : text.lastIndexOf('\n') + 1;
    const printed = text.slice(0, end);
    text = text.slice(end);
    if (printed === '') return;
    streams.out(
      json === undefined
        ? printed
        : json
            .outputLines(printed)
            .map((line) => `${line}\n`)
            .join(''),
    );
  };
  run.state.heard = (printed) => {
    text += printed;
    if (text.length > 0x8000) flush();
  };
  run.state.heardError = (printed) => {
    flush();
    streams.error(printed);
  };
  run.state.heardWarning = (warning) => streams.error(warning);
  for (;;) {
    const stopped = (debug ?? run).go({ kind: 'end' }, PIECE);
    flush(stopped === 'ended');
    if (stopped === 'ended') break;
    // Local weights are those of the last iteration.
    debug?.keepValuesAfter((debug.goal ?? Number.POSITIVE_INFINITY) - 1);
    if (stopped === 'input') run.answer(await streams.line());
    await nextTurn();
    await streams.ready();
  }
  if (json !== undefined && debug !== undefined) {
    for (const line of [...json.trainingLines(debug), ...json.resultLines(debug)]) streams.out(`${line}\n`);
  }
  for (const { line, own: typed, used } of run.state.seeds) {
    if (typed !== used) streams.error(`backprop-tui: line ${line}: seed ${used} in place of ${typed}\n`);
  }
  const { ending } = run;
  switch (ending?.kind) {
    case 'exit':
      if (ending.message !== undefined) streams.error(`${ending.message}\n`);
      return ending.code;
    case 'exception':
      streams.error(run.traceback ?? '');
      if (ending.exception.advice !== undefined) streams.error(`backprop-tui: ${ending.exception.advice}\n`);
      return 1;
    default:
      return 0;
  }
}

export function standardStreams(): ScriptStreams {
  let lines: AsyncIterator<string> | undefined;
  return {
    out: (text) => process.stdout.write(process.stdout.isTTY ? terminalText(text) : text),
    error: (text) => process.stderr.write(process.stderr.isTTY ? terminalText(text) : text),
    async ready() {
      if (process.stdout.writableNeedDrain) await new Promise((drained) => process.stdout.once('drain', drained));
    },
    async line() {
      lines ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]();
      const { value, done } = await lines.next();
      return done === true ? undefined : value;
    },
  };
}
