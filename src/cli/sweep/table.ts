import { count } from '../../language/wording.ts';
import { quartilesOf } from '../../ui/text/quartiles.ts';
import type { RunLook, RunResult } from '../../worker/protocol-sweep.ts';
import { type Axis, axisText } from './axes.ts';
import type { SweepPlan } from './plan.ts';
import { numberOf } from './run-lines.ts';

/* A sweep as a table of text: a row for each combination, the distribution over its seeds. */

/** The lines of the table: the same in any order of the results. @param unit of the errors; undefined for the numbers of the program. */
export function tableLines(
  plan: SweepPlan,
  found: readonly RunResult[],
  looks: readonly number[],
  unit: string | undefined,
): readonly string[] {
  const { axes, combinations } = plan;
  const results = [...found].sort((one, other) => numberOf(plan, one) - numberOf(plan, other));
  // An axis of one value says nothing in a column.
  const shown = [...axes.keys()].filter((k) => (axes[k] as Axis).values.length > 1);
  const names = shown.map((k) => (axes[k] as Axis).name);
  const heading = [...names, 'runs', 'solved', 'iterations to solved', errorHeading(unit), 'at the end'];
  const rows = combinations.map(({ values }, combination) => {
    const own = results.filter((result) => result.combination === combination);
    return [...shown.map((k) => axisText(values[k])), count(own.length), ...distribution(own)];
  });
  const lines = aligned([heading, ...rows], shown.length);
  const seen = combinations.flatMap(({ values }, combination) => {
    const text = shown.map((k) => `${(axes[k] as Axis).name} ${axisText(values[k])}, `).join('');
    return looks.flatMap((_, look) => {
      const own = results.filter((result) => result.combination === combination && result.looks[look] !== undefined);
      return own.length === 0 ? [] : [`${text}${lookLine(own, look)}`];
    });
  });
  if (seen.length === 0) return lines;
  const errors = errorLines({ axes, combinations }, shown, results, looks, unit);
  // Single runs are not counted.
  return [...lines, '', ...errors, ...(isOfOne(combinations, results) ? [] : ['', ...seen])];
}

/** Significant digits of an error, of one run and of the median of several. */
const DIGITS = { one: 6, several: 3 };

/** A table of the errors: a row for each combination, a column for each look and for the end. */
function errorLines(
  { axes, combinations }: Pick<SweepPlan, 'axes' | 'combinations'>,
  shown: readonly number[],
  results: readonly RunResult[],
  looks: readonly number[],
  unit: string | undefined,
): readonly string[] {
  const isSingle = isOfOne(combinations, results);
  const digits = isSingle ? DIGITS.one : DIGITS.several;
  const names = shown.map((k) => (axes[k] as Axis).name);
  const rows = combinations.map(({ values }, combination) => {
    const own = results.filter((result) => result.combination === combination);
    const columns = [...looks.map((_, look) => own.map((result) => result.looks[look])), own];
    return [
      ...shown.map((k) => axisText(values[k])),
      ...columns.map((column) =>
        medianError(
          column.flatMap((look) => look?.error ?? []),
          digits,
        ),
      ),
    ];
  });
  const heading = [...names, ...looks.map((look) => `after ${count(look)}`), 'at the end'];
  const title = `${errorHeading(unit)}${isSingle ? '' : ', median'}, by completed iterations`;
  return [title, ...aligned([heading, ...rows], shown.length, true)];
}

/** True where no combination has several runs. */
function isOfOne(combinations: SweepPlan['combinations'], results: readonly RunResult[]): boolean {
  return new Set(results.map(({ combination }) => combination)).size === results.length && combinations.length > 0;
}

/** The median of errors; a dash where there are none. */
function medianError(errors: readonly number[], digits: number): string {
  const [, median] = quartilesOf(errors) ?? [];
  return median === undefined ? '–' : String(Number(median.toPrecision(digits)));
}

/** The settings that all runs share: `iterations 10000`. */
export function sharedText({ axes }: SweepPlan): string {
  const shared = axes.filter(({ values }) => values.length === 1);
  return shared.map(({ name, values }) => `${name} ${axisText(values[0])}`).join(', ');
}

function errorHeading(unit: string | undefined): string {
  return unit === undefined ? 'error' : `error in ${unit}`;
}

/** Solved runs, iterations to solved, error, verdicts. */
function distribution(own: readonly RunResult[]): readonly string[] {
  const solved = own.flatMap(({ solvedAt }) => solvedAt ?? []);
  const errors = own.flatMap(({ error }) => error ?? []);
  return [
    count(solved.length),
    spread(solved, count),
    spread(errors, (error) => String(Number(error.toPrecision(3)))),
    verdictsOf(own),
  ];
}

/** The median, and for four values or more the quartiles around it: `1,204 (980 … 1,530)`. A dash for none. */
function spread(values: readonly number[], text: (value: number) => string): string {
  const [low, median, high] = quartilesOf(values)?.map(text) ?? [];
  if (median === undefined) return '–';
  return values.length < 4 ? median : `${median} (${low} … ${high})`;
}

/** `150 solved, 50 stuck`, the most common first. */
function verdictsOf(own: readonly RunLook[]): string {
  const counts = new Map<string, number>();
  for (const { verdict = 'no verdict' } of own) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const sorted = [...counts].sort(([, one], [, other]) => other - one);
  return sorted.map(([verdict, runs]) => `${count(runs)} ${verdict}`).join(', ');
}

/** `at iteration 20,000: 58 stuck, 42 solved; of the 58 not solved there, solved at the end: 24` */
function lookLine(own: readonly RunResult[], look: number): string {
  const seen = own.map(({ looks }) => looks[look] as RunLook);
  const verdicts = `at iteration ${count((seen[0] as RunLook).iteration)}: ${verdictsOf(seen)}`;
  const unsolved = own.filter((_, k) => seen[k]?.solvedAt === undefined);
  const isEnd = own.every(({ iteration }, k) => iteration <= (seen[k]?.iteration ?? 0));
  if (unsolved.length === 0 || isEnd) return verdicts;
  const later = unsolved.filter(({ solvedAt }) => solvedAt !== undefined).length;
  return `${verdicts}; of the ${count(unsolved.length)} not solved there, solved at the end: ${count(later)}`;
}

/**
 * Columns with two spaces between them: texts to the left, numbers to the right.
 * @param endsWithNumber the last column is as it is otherwise.
 */
function aligned(rows: readonly (readonly string[])[], texts: number, endsWithNumber = false): readonly string[] {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, k) => Math.max(...rows.map((row) => row[k]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, k) => {
        const width = widths[k] as number;
        if (k === columns - 1 && !endsWithNumber) return cell;
        return k < texts ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  '),
  );
}
