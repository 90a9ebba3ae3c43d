import { describe, expect, test } from 'vitest';
import { drawPredictions, type PredictionsProps, predictionRows } from '../../../src/ui/panes/predictions-pane.ts';
import { inAscii, inColour, linesOf, textOf } from '../frames.ts';
import { expectExactSizes, expectPictures } from './pictures.ts';

const classes = ['setosa', 'versicolor', 'virginica'];
const names = { inputNames: ['sepal', 'petal'], targetNames: classes, targetName: 'y', predictionName: 'l2' };
const iris: PredictionsProps = {
  ...names,
  inputs: { rows: 4, columns: 2, data: Float64Array.of(5.1, 1.4, 6.4, 4.5, 7.7, 6.9, 6, 4.8) },
  targets: { rows: 4, columns: 3, data: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1) },
  prediction: Float64Array.of(0.98, 0.01, 0.01, 0.1, 0.7, 0.2, 0, 0.04, 0.96, 0.02, 0.6, 0.38),
  classes,
  first: 0,
  focused: false,
};

describe('predictions of classes', () => {
  test('are classes by name, one row an example, with how sure the network is', () => {
    expect(predictionRows(iris)).toBe(4);
    expect(textOf(drawPredictions(iris, { columns: 76, rows: 7 }, inColour))).toMatchInlineSnapshot(`
      "╭ predicted vs target  l2, y ──────────────────────────────────────────────╮
      │ sepal petal  target      predicted                               sure    │
      │   5.1   1.4  setosa      setosa      ███████████████████████▌  0.9800 ✓  │
      │   6.4   4.5  versicolor  versicolor  ████████████████▊         0.7000 ✓  │
      │   7.7   6.9  virginica   virginica   ███████████████████████   0.9600 ✓  │
      │     6   4.8  virginica   versicolor  ██████████████▍           0.6000 ✗  │
      ╰──────────────────────────────────────────────────────────────────────────╯"
    `);
    expect(textOf(drawPredictions(iris, { columns: 40, rows: 7 }, inAscii))).toMatchInlineSnapshot(`
      "+ predicted vs target  l2, y ----------+
      | target      predicted     sure       |
      | setosa      setosa      0.9800 *     |
      | versicolor  versicolor  0.7000 *     |
      | virginica   virginica   0.9600 *     |
      | virginica   versicolor  0.6000 x     |
      +--------------------------------------+"
    `);
    expect(textOf(drawPredictions(iris, { columns: 30, rows: 7 }, inColour))).toMatchInlineSnapshot(`
      "╭ predicted vs target ───────╮
      │ target   said       sure   │
      │ setosa   setosa   0.9800 ✓ │
      │ ver…lor  ver…lor  0.7000 ✓ │
      │ vir…ica  vir…ica  0.9600 ✓ │
      │ vir…ica  ver…lor  0.6000 ✗ │
      ╰────────────────────────────╯"
    `);
  });

  test('are shown in an order, with the number of each example, and how they are arranged', async () => {
    const order = Uint32Array.of(3, 1);
    const props = { ...iris, order, arrangement: ['worst first'] };
    expect(predictionRows(props)).toBe(2);
    expect(textOf(drawPredictions(props, { columns: 76, rows: 6 }, inColour))).toMatchInlineSnapshot(`
      "╭ predicted vs target  l2, y ───────────────────────────────────── 2 of 4 ─╮
      │ #  sepal petal  target      predicted                             sure   │
      │ 4      6   4.8  virginica   versicolor  █████████████▎          0.6000 ✗ │
      │ 2    6.4   4.5  versicolor  versicolor  ███████████████▍        0.7000 ✓ │
      │                                                                          │
      ╰ worst first ─────────────────────────────────────────────────────────────╯"
    `);
    expect(linesOf(drawPredictions({ ...props, first: 1 }, { columns: 76, rows: 4 }, inColour))[2]).toMatch(/^│ 2 {2}/);
    await expectPictures('predictions-classes', (size, theme) => drawPredictions(props, size, theme));
  });

  test('of a single output are the first or the second of two classes', () => {
    const targets = { rows: 4, columns: 1, data: Float64Array.of(0, 1, 1, 0) };
    const prediction = Float64Array.of(0.1, 0.8, 0.3, Number.NaN);
    const props = { ...iris, targets, prediction, classes: ['no', 'yes'] };
    expect(textOf(drawPredictions(props, { columns: 60, rows: 7 }, inColour))).toMatchInlineSnapshot(`
      "╭ predicted vs target  l2, y ──────────────────────────────╮
      │ sepal petal  target  predicted                    sure   │
      │   5.1   1.4  no      no         ████████████▋   0.9000 ✓ │
      │   6.4   4.5  yes     yes        ███████████▎    0.8000 ✓ │
      │   7.7   6.9  yes     no         █████████▊      0.7000 ✗ │
      │     6   4.8  no      –                               –   │
      ╰──────────────────────────────────────────────────────────╯"
    `);
  });

  test('are dashes before the first iteration, and no rows where no example is chosen', () => {
    const before = { ...iris, prediction: new Float64Array(0) };
    expect(linesOf(drawPredictions(before, { columns: 60, rows: 7 }, inColour))[2]).toMatch(/setosa +– +– +│$/);
    const none = { ...iris, order: new Uint32Array(0), arrangement: ['only wrong'] };
    expect(textOf(drawPredictions(none, { columns: 60, rows: 5 }, inColour))).toMatchInlineSnapshot(`
      "╭ predicted vs target  l2, y ──────────────────────────────╮
      │ no such example                                          │
      │                                                          │
      │                                                          │
      ╰ only wrong ──────────────────────────────────────────────╯"
    `);
  });

  test('stand beside the inputs as they were before they were scaled', () => {
    const inputScaling = { shift: Float64Array.of(100, 0.1), unit: Float64Array.of(10, 0.2) };
    const [, , row] = linesOf(drawPredictions({ ...iris, inputScaling }, { columns: 60, rows: 7 }, inColour));
    expect(row).toMatch(/^│ +151 +0\.38 +setosa/);
  });

  test('take exactly their size', () => {
    expectExactSizes((size, theme) => drawPredictions({ ...iris, order: Uint32Array.of(2) }, size, theme), {
      columns: 30,
      rows: 5,
    });
  });
});

test('predictions of quantities are shown in an order too, each example with its number', () => {
  const targets = { rows: 4, columns: 1, data: Float64Array.of(10, 20, 30, 40) };
  const prediction = Float64Array.of(11, 24, 30, 39);
  const { classes: _none, ...rest } = iris;
  const props = { ...rest, targetNames: ['price'], targets, prediction, order: Uint32Array.of(1, 0, 3, 2) };
  expect(predictionRows(props)).toBe(4);
  expect(textOf(drawPredictions(props, { columns: 60, rows: 7 }, inColour))).toMatchInlineSnapshot(`
    "╭ predicted vs target  l2, y ──────────────────────────────╮
    │ #  sepal petal  target  predicted                 miss   │
    │ 2    6.4   4.5      20    24.0000  ██████████  −4.0000   │
    │ 1    5.1   1.4      10    11.0000  ██████████  −1.0000   │
    │ 4      6   4.8      40    39.0000  ██████████  +1.0000   │
    │ 3    7.7   6.9      30    30.0000  ██████████   0.0000 ✓ │
    ╰──────────────────────────────────────────────────────────╯"
  `);
});
