import { describe, expect, test } from 'vitest';
import { type CompareProps, compareScrollLimit, drawCompare } from '../../../src/ui/panes/compare-pane.ts';
import type { Earlier } from '../../../src/ui/panes/compare-table.ts';
import { lineWidth } from '../../../src/ui/text/line.ts';
import type { Theme } from '../../../src/ui/theme/theme.ts';
import type { NetworkView } from '../../../src/worker/protocol.ts';
import { full } from '../../full.ts';
import { inAscii, inColour, textOf, withoutColour } from '../frames.ts';
import { type SubjectSettings, subjectOf } from '../subjects.ts';
import { snapshotOf, trainedModel } from '../training.ts';

function stateOf(settings: SubjectSettings, iterations: number): Earlier {
  const { layers } = subjectOf(settings).program.roles;
  return { ...snapshotOf(trainedModel(subjectOf(settings), iterations)), layers };
}

function propsOf(settings: SubjectSettings, before: number, after: number): CompareProps {
  const { program, inputs, targets, inputNames, targetNames } = subjectOf(settings);
  const [then, now] = [stateOf(settings, before), stateOf(settings, after)];
  return { title: 'first', earlier: then, now, program, inputs, targets, inputNames, targetNames, first: 0 };
}

test('counts the iterations of two trainings of a script in each of them', () => {
  const places = { before: { number: 1, iteration: 1 }, now: { number: 3, iteration: 2000 } };
  const titleAt = (columns: number): string | undefined => draw({ ...xor, places }, columns, 20).split('\n')[0];
  expect(titleAt(120)).toContain('first (training 1, after 1 iteration) and now (training 3, after 2,000) ');
  expect(titleAt(60)).toContain('first (training 1) and now (training 3) ');
});

function between(then: Earlier | NetworkView | undefined, props: CompareProps, now = props.now): CompareProps {
  return { ...props, earlier: then && { layers: props.program.roles.layers, ...then }, now };
}

test('judges no errors of two loops of a script that train other weights to other targets', () => {
  const parameters = stateOf({}, 1).parameters.map((own) => ({ ...own, name: `other ${own.name}` }));
  const then = { ...stateOf({}, 1), parameters, hasOtherTargets: true };
  expect(draw(between(then, xor), 120, 20)).toMatch(/error .* other targets/);
  expect(draw(between({ ...then, parameters: xor.now!.parameters }, xor), 120, 20)).toMatch(/error .* times smaller/);
});

const xor = propsOf({}, 1, 5000);

function draw(props: CompareProps, columns: number, rows: number, theme = inColour): string {
  const frame = drawCompare(props, { columns, rows }, theme);
  expect(frame.map(lineWidth)).toEqual(Array(rows).fill(columns));
  return textOf(frame);
}

function linesWith(text: string, part: string): readonly string[] {
  return text.split('\n').filter((line) => line.includes(part));
}

/** The lines of a frame without borders and trailing spaces. */
function linesOf(text: string): readonly string[] {
  return text.split('\n').map((line) => line.replace(/^│ |[ │]+$/g, ''));
}

/** The lines from the label of a row of cells to the next label. */
function cellHeight(text: string): number {
  const lines = linesOf(text);
  const at = (label: string): number => lines.findIndex((line) => line.startsWith(`${label} `));
  return at('x2') - at('x1');
}

