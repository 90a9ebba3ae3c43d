import { availableParallelism } from 'node:os';
import { errorUnitName } from '../../language/scaling.ts';
import { count } from '../../language/wording.ts';
import { printFaults } from '../../scenario/fault.ts';
import { plainText } from '../../scenario/plain-text.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { targetWords } from '../../scenario/target-words.ts';
import { scenarioText } from '../../scenario/write.ts';
import type { StartSweeps, SweepNews, SweepOrder, Sweeps } from '../../ui/model/sweep.ts';
import type { RunResult, SweepFacts, SweepJob } from '../../worker/protocol-sweep.ts';
import { type Pool, startPool } from '../../worker/sweep/pool.ts';
import { scenarioOf } from '../save.ts';
import { writeWhole } from '../writers/whole-file.ts';
import { lateLook, readAxes } from './asked-axes.ts';
import { axisText, changesData } from './axes.ts';
import { planSweep, type SweepPlan } from './plan.ts';
import { headLine, numberOf, runLine, sweepFormatOf } from './run-lines.ts';

/* The sweep beside a dashboard: threads of the lowest priority, which its map orders. */

/** The most runs of a map: each is a cell on the screen. */
const MOST_CELLS = 10_000;
/** Time between two messages with results: each redraws the map. */
const NEWS_MS = 150;
/** Looks where none are typed: the ends of tenths of the longest run. */
const TENTHS = 10;

/** Starts a pool of threads; `startPool` beside a dashboard. */
export type PoolStarter = typeof startPool;

/** The sweep of the dashboard, with what its results belong to. */
interface Sweep {
  readonly number: number;
  readonly plan: SweepPlan;
  readonly looks: readonly number[];
  readonly scenario: Scenario;
  readonly results: RunResult[];
  pool: Pool | undefined;
}

/**
 * The sweeps of a dashboard.
 * @param opened the scenario that is open, with its data.
 * @param entry the built entry of a thread, `sweep.js`.
 * @param delay time between two messages with results, in milliseconds; 0: each at once.
 */
export function sweepsBeside(
  opened: () => Scenario,
  entry: URL,
  start: PoolStarter = startPool,
  delay = NEWS_MS,
): StartSweeps {
  return (tell) => {
    let sweep: Sweep | undefined;
    let news: RunResult[] = [];
    let timer: NodeJS.Timeout | undefined;
    const flush = (): void => {
      clearTimeout(timer);
      timer = undefined;
      if (sweep === undefined || news.length === 0) return;
      const results = news;
      news = [];
      tell({ type: 'found', sweep: sweep.number, results });
    };
    const end = (): void => {
      flush();
      void sweep?.pool?.end();
      if (sweep !== undefined) sweep.pool = undefined;
    };
    const train = (own: Sweep): void => {
      const { plan, looks, number } = own;
      const isKnown = new Set(own.results.map((result) => numberOf(plan, result)));
      // Seed by seed, so that all columns of the map fill together.
      const jobs = plan.seeds
        .flatMap((seed) => plan.combinations.map((_, combination): SweepJob => ({ combination, seed })))
        .filter((job) => !isKnown.has(numberOf(plan, job)));
      const subjects = plan.combinations.map(({ subject }) => subject);
      own.pool = start(entry, { subjects, looks, isQuiet: true }, jobs, threadsBeside(), {
        found(result) {
          if (sweep !== own) return;
          own.results.push(result);
          news.push(result);
          if (delay === 0) flush();
          else timer ??= setTimeout(flush, delay);
        },
        done() {
          if (sweep !== own) return;
          flush();
          own.pool = undefined;
          tell({ type: 'done', sweep: number });
        },
        failed(error) {
          if (sweep !== own) return;
          flush();
          own.pool = undefined;
          tell({
            type: 'failed',
            sweep: number,
            reason: `the runs of the map have failed: ${plainText(error.message)}`,
          });
        },
      });
    };
    const order = (given: SweepOrder): void => {
      switch (given.type) {
        case 'start': {
          const planned = plannedOf(given, opened());
          if (!planned.ok) {
            tell(planned.news);
            return;
          }
          end();
          sweep = planned.sweep;
          tell({ type: 'planned', sweep: given.sweep, facts: factsOf(planned.sweep) });
          train(planned.sweep);
          return;
        }
        case 'hold':
          sweep?.pool?.hold(given.isHeld);
          return;
        case 'cancel':
          end();
          return;
        case 'resume':
          if (sweep !== undefined && sweep.pool === undefined) train(sweep);
          return;
        case 'write':
          if (sweep !== undefined)
            tell({ type: 'written', sweep: sweep.number, file: given.file, problem: written(sweep, given.file) });
          return;
      }
    };
    const close = (): void => {
      clearTimeout(timer);
      void sweep?.pool?.end();
      sweep = undefined;
    };
    return { order, close } satisfies Sweeps;
  };
}

