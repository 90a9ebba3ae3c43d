import { createHash } from 'node:crypto';
import { plainText } from '../../scenario/plain-text.ts';
import type { VerdictKind } from '../../worker/protocol.ts';
import type { RunLook, RunResult, SweepJob } from '../../worker/protocol-sweep.ts';
import { axisText, changesData } from './axes.ts';
import type { SweepPlan } from './plan.ts';

/* The runs of a sweep as lines of a file: NDJSON or CSV. */

export type SweepFormat = 'ndjson' | 'csv';

/** The format that the name of a file has; undefined for other names. */
export function sweepFormatOf(file: string): SweepFormat | undefined {
  return (['ndjson', 'csv'] as const).find((format) => file.toLowerCase().endsWith(`.${format}`));
}

/**
 * The first line of a file: it names the sweep, or the columns.
 * @param scenario its name.
 */
export function headLine(
  format: SweepFormat,
  { axes, seeds, combinations }: SweepPlan,
  looks: readonly number[],
  scenario: string,
  unit: string | undefined,
): string {
  if (format === 'ndjson') {
    const settings = Object.fromEntries(axes.map(({ name, values }) => [name, values.map(writable)]));
    return JSON.stringify({
      type: 'sweep',
      scenario,
      settings,
      seeds,
      looks,
      unit,
      checksum: checksumOf(axes, combinations),
    });
  }
  const later = looks.flatMap((iteration) => lookColumns.map((column) => `${column} at ${iteration}`));
  // The iterations that a run has completed have a column of their own.
  const settings = axes.map(({ name, path }) => (name === 'iterations' ? path.join('.') : name));
  return [...settings, 'seed', 'iterations', ...lookColumns, 'cause', ...later].map(quoted).join(',');
}

/** A run as one line. */
export function runLine(
  format: SweepFormat,
  { axes, combinations }: SweepPlan,
  looks: readonly number[],
  { combination, seed, iteration, cause, looks: seen, ...end }: RunResult,
): string {
  const values = combinations[combination]?.values ?? [];
  if (format === 'ndjson') {
    return JSON.stringify({
      type: 'run',
      settings: settingsObject(axes, values),
      seed,
      iterations: iteration,
      ...lookObject(end),
      cause,
      looks: seen,
    });
  }
  const later = looks.flatMap((_, k) => lookCells(seen[k]));
  return [...values.map(axisText), seed, iteration, ...lookCells({ iteration, ...end }), cause ?? '', ...later]
    .map((cell) => quoted(String(cell)))
    .join(',');
}

/** The number of a run in the sweep, from 0. */
export function numberOf(plan: SweepPlan, { combination, seed }: SweepJob): number {
  return combination * plan.seeds.length + (placesIn(plan).seeds.get(seed) as number);
}

/** The places of settings, as JSON, and of seeds. */
interface Places {
  readonly combinations: ReadonlyMap<string, number>;
  readonly seeds: ReadonlyMap<number, number>;
}

const known = new WeakMap<SweepPlan, Places>();

function placesIn(plan: SweepPlan): Places {
  const before = known.get(plan);
  if (before !== undefined) return before;
  const { axes, combinations, seeds } = plan;
  const texts = combinations.map(({ values }, k) => [JSON.stringify(settingsObject(axes, values)), k] as const);
  const places: Places = { combinations: new Map(texts), seeds: new Map(seeds.map((seed, k) => [seed, k])) };
  known.set(plan, places);
  return places;
}

