import { closeSync, existsSync, openSync, statSync, writeSync } from 'node:fs';
import { errorUnitName } from '../../language/scaling.ts';
import { count, counted } from '../../language/wording.ts';
import { printFaults } from '../../scenario/fault.ts';
import { plainText } from '../../scenario/plain-text.ts';
import { targetWords } from '../../scenario/target-words.ts';
import { onEndSignal } from '../../ui/end-signals.ts';
import type { DataFileOptions } from '../data-file.ts';
import { refuse } from '../exit.ts';
import { cannotWrite, reasonOf, unusual } from '../file-problems.ts';
import { openScenario, resolveScenario } from '../open-scenario.ts';
import { type Axis, parseAxis, parseSeeds } from '../sweep/axes.ts';
import { MOST_RUNS, planSweep, type SweepPlan } from '../sweep/plan.ts';
import { defaultThreads, type Job, runPool } from '../sweep/pool.ts';
import type { RunResult } from '../sweep/run.ts';
import { headLine, runLine, type SweepFormat, sweepFormatOf } from '../sweep/run-lines.ts';
import { sharedText, tableLines } from '../sweep/table.ts';
import { filesOfScenario, overwrites } from '../writers/reserved-files.ts';

export interface SweepOptions {
  readonly scenario: string;
  /** `1..200`; by default the seed of the scenario. */
  readonly seeds: string | undefined;
  /** `0.01,0.1,1`: values of the learning rate. */
  readonly alpha: string | undefined;
  /** `hidden=2,4,8`, each an axis. */
  readonly set: readonly string[];
  /** `1000,20000`: completed iterations at which each run is looked at. */
  readonly at: string | undefined;
  /** Prints each run as a line of JSON in place of the table. */
  readonly json: boolean;
  /** A file for the runs: .ndjson or .csv. */
  readonly out: string | undefined;
  readonly force: boolean;
  readonly threads: number | undefined;
  readonly data?: DataFileOptions | undefined;
}

/**
 * Trains a scenario with every combination of settings and seeds, on several threads, and prints the distributions. Each run has the bits
 * of the run without a screen. Returns the exit code.
 */
