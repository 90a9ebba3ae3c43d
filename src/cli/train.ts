import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { printFaults } from '../scenario/fault.ts';
import type { Scenario } from '../scenario/schema.ts';
import { readWatches } from '../scenario/watches.ts';
import { onEndSignal, surviveFullFile } from '../ui/end-signals.ts';
import type { Speed } from '../worker/protocol.ts';
import type { DataFileOptions } from './data-file.ts';
import { refuse, tellLostOutput } from './exit.ts';
import type { HeadlessOutput } from './headless.ts';
import { openScenario, resolveScenario, withSeed } from './open-scenario.ts';
import type { ScreenOptions } from './screen-options.ts';
import { terminalForRun } from './terminal.ts';
import { unwritten } from './unwritten.ts';
import type { Prepared, RunFiles } from './writers/prepare.ts';
import type { Warn } from './writers/writer.ts';

export interface TrainOptions {
  /** A scenario file, the name of a built-in scenario, or a data file. */
  readonly scenario: string;
  readonly headless: boolean;
  readonly json: boolean;
  readonly paused: boolean;
  /** The speed in the dashboard, in place of the scenario's. */
  readonly speed?: Speed | undefined;
  /** Sentences in place of a screen; by default where a variable of the environment asks for them. */
  readonly plain?: boolean | undefined;
  readonly seed: number | undefined;
  /** Settings of other runs, which advance with this one in the dashboard. */
  readonly race?: readonly string[] | undefined;
  /** The choices for a data file. */
  readonly data?: DataFileOptions | undefined;
  readonly files?: RunFiles | undefined;
  readonly screen?: ScreenOptions;
}

/** Trains a scenario: in the dashboard on a terminal, otherwise without. Only the code of one of them is read from the disk. */
export async function train(options: TrainOptions): Promise<number> {
  const begin = tellEarlyEnd(options.files);
  const file = resolveScenario(options.scenario);
  const parsed = await openScenario(file, options.data, true);
  if (!parsed.ok) return refuse(printFaults(file, parsed.faults));
  const read = await readWatches(parsed.scenario, parsed.text);
  if (!read.ok) return refuse(printFaults(file, read.faults));
  // A dashboard needs a terminal to draw on and one to read keys from.
  const isAsked = !options.headless && !options.json && process.stdout.isTTY === true;
  if (isAsked && process.stdin.isTTY !== true)
    warn('no dashboard: the input is not a terminal, so that no key could be read');
  const terminal = isAsked ? await terminalForRun(options.plain) : undefined;
  const seeded = withSeed(parsed.scenario, options.seed);
  const prepared = await prepareFiles(file, seeded, options.files, terminal === undefined ? warn : undefined);
  if (!prepared.ok) return refuse(prepared.lines);
  const { scenario, writers, checkpoint, notices } = prepared;
  // Before a dashboard they are on the normal screen, which is shown again at its end.
  for (const own of notices) warn(own);
  if (terminal !== undefined) {
    const { openDashboard } = await import('./dashboard.ts');
    const { paused, speed, screen = {} } = options;
    const describedSeed = parsed.scenario.training.seed;
    const own = { file, text: parsed.text ?? '', seed: options.seed, describedSeed };
    const request = { scenario, ...own, watches: read.watches, race: options.race ?? [] };
    begin();
    const { config, notice, shows } = terminal;
    const plain = shows === 'sentences';
    return openDashboard({ ...request, paused, plain, speed, screen, config, notice, writers, checkpoint });
  }
  if (options.race !== undefined)
    return refuse(['backprop-tui: --race: expected a terminal: a race is shown in the dashboard']);
  const { runHeadless } = await import('./headless.ts');
  // A signal that came while data was read, without a pause, is handled now.
  await nextTurn();
  begin();
  // Without files to write, a signal or a reader that leaves ends the process at once.
  const outside = writers.length === 0 ? undefined : listenOutside();
  const output: HeadlessOutput = {
    line: (text) => {
      if (outside?.isReaderGone !== true) process.stdout.write(`${text}\n`);
    },
    async ready() {
      // A slow reader would otherwise let the lines pile up here.
      if (!process.stdout.writableNeedDrain || outside?.isReaderGone === true) return;
      const drained = once(process.stdout, 'drain', outside && { signal: outside.interruption });
      // It fails when the reader leaves, and at a signal: the run then continues to write its files.
      await (outside === undefined ? drained : drained.catch(() => {}));
    },
    warn,
  };
  return runHeadless(scenario, options.json, output, writers, checkpoint, outside?.interruption);
}

/** Events outside of a run without a screen that must not end it before its files are written. */
interface Outside {
  /** Aborted by a signal; the reason is the exit code. */
  readonly interruption: AbortSignal;
  /** True once the output has no reader. */
  readonly isReaderGone: boolean;
}

/**
 * Until a run begins, a signal ends the process with a line for each file that is then not written. Returns the function that
 * ends this.
 */
function tellEarlyEnd(files: RunFiles = {}): () => void {
  const lines = (['saveWeights', 'save'] as const).flatMap((name) =>
    files[name] === undefined ? [] : unwritten[name],
  );
  if (lines.length === 0) return () => {};
  return onEndSignal(() => {
    for (const line of lines) warn(line);
    process.exit(1);
  });
}

function listenOutside(): Outside {
  const interruption = new AbortController();
  const outside = { interruption: interruption.signal, isReaderGone: false };
  onEndSignal((exitCode) => interruption.abort(exitCode));
  surviveFullFile();
  // The listener of all other commands ends the process.
  process.stdout.removeAllListeners('error');
  process.stdout.on('error', (error) => {
    outside.isReaderGone = true;
    tellLostOutput(error);
  });
  return outside;
}

async function prepareFiles(
  file: string,
  scenario: Scenario,
  files: RunFiles | undefined,
  warnOf: Warn | undefined,
): Promise<Prepared> {
  if (files === undefined) return { ok: true, scenario, writers: [], checkpoint: undefined, notices: [] };
  const { prepare } = await import('./writers/prepare.ts');
  return prepare(file, scenario, files, warnOf);
}

function warn(text: string): void {
  process.stderr.write(`backprop-tui: ${text}\n`);
}
