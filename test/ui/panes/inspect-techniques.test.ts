import { describe, expect, test } from 'vitest';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import { printStatement } from '../../../src/language/print.ts';
import type { Statement } from '../../../src/language/program.ts';
import type { GivenSettings } from '../../../src/network/settings.ts';
import { drawInspect } from '../../../src/ui/panes/inspect-pane.ts';
import { lineWidth } from '../../../src/ui/text/line.ts';
import { createTheme, type Theme } from '../../../src/ui/theme/theme.ts';
import type { Size } from '../../../src/ui/views/layout.ts';
import { inspectLine } from '../../../src/worker/inspect.ts';
import { buildProgram } from '../../network/build-program.ts';
import { xor } from '../../xor.ts';
import { plainLine } from '../frames.ts';

const unicode = createTheme(24, true);
const ascii = createTheme(1, false);
/** The room of a view in terminals of 120×40, 80×24 and 60×20. */
const wide = { columns: 120, rows: 35 };
const usual = { columns: 80, rows: 19 };
const narrow = { columns: 60, rows: 15 };

const tutorial: GivenSettings = { layerSizes: [3, 4, 1], bias: false, learningRate: 1 };

function trained(changes: Partial<GivenSettings>, iterations = 20): TrainingRun {
  const settings = { ...tutorial, ...changes };
  const targets =
    settings.layerSizes.at(-1) === 1
      ? xor.targets
      : [
          [1, 0],
          [0, 1],
          [0, 1],
          [1, 0],
        ];
  const run = new TrainingRun(buildProgram(settings, 4), matrixFromRows(xor.inputs), matrixFromRows(targets), 1);
  for (let i = 0; i < iterations; i++) run.iterate();
  return run;
}

interface Look {
  readonly row?: number;
  readonly column?: number;
  readonly size?: Size;
  readonly theme?: Theme;
}

/** The pane for the first line that starts with `code`, as text without empty lines. */
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

const regularized: Partial<GivenSettings> = { l1: 0.001, l2: 0.01, optimizer: 'momentum', learningRate: 0.1 };

