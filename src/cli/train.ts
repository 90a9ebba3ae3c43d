import { once } from 'node:events';
import { dirname } from 'node:path';
import { isDataFile } from '../scenario/data-file.ts';
import { printFaults } from '../scenario/fault.ts';
import type { Parsed } from '../scenario/parse.ts';
import { plainText } from '../scenario/plain-text.ts';
import { type ReadingProgress, readScenario } from '../scenario/read.ts';
import { readWatches } from '../scenario/watches.ts';
import { resolveScenario } from './builtin.ts';
import type { DataFileOptions } from './data-file.ts';
import type { HeadlessOutput } from './headless.ts';
import type { TakeAway } from './take-away/take-away.ts';
import { withSeed } from './with-seed.ts';

export interface TrainOptions {
  readonly scenario: string;
  readonly headless: boolean;
  readonly json: boolean;
  readonly paused: boolean;
  readonly seed: number | undefined;
  /** Of a file of data for which there is no scenario. */
  readonly columns?: DataFileOptions | undefined;
  /** Undefined where nothing is. */
  readonly takeAway?: TakeAway | undefined;
}

/**
 * Trains a scenario, in the dashboard where there is a terminal for it. Returns the exit code. Of the two ways only the
 * one that is gone is read from the disk.
 */
export async function train(options: TrainOptions): Promise<number> {
  const file = resolveScenario(options.scenario);
  const parsed = await openScenario(file, options.columns);
  if (!parsed.ok) {
    for (const line of printFaults(file, parsed.faults)) process.stderr.write(`${line}\n`);
    return 2;
  }
  const read = await readWatches(parsed.scenario, parsed.text);
  if (!read.ok) {
    for (const line of printFaults(file, read.faults)) process.stderr.write(`${line}\n`);
    return 2;
  }
  const { takeAway } = options;
  const taking = takeAway && (await import('./take-away/take-away.ts'));
  // A dashboard needs a terminal to draw on and one to read keys from.
  const isOnScreen =
    !options.headless && !options.json && process.stdout.isTTY === true && process.stdin.isTTY === true;
  const prepared = taking?.prepare(
    file,
    withSeed(parsed.scenario, options.seed),
    takeAway as TakeAway,
    !isOnScreen,
    warn,
  );
  if (prepared?.ok === false) {
    for (const line of prepared.lines) process.stderr.write(`${line}\n`);
    return 2;
  }
  const scenario = prepared?.scenario ?? withSeed(parsed.scenario, options.seed);
  if (isOnScreen) {
    const { openDashboard } = await import('./dashboard.ts');
    const attendants = prepared?.attendants() ?? [];
    return openDashboard({
      scenario,
      folder: dirname(file),
      watches: read.watches,
      paused: options.paused,
      attendants,
    });
  }
  const { runHeadless } = await import('./headless.ts');
  const output: HeadlessOutput = {
    line: (text) => process.stdout.write(`${text}\n`),
    async ready() {
      // Otherwise the lines for a reader that takes its time pile up here.
      if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
    },
    warn,
  };
  const { companions, begun } = prepared?.headless() ?? {};
  return runHeadless(scenario, options.json, output, companions, begun);
}

function warn(text: string): void {
  process.stderr.write(`backprop-tui: ${text}\n`);
}

/** A scenario from its file, or the one that a file of data gets for which nobody has written one. */
export async function openScenario(file: string, columns: DataFileOptions = {}): Promise<Parsed> {
  if (!isDataFile(file)) return readScenario(file, undefined, tellProgress());
  const { scenarioForData } = await import('./data-file.ts');
  const parsed = scenarioForData(file, columns, tellProgress());
  const notices = parsed.ok ? (parsed.scenario.data.made?.notices ?? []) : [];
  for (const notice of notices) process.stderr.write(`${plainText(`${file}: ${notice}`)}\n`);
  return parsed;
}

/** Milliseconds after which somebody who waits for data is told how far they have been read. */
const PATIENCE = 500;

function tellProgress(): ReadingProgress {
  const startedAt = performance.now();
  let told = 0;
  return (file, share) => {
    const percent = Math.floor(100 * Math.min(1, share));
    if (performance.now() - startedAt < PATIENCE || percent < told + 10) return;
    told = percent;
    process.stderr.write(`reading ${plainText(file)}: ${percent} %\n`);
  };
}
