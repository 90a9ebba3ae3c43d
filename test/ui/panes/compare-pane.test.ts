import { describe, expect, test } from 'vitest';
import { type CompareProps, compareScrollLimit, drawCompare } from '../../../src/ui/panes/compare-pane.ts';
import type { Earlier } from '../../../src/ui/panes/compare-table.ts';
import { lineWidth, plainLine } from '../../../src/ui/text/line.ts';
import type { NetworkView } from '../../../src/worker/protocol.ts';
import { inAscii, inColour, textOf, withoutColour } from '../frames.ts';
import { type SubjectSettings, subjectOf } from '../subjects.ts';
import { snapshotOf, trainedModel } from '../training.ts';

function momentOf(settings: SubjectSettings, iterations: number): Earlier {
  const { layers } = subjectOf(settings).program.roles;
  return { ...snapshotOf(trainedModel(subjectOf(settings), iterations)), layers };
}

function propsOf(settings: SubjectSettings, before: number, after: number): CompareProps {
  const { program, inputs, targets, inputNames, targetNames } = subjectOf(settings);
  const [then, now] = [momentOf(settings, before), momentOf(settings, after)];
  return { title: 'first', earlier: then, now, program, inputs, targets, inputNames, targetNames, first: 0 };
}

function between(then: Earlier | NetworkView | undefined, props: CompareProps, now = props.now): CompareProps {
  return { ...props, earlier: then && { layers: props.program.roles.layers, ...then }, now };
}

const xor = propsOf({}, 1, 5000);

function draw(props: CompareProps, columns: number, rows: number, theme = inColour): string {
  const frame = drawCompare(props, { columns, rows }, theme);
  expect(frame.map(lineWidth)).toEqual(Array(rows).fill(columns));
  return textOf(frame);
}

function linesWith(text: string, part: string): readonly string[] {
  return text.split('\n').filter((line) => line.includes(part));
}

