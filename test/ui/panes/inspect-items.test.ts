import { describe, expect, test } from 'vitest';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import { printStatement } from '../../../src/language/print.ts';
import type { Statement } from '../../../src/language/program.ts';
import type { GivenSettings } from '../../../src/network/settings.ts';
import { drawInspect } from '../../../src/ui/panes/inspect-pane.ts';
import { lineWidth, plainLine } from '../../../src/ui/text/line.ts';
import { createTheme, type Theme } from '../../../src/ui/theme/theme.ts';
import type { Size } from '../../../src/ui/views/layout.ts';
import { inspectLine } from '../../../src/worker/inspect.ts';
import { buildProgram } from '../../network/build-program.ts';

const unicode = createTheme(24, true);
const ascii = createTheme(1, false);
/** What a view has of a terminal of 120×40, 80×24 and 60×20. */
const wide = { columns: 120, rows: 35 };
const usual = { columns: 80, rows: 19 };
const narrow = { columns: 60, rows: 15 };

const inputs = [
  [0, 0, 1],
  [0, 1, 1],
  [1, 0, 1],
  [1, 1, 1],
];
const tutorial: GivenSettings = { layerSizes: [3, 4, 1], bias: false, learningRate: 1 };

function trained(changes: Partial<GivenSettings>, iterations = 20): TrainingRun {
  const settings = { ...tutorial, ...changes };
  const targets =
    settings.layerSizes.at(-1) === 1
      ? [[0], [1], [1], [0]]
      : [
          [1, 0],
          [0, 1],
          [0, 1],
          [1, 0],
        ];
  const run = new TrainingRun(buildProgram(settings, 4), matrixFromRows(inputs), matrixFromRows(targets), 1);
  for (let i = 0; i < iterations; i++) run.iterate();
  return run;
}

interface Look {
  readonly row?: number;
  readonly column?: number;
  readonly size?: Size;
  readonly theme?: Theme;
}

/** The pane for the line that begins so, as text without its empty lines. */
function look(
  run: TrainingRun,
  code: string,
  { row = 1, column = 0, size = usual, theme = unicode }: Look = {},
): string {
  const line = run.program.iteration.findIndex((statement) => printStatement(statement).startsWith(code));
  const inspection = { type: 'inspection', run: 1, ...inspectLine(run, line, { row, column }) } as const;
  const statement = run.program.iteration[line] as Statement;
  const frame = drawInspect({ statement, line, error: run.program.roles.error, inspection }, size, theme);
  expect(frame.length).toBe(size.rows);
  expect(new Set(frame.map(lineWidth))).toEqual(new Set([size.columns]));
  return frame
    .map(plainLine)
    .filter((text) => !/^[│|] +[│|]$/.test(text))
    .join('\n');
}

