import { once } from 'node:events';
import { dirname } from 'node:path';
import { printFaults } from '../scenario/fault.ts';
import { isDataFile } from '../scenario/made-data.ts';
import type { Parsed } from '../scenario/parse.ts';
import { plainText } from '../scenario/plain-text.ts';
import { type ReadingProgress, readScenario } from '../scenario/read.ts';
import type { Scenario } from '../scenario/schema.ts';
import { readWatches } from '../scenario/watches.ts';
import { resolveScenario } from './builtin.ts';
import type { DataFileOptions } from './data-file.ts';
import type { HeadlessOutput } from './headless.ts';
import { withSeed } from './with-seed.ts';
import type { Prepared, RunFiles } from './writers/prepare.ts';
import type { Warn } from './writers/writer.ts';

export interface TrainOptions {
  readonly scenario: string;
  readonly headless: boolean;
  readonly json: boolean;
  readonly paused: boolean;
  readonly seed: number | undefined;
  /** Of a file of data for which there is no scenario. */
  readonly columns?: DataFileOptions | undefined;
  /** Undefined where nothing is. */
  readonly files?: RunFiles | undefined;
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
  // A dashboard needs a terminal to draw on and one to read keys from.
  const isOnScreen =
    !options.headless && !options.json && process.stdout.isTTY === true && process.stdin.isTTY === true;
  const seeded = withSeed(parsed.scenario, options.seed);
  const prepared = await prepareFiles(file, seeded, options.files, isOnScreen ? undefined : warn);
  if (!prepared.ok) {
    for (const line of prepared.lines) process.stderr.write(`${line}\n`);
    return 2;
  }
  const { scenario, writers, checkpoint } = prepared;
  if (isOnScreen) {
    const { openDashboard } = await import('./dashboard.ts');
    return openDashboard({
      scenario,
      folder: dirname(file),
      watches: read.watches,
      paused: options.paused,
      writers,
      checkpoint,
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
  return runHeadless(scenario, options.json, output, writers, checkpoint);
}

async function prepareFiles(
  file: string,
  scenario: Scenario,
  files: RunFiles | undefined,
  problemsTo: Warn | undefined,
): Promise<Prepared> {
  if (files === undefined) return { ok: true, scenario, writers: [], checkpoint: undefined };
  const { prepare } = await import('./writers/prepare.ts');
  return prepare(file, scenario, files, problemsTo);
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