describe('two moments of a run', () => {
  test('stand beside each other: errors, predictions, and weights', () => {
    expect(draw(xor, 80, 20)).toMatchInlineSnapshot(`
      "╭ › compare  first (after 1 iteration) and now (after 5,000) ──────────────────╮
      │ #  x1 x2 1  target   first     now   change                                  │
      │ error               0.4964  0.0130  −0.4834  ✓ 38 times smaller              │
      │ 1   0  0 1       0  0.4737  0.0107  −0.4631  ✓ closer                        │
      │ 2   0  1 1       1  0.4890  0.9863  +0.4973  ✓ closer                        │
      │ 3   1  0 1       1  0.5438  0.9882  +0.4444  ✓ closer                        │
      │ 4   1  1 1       0  0.5447  0.0159  −0.5288  ✓ closer                        │
      │                                                                              │
      │ syn0 first  ±8              now  ±8                  change  ±6              │
      │      h1    h2    h3    h4     h1    h2    h3    h4     h1    h2    h3    h4  │
      │ x1 −0.17 +0.44 −1.00 −0.40  +3.80 +3.59 −5.97 −3.80  +3.96 +3.16 −4.97 −3.40 │
      │ x2 −0.71 −0.82 −0.64 −0.31  −1.63 −5.39 −6.29 −2.97  −0.92 −4.57 −5.65 −2.66 │
      │  1 −0.21 +0.07 −0.16 +0.37  +0.40 −1.75 +2.36 +4.96  +0.61 −1.82 +2.52 +4.59 │
      │ syn1 first  ±10             now  ±10                 change  ±10             │
      │          y                        y                        y                 │
      │ h1   −0.60                    −5.61                    −5.02                 │
      │ h2   +0.75                    +6.08                    +5.33                 │
      │ h3   −0.95                    −9.33                    −8.38                 │
      │ h4   +0.34                    +6.51                    +6.17                 │
      ╰ M next mark, esc closes ─────────────────────────────────────────────────────╯"
    `);
  });

  test('have taller cells where there is room', () => {
    expect(draw(xor, 120, 36)).toMatchInlineSnapshot(`
      "╭ › compare  first (after 1 iteration) and now (after 5,000) ──────────────────────────────────────────────────────────╮
      │ #  x1 x2 1  target   first     now   change                                                                          │
      │ error               0.4964  0.0130  −0.4834  ✓ 38 times smaller                                                      │
      │ 1   0  0 1       0  0.4737  0.0107  −0.4631  ✓ closer                                                                │
      │ 2   0  1 1       1  0.4890  0.9863  +0.4973  ✓ closer                                                                │
      │ 3   1  0 1       1  0.5438  0.9882  +0.4444  ✓ closer                                                                │
      │ 4   1  1 1       0  0.5447  0.0159  −0.5288  ✓ closer                                                                │
      │                                                                                                                      │
      │ syn0 first  ±8                            now  ±8                                change  ±6                          │
      │         h1       h2       h3       h4          h1       h2       h3       h4          h1       h2       h3       h4  │
      │                                                                                                                      │
      │ x1   −0.17    +0.44    −1.00    −0.40       +3.80    +3.59    −5.97    −3.80       +3.96    +3.16    −4.97    −3.40  │
      │                                                                                                                      │
      │                                                                                                                      │
      │ x2   −0.71    −0.82    −0.64    −0.31       −1.63    −5.39    −6.29    −2.97       −0.92    −4.57    −5.65    −2.66  │
      │                                                                                                                      │
      │                                                                                                                      │
      │  1   −0.21    +0.07    −0.16    +0.37       +0.40    −1.75    +2.36    +4.96       +0.61    −1.82    +2.52    +4.59  │
      │                                                                                                                      │
      │                                                                                                                      │
      │ syn1 first  ±10                           now  ±10                               change  ±10                         │
      │          y                                      y                                      y                             │
      │                                                                                                                      │
      │ h1   −0.60                                  −5.61                                  −5.02                             │
      │                                                                                                                      │
      │                                                                                                                      │
      │ h2   +0.75                                  +6.08                                  +5.33                             │
      │                                                                                                                      │
      │                                                                                                                      │
      │ h3   −0.95                                  −9.33                                  −8.38                             │
      │                                                                                                                      │
      │                                                                                                                      │
      │ h4   +0.34                                  +6.51                                  +6.17                             │
      │                                                                                                                      │
      │                                                                                                                      │
      ╰ M next mark, esc closes ─────────────────────────────────────────────────────────────────────────────────────────────╯"
    `);
  });

  test('are drawn without colours in flat cells', () => {
    expect(draw(xor, 120, 36, withoutColour).split('\n').slice(0, 21).join('\n')).toMatchInlineSnapshot(`
      "╭ › compare  first (after 1 iteration) and now (after 5,000) ──────────────────────────────────────────────────────────╮
      │ #  x1 x2 1  target   first     now   change                                                                          │
      │ error               0.4964  0.0130  −0.4834  ✓ 38 times smaller                                                      │
      │ 1   0  0 1       0  0.4737  0.0107  −0.4631  ✓ closer                                                                │
      │ 2   0  1 1       1  0.4890  0.9863  +0.4973  ✓ closer                                                                │
      │ 3   1  0 1       1  0.5438  0.9882  +0.4444  ✓ closer                                                                │
      │ 4   1  1 1       0  0.5447  0.0159  −0.5288  ✓ closer                                                                │
      │                                                                                                                      │
      │ syn0 first                                now                                    change                              │
      │         h1       h2       h3       h4          h1       h2       h3       h4          h1       h2       h3       h4  │
      │ x1   −0.17    +0.44    −1.00    −0.40       +3.80    +3.59    −5.97    −3.80       +3.96    +3.16    −4.97    −3.40  │
      │ x2   −0.71    −0.82    −0.64    −0.31       −1.63    −5.39    −6.29    −2.97       −0.92    −4.57    −5.65    −2.66  │
      │  1   −0.21    +0.07    −0.16    +0.37       +0.40    −1.75    +2.36    +4.96       +0.61    −1.82    +2.52    +4.59  │
      │                                                                                                                      │
      │ syn1 first                                now                                    change                              │
      │          y                                      y                                      y                             │
      │ h1   −0.60                                  −5.61                                  −5.02                             │
      │ h2   +0.75                                  +6.08                                  +5.33                             │
      │ h3   −0.95                                  −9.33                                  −8.38                             │
      │ h4   +0.34                                  +6.51                                  +6.17                             │
      │                                                                                                                      │"
    `);
  });

  test('leave the earlier weights out where it is narrow, and are scrolled where it is short', () => {
    expect(draw(xor, 60, 16)).toMatchInlineSnapshot(`
      "╭ › compare  first (1) and now (5,000) ─────── 1–12 of 17 ─╮
      │ #  x1 x2 1    y   first     now   change                 │
      │ error            0.4964  0.0130  −0.4834  ✓ 38× smaller  │
      │ 1   0  0 1    0  0.4737  0.0107  −0.4631  ✓ closer       │
      │ 2   0  1 1    1  0.4890  0.9863  +0.4973  ✓ closer       │
      │ 3   1  0 1    1  0.5438  0.9882  +0.4444  ✓ closer       │
      │ 4   1  1 1    0  0.5447  0.0159  −0.5288  ✓ closer       │
      │                                                          │
      │ syn0 now  ±8                  change  ±6                 │
      │      h1    h2    h3    h4       h1    h2    h3    h4     │
      │ x1 +3.80 +3.59 −5.97 −3.80    +3.96 +3.16 −4.97 −3.40    │
      │ x2 −1.63 −5.39 −6.29 −2.97    −0.92 −4.57 −5.65 −2.66    │
      │  1 +0.40 −1.75 +2.36 +4.96    +0.61 −1.82 +2.52 +4.59    │
      │                                                          │
      │ syn1 first  ±10      now  ±10          change  ±10       │
      ╰ M next mark, esc closes ─────────────────────────────────╯"
    `);
    const limit = compareScrollLimit(xor, { columns: 60, rows: 16 });
    expect(draw({ ...xor, first: limit }, 60, 16)).toMatchInlineSnapshot(`
      "╭ › compare  first (1) and now (5,000) ─────── 6–17 of 17 ─╮
      │                   first     now   change                 │
      │ error            0.4964  0.0130  −0.4834  ✓ 38× smaller  │
      │ syn0 now  ±8                  change  ±6                 │
      │      h1    h2    h3    h4       h1    h2    h3    h4     │
      │ x1 +3.80 +3.59 −5.97 −3.80    +3.96 +3.16 −4.97 −3.40    │
      │ x2 −1.63 −5.39 −6.29 −2.97    −0.92 −4.57 −5.65 −2.66    │
      │  1 +0.40 −1.75 +2.36 +4.96    +0.61 −1.82 +2.52 +4.59    │
      │                                                          │
      │ syn1 first  ±10      now  ±10          change  ±10       │
      │          y                 y                 y           │
      │ h1   −0.60             −5.61             −5.02           │
      │ h2   +0.75             +6.08             +5.33           │
      │ h3   −0.95             −9.33             −8.38           │
      │ h4   +0.34             +6.51             +6.17           │
      ╰ M next mark, esc closes ─────────────────────────────────╯"
    `);
    expect(draw({ ...xor, first: limit + 9 }, 60, 16)).toBe(draw({ ...xor, first: limit }, 60, 16));
    expect(compareScrollLimit(xor, { columns: 80, rows: 20 })).toBe(0);
  });

  test('are drawn in ASCII alone where the terminal knows no more', () => {
    expect(draw(xor, 60, 20, inAscii)).toMatchInlineSnapshot(`
      "+ > compare  first (1) and now (5,000) --------------------+
      | #  x1 x2 1    y   first     now   change                 |
      | error            0.4964  0.0130  -0.4834  * 38x smaller  |
      | 1   0  0 1    0  0.4737  0.0107  -0.4631  * closer       |
      | 2   0  1 1    1  0.4890  0.9863  +0.4973  * closer       |
      | 3   1  0 1    1  0.5438  0.9882  +0.4444  * closer       |
      | 4   1  1 1    0  0.5447  0.0159  -0.5288  * closer       |
      |                                                          |
      | syn0 now                      change                     |
      |      h1    h2    h3    h4       h1    h2    h3    h4     |
      | x1 +3.80 +3.59 -5.97 -3.80    +3.96 +3.16 -4.97 -3.40    |
      | x2 -1.63 -5.39 -6.29 -2.97    -0.92 -4.57 -5.65 -2.66    |
      |  1 +0.40 -1.75 +2.36 +4.96    +0.61 -1.82 +2.52 +4.59    |
      | syn1 first           now               change            |
      |          y                 y                 y           |
      | h1   -0.60             -5.61             -5.02           |
      | h2   +0.75             +6.08             +5.33           |
      | h3   -0.95             -9.33             -8.38           |
      | h4   +0.34             +6.51             +6.17           |
      + M next mark, esc closes ---------------------------------+"
    `);
    const frames = [xor, between(momentOf({ hidden: [3] }, 0), xor), propsOf(digits, 0, 2)].flatMap((props) =>
      [60, 80, 120].map((columns) => draw(props, columns, 24, inAscii)),
    );
    expect(frames.join('')).toMatch(/^[\x20-\x7e\n]*$/);
  });

  test('between which the network was given more units have no change of their weights', () => {
    const wider = propsOf({ hidden: [6] }, 1, 5000);
    expect(draw(between(xor.earlier, wider), 80, 24)).toMatchInlineSnapshot(`
      "╭ › compare  first (after 1 iteration) and now (after 5,000) ──────────────────╮
      │ #  x1 x2 1  target   first     now   change                                  │
      │ error               0.4964  0.0156  −0.4808  ✓ 32 times smaller              │
      │ 1   0  0 1       0  0.4737  0.0128  −0.4609  ✓ closer                        │
      │ 2   0  1 1       1  0.4890  0.9911  +0.5021  ✓ closer                        │
      │ 3   1  0 1       1  0.5438  0.9799  +0.4360  ✓ closer                        │
      │ 4   1  1 1       0  0.5447  0.0204  −0.5243  ✓ closer                        │
      │                                                                              │
      │ syn0 3×4 then, 3×6 now: no change to show                                    │
      │    first  ±1.5                            now  ±8                            │
      │        h1      h2      h3      h4          h1   h2   h3   h4   h5   h6       │
      │ x1  −0.17   +0.44   −1.00   −0.40      x1 −6.4 +3.7 −4.6 −2.6 −3.3 −1.2      │
      │ x2  −0.71   −0.82   −0.64   −0.31      x2 −5.4 −2.1 +3.0 −5.4 −2.4 −0.5      │
      │  1  −0.21   +0.07   −0.16   +0.37       1 +2.3 +2.0 −2.1 +5.4 +0.4 −0.1      │
      │ syn1 4×1 then, 6×1 now: no change to show                                    │
      │    first  ±1                              now  ±10                           │
      │          y                                      y                            │
      │ h1   −0.60                             h1   −9.12                            │
      │ h2   +0.75                             h2   −4.83                            │
      │ h3   −0.95                             h3   +4.03                            │
      │ h4   +0.34                             h4   +9.43                            │
      │                                        h5   −3.03                            │
      │                                        h6   +0.36                            │
      ╰ M next mark, esc closes ─────────────────────────────────────────────────────╯"
    `);
  });

  test('between which it was given a layer have the names of their own time, each in its own column', () => {
    const deeper = { ...propsOf({ hidden: [4, 2] }, 1, 100), earlier: xor.earlier };
    const text = draw(deeper, 80, 40);
    const at = text.split('\n').findIndex((line) => line.includes('syn1'));
    expect(
      text
        .split('\n')
        .slice(at, at + 11)
        .join('\n'),
    ).toMatchInlineSnapshot(`
      "│ syn1 4×1 then, 4×2 now: no change to show                                    │
      │    first  ±1                              now  ±1.5                          │
      │          y                                     h1       h2                   │
      │ h1   −0.60                             h1   −0.63    +0.68                   │
      │                                                                              │
      │ h2   +0.75                             h2   −1.01    +0.24                   │
      │                                                                              │
      │ h3   −0.95                             h3   −0.21    +0.04                   │
      │                                                                              │
      │ h4   +0.34                             h4   −0.78    −0.72                   │
      │                                                                              │"
    `);
  });

  test('between which it was given a layer leave its place then empty', () => {
    const deeper = { ...propsOf({ hidden: [4, 2] }, 1, 100), earlier: xor.earlier };
    const lines = draw(deeper, 80, 40).split('\n');
    const at = lines.findIndex((line) => line.includes('syn2'));
    expect(lines[at + 1]).toMatch(/^│ +first {2}none +now/);
    expect(lines[at + 3]?.slice(0, 40).trim()).toBe('│');
  });

  test('of which the earlier one had another layer show that beside nothing', () => {
    const deep = propsOf({ hidden: [4, 2] }, 1, 100);
    const text = draw({ ...xor, earlier: deep.earlier }, 80, 40);
    expect(linesWith(text, 'now: no change')).toHaveLength(2);
    expect(linesWith(text, 'syn2')[0]).toContain('2×1 then, none now');
  });

  test('between which it was given a layer or a bias say so', () => {
    const deeper = between(xor.earlier, propsOf({ hidden: [4, 2] }, 1, 100));
    expect(linesWith(draw(deeper, 80, 40), 'then,')).toMatchInlineSnapshot(`
      [
        "│ syn1 4×1 then, 4×2 now: no change to show                                    │",
        "│ syn2 none then, 2×1 now: no change to show                                   │",
      ]
    `);
    const biased = between(xor.earlier, propsOf({ bias: true }, 1, 100));
    expect(linesWith(draw(biased, 80, 40), ' then:')).toMatchInlineSnapshot(`
      [
        "│ syn0 no b0 then: no change to show                                           │",
        "│ syn1 no b1 then: no change to show                                           │",
      ]
    `);
    expect(linesWith(draw(between(biased.now, biased, xor.now), 80, 40), ' now:')).toHaveLength(2);
  });

  test('have dashes for what was not there before the first iteration', () => {
    const text = draw(propsOf({}, 0, 5000), 80, 20);
    expect(text.split('\n').slice(0, 7).join('\n')).toMatchInlineSnapshot(`
      "╭ › compare  first (after 0 iterations) and now (after 5,000) ─────────────────╮
      │ #  x1 x2 1  target   first     now   change                                  │
      │ error                    –  0.0130        –                                  │
      │ 1   0  0 1       0       –  0.0107        –                                  │
      │ 2   0  1 1       1       –  0.9863        –                                  │
      │ 3   1  0 1       1       –  0.9882        –                                  │
      │ 4   1  1 1       0       –  0.0159        –                                  │"
    `);
    expect(
      draw(propsOf({}, 0, 0), 80, 20)
        .split('\n')
        .slice(1, 4)
        .join('\n'),
    ).toMatchInlineSnapshot(`
      "│ #  x1 x2 1  target   first     now   change                                  │
      │ error                    –       –        –                                  │
      │ 1   0  0 1       0       –       –        –                                  │"
    `);
  });

  test('keep their columns with what is no finite number', () => {
    const now: NetworkView = {
      ...(xor.now as NetworkView),
      error: Number.NaN,
      prediction: Float64Array.of(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300),
      parameters: (xor.now as NetworkView).parameters.map((view) => ({
        ...view,
        sums: view.sums.map((value, index) => [Number.NaN, Number.POSITIVE_INFINITY, value][index % 3] as number),
      })),
    };
    expect(draw({ ...xor, now }, 80, 20)).toMatchInlineSnapshot(`
      "╭ › compare  first (after 1 iteration) and now (after 5,000) ──────────────────╮
      │ #  x1 x2 1  target   first     now   change                                  │
      │ error               0.4964     NaN      NaN                                  │
      │ 1   0  0 1       0  0.4737     NaN      NaN                                  │
      │ 2   0  1 1       1  0.4890     inf     +inf  ✗ farther                       │
      │ 3   1  0 1       1  0.5438    −inf     −inf  ✗ farther                       │
      │ 4   1  1 1       0  0.5447  1e+300  +1e+300  ✗ farther                       │
      │                                                                              │
      │ syn0 first  ±6              now  ±6                  change  ±6              │
      │      h1    h2    h3    h4     h1    h2    h3    h4     h1    h2    h3    h4  │
      │ x1 −0.17 +0.44 −1.00 −0.40   NaN   +inf −5.97  NaN    NaN   +inf −4.97  NaN  │
      │ x2 −0.71 −0.82 −0.64 −0.31   +inf −5.39  NaN   +inf   +inf −4.57  NaN   +inf │
      │  1 −0.21 +0.07 −0.16 +0.37  +0.40  NaN   +inf +4.96  +0.61  NaN   +inf +4.59 │
      │ syn1 first  ±10             now  ±10                 change  ±10             │
      │          y                        y                        y                 │
      │ h1   −0.60                      NaN                      NaN                 │
      │ h2   +0.75                     +inf                     +inf                 │
      │ h3   −0.95                    −9.33                    −8.38                 │
      │ h4   +0.34                      NaN                      NaN                 │
      ╰ M next mark, esc closes ─────────────────────────────────────────────────────╯"
    `);
    for (const columns of [60, 120]) draw(between(now, xor, now), columns, 24);
  });

  test('are on their way until the thread has answered', () => {
    expect(draw(between(undefined, xor), 60, 5)).toMatchInlineSnapshot(`
      "╭ › compare ───────────────────────────────────────────────╮
      │ going back to first                                      │
      │                                                          │
      │                                                          │
      ╰ M next mark, esc closes ─────────────────────────────────╯"
    `);
    expect(draw({ ...xor, now: undefined }, 60, 4)).toMatchInlineSnapshot(`
      "╭ › compare ───────────────────────────────────────────────╮
      │ starting                                                 │
      │                                                          │
      ╰ M next mark, esc closes ─────────────────────────────────╯"
    `);
    expect(compareScrollLimit(between(undefined, xor), { columns: 60, rows: 5 })).toBe(0);
  });
});

