import { describe, expect, test } from 'vitest';
import {
  determination,
  drawScatterPane,
  type Outcomes,
  type ScatterProps,
} from '../../../src/ui/panes/scatter-pane.ts';
import { inAscii, inColour, linesOf, textOf } from '../frames.ts';
import { expectExactSizes, expectPictures } from './pictures.ts';

function outcomesOf(part: Outcomes['part'], count: number): Outcomes {
  const targets = Float64Array.from({ length: count }, (_, i) => 5 + (45 * ((i * 37) % count)) / count);
  const predictions = targets.map((target, i) => target + 4 * Math.sin(i * 2.3) * Math.cos(i));
  return { part, targets, predictions };
}

const housing: ScatterProps = {
  name: 'price, 1000 $',
  outcomes: [outcomesOf('train', 240), outcomesOf('test', 24)],
  focused: false,
};

describe('the scatter plot', () => {
  test('has dots and marks around the diagonal', async () => {
    await expectPictures('scatter', (size, theme) => drawScatterPane(housing, size, theme));
  });

  test('has exact predictions on the diagonal, and too large ones above', () => {
    const outcomes: Outcomes[] = [
      { part: 'train', targets: Float64Array.of(0, 1, 2), predictions: Float64Array.of(0, 2, 2) },
    ];
    const props = { name: 'length, m', outcomes, focused: false };
    expect(textOf(drawScatterPane(props, { columns: 45, rows: 13 }, inAscii))).toMatchInlineSnapshot(`
      "+ scatter plot  r2 0.500 train  3 examples -+
      | predicted length, m                       |
      |       2|                .           ////. |
      |        |                        /////     |
      |        |                   /////          |
      |        |              /////               |
      |        |         //////                   |
      |        |     /////                        |
      |       0|.////                             |
      |        ++--------------- target length, m |
      |         0                               2 |
      | . train   / predicted = target            |
      +-------------------------------------------+"
    `);
  });

  test('has r² in its title', () => {
    const targets = Float64Array.of(1, 2, 3, 4);
    expect(determination({ part: 'train', targets, predictions: targets })).toBe(1);
    expect(determination({ part: 'train', targets, predictions: Float64Array.of(2.5, 2.5, 2.5, 2.5) })).toBe(0);
    expect(determination({ part: 'train', targets, predictions: Float64Array.of(1, 2, 3, 5) })).toBe(0.8);
    expect(determination({ part: 'train', targets: Float64Array.of(2, 2), predictions: targets })).toBeNaN();
    expect(linesOf(drawScatterPane(housing, { columns: 90, rows: 9 }, inColour))[0]).toMatch(
      /^╭ scatter plot {2}r² 0\.9\d\d train, 0\.9\d\d test {2}240 \+ 24 examples ─/,
    );
  });

  test('leaves out NaN, and says that there is no prediction yet', () => {
    const nothing = { part: 'train' as const, targets: Float64Array.of(Number.NaN), predictions: Float64Array.of(1) };
    const odd = { ...housing, outcomes: [nothing] };
    expect(linesOf(drawScatterPane(odd, { columns: 60, rows: 9 }, inColour))[0]).toContain('r² – train');
    const empty = { ...housing, outcomes: [{ ...nothing, predictions: new Float64Array(0) }] };
    expect(textOf(drawScatterPane(empty, { columns: 60, rows: 9 }, inColour))).toContain('no prediction yet');
  });

  test('takes exactly its size', () => {
    expectExactSizes((size, theme) => drawScatterPane(housing, size, theme), { columns: 24, rows: 8 });
  });
});
