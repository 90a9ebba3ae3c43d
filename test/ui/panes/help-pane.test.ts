import { describe, expect, test } from 'vitest';
import { bindings, groups } from '../../../src/ui/keys/bindings.ts';
import { drawHelp } from '../../../src/ui/panes/help-pane.ts';
import { inAscii, inColour, linesOf, textOf } from '../frames.ts';

const description = 'One input or the other, but not both: no input alone says anything of the answer.';

function draw(columns: number, rows: number, about = description, theme = inColour): string {
  return textOf(drawHelp({ description: about }, { columns, rows }, theme));
}

describe('the help', () => {
  test('says what the scenario is about and what every key does', () => {
    expect(draw(80, 30)).toMatchInlineSnapshot(`
      "╭ › keys  esc closes ─────────────────────────────────── up, down: 1–28 of 29 ─╮
      │ Run                                                                          │
      │   space                  run or pause; runs on after the end                 │
      │   s                      run one iteration                                   │
      │   n                      run the next line only                              │
      │   t                      run ten iterations                                  │
      │   +, -                   faster or slower, up to unlimited                   │
      │ Travel in time                                                               │
      │   b                      back one line                                       │
      │   B                      back one iteration                                  │
      │   [, ]                   back or on by 1 % of the run                        │
      │   {, }                   back or on by 10 % of the run                       │
      │   0, $                   to the first or the newest iteration                │
      │   g                      to an iteration of your choice                      │
      │ Ask why                                                                      │
      │   enter                  look inside the chosen line                         │
      │   up, down, left, right  there: choose an example, a unit, a weight          │
      │   enter                  there: back to the panes                            │
      │   c                      check the updates against the loss                  │
      │ Start over                                                                   │
      │   r                      start over from the next seed                       │
      │   R                      start over from the same seed                       │
      │ Look                                                                         │
      │   l                      error axis logarithmic or linear                    │
      │   tab, shift+tab         next or previous pane                               │
      │   up, down               scroll, or choose a line or a cell                  │
      │   pgup, pgdn             scroll that pane by a page                          │
      │   ?, esc                 show this help; esc closes any view                 │
      │ Leave                                                                        │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
  });

  test('fits into the smallest terminal, in ASCII too', () => {
    expect(draw(60, 19)).toMatchInlineSnapshot(`
      "╭ › keys  esc closes ─────────────── up, down: 1–17 of 29 ─╮
      │ Run                                                      │
      │   space                  run or pause; runs on after the │
      │   s                      run one iteration               │
      │   n                      run the next line only          │
      │   t                      run ten iterations              │
      │   +, -                   faster or slower, up to unlimit │
      │ Travel in time                                           │
      │   b                      back one line                   │
      │   B                      back one iteration              │
      │   [, ]                   back or on by 1 % of the run    │
      │   {, }                   back or on by 10 % of the run   │
      │   0, $                   to the first or the newest iter │
      │   g                      to an iteration of your choice  │
      │ Ask why                                                  │
      │   enter                  look inside the chosen line     │
      │   up, down, left, right  there: choose an example, a uni │
      │   enter                  there: back to the panes        │
      ╰──────────────────────────────────────────────────────────╯"
    `);
    expect(draw(60, 19, '', inAscii)).toMatch(/^[\x20-\x7e\n]+$/);
  });

  test('gives up its empty lines before what the scenario is about', () => {
    const lines = draw(80, 35).split('\n');
    expect(lines[1]).toMatch(/One input or the other/);
    expect(lines.filter((line) => /^│ +│$/.test(line)).length).toBeLessThan(5);
    expect(draw(80, 35, 'much to say '.repeat(200))).not.toContain('much to say');
  });

  test('has every key of the table, and no other', () => {
    const lines = linesOf(drawHelp({ description: '' }, { columns: 100, rows: 40 }, inColour));
    const rows = lines.flatMap((line) => /^│ {3}(\S.*?) {2,}(\S.*?) +│$/.exec(line)?.slice(1, 3).join(' = ') ?? []);
    const expected = new Map<string, string[]>();
    const inOrder = groups.flatMap((group) => bindings.filter((binding) => binding.group === group));
    for (const { label, description: what } of inOrder) expected.set(what, [...(expected.get(what) ?? []), label]);
    expect(rows).toEqual([...expected].map(([what, labels]) => `${labels.join(', ')} = ${what}`));
  });
});
