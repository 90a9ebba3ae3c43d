import { describe, expect, test } from 'vitest';
import {
  type ConfusionProps,
  confusionRows,
  confusionSize,
  drawConfusion,
} from '../../../src/ui/panes/confusion-pane.ts';
import { inColour, linesOf, textOf, withoutColour } from '../frames.ts';
import { expectExactSizes, expectPictures } from './pictures.ts';

const iris: ConfusionProps = {
  classNames: ['setosa', 'versicolor', 'virginica'],
  counts: [50, 0, 0, 0, 47, 3, 0, 2, 48],
  part: 'test',
  examples: 150,
  first: 0,
  focused: false,
};

function digits(count: number): ConfusionProps {
  const counts = Float64Array.from({ length: count * count }, (_, cell) => {
    const [is, said] = [Math.floor(cell / count), cell % count];
    return is === said ? 1140 - is : (is * 7 + said * 3) % 11 === 0 ? 1 + is : 0;
  });
  return {
    ...iris,
    classNames: Array.from({ length: count }, (_, i) => `${i}`),
    counts,
    part: 'train',
    examples: counts.reduce((sum, own) => sum + own, 0),
  };
}

describe('the confusion matrix', () => {
  test('has a row for each target, a column for each prediction, and shares of the rows', async () => {
    expect(textOf(drawConfusion(iris, { columns: 78, rows: 7 }, withoutColour))).toMatchInlineSnapshot(`
      "╭ confusion matrix  accuracy 96.7 %  145 of 150 test examples ───────────────╮
      │ target / predicted      setosa  versicolor   virginica  all  recall        │
      │ setosa                      50           ·           ·   50   100 %        │
      │ versicolor                   ·          47           3   50    94 %        │
      │ virginica                    ·           2          48   50    96 %        │
      │ precision                100 %        96 %        94 %                     │
      ╰────────────────────────────────────────────────────────────────────────────╯"
    `);
    await expectPictures('confusion', (size, theme) => drawConfusion(iris, size, theme));
  });

  test('drops the shares in a narrow pane, then lists the confused pairs', async () => {
    await expectPictures('confusion-digits', (size, theme) => drawConfusion(digits(10), size, theme));
    expect(textOf(drawConfusion(iris, { columns: 36, rows: 7 }, withoutColour))).toMatchInlineSnapshot(`
      "╭ confusion matrix ────────────────╮
      │ target   se…a ve…r vi…a rec. %   │
      │ setosa     50    ·    ·    100   │
      │ vers…lor    ·   47    3     94   │
      │ virg…ica    ·    2   48     96   │
      │ prec. %   100   96   94          │
      ╰ rows: target, columns: predicted ╯"
    `);
    expect(textOf(drawConfusion(digits(10), { columns: 68, rows: 6 }, withoutColour))).toMatchInlineSnapshot(`
      "╭ confusion matrix  accuracy 99.6 %  train ──────────── 1–3 of 21 ─╮
      │       0     1     2     3     4     5     6     7     8     9    │
      │ 0 1,140     ·     ·     ·     ·     ·     ·     ·     ·     ·    │
      │ 1     · 1,139     ·     ·     ·     2     ·     ·     ·     ·    │
      │ 2     ·     · 1,138     ·     ·     ·     ·     ·     ·     ·    │
      ╰ rows: target, columns: predicted ────────────────────────────────╯"
    `);
    expect(textOf(drawConfusion(iris, { columns: 25, rows: 6 }, withoutColour))).toMatchInlineSnapshot(`
      "╭ confusion matrix ─────╮
      │ target  pred    count │
      │ ver…or  vir…ca      3 │
      │ vir…ca  ver…or      2 │
      │ class  rec. % prec. % │
      ╰──────────── 1–3 of 6 ─╯"
    `);
  });

  test('has precision and recall at every width, below the matrix where there is no room beside it', () => {
    for (const [confusion, columns] of [
      [iris, 90],
      [iris, 60],
      [iris, 36],
      [iris, 30],
      [iris, 25],
      [digits(10), 60],
      [digits(40), 60],
    ] as const) {
      const rows = confusionRows(confusion, { columns, rows: 9 });
      const lines = linesOf(drawConfusion(confusion, { columns, rows: rows + 3 }, inColour));
      expect(lines.some((line) => /rec(all|\. %)/.test(line))).toBe(true);
      expect(lines.some((line) => /prec(ision|\. %)/.test(line))).toBe(true);
    }
    expect(textOf(drawConfusion(iris, { columns: 26, rows: 9 }, withoutColour))).toMatchInlineSnapshot(`
      "╭ confusion matrix ──────╮
      │ target  pred    count  │
      │ ver…or  vir…ca      3  │
      │ vir…ca  ver…or      2  │
      │ class   rec. % prec. % │
      │ setosa     100     100 │
      │ ver…lor     94      96 │
      │ vir…ica     96      94 │
      ╰────────────────────────╯"
    `);
  });

  test('needs no more than its rows and columns', () => {
    const sizeOf = (confusion: ConfusionProps, columns: number, rows: number) =>
      confusionSize(confusion, { columns, rows });
    const small = sizeOf(iris, 200, 60);
    expect(small).toEqual({ columns: 89, rows: 10 });
    // Drawn at its own size it looks as it does in a large place.
    const [own, large] = [small, { columns: 200, rows: 60 }].map((size) =>
      linesOf(drawConfusion(iris, size, inColour)),
    );
    for (const [row, line] of own!.slice(1, -1).entries()) {
      expect(large![row + 1]).toContain(line.slice(0, -2).trimEnd());
    }
    for (const confusion of [iris, digits(2), digits(10), digits(40)]) {
      for (const columns of [25, 40, 60, 80, 120, 200, 400]) {
        const size = sizeOf(confusion, columns, 60);
        expect(confusionRows(confusion, size)).toBe(confusionRows(confusion, { columns, rows: 60 }));
      }
    }
  });

  test('scrolls, and shows the visible rows', () => {
    const text = textOf(drawConfusion({ ...digits(10), first: 4 }, { columns: 100, rows: 6 }, withoutColour));
    expect(text).toMatchInlineSnapshot(`
      "╭ confusion matrix  accuracy 99.6 %  11,355 of 11,406 training examples ─────────────── 5–7 of 11 ─╮
      │ target         0      1      2      3      4      5      6      7      8      9    all  recall   │
      │ 4              ·      ·      ·      ·  1,136      ·      ·      ·      ·      5  1,141    99 %   │
      │ 5              ·      ·      ·      6      ·  1,135      ·      ·      ·      ·  1,141    99 %   │
      │ 6              ·      ·      ·      ·      ·      ·  1,134      ·      7      ·  1,141    99 %   │
      ╰ rows: target, columns: predicted ────────────────────────────────────────────────────────────────╯"
    `);
    const many = digits(40);
    expect(confusionRows(many, { columns: 100, rows: 20 })).toBe(141 + 41);
    expect(confusionRows(many, { columns: 400, rows: 20 })).toBe(41);
  });

  test('is green on the diagonal, and stronger for frequent errors', () => {
    const [, , versicolor] = drawConfusion(iris, { columns: 90, rows: 7 }, inColour).slice(1);
    const styleOf = (text: string) => versicolor?.find((part) => part.text.includes(text))?.style;
    expect(styleOf('94 %')).toBe(inColour.styles.good);
    expect(styleOf('6 %')?.background?.rgb).toEqual([93, 71, 52]);
  });

  test('shows 100 % only if all are correct', () => {
    const counts = [99_999, 1, 0, 0];
    const lines = linesOf(
      drawConfusion(
        { ...iris, classNames: ['no', 'yes'], counts, examples: 100_000 },
        { columns: 80, rows: 6 },
        inColour,
      ),
    );
    expect(lines[0]).toContain('accuracy 99.9 %  99,999 of 100,000 test examples');
    expect(lines[2]).toMatch(/no +99,999 {2}99 % +1 {3}1 % +100,000 +99 %/);
    const right = { ...iris, counts: [5, 0, 0, 0, 5, 0, 0, 0, 5], examples: 15 };
    expect(linesOf(drawConfusion(right, { columns: 70, rows: 7 }, inColour))[0]).toContain('accuracy 100 %');
    expect(linesOf(drawConfusion(right, { columns: 20, rows: 5 }, inColour))[1]).toContain('no example is mi');
  });

  test('counts examples with outputs of NaN as wrong', () => {
    const lines = linesOf(drawConfusion({ ...iris, examples: 200 }, { columns: 70, rows: 7 }, inColour));
    expect(lines[0]).toContain('accuracy 72.5 %  145 of 200 test examples');
    const none = { ...iris, counts: new Float64Array(9) };
    expect(linesOf(drawConfusion(none, { columns: 70, rows: 7 }, inColour))[0]).toContain('accuracy 0 %  0 of 150');
  });

  test('has precision and recall of a bit without class names', () => {
    const bits: ConfusionProps = { ...iris, classNames: ['0', '1'], counts: [12, 1, 2, 10], examples: 25 };
    expect(textOf(drawConfusion(bits, { columns: 62, rows: 6 }, withoutColour))).toMatchInlineSnapshot(`
      "╭ confusion matrix  accuracy 88 %  22 of 25 test examples ───╮
      │ target / predicted   0         1        all  recall        │
      │ 0                   12  92 %   1   8 %   13    92 %        │
      │ 1                    2  17 %  10  83 %   12    83 %        │
      │ precision               86 %      91 %                     │
      ╰────────────────────────────────────────────────────────────╯"
    `);
    const never = { ...bits, counts: [13, 0, 12, 0] };
    const [, , , one, precision] = linesOf(drawConfusion(never, { columns: 62, rows: 6 }, withoutColour));
    expect(one).toMatch(/1 +12 100 % +· +12 +0 %/);
    expect(precision).toMatch(/precision +52 % +–/);
  });

  test('says that there is no prediction yet', () => {
    const lines = linesOf(drawConfusion({ ...iris, counts: [] }, { columns: 40, rows: 5 }, inColour));
    expect(lines[1]).toBe('│ no prediction yet                    │');
  });

  test('takes exactly its size', () => {
    expectExactSizes((size, theme) => drawConfusion(iris, size, theme), { columns: 24, rows: 5 });
    expectExactSizes((size, theme) => drawConfusion(digits(12), size, theme), { columns: 24, rows: 5 });
  });
});
