import { describe, expect, test } from 'vitest';
import { bindings, groups, keyTable } from '../../../src/ui/keys/bindings.ts';
import { drawHelp, helpScrollLimit } from '../../../src/ui/panes/help-pane.ts';
import { inAscii, inColour, linesOf, textOf } from '../frames.ts';

const description = 'One input or the other, but not both: no input alone says anything of the answer.';

function draw(columns: number, rows: number, about = description, theme = inColour): string {
  return textOf(drawHelp({ description: about, groups: keyTable() }, { columns, rows }, theme));
}

describe('the help', () => {
  test('has the description of the scenario and all keys', () => {
    expect(draw(80, 30)).toMatchInlineSnapshot(`
      "╭ › keys  esc closes ─────────────────────────────────── up, down: 1–28 of 80 ─╮
      │ One input or the other, but not both: no input alone says anything of the    │
      │ answer.                                                                      │
      │                                                                              │
      │ Run                                                                          │
      │   space       run or pause; runs on after the end                            │
      │   s           run one iteration                                              │
      │   n           run the next line only                                         │
      │   t           run ten iterations                                             │
      │   +, -        faster or slower, up to unlimited                              │
      │ Travel in time                                                               │
      │   b           back one line                                                  │
      │   B           back one iteration                                             │
      │   [, ]        back or on by 1 %; runs on at the newest                       │
      │   {, }        back or on by 10 %; runs on at the newest                      │
      │   0, $        to the first; to the newest, then the end                      │
      │   g           to an iteration of your choice                                 │
      │ Ask why                                                                      │
      │   v           how the run is doing, why, and what to try                     │
      │   1-6         verdict: do what it advises                                    │
      │   p           the decision boundary over two inputs                          │
      │   d           boundary: class alone, or confidence                           │
      │   arrows      boundary: the output, or a hidden unit                         │
      │   f           fit: confusion matrix or scatter plot                          │
      │   arrows      fit: the next output, or the one before                        │
      │   i           the chosen example inside the network                          │
      │   arrows      example: the next one, or the one before                       │
      │   enter       look inside the chosen line                                    │
      │   arrows      line: choose an example, unit or weight                        │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
  });

  test('fits the smallest terminal, in ASCII as well', () => {
    expect(draw(60, 19)).toMatchInlineSnapshot(`
      "╭ › keys  esc closes ─────────────── up, down: 1–17 of 84 ─╮
      │ One input or the other, but not both: no input alone     │
      │ says anything of the answer.                             │
      │                                                          │
      │ Run                                                      │
      │   space       run or pause; runs on after the end        │
      │   s           run one iteration                          │
      │   n           run the next line only                     │
      │   t           run ten iterations                         │
      │   +, -        faster or slower, up to unlimited          │
      │ Travel in time                                           │
      │   b           back one line                              │
      │   B           back one iteration                         │
      │   [, ]        back or on by 1 %; runs on at the newest   │
      │   {, }        back or on by 10 %; runs on at the newest  │
      │   0, $        to the first; to the newest, then the end  │
      │   g           to an iteration of your choice             │
      │ Ask why                                                  │
      ╰──────────────────────────────────────────────────────────╯"
    `);
    expect(draw(60, 19, '', inAscii)).toMatch(/^[\x20-\x7e\n]+$/);
  });

  test('drops its empty lines first', () => {
    const lines = draw(80, 56).split('\n');
    expect(lines[1]).toMatch(/One input or the other/);
    expect(lines.filter((line) => /^│ +│$/.test(line)).length).toBeLessThan(5);
  });

  test('starts with the description in any size, and scrolls from there', () => {
    const about = 'much to say '.repeat(200).trim();
    const lines = draw(60, 19, about).split('\n');
    expect(lines[1]).toMatch(/^│ much to say much/);
    const place = { columns: 60, rows: 19 };
    const limit = helpScrollLimit({ description: about, groups: keyTable() }, place);
    expect(textOf(drawHelp({ description: about, groups: keyTable(), first: limit }, place, inColour))).toContain(
      'quit at once',
    );
  });

  test('cuts no description of a key in any width', () => {
    const all = linesOf(drawHelp({ description: '', groups: keyTable() }, { columns: 60, rows: 80 }, inColour)).join(
      '\n',
    );
    expect(all).toMatch(/L +chart: the run so far, whole, logarithmic, +│\n│ {15}around here +│/);
  });

  test('has every key of the table, and no other', () => {
    const lines = linesOf(drawHelp({ description: '', groups: keyTable() }, { columns: 100, rows: 80 }, inColour));
    const rows = lines.flatMap((line) => /^│ {3}(\S.*?) {2,}(\S.*?) +│$/.exec(line)?.slice(1, 3).join(' = ') ?? []);
    const expected = new Map<string, string[]>();
    const inOrder = groups.flatMap((group) => bindings.filter((binding) => binding.group === group));
    for (const { label, description: what } of inOrder) {
      expected.set(what, [...new Set([...(expected.get(what) ?? []), label])]);
    }
    expect(rows).toEqual([...expected].map(([what, labels]) => `${labels.join(', ')} = ${what}`));
  });
});
