import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { plainText } from '../scenario/plain-text.ts';
import { ScriptRun } from '../script/machine/script-run.ts';
import { parseModule } from '../script/syntax/module.ts';
import type { SyntaxFault } from '../script/syntax/tree.ts';
import { folderReader } from '../worker/script-files.ts';
import { DEFAULT_SCRIPT_SEED } from '../worker/subject.ts';
import { canDraw, isPlainWanted } from './colour-depth.ts';
import { type ReadConfig, readConfig } from './config.ts';
import { refuse } from './exit.ts';
import { reasonOf } from './file-problems.ts';
import { resolveScript } from './open-scenario.ts';
import { type ScriptOptions, scriptOptions } from './script-options.ts';

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
  const { headless, plain: wantsPlain } = options;
  const isWanted = !headless && options.json !== true && process.stdout.isTTY === true && process.stdin.isTTY === true;
  const { config, warnings, notice }: ReadConfig = isWanted ? await readConfig() : { config: {}, warnings: [] };
  for (const warning of warnings) tell(warning);
  const plain = wantsPlain ?? isPlainWanted(process.env) ?? config.plain ?? false;
  if (!isWanted || !(plain || canDraw(process.env))) {
    if (isWanted) tell('no dashboard: the variable TERM names no terminal that can show one');
    return runScript(bytes, options, standardStreams());
  }
  const parsed = parseModule(bytes);
  if (parsed.fault !== undefined) {
    process.stderr.write(safe(faultText(options.file, parsed.source, parsed.fault)));
    return 1;
  }
  const { openScriptDashboard } = await import('./script-dashboard.ts');
  const { source, version } = parsed.module;
  return openScriptDashboard({
    ...options,
    source,
    bytes,
    version,
    plain,
    config,
    notice,
  });
}

function tell(text: string): void {
  process.stderr.write(`backprop-tui: ${plainText(text)}\n`);
}

/** Runs a script to its end. @returns the exit code: Python's. */
export async function runScript(bytes: Uint8Array, options: ScriptOptions, streams: ScriptStreams): Promise<number> {
  const parsed = parseModule(bytes);
  if (parsed.fault !== undefined) {
    streams.error(faultText(options.file, parsed.source, parsed.fault));
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
    for (const line of json.resultLines(debug)) streams.out(`${line}\n`);
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

/** A fault of the syntax as Python prints it, and what to do. */
function faultText(file: string, source: string, { type, message, advice, from, to }: SyntaxFault): string {
  const start = source.lastIndexOf('\n', from - 1) + 1;
  const number = source.slice(0, start).split('\n').length;
  const line = source.slice(start).split('\n')[0] ?? '';
  const indent = line.length - line.trimStart().length;
  const marks = '^'.repeat(Math.max(1, Math.min(to - from, line.length - (from - start))));
  const shown = `    ${line.trim()}\n    ${' '.repeat(Math.max(0, from - start - indent))}${marks}\n`;
  return `  File "${file}", line ${number}\n${shown}${type}: ${message}\nbackprop-tui: ${advice}\n`;
}

function standardStreams(): ScriptStreams {
  let lines: AsyncIterator<string> | undefined;
  return {
    out: (text) => process.stdout.write(process.stdout.isTTY ? safe(text) : text),
    error: (text) => process.stderr.write(process.stderr.isTTY ? safe(text) : text),
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

/** Text for a terminal: it gets no control characters but tabs and line ends. */
function safe(text: string): string {
  return text
    .split('\n')
    .map((line) => line.split('\t').map(plainText).join('\t'))
    .join('\n');
}
