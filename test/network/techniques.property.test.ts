import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PASSES_BELOW } from '../../src/engine/gradients/slope.ts';
import { matrixFromRows, rowsOf } from '../../src/engine/matrix.ts';
import { TrainingRun } from '../../src/engine/run/training-run.ts';
import { printStatement } from '../../src/language/print.ts';
import { requireRoles, type Statement } from '../../src/language/program.ts';
import type { GivenSettings } from '../../src/network/settings.ts';
import { INPUTS, XOR } from '../engine/backends/interpret.ts';
import { readItemGoldens } from '../engine/golden-files.ts';
import { checkGradients } from '../engine/gradients/check-gradients.ts';
import { full } from '../full.ts';
import { anything, drawn, settingsOf } from './any-settings.ts';
import { buildProgram } from './build-program.ts';

const { inputs, targets } = readItemGoldens();
const SHARES = targets['shares'] ?? [];

function start(settings: GivenSettings, seed: number): TrainingRun {
  const program = buildProgram(settings, inputs.length);
  return new TrainingRun(program, matrixFromRows(inputs), matrixFromRows(SHARES), seed);
}

/** Alpha small enough for rmsprop and adam, whose steps are as large as alpha: at 1 all outputs would be 0 or 1, and differences would lose their digits. */
function gentle(settings: GivenSettings): GivenSettings {
  const { optimizer = 'descent', learningRate = 1 } = settings;
  const isAdaptive = !['descent', 'momentum', 'nesterov'].includes(optimizer);
  return { ...settings, learningRate: isAdaptive ? Math.min(learningRate, 0.02) : learningRate };
}

/** The nearest to 0 or 1 where the logarithms of a loss have enough digits for differences. */
const SATURATED = 1e-3;

/** Smooth settings: relu, |e| and l1 have places without a slope. */
const smooth = drawn({
  hidden: ['sigmoid', 'tanh', 'gelu', 'softplus', 'swish', 'linear'],
  outputs: ['sigmoid', 'softmax'],
  losses: ['half square', 'mean squared', 'binary cross-entropy', 'cross-entropy'],
  batchSizes: [0, 5, 6],
  l1: [0],
  clipLimit: 1e6,
  dropoutForms: ['corrected'],
});

describe('any combination of techniques', () => {
  test('updates every parameter against the gradient of the loss', () => {
    const iterations = fc.integer({ min: 0, max: 8 });
    fc.assert(
      fc.property(smooth, iterations, fc.nat(1000), (network, count, seed) => {
        const run = start(gentle(settingsOf(network)), seed);
        for (let i = 0; i < count; i++) run.iterate();
        const { parameters } = checkGradients(run);
        run.iterate();
        const predictions = run.valueOf(requireRoles(run.program, 'prediction').prediction).data;
        fc.pre(predictions.every((cell) => cell > SATURATED && cell < 1 - SATURATED));
        const worst = parameters.map(({ name, worst }) => `${name}: ${worst}`);
        expect(
          parameters.every((one) => one.worst < PASSES_BELOW),
          worst.join(', '),
        ).toBe(true);
      }),
      { numRuns: full ? 300 : 20 },
    );
  });
});

describe('stepping with any combination of techniques', () => {
  test('ends in the same bits by lines, forward and back, and by iterations', () => {
    const place = fc.record({ iteration: fc.nat(39), share: fc.double({ min: 0, max: 1, noNaN: true }) });
    fc.assert(
      fc.property(anything, fc.nat(2 ** 32 - 1), place, (network, seed, { iteration, share }) => {
        const settings = settingsOf(network);
        const [whole, byLine, travelling] = [start(settings, seed), start(settings, seed), start(settings, seed)];
        const lines = whole.program.iteration.length;
        for (let i = 0; i < 40; i++) whole.iterate();
        while (byLine.iteration < whole.iteration) byLine.advance();
        // Inside of an iteration only because of a non-finite value.
        while (byLine.line < whole.line) byLine.advance();
        for (let i = 0; i < 40; i++) travelling.iterate();
        const reached = travelling.iteration;
        travelling.goTo({ iteration: Math.min(iteration, reached), line: 0 });
        const line = Math.floor(share * (lines - 1));
        if (iteration < reached) travelling.goTo({ iteration, line });
        while (travelling.iteration < reached) travelling.iterate();
        while (travelling.line < whole.line) travelling.advance();
        expect(bitsOf(byLine)).toEqual(bitsOf(whole));
        expect(bitsOf(travelling)).toEqual(bitsOf(whole));
      }),
      { numRuns: full ? 200 : 40 },
    );
  });

  test('has the same bits in the past as on the way there', () => {
    fc.assert(
      fc.property(anything, fc.nat(1000), fc.integer({ min: 1, max: 59 }), (network, seed, iteration) => {
        const settings = settingsOf(network);
        const [there, back] = [start(settings, seed), start(settings, seed)];
        for (let i = 0; i < iteration; i++) there.iterate();
        for (let i = 0; i < 60; i++) back.iterate();
        if (back.iteration < iteration || there.iteration < iteration) return;
        back.goTo({ iteration, line: 0 });
        expect(bitsOf(back)).toEqual(bitsOf(there));
        for (let i = 0; i < 3; i++) {
          there.iterate();
          back.iterate();
        }
        expect(bitsOf(back)).toEqual(bitsOf(there));
      }),
      { numRuns: full ? 200 : 40 },
    );
  });
});

