import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printFaults } from '../../src/scenario/fault.ts';
import { makeData } from '../../src/scenario/make-data.ts';
import { askedData, type Parsed, parseScenario, refuseData } from '../../src/scenario/parse.ts';
import { scenarioText } from '../../src/scenario/write.ts';

const inputs = [
  [0, 0],
  [0, 2],
  [2, 0],
  [2, 2],
];
const targets = [[0], [1], [1], [0]];

function parsedFrom(text: string): Parsed {
  const asked = askedData(text);
  if (asked === undefined) return parseScenario(text);
  const making = makeData(asked, () => ({ ok: false, expected: 'a file', found: 'none' }));
  return making.ok ? parseScenario(text, making.made) : refuseData(text, making.findings, making.faults);
}

/** The text of a scenario with `data`. Each part has a line of its own. */
function textOf(data: object, rest: object = {}): string {
  const parts = Object.entries({ name: 'Mine', data, ...rest });
  return `{\n${parts.map(([key, value]) => `"${key}": ${JSON.stringify(value)}`).join(',\n')}\n}\n`;
}

function faultsOf(data: object, rest: object = {}): readonly string[] {
  const parsed = parsedFrom(textOf(data, rest));
  return parsed.ok ? [] : printFaults('mine.json', parsed.faults);
}

function dataOf(data: object) {
  const parsed = parsedFrom(textOf(data));
  if (!parsed.ok) throw new Error(printFaults('mine.json', parsed.faults).join('\n'));
  return parsed.scenario.data;
}

describe('data that are written out in a scenario', () => {
  test('are not made when they are only rows and names', () => {
    expect(askedData(textOf({ inputs, targets, inputNames: ['a', 'b'] }))).toBeUndefined();
    expect(dataOf({ inputs, targets })).toEqual({ inputs, targets });
  });

  test('may have an image, scaling, classes and a test set', () => {
    const asked = { inputs, targets, classes: ['no', 'yes'], scale: 'min-max', image: { width: 2, height: 1 } };
    const { made, ...rows } = dataOf({ ...asked, test: { fraction: 0.25, seed: 1 } });
    expect(rows).toEqual({
      inputs: [
        [1, 1],
        [1, 0],
        [0, 0],
      ],
      targets: [[0], [1], [0]],
      inputNames: ['x1', 'x2'],
      targetNames: ['y'],
    });
    expect(made?.dataset).toMatchObject({ classes: ['no', 'yes'], image: { width: 2, height: 1 } });
    expect([...(made?.dataset.test?.inputs.data ?? [])]).toEqual([0, 1]);
  });

  test('have outputs named like the classes, unless they have names', () => {
    const each = {
      inputs,
      targets: [
        [1, 0],
        [0, 1],
        [0, 1],
        [1, 0],
      ],
      classes: ['no', 'yes'],
    };
    expect(dataOf(each).targetNames).toEqual(['no', 'yes']);
    expect(dataOf({ ...each, targetNames: ['n', 'y'] }).targetNames).toEqual(['n', 'y']);
  });

  test('are written back as the scenario has them, a line for each row', () => {
    const data = { inputs, targets, targetNames: ['xor'], classes: ['no', 'yes'], test: { fraction: 0.25 } };
    const parsed = parsedFrom(textOf(data));
    if (!parsed.ok) throw new Error('not read');
    const text = scenarioText(parsed.scenario);
    expect(text).toContain('"inputs": [\n      [0, 0],\n      [0, 2],');
    expect(text).toContain('"test": { "fraction": 0.25 }');
    expect(parsedFrom(text)).toMatchObject({ ok: true, scenario: parsed.scenario });
  });

  test('read back as the same data, whatever they are', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const anyData = fc.record({
      inputs: fc.array(fc.tuple(number, number), { minLength: 6, maxLength: 20 }),
      seed: fc.nat(1000),
      fraction: fc.constantFrom(0.2, 0.5),
      scale: fc.constantFrom('none', 'min-max', 'standard'),
      classes: fc.uniqueArray(
        fc.string({ unit: 'grapheme' }).map((text) => `x${text}`),
        { minLength: 2, maxLength: 2 },
      ),
    });
    fc.assert(
      fc.property(anyData, ({ seed, fraction, ...data }) => {
        const rows = data.inputs.map((_, row) => [row % 2]);
        const parsed = parsedFrom(textOf({ ...data, targets: rows, test: { fraction, seed } }));
        // With few rows, a class may be in the test set only.
        fc.pre(parsed.ok);
        if (!parsed.ok) return;
        expect(parsedFrom(scenarioText(parsed.scenario))).toMatchObject({ ok: true, scenario: parsed.scenario });
      }),
    );
  });

  test('are refused with the place that does not fit', () => {
    expect(faultsOf({ inputs, targets, image: { width: 3, height: 1 } })).toEqual([
      'mine.json:3:81  data.image: expected as many pixels as there are inputs, 2, found 3×1 pixels',
    ]);
    expect(faultsOf({ inputs, targets: [[0], [1], [1], [3]], classes: ['no', 'yes'] })).toEqual([
      'mine.json:3:68  data.targets[3]: expected 0 or 1, since targets have classes, found 3',
    ]);
    expect(faultsOf({ inputs, targets, classes: ['no'] })).toEqual([
      'mine.json:3:83  data.classes: expected 2 names, for 0 and for 1, found 1',
    ]);
    expect(faultsOf({ inputs, targets, test: { fraction: 0.01 } })).toEqual([
      'mine.json:3:92  data.test.fraction: expected a share that leaves rows for training and for testing, found 0.01, which is 0 of 4 rows',
    ]);
  });

  test('keep a row of each class in the training set', () => {
    const rows = Array.from({ length: 10 }, (_, row) => [row]);
    for (let only = 0; only < rows.length; only++) {
      const own = rows.map((_, row) => [row === only ? 1 : 0]);
      const parsed = parsedFrom(
        textOf({ inputs: rows, targets: own, classes: ['no', 'yes'], test: { fraction: 0.3 } }),
      );
      expect(parsed.ok && parsed.scenario.data.targets.flat()).toContain(1);
    }
  });

  test('are refused with all faults of the scenario', () => {
    const data = { inputs: [[0], [1, 2]], targets: ['a'], scale: 'standart' };
    expect(faultsOf(data, { network: { hiden: [2] } })).toEqual([
      'mine.json:3:24  data.inputs[1]: expected 1 number, as in the first row, found 2',
      'mine.json:3:41  data.targets: expected 2 rows, one for each row of inputs, found 1',
      'mine.json:3:42  data.targets[0]: expected a row: a list of numbers, found "a"',
      'mine.json:3:55  data.scale: expected one of "none", "min-max", "standard", found "standart"; did you mean "standard"?',
      'mine.json:4:13  network: expected one of hidden, bias, activation, initial, biasStart, dropout, batchNorm, found "hiden"; did you mean "hidden"?',
    ]);
  });
});

