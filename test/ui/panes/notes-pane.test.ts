import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ChangeNote,
  drawNotes,
  type NotesProps,
  notesRows,
  sparkline,
  type WatchNote,
} from '../../../src/ui/panes/notes-pane.ts';
import { lineWidth, widthOf } from '../../../src/ui/text/line.ts';
import { ascii, unicode } from '../../../src/ui/theme/glyphs.ts';
import type { Theme } from '../../../src/ui/theme/theme.ts';
import { inAscii, inColour, textOf } from '../frames.ts';

type Value = NonNullable<WatchNote['view']>;

function matrix(rows: number, cells: readonly number[]): Value {
  const extent = { least: Math.min(...cells), most: Math.max(...cells) };
  const value = { ...extent, cells: Float64Array.from(cells), rows, columns: cells.length / rows };
  return { value, holds: undefined };
}

function single(value: number, holds?: boolean): Value {
  return { ...matrix(1, [value]), holds };
}

function large(rows: number, columns: number, least: number, most: number): Value {
  return { value: { least, most, cells: new Float64Array(0), rows, columns }, holds: undefined };
}

function watch(text: string, view: Value | undefined, more: Partial<WatchNote> = {}): WatchNote {
  return { text, view, trail: [], isBreakpoint: / [<>]/.test(text), stopped: false, ...more };
}

function change(at: number, text: string, inEffect = true): ChangeNote {
  return { at, text, inEffect };
}

const falling = Array.from({ length: 40 }, (_, index) => 0.5 * Math.exp(-index / 9));
const waves = Array.from({ length: 40 }, (_, index) => Math.sin(index / 4));

const singles = [
  watch('mean(abs(l2_error)) < 0.01', single(0.012_300_4, false), { trail: falling }),
  watch('syn0[0,2]', single(-0.174_12), { trail: waves }),
  watch('max(abs(syn1)) > 4', single(12.3456, true), { trail: waves.slice(0, 7) }),
  watch('l2[0,0] < 0.1', single(0.099_12, true), { trail: falling, stopped: true }),
];
const matrices = [
  watch('l2_delta', matrix(4, [-0.0033, 0.0043, 0, 0.001_01])),
  watch('l0.T @ l1_delta', large(64, 100, -5.92, 4.02)),
  watch('b7', undefined),
];
const changes = [
  change(0, 'hidden 4 → 8'),
  change(1000, 'alpha 1 → 10'),
  change(23_000, 'syn0[0,2] −0.17 → 0.00', false),
];
const all: NotesProps = { watches: [...singles, ...matrices], changes, first: 0, chosen: 1, focused: true };

function draw(props: Partial<NotesProps>, columns: number, rows: number, theme: Theme = inColour): string {
  const frame = drawNotes({ watches: [], changes: [], first: 0, focused: false, ...props }, { columns, rows }, theme);
  expect(frame.map(lineWidth)).toEqual(Array(rows).fill(columns));
  return textOf(frame);
}

