import { basename } from 'node:path';
import { type LogPoint, logFormatOf, readLog } from '../../formats/run-log.ts';
import { decodeUtf8 } from '../../formats/utf8.ts';
import { count } from '../../language/wording.ts';
import { plainText } from '../../scenario/plain-text.ts';
import { drawRuns, MOST_RUNS, type NamedCurve } from '../../ui/charts/runs-chart.ts';
import { paintFrame } from '../../ui/text/frame.ts';
import { createTheme, localeIsUtf8 } from '../../ui/theme/theme.ts';
import { colourDepth } from '../colour-depth.ts';
import { readBytes } from '../writers/whole-file.ts';

const MOST_BYTES = 128 * 2 ** 20;
/** Where there is no terminal to fill. */
const USUAL = { columns: 80, rows: 24 };
const LEAST = { columns: 40, rows: 10 };

/**
 * Draws the errors that logs tell of: those of a single one beside those of its test, of several the former, or with
 * `isOfTest` the latter. Returns the exit code.
 */
export function plotLogs(files: readonly string[], isLinear: boolean, isOfTest: boolean): number {
  if (files.length > MOST_RUNS) return refuse(`expected at most ${MOST_RUNS} logs, found ${files.length}`);
  const logs: NamedLog[] = [];
  let problems = 0;
  for (const file of files) {
    const log = logIn(file, files);
    if (typeof log === 'string') problems += refuse(plainText(log));
    else if (isOfTest && testCurveOf(log) === undefined) problems += refuse(plainText(`${file}  ${NO_TEST}`));
    else logs.push(log);
  }
  if (problems > 0) return 2;
  const { columns = USUAL.columns, rows = USUAL.rows } = process.stdout;
  const theme = createTheme(colourDepth(), localeIsUtf8(process.env));
  // The shell's own line stays in sight.
  const height = Math.max(LEAST.rows, Math.min(USUAL.rows, rows - 1));
  const curves = curvesOf(logs, isOfTest);
  const frame = drawRuns(curves, isLinear ? 'linear' : 'log', Math.max(LEAST.columns, columns), height, theme);
  for (const line of paintFrame(frame, theme)) process.stdout.write(`${line.trimEnd()}\n`);
  return 0;
}

const NO_TEST = 'expected a log with test errors, found one without; rows are put aside by "test" in the data';

interface NamedLog {
  readonly name: string;
  readonly points: readonly LogPoint[];
}

/** The curves of logs, each of which has test errors where these are asked for. */
export function curvesOf(logs: readonly NamedLog[], isOfTest: boolean): readonly NamedCurve[] {
  const [only] = logs;
  const test = logs.length === 1 && only !== undefined && !isOfTest ? testCurveOf(only) : undefined;
  if (only !== undefined && test !== undefined) {
    return [
      { name: 'train', curve: curveOf(only) },
      { name: 'test', curve: test },
    ];
  }
  return logs.map((log) => ({ name: log.name, curve: (isOfTest ? testCurveOf(log) : undefined) ?? curveOf(log) }));
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

/** What a log says, or what is wrong with that. */
function logIn(file: string, files: readonly string[]): NamedLog | string {
  const format = logFormatOf(file);
  if (format === undefined) return `${file}  expected a log, .ndjson or .csv, found another name`;
  const read = readBytes(file, 'a log', MOST_BYTES);
  if (!read.ok) return `${file}  expected ${read.fault.expected}, found ${read.fault.found}`;
  const text = decodeUtf8(read.bytes);
  if (typeof text !== 'string') return `${file}  expected a text in UTF-8, found the byte ${text.byte}`;
  const log = readLog(text, format);
  if (!log.ok) return `${file}:${log.fault.line}  expected ${log.fault.expected}, found ${log.fault.found}`;
  const { points, earlier } = log;
  if (earlier > 0) {
    process.stderr.write(
      plainText(`${file}: ${count(earlier + 1)} runs, of which only the last is drawn`).concat('\n'),
    );
  }
  const short = (name: string): string => basename(name).replace(/\.[^.]*$/, '');
  const isOnly = files.filter((other) => short(other) === short(file)).length === 1;
  return { name: plainText(isOnly ? short(file) : file), points };
}

function refuse(text: string): number {
  process.stderr.write(`${text}\n`);
  return 2;
}
