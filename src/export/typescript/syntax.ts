import type { Syntax } from '../syntax.ts';
import { listed } from '../text.ts';

export const typescript: Syntax = {
  comment: (text) => `// ${text}`,
  when: (condition, lines, remark) => [
    `if (${condition}) {${remark === undefined ? '' : ` // ${remark}`}`,
    ...nested(lines),
    '}',
  ],
  repeat: (from, to, lines) => [
    `for (let iteration = ${from}; iteration < ${to}; iteration++) {`,
    ...nested(lines),
    '}',
  ],
  assign: (name, value) => `${name} = ${value};`,
  declare: (name, value) => `const ${name} = ${value};`,
  isZero: (value) => `${value} === 0`,
  define: (name, value) => `${name} = () => ${value};`,
  text: (text) => `'${text}'`,
  print: (label, value, unit) =>
    `console.log('${label}:' + ${value}${unit === undefined ? '' : ` + ${quoted(` ${unit}`)}`});`,
  texts: (name, texts) => listed(texts.map(quoted), `const ${name} = `, ';'),
  printEach: (label, names, values, units) => [
    `${values}.cells.forEach((value, k) => {`,
    `  console.log('${label} ' + ${names}[k] + ':' + value${units === undefined ? '' : ` + ' ' + ${units}[k]`});`,
    '});',
  ],
  show: (value) => `print(${value});`,
  isMatrix: (value) => `typeof ${value} !== 'string'`,
  number: (value) => (Object.is(value, -0) ? '-0' : String(value)),
  lowestAt: 'lowestAt',
  elapsed: '(performance.now() - started) / 1000',
  beginStopping: ({ errorBelow, noImprovementFor, gradientNormBelow, seconds }) => [
    ...((errorBelow ?? noImprovementFor) === undefined ? [] : ['let error = Number.NaN;']),
    ...(gradientNormBelow === undefined ? [] : ['let gradientNorm = Number.NaN;']),
    ...(noImprovementFor === undefined ? [] : ['let [lowest, lowestAt] = [Number.POSITIVE_INFINITY, 0];']),
    ...(seconds === undefined ? [] : ['const started = performance.now();']),
  ],
  noteLowest: (completed) => [`if (error < lowest) [lowest, lowestAt] = [error, ${completed}];`],
  stop: (why, completed, isOneLoop) => [
    `console.log('Stopped after ' + ${/ /.test(completed) ? `(${completed})` : completed} + ${quoted(` iterations: ${why}`)});`,
    isOneLoop ? 'break;' : 'break training;',
  ],
  stoppable: (lines) => ['training: {', ...nested(lines), '}'],
};

export function nested(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`));
}

/** A text in single quotes. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
