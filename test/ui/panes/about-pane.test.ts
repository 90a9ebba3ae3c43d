import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aboutRows, drawAbout } from '../../../src/ui/panes/about-pane.ts';
import { lineWidth } from '../../../src/ui/text/line.ts';
import { inAscii, inColour, textOf } from '../frames.ts';
import { anyText } from '../texts.ts';

const description =
  'The target is 1 when exactly one of x1 and x2 is 1. Watch the error stay near 0.5 for 50 iterations and then fall.';

function draw(columns: number, rows: number, shown: 'brief' | 'whole' = 'brief', text = description): string {
  return textOf(drawAbout({ description: text, shown }, columns, rows, 6, inColour));
}

describe('the description', () => {
  test('is whole where it fits few lines', () => {
    expect(draw(80, 40)).toBe(
      [
        ' The target is 1 when exactly one of x1 and x2 is 1. Watch the error stay near',
        ' 0.5 for 50 iterations and then fall.  esc hides, d shows',
      ].join('\n'),
    );
  });

  test('is the sentence about what to watch where there is less room', () => {
    expect(draw(60, 20)).toBe(
      [' Watch the error stay near 0.5 for 50 iterations and then', ' fall.  esc hides, d: more'].join('\n'),
    );
    expect(draw(60, 20, 'whole').split('\n')).toHaveLength(3);
  });

  test('names what it describes when the run has other settings', () => {
    const props = { description, shown: 'brief', opening: 'The scenario as it was opened:' } as const;
    expect(textOf(drawAbout(props, 60, 20, 6, inColour))).toBe(
      [
        ' The scenario as it was opened: Watch the error stay near',
        ' 0.5 for 50 iterations and then fall.  esc hides, d: more',
      ].join('\n'),
    );
  });

  test('is cut where no sentence says what to watch', () => {
    const text = Array.from({ length: 40 }, (_, word) => `word${word}`).join(' ');
    expect(draw(60, 20, 'brief', text)).toBe(
      [
        ' word0 word1 word2 word3 word4 word5 word6 word7 word8',
        ' word9 word10 word11 word12 word13 word14 word15 word16',
        ' word17 word18 word19 word20 word21 wo…  esc hides, d: more',
      ].join('\n'),
    );
  });

  test('has the rows that are kept for it, and fits them, in any glyphs', () => {
    const sizes = fc.record({ columns: fc.integer({ min: 60, max: 200 }), rows: fc.integer({ min: 20, max: 60 }) });
    fc.assert(
      fc.property(
        anyText,
        sizes,
        fc.integer({ min: 1, max: 6 }),
        fc.boolean(),
        (text, { columns, rows }, most, whole) => {
          const props = { description: `${text} x`, shown: whole ? 'whole' : 'brief' } as const;
          const kept = aboutRows(props, columns, rows, most);
          expect(kept).toBeLessThanOrEqual(most);
          for (const theme of [inColour, inAscii]) {
            const frame = drawAbout(props, columns, rows, kept, theme);
            expect(frame.length).toBeLessThanOrEqual(kept);
            // A word that is longer than the screen is cut by the frame.
            if (!/\S{58}/.test(text)) for (const line of frame) expect(lineWidth(line)).toBeLessThanOrEqual(columns);
          }
        },
      ),
    );
  });
});