describe('the notes', () => {
  test('are watches with sparkline and value, and changes, newest first', () => {
    expect(draw(all, 72, 13)).toMatchInlineSnapshot(`
      "╭ › watches and changes ───────────────────────────────────────────────╮
      │ ●  mean(abs(l2_error)) < 0.01  █▇▅▄▃▃▂▂▂▂▁▁▁▁▁▁▁  not yet   +0.01230 │
      │ ·› syn0[0,2]                   ▄▆██▇▅▂▁▁▂▃▆▇█▇▅▃            −0.1741  │
      │ ●  max(abs(syn1)) > 4                    ▁▃▄▆▇██  holds    +12.35    │
      │ ‖  l2[0,0] < 0.1               █▇▅▄▃▃▂▂▂▂▁▁▁▁▁▁▁  stopped   +0.09912 │
      │ ·  l2_delta                     −0.0033 +0.0043       0 +0.0010  4×1 │
      │ ·  l0.T @ l1_delta                             −5.92 … +4.02  64×100 │
      │ ·  b7                                                        –       │
      │ ── changes ───────────────────────────────────────────────────────── │
      │ 23,000  syn0[0,2] −0.17 → 0.00                                 ahead │
      │  1,000  alpha 1 → 10                                                 │
      │      0  hidden 4 → 8                                                 │
      ╰──────────────────────────────────────────────────────────────────────╯"
    `);
  });

  test('drop words, then sparklines, then ends of texts, and never a number', () => {
    expect(draw(all, 60, 13)).toMatchInlineSnapshot(`
      "╭ › watches and changes ───────────────────────────────────╮
      │ ●  mean(abs(l2_error)) < 0.01  █▆▅▄▃▂▂▂▁▁▁▁▁▁   +0.01230 │
      │ ·› syn0[0,2]                   ▄▇█▇▅▂▁▁▃▆██▆▃   −0.1741  │
      │ ●  max(abs(syn1)) > 4                 ▁▃▄▆▇██  +12.35    │
      │ ‖  l2[0,0] < 0.1               █▆▅▄▃▂▂▂▁▁▁▁▁▁   +0.09912 │
      │ ·  l2_delta         −0.0033 +0.0043       0 +0.0010  4×1 │
      │ ·  l0.T @ l1_delta                 −5.92 … +4.02  64×100 │
      │ ·  b7                                            –       │
      │ ── changes ───────────────────────────────────────────── │
      │ 23,000  syn0[0,2] −0.17 → 0.00                     ahead │
      │  1,000  alpha 1 → 10                                     │
      │      0  hidden 4 → 8                                     │
      ╰──────────────────────────────────────────────────────────╯"
    `);
    expect(draw(all, 43, 13)).toMatchInlineSnapshot(`
      "╭ › watches and changes ──────────────────╮
      │ ●  mean(abs(l2_error)) < 0.…   +0.01230 │
      │ ·› syn0[0,2]  ▄▇█▇▅▂▁▁▃▆██▆▃   −0.1741  │
      │ ●  max(abs(syn1)) > 4         +12.35    │
      │ ‖  l2[0,0] < 0.1               +0.09912 │
      │ ·  l2_delta      −0.0033 … +0.0043  4×1 │
      │ ·  l0.T @ l1_delta      −6 … +4  64×100 │
      │ ·  b7                           –       │
      │ ── changes ──────────────────────────── │
      │ 23,000  syn0[0,2] −0.17 → 0.00    ahead │
      │  1,000  alpha 1 → 10                    │
      │      0  hidden 4 → 8                    │
      ╰─────────────────────────────────────────╯"
    `);
    expect(draw(all, 30, 13)).toMatchInlineSnapshot(`
      "╭ › watches and changes ─────╮
      │ ●  mean(abs(l2…   +0.01230 │
      │ ·› syn0[0,2]      −0.1741  │
      │ ●  max(abs(syn…  +12.35    │
      │ ‖  l2[0,0] < 0…   +0.09912 │
      │ ·  l2_delta  −3e-3 … +4e-3 │
      │ ·  l0.T @ l1_del…  −6 … +4 │
      │ ·  b7              –       │
      │ ── changes ─────────────── │
      │ 23,000  syn0[0,2] …  ahead │
      │  1,000  alpha 1 → 10       │
      │      0  hidden 4 → 8       │
      ╰────────────────────────────╯"
    `);
  });

  test('are drawn in ASCII alone on a terminal without UTF-8', () => {
    const text = draw(all, 72, 13, inAscii);
    expect(text).toMatchInlineSnapshot(`
      "+ > watches and changes -----------------------------------------------+
      | O  mean(abs(l2_error)) < 0.01  ^=--..___________  not yet   +0.01230 |
      | .> syn0[0,2]                   -=^^=-____.==^=-.            -0.1741  |
      | O  max(abs(syn1)) > 4                    _.-==^^  holds    +12.35    |
      | =  l2[0,0] < 0.1               ^=--..___________  stopped   +0.09912 |
      | .  l2_delta                     -0.0033 +0.0043       0 +0.0010  4x1 |
      | .  l0.T @ l1_delta                             -5.92 ~ +4.02  64x100 |
      | .  b7                                                        -       |
      | -- changes --------------------------------------------------------- |
      | 23,000  syn0[0,2] -0.17 -> 0.00                                ahead |
      |  1,000  alpha 1 -> 10                                                |
      |      0  hidden 4 -> 8                                                |
      +----------------------------------------------------------------------+"
    `);
    expect(text).toMatch(/^[\x20-\x7e\n]+$/);
    expect(draw(all, 30, 5, inAscii)).toMatch(/^[\x20-\x7e\n]+$/);
  });

  test('have a title for their content', () => {
    expect(draw({ watches: singles.slice(0, 1) }, 40, 3)).toMatchInlineSnapshot(`
      "╭ watches ─────────────────────────────╮
      │ ●  mean(abs(l2_error)) < …  +0.01230 │
      ╰──────────────────────────────────────╯"
    `);
    expect(draw({ changes }, 40, 5)).toMatchInlineSnapshot(`
      "╭ changes ─────────────────────────────╮
      │ 23,000  syn0[0,2] −0.17 → 0.…  ahead │
      │  1,000  alpha 1 → 10                 │
      │      0  hidden 4 → 8                 │
      ╰──────────────────────────────────────╯"
    `);
  });

  test('scroll, and show the visible rows', () => {
    expect(draw({ ...all, first: 5 }, 60, 7)).toMatchInlineSnapshot(`
      "╭ › watches and changes ─────────────────────── 6–9 of 10 ─╮
      │ ·  l0.T @ l1_delta                 −5.92 … +4.02  64×100 │
      │ ·  b7                                            –       │
      │ ── changes ───────────────────────────────────────────── │
      │ 23,000  syn0[0,2] −0.17 → 0.00                     ahead │
      │  1,000  alpha 1 → 10                                     │
      ╰──────────────────────────────────────────────────────────╯"
    `);
    expect(draw({ ...all, first: 3, focused: false }, 30, 3)).toMatchInlineSnapshot(`
      "╭ watches and changes ───────╮
      │ ‖  l2[0,0] < 0…   +0.09912 │
      ╰──────────────── 4–4 of 10 ─╯"
    `);
  });

  test('have a row for each watch and change, and a heading between', () => {
    expect(notesRows(all)).toBe(11);
    expect(notesRows({ watches: singles, changes: [] })).toBe(4);
    expect(notesRows({ watches: [], changes })).toBe(3);
    expect(notesRows({ watches: [], changes: [] })).toBe(0);
  });

  test('show every row by scrolling', () => {
    const rows = notesRows(all);
    const whole = draw(all, 60, rows + 2)
      .split('\n')
      .slice(1, -1);
    const seen = Array.from({ length: rows }, (_, first) => draw({ ...all, first }, 60, 3).split('\n')[1]);
    expect(seen).toEqual(whole);
  });

  test('take exactly their size', () => {
    const long = watch(`sum(${'l1 * '.repeat(60)}2)`, single(-1.2345e-123), { trail: falling });
    const numbers = [watch('a', single(12_345_678)), watch('b', single(0.001_234_5))];
    for (let columns = 30; columns <= 130; columns += 3) {
      draw({ ...all, watches: [...all.watches, long, ...numbers] }, columns, 17);
      draw({ ...all, watches: [long] }, columns, 3);
      draw({ ...all, watches: matrices }, columns, 9);
    }
  });
});

