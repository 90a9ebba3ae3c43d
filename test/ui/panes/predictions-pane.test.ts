import { describe, expect, test } from 'vitest';
import { drawPredictions, type PredictionsProps, predictionRows } from '../../../src/ui/panes/predictions-pane.ts';
import { lineWidth } from '../../../src/ui/text/line.ts';
import type { Size } from '../../../src/ui/views/layout.ts';
import { inAscii, inColour, linesOf, textOf } from '../frames.ts';
import { type SubjectSettings, subjectOf } from '../subjects.ts';
import { expectExactSizes, expectPictures } from './pictures.ts';

function propsOf(settings: SubjectSettings, prediction: readonly number[], first = 0): PredictionsProps {
  const { inputs, targets, inputNames, targetNames } = subjectOf(settings);
  const names = { inputNames, targetNames, targetName: 'y', predictionName: 'l2' };
  const data = { inputs, targets, prediction: Float64Array.from(prediction) };
  return { ...data, ...names, first, focused: false };
}

const xor = propsOf({}, [0.0112, 0.9856, 0.5877, 0.0167]);

function draw(props: PredictionsProps, columns: number, rows: number, theme = inColour): string {
  const size: Size = { columns, rows };
  const frame = drawPredictions(props, size, theme);
  expect(frame.map(lineWidth)).toEqual(Array(rows).fill(columns));
  return textOf(frame);
}

