import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PASSES_BELOW } from '../../src/engine/gradients/slope.ts';
import { matrixFromRows } from '../../src/engine/matrix.ts';
import { TrainingRun } from '../../src/engine/run/training-run.ts';
import { binary, type Expression, number } from '../../src/language/expression.ts';
import type { Program, Statement } from '../../src/language/program.ts';
import type { GivenSettings } from '../../src/network/settings.ts';
import { runs } from '../full.ts';
import { buildProgram } from '../network/build-program.ts';
import { INPUTS, XOR } from './backends/interpret.ts';
import { checkGradients } from './gradients/check-gradients.ts';
import { type Mutant, mutantsOf } from './gradients/mutants.ts';

function runOf(program: Program, iterations: number): TrainingRun {
  const run = new TrainingRun(program, matrixFromRows(INPUTS), matrixFromRows(XOR), 1);
  for (let i = 0; i < iterations; i++) run.iterate();
  return run;
}

const tutorial = buildProgram({ layerSizes: [3, 4, 1], bias: false, learningRate: 1 }, INPUTS.length);

/** The program with one update line that goes a little too far. */
function wrong(program: Program, target: string): Program {
  const iteration = program.iteration.map((statement) =>
    statement.target === target && statement.operator === '+='
      ? { ...statement, value: binary('*', number(1.001), statement.value) }
      : statement,
  );
  return { ...program, iteration };
}

describe('the gradient check', () => {
  test('passes for any network at any iteration', () => {
    const settings = fc.record({
      hidden: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }),
      bias: fc.boolean(),
      learningRate: fc.constantFrom(1, 0.1, 3),
      iterations: fc.constantFrom(0, 1, 50, 1000),
    });
    fc.assert(
      fc.property(settings, ({ hidden, bias, learningRate, iterations }) => {
        const program = buildProgram({ layerSizes: [3, ...hidden, 1], bias, learningRate }, INPUTS.length);
        const check = checkGradients(runOf(program, iterations));
        expect(check.worst).toBeLessThan(PASSES_BELOW);
        expect(check.passed).toBe(true);
      }),
      { numRuns: runs(100) },
    );
  });

  test('passes at small weights before batch normalization, where the loss bends within a step', () => {
    const settings = { layerSizes: [3, 1, 1, 1], bias: false, learningRate: 1, batchNorm: true };
    const run = runOf(buildProgram(settings, INPUTS.length), 3);
    run.valueOf('syn1').data[0] = 0.02;
    expect(checkGradients(run).worst).toBeLessThan(PASSES_BELOW);
  });

  test.each(['binary cross-entropy', 'cross-entropy'] as const)(
    'has a finite loss and passes when a prediction is exactly 0: %s',
    (loss) => {
      const weights = [
        [900, -900],
        [0.5, -0.25],
        [0, 0.1],
      ];
      const settings = { layerSizes: [3, 2], bias: false, learningRate: 1, activations: ['softmax'] as const, loss };
      const program = buildProgram({ ...settings, initial: [weights] }, INPUTS.length);
      const shares = XOR.map(([target = 0]) => [target, 1 - target]);
      const run = new TrainingRun(program, matrixFromRows(INPUTS), matrixFromRows(shares), 1);
      run.iterate();
      expect(run.valueOf('l1').data).toContain(0);
      const check = checkGradients(run);
      expect(check.loss).toBeGreaterThan(1);
      expect(check.loss).toBeLessThan(1000);
      expect(check.worst).toBeLessThan(PASSES_BELOW);
    },
  );

  test('passes for shares that 32-bit floats have rounded', () => {
    const settings = {
      layerSizes: [3, 2],
      activations: ['softmax'],
      loss: 'cross-entropy',
      precision: 'float32',
    } as const;
    const program = buildProgram(settings, INPUTS.length);
    const shares = [0.3, 0.15, 0.9, 0.42].map((share) => [share, 1 - share]);
    const run = new TrainingRun(program, matrixFromRows(INPUTS), matrixFromRows(shares), 1);
    for (let i = 0; i < 60; i++) {
      run.iterate();
      expect(checkGradients(run).passed).toBe(true);
    }
  });

  test('finds NumPy’s loss and directions in the tutorial’s first iteration', () => {
    const check = checkGradients(runOf(tutorial, 0));
    expect(check.loss).toBeCloseTo(0.4951865354020256, 12);
    const [syn0, syn1] = check.parameters;
    expect(syn0?.updates[0]).toBeCloseTo(-0.0010368297984490668, 12);
    expect(syn1?.updates[3]).toBeCloseTo(-0.004551329347278153, 12);
    expect(check.parameters.map(({ name, checked }) => [name, checked])).toEqual([
      ['syn0', 12],
      ['syn1', 4],
    ]);
  });

  test('fails for the one matrix whose update is wrong by 0.1 %', () => {
    const check = checkGradients(runOf(wrong(tutorial, 'syn0'), 10));
    expect(check.passed).toBe(false);
    expect(check.parameters.map(({ worst }) => worst < PASSES_BELOW)).toEqual([false, true]);
    expect(check.worst).toBeCloseTo(0.000999, 6);
  });

  test('fails when a weight is NaN', () => {
    const run = runOf(tutorial, 10);
    run.valueOf('syn1').data[2] = Number.NaN;
    expect(checkGradients(run)).toMatchObject({ passed: false, worst: Number.POSITIVE_INFINITY });
  });

  test('does not change the run', () => {
    const run = runOf(tutorial, 100);
    checkGradients(run);
    for (let i = 0; i < 100; i++) run.iterate();
    const untouched = runOf(tutorial, 200);
    for (const name of ['syn0', 'syn1', 'l1', 'l2', 'l1_delta']) {
      expect(run.valueOf(name).data).toEqual(untouched.valueOf(name).data);
    }
  });

  test('checks evenly spread cells of a large network', () => {
    const rows = Array.from({ length: 500 }, (_, r) => Array.from({ length: 40 }, (_cell, c) => ((r * c) % 7) / 7));
    const program = buildProgram({ layerSizes: [40, 60, 1], bias: false, learningRate: 0.01 }, rows.length);
    const targets = rows.map((_, r) => [r % 2]);
    const check = checkGradients(new TrainingRun(program, matrixFromRows(rows), matrixFromRows(targets), 1));
    expect(check.passed).toBe(true);
    expect(check.parameters.map(({ checked }) => checked)).toEqual([10, 10]);
  });
});

