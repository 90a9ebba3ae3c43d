import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { MAX_SEED } from '../language/expression.ts';
import { wordList } from '../language/wording.ts';
import { plainText } from '../scenario/plain-text.ts';
import { ScriptRun } from '../script/machine/script-run.ts';
import { parseNamedRoles } from '../script/roles/named.ts';
import { parseModule } from '../script/syntax/module.ts';
import type { SyntaxFault } from '../script/syntax/tree.ts';
import type { Speed } from '../worker/protocol.ts';
import { folderReader } from '../worker/script-files.ts';
import { DEFAULT_SCRIPT_SEED } from '../worker/subject.ts';
import { speedIn } from './arguments.ts';
import { canDraw, isPlainWanted } from './colour-depth.ts';
import { type ReadConfig, readConfig } from './config.ts';
import { refuse } from './exit.ts';
import { reasonOf } from './file-problems.ts';
import { resolveScript } from './open-scenario.ts';
import { choicesOf, type ScreenOptions } from './screen-options.ts';

/** Lines, calls and jumps back that are executed between two turns, in which Ctrl-C and a closed pipe can end the process. */
const PIECE = 50_000;

export interface ScriptOptions {
  readonly file: string;
  readonly headless: boolean;
  /** Roles, prints, errors and weights as JSON, without the dashboard. */
  readonly json?: boolean;
  readonly seed: number | undefined;
  readonly paused?: boolean;
  readonly plain?: boolean | undefined;
  readonly speed?: Speed | undefined;
  /** Roles in place of those that are found: `weights=a,b error=e`. */
  readonly roles?: string | undefined;
  readonly screen?: ScreenOptions;
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
  const options: { -readonly [Name in keyof ScriptOptions]: ScriptOptions[Name] } = {
    file: '',
    headless: false,
    seed: undefined,
    arguments: args.slice(end + 1),
  };
  let screen: ScreenOptions = {};
  for (let at = 0; at < end; at++) {
    const word = args[at] as string;
    if (!word.startsWith('-')) {
      if (options.file !== '') {
        return `expected one file, found ${JSON.stringify(options.file)} and ${JSON.stringify(word)}; arguments of the script follow after --`;
      }
      options.file = word;
      continue;
    }
    const [name = '', given] = word.split(/=(.*)/s);
    const value = (): string => given ?? args[++at] ?? '';
    switch (name) {
      case '--headless':
        options.headless = true;
        break;
      case '--json':
        options.json = true;
        break;
      case '--paused':
        options.paused = true;
        break;
      case '--plain':
        options.plain = true;
        break;
      case '--mouse':
      case '--no-mouse':
        screen = { ...screen, mouse: name === '--mouse' };
        break;
      case '--chart':
      case '--theme': {
        const option = name === '--chart' ? 'chart' : 'theme';
        const text = value();
        if (!choicesOf(option).includes(text))
          return `${name}: expected ${wordList(choicesOf(option), 'or')}, found ${JSON.stringify(text)}`;
        screen = { ...screen, [option]: text };
        break;
      }
      case '--seed': {
        const text = value();
        if (!/^\d{1,10}$/.test(text) || Number(text) > MAX_SEED) {
          return `--seed: expected a whole number from 0 to ${MAX_SEED}, found ${JSON.stringify(text)}`;
        }
        options.seed = Number(text);
        break;
      }
      case '--speed': {
        const text = value();
        options.speed = speedIn(text);
        if (options.speed === undefined) {
          return `--speed: expected iterations a second, or unlimited, found ${JSON.stringify(text)}`;
        }
        break;
      }
      case '--roles': {
        options.roles = value();
        const roles = parseNamedRoles(options.roles);
        if (typeof roles === 'string') return `--roles: ${roles}`;
        break;
      }
      default:
        return `${name}: a script takes ${wordList(OPTIONS, 'and')}; its own arguments follow after --`;
    }
  }
  return options.file === '' ? 'expected a Python file' : { ...options, screen };
}

/** The options of a script, for a person who has given another one. */
const OPTIONS = [
  '--headless',
  '--json',
  '--paused',
  '--speed',
  '--seed',
  '--roles',
  '--plain',
  '--chart',
  '--theme',
  '--no-mouse',
];

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
    seed: options.seed ?? DEFAULT_SCRIPT_SEED,
    source,
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
