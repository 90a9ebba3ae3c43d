import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { options } from '../../../src/network/options.ts';
import { type RunSettings, withDefaults } from '../../../src/network/settings.ts';
import { drawOptions, type OptionsProps, optionsScrollLimit } from '../../../src/ui/panes/options-pane.ts';
import { lineWidth } from '../../../src/ui/text/line.ts';
import type { Theme } from '../../../src/ui/theme/theme.ts';
import { inAscii, inColour, linesOf, plainLine, textOf, withoutColour } from '../frames.ts';

const before: RunSettings = { ...withDefaults({ layerSizes: [3, 4, 1] }), stop: {} };
const place = (name: string): number => options.findIndex((option) => option.name === name);

function propsOf(set: Partial<RunSettings>, chosen: string, first = 0): OptionsProps {
  return { settings: { ...before, ...set }, before, examples: 4, chosen: place(chosen), layer: undefined, first };
}

function draw(props: OptionsProps, columns: number, rows: number, theme: Theme = inColour): string {
  return textOf(drawOptions(props, { columns, rows }, theme));
}

describe('the options', () => {
  test('are beside the program changes in a wide terminal', () => {
    expect(draw(propsOf({ optimizer: 'momentum' }, 'optimizer'), 120, 36)).toMatchInlineSnapshot(`
      "╭ › options ──────────────────────────────────────────────────────────────────────────────────────────────── 16 of 30 ─╮
      │ Network                                                   │ The rule by which an update follows the gradient;        │
      │   hidden layers        1                                  │ descent adds the descent direction itself.               │
      │   layer to set         (all hidden)                       │                                                          │
      │   hidden units         4                                  │ Lines  +7 −2                                             │
      │   activation (hidden)  sigmoid                            │ enter keeps syn0, syn1; v_syn0, v_syn1 start over        │
      │   activation (output)  sigmoid                            │ + mu = 0.9                                               │
      │   loss                 half square                        │   syn0 = 2 * random((3, 4)) - 1                          │
      │   bias                 off                                │ + v_syn0 = zeros((3, 4))                                 │
      │   bias start           (zero)                             │   syn1 = 2 * random((4, 1)) - 1                          │
      │   initial weights      uniform                            │ + v_syn1 = zeros((4, 1))                                 │
      │ Learning                                                  │   each iteration:                                        │
      │   alpha                1                                  │   l1_delta = l1_error * slope(l1)                        │
      │   schedule             constant                           │ − syn1 += l1.T @ l2_delta                                │
      │   schedule every       (1000)                             │ − syn0 += l0.T @ l1_delta                                │
      │   schedule factor      (1)                                │ + v_syn1 = mu * v_syn1 + l1.T @ l2_delta                 │
      │   batch size           all                                │ + syn1 += v_syn1                                         │
      │   batch order          (sequence)                         │ + v_syn0 = mu * v_syn0 + l0.T @ l1_delta                 │
      │ › optimizer            descent → momentum                 │ + syn0 += v_syn0                                         │
      │   momentum             0.9                                │                                                          │
      │   clipping             none                               │                                                          │
      │   clip limit           (1)                                │                                                          │
      │   precision            float64                            │                                                          │
      │ Regularization                                            │                                                          │
      │   dropout              none                               │                                                          │
      │   dropout form         (corrected)                        │                                                          │
      │   batch normalization  off                                │                                                          │
      │   l1                   none                               │                                                          │
      │   l2                   none                               │                                                          │
      │   weight decay         none                               │                                                          │
      │ Stopping                                                  │                                                          │
      │   error below          none                               │                                                          │
      │   no improvement for   none                               │                                                          │
      │   gradient norm below  none                               │                                                          │
      │   seconds              none                               │                                                          │
      ╰ arrows choose and change, enter continues with these weights, Ctrl-R starts over, esc leaves ────────────────────────╯"
    `);
  });

  test('are above them in a narrow terminal', () => {
    expect(draw(propsOf({ dropout: 0.2 }, 'dropout'), 80, 20)).toMatchInlineSnapshot(`
      "╭ › options ──────────────────────────────────────────────────────── 21 of 30 ─╮
      │   clipping             none                                                  │
      │   clip limit           (1)                                                   │
      │   precision            float64                                               │
      │ Regularization                                                               │
      │ › dropout              none → 20 %                                           │
      │   dropout form         corrected                                             │
      │   batch normalization  off                                                   │
      │   l1                   none                                                  │
      │ The share of hidden units that is left out of each iteration, at random.     │
      │                                                                              │
      │ ── Lines  +5 −3 ─────────────────────────────────────────────────── 1–7 of 9 │
      │   each iteration:                                                            │
      │ − l2 = sigmoid(l1 @ syn1)                                                    │
      │ + l1_mask = (random((4, 4)) <= 0.8) / 0.8                                    │
      │ + l1_kept = l1 * l1_mask                                                     │
      │ + l2 = sigmoid(l1_kept @ syn1)                                               │
      │ − l1_error = l2_delta @ syn1.T                                               │
      │ + l1_error = l2_delta @ syn1.T * l1_mask                                     │
      ╰ arrows choose and change, enter continues, Ctrl-R starts over, esc leaves ───╯"
    `);
  });

  test('use the rows that the program changes leave free', () => {
    const listed = (props: OptionsProps): number =>
      draw(props, 80, 19)
        .split('── Lines')[0]!
        .split('\n')
        .filter((line) => options.some(({ name }) => line.slice(4).startsWith(name))).length;
    expect(listed(propsOf({}, 'bias'))).toBe(11);
    expect(listed(propsOf({ dropout: 0.2 }, 'dropout'))).toBe(6);
  });

  test('fit a small terminal, in ASCII', () => {
    const text = draw(propsOf({ loss: 'binary cross-entropy' }, 'loss'), 60, 16, inAscii);
    expect(text).toMatchInlineSnapshot(`
      "+ > options ------------------------------------- 6 of 30 -+
      |   hidden units         4                                 |
      |   activation (hidden)  sigmoid                           |
      |   activation (output)  sigmoid                           |
      | > loss                 half squ~ -> binary cross-entropy |
      |   bias                 off                               |
      |   bias start           (zero)                            |
      | The number that the updates make smaller; half square is |
      | that of the tutorial.                                    |
      | -- Lines  +1 -1 ---------------------------------------- |
      |   each iteration:                                        |
      |   l2_error = y - l2                                      |
      | - l2_delta = l2_error * slope(l2)                        |
      | + l2_delta = l2_error / 4                                |
      |   l1_error = l2_delta @ syn1.T                           |
      + arrows, enter continues, Ctrl-R starts over, esc leaves -+"
    `);
    expect(text).toMatch(/^[\x20-\x7e\n]+$/);
  });

  test('say that nothing has changed, or that the program stays the same', () => {
    expect(draw(propsOf({}, 'bias'), 80, 20)).toContain('Nothing has changed yet.');
    expect(draw(propsOf({ dropoutForm: 'follow-up' }, 'bias'), 80, 20)).toContain('Nothing has changed yet.');
    const stopping = propsOf({ stop: { errorBelow: 0.01 } }, 'error below');
    expect(draw(stopping, 80, 20)).toContain('No line changes.');
    expect(draw(stopping, 80, 20)).toContain('› error below          none → 0.01');
  });

  test('show why the chosen option is unavailable, and the values of the others', () => {
    expect(draw(propsOf({}, 'momentum'), 120, 36)).toContain('› momentum             only with momentum or nesterov ');
    expect(draw(propsOf({}, 'optimizer'), 120, 36)).toContain('  momentum             (0.9) ');
  });

  test('show a change without colour, and no style without a change', () => {
    const lines = drawOptions(propsOf({ bias: true }, 'loss'), { columns: 120, rows: 36 }, inColour);
    const styleOf = (row: string, text: string) =>
      lines.find((line) => plainLine(line).includes(row))?.find((part) => part.text.trim() === text)?.style;
    const { accent, quiet, strong, good, bad } = inColour.styles;
    expect(styleOf(' bias ', 'on')).toBe(strong);
    expect(styleOf(' bias ', 'off →')).toBe(quiet);
    expect(styleOf('› loss', 'loss')).toBe(accent);
    expect(styleOf(' clip limit ', '(1)')).toBe(quiet);
    expect(styleOf('+ b0 =', '+ b0 = zeros((1, 4))')).toBe(good);
    expect(styleOf('− l1 =', '− l1 = sigmoid(l0 @ syn0)')).toBe(bad);
    expect(
      linesOf(drawOptions(propsOf({ bias: true }, 'loss'), { columns: 120, rows: 36 }, withoutColour)).join('\n'),
    ).toContain('bias                 off → on');
  });

  test('scroll the program changes to their end and no further', () => {
    const size = { columns: 80, rows: 20 };
    const all = propsOf({ optimizer: 'adam', batchNorm: true }, 'optimizer');
    const limit = optionsScrollLimit(all, size);
    expect(limit).toBeGreaterThan(0);
    const last = draw({ ...all, first: limit }, 80, 20);
    expect(last).toBe(draw({ ...all, first: limit + 10 }, 80, 20));
    expect(last).toMatch(/ (\d+)–(\d+) of \2 │/);
    expect(optionsScrollLimit(propsOf({}, 'bias'), size)).toBe(0);
  });

  test('name the hidden layer that they set', () => {
    const deep = { layerSizes: [3, 8, 4, 1], activations: ['tanh', 'relu', 'sigmoid'], dropout: [0, 0.5] } as const;
    const rowsOf = (layer: number | undefined) =>
      linesOf(drawOptions({ ...propsOf(deep, 'hidden units'), layer }, { columns: 120, rows: 40 }, inColour))
        .map((line) => line.slice(4, 58).trim())
        .filter((line) => /layer|units|activation|dropout /.test(line));
    expect(rowsOf(undefined)).toMatchInlineSnapshot(`
      [
        "options  of all hidden layers ────────────────────────",
        "hidden layers        1 → 2",
        "layer to set         all hidden",
        "hidden units         4 → 8, 4",
        "activation (hidden)  sigmoid → tanh, relu",
        "activation (output)  sigmoid",
        "dropout              none → none, 50 %",
        "dropout form         (corrected)",
      ]
    `);
    expect(rowsOf(1)).toMatchInlineSnapshot(`
      [
        "hidden layers        1 → 2",
        "layer to set         l2",
        "units of l2          none → 4",
        "activation of l2     none → relu",
        "activation (output)  sigmoid",
        "dropout of l2        none → 50 %",
        "dropout form         (corrected)",
      ]
    `);
  });

  test('take exactly their size with the chosen option visible, whatever is set', () => {
    const any = fc.record({
      columns: fc.integer({ min: 60, max: 160 }),
      rows: fc.integer({ min: 12, max: 60 }),
      steps: fc.array(fc.nat(options.length - 1), { maxLength: 15 }),
      chosen: fc.nat(options.length - 1),
      layer: fc.constantFrom(undefined, 0, 1, 30),
      first: fc.nat(60),
      theme: fc.constantFrom(inColour, inAscii),
    });
    fc.assert(
      fc.property(any, ({ columns, rows, steps, chosen, layer, first, theme }) => {
        const settings = steps.reduce(
          (own, index) => options[index]!.change(own, 1, { examples: 4, left: 100 }),
          before,
        );
        const frame = drawOptions({ settings, before, examples: 4, chosen, layer, first }, { columns, rows }, theme);
        expect(frame.map(lineWidth)).toEqual(Array(rows).fill(columns));
        const { name, nameIn } = options[chosen]!;
        const own = layer === undefined || nameIn === undefined ? name : nameIn(`l${layer + 1}`);
        const pointed = `${theme.glyphs.box.down} ${theme.glyphs.pointer} ${own} `;
        expect(linesOf(frame).some((line) => line.startsWith(pointed))).toBe(true);
        if (theme === inAscii) expect(textOf(frame)).toMatch(/^[\x20-\x7e\n]+$/);
      }),
      { numRuns: 60 },
    );
  });
});