/** One processor is for the run on the screen. */
function threadsBeside(): number {
  return Math.max(1, availableParallelism() - 1);
}

type Planned = { readonly ok: true; readonly sweep: Sweep } | { readonly ok: false; readonly news: SweepNews };

function plannedOf({ sweep: number, asked, what }: SweepOrder & { type: 'start' }, opened: Scenario): Planned {
  const refused = (message: string, offset = 0, length = asked.length): Planned => {
    const fault = { message: plainText(message), offset, length };
    return { ok: false, news: { type: 'refused', sweep: number, asked, fault } };
  };
  const read = readAxes(asked);
  if (!read.ok) return refused(read.fault.message, read.fault.offset, read.fault.length);
  const { seeds = [what.seed] } = read.asked;
  // The first axis is across; one of a single value has nothing to compare.
  const isSingle = ({ values }: { readonly values: readonly unknown[] }): boolean => values.length === 1;
  const axes = [...read.asked.axes.filter((axis) => !isSingle(axis)), ...read.asked.axes.filter(isSingle)];
  const runs = axes.reduce((product, { values }) => product * values.length, seeds.length);
  const ofData = axes.find(changesData)?.name;
  if (ofData !== undefined)
    return refused(`${ofData}: the runs of a map have the data on the screen; backprop-tui sweep takes data as axes`);
  if (runs > MOST_CELLS) return refused(`a map has at most ${count(MOST_CELLS)} runs, not ${count(runs)}`);
  const scenario = scenarioOf(opened, what);
  const planned = planSweep(scenarioText(scenario), scenario.data.made, axes, seeds);
  if (!planned.ok) {
    const [first = ''] = printFaults(planned.values.join(', '), planned.faults.slice(0, 1));
    return refused(first.replace(/ {2,}/, ': '));
  }
  const { plan } = planned;
  const late = read.asked.looks && lateLook(read.asked.looks, plan);
  if (late !== undefined) return refused(`at: ${late}`);
  const longest = Math.max(...plan.combinations.map(({ subject }) => subject.iterations));
  const looks = read.asked.looks?.filter((iteration) => iteration < longest) ?? tenthsOf(longest);
  return { ok: true, sweep: { number, plan, looks, scenario, results: [], pool: undefined } };
}

function tenthsOf(iterations: number): readonly number[] {
  const looks = Array.from({ length: TENTHS - 1 }, (_, k) => Math.round(((k + 1) * iterations) / TENTHS));
  return [...new Set(looks)].filter((look) => look >= 1 && look < iterations);
}

function factsOf({ plan, looks }: Sweep): SweepFacts {
  const { axes, seeds, combinations } = plan;
  return {
    axes: axes.map(({ name, values }) => ({ name, values: values.map(shownValue) })),
    combinations: combinations.map(({ values, subject: { settings, iterations, plan: changes, stop } }) => ({
      places: values.map((value, k) => (axes[k] as SweepPlan['axes'][number]).values.indexOf(value)),
      settings,
      iterations,
      plan: changes,
      stop,
    })),
    seeds,
    looks,
    iterations: Math.max(...combinations.map(({ subject }) => subject.iterations)),
    threads: threadsBeside(),
  };
}

/** A value in the words of a person: a hidden layer of 4 units is typed `4`, 60000 is shown as `60,000`. */
function shownValue(value: unknown): string {
  if (Number.isSafeInteger(value)) return count(value as number);
  if (!Array.isArray(value) || value.length > 1) return axisText(value);
  return value.length === 0 ? '0' : axisText(value[0]);
}

/** Writes the runs so far, in the order of the sweep, as `sweep --out` does. @returns the problem. */
function written({ plan, looks, scenario, results }: Sweep, file: string): string | undefined {
  const format = sweepFormatOf(file);
  if (format === undefined) return `${plainText(file)}: expected a name that ends in .ndjson or .csv`;
  const unit = errorUnitName(targetWords(scenario, plainText));
  const ordered = [...results].sort((one, other) => numberOf(plan, one) - numberOf(plan, other));
  const head = headLine(format, plan, looks, plainText(scenario.name), unit);
  const lines = [head, ...ordered.map((result) => runLine(format, plan, looks, result))];
  const problem = writeWhole(file, `${lines.join('\n')}\n`, 'create');
  return problem && `${plainText(file)} cannot be written: ${problem}`;
}
