import { describe, expect, test } from 'vitest';
import type { Verdict, VerdictKind } from '../../../src/engine/verdict/verdict.ts';
import { drawVerdictLine } from '../../../src/ui/panes/verdict-line.ts';
import { drawVerdict, verdictScrollLimit } from '../../../src/ui/panes/verdict-pane.ts';
import { lineWidth } from '../../../src/ui/text/line.ts';
import type { Theme } from '../../../src/ui/theme/theme.ts';
import type { Size } from '../../../src/ui/views/layout.ts';
import { type RunSettings, verdictAfter } from '../../engine/verdict/runs.ts';
import { programOf } from '../../language/programs.ts';
import { inAscii, inColour, plainLine, textOf } from '../frames.ts';
import { XOR_INPUTS, XOR_TARGETS } from '../subjects.ts';

const WIDE: Size = { columns: 80, rows: 20 };
const SMALL: Size = { columns: 60, rows: 16 };

/** A single weight that overshoots further with every update. */
const one = { rows: 1, columns: 1 };
const overshooting: RunSettings = {
  program: programOf({ X: one, y: one }, 'syn0 = 1', 'l1 = X @ syn0\nl1_error = y - l1\nsyn0 += X.T @ l1_error'),
  inputs: [[3]],
  targets: [[0]],
};

/** A verdict of each kind: XOR with 4 units at alpha 1, or with changed settings. */
const verdicts: Readonly<Record<Exclude<VerdictKind, 'fits' | 'settled' | 'overfitting' | 'plateau'>, Verdict>> = {
  untrained: verdictAfter(0, {}),
  learning: verdictAfter(300, {}),
  solved: verdictAfter(10_000, {}),
  stuck: verdictAfter(10_000, { hidden: [] }),
  saturated: verdictAfter(2000, { alpha: 1000 }),
  oscillating: verdictAfter(5000, { hidden: [], alpha: 10 }),
  diverged: verdictAfter(5000, overshooting),
};

function draw(verdict: Verdict | undefined, size: Size, first = 0, theme: Theme = inColour): string {
  const frame = drawVerdict({ verdict, first }, size, theme);
  expect(frame.map(lineWidth)).toEqual(Array(size.rows).fill(size.columns));
  return textOf(frame);
}

test('each run has the verdict that it stands for', () => {
  for (const [kind, verdict] of Object.entries(verdicts)) expect(verdict.kind).toBe(kind);
});

describe('the verdict line', () => {
  test.each([60, 80, 120])('takes exactly %d columns, whatever the verdict, and is whole', (columns) => {
    for (const verdict of Object.values(verdicts)) {
      const line = drawVerdictLine(verdict, columns, inAscii);
      expect(lineWidth(line)).toBe(columns);
      expect(plainLine(line)).toMatch(/^ [\x20-\x7e]+ $/);
      expect(plainLine(line)).toContain(` ${verdict.kind}`);
    }
  });

  test('says how the run is doing and, where there is room, which key says why', () => {
    const at = (columns: number): string =>
      textOf(Object.values(verdicts).map((verdict) => drawVerdictLine(verdict, columns, inColour)));
    expect(`${at(80)}\n\n${at(60)}`).toMatchInlineSnapshot(`
      " untrained: no iteration has run yet                                      v why
       learning: 4 of 4 examples off by more than 0.1                           v why
       solved since 587: every prediction within 0.1                            v why
       stuck: no hidden layer to combine the inputs                             v why
       saturated: 2 of 4 examples wrong, with a slope near 0                    v why
       oscillating: each update moves predictions by 0.41                       v why
       diverged: the next l1 would not be finite                                v why

       untrained: no iteration has run yet                  v why
       learning: 4 of 4 examples off by more than 0.1       v why
       solved since 587: every prediction within 0.1        v why
       stuck: no hidden layer to combine the inputs         v why
       saturated: 2 of 4 examples wrong, with a slope near 0
       oscillating: each update moves predictions by 0.41
       diverged: the next l1 would not be finite            v why"
    `);
  });

  test('has its kind alone in the style of that kind', () => {
    const { good, bad, accent, quiet } = inColour.styles;
    const styles = Object.values(verdicts).map((verdict) => drawVerdictLine(verdict, 80, inColour).slice(1, 3));
    expect(styles.map(([kind, rest]) => [kind?.style, rest?.style])).toEqual(
      [quiet, accent, good, bad, bad, bad, bad].map((style) => [style, undefined]),
    );
    expect(styles.map(([kind]) => kind?.text)).toEqual(Object.keys(verdicts));
  });

  test('is empty before the first verdict', () => {
    const line = drawVerdictLine(undefined, 60, inColour);
    expect(plainLine(line)).toBe(' '.repeat(60));
  });
});