/** The program with another right side in the last line that assigns to `target`. */
function withLine(program: Program, target: string, change: (value: Expression) => Expression): Program {
  const line = program.iteration.findLastIndex((statement) => statement.target === target);
  const statement = program.iteration[line] as Statement;
  return { ...program, iteration: program.iteration.with(line, { ...statement, value: change(statement.value) }) };
}

const scaled = (value: Expression): Expression => binary('*', number(1.01), value);

describe('at a kink', () => {
  const rows = [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ];

  function begin(settings: Partial<GivenSettings>, iterations: number): TrainingRun {
    const program = buildProgram({ layerSizes: [2, 4, 1], bias: true, learningRate: 1, ...settings }, rows.length);
    const run = new TrainingRun(program, matrixFromRows(rows), matrixFromRows(XOR), 1);
    for (let i = 0; i < iterations; i++) run.iterate();
    return run;
  }

  test('a cell is not judged, and the function is named', () => {
    // The sums of the row 0, 0 are exactly 0.
    const check = checkGradients(begin({ activations: ['relu', 'sigmoid'] }, 0));
    expect(check).toMatchObject({ passed: true, kinks: [{ of: 'relu', cells: 4 }] });
    expect(check.parameters.map(({ name, atKinks }) => [name, atKinks])).toEqual([
      ['syn0', 0],
      ['b0', 4],
      ['syn1', 0],
      ['b1', 0],
    ]);
  });

  test('a weight of 0 under L1 is not judged, though a central difference agrees there', () => {
    const check = checkGradients(begin({ activations: ['relu', 'relu'], bias: false, initial: 0, l1: 0.1 }, 0));
    expect(check.parameters.map(({ checked, atKinks }) => [checked, atKinks])).toEqual([
      [8, 8],
      [4, 4],
    ]);
    expect(check).toMatchObject({
      passed: true,
      kinks: [
        { of: 'relu and abs', cells: 8 },
        { of: 'abs', cells: 4 },
      ],
    });
  });

  test('of the second derivative alone, a cell is judged', () => {
    expect(checkGradients(begin({ activations: ['elu', 'sigmoid'] }, 0))).toMatchObject({ passed: true, kinks: [] });
  });

  test('a weight just beside that of L1 is judged on its side', () => {
    const run = begin({ l1: 0.001 }, 10);
    run.valueOf('syn0').data[3] = 1.757e-4;
    const check = checkGradients(run);
    expect(check).toMatchObject({ passed: true, kinks: [] });
    const [syn0] = check.parameters;
    expect(Math.abs(syn0!.updates[3]! - syn0!.descents[3]!)).toBeLessThan(1e-9);
  });

  test('a weight just beside that of L1 is judged where its line is wrong, too', () => {
    const { program } = begin({ l1: 0.001 }, 0);
    const run = new TrainingRun(withLine(program, 'syn0', scaled), matrixFromRows(rows), matrixFromRows(XOR), 1);
    run.valueOf('syn0').data[3] = 1.757e-4;
    const check = checkGradients(run);
    expect(check).toMatchObject({ passed: false, kinks: [] });
    expect(check.parameters.map(({ atKinks }) => atKinks)).toEqual([0, 0, 0, 0]);
  });

  test('a wrong line is found at other weights', () => {
    const { program } = begin({ activations: ['relu', 'sigmoid'], optimizer: 'momentum' }, 0);
    const run = new TrainingRun(
      withLine(program, 'l1_delta', (value) => (value.kind === 'binary' ? value.left : value)),
      matrixFromRows(rows),
      matrixFromRows(XOR),
      1,
    );
    expect(checkGradients(run).passed).toBe(false);
  });
});

