import type { OwnRowsWords } from '../own-rows.ts';
import { listed } from '../text.ts';
import { nested, typescript } from './language.ts';

const inputs = { shift: 'inputShift', unit: 'inputUnit' };
const targets = { shift: 'targetShift', unit: 'targetUnit' };

/** What predicts rows of any kind, by way of `forward`, which predicts rows as the network takes them. */
export const predictWords: OwnRowsWords = {
  inputs,
  targets,
  classNames: 'classNames',
  gap: [''],
  numbers: (name, values) => listed(Array.from(values, typescript.number), `const ${name} = array([`, ']);'),
  texts: (name, texts) => listed(texts.map(quoted), `const ${name} = `, ';'),
  predict({ inputScaling, targetScaling, classes, train }) {
    const rows = 'array(rows)';
    const given = inputScaling === undefined ? rows : `over(minus(${rows}, ${inputs.shift}), ${inputs.unit})`;
    const output = `forward(${given})`;
    if (classes === undefined) {
      const quantities =
        targetScaling === undefined ? output : `plus(times(${output}, ${targets.unit}), ${targets.shift})`;
      return [
        'function predict(rows: readonly (readonly number[])[]): number[][] {',
        ...nested([`return rowsOf(${quantities});`]),
        '}',
      ];
    }
    const both = train.targets.columns === 1 ? '.map(([share]) => [1 - share!, share!])' : '';
    return [
      '/** For each the classes with their shares, the largest first. */',
      'function predict(rows: readonly (readonly number[])[]): (readonly [name: string, share: number])[][] {',
      ...nested([
        `const shares = rowsOf(${output})${both};`,
        'const pairs = shares.map((row) => classNames.map((name, k) => [name, row[k]!] as const));',
        'return pairs.map((own) => own.toSorted((one, other) => other[1] - one[1]));',
      ]),
      '}',
    ];
  },
};

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