describe('the predictions', () => {
  test('are beside inputs and targets, as numbers and bars, with their errors', () => {
    expect(draw(xor, 60, 7)).toMatchInlineSnapshot(`
      "╭ predicted vs target  l2, y ──────────────────────────────╮
      │ x1 x2 1  target  predicted                       error   │
      │  0  0 1       0     0.0112  ▎                  −0.0112 ✓ │
      │  0  1 1       1     0.9856  ████████████████▊  +0.0144 ✓ │
      │  1  0 1       1     0.5877  ██████████         +0.4123   │
      │  1  1 1       0     0.0167  ▎                  −0.0167 ✓ │
      ╰──────────────────────────────────────────────────────────╯"
    `);
  });

  test('say how many rows of the file are used, before their names', () => {
    const titleAt = (columns: number): string =>
      draw({ ...xor, fileRows: { all: 1891, used: 146 } }, columns, 7).split('\n')[0] as string;
    expect([64, 52, 47, 41].map(titleAt)).toMatchInlineSnapshot(`
      [
        "╭ predicted vs target  l2, y  146 of 1,891 rows used ──────────╮",
        "╭ predicted vs target  146 of 1,891 rows used ─────╮",
        "╭ predicted vs target  146 of 1,891 rows ─────╮",
        "╭ 146 of 1,891 rows  l2, y ─────────────╮",
      ]
    `);
  });

  test('keep every input of a chosen row and of an asked one in a narrow pane', () => {
    const asked = { inputs: [1, 0, 0], outputs: Float64Array.of(0.9561), isChosen: false };
    expect(draw({ ...xor, chosen: 2, asked }, 37, 8)).toMatchInlineSnapshot(`
      "╭ predicted vs target  l2, y ───────╮
      │  #  x1 x2 1  y      l2    error   │
      │  1   0  0 1  0  0.0112  −0.0112 ✓ │
      │  2   0  1 1  1  0.9856  +0.0144 ✓ │
      │ ›3   1  0 1  1  0.5877  +0.4123   │
      │  4   1  1 1  0  0.0167  −0.0167 ✓ │
      │  ?   1  0 0  ?  0.9561            │
      ╰───────────────────────────────────╯"
    `);
  });

  test('drop the bars and the long headings in a narrow pane', () => {
    expect(draw(xor, 37, 7)).toMatchInlineSnapshot(`
      "╭ predicted vs target  l2, y ───────╮
      │ x1 x2 1    y      l2    error     │
      │  0  0 1    0  0.0112  −0.0112 ✓   │
      │  0  1 1    1  0.9856  +0.0144 ✓   │
      │  1  0 1    1  0.5877  +0.4123     │
      │  1  1 1    0  0.0167  −0.0167 ✓   │
      ╰───────────────────────────────────╯"
    `);
  });

  test('have the minus sign of the theme, as their errors do', () => {
    expect(draw(propsOf({}, [-4.0336, 3.7775, -0.00001, -1e120]), 37, 7)).toMatchInlineSnapshot(`
      "╭ predicted vs target  l2, y ───────╮
      │ x1 x2 1    y      l2    error     │
      │  0  0 1    0  −4.034  +4.0336     │
      │  0  1 1    1  3.7775  −2.7775     │
      │  1  0 1    1  −0.000  +1.0000     │
      │  1  1 1    0       …  +1e+120     │
      ╰───────────────────────────────────╯"
    `);
    expect(draw(propsOf({}, [-4.0336, 3.7775, -0.00001, -1e120]), 60, 7)).toMatchInlineSnapshot(`
      "╭ predicted vs target  l2, y ──────────────────────────────╮
      │ x1 x2 1  target  predicted                       error   │
      │  0  0 1       0    −4.0336                     +4.0336   │
      │  0  1 1       1     3.7775  █████████████████  −2.7775   │
      │  1  0 1       1    −0.0000                     +1.0000   │
      │  1  1 1       0    −1e+120                     +1e+120   │
      ╰──────────────────────────────────────────────────────────╯"
    `);
  });

  test('have a footnote about their name, in the longest form that fits', () => {
    const meaning = ['p2 is l2 of every example, with no unit left out', 'p2 is l2 as it predicts'];
    const lastLine = (columns: number): string | undefined =>
      draw({ ...xor, predictionName: 'p2', meaning }, columns, 7)
        .split('\n')
        .at(-1);
    expect(lastLine(60)).toBe('╰ p2 is l2 of every example, with no unit left out ────────╯');
    expect(lastLine(37)).toBe('╰ p2 is l2 as it predicts ──────────╯');
  });

  test('are drawn in ASCII alone on a terminal without UTF-8', () => {
    expect(draw(xor, 60, 7, inAscii)).toMatchInlineSnapshot(`
      "+ predicted vs target  l2, y ------------------------------+
      | x1 x2 1  target  predicted                       error   |
      |  0  0 1       0     0.0112                     -0.0112 * |
      |  0  1 1       1     0.9856  #################  +0.0144 * |
      |  1  0 1       1     0.5877  ##########         +0.4123   |
      |  1  1 1       0     0.0167                     -0.0167 * |
      +----------------------------------------------------------+"
    `);
  });

  test('are dashes before the first iteration', () => {
    expect(draw(propsOf({}, []), 60, 7)).toMatchInlineSnapshot(`
      "╭ predicted vs target  l2, y ──────────────────────────────╮
      │ x1 x2 1  target  predicted                       error   │
      │  0  0 1       0          –                           –   │
      │  0  1 1       1          –                           –   │
      │  1  0 1       1          –                           –   │
      │  1  1 1       0          –                           –   │
      ╰──────────────────────────────────────────────────────────╯"
    `);
  });

  test('scroll, and show the visible rows', () => {
    const inputs = Array.from({ length: 1200 }, (_, row) => [row]);
    const targets = inputs.map(() => [1]);
    const many = propsOf(
      { inputs, targets },
      inputs.map(([row]) => (row as number) / 1200),
      1190,
    );
    expect(draw(many, 50, 8)).toMatchInlineSnapshot(`
      "╭ predicted vs target ──── 1,191–1,195 of 1,200 ─╮
      │   x1  target  predicted                error   │
      │ 1190       1     0.9917  █████████▉  +0.0083 ✓ │
      │ 1191       1     0.9925  █████████▉  +0.0075 ✓ │
      │ 1192       1     0.9933  █████████▉  +0.0067 ✓ │
      │ 1193       1     0.9942  ██████████  +0.0058 ✓ │
      │ 1194       1     0.9950  ██████████  +0.0050 ✓ │
      ╰────────────────────────────────────────────────╯"
    `);
    expect(draw(many, 37, 6)).toMatchInlineSnapshot(`
      "╭ predicted vs target  l2, y ───────╮
      │   x1    y      l2    error        │
      │ 1190    1  0.9917  +0.0083 ✓      │
      │ 1191    1  0.9925  +0.0075 ✓      │
      │ 1192    1  0.9933  +0.0067 ✓      │
      ╰──────────── 1,191–1,193 of 1,200 ─╯"
    `);
  });

  test('have a row for each output, with the inputs beside the first visible one', () => {
    const inputs = [
      [0.5, -1],
      [1, 0.25],
    ];
    const targets = [
      [0, 1, 0],
      [1, 0, 1],
    ];
    const settings = { inputs, targets, targetNames: ['red', 'green', 'ultramarine'] };
    const prediction = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6];
    expect(draw(propsOf(settings, prediction), 60, 9)).toMatchInlineSnapshot(`
      "╭ predicted vs target  l2, y ──────────────────────────────╮
      │  x1    x2            target  predicted           error   │
      │ 0.5 −1.00  red            0     0.1000  ▌      −0.1000 ✓ │
      │            green          1     0.2000  █      +0.8000   │
      │            ultr…ine       0     0.3000  █▌     −0.3000   │
      │ 1.0  0.25  red            1     0.4000  ██     +0.6000   │
      │            green          0     0.5000  ██▌    −0.5000   │
      │            ultr…ine       1     0.6000  ███    +0.4000   │
      ╰──────────────────────────────────────────────────────────╯"
    `);
    expect(draw(propsOf(settings, prediction, 1), 60, 7)).toMatchInlineSnapshot(`
      "╭ predicted vs target  l2, y ─────────────────── 2–5 of 6 ─╮
      │  x1    x2            target  predicted           error   │
      │ 0.5 −1.00  green          1     0.2000  █      +0.8000   │
      │            ultr…ine       0     0.3000  █▌     −0.3000   │
      │ 1.0  0.25  red            1     0.4000  ██     +0.6000   │
      │            green          0     0.5000  ██▌    −0.5000   │
      ╰──────────────────────────────────────────────────────────╯"
    `);
  });

  test('show as many inputs as fit, and an ellipsis for more', () => {
    const inputs = [Array.from({ length: 30 }, (_, column) => column / 10)];
    const inputNames = inputs[0]?.map((_, column) => `temperature in room ${column + 1}`) ?? [];
    const settings = { inputs, targets: [[1]], inputNames };
    expect(draw(propsOf(settings, [0.5]), 60, 5)).toMatchInlineSnapshot(`
      "╭ predicted vs target  l2, y ──────────────────────────────╮
      │ tem…m 1 tem…m 2 tem…m 3 tem…m 4    y      l2    error    │
      │       0     0.1     0.2     0.3    1  0.5000  +0.5000    │
      │                                                          │
      ╰──────────────────────────────────────────────────────────╯"
    `);
    expect(draw(propsOf(settings, [0.5]), 36, 5)).toMatchInlineSnapshot(`
      "╭ predicted vs target  l2, y ──────╮
      │ tem…m 1    y      l2    error    │
      │       0    1  0.5000  +0.5000    │
      │                                  │
      ╰──────────────────────────────────╯"
    `);
  });

  test('keep their columns with targets beyond 0 and 1', () => {
    const targets = [[12.5], [-3_000_000], [1.2345e-7], [1e300]];
    expect(draw(propsOf({ targets }, [1, 0, 0.5, 1]), 60, 7)).toMatchInlineSnapshot(`
      "╭ predicted vs target  l2, y ──────────────────────────────╮
      │ x1 x2 1   target  predicted                      error   │
      │  0  0 1     12.5     1.0000  ████████████████  +11.500   │
      │  0  1 1    −3e+6     0.0000                    −3.0e+6   │
      │  1  0 1  1.23e-7     0.5000  ████████          −0.5000   │
      │  1  1 1   1e+300     1.0000  ████████████████  +1e+300   │
      ╰──────────────────────────────────────────────────────────╯"
    `);
    expect(draw(propsOf({ targets }, [1, 0, 0.5, 1]), 37, 7)).toMatchInlineSnapshot(`
      "╭ predicted vs target  l2, y ───────╮
      │ x1 x2        y      l2    error   │
      │  0  0     12.5  1.0000  +11.500   │
      │  0  1    −3e+6  0.0000  −3.0e+6   │
      │  1  0  1.23e-7  0.5000  −0.5000   │
      │  1  1   1e+300  1.0000  +1e+300   │
      ╰───────────────────────────────────╯"
    `);
  });

  test('have the same decimals for predictions of both signs', () => {
    const targets = [[0.5], [-0.25], [0.75], [-1]];
    const frame = draw(propsOf({ targets }, [0.4812, -0.0383, 0.7, -0.9]), 38, 7);
    expect(frame).toMatch(/ 0\.4812 .* −0\.0383 .* 0\.7000 .* −0\.9000 /s);
  });

  test('show NaN and infinity', () => {
    expect(draw(propsOf({}, [Number.NaN, 1, Number.POSITIVE_INFINITY, 0]), 60, 7)).toMatchInlineSnapshot(`
      "╭ predicted vs target  l2, y ──────────────────────────────╮
      │ x1 x2 1  target  predicted                       error   │
      │  0  0 1       0        NaN                         NaN   │
      │  0  1 1       1     1.0000  █████████████████   0.0000 ✓ │
      │  1  0 1       1        inf  █████████████████     −inf   │
      │  1  1 1       0     0.0000                      0.0000 ✓ │
      ╰──────────────────────────────────────────────────────────╯"
    `);
  });

  test('keep their columns with names of wide characters', () => {
    const settings = { inputNames: ['漢字漢字漢字', '🎉', '1'], name: '漢字' };
    expect(draw(propsOf(settings, [0, 1, 1, 0]), 60, 7)).toMatchInlineSnapshot(`
      "╭ predicted vs target  l2, y ──────────────────────────────╮
      │ 漢字漢字漢字 🎉 1  target  predicted             error   │
      │            0  0 1       0     0.0000            0.0000 ✓ │
      │            0  1 1       1     1.0000  ███████   0.0000 ✓ │
      │            1  0 1       1     1.0000  ███████   0.0000 ✓ │
      │            1  1 1       0     0.0000            0.0000 ✓ │
      ╰──────────────────────────────────────────────────────────╯"
    `);
  });

  test('have one format in a column, also where its values differ much in size', () => {
    const values = [0.000133, -0.00089, 0.7012, 0.00244, 0, 0.936];
    const inputs = values.map((value) => [value]);
    const targets = inputs.map(() => [1]);
    const given = propsOf(
      { inputs, targets, inputNames: ['x'] },
      inputs.map(() => 1),
    );
    const shown = draw(given, 50, 9)
      .split('\n')
      .slice(2, 8)
      .map((row) => row.slice(2, 9));
    expect(shown).toEqual([' 1.3e-4', '−8.9e-4', ' 7.0e-1', ' 2.4e-3', '      0', ' 9.4e-1']);
  });

  test('never cut a number: without room it is an ellipsis', () => {
    // A hundred rows determine the width of a column; this row is not one of them.
    const inputs = Array.from({ length: 201 }, (_, row) => [row === 100 ? 1.25e-7 : 1]);
    const targets = inputs.map(() => [1]);
    const last = draw(
      propsOf(
        { inputs, targets, inputNames: ['x'] },
        inputs.map(() => 1),
        100,
      ),
      50,
      5,
    ).split('\n')[2];
    expect(last).toMatch(/^│ … +1 +1\.0000 /);
  });

  test('are marked as close within 0.1', () => {
    const rows = draw(propsOf({}, [0.1, 0.9, 0.89, 0.11]), 60, 7)
      .split('\n')
      .slice(2, 6);
    expect(rows.map((row) => row.includes('✓'))).toEqual([true, true, false, false]);
  });

  test('fill their bars in proportion', () => {
    const rows = draw(propsOf({}, [0, 0.5, 1, 0.25]), 60, 7)
      .split('\n')
      .slice(2, 6);
    const bars = rows.map((row) => (row.match(/█/g) ?? []).length);
    const whole = bars[2] as number;
    expect(bars).toEqual([0, Math.floor(whole / 2), whole, Math.floor(whole / 4)]);
  });
});

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
  test('a long name of an input has room before a bar', () => {
    const inputNames = ['sepal', 'a name of many, many columns'];
    const [, heading = '', first = ''] = linesOf(
      drawPredictions({ ...iris, inputNames }, { columns: 64, rows: 7 }, inColour),
    );
    expect(heading).toMatch(/a name of …y columns/);
    expect(first).not.toContain('█');
  });

  test('are classes by name, one row an example, with the confidence', () => {
    expect(predictionRows(iris)).toBe(4);
    expect(textOf(drawPredictions(iris, { columns: 76, rows: 7 }, inColour))).toMatchInlineSnapshot(`
      "╭ predicted vs target  l2, y ──────────────────────────────────────────────╮
      │ sepal petal  target      predicted                         confidence    │
      │   5.1   1.4  setosa      setosa      ███████████████████████▌  0.9800 ✓  │
      │   6.4   4.5  versicolor  versicolor  ████████████████▊         0.7000 ✓  │
      │   7.7   6.9  virginica   virginica   ███████████████████████   0.9600 ✓  │
      │   6.0   4.8  virginica   versicolor  ██████████████▍           0.6000 ✗  │
      ╰──────────────────────────────────────────────────────────────────────────╯"
    `);
    expect(textOf(drawPredictions(iris, { columns: 40, rows: 7 }, inAscii))).toMatchInlineSnapshot(`
      "+ predicted vs target  l2, y ----------+
      | target      predicted    conf.       |
      | setosa      setosa      0.9800 *     |
      | versicolor  versicolor  0.7000 *     |
      | virginica   virginica   0.9600 *     |
      | virginica   versicolor  0.6000 x     |
      +--------------------------------------+"
    `);
    expect(textOf(drawPredictions(iris, { columns: 30, rows: 7 }, inColour))).toMatchInlineSnapshot(`
      "╭ predicted vs target ───────╮
      │ target   pred      conf.   │
      │ setosa   setosa   0.9800 ✓ │
      │ ver…lor  ver…lor  0.7000 ✓ │
      │ vir…ica  vir…ica  0.9600 ✓ │
      │ vir…ica  ver…lor  0.6000 ✗ │
      ╰────────────────────────────╯"
    `);
  });

  test('have an order, the number of each example, and a note about the order', async () => {
    const order = Uint32Array.of(3, 1);
    const props = { ...iris, order, arrangement: ['worst first'] };
    expect(predictionRows(props)).toBe(2);
    expect(textOf(drawPredictions(props, { columns: 76, rows: 6 }, inColour))).toMatchInlineSnapshot(`
      "╭ predicted vs target  l2, y ───────────────────────────────────── 2 of 4 ─╮
      │ #  sepal petal  target      predicted                       confidence   │
      │ 4    6.0   4.8  virginica   versicolor  █████████████▎          0.6000 ✗ │
      │ 2    6.4   4.5  versicolor  versicolor  ███████████████▍        0.7000 ✓ │
      │                                                                          │
      ╰ worst first ─────────────────────────────────────────────────────────────╯"
    `);
    expect(linesOf(drawPredictions({ ...props, first: 1 }, { columns: 76, rows: 4 }, inColour))[2]).toMatch(/^│ 2 {2}/);
    await expectPictures('predictions-classes', (size, theme) => drawPredictions(props, size, theme));
  });

  test('a single output predicts one of two classes', () => {
    const targets = { rows: 4, columns: 1, data: Float64Array.of(0, 1, 1, 0) };
    const prediction = Float64Array.of(0.1, 0.8, 0.3, Number.NaN);
    const props = { ...iris, targets, prediction, classes: ['no', 'yes'] };
    expect(textOf(drawPredictions(props, { columns: 60, rows: 7 }, inColour))).toMatchInlineSnapshot(`
      "╭ predicted vs target  l2, y ──────────────────────────────╮
      │ sepal petal  target  predicted              confidence   │
      │   5.1   1.4  no      no         ████████████▋   0.9000 ✓ │
      │   6.4   4.5  yes     yes        ███████████▎    0.8000 ✓ │
      │   7.7   6.9  yes     no         █████████▊      0.7000 ✗ │
      │   6.0   4.8  no      –                               –   │
      ╰──────────────────────────────────────────────────────────╯"
    `);
  });

  test('are dashes before the first iteration, and no rows if no example matches', () => {
    const before = { ...iris, prediction: new Float64Array(0) };
    expect(linesOf(drawPredictions(before, { columns: 60, rows: 7 }, inColour))[2]).toMatch(/setosa +– +– +│$/);
    const none = { ...iris, order: new Uint32Array(0), arrangement: ['only wrong'] };
    expect(textOf(drawPredictions(none, { columns: 60, rows: 5 }, inColour))).toMatchInlineSnapshot(`
      "╭ predicted vs target  l2, y ──────────────────────────────╮
      │ no example matches                                       │
      │                                                          │
      │                                                          │
      ╰ only wrong ──────────────────────────────────────────────╯"
    `);
  });

  test('are beside the unscaled inputs', () => {
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

test('predictions of quantities have an order and example numbers as well', () => {
  const targets = { rows: 4, columns: 1, data: Float64Array.of(10, 20, 30, 40) };
  const prediction = Float64Array.of(11, 24, 30, 39);
  const { classes: _none, ...rest } = iris;
  const props = { ...rest, targetNames: ['price'], targets, prediction, order: Uint32Array.of(1, 0, 3, 2) };
  expect(predictionRows(props)).toBe(4);
  expect(textOf(drawPredictions(props, { columns: 60, rows: 7 }, inColour))).toMatchInlineSnapshot(`
    "╭ predicted vs target  l2, y ──────────────────────────────╮
    │ #  sepal petal  target  predicted                error   │
    │ 2    6.4   4.5      20    24.0000  ██████████  −4.0000   │
    │ 1    5.1   1.4      10    11.0000  ██████████  −1.0000   │
    │ 4    6.0   4.8      40    39.0000  ██████████  +1.0000   │
    │ 3    7.7   6.9      30    30.0000  ██████████   0.0000 ✓ │
    ╰──────────────────────────────────────────────────────────╯"
  `);
});
