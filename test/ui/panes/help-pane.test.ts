import { describe, expect, test } from 'vitest';
import { bindings } from '../../../src/ui/keys/bindings.ts';
import { drawHelp } from '../../../src/ui/panes/help-pane.ts';
import { inAscii, inColour, linesOf, textOf } from '../frames.ts';

const description = 'One input or the other, but not both: no input alone says anything of the answer.';

function draw(columns: number, rows: number, about = description, theme = inColour): string {
  return textOf(drawHelp({ description: about }, { columns, rows }, theme));
}

describe('the help', () => {
  test('says what the scenario is about and what every key does', () => {
    expect(draw(80, 30)).toMatchInlineSnapshot(`
      "╭ › keys  esc closes ──────────────────────────────────────────────────────────╮
      │ One input or the other, but not both: no input alone says anything of the    │
      │ answer.                                                                      │
      │                                                                              │
      │ Run                                                                          │
      │   space           run or pause; runs on after the end                        │
      │   s               run one iteration                                          │
      │   t               run ten iterations                                         │
      │   +, -            faster or slower, up to unlimited                          │
      │                                                                              │
      │ Start over                                                                   │
      │   r               start over from the next seed                              │
      │   R               start over from the same seed                              │
      │                                                                              │
      │ Look                                                                         │
      │   l               error axis logarithmic or linear                           │
      │   tab, shift+tab  next or previous pane                                      │
      │   up, down        scroll that pane by a row                                  │
      │   pgup, pgdn      scroll that pane by a page                                 │
      │   ?, esc          show or close this help                                    │
      │                                                                              │
      │ Leave                                                                        │
      │   q, Ctrl-C       quit, and print how far it came                            │
      │                                                                              │
      │                                                                              │
      │                                                                              │
      │                                                                              │
      │                                                                              │
      │                                                                              │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
  });

  test('fits into the smallest terminal, in ASCII too', () => {
    expect(draw(60, 19)).toMatchInlineSnapshot(`
      "╭ › keys  esc closes ──────────────────────────────────────╮
      │ Run                                                      │
      │   space           run or pause; runs on after the end    │
      │   s               run one iteration                      │
      │   t               run ten iterations                     │
      │   +, -            faster or slower, up to unlimited      │
      │ Start over                                               │
      │   r               start over from the next seed          │
      │   R               start over from the same seed          │
      │ Look                                                     │
      │   l               error axis logarithmic or linear       │
      │   tab, shift+tab  next or previous pane                  │
      │   up, down        scroll that pane by a row              │
      │   pgup, pgdn      scroll that pane by a page             │
      │   ?, esc          show or close this help                │
      │ Leave                                                    │
      │   q, Ctrl-C       quit, and print how far it came        │
      │                                                          │
      ╰──────────────────────────────────────────────────────────╯"
    `);
    expect(draw(60, 19, '', inAscii)).toMatch(/^[\x20-\x7e\n]+$/);
  });

  test('gives up its empty lines before what the scenario is about', () => {
    const lines = draw(80, 23).split('\n');
    expect(lines[1]).toMatch(/One input or the other/);
    expect(lines.filter((line) => /^│ +│$/.test(line)).length).toBeLessThan(5);
    expect(draw(80, 23, 'much to say '.repeat(200))).not.toContain('much to say');
  });

  test('has every key of the table, and no other', () => {
    const lines = linesOf(drawHelp({ description: '' }, { columns: 100, rows: 40 }, inColour));
    const rows = lines.flatMap((line) => /^│ {3}(\S.*?) {2,}(\S.*?) +│$/.exec(line)?.slice(1, 3).join(' = ') ?? []);
    const expected = new Map<string, string[]>();
    for (const { label, description: what } of bindings) expected.set(what, [...(expected.get(what) ?? []), label]);
    expect(rows).toEqual([...expected].map(([what, labels]) => `${labels.join(', ')} = ${what}`));
  });
});
