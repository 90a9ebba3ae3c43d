import { describe, expect, test } from 'vitest';
import { matrixFromRows } from '../../src/engine/matrix.ts';
import { exportScript } from '../../src/export/export-script.ts';
import type { ScriptSource } from '../../src/export/source.ts';
import { printStatement } from '../../src/language/print.ts';
import { type ScriptTarget, scriptTargetNames } from '../../src/language/script-targets.ts';
import { buildProgram } from '../network/build-program.ts';
import { liveRuns, pythonWith, skipReason } from './python.ts';
import { subjects } from './subjects.ts';
import { runTypeScript } from './typescript.ts';

const extensions: Readonly<Record<ScriptTarget, string>> = { numpy: 'py', pytorch: 'py', typescript: 'ts.txt' };
const sourceOf = (name: string): ScriptSource =>
  (subjects.find((own) => own.name === name) as (typeof subjects)[0]).source;

describe('an exported script', () => {
  const pages = ['xor', 'softmax', 'cells', 'stop-without-improvement', 'test-classes', 'two-classes'];
  const cases = pages.flatMap((name) => scriptTargetNames.map((target) => ({ name, target })));
  test.each(cases)('reads as a person would write it: $name for $target', async ({ name, target }) => {
    const file = `__snapshots__/${name}.${target}.${extensions[target]}`;
    await expect(exportScript(target, sourceOf(name)).script).toMatchFileSnapshot(file);
  });

  test('for NumPy contains every line of the program, character for character', () => {
    const source = sourceOf('batch-normalization');
    const lines = exportScript('numpy', source)
      .script.split('\n')
      .map((line) => line.replace(/ {2}#.*/, '').trim());
    const { setup, iteration } = buildProgram(source.settings, 12);
    expect(lines).toEqual(expect.arrayContaining([...setup, ...iteration].map(printStatement)));
  });

  test('states the scaling of its columns, the encoded classes, and the units of its targets', () => {
    const flowers = exportScript('numpy', sourceOf('flowers')).script;
    expect(flowers).toContain('# 1 for a row of this class, otherwise 0: light=sun, light=sun, or shade\n');
    expect(flowers).toMatch(/^input_shift = array\(\[2\.948285\d+, 1\.971714\d+, 0, 0\]\)$/m);
    expect(flowers).toContain('class_names = ["I. \\"blue\\" flag", "I. setosa", "I. virginica, wild"]');
    const { script } = exportScript('typescript', sourceOf('scaled-quantities'));
    // A column may have a name that looks like an encoded class.
    expect(script).not.toContain('of this class');
    expect(script).toContain('// targetShift and targetUnit: the least value and the range of each column');
    expect(script).toContain('const y = over(minus(y_raw, targetShift), targetUnit);\n');
    expect(script).toContain('// The predictions are in the units of the targets: y1, y2\n');
    expect(script).toMatch(/\/\/ predict\(\[\[190, -1\.25, -290000\]\]\)\n$/);
  });

  test('has the rows of the file, and the line that scales them', () => {
    const numpy = exportScript('numpy', sourceOf('own-unit')).script;
    expect(numpy).toContain('# rent (€)\ny_raw = array([[541], [450], [470]');
    expect(numpy).toContain(
      '\nX = (X_raw - input_shift) / input_unit\nX_test = (X_test_raw - input_shift) / input_unit\n',
    );
    expect(numpy).toContain('\ny = (y_raw - target_shift) / target_unit\n');
    expect(exportScript('pytorch', sourceOf('flowers')).script).toContain('\nX = (X_raw - input_shift) / input_unit\n');
  });

  test('prints errors and predictions in the unit of the target, and stops at the scaled error', () => {
    const unit = '" €")';
    const numpy = exportScript('numpy', sourceOf('own-unit')).script;
    expect(numpy).toContain(`print("Error:" + str(mean(abs(l2_error)) * target_unit[0]) + ${unit}`);
    expect(numpy).toContain(
      'if error < 0.3:\n        print(f"Stopped after {iteration + 1} iterations: the scaled error is',
    );
    expect(numpy).toContain('print(l2 * target_unit + target_shift)');
    expect(numpy).toContain(`print("Test error:" + str(mean(abs(y_test - tested)) * target_unit[0]) + ${unit}`);
    expect(exportScript('numpy', sourceOf('scaled-quantities')).script).toContain(' + " of the range")');
  });

  test('has no line that says nothing', () => {
    for (const { source } of subjects) {
      for (const target of scriptTargetNames) {
        const { script } = exportScript(target, { ...source, reportEvery: 1 });
        expect(script).not.toMatch(/% 1\b|sqrt\(0 \+|plus\(0, |np\.zeros/);
      }
    }
    // The clipping computes the norm already.
    expect(exportScript('numpy', sourceOf('stopped-classes')).script).toContain('    gradient_norm = norm\n');
    expect(exportScript('pytorch', sourceOf('own-unit')).script).toContain('nn.init.constant_(self.syn0.weight, 0.25)');
  });

  test.each(scriptTargetNames)('prints the accuracy wherever a run of several programs stops: %s', (target) => {
    expect(exportScript(target, sourceOf('stopped-classes')).script).toContain('Accuracy:');
    const source = { ...sourceOf('test-classes'), stop: { errorBelow: 0.01 } };
    const set = { learningRate: 0.5 };
    const { script } = exportScript(target, { ...source, plan: [{ at: 0, edits: [{ kind: 'settings', set }] }] });
    expect(script).toContain('accuracy(forward(X), y)');
    expect(script).not.toContain('output()');
  });

  test('lists a bounded number of column names and example cells', () => {
    const columns = 70;
    const rows = matrixFromRows([Array.from({ length: columns }, (_, k) => k)]);
    const source = sourceOf('xor');
    const { script } = exportScript('numpy', {
      ...source,
      settings: { ...source.settings, layerSizes: [columns, 1] },
      dataset: {
        train: { inputs: rows, targets: matrixFromRows([[1]]) },
        inputNames: Array.from({ length: columns }, (_, k) => `pixel ${k}`),
        targetNames: ['y'],
      },
    });
    expect(script).toContain('need these columns: pixel 0, pixel 1, pixel 2, … pixel 69 (70 in\n# all)');
    expect(script).toContain('# predict([[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, …]])');
  });

  test('keeps many data in a file beside it, or packed in TypeScript', () => {
    const source = sourceOf('many-examples');
    const { inputs, targets: wanted } = source.dataset.train;
    for (const target of ['numpy', 'pytorch'] as const) {
      const { script, data } = exportScript(target, source);
      expect(data).toEqual([
        { name: 'X', matrix: inputs },
        { name: 'y', matrix: wanted },
      ]);
      expect(script).toContain('Path(__file__).with_suffix(".npz")');
    }
    const { script, data } = exportScript('typescript', {
      ...source,
      dataset: { ...source.dataset, train: { inputs, targets: inputs } },
    });
    expect(data).toBeUndefined();
    expect(script).toContain('const X = array([');
  });

  test('packs a large matrix to the bit', async () => {
    const source = sourceOf('many-examples');
    const { inputs, targets: wanted } = source.dataset.train;
    const wide = matrixFromRows(
      Array.from({ length: inputs.rows }, (_, row) => [
        ...inputs.data.subarray(3 * row, 3 * row + 3),
        -0,
        1e-310,
        1e300,
      ]),
    );
    const train = { inputs: wide, targets: wanted };
    const { script } = exportScript('typescript', {
      ...source,
      settings: { ...source.settings, layerSizes: [6, 2], activations: ['sigmoid'], loss: 'half square' },
      iterations: 1,
      dataset: { ...source.dataset, train },
    });
    expect(script).toContain('const X = decoded(420, 6, [');
    const { values } = await runTypeScript(script, { X: 'X' }, 1);
    expect(values['X']?.flat()).toEqual([...wide.data]);
  });
});

describe('texts from a file', () => {
  const hostile = 'a\nimport os"""\'\'\'\\N{x} */ `{1}`\u2028print(1)\r#\u0000\u001b[31m';
  const source: ScriptSource = {
    ...sourceOf('xor'),
    name: hostile,
    description: `${hostile}"`,
    dataset: {
      ...sourceOf('xor').dataset,
      inputNames: [hostile, 'b', 'c'],
      targetNames: [`${hostile}\\`],
      classes: [hostile, `${hostile}\\`],
    },
    targetUnits: [hostile],
    iterations: 2,
    stop: { errorBelow: 1e-9 },
  };

  test.each(scriptTargetNames)('never become code in a script for %s', (target) => {
    const { script } = exportScript(target, source);
    const beginnings = script.split(/[\n\r\u2028]/).map((line) => line.trim());
    expect(beginnings.filter((line) => line.startsWith('import os') || line.startsWith('print(1)'))).toEqual([]);
    expect(script).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u2028]/);
  });

  test('leave a script in TypeScript running', async () => {
    const { script } = exportScript('typescript', source);
    expect((await runTypeScript(script, {}, 2)).printed[0]).toMatch(/^Error:0\.50/);
  });

  test('stay inside the docstring of a script in Python', () => {
    const { script } = exportScript('numpy', source);
    expect(script.replace(/^#.*/gm, '').match(/"""/g)).toHaveLength(2);
  });

  const python = pythonWith('numpy');
  test.skipIf(python === undefined)(`leave a script in Python running${skipReason(python, 'numpy')}`, () => {
    const { script } = exportScript('numpy', source);
    const runs = liveRuns([{ name: 'hostile', target: 'numpy', script, values: {} }], python as string);
    expect(runs.map(({ iterations }) => iterations)).toEqual([2]);
  });
});