describe('two states of a run', () => {
  test('are side by side: errors, predictions and weights', () => {
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

  test('have taller cells in a tall pane, in colour only', () => {
    expect([20, 28, 36].map((rows) => cellHeight(draw(xor, 120, rows)))).toEqual([1, 2, 3]);
    expect(cellHeight(draw(xor, 120, 36, withoutColour))).toBe(1);
  });

  test('have the range of the colours in colour only', () => {
    const captions = (theme: Theme): string =>
      linesWith(draw(xor, 120, 36, theme), 'change')
        .at(1)
        ?.replace(/ +/g, ' ') ?? '';
    expect(captions(inColour)).toBe('│ syn0 first ±8 now ±8 change ±6 │');
    expect(captions(withoutColour)).toBe('│ syn0 first now change │');
  });

  test('leave the earlier weights out in a narrow pane, and scroll in a short one', () => {
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
    const end = linesOf(draw({ ...xor, first: limit }, 60, 16));
    expect(end[0]).toMatch(/6–17 of 17 ─╮$/);
    expect(end.slice(1, 4)).toEqual([
      '                  first     now   change',
      'error            0.4964  0.0130  −0.4834  ✓ 38× smaller',
      'syn0 now  ±8                  change  ±6',
    ]);
    expect(end.at(-2)).toBe('h4   +0.34             +6.51             +6.17');
    expect(draw({ ...xor, first: limit + 9 }, 60, 16)).toBe(draw({ ...xor, first: limit }, 60, 16));
    expect(compareScrollLimit(xor, { columns: 80, rows: 20 })).toBe(0);
  });

  test('name the inputs in full where no cell gets narrower for it', () => {
    const named = ['sepal length', 'sepal width', 'petal length'];
    const long = { ...xor, inputNames: named };
    for (const [columns, shown] of [
      [120, named],
      [64, ['sepal…ength', 'sepal width', 'petal…ength']],
    ] as const) {
      const lines = draw(long, columns, 40).split('\n');
      expect(shown.filter((name) => lines.some((line) => line.includes(` ${name} `)))).toEqual(shown);
    }
  });

  test('are drawn in ASCII alone on a terminal without UTF-8', () => {
    expect(linesWith(draw(xor, 60, 20, inAscii), 'closer')[0]).toBe(
      '| 1   0  0 1    0  0.4737  0.0107  -0.4631  * closer       |',
    );
    const frames = [xor, between(stateOf({ hidden: [3] }, 0), xor), propsOf(digits, 0, 2)].flatMap((props) =>
      [60, 80, 120].map((columns) => draw(props, columns, 24, inAscii)),
    );
    expect(frames.join('')).toMatch(/^[\x20-\x7e\n]*$/);
  });

  test('networks with different numbers of units show no change of weights', () => {
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

  test('each state has the unit names of its own network', () => {
    const deeper = { ...propsOf({ hidden: [4, 2] }, 1, 100), earlier: xor.earlier };
    const lines = linesOf(draw(deeper, 80, 40));
    const at = lines.findIndex((line) => line.startsWith('syn1'));
    expect(lines.slice(at, at + 4)).toEqual([
      'syn1 4×1 then, 4×2 now: no change to show',
      '   first  ±1                              now  ±1.5',
      '         y                                     h1       h2',
      'h1   −0.60                             h1   −0.63    +0.68',
    ]);
  });

  test('leave the place of a layer empty that the earlier network has not', () => {
    const deeper = { ...propsOf({ hidden: [4, 2] }, 1, 100), earlier: xor.earlier };
    const lines = draw(deeper, 80, 40).split('\n');
    const at = lines.findIndex((line) => line.includes('syn2'));
    expect(lines[at + 1]).toMatch(/^│ +first {2}none +now/);
    expect(lines[at + 3]?.slice(0, 40).trim()).toBe('│');
  });

  test('show a layer that only the earlier network has', () => {
    const deep = propsOf({ hidden: [4, 2] }, 1, 100);
    const text = draw({ ...xor, earlier: deep.earlier }, 80, 40);
    expect(linesWith(text, 'now: no change')).toHaveLength(2);
    expect(linesWith(text, 'syn2')[0]).toContain('2×1 then, none now');
  });

  test('say why there is no change of a layer', () => {
    const reasons = (props: CompareProps): readonly string[] =>
      linesOf(draw(props, 80, 40)).flatMap((line) => /^(.*): no change to show$/.exec(line)?.[1] ?? []);
    const deeper = between(xor.earlier, propsOf({ hidden: [4, 2] }, 1, 100));
    expect(reasons(deeper)).toEqual(['syn1 4×1 then, 4×2 now', 'syn2 none then, 2×1 now']);
    const biased = between(xor.earlier, propsOf({ bias: true }, 1, 100));
    expect(reasons(biased)).toEqual(['syn0 no b0 then', 'syn1 no b1 then']);
    expect(reasons(between(biased.now, biased, xor.now))).toEqual(['syn0 no b0 now', 'syn1 no b1 now']);
  });

  test('have dashes for figures of before the first iteration', () => {
    expect(linesOf(draw(propsOf({}, 0, 5000), 80, 20)).slice(2, 4)).toEqual([
      'error                    –  0.0130        –',
      '1   0  0 1       0       –  0.0107        –',
    ]);
    expect(linesOf(draw(propsOf({}, 0, 0), 80, 20)).slice(2, 4)).toEqual([
      'error                    –       –        –',
      '1   0  0 1       0       –       –        –',
    ]);
  });

  test('keep their columns with NaN and infinity', () => {
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

  test('say what they wait for before the training thread has answered', () => {
    expect(linesOf(draw(between(undefined, xor), 60, 5))[1]).toBe('going back to first');
    expect(linesOf(draw({ ...xor, now: undefined }, 60, 4))[1]).toBe('starting');
    expect(compareScrollLimit(between(undefined, xor), { columns: 60, rows: 5 })).toBe(0);
  });
});

describe('the errors of two states', () => {
  test.each([
    [0.4964, 0.0044, 80, '0.4964  0.0044  −0.4920  ✓ 113 times smaller'],
    [0.4, 0.2, 80, '0.4000  0.2000  −0.2000  ✓ 2.0 times smaller'],
    [0.2, 0.5, 80, '0.2000  0.5000  +0.3000  ✗ 2.5 times larger'],
    [0.5, 0.49, 80, '0.5000  0.4900  −0.0100  · about the same'],
    [0.5, 0.000012, 80, '0.5000  1.2e-5  −0.5000  ✓ 41,667 times smaller'],
    [0.5, 1e-9, 80, '0.5000  1.0e-9  −0.5000  ✓ 500M times smaller'],
    [0.5, 0, 80, '0.5000  0.0000  −0.5000  ✓ smaller'],
    [0.5, Number.POSITIVE_INFINITY, 80, '0.5000     inf     +inf  ✗ larger'],
    [0.5, Number.NaN, 80, '0.5000     NaN      NaN'],
    [0.4964, 0.0044, 60, '0.4964  0.0044  −0.4920  ✓ 113× smaller'],
  ])('%d and %d in %i columns', (then, now, columns, words) => {
    const [before, after] = [xor.earlier, xor.now] as [Earlier, NetworkView];
    const props = between({ ...before, error: then }, xor, { ...after, error: now });
    const line = linesOf(draw(props, columns, 20)).find((own) => own.startsWith('error'));
    expect(line?.replace(/^error +/, '')).toBe(words);
  });
});

const digits: SubjectSettings = {
  inputs: Array.from({ length: 300 }, (_, row) => Array.from({ length: 40 }, (_, column) => (row * column) % 17)),
  targets: Array.from({ length: 300 }, (_, row) => Array.from({ length: 10 }, (_, digit) => +(row % 10 === digit))),
  hidden: [200],
  bias: true,
};

describe('two states of a large network', () => {
  const large = propsOf(digits, 1, 3);

  test('are means of blocks, one above the other, and the rows come last', () => {
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

  test('keep to their box at every scroll position', () => {
    for (const columns of [60, 80, 120, 200]) {
      for (let first = 0; first < 100; first += full ? 7 : 33) draw({ ...large, first }, columns, 24);
    }
  });
});

describe('the rows of two states', () => {
  test('align the points of targets, and say which prediction is closer', () => {
    const props = propsOf({ targets: [[0.5], [1], [0.25], [0.125]] }, 1, 200);
    const now = {
      ...(props.now as NetworkView),
      prediction: (props.earlier as NetworkView).prediction.map((value) => value),
    };
    now.prediction[0] = 0.5;
    now.prediction[1] = 0;
    expect(linesOf(draw({ ...props, now }, 80, 20)).slice(3, 7)).toEqual([
      '1   0  0 1   0.5    0.4737  0.5000  +0.0263  ✓ closer',
      '2   0  1 1   1      0.4890  0.0000  −0.4890  ✗ farther',
      '3   1  0 1   0.25   0.5438  0.5438   0.0000  · same',
      '4   1  1 1   0.125  0.5447  0.5447   0.0000  · same',
    ]);
  });
});