describe('the errors of two moments', () => {
  const errorLine = (then: number, now: number, columns = 80): string => {
    const [before, after] = [xor.earlier, xor.now] as [Earlier, NetworkView];
    const props = between({ ...before, error: then }, xor, { ...after, error: now });
    return linesWith(draw(props, columns, 20), 'error')[0] as string;
  };

  test('say how many times smaller or larger the newer one is', () => {
    const lines = [
      errorLine(0.4964, 0.0044),
      errorLine(0.4, 0.2),
      errorLine(0.2, 0.5),
      errorLine(0.5, 0.49),
      errorLine(0.5, 0.000012),
      errorLine(0.5, 1e-9),
      errorLine(0.5, 0),
      errorLine(0.5, Number.POSITIVE_INFINITY),
      errorLine(0.5, Number.NaN),
      errorLine(0.4964, 0.0044, 60),
    ];
    expect(lines.map((line) => line.slice(22)).join('\n')).toMatchInlineSnapshot(`
      "0.4964  0.0044  −0.4920  ✓ 113 times smaller             │
      0.4000  0.2000  −0.2000  ✓ 2.0 times smaller             │
      0.2000  0.5000  +0.3000  ✗ 2.5 times larger              │
      0.5000  0.4900  −0.0100  · about the same                │
      0.5000  1.2e-5  −0.5000  ✓ 41,667 times smaller          │
      0.5000  1.0e-9  −0.5000  ✓ 500M times smaller            │
      0.5000  0.0000  −0.5000  ✓ smaller                       │
      0.5000     inf     +inf  ✗ larger                        │
      0.5000     NaN      NaN                                  │
      964  0.0044  −0.4920  ✓ 113× smaller │"
    `);
  });
});

