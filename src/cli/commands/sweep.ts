import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { errorUnitName } from '../../language/scaling.ts';
import { count, counted } from '../../language/wording.ts';
import { printFaults } from '../../scenario/fault.ts';
import { plainText } from '../../scenario/plain-text.ts';
import { targetWords } from '../../scenario/target-words.ts';
import { onEndSignal } from '../../ui/end-signals.ts';
import type { RunResult, SweepJob } from '../../worker/protocol-sweep.ts';
import { type PoolData, startPool } from '../../worker/sweep/pool.ts';
import type { DataFileOptions } from '../data-file.ts';
import { refuse } from '../exit.ts';
import { reasonOf } from '../file-problems.ts';
import { openScenario, resolveScenario } from '../open-scenario.ts';
import { lateLook, parseLooks } from '../sweep/asked-axes.ts';
import { type Axis, changesData, parseAxis, parseSeeds } from '../sweep/axes.ts';
import { MOST_RUNS, planSweep, type SweepPlan } from '../sweep/plan.ts';
import { headLine, numberOf, runLine, type SweepFormat, sweepFormatOf } from '../sweep/run-lines.ts';
import { openSweepFile, type SweepFile } from '../sweep/sweep-file.ts';
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
  /** Goes on with the sweep in the file `out`. */
  readonly resume: boolean;
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
  const planned = planSweep(text, scenario.data.made, axes, seeds, await makerFor(file, axes, options.data));
  if (!planned.ok) return refuse(printFaults(`${file} with ${planned.values.join(', ')}`, planned.faults));
  const { plan } = planned;
  const late = lateLook(looks, plan);
  if (late !== undefined) return refuse([`backprop-tui: --at: ${late}`]);
  const unit = errorUnitName(targetWords(scenario, plainText));
  const format = out === undefined ? undefined : sweepFormatOf(out);
  const faults = faultsOfOut(options, format, filesOfScenario(file, scenario));
  if (faults.length > 0) return refuse(faults);
  const name = plainText(scenario.name);
  let written: SweepFile | undefined;
  let results: readonly RunResult[] = [];
  if (out !== undefined && format !== undefined) {
    const head = headLine(format, plan, looks, name, unit);
    const opened = openSweepFile({
      file: out,
      format,
      head,
      plan,
      looks,
      force: options.force,
      resume: options.resume,
    });
    if (!opened.ok) return refuse(printFaults(out, [opened.fault]));
    ({ file: written, results } = opened);
  }
  try {
    return await run({ plan, looks, unit, name, file: written, results, threads: options.threads, json });
  } catch (error) {
    process.stderr.write(`backprop-tui: the sweep has ended early: ${plainText(reasonOf(error))}\n`);
    return 1;
  }
}

/** Makes the data of other settings; undefined where no axis changes them. */
async function makerFor(
  file: string,
  axes: readonly Axis[],
  options: DataFileOptions | undefined,
): Promise<Parameters<typeof planSweep>[4]> {
  if (!axes.some(changesData)) return undefined;
  const [{ makeData }, { holdsData, openData }] = await Promise.all([
    import('../../scenario/make-data.ts'),
    import('../../scenario/read.ts'),
  ]);
  const mayLead = holdsData(file) && (options?.mayLead ?? true);
  return (draft) => makeData(draft, (name) => openData(dirname(file), name, () => undefined, mayLead));
}

/** The faults of `--out`, `--resume` and `--force`. @param reserved the files that the command reads */
function faultsOfOut(
  { out, resume, force }: SweepOptions,
  format: SweepFormat | undefined,
  reserved: ReturnType<typeof filesOfScenario>,
): readonly string[] {
  if (out === undefined) return resume ? ['backprop-tui: --resume: expected with --out, which names the file'] : [];
  if (format === undefined) return [`backprop-tui: --out: expected a .ndjson or .csv file, found ${out}`];
  const lines = overwrites([{ file: out, role: '--out' }], reserved);
  if (lines.length > 0 || !resume || !force) return lines;
  return ['backprop-tui: --resume continues a file, --force replaces it: expected one of them'];
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
  const looks = at === undefined ? [] : parseLooks(at);
  if (typeof looks === 'string') return `--at: ${looks}`;
  const runs = axes.reduce((product, { values }) => product * values.length, seeds.length);
  if (runs > MOST_RUNS) return `expected at most ${count(MOST_RUNS)} runs, found ${count(runs)}`;
  return { axes, seeds, looks };
}