describe('the lines of a technique', () => {
  const techniques: readonly (readonly [string, Partial<GivenSettings>, string])[] = [
    ['momentum', { optimizer: 'momentum' }, 'v_syn0'],
    ['nesterov', { optimizer: 'nesterov' }, 'syn1'],
    ['rmsprop', { optimizer: 'rmsprop', learningRate: 0.02 }, 'v_syn1'],
    ['adagrad', { optimizer: 'adagrad', learningRate: 0.02 }, 'syn0'],
    ['adam', { optimizer: 'adam', learningRate: 0.02 }, 'm_syn0'],
    ['weight decay', { weightDecay: 0.01 }, 'syn1'],
    ['clipped gradients', { clip: 'gradients', clipLimit: 0.1 }, 'syn0'],
    ['the norm of gradients', { clip: 'gradients by norm', clipLimit: 0.1 }, 'scale'],
    ['a schedule', { schedule: 'cosine', scheduleEvery: 100 }, 'alpha'],
    ['dropout', { dropout: 0.5 }, 'l1_mask'],
    ['mini-batches', { batchSize: 2 }, 'rows'],
    ['batch normalization', { batchNorm: true }, 'l1_running_mean'],
  ];

  test.each(techniques)('agree with its definition, and a scaled one does not: %s', (_, settings, target) => {
    const program = buildProgram({ layerSizes: [3, 4, 1], bias: false, learningRate: 1, ...settings }, INPUTS.length);
    expect(checkGradients(runOf(program, 5))).toMatchObject({ passed: true, isDefined: true, faults: [] });
    const check = checkGradients(runOf(withLine(program, target, scaled), 0));
    expect(check.passed).toBe(false);
    expect(check.faults[0]?.name).toBe(target);
  });

  test('are not compared in a program without a definition', () => {
    const { definition: _, ...program } = buildProgram(
      { layerSizes: [3, 4, 1], bias: false, learningRate: 1, optimizer: 'momentum' },
      INPUTS.length,
    );
    expect(checkGradients(runOf(program, 5))).toMatchObject({ passed: true, isDefined: false });
  });

  test('that change deltas in place are the reason of a failure only when the check passes without them', () => {
    const settings = { layerSizes: [3, 4, 1], bias: false, learningRate: 1, clip: 'deltas', clipLimit: 0.01 } as const;
    const program = buildProgram(settings, INPUTS.length);
    const check = checkGradients(runOf(program, 5));
    expect(check).toMatchObject({ passed: false, faults: [] });
    expect(check.because.map((line) => program.iteration[line]?.target)).toEqual(['l2_delta', 'l1_delta']);
    expect(checkGradients(runOf(withLine(program, 'l1_error', scaled), 5))).toMatchObject({
      passed: false,
      because: [],
    });
  });
});

describe('of many examples', () => {
  const rows = Array.from({ length: 150 }, (_, r) => [Math.sin(r), Math.cos(3 * r), ((7 * r) % 11) / 11]);
  const classes = rows.map(([a = 0, b = 0]) => (a > b ? [1, 0] : [0, 1]));
  const settings: readonly GivenSettings[] = [
    { layerSizes: [3, 4, 2], loss: 'mean squared', optimizer: 'adam', learningRate: 0.02 },
    {
      layerSizes: [3, 4, 2],
      loss: 'cross-entropy',
      activations: ['tanh', 'softmax'],
      clip: 'gradients',
      clipLimit: 0.1,
    },
    { layerSizes: [3, 4, 2], loss: 'huber', activations: ['relu', 'linear'], clip: 'deltas', clipLimit: 1 },
    { layerSizes: [3, 4, 2], loss: 'binary cross-entropy', dropout: 0.5, optimizer: 'momentum' },
    { layerSizes: [3, 4, 2], loss: 'mean absolute', batchNorm: true, batchSize: 70 },
    { layerSizes: [3, 4, 2], learningRate: 0.01, l2: 0.01 },
  ];

  test.each(settings)('passes, and finds a scaled delta: %j', (given) => {
    const program = buildProgram(given, rows.length);
    const begin = (own: Program): TrainingRun => new TrainingRun(own, matrixFromRows(rows), matrixFromRows(classes), 1);
    expect(checkGradients(begin(program))).toMatchObject({ passed: true, faults: [] });
    expect(checkGradients(begin(withLine(program, 'l1_delta', scaled))).passed).toBe(false);
  });
});

