import { describe, expect, test } from 'vitest';
import { type CurveProps, drawCurvePane } from '../../../src/ui/panes/curve-pane.ts';
import { textOf, withoutColour } from '../frames.ts';
import { expectExactSizes } from './pictures.ts';

const sine: CurveProps = {
  x: { name: 'a', low: 0, high: 6 },
  y: { name: 'y', low: -1.1, high: 1.1 },
  values: Array.from({ length: 400 }, (_, part) => Math.sin((6 * (part + 0.5)) / 400)),
  points: [
    { part: 'train', x: Float64Array.of(1, 5), y: Float64Array.of(0.9, -0.9) },
    { part: 'test', x: Float64Array.of(3), y: Float64Array.of(0.5) },
  ],
  asked: 4,
  note: '1 of 3',
  focused: true,
};

describe('the curve of a prediction', () => {
  test('has the targets and the typed row in it', () => {
    expect(textOf(drawCurvePane(sine, { columns: 60, rows: 14 }, withoutColour))).toMatchInlineSnapshot(`
      "╭ › prediction  y by a ─────────────────────────── 1 of 3 ─╮
      │       y                                                  │
      │        │       ⢀●⠤⠖⠒⠒⠒⠲⠤⣄⡀                               │
      │        │    ⢀⡤⠞⠉         ⠉⠓⢦⡀                            │
      │        │  ⣠⠖⠉               ⠈⠳⣄ ◆                        │
      │       0┤⣠⠞⠁                   ⠈⠑⢦⡀                       │
      │        │                         ⠙⢦⡀                     │
      │        │                           ⠙⠲⣄               ⢀⡴⠋ │
      │        │                             ⠈⠓⠦?         ⢀⡠⠞⠉   │
      │        │                                ⠈⠉⠒⠢⠤⠤⠤⠴●⠋⠁      │
      │        └┬───────────────┬───────────────┬───────────── a │
      │         0               2               4              6 │
      │ ⠒⠒ prediction   ● targets, train   ◆ targets, test       │
      ╰──────────────────────────────────────────────────────────╯"
    `);
  });

  test('says that there is no value yet', () => {
    const text = textOf(drawCurvePane({ ...sine, values: undefined }, { columns: 40, rows: 4 }, withoutColour));
    expect(text).toContain('no value yet');
  });

  test('takes exactly its size', () => {
    expectExactSizes((size, theme) => drawCurvePane(sine, size, theme), { columns: 24, rows: 8 });
  });
});