const digits: SubjectSettings = {
  inputs: Array.from({ length: 300 }, (_, row) => Array.from({ length: 40 }, (_, column) => (row * column) % 17)),
  targets: Array.from({ length: 300 }, (_, row) => Array.from({ length: 10 }, (_, digit) => +(row % 10 === digit))),
  hidden: [200],
  bias: true,
};

describe('two moments of a large network', () => {
  const large = propsOf(digits, 1, 3);

  test('show means of blocks, one above the other, and the many rows after them', () => {
    expect(draw(large, 80, 20)).toMatchInlineSnapshot(`
      "╭ › compare  first (after 1 iteration) and now (after 3) ────── 1–16 of 3,044 ─╮
      │                                first     now   change                        │
      │ error                         0.4518  0.1000  −0.3518  ✓ 4.5 times smaller   │
      │ syn0 now  ±4                                                                 │
      │      h1  h13 h25 h37 h49 h61 h73 h85 h97 h109  h127  h145  h163  h181        │
      │   x1 + − + + + + + + + + + + − + + + − + − − + + − − − + − + − − − − − +     │
      │   x5 + + + + + + − + + + + + − + + + − + − − + + − − − + + + − − − − + +     │
      │   x9 + + + + + + − + − + + + − + + + − + − − + + − − − + + + − − − − − +     │
      │  x13 + − + − + + + + − + + + − + + + − + − − + + − − − + + − − − − − − +     │
      │  x17 + + + − + + − + + + + + − + + + − + − − − + − + − + + − − − − − + +     │
      │  x21 + + + + + + − + + + + + − + + + − + − − + + − − − + + + − − − − + +     │
      │  x25 + + + + + + − + + + + + − + + + − + − − + + − − − + + + − − − − + +     │
      │  x29 + + + − + + − + − + + + − + + + − + − − − + − − − + + + − − − − − +     │
      │  x33 + + + + − + − + + + + + − + + + − + − − + + − − − + + + − − − − − +     │
      │  x37 + + + + + + − + + + + + − + + + − + − − + + − − − + + + − − − − − +     │
      │   b0 + − + + − + − + + − + + − + + + − + − − − + − + − + + − − + − − + +     │
      │      change  ±1                                                 means of 4×6 │
      │      h1  h13 h25 h37 h49 h61 h73 h85 h97 h109  h127  h145  h163  h181        │
      │   x1 · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · ·     │
      ╰ M next mark, esc closes ─────────────────────────────────────────────────────╯"
    `);
    const limit = compareScrollLimit(large, { columns: 80, rows: 20 });
    expect(draw({ ...large, first: limit - 1 }, 80, 20)).toMatchInlineSnapshot(`
      "╭ › compare  first (1) and now (3) ───────────────────── 3,028–3,043 of 3,044 ─╮
      │   #  x1 x2 x3 x4 …         y   first     now   change                        │
      │ error                         0.4518  0.1000  −0.3518  ✓ 4.5 times smaller   │
      │ 299   0  9  1 10    y4     0  0.0005  0.0000  −0.0005  ✓ closer              │
      │                     y5     0  0.0397  0.0000  −0.0397  ✓ closer              │
      │                     y6     0  0.1248  0.0000  −0.1248  ✓ closer              │
      │                     y7     0  0.0087  0.0000  −0.0087  ✓ closer              │
      │                     y8     0  0.1066  0.0000  −0.1066  ✓ closer              │
      │                     y9     1  1.0000  0.0000  −1.0000  ✗ farther             │
      │                     y10    0  0.9999  0.0000  −0.9999  ✓ closer              │
      │ 300   0 10  3 13    y1     0  0.0351  0.0000  −0.0351  ✓ closer              │
      │                     y2     0  0.9928  0.0000  −0.9928  ✓ closer              │
      │                     y3     0  0.0104  0.0000  −0.0104  ✓ closer              │
      │                     y4     0  0.0008  0.0000  −0.0008  ✓ closer              │
      │                     y5     0  0.0244  0.0000  −0.0244  ✓ closer              │
      │                     y6     0  0.2242  0.0000  −0.2242  ✓ closer              │
      │                     y7     0  0.1350  0.0000  −0.1350  ✓ closer              │
      │                     y8     0  0.3021  0.0000  −0.3021  ✓ closer              │
      │                     y9     0  0.9748  0.0000  −0.9748  ✓ closer              │
      ╰ M next mark, esc closes ─────────────────────────────────────────────────────╯"
    `);
  });

  test('keep to their box wherever they are scrolled to', () => {
    for (const columns of [60, 80, 120, 200]) {
      for (let first = 0; first < 100; first += 7) draw({ ...large, first }, columns, 24);
    }
  });
});

describe('the rows of two moments', () => {
  test('have the points of their targets in one column, and say which prediction is closer', () => {
    const props = propsOf({ targets: [[0.5], [1], [0.25], [0.125]] }, 1, 200);
    const now = {
      ...(props.now as NetworkView),
      prediction: (props.earlier as NetworkView).prediction.map((value) => value),
    };
    now.prediction[0] = 0.5;
    now.prediction[1] = 0;
    const frame = drawCompare({ ...props, now }, { columns: 80, rows: 20 }, inColour);
    expect(frame.slice(1, 7).map(plainLine).join('\n')).toMatchInlineSnapshot(`
      "│ #  x1 x2 1  target   first     now   change                                  │
      │ error               0.3127  0.1035  −0.2092  ✓ 3.0 times smaller             │
      │ 1   0  0 1   0.5    0.4737  0.5000  +0.0263  ✓ closer                        │
      │ 2   0  1 1   1      0.4890  0.0000  −0.4890  ✗ farther                       │
      │ 3   1  0 1   0.25   0.5438  0.5438   0.0000  · same                          │
      │ 4   1  1 1   0.125  0.5447  0.5447   0.0000  · same                          │"
    `);
  });
});
