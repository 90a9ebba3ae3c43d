import { basename } from 'node:path';
import { type LogPoint, logFormatOf, readLog } from '../../formats/run-log.ts';
import { decodeUtf8 } from '../../formats/utf8.ts';
import { count } from '../../language/wording.ts';
import { plainText } from '../../scenario/plain-text.ts';
import { drawRuns, MOST_RUNS, type NamedCurve } from '../../ui/charts/runs-chart.ts';
import { paintFrame } from '../../ui/text/frame.ts';
import { refuse } from '../exit.ts';
import { type ScreenOptions, themeFor } from '../screen-options.ts';
import { readBytes } from '../writers/whole-file.ts';

const MOST_BYTES = 128 * 2 ** 20;
/** The size of the picture without a terminal. */
const DEFAULT_SIZE = { columns: 80, rows: 24 };
const SMALLEST_SIZE = { columns: 40, rows: 10 };

/**
 * Draws the errors in logs: those on the training set, or with `isOfTest` those on the test set; both for a single log.
 * Returns the exit code.
 */
export function plotLogs(
  files: readonly string[],
  isLinear: boolean,
  isOfTest: boolean,
  screen: ScreenOptions,
): number {
  if (files.length > MOST_RUNS) return refuse([`expected at most ${MOST_RUNS} logs, found ${files.length}`]);
  const read = files.map((file) => readLogFile(file, files, isOfTest));
  const problems = read.filter((log) => typeof log === 'string');
  if (problems.length > 0) return refuse(problems.map(plainText));
  const { columns = DEFAULT_SIZE.columns, rows = DEFAULT_SIZE.rows } = process.stdout;
  const theme = themeFor(screen);
  // One row is left for the shell.
  const height = Math.max(SMALLEST_SIZE.rows, Math.min(DEFAULT_SIZE.rows, rows - 1));
  const logs = read.filter((log) => typeof log !== 'string');
  const curves = curvesOf(logs, isOfTest);
  const mixed = mixedUnits(logs);
  if (mixed !== undefined) process.stderr.write(`${mixed}\n`);
  const frame = drawRuns(curves, isLinear ? 'linear' : 'log', Math.max(SMALLEST_SIZE.columns, columns), height, theme);
  for (const line of paintFrame(frame, theme)) process.stdout.write(`${line.trimEnd()}\n`);
  return 0;
}

interface NamedLog {
  readonly name: string;
  readonly points: readonly LogPoint[];
}

/** The curves to draw. @param isOfTest those on the test set alone, which every log then has. */
export function curvesOf(logs: readonly NamedLog[], isOfTest: boolean): readonly NamedCurve[] {
  const [only] = logs;
  const test = logs.length === 1 && only !== undefined && !isOfTest ? testCurveOf(only) : undefined;
  if (only !== undefined && test !== undefined) {
    return [
      { name: 'train', curve: curveOf(only), unit: unitOf(only.points) },
      { name: 'test', curve: test, unit: unitOf(only.points) },
    ];
  }
  return logs.map((log) => {
    const curve = (isOfTest ? testCurveOf(log) : undefined) ?? curveOf(log);
    return { name: log.name, curve, unit: unitOf(log.points) };
  });
}

/** A warning where the errors of the logs have different units. */
export function mixedUnits(logs: readonly NamedLog[]): string | undefined {
  const units = logs.map(({ name, points }) => {
    const unit = unitOf(points);
    return { name, words: unit === undefined ? 'without a unit' : `in ${unit}` };
  });
  if (new Set(units.map(({ words }) => words)).size < 2) return undefined;
  return `the errors have different units, so that the curves cannot be compared: ${units.map(({ name, words }) => `${name} ${words}`).join(', ')}`;
}

function unitOf(points: readonly LogPoint[]): string | undefined {
  const unit = points[0]?.unit;
  return unit === undefined ? undefined : plainText(unit);
}

function curveOf({ points }: NamedLog): NamedCurve['curve'] {
  return {
    iterations: Float64Array.from(points, ({ iteration }) => iteration),
    errors: Float64Array.from(points, ({ error }) => error),
  };
}

function testCurveOf({ name, points }: NamedLog): NamedCurve['curve'] | undefined {
  const tested = points.flatMap(({ iteration, testError }) =>
    testError === undefined ? [] : [{ iteration, error: testError }],
  );
  return tested.length === 0 ? undefined : curveOf({ name, points: tested });
}

/** A log, or what is wrong with its file. */
function readLogFile(file: string, files: readonly string[], isOfTest: boolean): NamedLog | string {
  const format = logFormatOf(file);
  if (format === undefined) return `${file}  expected a log, .ndjson or .csv, found another name`;
  const read = readBytes(file, 'a log', MOST_BYTES);
  if (!read.ok) return `${file}  expected ${read.fault.expected}, found ${read.fault.found}`;
  const text = decodeUtf8(read.bytes);
  if (typeof text !== 'string') return `${file}  expected a text in UTF-8, found the byte ${text.byte}`;
  const log = readLog(text, format);
  if (!log.ok) return `${file}:${log.fault.line}  expected ${log.fault.expected}, found ${log.fault.found}`;
  const { points, earlier } = log;
  if (isOfTest && points.every(({ testError }) => testError === undefined)) {
    return `${file}  expected a log with errors on a test set, found one without; "test" in the data of a scenario makes one`;
  }
  if (earlier > 0) {
    process.stderr.write(plainText(`${file}: ${count(earlier + 1)} runs, only the last one is drawn`).concat('\n'));
  }
  const short = (name: string): string => basename(name).replace(/\.[^.]*$/, '');
  const isOnly = files.filter((other) => short(other) === short(file)).length === 1;
  return { name: plainText(isOnly ? short(file) : file), points };
}