describe('activations', () => {
  test('a tanh forward has its dot on its own curve', () => {
    expect(look(trained({ activations: ['tanh', 'sigmoid'] }), 'l1 = tanh')).toMatchInlineSnapshot(`
      "╭ › line 2 by tanh  l1 = tanh(l0 @ syn0) ───────────────────────── esc closes ─╮
      │ l1[1,0]   iteration 20   arrows choose a cell                                │
      │ l0[1,0] × syn0[0,0]   0.0000 × −0.1795 =  0.0000              │              │
      │ l0[1,1] × syn0[1,0]  +1.0000 × −0.7576 = −0.7576  ████████████│              │
      │ l0[1,2] × syn0[2,0]  +1.0000 × +0.0064 = +0.0064              │█             │
      │ up +0.0064   down −0.7576   98 % remains, the rest cancels                   │
      │ l0 @ syn0 = −0.7512                                                          │
      │ tanh(−0.7512) = −0.6358                                                      │
      │ l1[1,0] = −0.6358                                                            │
      │   1 │                 ⢀⡴⠚⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉                                         │
      │     │                ⢀⠎                                                      │
      │     │               ⢀⡎                                                       │
      │   0 │               ⡼                                                        │
      │     │              ⣰⠁                                                        │
      │     │             ●⠃                                                         │
      │  −1 │⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⡤⠞⠁                                                          │
      │      −6             0             +6                                         │
      │ tanh at z = −0.75                                                            │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
  });

  test('a tanh delta has its slope, and words by its own measure', () => {
    const run = trained({ activations: ['tanh', 'sigmoid'] });
    expect(look(run, 'l1_delta', { size: wide })).toMatchInlineSnapshot(`
      "╭ › line 7 by tanh  l1_delta = l1_error * tanh_slope(l1) ───────────────────────────────────────────────── esc closes ─╮
      │ l1_delta[1,0]   iteration 20   arrows choose a cell                               1 │                  ⣠⠖⠋⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉ │
      │                                                                                     │                 ⣰⠃             │
      │   1 +0.0221   │█  × +1.0000   │██ = +0.0221   │██  uncertain: moved most            │                ⢠⠃⡔             │
      │ › 2 −0.0406 ██│   × +0.5957   │█  = −0.0242 ██│    in between: moved a little       │                ⡎⡸⠁             │
      │   3 −0.0196  █│   × +0.9706   │██ = −0.0191 ██│    uncertain: moved most            │               ⢰⣰⠁              │
      │   4 +0.0429   │██ × +0.4658   │█  = +0.0200   │██  in between: moved a little     0 │               ⢠⠃               │
      │                                                                                     │              ⢠⠇                │
      │ l1_error[1,0] × tanh_slope(l1[1,0]) = −0.0406 × +0.5957 = −0.0242                   │             ⢀⠏                 │
      │                                                                                     │            ⢀●                  │
      │ l1_delta[1,0] = −0.0242                                                          −1 │⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣠⠴⡜                   │
      │                                                                                      −6             0             +6 │
      │                                                                                 tanh: slope +0.5957 at z = −0.75     │
      ╰──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯"
    `);
    expect(look(run, 'l1_delta', { size: narrow })).toMatchInlineSnapshot(`
      "╭ › line 7 by tanh ─────────────────────────── esc closes ─╮
      │ l1_delta = l1_error * tanh_slope(l1)                     │
      │ l1_delta[1,0]   iteration 20   arrows choose a cell      │
      │   1 +0.0221    │██  × +1.0000    │███ = +0.0221    │███  │
      │ › 2 −0.0406 ███│    × +0.5957    │██  = −0.0242 ███│     │
      │   3 −0.0196   █│    × +0.9706    │███ = −0.0191  ██│     │
      │   4 +0.0429    │███ × +0.4658    │█   = +0.0200    │██   │
      │ in between: moved a little                               │
      │ l1_error[1,0]…ope(l1[1,0]) = −0.0406 × +0.5957 = −0.0242 │
      │ l1_delta[1,0] = −0.0242                                  │
      ╰──────────────────────────────────────────────────────────╯"
    `);
  });

  test('a relu delta is off, or on', () => {
    const run = trained({ activations: ['relu', 'sigmoid'] });
    expect(look(run, 'l1_delta')).toMatchInlineSnapshot(`
      "╭ › line 7 by relu  l1_delta = l1_error * relu_slope(l1) ───────── esc closes ─╮
      │ l1_delta[1,0]   iteration 20   arrows choose a cell                          │
      │   1 +0.0749    │███ ×  0.0000    │    =  0.0000    │     off: learns nothing │
      │ › 2 −0.0728 ███│    ×  0.0000    │    =  0.0000    │     off: learns nothing │
      │   3 −0.0144   █│    ×  0.0000    │    =  0.0000    │     off: learns nothing │
      │   4 +0.0739    │███ ×  0.0000    │    =  0.0000    │     off: learns nothing │
      │ l1_error[1,0] × relu_slope(l1[1,0]) = −0.0728 ×  0.0000 =  0.0000            │
      │ l1_delta[1,0] =  0.0000                                                      │
      │   4 │                            ⣠⠔⠋                                         │
      │     │                        ⢀⣠⠖⠋                                            │
      │   2 │                     ⢀⡠⠖⠋                                               │
      │     │                  ⢀⡠⠖⠉                                                  │
      │   0 │⣀⣀⣀⣀⣀⣀⣀●⣀⣀⣀⣀⣀⣀⣀⣀⡤⠞⠉                                                     │
      │      −4             0             +4                                         │
      │ relu: slope 0 at every z up to 0                                             │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
    expect(look(run, 'l1_delta', { column: 3 })).toMatchInlineSnapshot(`
      "╭ › line 7 by relu  l1_delta = l1_error * relu_slope(l1) ───────── esc closes ─╮
      │ l1_delta[1,3]   iteration 20   arrows choose a cell                          │
      │   1 −0.0097 ███│    × +1.0000    │███ = −0.0097 ███│     on: passes all      │
      │ › 2 +0.0095    │███ × +1.0000    │███ = +0.0095    │███  on: passes all      │
      │   3 +0.0019    │█   ×  0.0000    │    =  0.0000    │     off: learns nothing │
      │   4 −0.0096 ███│    ×  0.0000    │    =  0.0000    │     off: learns nothing │
      │ l1_error[1,3] × relu_slope(l1[1,3]) = +0.0095 × +1.0000 = +0.0095            │
      │ l1_delta[1,3] = +0.0095                                                      │
      │   4 │                            ⣠⠔⠋                                         │
      │     │                        ⢀⣠⠖⠋                                            │
      │   2 │                     ⢀⡀⠖⠋                                               │
      │     │                  ⢀⡠⠖⠉                                                  │
      │   0 │⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⢀●⠞⠉                                                     │
      │      −4             0             +4                                         │
      │ relu: slope +1.0000 at z = +0.39                                             │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
  });

  test('a gelu finds its dot by the sum, forward and back', () => {
    const run = trained({ activations: ['gelu', 'sigmoid'] });
    expect(look(run, 'l1 = gelu', { row: 2 })).toMatchInlineSnapshot(`
      "╭ › line 3 by gelu  l1 = gelu(l1_z) ────────────────────────────── esc closes ─╮
      │ l1[2,0]   iteration 20   arrows choose a cell                                │
      │   1 +0.0300    │█   → +0.0154    │█                                          │
      │   2 −0.7996  ██│    → −0.1695 ███│                                           │
      │ › 3 −0.4516   █│    → −0.1471 ███│                                           │
      │   4 −1.2812 ███│    → −0.1282  ██│                                           │
      │ gelu(−0.4516) = −0.1471                                                      │
      │ l1[2,0] = −0.1471                                                            │
      │    4 │                          ⢀⡠⠖⠋                                         │
      │      │                       ⣀⡤⠚⠉                                            │
      │      │                    ⣀⡴⠚⠁                                               │
      │      │                 ⣀⠴⠚⠁                                                  │
      │ −0.5 │⠒⠒⠒⠒⠒⠒⠒⠲⠤⠤⠤⠤⠤●⠴⠒⠋⠁                                                     │
      │       −4             0            +4                                         │
      │ gelu at z = −0.45                                                            │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
    expect(look(run, 'l1_delta', { row: 2, theme: ascii })).toMatchInlineSnapshot(`
      "+ > line 8 by gelu  l1_delta = l1_error * gelu_slope(l1_z) ------- esc closes -+
      | l1_delta[2,0]   iteration 20   arrows choose a cell                          |
      |   1 +0.0322   |#  x +0.5240   |## = +0.0169   |##  half on: 52 % passes      |
      |   2 -0.0733 ##|   x -0.0197  #|   = +0.0014   |#   in the dip: sign reversed |
      | > 3 -0.0204  #|   x +0.1631   |#  = -0.0033  #|    half on: 16 % passes      |
      |   4 +0.0835   |## x -0.1249  #|   = -0.0104  #|    in the dip: sign reversed |
      | l1_error[2,0] x gelu_slope(l1_z[2,0]) = -0.0204 x +0.1631 = -0.0033          |
      | l1_delta[2,0] = -0.0033                                                      |
      |    4 |                          ....                                         |
      |      |                       ....                                            |
      |      |                    ....                                               |
      |      |                 ....                                                  |
      | -0.5 |.............O.....                                                    |
      |       -4             0            +4                                         |
      | gelu: slope +0.1631 at z = -0.45                                             |
      +------------------------------------------------------------------------------+"
    `);
  });

  test('a softmax is a row of shares', () => {
    const run = trained({ layerSizes: [3, 4, 2], activations: ['tanh', 'softmax'], loss: 'cross-entropy' });
    expect(look(run, 'l2 =')).toMatchInlineSnapshot(`
      "╭ › line 5 by softmax ──────────────────────────────────────────── esc closes ─╮
      │ l2 = l2_exp / sum(l2_exp, axis=1, keepdims=True)                             │
      │ l2[1,0]   iteration 20   arrows choose a cell                                │
      │ › l2_exp[1,0]  +0.8853  ██████████████                  47.0 %               │
      │   l2_exp[1,1]  +1.0000  ████████████████                53.0 %               │
      │ l2_exp[1,0] / sum(l2_ex…axis=1, keepdims=True) = +0.8853 / +1.8853 = +0.4696 │
      │ l2[1,0] = +0.4696                                                            │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
    expect(look(run, 'l2_delta')).toMatchInlineSnapshot(`
      "╭ › line 7 by softmax, cross-entropy  l2_delta = l2_error / 4 ──── esc closes ─╮
      │ l2_delta[1,0]   iteration 20   arrows choose a cell                          │
      │   1 +0.3086    │██  / +4.0000 = +0.0772    │██   moved in full               │
      │ › 2 −0.4696 ███│    / +4.0000 = −0.1174 ███│     moved in full               │
      │   3 −0.3107  ██│    / +4.0000 = −0.0777  ██│     moved in full               │
      │   4 +0.5475    │███ / +4.0000 = +0.1369    │███  wrong: moved in full        │
      │ l2_error[1,0] / 4 = −0.4696 / 4 = −0.1174                                    │
      │ l2_delta[1,0] = −0.1174                                                      │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
  });
});

describe('updates', () => {
  test('with L1 and L2 and momentum say what each part adds or takes', () => {
    const run = trained({ l1: 0.001, l2: 0.01, optimizer: 'momentum', learningRate: 0.1 });
    expect(look(run, 'v_syn1 =')).toMatchInlineSnapshot(`
      "╭ › line 8 by l1 and l2, momentum ──────────────────────────────── esc closes ─╮
      │ v_syn1 = mu * v_syn1 + (l1.T @ l2_delta - 0.001 * sign(syn1) - 0.01 * syn1)  │
      │ v_syn1[1,0]   iteration 20   arrows choose a cell                            │
      │ l1[0,1] × l2_delta[0,0]  +0.5027 × −0.1138 = −0.0572    ████████│            │
      │ l1[1,1] × l2_delta[1,0]  +0.3232 × +0.1301 = +0.0420            │██████      │
      │ l1[2,1] × l2_delta[2,0]  +0.5872 × +0.1208 = +0.0710            │██████████  │
      │ l1[3,1] × l2_delta[3,0]  +0.4019 × −0.1306 = −0.0525     ███████│            │
      │ up +0.1130   down −0.1097   1 % remains, the rest cancels                    │
      │ l1.T @ l2_delta = +0.0033                                                    │
      │   mu × v_syn1[1,0]         −0.0598  █████████│           previous value      │
      │ + l1.T @ l2_delta          +0.0033           │█          descent direction   │
      │ − 0.001 × sign(syn1[1,0])  −0.0010          █│           L1 penalty          │
      │ − 0.01 × syn1[1,0]         −0.0063          █│           L2 penalty          │
      │ sum −0.0638                                                                  │
      │ v_syn1[1,0] = −0.0638                                                        │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
    expect(look(run, 'v_syn1 =', { size: narrow })).toMatchInlineSnapshot(`
      "╭ › line 8 by l1 and l2, momentum ──────────── esc closes ─╮
      │ v_syn1 = mu * v_syn1 + (l1.T @ l2_delta - 0.001 *        │
      │ sign(syn1) - 0.01 * syn1)                                │
      │ v_syn1[1,0]   iteration 20   arrows choose a cell        │
      │   mu × v_syn1[1,0]   −0.0598  ███│     previous value    │
      │ + l1.T @ l2_delta    +0.0033     │█    descent direction │
      │ − 0.001 ×…yn1[1,0])  −0.0010    █│     L1 penalty        │
      │ − 0.01 × syn1[1,0]   −0.0063    █│     L2 penalty        │
      │ sum −0.0638                                              │
      │ v_syn1[1,0] = −0.0638                                    │
      ╰──────────────────────────────────────────────────────────╯"
    `);
    expect(look(run, 'syn1 +=')).toMatchInlineSnapshot(`
      "╭ › line 9 by alpha, momentum  syn1 += alpha * v_syn1 ──────────── esc closes ─╮
      │ syn1[1,0]   iteration 20   arrows choose a cell                              │
      │   1 +0.1000 × +0.0636    │███ = +0.0064    │███                              │
      │ › 2 +0.1000 × −0.0638 ███│    = −0.0064 ███│                                 │
      │   3 +0.1000 × +0.0631    │███ = +0.0063    │███                              │
      │   4 +0.1000 × −0.0162   █│    = −0.0016   █│                                 │
      │ alpha × v_syn1[1,0] = +0.1000 × −0.0638 = −0.0064                            │
      │ syn1[1,0]  +0.6319 + (−0.0064) → +0.6256                                     │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
  });

  test('with L2 alone go on to alpha and to the weight', () => {
    expect(look(trained({ l2: 0.01, learningRate: 0.5 }), 'syn1 +=')).toMatchInlineSnapshot(`
      "╭ › line 8 by alpha, l2 ────────────────────────────────────────── esc closes ─╮
      │ syn1 += alpha * (l1.T @ l2_delta - 0.01 * syn1)                              │
      │ syn1[1,0]   iteration 20   arrows choose a cell                              │
      │ l1[0,1] × l2_delta[0,0]  +0.5085 × −0.1154 = −0.0587    ████████│            │
      │ l1[1,1] × l2_delta[1,0]  +0.3242 × +0.1290 = +0.0418            │██████      │
      │ l1[2,1] × l2_delta[2,0]  +0.5996 × +0.1184 = +0.0710            │██████████  │
      │ l1[3,1] × l2_delta[3,0]  +0.4097 × −0.1323 = −0.0542    ████████│            │
      │ up +0.1128   down −0.1129   0 % remains, the rest cancels                    │
      │ l1.T @ l2_delta = −7.932e-5                                                  │
      │   l1.T @ l2_delta   −7.932e-5             █│              descent direction  │
      │ − 0.01 × syn1[1,0]    −0.0067  ████████████│              L2 penalty         │
      │ sum −0.0067                                                                  │
      │ alpha × (l1.T @ l2_delta - 0.01 × syn1[1,0]) = +0.5000 × −0.0067 = −0.0034   │
      │ syn1[1,0]  +0.6660 + (−0.0034) → +0.6626                                     │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
  });

  test('of Adam go step by step from the two memories', () => {
    const run = trained({ optimizer: 'adam', learningRate: 0.01 });
    expect(look(run, 'm_syn1')).toMatchInlineSnapshot(`
      "╭ › line 10 by adam ────────────────────────────────────────────── esc closes ─╮
      │ m_syn1 = beta1 * m_syn1 + (1 - beta1) * syn1_grad                            │
      │ m_syn1[1,0]   iteration 20   arrows choose a cell                            │
      │   beta1 × m_syn1[1,0]           −1.640e-4  ███████│         previous value   │
      │ + (1 - beta1) × syn1_grad[1,0]  −4.613e-5       ██│         gradient         │
      │ sum −2.101e-4                                                                │
      │ m_syn1[1,0] = −2.101e-4                                                      │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
    expect(look(run, 'v_syn1')).toMatchInlineSnapshot(`
      "╭ › line 11 by adam ────────────────────────────────────────────── esc closes ─╮
      │ v_syn1 = beta2 * v_syn1 + (1 - beta2) * syn1_grad ** 2                       │
      │ v_syn1[1,0]   iteration 20   arrows choose a cell                            │
      │ syn1_grad[1,0] ** 2 = (−4.613e-4) ** 2 = +2.128e-7                           │
      │   beta2 × v_syn1[1,0]                +8.519e-8      │████  previous value    │
      │ + (1 - beta2) × syn1_grad[1,0] ** 2  +2.13e-10      │█     squared gradient  │
      │ sum +8.540e-8                                                                │
      │ v_syn1[1,0] = +8.540e-8                                                      │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
    expect(look(run, 'syn1 +=')).toMatchInlineSnapshot(`
      "╭ › line 12 by alpha, adam ─────────────────────────────────────── esc closes ─╮
      │ syn1 += alpha * (m_syn1 / (1 - beta1 ** t)) / (sqrt(v_syn1 / (1 - beta2 **   │
      │ t)) + eps)                                                                   │
      │ syn1[1,0]   iteration 20   arrows choose a cell                              │
      │   1 −1.744e-5   █│    / +0.0021    │█   = −0.0084  ██│                       │
      │ › 2 −2.392e-6   █│    / +0.0021    │█   = −0.0012   █│                       │
      │   3 −6.320e-5 ███│    / +0.0058    │███ = −0.0110 ███│                       │
      │   4 +7.866e-6    │█   / +0.0023    │█   = +0.0034    │█                      │
      │ m_syn1[1,0] / (1 - beta1 ** t) = −2.101e-4 / +0.8784 = −2.392e-4             │
      │ alpha × (m_syn1[1,0] / (1 - beta1 ** t)) = +0.0100 × −2.392e-4 = −2.392e-6   │
      │ v_syn1[1,0] / (1 - beta2 ** t) = +8.540e-8 / +0.0198 = +4.311e-6             │
      │ sqrt(+4.311e-6) = +0.0021                                                    │
      │ sqrt(v_syn1[1,0] / (1 - beta2 ** t)) + eps = +0.0021 + +1e-8 = +0.0021       │
      │ alpha × (m_syn1[1,0] /…- beta2 ** t)) + eps) = −2.392e-6 / +0.0021 = −0.0012 │
      │ syn1[1,0]  +0.7141 + (−0.0012) → +0.7130                                     │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
    expect(look(run, 'syn1 +=', { size: narrow })).toMatchInlineSnapshot(`
      "╭ › line 12 by alpha, adam ─────────────────── esc closes ─╮
      │ syn1 += alpha * (m_syn1 / (1 - beta1 ** t)) /            │
      │ (sqrt(v_syn1 / (1 - beta2 ** t)) + eps)                  │
      │ syn1[1,0]   iteration 20   arrows choose a cell          │
      │ m_syn1[1,0]…eta1 ** t) = −2.101e-4 / +0.8784 = −2.392e-4 │
      │ alpha × (m_…ta1 ** t)) = +0.0100 × −2.392e-4 = −2.392e-6 │
      │ v_syn1[1,0]…eta2 ** t) = +8.540e-8 / +0.0198 = +4.311e-6 │
      │ sqrt(+4.311e-6) = +0.0021                                │
      │ sqrt(v_syn1[1,… ** t)) + eps = +0.0021 + +1e-8 = +0.0021 │
      │ alpha × (m_s… t)) + eps) = −2.392e-6 / +0.0021 = −0.0012 │
      │ syn1[1,0]  +0.7141 + (−0.0012) → +0.7130                 │
      ╰──────────────────────────────────────────────────────────╯"
    `);
  });

  test('of weight decay say what share of a weight goes', () => {
    expect(look(trained({ weightDecay: 0.01, learningRate: 0.5 }), 'syn1 -=')).toMatchInlineSnapshot(`
      "╭ › line 9 by alpha, weight decay  syn1 -= alpha * 0.01 * syn1 ─── esc closes ─╮
      │ syn1[1,0]   iteration 20   arrows choose a cell                              │
      │   1 +0.0050 × −0.5514  ██│    = −0.0028  ██│     removes 0.5 % of the weight │
      │ › 2 +0.0050 × +0.6660    │██  = +0.0033    │██   removes 0.5 % of the weight │
      │   3 +0.0050 × −0.9014 ███│    = −0.0045 ███│     removes 0.5 % of the weight │
      │   4 +0.0050 × +0.3045    │█   = +0.0015    │█    removes 0.5 % of the weight │
      │ alpha × 0.01 × syn1[1,0] = +0.0050 × +0.6660 = +0.0033                       │
      │ syn1[1,0]  +0.6660 − (+0.0033) → +0.6626                                     │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
  });
});

describe('dropout', () => {
  const run = trained({ dropout: 0.5 });

  test('shows what was drawn, example by example', () => {
    expect(look(run, 'l1_mask')).toMatchInlineSnapshot(`
      "╭ › line 3 by dropout  l1_mask = (random((4, 4)) <= 0.5) / 0.5 ─── esc closes ─╮
      │ l1_mask[1,0]   iteration 20   arrows choose a cell                           │
      │ drawn at random each time the line runs                                      │
      │   1 2    │███  kept, times 2                                                 │
      │ › 2 0    │     dropped                                                       │
      │   3 0    │     dropped                                                       │
      │   4 2    │███  kept, times 2                                                 │
      │ l1_mask[1,0] = 0                                                             │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
  });

  test('shows what is kept and what is left out, on the way there and back', () => {
    expect(look(run, 'l1_kept')).toMatchInlineSnapshot(`
      "╭ › line 4 by dropout  l1_kept = l1 * l1_mask ──────────────────── esc closes ─╮
      │ l1_kept[1,0]   iteration 20   arrows choose a cell                           │
      │   1 +0.4563    │███ × +2.0000    │███ = +0.9125    │███  kept, times 2       │
      │ › 2 +0.2980    │██  ×  0.0000    │    =  0.0000    │     dropped             │
      │   3 +0.4288    │███ ×  0.0000    │    =  0.0000    │     dropped             │
      │   4 +0.2752    │██  × +2.0000    │███ = +0.5504    │██   kept, times 2       │
      │ l1[1,0] × l1_mask[1,0] = +0.2980 ×  0.0000 =  0.0000   dropped               │
      │ l1_kept[1,0] =  0.0000                                                       │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
    expect(look(run, 'l1_error', { row: 0 })).toMatchInlineSnapshot(`
      "╭ › line 8 by dropout  l1_error = l2_delta @ syn1.T * l1_mask ──── esc closes ─╮
      │ l1_error[0,0]   iteration 20   arrows choose a cell                          │
      │ l2_delta[0,0] × syn1[0,0]  −0.0880 × −0.7735 = +0.0680           │█████████  │
      │ up +0.0680   down  0.0000                                                    │
      │ l2_delta @ syn1.T = +0.0680                                                  │
      │ l2_delta @ syn1.T × l1_mask[0,0] = +0.0680 × +2.0000 = +0.1361               │
      │ l1_error[0,0] = +0.1361                                                      │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
  });

  test('in the form of the follow-up has slopes that no sigmoid has', () => {
    const run = trained({ dropout: 0.2, dropoutForm: 'follow-up', learningRate: 0.5 }, 3000);
    const { data } = run.valueOf('l1');
    const above = data.findIndex((value) => value > 1);
    const text = look(run, 'l1_delta', { row: Math.floor(above / 4), column: above % 4 });
    expect(text).toContain('out of range: sign reversed');
    expect(text).toMatch(/no sigmoid is \+1\.\d{4}: slope −0\.\d{4}/);
    expect(text).not.toContain('●');
  });
});

describe('other lines', () => {
  test('of batch normalization: the mean and the variance over the batch, and what goes back', () => {
    const run = trained({ layerSizes: [3, 4, 4, 1], batchNorm: true });
    expect(look(run, 'l1_mean', { row: 0 })).toMatchInlineSnapshot(`
      "╭ › line 3 by batch normalization ──────────────────────────────── esc closes ─╮
      │ l1_mean = mean(l1_sum, axis=0)                                               │
      │ l1_mean[0,0]   iteration 20   arrows choose a cell                           │
      │ l1_sum[0,0]  −0.2065               ███│                                      │
      │ l1_sum[1,0]  −0.8557      ████████████│                                      │
      │ l1_sum[2,0]  −0.5332           ███████│                                      │
      │ l1_sum[3,0]  −1.1825  ████████████████│                                      │
      │ mean(l1_sum, axis=0) = −2.7779 / 4 = −0.6945                                 │
      │ l1_mean[0,0] = −0.6945                                                       │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
    expect(look(run, 'l1_var', { row: 0 })).toMatchInlineSnapshot(`
      "╭ › line 4 by batch normalization ──────────────────────────────── esc closes ─╮
      │ l1_var = mean((l1_sum - l1_mean) ** 2, axis=0)                               │
      │ l1_var[0,0]   iteration 20   arrows choose a cell                            │
      │ (l1_sum[0,0] - l1_mean[0,0]) ** 2    +0.4880 ** 2 = +0.2381        │██████   │
      │ (l1_sum[1,0] - l1_mean[0,0]) ** 2  (−0.1612) ** 2 = +0.0260        │█        │
      │ (l1_sum[2,0] - l1_mean[0,0]) ** 2    +0.1612 ** 2 = +0.0260        │█        │
      │ (l1_sum[3,0] - l1_mean[0,0]) ** 2  (−0.4880) ** 2 = +0.2381        │██████   │
      │ mean((l1_sum - l1_mean) ** 2, axis=0) = +0.5283 / 4 = +0.1321                │
      │ l1_var[0,0] = +0.1321                                                        │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
    expect(look(run, 'l1_back', { size: wide })).toMatchInlineSnapshot(`
      "╭ › line 24 by batch normalization ─────────────────────────────────────────────────────────────────────── esc closes ─╮
      │ l1_back = l1_gamma / sqrt(l1_var + 0.00001) * (l1_delta - mean(l1_delta, axis=0) - l1_norm * mean(l1_delta *         │
      │ l1_norm, axis=0))                                                                                                    │
      │ l1_back[1,0]   iteration 20   arrows choose a cell                                                                   │
      │ l1_var[0,0] + 0.00001 = +0.1321 + 0.00001 = +0.1321                                                                  │
      │ sqrt(+0.1321) = +0.3634                                                                                              │
      │ l1_gamma[0,0] / sqrt(l1_var[0,0] + 0.00001) = +0.9527 / +0.3634 = +2.6215                                            │
      │ l1_delta[0,0]  −0.0144         █████████│                                                                            │
      │ l1_delta[1,0]  +0.0252                  │████████████████                                                            │
      │ l1_delta[2,0]  +0.0192                  │████████████                                                                │
      │ l1_delta[3,0]  −0.0173       ███████████│                                                                            │
      │ mean(l1_delta, axis=0) = +0.0127 / 4 = +0.0032                                                                       │
      │ l1_delta[0,0] × l1_norm[0,0]  −0.0144 × +1.3428 = −0.0193     █████████████│                                         │
      │ l1_delta[1,0] × l1_norm[1,0]  +0.0252 × −0.4437 = −0.0112          ████████│                                         │
      │ l1_delta[2,0] × l1_norm[2,0]  +0.0192 × +0.4437 = +0.0085                  │██████                                   │
      │ l1_delta[3,0] × l1_norm[3,0]  −0.0173 × −1.3428 = +0.0232                  │████████████████                         │
      │ mean(l1_delta × l1_norm, axis=0) = +0.0013 / 4 = +3.271e-4                                                           │
      │   l1_delta[1,0]                                      +0.0252                 │███████████████  backpropagated error  │
      │ − mean(l1_delta, axis=0)                             −0.0032               ██│                 through the mean      │
      │ − l1_norm[1,0] × mean(l1_delta × l1_norm, axis=0)  +1.451e-4                 │█                through the variance  │
      │ sum +0.0221                                                                                                          │
      │ l1_gamma[0,0] / sqrt(l1_var[0,0] + 0.00001)…m[1,0] × mean(l1_delta × l1_norm, axis=0)) = +2.6215 × +0.0221 = +0.0580 │
      │ l1_back[1,0] = +0.0580                                                                                               │
      ╰──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯"
    `);
    expect(look(run, 'l1_back', { size: narrow })).toMatchInlineSnapshot(`
      "╭ › line 24 by batch normalization ─────────── esc closes ─╮
      │ l1_back = l1_gamma / sqrt(l1_var + 0.00001) * (l1_delta  │
      │ - mean(l1_delta, axis=0) - l1_norm * mean(l1_delta *     │
      │ l1_norm, axis=0))                                        │
      │ l1_back[1,0]   iteration 20   arrows choose a cell       │
      │ l1_gamma[0,0]…] + 0.00001) = +0.9527 / +0.3634 = +2.6215 │
      │   l1_delta[1,0]            +0.0252  backpropagated error │
      │ − mean(l1_d…ta, axis=0)    −0.0032  through the mean     │
      │ − l1_norm[1…rm, axis=0)  +1.451e-4  through the variance │
      │ sum +0.0221                                              │
      │ l1_gamma[0,0]…rm, axis=0)) = +2.6215 × +0.0221 = +0.0580 │
      │ l1_back[1,0] = +0.0580                                   │
      ╰──────────────────────────────────────────────────────────╯"
    `);
  });

  test('of clipping: what is cut off, how often, and by which factor a norm is brought down', () => {
    const run = trained({ clip: 'deltas', clipLimit: 0.12 });
    expect(look(run, 'l2_delta = clip')).toMatchInlineSnapshot(`
      "╭ › line 7 by delta trimming ───────────────────────────────────── esc closes ─╮
      │ l2_delta = clip(l2_delta, -0.12, 0.12)                                       │
      │ l2_delta[1,0]   iteration 20   arrows choose a cell                          │
      │   1 −0.1132 ███│    → −0.1132 ███│     within the limits                     │
      │ › 2 +0.1278    │███ → +0.1200    │███  clipped                               │
      │   3 +0.1143    │███ → +0.1143    │███  within the limits                     │
      │   4 −0.1354 ███│    → −0.1200 ███│     clipped                               │
      │ clip(l2_delta[1,0], -0.12, 0.12) = clip(+0.1278, -0.12, 0.12) = +0.1200      │
      │ l2_delta[1,0] = +0.1200                                                      │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
    expect(look(run, 'l2_delta_clipped')).toMatchInlineSnapshot(`
      "╭ › line 6 by delta trimming ───────────────────────────────────── esc closes ─╮
      │ l2_delta_clipped = sum(abs(l2_delta) > 0.12)                                 │
      │ l2_delta_clipped   iteration 20                                              │
      │ abs(l2_delta[0,0]) > 0.12  +0.1132 > 0.12 = 0               │                │
      │ abs(l2_delta[1,0]) > 0.12  +0.1278 > 0.12 = 1               │█████████████   │
      │ abs(l2_delta[2,0]) > 0.12  +0.1143 > 0.12 = 0               │                │
      │ abs(l2_delta[3,0]) > 0.12  +0.1354 > 0.12 = 1               │█████████████   │
      │ sum(abs(l2_delta) > 0.12) = 2                                                │
      │ l2_delta_clipped = 2                                                         │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
    expect(look(trained({ clip: 'deltas by norm', clipLimit: 0.1 }), 'l2_delta_scale')).toMatchInlineSnapshot(`
      "╭ › line 6 by delta trimming ───────────────────────────────────── esc closes ─╮
      │ l2_delta_scale = clip(0.1 / sqrt(sum(l2_delta ** 2)), 0, 1)                  │
      │ l2_delta_scale   iteration 20                                                │
      │ l2_delta[0,0] ** 2  (−0.1146) ** 2 = +0.0131                │██████████      │
      │ l2_delta[1,0] ** 2    +0.1289 ** 2 = +0.0166                │█████████████   │
      │ l2_delta[2,0] ** 2    +0.1161 ** 2 = +0.0135                │███████████     │
      │ l2_delta[3,0] ** 2  (−0.1337) ** 2 = +0.0179                │██████████████  │
      │ sum(l2_delta ** 2) = +0.0611                                                 │
      │ sqrt(+0.0611) = +0.2472                                                      │
      │ 0.1 / sqrt(sum(l2_delta ** 2)) = 0.1 / +0.2472 = +0.4045                     │
      │ clip(0.1 / sqrt(sum(l2_delta ** 2)), 0, 1) = clip(+0.4045, 0, 1) = +0.4045   │
      │ l2_delta_scale = +0.4045                                                     │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
  });

  test('of batches: which row is taken, and when an order is drawn anew', () => {
    const run = trained({ batchSize: 2, batchOrder: 'shuffled' }, 6);
    expect(look(run, 'if ')).toMatchInlineSnapshot(`
      "╭ › line 2 by mini-batches ─────────────────────────────────────── esc closes ─╮
      │ if (t - 1) % 2 == 0: order = permutation(4)                                  │
      │ order[1,0]   iteration 6   arrows choose a cell                              │
      │ t - 1 = 6 - 1 = 5                                                            │
      │ (t - 1) % 2 = 5 % 2 = 1                                                      │
      │ (t - 1) % 2 == 0: 1 == 0, no                                                 │
      │ so the line did not run: order is unchanged                                  │
      │ order[1,0] = 3                                                               │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
    expect(look(run, 'rows')).toMatchInlineSnapshot(`
      "╭ › line 3 by mini-batches ─────────────────────────────────────── esc closes ─╮
      │ rows = order[(2 * (t - 1) + arange(2)) % 4]                                  │
      │ rows[1,0]   iteration 6   arrows choose a cell                               │
      │ t - 1 = 6 - 1 = 5                                                            │
      │ 2 × (t - 1) = 2 × 5 = 10                                                     │
      │ 2 × (t - 1) + arange(2) = 10 + 1 = 11                                        │
      │ (2 × (t - 1) + arange(2)) % 4 = 11 % 4 = 3                                   │
      │ (2 × (t - 1) + arange(2)) % 4 is 3: row 3, counted from 0, is taken          │
      │ a copy of order[3,0], 2                                                      │
      │ rows[1,0] = 2                                                                │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
    expect(look(run, 'l0')).toMatchInlineSnapshot(`
      "╭ › line 4 by mini-batches  l0 = X[rows] ───────────────────────── esc closes ─╮
      │ l0[1,0]   iteration 6   arrows choose a cell                                 │
      │ rows[1,0] is 2: row 2, counted from 0, is taken                              │
      │ a copy of X[2,0], 1                                                          │
      │ l0[1,0] = 1                                                                  │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
    run.iterate();
    expect(look(run, 'if ')).toMatchInlineSnapshot(`
      "╭ › line 2 by mini-batches ─────────────────────────────────────── esc closes ─╮
      │ if (t - 1) % 2 == 0: order = permutation(4)                                  │
      │ order[1,0]   iteration 7   arrows choose a cell                              │
      │ drawn at random each time the line runs                                      │
      │   1 2    │██                                                                 │
      │ › 2 0    │                                                                   │
      │   3 3    │███                                                                │
      │   4 1    │█                                                                  │
      │ order[1,0] = 0                                                               │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
  });

  test('of a schedule: alpha, operation by operation', () => {
    expect(
      look(trained({ schedule: 'cosine', scheduleEvery: 100, learningRate: 0.3 }), 'alpha'),
    ).toMatchInlineSnapshot(`
      "╭ › line 2 by alpha, schedule ──────────────────────────────────── esc closes ─╮
      │ alpha = 0.3 * ((1 + cos(pi * clip((t - 1) / 100, 0, 1))) / 2)                │
      │ alpha   iteration 20                                                         │
      │ t - 1 = 20 - 1 = 19                                                          │
      │ (t - 1) / 100 = 19 / 100 = +0.1900                                           │
      │ clip((t - 1) / 100, 0, 1) = clip(+0.1900, 0, 1) = +0.1900                    │
      │ pi × clip((t - 1) / 100, 0, 1) = +3.1416 × +0.1900 = +0.5969                 │
      │ cos(+0.5969) = +0.8271                                                       │
      │ 1 + cos(pi × clip((t - 1) / 100, 0, 1)) = 1 + +0.8271 = +1.8271              │
      │ (1 + cos(pi × clip((t - 1) / 100, 0, 1))) / 2 = +1.8271 / 2 = +0.9135        │
      │ 0.3 × ((1 + cos(pi × clip…- 1) / 100, 0, 1))) / 2) = 0.3 × +0.9135 = +0.2741 │
      │ alpha = +0.2741                                                              │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
    expect(look(trained({ schedule: 'step', scheduleEvery: 3 }), 't ')).toMatchInlineSnapshot(`
      "╭ › line 1 by schedule  t += 1 ─────────────────────────────────── esc closes ─╮
      │ t   iteration 20                                                             │
      │ t  19 + (1) → 20                                                             │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
  });
});

test.each([
  [
    'every line of everything',
    {
      layerSizes: [3, 4, 3, 1],
      activations: ['gelu', 'tanh', 'sigmoid'],
      batchNorm: true,
      dropout: 0.2,
      l1: 0.01,
      l2: 0.1,
      optimizer: 'adam',
      clip: 'gradients by norm',
      schedule: 'cosine',
      weightDecay: 0.01,
      batchSize: 3,
      batchOrder: 'shuffled',
      bias: true,
    } as const,
  ],
  [
    'every line of other things',
    {
      layerSizes: [3, 4, 2],
      activations: ['swish', 'softmax'],
      optimizer: 'nesterov',
      clip: 'gradients',
      learningRate: 0.1,
    } as const,
  ],
])('%s fits at any size, says its code in full, and what the cell comes to', (_name, changes) => {
  const run = trained(changes, 5);
  for (const size of [wide, usual, narrow]) {
    for (const [line, statement] of run.program.iteration.entries()) {
      const inspection = { type: 'inspection', run: 1, ...inspectLine(run, line, { row: 1, column: 0 }) } as const;
      const frame = drawInspect({ statement, line, error: run.program.roles.error, inspection }, size, unicode);
      const text = frame.map(plainLine);
      expect(new Set(frame.map(lineWidth)), text.join('\n')).toEqual(new Set([size.columns]));
      expect(text.map((row) => row.replace(/^│ | +│$/g, '')).join(' ')).toContain(printStatement(statement));
      expect(text.join('\n')).toMatch(new RegExp(`│ ${inspection.name.replace(/[[\]]/g, '\\$&')}  ?.*(=|→) `));
    }
  }
});