describe('a watch', () => {
  test('a watch without room for a sparkline leaves the others theirs', () => {
    const long = watch('sum(l1_error * slope(l1)) / 16', single(-4.4123e-7), { trail: falling });
    expect(draw({ watches: [long, ...singles] }, 54, 7)).toMatchInlineSnapshot(`
      "╭ watches ───────────────────────────────────────────╮
      │ ·  sum(l1_error * slope(l1)) / 16        −4.412e-7 │
      │ ●  mean(abs(l2_error)) < 0.01            +0.01230  │
      │ ·  syn0[0,2]           ▄▇██▆▃▁▁▂▄▇██▆▃   −0.1741   │
      │ ●  max(abs(syn1)) > 4          ▁▃▄▆▇██  +12.35     │
      │ ‖  l2[0,0] < 0.1       █▆▅▄▃▂▂▂▂▁▁▁▁▁▁   +0.09912  │
      ╰────────────────────────────────────────────────────╯"
    `);
  });

  test('shows NaN and infinity, and gaps in its sparkline', () => {
    const trail = [1, 2, 4, Number.NaN, 8, Number.POSITIVE_INFINITY];
    const odd = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
    const watches = odd.map((value, index) => watch(`l2[${index},0]`, single(value), { trail }));
    const broken = watch('syn1', matrix(1, [Number.NaN, 1]));
    expect(draw({ watches: [...watches, broken] }, 44, 7)).toMatchInlineSnapshot(`
      "╭ watches ─────────────────────────────────╮
      │ ·  l2[0,0]            ▁▂▄ █    NaN       │
      │ ·  l2[1,0]            ▁▂▄ █   +inf       │
      │ ·  l2[2,0]            ▁▂▄ █   −inf       │
      │ ·  l2[3,0]            ▁▂▄ █      0       │
      │ ·  syn1                     NaN  +1  1×2 │
      ╰──────────────────────────────────────────╯"
    `);
  });

  test('is a dash before its first value', () => {
    const watches = [watch('l2_error', undefined), watch('l2[0,0] > 0.5', { value: undefined, holds: undefined })];
    expect(draw({ watches }, 50, 4)).toMatchInlineSnapshot(`
      "╭ watches ───────────────────────────────────────╮
      │ ·  l2_error                            –       │
      │ ●  l2[0,0] > 0.5                       –       │
      ╰────────────────────────────────────────────────╯"
    `);
  });

  test('is marked as chosen only while the pane has the focus', () => {
    const props = { watches: singles, chosen: 2 };
    const marked = (text: string) => text.split('\n').map((row) => row.includes('› max'));
    expect(marked(draw({ ...props, focused: true }, 60, 6))).toEqual([false, false, false, true, false, false]);
    expect(draw(props, 60, 6)).not.toContain('›');
  });
});

