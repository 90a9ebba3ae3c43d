import type { OwnRowsWords } from '../own-rows.ts';
import { listed } from '../text.ts';
import type { DataWords } from './data.ts';
import { indented, pythonNumber } from './text.ts';

const inputs = { shift: 'input_shift', unit: 'input_unit' };
const targets = { shift: 'target_shift', unit: 'target_unit' };

/** What predicts rows of any kind, by way of `forward`, which predicts rows as the network takes them. */
export function predictWords({ open, close }: DataWords): OwnRowsWords {
  const rows = `${open}rows${close}`;
  return {
    inputs,
    targets,
    classNames: 'class_names',
    gap: ['', ''],
    numbers: (name, values) => listed(Array.from(values, pythonNumber), `${name} = ${open}`, close),
    texts: (name, texts) =>
      listed(
        texts.map((text) => JSON.stringify(text)),
        `${name} = `,
        '',
      ),
    predict({ inputScaling, targetScaling, classes, train }) {
      const given = inputScaling === undefined ? rows : `(${rows} - ${inputs.shift}) / ${inputs.unit}`;
      const output = `forward(${given})`;
      if (classes === undefined) {
        const scaled = targetScaling === undefined ? '' : ` * ${targets.unit} + ${targets.shift}`;
        return ['def predict(rows):', ...indented([`return ${output}${scaled}`])];
      }
      const pairs =
        train.targets.columns === 1
          ? 'zip(class_names, [1 - share, share]) for [share] in shares'
          : 'zip(class_names, row) for row in shares';
      return [
        'def predict(rows):  # for each the classes with their shares, the largest first',
        ...indented([
          `shares = ${output}.tolist()`,
          `pairs = [${pairs}]`,
          'return [sorted(own, key=lambda pair: -pair[1]) for own in pairs]',
        ]),
      ];
    },
  };
}
