import { basename } from 'node:path';
import { decodeUtf8 } from '../formats/utf8.ts';
import { logFormatOf, readLog } from '../formats/run-log.ts';
import { plainText } from '../scenario/plain-text.ts';
import { drawRuns, MOST_RUNS, type NamedCurve } from '../ui/charts/runs-chart.ts';
import { paintFrame } from '../ui/text/paint-frame.ts';
import { createTheme, localeIsUtf8 } from '../ui/theme/theme.ts';
import { colourDepth } from './colour-depth.ts';
import { readBytes } from './whole-file.ts';

const MOST_BYTES = 128 * 2 ** 20;
/** Where there is no terminal to fill. */
const USUAL = { columns: 80, rows: 24 };
const LEAST = { columns: 40, rows: 10 };

/** Draws the errors that logs tell of. Returns the exit code. */
export function plotLogs(files: readonly string[], isLinear: boolean): number {
  if (files.length > MOST_RUNS) return refuse(`expected at most ${MOST_RUNS} logs, found ${files.length}`);
  const runs: NamedCurve[] = [];
  let problems = 0;
  for (const file of files) {
    const run = curveOf(file, files);
    if (typeof run !== 'string') runs.push(run);
    else problems += refuse(plainText(run));
  }
  if (problems > 0) return 2;
  const { columns = USUAL.columns, rows = USUAL.rows } = process.stdout;
  const theme = createTheme(colourDepth(), localeIsUtf8(process.env));
  // The shell's own line stays in sight.
  const height = Math.max(LEAST.rows, Math.min(USUAL.rows, rows - 1));
  const frame = drawRuns(runs, isLinear ? 'linear' : 'log', Math.max(LEAST.columns, columns), height, theme);
  for (const line of paintFrame(frame, theme)) process.stdout.write(`${line.trimEnd()}\n`);
  return 0;
}

/** The run of a log, or what is wrong with that. */
function curveOf(file: string, files: readonly string[]): NamedCurve | string {
  const format = logFormatOf(file);
  if (format === undefined) return `${file}  expected a log, .ndjson or .csv, found another name`;
  const read = readBytes(file, 'a log', MOST_BYTES);
  if (!read.ok) return `${file}  expected ${read.fault.expected}, found ${read.fault.found}`;
  const text = decodeUtf8(read.bytes);
  if (typeof text !== 'string') return `${file}  expected a text in UTF-8, found the byte ${text.byte}`;
  const log = readLog(text, format);
  if (!log.ok) return `${file}:${log.fault.line}  expected ${log.fault.expected}, found ${log.fault.found}`;
  const short = (name: string): string => basename(name).replace(/\.[^.]*$/, '');
  const isOnly = files.filter((other) => short(other) === short(file)).length === 1;
  return {
    name: plainText(isOnly ? short(file) : file),
    curve: {
      iterations: Float64Array.from(log.points, ({ iteration }) => iteration),
      errors: Float64Array.from(log.points, ({ error }) => error),
    },
  };
}

function refuse(text: string): number {
  process.stderr.write(`${text}\n`);
  return 2;
}
