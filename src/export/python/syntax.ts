import type { Matrix } from '../../engine/matrix.ts';
import { plainText } from '../../scenario/plain-text.ts';
import type { Language } from '../syntax.ts';
import { pieces, wrapped } from '../text.ts';

export const python: Language = {
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
  both: (one, other) => `${one} and ${other}`,
  define: (name, value) => `${name} = lambda: ${value}`,
  text: (text) => `"${text}"`,
  number: pythonNumber,
  lowestAt: 'lowest_at',
  elapsed: 'time.monotonic() - started',
  beginStopping: ({ noImprovementFor, seconds }) => [
    ...(noImprovementFor === undefined ? [] : ['lowest, lowest_at = float("inf"), 0']),
    ...(seconds === undefined ? [] : ['started = time.monotonic()']),
  ],
  noteLowest: (completed) => ['if error < lowest:', `    lowest, lowest_at = error, ${completed}`],
  leave: (why, completed, isOneLoop) =>
    isOneLoop ? [`print(f"Stopped after {${completed}} iterations: ${why}")`, 'break'] : [`raise Stop("${why}")`],
  leavable: (lines) => [
    'try:',
    ...indented(lines),
    'except Stop as reason:',
    '    print(f"Stopped after {iteration + 1} iterations: {reason}")',
  ],
};

/** A matrix as Python reads it back to the bit, rows on lines of their own where they are many: `X = array([[0, 0, 1], …])`. */
export function pythonMatrix(matrix: Matrix, open: string, close: string): readonly string[] {
  return pieces(matrix, pythonNumber, open, close);
}

export function pythonNumber(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  // Python reads a row of digits as a whole number, however long, and not everything takes one.
  return Math.abs(value) > Number.MAX_SAFE_INTEGER ? value.toExponential() : String(value);
}

/** A docstring of paragraphs. Nothing in it ends it or is an escape. */
export function docstring(paragraphs: readonly string[]): readonly string[] {
  const texts = paragraphs.map(plainText).filter((text) => text.trim() !== '');
  const safe = texts.map((text) => text.trim().replace(/\\/g, '\\\\').replace(/"/g, "'"));
  const lines = safe.flatMap((text, index) => [...(index > 0 ? [''] : []), ...wrapped(text)]);
  return [`"""${lines[0] ?? ''}`, ...lines.slice(1), '"""'];
}

export function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `    ${line}`));
}