export async function sweep(options: SweepOptions): Promise<number> {
  const { json, out } = options;
  const file = resolveScenario(options.scenario);
  const parsed = await openScenario(file, options.data);
  if (!parsed.ok) return refuse(printFaults(file, parsed.faults));
  const { scenario, text } = parsed;
  const asked = askedOf(options, scenario.training.seed);
  if (typeof asked === 'string') return refuse([`backprop-tui: ${asked}`]);
  const { axes, seeds, looks } = asked;
  const planned = planSweep(text, scenario.data.made, axes, seeds);
  if (!planned.ok) return refuse(printFaults(`${file} with ${planned.values.join(', ')}`, planned.faults));
  const { plan } = planned;
  const unit = errorUnitName(targetWords(scenario, plainText));
  const format = out === undefined ? undefined : sweepFormatOf(out);
  if (out !== undefined) {
    if (format === undefined) return refuse([`backprop-tui: --out: expected a .ndjson or .csv file, found ${out}`]);
    const lines = overwrites([{ file: out, role: '--out' }], filesOfScenario(file, scenario));
    if (lines.length > 0) return refuse(lines);
  }
  const lists: CellList[] = [];
  if (json) lists.push(new CellList('ndjson', (line) => process.stdout.write(`${line}\n`)));
  let handle: number | undefined;
  if (out !== undefined && format !== undefined) {
    const opened = openFor(out, options.force);
    if (typeof opened === 'string') return refuse([opened]);
    handle = opened;
    lists.push(new CellList(format, (line) => writeSync(opened, `${line}\n`)));
  }
  try {
    return await run({ plan, looks, unit, name: plainText(scenario.name), lists, threads: options.threads, json });
  } catch (error) {
    process.stderr.write(`backprop-tui: the sweep has ended early: ${plainText(reasonOf(error))}\n`);
    return 1;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

interface Asked {
  readonly axes: readonly Axis[];
  readonly seeds: readonly number[];
  readonly looks: readonly number[];
}

/** The axes, seeds and looks of the options, or the fault of one. */
function askedOf({ seeds: seedText, alpha, set, at }: SweepOptions, ownSeed: number): Asked | string {
  const seeds = seedText === undefined ? [ownSeed] : parseSeeds(seedText);
  if (typeof seeds === 'string') return `--seeds: ${seeds}`;
  const axes: Axis[] = [];
  const texts = [
    ...(alpha === undefined ? [] : [{ option: '--alpha', text: `learningRate=${alpha}` }]),
    ...set.map((text) => ({ option: '--set', text })),
  ];
  for (const { option, text } of texts) {
    const axis = parseAxis(text);
    if (typeof axis === 'string') return `${option}: ${axis}`;
    if (axes.some(({ name }) => name === axis.name)) return `${option}: ${axis.name} has two lists of values`;
    axes.push(axis);
  }
  const looks: number[] = [];
  for (const part of at?.split(',') ?? []) {
    const iteration = Number(part);
    if (!Number.isSafeInteger(iteration) || iteration < 1) {
      return `--at: expected completed iterations, as in 1000,20000, found ${JSON.stringify(part)}`;
    }
    looks.push(iteration);
  }
  const runs = axes.reduce((product, { values }) => product * values.length, seeds.length);
  if (runs > MOST_RUNS) return `expected at most ${count(MOST_RUNS)} runs, found ${count(runs)}`;
  return { axes, seeds, looks: [...new Set(looks)].sort((one, other) => one - other) };
}

/** Opens a file for its lines, or says why it cannot. */
function openFor(file: string, force: boolean): number | string {
  const [first = ''] = printFaults(file, [cannotWrite('a file of this name exists already; --force replaces it')]);
  if (existsSync(file)) {
    const status = statSync(file);
    if (!status.isFile()) return printFaults(file, [cannotWrite(unusual(status))])[0] as string;
    if (!force) return first;
  }
  try {
    return openSync(file, force ? 'w' : 'wx');
  } catch (error) {
    return printFaults(file, [cannotWrite(reasonOf(error))])[0] as string;
  }
}

/** Writes the lines of runs in the order of the sweep, each as soon as all before it are known. */
class CellList {
  readonly format: SweepFormat;
  readonly #write: (line: string) => void;
  readonly #waiting = new Map<number, string>();
  #next = 0;

  constructor(format: SweepFormat, write: (line: string) => void) {
    this.format = format;
    this.#write = write;
  }

  begin(line: string): void {
    this.#write(line);
  }

  /** @param number of the run in the sweep, from 0. */
  add(number: number, line: string): void {
    this.#waiting.set(number, line);
    for (let own = this.#waiting.get(this.#next); own !== undefined; own = this.#waiting.get(this.#next)) {
      this.#write(own);
      this.#waiting.delete(this.#next++);
    }
  }

  /** Writes the lines that wait for others, which do not come any more. */
  end(): void {
    for (const number of [...this.#waiting.keys()].sort((one, other) => one - other)) {
      this.#write(this.#waiting.get(number) as string);
    }
    this.#waiting.clear();
  }
}

interface ToRun {
  readonly plan: SweepPlan;
  readonly looks: readonly number[];
  readonly unit: string | undefined;
  /** The name of the scenario. */
  readonly name: string;
  readonly lists: readonly CellList[];
  readonly threads: number | undefined;
  readonly json: boolean;
}

async function run({ plan, looks, unit, name, lists, threads = defaultThreads, json }: ToRun): Promise<number> {
  const { combinations, seeds } = plan;
  const jobs: readonly Job[] = combinations.flatMap((_, combination) => seeds.map((seed) => ({ combination, seed })));
  const interruption = new AbortController();
  onEndSignal((exitCode) => interruption.abort(exitCode));
  for (const list of lists) list.begin(headLine(list.format, plan, looks, name, unit));
  const numberOf = new Map(seeds.map((seed, k) => [seed, k]));
  const results: RunResult[] = [];
  const progress = new Progress(jobs.length);
  const found = (result: RunResult): void => {
    results.push(result);
    const number = result.combination * seeds.length + (numberOf.get(result.seed) as number);
    for (const list of lists) list.add(number, runLine(list.format, plan, looks, result));
    progress.show(results.length);
  };
  const subjects = combinations.map(({ subject }) => subject);
  try {
    await runPool({ subjects, looks }, jobs, threads, found, interruption.signal);
  } finally {
    for (const list of lists) list.end();
    progress.end();
  }
  if (!json) {
    const shared = sharedText(plan);
    const ended = results.length < jobs.length ? `${count(results.length)} of ` : '';
    const title = `${name}${shared === '' ? '' : `, ${shared}`}: ${ended}${counted(jobs.length, 'run')}`;
    for (const line of [title, ...tableLines(plan, results, looks, unit)]) process.stdout.write(`${line}\n`);
  }
  return interruption.signal.aborted ? Number(interruption.signal.reason) : 0;
}

/** Milliseconds between two lines of progress. */
const PROGRESS_MS = 200;

/** The runs that have ended, in one line of a terminal. */
class Progress {
  readonly #of: number;
  #shownAt = Number.NEGATIVE_INFINITY;
  #isShown = false;

  constructor(of: number) {
    this.#of = of;
  }

  show(ended: number): void {
    const now = performance.now();
    if (!process.stderr.isTTY || now - this.#shownAt < PROGRESS_MS) return;
    this.#shownAt = now;
    this.#isShown = true;
    process.stderr.write(`\r${count(ended)} of ${count(this.#of)} runs\x1b[K`);
  }

  end(): void {
    if (this.#isShown) process.stderr.write('\r\x1b[K');
  }
}