/** Prints the lines of runs in the order of the sweep, each as soon as all before it are known. */
class OrderedLines {
  readonly #waiting = new Map<number, string>();
  #next = 0;

  /** @param number of the run in the sweep, from 0. */
  add(number: number, line: string): void {
    this.#waiting.set(number, line);
    for (let own = this.#waiting.get(this.#next); own !== undefined; own = this.#waiting.get(this.#next)) {
      process.stdout.write(`${own}\n`);
      this.#waiting.delete(this.#next++);
    }
  }

  /** Prints the lines that wait for others, which do not come any more. */
  end(): void {
    for (const number of [...this.#waiting.keys()].sort((one, other) => one - other)) {
      process.stdout.write(`${this.#waiting.get(number)}\n`);
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
  readonly file: SweepFile | undefined;
  /** The runs that the file has already. */
  readonly results: readonly RunResult[];
  readonly threads: number | undefined;
  readonly json: boolean;
}

async function run({ plan, looks, unit, name, file, results: before, threads, json }: ToRun): Promise<number> {
  const { combinations, seeds } = plan;
  const all = combinations.flatMap((_, combination) => seeds.map((seed): SweepJob => ({ combination, seed })));
  const isKnown = new Set(before.map((result) => numberOf(plan, result)));
  const jobs = all.filter((_, number) => !isKnown.has(number));
  const interruption = new AbortController();
  onEndSignal((exitCode) => interruption.abort(exitCode));
  const results: RunResult[] = [];
  const progress = new Progress(all.length);
  const lines = new OrderedLines();
  if (json) process.stdout.write(`${headLine('ndjson', plan, looks, name, unit)}\n`);
  const take = (result: RunResult): void => {
    results.push(result);
    if (json) lines.add(numberOf(plan, result), runLine('ndjson', plan, looks, result));
    progress.show(results.length);
  };
  for (const result of before) take(result);
  const found = (result: RunResult): void => {
    file?.add(result);
    take(result);
  };
  const subjects = combinations.map(({ subject }) => subject);
  try {
    await trained({ subjects, looks, isQuiet: false }, jobs, threads, found, interruption.signal);
  } finally {
    lines.end();
    progress.end();
    file?.close();
  }
  const isWhole = results.length === all.length;
  if (!json) {
    const shared = sharedText(plan);
    const ended = isWhole ? '' : `${count(results.length)} of `;
    const title = `${name}${shared === '' ? '' : `, ${shared}`}: ${ended}${counted(all.length, 'run')}`;
    for (const line of [title, ...tableLines(plan, results, looks, unit)]) process.stdout.write(`${line}\n`);
  }
  if (!isWhole && file?.canResume) {
    process.stderr.write('backprop-tui: the same command with --resume trains the missing runs\n');
  }
  return interruption.signal.aborted ? Number(interruption.signal.reason) : 0;
}

/**
 * Trains runs on a pool of threads. Ends at once when it is interrupted; results until then stay.
 * @throws Error when a run fails, and what `found` throws.
 */
function trained(
  data: PoolData,
  jobs: readonly SweepJob[],
  threads = availableParallelism(),
  found: (result: RunResult) => void,
  interruption: AbortSignal,
): Promise<void> {
  if (interruption.aborted || jobs.length === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => void pool.end().then(() => reject(error));
    const pool = startPool(new URL('./sweep.js', import.meta.url), data, jobs, threads, {
      found(result) {
        try {
          found(result);
        } catch (error) {
          fail(error);
        }
      },
      done: () => void pool.end().then(resolve),
      failed: fail,
    });
    interruption.addEventListener('abort', () => void pool.end().then(resolve), { once: true });
  });
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
