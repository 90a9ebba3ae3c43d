import { axisText } from './axes.ts';
import type { SweepPlan } from './plan.ts';
import type { RunLook, RunResult } from './run.ts';

/* The runs of a sweep as lines of a file: NDJSON or CSV. */

export type SweepFormat = 'ndjson' | 'csv';

/** The format that the name of a file has; undefined for other names. */
export function sweepFormatOf(file: string): SweepFormat | undefined {
  return (['ndjson', 'csv'] as const).find((format) => file.toLowerCase().endsWith(`.${format}`));
}

/** The first line of a file: it names the sweep, or the columns. */
export function headLine(
  format: SweepFormat,
  { axes, seeds }: SweepPlan,
  looks: readonly number[],
  scenario: string,
  unit: string | undefined,
): string {
  if (format === 'ndjson') {
    const settings = Object.fromEntries(axes.map(({ name, values }) => [name, values.map(writable)]));
    return JSON.stringify({ type: 'sweep', scenario, settings, seeds, looks, unit });
  }
  const later = looks.flatMap((iteration) => lookColumns.map((column) => `${column} at ${iteration}`));
  return [...axes.map(({ name }) => name), 'seed', 'iterations', ...lookColumns, 'cause', ...later]
    .map(quoted)
    .join(',');
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
    const settings = Object.fromEntries(axes.map(({ name }, k) => [name, writable(values[k])]));
    return JSON.stringify({
      type: 'run',
      settings,
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

const lookColumns = ['verdict', 'error', 'test_error', 'solved_at'];

function lookCells(look: RunLook | undefined): readonly (string | number)[] {
  return look === undefined
    ? lookColumns.map(() => '')
    : [look.verdict ?? '', look.error ?? '', look.testError ?? '', look.solvedAt ?? ''];
}

function lookObject({ verdict, error, testError, solvedAt }: Omit<RunLook, 'iteration'>): object {
  return { verdict, error, testError, solvedAt };
}

/** JSON has no value for a setting that is left to its default but null. */
function writable(value: unknown): unknown {
  return value ?? null;
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