/** The values of all matrices. */
function bitsOf(run: TrainingRun): readonly string[] {
  const names = new Set([...run.program.setup, ...run.program.iteration].map(({ target }) => target));
  const bits = [...names].map((own) => `${own} ${new Uint8Array(run.valueOf(own).data.slice().buffer).join(' ')}`);
  return [`${run.iteration} ${run.line} ${run.error}`, ...bits];
}

describe('dropout with a share for each hidden layer', () => {
  const deep: GivenSettings = { layerSizes: [3, 4, 5, 1], bias: false, learningRate: 1 };
  const lines = (more: Partial<GivenSettings>): readonly string[] =>
    buildProgram({ ...deep, ...more }, 4).iteration.map(printStatement);

  test('has a mask only for layers with a share, and the next layer reads the result', () => {
    const own = lines({ dropout: [0, 0.5] });
    expect(own.filter((line) => line.includes('mask'))).toEqual([
      'l2_mask = (random((4, 5)) <= 0.5) / 0.5',
      'l2_kept = l2 * l2_mask',
      'l2_error = l3_delta @ syn2.T * l2_mask',
    ]);
    expect(own).toContain('l2 = sigmoid(l1 @ syn1)');
    expect(own).toContain('l3 = sigmoid(l2_kept @ syn2)');
    expect(own).toContain('syn2 += l2_kept.T @ l3_delta');
    expect(own).toContain('syn1 += l1.T @ l2_delta');
  });

  test('is the same as one share for all, or none, when the shares are equal', () => {
    for (const dropoutForm of ['corrected', 'follow-up'] as const) {
      expect(lines({ dropout: [0.2, 0.2], dropoutForm })).toEqual(lines({ dropout: 0.2, dropoutForm }));
      expect(lines({ dropout: [0, 0], dropoutForm })).toEqual(lines({}));
    }
  });
});

describe('dropout in the tutorial’s network', () => {
  const tutorial = { layerSizes: [3, 4, 1], bias: false, dropout: 0.2 } as const;

  function tutorialRun(settings: GivenSettings): TrainingRun {
    return new TrainingRun(buildProgram(settings, 4), matrixFromRows(INPUTS), matrixFromRows(XOR), 1);
  }

  test.each([
    [0.9, '0.1'],
    [0.7, '0.3'],
    [0.2, '0.8'],
    [0.333, '0.667'],
  ])('of %s prints the share that is kept with few digits', (share, kept) => {
    const { iteration } = buildProgram({ ...tutorial, learningRate: 1, dropout: share }, 4);
    const line = iteration.find(({ target }) => target === 'l1_mask') as Statement;
    expect(printStatement(line)).toBe(`l1_mask = (random((4, 4)) <= ${kept}) / ${kept}`);
  });

  test.each(['corrected', 'follow-up'] as const)('leaves out the same units at first, %s', (dropoutForm) => {
    const run = tutorialRun({ ...tutorial, learningRate: 1, dropoutForm });
    run.iterate();
    const kept = rowsOf(run.valueOf('l1_mask')).map((row) => row.map((cell) => (cell === 0 ? 0 : 1)).join(''));
    expect(kept.join(' / ')).toBe('1111 / 0011 / 0011 / 1011');
    expect(new Set(run.valueOf('l1_mask').data)).toEqual(new Set([0, 1.25]));
  });

  test.each([
    ['without limit in the form of the follow-up', 'follow-up', 328, 0],
    ['no further than needed corrected', 'corrected', 11.4, 1],
  ] as const)('lets weights grow %s', (_, dropoutForm, largest, digits) => {
    const run = tutorialRun({ ...tutorial, learningRate: 0.5, dropoutForm });
    for (let i = 0; i < 60_000; i++) run.iterate();
    expect(Math.max(...run.valueOf('syn0').data.map(Math.abs))).toBeCloseTo(largest, digits);
  });
});
