import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inferShapes } from '../../../src/language/shapes.ts';
import { capacity } from '../../../src/ui/charts/heatmap.ts';
import { arrangeLayers, arrangementWish } from '../../../src/ui/panes/arrange-layers.ts';
import { drawWeights, type WeightsProps } from '../../../src/ui/panes/weights-pane.ts';
import { lineWidth } from '../../../src/ui/text/line.ts';
import { inAscii, inColour, textOf, withoutColour } from '../frames.ts';
import { type SubjectSettings, subjectOf } from '../subjects.ts';
import { snapshotOf, trainedModel } from '../training.ts';

function propsOf(settings: SubjectSettings, iterations = 1000): WeightsProps {
  const subject = subjectOf(settings);
  const { inputNames, targetNames, program } = subject;
  const shapes = inferShapes(program);
  const views = snapshotOf(trainedModel(subject, iterations)).parameters;
  return { program, shapes, inputNames, targetNames, views, first: 0, focused: false };
}

const xor = propsOf({});

function draw(props: WeightsProps, columns: number, rows: number, theme = inColour): string {
  const frame = drawWeights(props, { columns, rows }, theme);
  expect(frame.map(lineWidth)).toEqual(Array(rows).fill(columns));
  return textOf(frame);
}

describe('the weights', () => {
  test('have a heatmap for each layer, units before as rows, units after as columns', () => {
    expect(draw(xor, 61, 18)).toMatchInlineSnapshot(`
      "╭ syn0  3×4  l0 → l1 ──────────────────────╮╭ syn1  4×1 ────╮
      │         h1       h2       h3       h4    ││          y    │
      │                                          ││               │
      │ x1   +2.90    +2.96    −5.62    −3.46    ││ h1   −4.38    │
      │                                          ││               │
      │                                          ││               │
      │ x2   −0.75    −4.95    −5.92    −2.19    ││ h2   +5.12    │
      │                                          ││               │
      │                                          ││               │
      │  1   −0.04    −1.41    +2.15    +4.02    ││ h3   −8.28    │
      │                                          ││               │
      │                                          ││               │
      │    −6                       +6           ││ h4   +5.34    │
      │                                          ││               │
      │                                          ││               │
      │                                          ││ −10       +10 │
      │                                          ││               │
      ╰──────────────────────────────────────────╯╰───────────────╯"
    `);
  });

  test('have fewer digits in the smallest pane', () => {
    expect(draw(xor, 43, 9)).toMatchInlineSnapshot(`
      "╭ syn0  3×4  l0 → l1 ─────╮╭ syn1  4×1 ───╮
      │     h1   h2   h3   h4   ││          y   │
      │ x1 +2.9 +3.0 −5.6 −3.5  ││ h1   −4.38   │
      │ x2 −0.7 −5.0 −5.9 −2.2  ││ h2   +5.12   │
      │  1 −0.0 −1.4 +2.1 +4.0  ││ h3   −8.28   │
      │                         ││ h4   +5.34   │
      │    −6                +6 ││              │
      │                         ││ −10      +10 │
      ╰─────────────────────────╯╰──────────────╯"
    `);
  });

  test('are drawn without colour, and in ASCII alone', () => {
    expect(draw(xor, 43, 9, withoutColour)).toMatchInlineSnapshot(`
      "╭ syn0  3×4  l0 → l1 ─────╮╭ syn1  4×1 ───╮
      │     h1   h2   h3   h4   ││          y   │
      │ x1 +2.9 +3.0 −5.6 −3.5  ││ h1   −4.38   │
      │ x2 −0.7 −5.0 −5.9 −2.2  ││ h2   +5.12   │
      │  1 −0.0 −1.4 +2.1 +4.0  ││ h3   −8.28   │
      │                         ││ h4   +5.34   │
      │                         ││              │
      │                         ││              │
      ╰─────────────────────────╯╰──────────────╯"
    `);
    expect(draw(xor, 43, 9, inAscii)).toMatchInlineSnapshot(`
      "+ syn0  3x4  l0 -> l1 ----++ syn1  4x1 ---+
      |     h1   h2   h3   h4   ||          y   |
      | x1 +2.9 +3.0 -5.6 -3.5  || h1   -4.38   |
      | x2 -0.7 -5.0 -5.9 -2.2  || h2   +5.12   |
      |  1 -0.0 -1.4 +2.1 +4.0  || h3   -8.28   |
      |                         || h4   +5.34   |
      |                         ||              |
      |                         ||              |
      +-------------------------++--------------+"
    `);
  });

  test('have a row for the bias', () => {
    expect(draw(propsOf({ bias: true }), 50, 10)).toMatchInlineSnapshot(`
      "╭ syn0  3×4  l0 → l1 ────────────╮╭ syn1  4×1 ───╮
      │       h1     h2     h3     h4  ││          y   │
      │ x1  −0.22  +2.57  −5.12  −4.87 ││ h1   −0.47   │
      │ x2  −0.85  −4.15  −5.94  −3.26 ││ h2   +3.56   │
      │  1  −0.42  −0.93  +1.04  +3.14 ││ h3   −7.79   │
      │ b0  −0.21  −1.01  +1.20  +2.77 ││ h4   +7.16   │
      │                                ││ b1   −3.57   │
      │    −6                       +6 ││              │
      │                                ││ −8        +8 │
      ╰────────────────────────────────╯╰──────────────╯"
    `);
  });

  test('a large matrix is scaled down, with a note', () => {
    const inputs = [Array.from({ length: 30 }, (_, i) => i / 30)];
    const large = propsOf({ inputs, targets: [[1]], hidden: [60] }, 1);
    expect(draw(large, 61, 16)).toMatchInlineSnapshot(`
      "╭ syn0  30×60  l0 → l1 ─────────────────────╮╭ syn1  60×1 ──╮
      │     h1  h9  h17 h25 h33 h41 h49           ││           y  │
      │  x1 − − + − + + − − − + + − − − −         ││  h1   +0.38  │
      │  x4 + − + + − + + + − + + + + − +         ││  h6   −0.22  │
      │  x7 − − − − + − + − + + + − − + +         ││ h11   +0.19  │
      │ x10 − − + + − − + + + − − − − − −         ││ h16   +0.21  │
      │ x13 + + + + + + + − + − − − + − −         ││ h21   +0.08  │
      │ x16 + − + + + − + + + + + − − − −         ││ h26   +0.03  │
      │ x19 + − + − + − + − − − − + − + +         ││ h31   −0.05  │
      │ x22 + − − − + + + + + + − + + + +         ││ h36   −0.03  │
      │ x25 + − − − − + − − − + − + − + +         ││ h41   +0.42  │
      │ x28 + + + + − + − − + + + + + + +         ││ h46   +0.11  │
      │                                           ││ h51   +0.38  │
      │     −0.6                       +0.6       ││ h56   −0.28  │
      │                                           ││ ±0.6         │
      ╰ a cell is the mean of 3×4 weights ────────╯╰ means of 5×1 ╯"
    `);
    expect(draw({ ...large, focused: true }, 36, 9)).toMatchInlineSnapshot(`
      "╭ › syn0  30×60  l0 → l1 ─ 1 of 2 ─╮
      │     h1  h11 h21 h31 h41 h51      │
      │  x1 − − + + + + − + + + − −      │
      │  x7 − − − + − + + − + − + −      │
      │ x13 + + + + − + − + − − − −      │
      │ x19 + − − + − + − + − + − +      │
      │ x25 + + − − + − − + + + + +      │
      │     −0.3                    +0.3 │
      ╰ means of 6×5 ────────────────────╯"
    `);
  });

  test('a matrix sent in blocks is scaled down by whole blocks', () => {
    const huge = propsOf({ inputs: [[1, 0]], targets: [[1]], hidden: [500] }, 1);
    expect(draw(huge, 61, 12).split('\n').at(-1)).toMatch(/the mean of 1×\d\d weights ─.* by \d\d×1 ─/);
  });

  test('have the note in the narrowest box as well', () => {
    const tall = propsOf({ hidden: [1, 100, 1, 1, 1] }, 1);
    const frame = draw({ ...tall, first: 2, focused: true }, 36, 9);
    expect(frame).toMatchInlineSnapshot(`
      "╭ › syn2  100×1 ──╮╭ › syn3  1×1 ──╮
      │          h1     ││         h1    │
      │  h1   −0.01     ││               │
      │ h21   +0.02     ││ h1   +0.28    │
      │ h41   −0.15     ││               │
      │ h61   −0.07     ││               │
      │ h81   +0.13     ││ −0.3     +0.3 │
      │ −0.15     +0.15 ││               │
      ╰ means of 20×1 ──╯╰───────────────╯"
    `);
  });

  test('layers that do not fit scroll', () => {
    const deep = propsOf({ hidden: [4, 4, 4, 4] }, 1);
    expect(draw(deep, 61, 9).split('\n')[0]).toMatchInlineSnapshot(
      `"╭ syn0  3×4  l0 → l1 ────────╮╭ syn1  4×4 ─────── 1–2 of 5 ─╮"`,
    );
    expect(draw({ ...deep, first: 3 }, 61, 9).split('\n')[0]).toMatchInlineSnapshot(
      `"╭ syn3  4×4  l3 → l4 ─────────── 4–5 of 5 ─╮╭ syn4  4×1 ────╮"`,
    );
    expect(draw({ ...deep, first: 4 }, 36, 9).split('\n')[0]).toMatchInlineSnapshot(
      `"╭ syn4  4×1  l4 → l5 ───── 5 of 5 ─╮"`,
    );
  });

  test('say that they are starting before the first snapshot', () => {
    expect(draw({ ...xor, views: undefined }, 43, 9)).toMatchInlineSnapshot(`
      "╭ syn0 ───────────────────╮╭ syn1 ────────╮
      │ starting                ││ starting     │
      │                         ││              │
      │                         ││              │
      │                         ││              │
      │                         ││              │
      │                         ││              │
      │                         ││              │
      ╰─────────────────────────╯╰──────────────╯"
    `);
  });
});