const keysOfRows = 'inputs, targets, inputNames, targetNames, classes, test, scale, scaleTargets, image';
const keysOfFile =
  'file, inputs, targets, kind, header, delimiter, decimal, missing, rows, test, scale, scaleTargets, image';
const keysOfRule = 'generate, examples, noise, seed, test, scale, scaleTargets';

describe('an unknown key of data', () => {
  test.each([
    [{ inputs, targets, imgae: 1 }, `data: expected one of ${keysOfRows}, found "imgae"; did you mean "image"?`],
    [{ inputs, targets, labels: 1 }, `data: expected one of ${keysOfRows}, found "labels"; did you mean "targets"?`],
    [
      { file: 'x', delimeter: ',' },
      `data: expected one of ${keysOfFile}, found "delimeter"; did you mean "delimiter"?`,
    ],
    [{ file: 'x', sep: ',' }, `data: expected one of ${keysOfFile}, found "sep"; did you mean "delimiter"?`],
    [
      { file: 'x', test: { fraction: 0.5, sead: 1 } },
      'data.test: expected one of fraction, seed, file, found "sead"; did you mean "seed"?',
    ],
    [
      { file: 'x', image: { width: 1, heigth: 1 } },
      'data.image: expected one of width, height, found "heigth"; did you mean "height"?',
    ],
    [
      { generate: 'moons', exampels: 9 },
      `data: expected one of ${keysOfRule}, found "exampels"; did you mean "examples"?`,
    ],
    [{ generate: 'moons', file: 'x' }, `data: expected one of ${keysOfFile}, found "generate"`],
  ])('%j is reported with the key that was probably meant', (data, message) => {
    expect(faultsOf(data)).toEqual([expect.stringContaining(`  ${message}`)]);
  });
});

describe('a wrong request for data', () => {
  test('is refused for a place that is not a whole number', () => {
    expect(faultsOf({ file: 'x', inputs: [0, 0.5] })).toEqual([
      'mine.json:3:33  data.inputs[1]: expected the name of a column, or its place: 0 for the first, -1 for the last, found 0.5',
    ]);
  });

  test('is refused for endlessly nested lists', () => {
    const deep = `${'['.repeat(500)}${']'.repeat(500)}`;
    const [fault] = faultsOf({ file: 'x', inputs: JSON.parse(deep) });
    expect(fault).toMatch(/^mine\.json:3:\d+ {2}expected at most 100 /);
  });

  test('has each key once', () => {
    const text = '{\n"name": "x",\n"data": {"file": "a", "file": "b"}\n}';
    const parsed = parsedFrom(text);
    expect(parsed.ok ? [] : printFaults('mine.json', parsed.faults)[0]).toBe(
      'mine.json:3:23  data: expected each key once, found "file" again',
    );
  });
});
