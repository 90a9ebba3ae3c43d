import { describe, expect, test } from 'vitest';
import { drawBoundaryPane } from '../../../src/ui/panes/boundary-pane.ts';
import { inAscii, inColour, linesOf, textOf, withoutColour } from '../frames.ts';
import { expectExactSizes, expectPictures } from './pictures.ts';
import { nearest, waves } from './planes.ts';

describe('the decision boundary', () => {
  test('two classes have examples, axes and a legend', async () => {
    await expectPictures('boundary', (size, theme) => {
      const { columns, rows } = { columns: size.columns - 12, rows: 2 * (size.rows - 6) };
      return drawBoundaryPane(waves(columns, rows), size, theme);
    });
  });

  test('many classes have a letter each', async () => {
    await expectPictures('boundary-classes', (size, theme) => {
      const { columns, rows } = { columns: size.columns - 12, rows: 2 * (size.rows - 6) };
      return drawBoundaryPane({ ...nearest(columns, rows, 10), discretised: true }, size, theme);
    });
  });

  test('shades, a line between classes and marks replace colours', () => {
    const plain = { ...waves(40, 9), discretised: true };
    expect(textOf(drawBoundaryPane(plain, { columns: 52, rows: 15 }, withoutColour))).toMatchInlineSnapshot(`
      "╭ decision boundary  moon by x1 and x2 ──── class ─╮
      │      x2                                          │
      │        │░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░ │
      │       1┤░░░░░░░░░░░░░░░ ● ● ●● ◆ ● ░░░░░░░░░░░░░ │
      │        │░░░░░░░░░░░░░ ●╭◆──────────╮1░░░░░░░░░░░ │
      │        │░░░░░░░ ● ░ ●──╯    ◇   ○  ╰─●╮● ░░░░░░░ │
      │        │░░░░ ●● ◆ ● │  ○ ○ ○○ ○   ○✗  │░ ●● ● ░░ │
      │       0┤ ◆✗● ░░░░╭──╯               ○ ╰✗─╮░░░░░░ │
      │        │─────────╯ ○◇○                ○  ╰○───── │
      │        │     ◇○○ ○           0          ○ ◇○ ○   │
      │      −1┤    ○                 0                  │
      │        └─────────────┬─────────────────────── x1 │
      │                      0                         2 │
      │ ○ 0 inner     ░░░░░ ● 1 outer   ✗ wrong          │
      ╰ wrong: 2 of 40 train, 1 of 10 test ──────────────╯"
    `);
    expect(textOf(drawBoundaryPane(nearest(40, 9, 3), { columns: 52, rows: 15 }, inAscii))).toMatchInlineSnapshot(`
      "+ > decision boundary  species ------- confidence -+
      | petal width                                      |
      |        |        @   @         |                  |
      |       5|             @@      .|       @    @     |
      |        |      @  @@   @   .+--+     @ @       @  |
      |        |       b  +--------+  +--+  @   @    @   |
      |        |     +----+.  @      @  .+-+    a        |
      |        |+----+      @@     @    c  ++            |
      |       0|+           @    @   @      +-+          |
      |        ++-------------------+------ petal length |
      |         0                   5                 10 |
      |  a  setosa   b  vers~lor   c  virg~ica   @ train |
      | 2 others at their mean                           |
      | examples are off this plane                      |
      + wrong: 0 of 24 train ----------------------------+"
    `);
  });

  test('misclassified examples are counted with the current weights, where the header has other predictions', () => {
    const last = (columns: number): string =>
      linesOf(drawBoundaryPane({ ...waves(40, 9), isAhead: true }, { columns, rows: 15 }, inColour)).at(-1) ?? '';
    expect(last(72)).toContain(' current weights: 2 of 40 train, 1 of 10 test wrong ');
    expect(last(48)).toContain(' wrong: 2 of 40 train, 1 of 10 test now ');
  });

  test('a hidden unit has the range of its values and the classes of the examples', () => {
    const unit = { ...waves(40, 9), outputName: 'h2 of l1', ends: [-2.5, 2.5] as const };
    const lines = linesOf(drawBoundaryPane(unit, { columns: 72, rows: 15 }, inColour));
    expect(lines[0]).toMatch(/^╭ decision boundary {2}h2 of l1 by x1 and x2 ─+ value ─╮$/);
    expect(lines.at(-2)).toMatch(/−2\.5 +2\.5 .*○ .*● /);
    const plain = linesOf(drawBoundaryPane({ ...unit, discretised: true }, { columns: 72, rows: 15 }, withoutColour));
    expect(plain[0]).toMatch(/ side ─╮$/);
  });

  test('shows axes and examples before the first answer of the training thread', () => {
    const props = { ...waves(40, 9), grid: undefined };
    const unasked = { ...props, points: props.points.map((set) => ({ ...set, wrong: new Uint8Array(0) })) };
    const lines = linesOf(drawBoundaryPane(unasked, { columns: 60, rows: 15 }, inColour));
    expect(lines.join('\n')).toMatch(/●[\s\S]*○/);
    expect(lines.at(-1)).toBe(`╰${'─'.repeat(58)}╯`);
  });

  test('draws a misclassified example over others, and none outside the plane', () => {
    const at = { x: Float64Array.of(0.5, 0.5, 5), y: Float64Array.of(0, 0, 0) };
    const points = [{ part: 'train' as const, ...at, classes: Uint8Array.of(0, 1, 1), wrong: Uint8Array.of(1, 0, 0) }];
    const text = textOf(
      drawBoundaryPane({ ...waves(40, 9), points, grid: undefined }, { columns: 60, rows: 15 }, inColour),
    );
    expect(text.match(/✗/g)).toHaveLength(2);
    expect(text.match(/●/g)).toHaveLength(1);
  });

  test('takes exactly its size', () => {
    expectExactSizes((size, theme) => drawBoundaryPane(nearest(30, 20, 7), size, theme), { columns: 24, rows: 8 });
    expectExactSizes((size, theme) => drawBoundaryPane(waves(3, 200), size, theme), { columns: 24, rows: 8 });
  });
});