describe('a sparkline', () => {
  test('goes from the least value to the largest', () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], 8, unicode)).toBe('▁▂▃▄▅▆▇█');
    expect(sparkline([-3, -2.9, 4], 8, unicode)).toBe('▁▁█');
  });

  test('has the oldest value at the left and the newest at the right, and drops some between', () => {
    expect(sparkline([0, 100, 1, 1, 2], 3, unicode)).toBe('▁▅█');
    expect(sparkline([100, 0, 1, 2], 0, unicode)).toBe('');
  });

  test('the sparkline of equal values is flat at half height', () => {
    expect(sparkline([3, 3, 3], 5, unicode)).toBe('▄▄▄');
    expect(sparkline([0], 5, ascii)).toBe('-');
  });

  test('the sparkline of no values is empty', () => {
    expect(sparkline([], 12, unicode)).toBe('');
  });

  test('tells the smallest and the largest numbers apart', () => {
    expect(sparkline([-5.4e-323, -6e-323], 2, unicode)).toBe('█▁');
    expect(sparkline([Number.MAX_VALUE, -Number.MAX_VALUE], 2, unicode)).toBe('█▁');
  });

  test('has a gap for a non-finite value', () => {
    expect(sparkline([Number.NaN, 1, Number.POSITIVE_INFINITY, 2, Number.NEGATIVE_INFINITY], 9, unicode)).toBe(' ▁ █ ');
    expect(sparkline([Number.NaN, Number.NaN], 9, unicode)).toBe('  ');
  });

  test('is drawn in ASCII alone on a terminal without UTF-8', () => {
    const wave = Array.from({ length: 24 }, (_, index) => Math.sin(index / 3));
    expect(sparkline(wave, 24, ascii)).toMatchInlineSnapshot(`"-===^^^==--.______--==^^"`);
    expect(sparkline(wave, 24, unicode)).toMatchInlineSnapshot(`"▅▆▇▇███▇▆▅▄▃▂▁▁▁▂▂▄▅▆▇██"`);
  });

  test('has a character for each value, whatever the values', () => {
    fc.assert(
      fc.property(fc.array(fc.double()), fc.integer({ min: 0, max: 30 }), (values, width) => {
        for (const glyphs of [unicode, ascii]) {
          const text = sparkline(values, width, glyphs);
          expect(widthOf(text)).toBe(Math.min(values.length, width));
          expect([...text].every((character) => character === ' ' || glyphs.sparks.includes(character))).toBe(true);
        }
      }),
    );
  });
});
