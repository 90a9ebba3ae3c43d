import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BoxText, box, itemsNote } from '../../../src/ui/panes/box.ts';
import { lineWidth, span } from '../../../src/ui/text/line.ts';
import { inAscii, inColour, textOf } from '../frames.ts';
import { anyText } from '../texts.ts';

const text: BoxText = { title: 'syn0', details: ['3×4  l0 → l1', '3×4'], note: '1–2 of 4', focused: false };
const content = [[span('one')], [span('two is longer')]];

function draw(columns: number, rest: Partial<BoxText> = {}): string {
  return textOf(box({ ...text, ...rest }, { columns, rows: 5 }, content, inColour));
}

describe('a box', () => {
  test('has a title, details, and a note at the right', () => {
    expect(draw(40)).toMatchInlineSnapshot(`
      "╭ syn0  3×4  l0 → l1 ─────── 1–2 of 4 ─╮
      │ one                                  │
      │ two is longer                        │
      │                                      │
      ╰──────────────────────────────────────╯"
    `);
  });

  test('drops details that do not fit, and moves the note to the lower border', () => {
    expect(
      [34, 28, 20, 16, 12].map((columns) =>
        draw(columns)
          .split('\n')
          .filter((_, i) => i % 4 === 0),
      ),
    ).toMatchInlineSnapshot(`
      [
        [
          "╭ syn0  3×4  l0 → l1 ─ 1–2 of 4 ─╮",
          "╰────────────────────────────────╯",
        ],
        [
          "╭ syn0  3×4 ──── 1–2 of 4 ─╮",
          "╰──────────────────────────╯",
        ],
        [
          "╭ syn0 ─ 1–2 of 4 ─╮",
          "╰──────────────────╯",
        ],
        [
          "╭ syn0  3×4 ───╮",
          "╰─── 1–2 of 4 ─╯",
        ],
        [
          "╭ syn0 ────╮",
          "╰──────────╯",
        ],
      ]
    `);
  });

  test('cuts content and title to its width', () => {
    expect(draw(14, { title: 'a very long title', details: [] })).toMatchInlineSnapshot(`
      "╭ a very l… ─╮
      │ one        │
      │ two is lon │
      │            │
      ╰─ 1–2 of 4 ─╯"
    `);
  });

  test('shows the focus without colour', () => {
    expect(draw(40, { focused: true }).split('\n')[0]).toMatchInlineSnapshot(
      `"╭ › syn0  3×4  l0 → l1 ───── 1–2 of 4 ─╮"`,
    );
  });

  test('has the longest footnote that fits in its lower border', () => {
    const footnotes = ['a cell is the mean of 8×3 weights', 'means of 8×3', 'by 8×3'];
    expect([40, 20, 15, 9].map((columns) => draw(columns, { footnotes }).split('\n').at(-1))).toMatchInlineSnapshot(`
      [
        "╰ a cell is the mean of 8×3 weights ───╯",
        "╰ means of 8×3 ────╯",
        "╰ by 8×3 ─────╯",
        "╰───────╯",
      ]
    `);
  });

  test('has the note beside the footnote, or drops it', () => {
    const words = { title: 'a title that takes all', footnotes: ['means of 8×3', 'by 8×3'] };
    expect([30, 24, 20].map((columns) => draw(columns, words).split('\n').at(-1))).toMatchInlineSnapshot(`
      [
        "╰ means of 8×3 ─── 1–2 of 4 ─╯",
        "╰ by 8×3 ─── 1–2 of 4 ─╯",
        "╰ means of 8×3 ────╯",
      ]
    `);
  });

  test('is drawn in ASCII alone on a terminal without UTF-8', () => {
    const plain = { title: 'error', details: ['mean |y - l2|'], note: 'log', footnotes: ['by 2x2'], focused: true };
    expect(textOf(box(plain, { columns: 40, rows: 4 }, content, inAscii))).toMatchInlineSnapshot(`
      "+ > error  mean |y - l2| -------- log -+
      | one                                  |
      | two is longer                        |
      + by 2x2 ------------------------------+"
    `);
  });

  test('takes exactly its size, whatever its content', () => {
    const anyBox = fc.record({
      title: anyText,
      details: fc.array(anyText),
      note: anyText,
      footnotes: fc.array(anyText),
      focused: fc.boolean(),
    });
    const anyContent = fc.array(fc.array(anyText.map((part) => span(part))));
    const anySize = fc.record({ columns: fc.integer({ min: 8, max: 80 }), rows: fc.integer({ min: 2, max: 12 }) });
    fc.assert(
      fc.property(anyBox, anyContent, anySize, (words, lines, size) => {
        const frame = box(words, size, lines, inColour);
        expect(frame.map(lineWidth)).toEqual(Array(size.rows).fill(size.columns));
      }),
    );
  });
});

test('the note of a pane counts its items, not their headings and further rows', () => {
  // Two headings, and an item of three rows.
  const owners = [undefined, 0, 1, undefined, 2, 2, 2, 3];
  const note = (first: number, visible: number) => itemsNote(owners, first, visible, inAscii);
  expect(note(0, 8)).toBeUndefined();
  expect(note(1, 7)).toBe('1-4 of 4');
  expect(note(0, 4)).toBe('1-2 of 4');
  expect(note(3, 2)).toBe('3-3 of 4');
  expect(note(5, 3)).toBe('3-4 of 4');
  expect(note(0, 1)).toBe('0 of 4');
});
