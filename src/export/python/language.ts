import type { Language } from '../language.ts';
import { indented, pythonNumber } from './text.ts';

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