describe('the verdict', () => {
  test('an untrained run has nothing to show yet', () => {
    expect(draw(verdicts.untrained, WIDE)).toMatchInlineSnapshot(`
      "╭ › verdict ────────────────────────────────────────────────────── esc closes ─╮
      │ untrained: no iteration has run yet                                          │
      │                                                                              │
      │ Nothing to try yet: run the network first.                                   │
      │                                                                              │
      │ The verdict depends on the predictions: how far they are from their targets, │
      │ how fast this distance shrinks, and how much one update changes them.        │
      │                                                                              │
      │                                                                              │
      │                                                                              │
      │                                                                              │
      │                                                                              │
      │                                                                              │
      │                                                                              │
      │                                                                              │
      │                                                                              │
      │                                                                              │
      │                                                                              │
      │                                                                              │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
    expect(draw(verdicts.untrained, SMALL)).toMatchInlineSnapshot(`
      "╭ › verdict ────────────────────────────────── esc closes ─╮
      │ untrained: no iteration has run yet                      │
      │                                                          │
      │ Nothing to try yet: run the network first.               │
      │                                                          │
      │ The verdict depends on the predictions: how far they are │
      │ from their targets, how fast this distance shrinks, and  │
      │ how much one update changes them.                        │
      │                                                          │
      │                                                          │
      │                                                          │
      │                                                          │
      │                                                          │
      │                                                          │
      │                                                          │
      ╰──────────────────────────────────────────────────────────╯"
    `);
  });

  test('a learning run lists what is still wrong', () => {
    expect(draw(verdicts.learning, WIDE)).toMatchInlineSnapshot(`
      "╭ › verdict ────────────────────────────────────────────────────── esc closes ─╮
      │ learning: 4 of 4 examples off by more than 0.1                               │
      │                                                                              │
      │ – after 293 iterations: mean error 0.253                                     │
      │ – 4 of 4 examples are off by more than 0.1                                   │
      │ – example 4: prediction 0.355, target 0; slope 0.229                         │
      │ – example 2: prediction 0.737, target 1; slope 0.194                         │
      │ – example 3: prediction 0.771, target 1; slope 0.177                         │
      │ – example 1: prediction 0.163, target 0; slope 0.137                         │
      │ – since iteration 234 the remaining error has fallen by 61 %                 │
      │                                                                              │
      │ Nothing to try: let it train.                                                │
      │                                                                              │
      │ Learning: the last part of the run lowered the remaining error, or it is too │
      │ early to say. The remaining error is the mean of (difference - 0.1) ** 2; a  │
      │ difference within 0.1 counts as 0. The verdict changes when a large part of  │
      │ the run shows something else.                                                │
      │                                                                              │
      │                                                                              │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
    expect(draw(verdicts.learning, SMALL)).toMatchInlineSnapshot(`
      "╭ › verdict  esc closes ────────────────────── 1–14 of 18 ─╮
      │ learning: 4 of 4 examples off by more than 0.1           │
      │                                                          │
      │ – after 293 iterations: mean error 0.253                 │
      │ – 4 of 4 examples are off by more than 0.1               │
      │ – example 4: prediction 0.355, target 0; slope 0.229     │
      │ – example 2: prediction 0.737, target 1; slope 0.194     │
      │ – example 3: prediction 0.771, target 1; slope 0.177     │
      │ – example 1: prediction 0.163, target 0; slope 0.137     │
      │ – since iteration 234 the remaining error has fallen by  │
      │   61 %                                                   │
      │                                                          │
      │ Nothing to try: let it train.                            │
      │                                                          │
      │ Learning: the last part of the run lowered the remaining │
      ╰──────────────────────────────────────────────────────────╯"
    `);
  });

  test('a solved run shows how well it predicts', () => {
    expect(draw(verdicts.solved, WIDE)).toMatchInlineSnapshot(`
      "╭ › verdict ────────────────────────────────────────────────────── esc closes ─╮
      │ solved since 587: every prediction within 0.1                                │
      │                                                                              │
      │ – after 9,996 iterations: mean error 0.009                                   │
      │ – all 4 examples are within 0.1 of their targets; the largest difference is  │
      │   0.010                                                                      │
      │                                                                              │
      │ Nothing needs to be done.                                                    │
      │                                                                              │
      │ Solved: every prediction has been within 0.1 of its target for a while.      │
      │                                                                              │
      │                                                                              │
      │                                                                              │
      │                                                                              │
      │                                                                              │
      │                                                                              │
      │                                                                              │
      │                                                                              │
      │                                                                              │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
    expect(draw(verdicts.solved, SMALL)).toMatchInlineSnapshot(`
      "╭ › verdict ────────────────────────────────── esc closes ─╮
      │ solved since 587: every prediction within 0.1            │
      │                                                          │
      │ – after 9,996 iterations: mean error 0.009               │
      │ – all 4 examples are within 0.1 of their targets; the    │
      │   largest difference is 0.010                            │
      │                                                          │
      │ Nothing needs to be done.                                │
      │                                                          │
      │ Solved: every prediction has been within 0.1 of its      │
      │ target for a while.                                      │
      │                                                          │
      │                                                          │
      │                                                          │
      │                                                          │
      ╰──────────────────────────────────────────────────────────╯"
    `);
  });

  test('a stuck run shows faults, causes, and remedies with their digits', () => {
    expect(draw(verdicts.stuck, WIDE)).toMatchInlineSnapshot(`
      "╭ › verdict  esc closes ────────────────────────────────────────── 1–18 of 23 ─╮
      │ stuck: no hidden layer to combine the inputs                                 │
      │                                                                              │
      │ – after 9,910 iterations: mean error 0.500                                   │
      │ – 4 of 4 examples are off by more than 0.1                                   │
      │ – example 1: prediction 0.500, target 0; slope 0.250                         │
      │ – example 2: prediction 0.500, target 1; slope 0.250                         │
      │ – example 3: prediction 0.500, target 1; slope 0.250                         │
      │ – example 4: prediction 0.500, target 0; slope 0.250                         │
      │ – since iteration 562 no update has changed a prediction by more than 1e-12  │
      │ – stuck since iteration 598                                                  │
      │                                                                              │
      │ Why                                                                          │
      │ – without a hidden layer an input always pushes the output in the same       │
      │   direction, whatever the other inputs are; the largest correlation of an    │
      │   input with the target is 0.00                                              │
      │                                                                              │
      │ What to try                                                                  │
      │ 1 add a hidden layer of 4 units and start over: it can combine the inputs    │
      ╰ what to try: 1 ──────────────────────────────────────────────────────────────╯"
    `);
    expect(draw(verdicts.stuck, SMALL)).toMatchInlineSnapshot(`
      "╭ › verdict  esc closes ────────────────────── 1–14 of 27 ─╮
      │ stuck: no hidden layer to combine the inputs             │
      │                                                          │
      │ – after 9,910 iterations: mean error 0.500               │
      │ – 4 of 4 examples are off by more than 0.1               │
      │ – example 1: prediction 0.500, target 0; slope 0.250     │
      │ – example 2: prediction 0.500, target 1; slope 0.250     │
      │ – example 3: prediction 0.500, target 1; slope 0.250     │
      │ – example 4: prediction 0.500, target 0; slope 0.250     │
      │ – since iteration 562 no update has changed a prediction │
      │   by more than 1e-12                                     │
      │ – stuck since iteration 598                              │
      │                                                          │
      │ Why                                                      │
      │ – without a hidden layer an input always pushes the      │
      ╰ what to try: 1 ──────────────────────────────────────────╯"
    `);
  });

  test('a saturated run shows the confident wrong predictions and their causes', () => {
    expect(draw(verdicts.saturated, WIDE)).toMatchInlineSnapshot(`
      "╭ › verdict  esc closes ────────────────────────────────────────── 1–18 of 22 ─╮
      │ saturated: 2 of 4 examples wrong, with a slope near 0                        │
      │                                                                              │
      │ – after 1,997 iterations: mean error 0.500                                   │
      │ – 2 of 4 examples are off by more than 0.1                                   │
      │ – example 2: prediction 4.8e-6, target 1; slope 4.8e-6                       │
      │ – example 3: prediction 4.8e-6, target 1; slope 4.8e-6                       │
      │ – since iteration 1,597 the remaining error has fallen by 0.098 %            │
      │ – saturated since iteration 32                                               │
      │                                                                              │
      │ Why                                                                          │
      │ – a wrong prediction changes by error times slope, and these slopes are at   │
      │   most 4.8e-6 (the steepest slope is 0.25)                                   │
      │ – update 275 alone moved predictions by 0.99: at alpha 1000 the steps jump   │
      │   over the minimum of the error                                              │
      │                                                                              │
      │ What to try                                                                  │
      │ 1 lower alpha from 1000 to 10 and start over: smaller steps overshoot less   │
      │                                                                              │
      ╰ what to try: 1 ──────────────────────────────────────────────────────────────╯"
    `);
    expect(draw(verdicts.saturated, SMALL)).toMatchInlineSnapshot(`
      "╭ › verdict  esc closes ────────────────────── 1–14 of 27 ─╮
      │ saturated: 2 of 4 examples wrong, with a slope near 0    │
      │                                                          │
      │ – after 1,997 iterations: mean error 0.500               │
      │ – 2 of 4 examples are off by more than 0.1               │
      │ – example 2: prediction 4.8e-6, target 1; slope 4.8e-6   │
      │ – example 3: prediction 4.8e-6, target 1; slope 4.8e-6   │
      │ – since iteration 1,597 the remaining error has fallen   │
      │   by 0.098 %                                             │
      │ – saturated since iteration 32                           │
      │                                                          │
      │ Why                                                      │
      │ – a wrong prediction changes by error times slope, and   │
      │   these slopes are at most 4.8e-6 (the steepest slope is │
      │   0.25)                                                  │
      ╰ what to try: 1 ──────────────────────────────────────────╯"
    `);
  });

  test('the other verdicts have their own texts', () => {
    expect(draw(verdicts.oscillating, WIDE)).toMatchInlineSnapshot(`
      "╭ › verdict  esc closes ────────────────────────────────────────── 1–18 of 22 ─╮
      │ oscillating: each update moves predictions by 0.41                           │
      │                                                                              │
      │ – after 4,893 iterations: mean error 0.500                                   │
      │ – 4 of 4 examples are off by more than 0.1                                   │
      │ – example 2: prediction 0.274, target 1; slope 0.199                         │
      │ – example 3: prediction 0.274, target 1; slope 0.199                         │
      │ – example 4: prediction 0.284, target 0; slope 0.203                         │
      │ – example 1: prediction 0.265, target 0; slope 0.195                         │
      │ – since iteration 3,914 the remaining error has changed by less than 0.001 % │
      │ – oscillating since iteration 32                                             │
      │                                                                              │
      │ Why                                                                          │
      │ – update 4,892 alone moved predictions by 0.41: at alpha 10 the steps jump   │
      │   over the minimum of the error                                              │
      │                                                                              │
      │ What to try                                                                  │
      │ 1 lower alpha from 10 to 1 and start over: smaller steps overshoot less      │
      │                                                                              │
      ╰ what to try: 1 ──────────────────────────────────────────────────────────────╯"
    `);
    expect(draw(verdicts.diverged, WIDE)).toMatchInlineSnapshot(`
      "╭ › verdict ────────────────────────────────────────────────────── esc closes ─╮
      │ diverged: the next l1 would not be finite                                    │
      │                                                                              │
      │ – after 340 iterations: mean error 4.21e+306                                 │
      │                                                                              │
      │ Why                                                                          │
      │ – the next l1 would contain NaN or infinity: the values computed from it     │
      │   would be useless, and no further iteration would repair them               │
      │                                                                              │
      │ What to try                                                                  │
      │ 1 lower alpha from 1 to 0.1 and start over: smaller steps overshoot less     │
      │                                                                              │
      │ Diverged: the next line would compute the first NaN or infinity.             │
      │                                                                              │
      │                                                                              │
      │                                                                              │
      │                                                                              │
      │                                                                              │
      │                                                                              │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
  });

  test('that no setting can help says what to look at', () => {
    const settings = { inputs: [...XOR_INPUTS, [1, 0, 1]], targets: [...XOR_TARGETS, [0]] };
    const lines = draw(verdictAfter(20_000, settings), WIDE);
    expect(lines).toContain('examples 3 and 5 have the same inputs but different targets');
    expect(lines).toContain('look at these examples: is a target wrong');
    expect(lines).not.toContain('What to try');
  });

  test('that there is none yet says so', () => {
    expect(draw(undefined, SMALL).split('\n')[1]).toMatch(/^│ no verdict yet +│$/);
  });

  test('scrolls to its end and no further', () => {
    const limit = verdictScrollLimit({ verdict: verdicts.stuck, first: 0 }, SMALL);
    const end = draw(verdicts.stuck, SMALL, limit);
    expect(end).toMatchInlineSnapshot(`
      "╭ › verdict  esc closes ───────────────────── 14–27 of 27 ─╮
      │ – without a hidden layer an input always pushes the      │
      │   output in the same direction, whatever the other       │
      │   inputs are; the largest correlation of an input with   │
      │   the target is 0.00                                     │
      │                                                          │
      │ What to try                                              │
      │ 1 add a hidden layer of 4 units and start over: it can   │
      │   combine the inputs                                     │
      │                                                          │
      │ Stuck: the last part of the run hardly lowered the       │
      │ remaining error, and the cause lasts. The remaining      │
      │ error is the mean of (difference - 0.1) ** 2; a          │
      │ difference within 0.1 counts as 0. The verdict changes   │
      │ when a large part of the run shows something else.       │
      ╰ what to try: 1 ──────────────────────────────────────────╯"
    `);
    expect(draw(verdicts.stuck, SMALL, limit + 5)).toBe(end);
    expect(verdictScrollLimit({ verdict: verdicts.solved, first: 0 }, SMALL)).toBe(0);
  });

  test('has its remedies visible at 80x20', () => {
    for (const verdict of Object.values(verdicts)) {
      const lines = draw(verdict, { ...WIDE, rows: 30 }).split('\n');
      expect(lines.filter((line) => /^│ [1-9] /.test(line))).toHaveLength(verdict.remedies.length);
    }
  });

  test('takes exactly its size, and is ASCII alone on a terminal without UTF-8', () => {
    for (const verdict of [undefined, ...Object.values(verdicts)]) {
      for (const size of [SMALL, WIDE, { columns: 120, rows: 40 }, { columns: 60, rows: 5 }]) {
        const limit = verdictScrollLimit({ verdict, first: 0 }, size);
        for (let first = 0; first <= limit; first++) {
          expect(draw(verdict, size, first, inAscii)).toMatch(/^[\x20-\x7e\n]+$/);
        }
      }
    }
  });
});
