import type { Matrix } from '../../engine/matrix.ts';
import { plainText } from '../../scenario/plain-text.ts';
import type { Syntax } from '../syntax.ts';
import { listed, matrixText, wrapped } from '../text.ts';

export const python: Syntax = {
  comment: (text) => `# ${text}`,
  when: (condition, lines, remark) => [
    `if ${condition}:${remark === undefined ? '' : `  # ${remark}`}`,
    ...indented(lines),
  ],
  repeat: (from, to, lines) => [
    `for iteration in ${from === 0 ? `range(${to})` : `range(${from}, ${to})`}:`,
    ...indented(lines),
  ],
  assign: (name, value) => `${name} = ${value}`,
  declare: (name, value) => `${name} = ${value}`,
  isZero: (value) => `${value} == 0`,
  define: (name, value) => `${name} = lambda: ${value}`,
  text: (text) => `"${text}"`,
  print: (label, value, unit) =>
    `print("${label}:" + str(${value})${unit === undefined ? '' : ` + ${quoted(` ${unit}`)}`})`,
  texts: (name, texts) =>
    listed(
      texts.map((text) => JSON.stringify(text)),
      `${name} = `,
      '',
    ),
  printEach: (label, names, values, units) =>
    units === undefined
      ? [`for name, value in zip(${names}, ${values}):`, ...indented([`print("${label} " + name + ":" + str(value))`])]
      : [
          `for name, value, unit in zip(${names}, ${values}, ${units}):`,
          ...indented([`print("${label} " + name + ":" + str(value) + " " + unit)`]),
        ],
  show: (value) => `print(${value})`,
  isMatrix: (value) => `not isinstance(${value}, str)`,
  number: pythonNumber,
  lowestAt: 'lowest_at',
  elapsed: 'time.monotonic() - started',
  beginStopping: ({ noImprovementFor, seconds }) => [
    ...(noImprovementFor === undefined ? [] : ['lowest, lowest_at = float("inf"), 0']),
    ...(seconds === undefined ? [] : ['started = time.monotonic()']),
  ],
  noteLowest: (completed) => ['if error < lowest:', `    lowest, lowest_at = error, ${completed}`],
  stop: (why, completed, isOneLoop) =>
    isOneLoop
      ? [`print(f"Stopped after {${completed}} iterations: ${inFormat(why)}")`, 'break']
      : [`raise Stop(${quoted(why)})`],
  stoppable: (lines) => [
    'try:',
    ...indented(lines),
    'except Stop as reason:',
    '    print(f"Stopped after {iteration + 1} iterations: {reason}")',
  ],
};

function quoted(text: string): string {
  return JSON.stringify(text);
}

/** A text inside of an f-string. */
function inFormat(text: string): string {
  return quoted(text).slice(1, -1).replace(/[{}]/g, '$&$&');
}

/** A matrix that Python reads back to the bit: `X = array([[0, 0, 1], …])`. */
export function pythonMatrix(matrix: Matrix, open: string, close: string): readonly string[] {
  return matrixText(matrix, pythonNumber, open, close);
}

export function pythonNumber(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  // Python reads digits alone as an integer of any size, which not every function accepts.
  return Math.abs(value) > Number.MAX_SAFE_INTEGER ? value.toExponential() : String(value);
}

/** A docstring of paragraphs. Quotes and backslashes in them are made harmless. */
export function docstring(paragraphs: readonly string[]): readonly string[] {
  const texts = paragraphs.map(plainText).filter((text) => text.trim() !== '');
  const safe = texts.map((text) => text.trim().replace(/\\/g, '\\\\').replace(/"/g, "'"));
  const lines = safe.flatMap((text, index) => [...(index > 0 ? [''] : []), ...wrapped(text)]);
  return [`"""${lines[0] ?? ''}`, ...lines.slice(1), '"""'];
}

export function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `    ${line}`));
}