const xorShapes = [
  { rows: 3, columns: 4 },
  { rows: 4, columns: 1 },
];

const anyShapes = fc.array(
  fc.record({ rows: fc.integer({ min: 1, max: 4097 }), columns: fc.integer({ min: 1, max: 4096 }) }),
  { minLength: 1, maxLength: 33 },
);
const fewShapes = fc.array(
  fc.record({ rows: fc.integer({ min: 1, max: 40 }), columns: fc.integer({ min: 1, max: 40 }) }),
  { minLength: 1, maxLength: 4 },
);
const anySize = fc.record({ columns: fc.integer({ min: 36, max: 130 }), rows: fc.integer({ min: 9, max: 67 }) });

describe('the layers', () => {
  test('are side by side if that shows more of them', () => {
    expect(arrangeLayers(xorShapes, { columns: 61, rows: 22 })).toEqual({
      direction: 'across',
      sizes: [
        { columns: 44, rows: 22 },
        { columns: 17, rows: 22 },
      ],
    });
  });

  test('are one above the other if that shows more', () => {
    const five = Array.from({ length: 5 }, () => ({ rows: 4, columns: 4 }));
    const { direction, sizes } = arrangeLayers(five, { columns: 61, rows: 57 });
    expect([direction, sizes.length, sizes.map(({ columns }) => columns)]).toEqual(['down', 5, [61, 61, 61, 61, 61]]);
  });

  test('keep their places whatever their weights, and move with their shapes only', () => {
    expect(arrangementWish(xorShapes)).toMatchObject({ columns: 61, rows: 8, across: 43 });
    expect(arrangementWish([{ rows: 1, columns: 1 }])).toMatchObject({ columns: 17, rows: 7, stacked: 7 });
  });

  test('are never scaled down where they fit alone as signs', () => {
    fc.assert(
      fc.property(fewShapes, anySize, (shapes, size) => {
        for (const [index, own] of arrangeLayers(shapes, size).sizes.entries()) {
          const { rows, columns } = shapes[index]!;
          const names = Array.from({ length: rows }, () => 'h10');
          const isWhole = (place: typeof size): boolean => {
            const room = capacity(place.columns - 4, place.rows - 2, names);
            return rows <= room.rows && columns <= room.columns;
          };
          if (isWhole(size)) expect(isWhole(own)).toBe(true);
        }
      }),
    );
  });

  test('share all of the space, at least one of them, each with room for a matrix', () => {
    fc.assert(
      fc.property(anyShapes, anySize, (shapes, size) => {
        const { direction, sizes } = arrangeLayers(shapes, size);
        const total = sizes.reduce((sum, { columns, rows }) => sum + (direction === 'across' ? columns : rows), 0);
        expect(total).toBe(direction === 'across' ? size.columns : size.rows);
        expect(sizes.length).toBeGreaterThanOrEqual(1);
        expect(sizes.length).toBeLessThanOrEqual(shapes.length);
        for (const { columns, rows } of sizes) {
          expect([columns >= 15, rows >= 6]).toEqual([true, true]);
        }
      }),
    );
  });
});