/** The run of a line of NDJSON; undefined for a line that is of no run of this sweep. */
export function readRunLine(line: string, plan: SweepPlan, looks: readonly number[]): RunResult | undefined {
  const run = objectIn(line);
  if (run?.['type'] !== 'run') return undefined;
  const { settings, seed, iterations, cause, looks: seen } = run;
  const places = placesIn(plan);
  const combination = places.combinations.get(JSON.stringify(settings));
  if (combination === undefined || !places.seeds.has(seed as number) || !Array.isArray(seen)) return undefined;
  const end = readLook({ ...run, iteration: iterations });
  const passed = seen.map(readLook);
  if (end === undefined || !passed.every((look, k) => look?.iteration === looks[k])) return undefined;
  const { iteration, ...rest } = end;
  return {
    combination,
    seed: seed as number,
    iteration,
    ...rest,
    cause: typeof cause === 'string' ? cause : undefined,
    looks: passed as RunLook[],
  };
}

/** The difference between two first lines of NDJSON, as expected and found; undefined for lines of one sweep. */
export function headDifference(found: string, expected: string): readonly [string, string] | undefined {
  if (found === expected) return undefined;
  const [own, its] = [objectIn(expected) ?? {}, objectIn(found) ?? {}];
  if (its['type'] !== 'sweep') return ['the first line of a sweep', 'something else'];
  const text = (value: unknown): string => plainText(brief(JSON.stringify(value ?? null)));
  const names = { scenario: 'the scenario', settings: 'the settings', seeds: 'the seeds', looks: '--at' };
  for (const [key, name] of Object.entries(names)) {
    const [here, there] = [JSON.stringify(own[key] ?? null), JSON.stringify(its[key] ?? null)];
    if (here !== there) return [`${name} ${text(own[key])} in the sweep of this file`, text(its[key])];
  }
  return ['a sweep of this scenario as it is now', 'one of other settings or data, or of another version'];
}

const MOST_SHOWN = 60;

function brief(text: string): string {
  return text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN / 2)} … ${text.slice(-MOST_SHOWN / 2)}`;
}

function objectIn(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function settingsObject(axes: SweepPlan['axes'], values: readonly unknown[]): object {
  return Object.fromEntries(axes.map(({ name }, k) => [name, writable(values[k])]));
}

function readLook(value: unknown): RunLook | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { iteration, verdict, since, error, testError, solvedAt } = value as Record<string, unknown>;
  const number = (own: unknown): number | undefined => (typeof own === 'number' ? own : undefined);
  const at = number(iteration);
  if (at === undefined) return undefined;
  const kind = typeof verdict === 'string' ? (verdict as VerdictKind) : undefined;
  const look = { iteration: at, verdict: kind, since: number(since), error: number(error), solvedAt: number(solvedAt) };
  const test = number(testError);
  return test === undefined ? look : { ...look, testError: test };
}

/** The checksum of everything that the runs depend on, but their seeds. */
function checksumOf(axes: SweepPlan['axes'], combinations: SweepPlan['combinations']): string {
  const hash = createHash('sha256');
  for (const { subject } of combinations) {
    const { settings, iterations, plan, stop } = subject;
    hash.update(JSON.stringify({ settings, iterations, plan, stop }));
  }
  // Without an axis of the data all combinations have the same ones.
  for (const { subject } of axes.some(changesData) ? combinations : combinations.slice(0, 1)) {
    const { inputs, targets, test } = subject;
    for (const { rows, columns, data } of [inputs, targets, ...(test === undefined ? [] : [test.inputs, test.targets])])
      hash.update(`${rows}x${columns}`).update(Float64Array.from(data));
  }
  return hash.digest('hex').slice(0, 16);
}

const lookColumns = ['verdict', 'since', 'error', 'test_error', 'solved_at'];

function lookCells(look: RunLook | undefined): readonly (string | number)[] {
  return look === undefined
    ? lookColumns.map(() => '')
    : [look.verdict ?? '', look.since ?? '', look.error ?? '', look.testError ?? '', look.solvedAt ?? ''];
}

function lookObject({ verdict, since, error, testError, solvedAt }: Omit<RunLook, 'iteration'>): object {
  return { verdict, since, error, testError, solvedAt };
}

/** JSON has no value for a setting that is left to its default but null. */
function writable(value: unknown): unknown {
  return value ?? null;
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