describe('a division that is limited where a prediction is nearly 0 or 1', () => {
  const weights = [
    [15.5, -15.5],
    [0.5, -0.25],
    [0, 0.1],
  ];
  const program = buildProgram(
    {
      layerSizes: [3, 2],
      bias: false,
      learningRate: 1,
      activations: ['softmax'],
      loss: 'binary cross-entropy',
      initial: [weights],
    },
    INPUTS.length,
  );
  const check = (own: Program) => {
    const shares = XOR.map(([target = 0]) => [target, 1 - target]);
    return checkGradients(new TrainingRun(own, matrixFromRows(INPUTS), matrixFromRows(shares), 1));
  };

  test('explains a check that fails at such predictions alone', () => {
    const { passed, limited } = check(program);
    expect([passed, limited.length]).toEqual([false, 1]);
  });

  test('does not explain updates that are wrong at random weights, too', () => {
    const doubled = program.iteration.map((own) =>
      own.target === 'l1_delta' ? { ...own, value: binary('*', number(2), own.value) } : own,
    );
    expect(check({ ...program, iteration: doubled })).toMatchObject({ passed: false, limited: [] });
  });
});

describe('a line that gradients hardly show', () => {
  const base: GivenSettings = { layerSizes: [3, 2, 1], bias: true, learningRate: 1, activations: ['tanh', 'linear'] };

  /** The first fault of a program in which one line computes something else. */
  function firstFaultOf(settings: GivenSettings, line: string, part: string): string | undefined {
    const program = buildProgram(settings, INPUTS.length);
    const mutant = mutantsOf(program).find(({ words }) => words.endsWith(`${line} = ${part}`));
    return checkGradients(runOf((mutant as Mutant).program, 1)).faults[0]?.name;
  }

  test.each(['huber', 'mean absolute'] as const)('is found where clipping never begins: %s', (loss) => {
    const settings: GivenSettings = { ...base, loss, clip: 'gradients by norm', clipLimit: 50 };
    expect(firstFaultOf(settings, 'scale', 'clip(50, 0, 1)')).toBe('scale');
  });

  test('is found where it computes a gradient that is clipped', () => {
    const settings: GivenSettings = { ...base, loss: 'huber', clip: 'gradients by norm', clipLimit: 50 };
    expect(firstFaultOf(settings, 'syn0_grad', '-(l0.T @ l1_delta)')).toBeDefined();
  });

  test('is found where normalization divides by a little less', () => {
    const settings: GivenSettings = { ...base, layerSizes: [3, 1, 1], batchNorm: true };
    expect(firstFaultOf(settings, 'l1_norm', '(l1_sum - l1_mean) / sqrt(l1_var)')).toBe('l1_norm');
  });

  test.each([
    ['the sums of a layer', { activations: ['gelu', 'sigmoid'] }, 'l1_z', 'l0 @ syn0 + b0 + 0.001'],
    ['a line without a slope', {}, 'l2', 'l1 @ syn1 + b1 + 0.001'],
  ] as const)('is found where a little is added to %s', (_, settings, line, part) => {
    expect(firstFaultOf({ ...base, ...(settings as object) }, line, part)).toBeDefined();
  });

  test.each([
    ['m_syn1', 'beta1 * m_syn1 + (1 - beta1) * clip(syn1_grad, -0.5, 1)'],
    ['m_syn1', 'beta1 * m_syn1 + (1 - beta1) * clip(syn1_grad, -1, 2)'],
    ['m_syn0', 'beta1 * m_syn0 + (1 - beta1) * syn0_grad'],
  ])('is found in the clipping of a single matrix, below and above 0: %s', (line, part) => {
    const settings: GivenSettings = { ...base, optimizer: 'adam', clip: 'gradients', clipLimit: 1 };
    expect(firstFaultOf(settings, line, part)).toBe(line);
  });

  test('is found where a schedule counts an iteration after it has read the counter', () => {
    const settings: GivenSettings = { ...base, optimizer: 'descent', schedule: 'step', scheduleEvery: 3 };
    const program = buildProgram(settings, INPUTS.length);
    const later = mutantsOf(program).filter(({ words }) => words.startsWith('later: t += 1'));
    expect(later.map((own) => checkGradients(runOf(own.program, 1)).passed)).toEqual([false]);
  });
});
