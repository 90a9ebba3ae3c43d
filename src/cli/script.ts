import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { MAX_SEED } from '../language/expression.ts';
import { plainText } from '../scenario/plain-text.ts';
import { ScriptRun } from '../script/machine/script-run.ts';
import { RaisedError } from '../script/machine/values.ts';
import { parseModule } from '../script/syntax/module.ts';
import type { SyntaxFault } from '../script/syntax/tree.ts';
import { refuse } from './exit.ts';
import { reasonOf } from './file-problems.ts';

/** The seed of a script that sets none, without `--seed`. */
export const DEFAULT_SEED = 1;

/** Lines, calls and jumps back that are executed between two turns, in which Ctrl-C and a closed pipe can end the process. */
const PIECE = 50_000;

/** The largest file that a script may read. */
const MOST_BYTES = 2 ** 28;

export interface ScriptOptions {
  readonly file: string;
  readonly headless: boolean;
  readonly seed: number | undefined;
  /** The arguments after `--`. */
  readonly arguments: readonly string[];
}

/** The streams of a script. */
export interface ScriptStreams {
  out(text: string): void;
  error(text: string): void;
  /** Resolves when there is room for more text. */
  ready(): Promise<void>;
  /** The next line of the input; undefined at its end. */
  line(): Promise<string | undefined>;
}

/** Reads the command line of a script. @returns the fault of an unusable one. */
export function scriptOptions(args: readonly string[]): ScriptOptions | string {
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  let file: string | undefined;
  let headless = false;
  let seed: number | undefined;
  for (let at = 0; at < end; at++) {
    const word = args[at] as string;
    if (word === '--headless') headless = true;
    else if (word === '--seed' || word.startsWith('--seed=')) {
      const text = word === '--seed' ? (args[++at] ?? '') : word.slice('--seed='.length);
      if (!/^\d{1,10}$/.test(text) || Number(text) > MAX_SEED) {
        return `--seed: expected a whole number from 0 to ${MAX_SEED}, found ${JSON.stringify(text)}`;
      }
      seed = Number(text);
    } else if (word.startsWith('-')) {
      return `${word}: a script takes --headless and --seed; its own arguments follow after --`;
    } else if (file !== undefined) {
      return `expected one file, found ${JSON.stringify(file)} and ${JSON.stringify(word)}; arguments of the script follow after --`;
    } else file = word;
  }
  if (file === undefined) return 'expected a Python file';
  return { file, headless, seed, arguments: args.slice(end + 1) };
}

/** Carries out a command line that names a Python file. @returns the exit code: Python's. */
export async function runScriptCommand(args: readonly string[]): Promise<number> {
  const options = scriptOptions(args);
  if (typeof options === 'string') return refuse([`backprop-tui: ${options}`]);
  if (!options.headless) {
    return refuse([`backprop-tui: a Python file runs without the dashboard for now: add --headless`]);
  }
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(options.file);
  } catch (error) {
    return refuse([`${options.file}: the file cannot be read: ${reasonOf(error)}`]);
  }
  return runScript(bytes, options, standardStreams());
}

/** Runs a script to its end. @returns the exit code: Python's. */
export async function runScript(bytes: Uint8Array, options: ScriptOptions, streams: ScriptStreams): Promise<number> {
  const parsed = parseModule(bytes);
  if (parsed.fault !== undefined) {
    streams.error(faultText(options.file, parsed.source, parsed.fault));
    return 1;
  }
  const { version } = parsed.module;
  const run = new ScriptRun(parsed.module, {
    version,
    file: options.file,
    arguments: options.arguments,
    seed: options.seed ?? DEFAULT_SEED,
    readFile: reader(options.file),
  });
  let text = '';
  const flush = (): void => {
    if (text !== '') streams.out(text);
    text = '';
  };
  run.state.heard = (printed) => {
    text += printed;
    if (text.length > 0x8000) flush();
  };
  run.state.heardWarning = (warning) => streams.error(warning);
  for (;;) {
    const stopped = run.go({ kind: 'end' }, PIECE);
    flush();
    if (stopped === 'ended') break;
    if (stopped === 'input') run.answer(await streams.line());
    await nextTurn();
    await streams.ready();
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

/** Reads files of the folder of a script. */
function reader(script: string): (path: string) => Uint8Array | undefined {
  const folder = realpathSync(dirname(resolve(script)));
  const isInside = (path: string): boolean => {
    const way = relative(folder, path);
    return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  };
  return (path) => {
    const asked = resolve(folder, path);
    let real: string;
    try {
      real = realpathSync(asked);
    } catch {
      if (isInside(asked)) return undefined;
      throw outside(path);
    }
    if (!isInside(real)) throw outside(path);
    const { size } = statSync(real);
    if (size > MOST_BYTES) throw new RaisedError('MemoryError', `${path} is larger than ${MOST_BYTES / 2 ** 20} MiB`);
    try {
      return readFileSync(real);
    } catch {
      return undefined;
    }
  };
}

function outside(path: string): RaisedError {
  return new RaisedError(
    'PermissionError',
    `${path} is not in the folder of the script`,
    'A script reads files of its own folder only: copy the file there.',
  );
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