describe('a pane in full', () => {
  test('a tanh has its place on its curve', () => {
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

  test('a delta has a column of examples with words, and its slope as a tangent', () => {
    expect(look(trained({ activations: ['tanh', 'sigmoid'] }), 'l1_delta', { size: wide })).toMatchInlineSnapshot(`
      "╭ › line 7 by tanh  l1_delta = l1_error * tanh_slope(l1) ───────────────────────────────────────────────── esc closes ─╮
      │ l1_delta[1,0]   iteration 20   arrows choose a cell                                                                  │
      │     l1_error        × tanh_slope(l1)  = l1_delta                                                                     │
      │   1 +0.0221    │██  × +1.0000    │███ = +0.0221    │███  should be higher, uncertain: 91 % of the largest delta      │
      │ › 2 −0.0406 ███│    × +0.5957    │██  = −0.0242 ███│     should be lower, in between: the largest delta              │
      │   3 −0.0196   █│    × +0.9706    │███ = −0.0191  ██│     should be lower, uncertain: 79 % of the largest delta       │
      │   4 +0.0429    │███ × +0.4658    │█   = +0.0200    │██   should be higher, in between: 83 % of the largest delta     │
      │ tanh_slope(l1[1,0]) = 1 - l1[1,0] × l1[1,0] = 1 - (−0.6358) × (−0.6358) = +0.5957                                    │
      │ l1_error[1,0] × tanh_slope(l1[1,0]) = −0.0406 × +0.5957 = −0.0242                                                    │
      │ l1_delta[1,0] = −0.0242                                                                                              │
      │   1 │                  ⣠⠖⠋⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉                                                                                 │
      │     │                 ⣰⠃                                                                                             │
      │     │                ⢠⠃⡔                                                                                             │
      │     │                ⡎⡸⠁                                                                                             │
      │     │               ⢰⣰⠁                                                                                              │
      │   0 │               ⢠⠃                                                                                               │
      │     │              ⢠⠇                                                                                                │
      │     │             ⢀⠏                                                                                                 │
      │     │            ⢀●                                                                                                  │
      │  −1 │⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣠⠴⡜                                                                                                   │
      │      −6             0             +6                                                                                 │
      │ tanh: slope +0.5957 at z = −0.75                                                                                     │
      ╰──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯"
    `);
  });

  test('bars and curve of a delta have ASCII characters only', () => {
    expect(
      look(trained({ activations: ['gelu', 'sigmoid'] }), 'l1_delta', { row: 2, theme: ascii }),
    ).toMatchInlineSnapshot(`
      "+ > line 8 by gelu  l1_delta = l1_error * gelu_slope(l1_z) ------- esc closes -+
      | l1_delta[2,0]   iteration 20   arrows choose a cell                          |
      |     l1_error      x gelu_s~(l1_z) = l1_delta                                 |
      |   1 +0.0322   |#  x +0.5240   |## = +0.0169   |##  half on: 52 % passes      |
      |   2 -0.0733 ##|   x -0.0197  #|   = +0.0014   |#   in the dip: sign reversed |
      | > 3 -0.0204  #|   x +0.1631   |#  = -0.0033  #|    half on: 16 % passes      |
      |   4 +0.0835   |## x -0.1249  #|   = -0.0104  #|    in the dip: sign reversed |
      | l1_error[2,0] x gelu_slope(l1_z[2,0]) = -0.0204 x +0.1631 = -0.0033          |
      | l1_delta[2,0] = -0.0033                                                      |
      |    4 |                           ...                                         |
      |      |                         ...                                           |
      |      |                       ...                                             |
      |      |                    ...                                                |
      |      |                  ...                                                  |
      |      |                ...                                                    |
      | -0.5 |.............O.....                                                    |
      |       -4             0            +4                                         |
      | gelu: slope +0.1631 at z = -0.45                                             |
      +------------------------------------------------------------------------------+"
    `);
  });

  test('an update has its terms, and its addends with their meaning', () => {
    expect(look(trained(regularized), 'v_syn1 =')).toMatchInlineSnapshot(`
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
  });

  test('a narrow pane leaves out the terms and keeps the addends', () => {
    expect(look(trained(regularized), 'v_syn1 =', { size: narrow })).toMatchInlineSnapshot(`
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
  });

  test('several operations are listed from the innermost to the whole', () => {
    expect(look(trained({ optimizer: 'adam', learningRate: 0.01 }), 'syn1 +=')).toMatchInlineSnapshot(`
      "╭ › line 12 by alpha, adam ─────────────────────────────────────── esc closes ─╮
      │ syn1 += alpha * (m_syn1 / (1 - beta1 ** t)) / (sqrt(v_syn1 / (1 - beta2 **   │
      │ t)) + eps)                                                                   │
      │ syn1[1,0]   iteration 20   arrows choose a cell                              │
      │     alpha × …1 ** t)) / sqrt(v_…) + eps = syn1                               │
      │   1 −1.744e-5   █│    / +0.0021    │█   = −0.0084  ██│                       │
      │ › 2 −2.392e-6   █│    / +0.0021    │█   = −0.0012   █│                       │
      │   3 −6.320e-5 ███│    / +0.0058    │███ = −0.0110 ███│                       │
      │   4 +7.866e-6    │█   / +0.0023    │█   = +0.0034    │█                      │
      │ m_syn1[1,0] / (1 - beta1 ** t) = −2.101e-4 / +0.8784 = −2.392e-4             │
      │ alpha × (m_syn1[1,0] / (1 - beta1 ** t)) = +0.0100 × −2.392e-4 = −2.392e-6   │
      │ v_syn1[1,0] / (1 - beta2 ** t) = +8.540e-8 / +0.0198 = +4.311e-6             │
      │ sqrt(+4.311e-6) = +0.0021                                                    │
      │ sqrt(v_syn1[1,0] / (1 - beta2 ** t)) + eps = +0.0021 + 1e-8 = +0.0021        │
      │ alpha × (m_syn1[1,0] /…- beta2 ** t)) + eps) = −2.392e-6 / +0.0021 = −0.0012 │
      │ syn1[1,0]  +0.7141 + (−0.0012) → +0.7130                                     │
      ╰──────────────────────────────────────────────────────────────────────────────╯"
    `);
  });

  test('sums inside an operation have their terms where there is room', () => {
    expect(
      look(trained({ layerSizes: [3, 4, 4, 1], batchNorm: true }), 'l1_back', { size: wide }),
    ).toMatchInlineSnapshot(`
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
  });
});

/** The lines of a pane without borders, bars and repeated spaces. */
function plain(text: string): readonly string[] {
  return text.split('\n').map((line) => line.replace(/[│█]/g, ' ').replace(/ +/g, ' ').trim());
}

interface Case extends Look {
  readonly code: string;
  /** Lines of the pane, in this order. */
  readonly lines: readonly string[];
}

function expectLines(run: TrainingRun, { code, lines, ...how }: Case): void {
  const all = plain(look(run, code, how));
  expect(all.filter((line) => lines.includes(line))).toEqual(lines);
}

describe('the line of an activation', () => {
  const relu = trained({ activations: ['relu', 'sigmoid'] });
  const tanh = trained({ activations: ['tanh', 'sigmoid'] });
  const gelu = trained({ activations: ['gelu', 'sigmoid'] });
  const softmax = trained({ layerSizes: [3, 4, 2], activations: ['tanh', 'softmax'], loss: 'cross-entropy' });
  test.each<[string, TrainingRun, Case]>([
    [
      'a narrow pane has the words of the chosen example alone, and no curve',
      tanh,
      {
        code: 'l1_delta',
        size: narrow,
        lines: [
          '› 2 −0.0406 × +0.5957 = −0.0242',
          'should be lower, in between: the largest delta',
          'l1_error[1,0]…ope(l1[1,0]) = −0.0406 × +0.5957 = −0.0242',
          'l1_delta[1,0] = −0.0242',
        ],
      },
    ],
    [
      'a relu that is off is on the level part of its curve',
      relu,
      {
        code: 'l1_delta',
        lines: [
          '› 2 −0.0728 × 0.0000 = 0.0000 off: learns nothing',
          'l1_error[1,0] × relu_slope(l1[1,0]) = −0.0728 × 0.0000 = 0.0000',
          'relu: slope 0 at every z up to 0',
        ],
      },
    ],
    [
      'a relu that is on passes the error',
      relu,
      {
        code: 'l1_delta',
        column: 3,
        lines: [
          '› 2 +0.0095 × +1.0000 = +0.0095 on: passes all',
          '3 +0.0019 × 0.0000 = 0.0000 off: learns nothing',
          'relu: slope +1.0000 at z = +0.39',
        ],
      },
    ],
    [
      'a gelu has its place by its sum',
      gelu,
      {
        code: 'l1 = gelu',
        row: 2,
        lines: ['› 3 −0.4516 → −0.1471', 'gelu(−0.4516) = −0.1471', 'l1[2,0] = −0.1471', 'gelu at z = −0.45'],
      },
    ],
    [
      'a softmax is a row of shares',
      softmax,
      {
        code: 'l2 =',
        lines: [
          '› l2_exp[1,0] +0.8853 47.0 %',
          'l2_exp[1,1] +1.0000 53.0 %',
          'l2_exp[1,0] / sum(l2_ex…axis=1, keepdims=True) = +0.8853 / +1.8853 = +0.4696',
          'l2[1,0] = +0.4696',
        ],
      },
    ],
    [
      'a delta without a slope is the error itself',
      softmax,
      {
        code: 'l2_delta',
        lines: [
          '› 2 −0.4696 / +4.0000 = −0.1174 moved in full',
          '4 +0.5475 / +4.0000 = +0.1369 wrong: moved in full',
          'l2_error[1,0] / 4 = −0.4696 / 4 = −0.1174',
        ],
      },
    ],
  ])('%s', (_title, run, own) => expectLines(run, own));
});

describe('the line of an update', () => {
  const adam = trained({ optimizer: 'adam', learningRate: 0.01 });
  test.each<[string, TrainingRun, Case]>([
    [
      'momentum goes into the weight by alpha',
      trained(regularized),
      {
        code: 'syn1 +=',
        lines: [
          '› 2 +0.1000 × −0.0638 = −0.0064',
          'alpha × v_syn1[1,0] = +0.1000 × −0.0638 = −0.0064',
          'syn1[1,0] +0.6319 + (−0.0064) → +0.6256',
        ],
      },
    ],
    [
      'L2 without momentum goes on to alpha and to the weight',
      trained({ l2: 0.01, learningRate: 0.5 }),
      {
        code: 'syn1 +=',
        lines: [
          'up +0.1128 down −0.1129 0 % remains, the rest cancels',
          'l1.T @ l2_delta = −7.932e-5',
          'l1.T @ l2_delta −7.932e-5 descent direction',
          '− 0.01 × syn1[1,0] −0.0067 L2 penalty',
          'sum −0.0067',
          'alpha × (l1.T @ l2_delta - 0.01 × syn1[1,0]) = +0.5000 × −0.0067 = −0.0034',
          'syn1[1,0] +0.6660 + (−0.0034) → +0.6626',
        ],
      },
    ],
    [
      'the first moment of Adam',
      adam,
      {
        code: 'm_syn1',
        lines: [
          'beta1 × m_syn1[1,0] −1.640e-4 previous value',
          '+ (1 - beta1) × syn1_grad[1,0] −4.613e-5 gradient',
          'sum −2.101e-4',
          'm_syn1[1,0] = −2.101e-4',
        ],
      },
    ],
    [
      'the second moment of Adam',
      adam,
      {
        code: 'v_syn1',
        lines: [
          'syn1_grad[1,0] ** 2 = (−4.613e-4) ** 2 = +2.128e-7',
          'beta2 × v_syn1[1,0] +8.519e-8 previous value',
          '+ (1 - beta2) × syn1_grad[1,0] ** 2 +2.13e-10 squared gradient',
          'sum +8.540e-8',
        ],
      },
    ],
    [
      'a narrow pane keeps all operations and cuts their names',
      adam,
      {
        code: 'syn1 +=',
        size: narrow,
        lines: [
          'm_syn1[1,0]…eta1 ** t) = −2.101e-4 / +0.8784 = −2.392e-4',
          'sqrt(+4.311e-6) = +0.0021',
          'sqrt(v_syn1[1,…2 ** t)) + eps = +0.0021 + 1e-8 = +0.0021',
          'alpha × (m_s… t)) + eps) = −2.392e-6 / +0.0021 = −0.0012',
          'syn1[1,0] +0.7141 + (−0.0012) → +0.7130',
        ],
      },
    ],
    [
      'weight decay removes a share of each weight',
      trained({ weightDecay: 0.01, learningRate: 0.5 }),
      {
        code: 'syn1 -=',
        lines: [
          '› 2 +0.0050 × +0.6660 = +0.0033 removes 0.5 % of the weight',
          'alpha × 0.01 × syn1[1,0] = +0.0050 × +0.6660 = +0.0033',
          'syn1[1,0] +0.6660 − (+0.0033) → +0.6626',
        ],
      },
    ],
  ])('%s', (_title, run, own) => expectLines(run, own));
});

describe('the line of dropout', () => {
  const dropout = trained({ dropout: 0.5 });
  test.each<[string, Case]>([
    [
      'a mask is drawn at random, unit by unit',
      {
        code: 'l1_mask',
        lines: [
          'drawn at random each time the line runs',
          '1 2 kept, times 2',
          '› 2 0 dropped',
          '3 0 dropped',
          '4 2 kept, times 2',
          'l1_mask[1,0] = 0',
        ],
      },
    ],
    [
      'a layer is multiplied by its mask',
      {
        code: 'l1_kept',
        lines: [
          '1 +0.4563 × +2.0000 = +0.9125 kept, times 2',
          '› 2 +0.2980 × 0.0000 = 0.0000 dropped',
          'l1[1,0] × l1_mask[1,0] = +0.2980 × 0.0000 = 0.0000 dropped',
          'l1_kept[1,0] = 0.0000',
        ],
      },
    ],
    [
      'an error is multiplied by the same mask',
      {
        code: 'l1_error',
        row: 0,
        lines: [
          'l2_delta[0,0] × syn1[0,0] −0.0880 × −0.7735 = +0.0680',
          'up +0.0680 down 0.0000',
          'l2_delta @ syn1.T × l1_mask[0,0] = +0.0680 × +2.0000 = +0.1361',
          'l1_error[0,0] = +0.1361',
        ],
      },
    ],
  ])('%s', (_title, own) => expectLines(dropout, own));

  test('the form of the follow-up has slopes that no sigmoid has', () => {
    const run = trained({ dropout: 0.2, dropoutForm: 'follow-up', learningRate: 0.5 }, 3000);
    const { data } = run.valueOf('l1');
    const above = data.findIndex((value) => value > 1);
    const text = look(run, 'l1_delta', { row: Math.floor(above / 4), column: above % 4 });
    expect(text).toContain('out of range: sign reversed');
    expect(text).toMatch(/no sigmoid is \+1\.\d{4}: slope −0\.\d{4}/);
    expect(text).not.toContain('●');
  });
});

describe('the line of another technique', () => {
  const batchNorm = trained({ layerSizes: [3, 4, 4, 1], batchNorm: true });
  const clipped = trained({ clip: 'deltas', clipLimit: 0.12 });
  test.each<[string, TrainingRun, Case]>([
    [
      'batch normalization has the mean over the batch',
      batchNorm,
      {
        code: 'l1_mean',
        row: 0,
        lines: [
          'l1_sum[0,0] −0.2065',
          'l1_sum[3,0] −1.1825',
          'mean(l1_sum, axis=0) = −2.7779 / 4 = −0.6945',
          'l1_mean[0,0] = −0.6945',
        ],
      },
    ],
    [
      'batch normalization has the variance over the batch',
      batchNorm,
      {
        code: 'l1_var',
        row: 0,
        lines: [
          '(l1_sum[1,0] - l1_mean[0,0]) ** 2 (−0.1612) ** 2 = +0.0260',
          'mean((l1_sum - l1_mean) ** 2, axis=0) = +0.5283 / 4 = +0.1321',
        ],
      },
    ],
    [
      'batch normalization in a narrow pane keeps the addends of the delta',
      batchNorm,
      {
        code: 'l1_back',
        size: narrow,
        lines: [
          'l1_gamma[0,0]…] + 0.00001) = +0.9527 / +0.3634 = +2.6215',
          'l1_delta[1,0] +0.0252 backpropagated error',
          '− mean(l1_d…ta, axis=0) −0.0032 through the mean',
          '− l1_norm[1…rm, axis=0) +1.451e-4 through the variance',
          'sum +0.0221',
          'l1_gamma[0,0]…rm, axis=0)) = +2.6215 × +0.0221 = +0.0580',
        ],
      },
    ],
    [
      'clipping says which deltas are clipped',
      clipped,
      {
        code: 'l2_delta = clip',
        lines: [
          '1 −0.1132 → −0.1132 within the limits',
          '› 2 +0.1278 → +0.1200 clipped',
          'clip(l2_delta[1,0], -0.12, 0.12) = clip(+0.1278, -0.12, 0.12) = +0.1200',
        ],
      },
    ],
    [
      'the number of clipped deltas is a sum of comparisons',
      clipped,
      {
        code: 'l2_delta_clipped',
        lines: [
          'abs(l2_delta[0,0]) > 0.12 +0.1132 > 0.12 = 0',
          'abs(l2_delta[1,0]) > 0.12 +0.1278 > 0.12 = 1',
          'sum(abs(l2_delta) > 0.12) = 2',
          'l2_delta_clipped = 2',
        ],
      },
    ],
    [
      'clipping by norm has the factor of the norm',
      trained({ clip: 'deltas by norm', clipLimit: 0.1 }),
      {
        code: 'l2_delta_scale',
        lines: [
          'l2_delta[0,0] ** 2 (−0.1146) ** 2 = +0.0131',
          'sum(l2_delta ** 2) = +0.0611',
          'sqrt(+0.0611) = +0.2472',
          '0.1 / sqrt(sum(l2_delta ** 2)) = 0.1 / +0.2472 = +0.4045',
          'clip(0.1 / sqrt(sum(l2_delta ** 2)), 0, 1) = clip(+0.4045, 0, 1) = +0.4045',
        ],
      },
    ],
    [
      'a schedule is listed operation by operation',
      trained({ schedule: 'cosine', scheduleEvery: 100, learningRate: 0.3 }),
      {
        code: 'alpha',
        lines: [
          't - 1 = 20 - 1 = 19',
          '(t - 1) / 100 = 19 / 100 = +0.1900',
          'pi × clip((t - 1) / 100, 0, 1) = +3.1416 × +0.1900 = +0.5969',
          'cos(+0.5969) = +0.8271',
          '0.3 × ((1 + cos(pi × clip…- 1) / 100, 0, 1))) / 2) = 0.3 × +0.9135 = +0.2741',
          'alpha = +0.2741',
        ],
      },
    ],
    [
      'a count has whole numbers',
      trained({ schedule: 'step', scheduleEvery: 3 }),
      { code: 't ', lines: ['t iteration 20', 't 19 + (1) → 20'] },
    ],
  ])('%s', (_title, run, own) => expectLines(run, own));

  test('mini-batches say which row is taken, and when the order is drawn again', () => {
    const run = trained({ batchSize: 2, batchOrder: 'shuffled' }, 6);
    expectLines(run, {
      code: 'if ',
      lines: [
        '(t - 1) % 2 = 5 % 2 = 1',
        '(t - 1) % 2 == 0: 1 == 0, no',
        'so the line did not run: order is unchanged',
        'order[1,0] = 3',
      ],
    });
    expectLines(run, {
      code: 'rows',
      lines: [
        '2 × (t - 1) + arange(2) = 10 + 1 = 11',
        '(2 × (t - 1) + arange(2)) % 4 = 11 % 4 = 3',
        '(2 × (t - 1) + arange(2)) % 4 is 3: row 3, counted from 0, is used',
        'a copy of order[3,0], 2',
        'rows[1,0] = 2',
      ],
    });
    expectLines(run, {
      code: 'l0',
      lines: ['rows[1,0] is 2: row 2, counted from 0, is used', 'a copy of X[2,0], 1', 'l0[1,0] = 1'],
    });
    run.iterate();
    expectLines(run, {
      code: 'if ',
      lines: ['drawn at random each time the line runs', '1 2', '› 2 0', '3 3', '4 1', 'order[1,0] = 0'],
    });
  });
});

test.each([
  [
    'every line of most techniques',
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
    'every line of other techniques',
    {
      layerSizes: [3, 4, 2],
      activations: ['swish', 'softmax'],
      optimizer: 'nesterov',
      clip: 'gradients',
      learningRate: 0.1,
    } as const,
  ],
])('%s fits at any size, with its whole code and the value of the cell', (_name, changes) => {
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
