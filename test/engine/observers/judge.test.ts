import { describe, expect, test } from 'vitest';
import type { Examples, Matrix } from '../../../src/engine/matrix.ts';
import { Judge } from '../../../src/engine/observers/judge.ts';
import { numpyRandom } from '../../../src/engine/random.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import { HOLD_SHARE } from '../../../src/engine/verdict/thresholds.ts';
import type { Verdict } from '../../../src/engine/verdict/verdict.ts';
import { programOf } from '../../language/programs.ts';
import { buildProgram } from '../../network/build-program.ts';
import { CORRELATION, INPUTS, XOR } from '../backends/interpret.ts';
import { drawnMatrix } from '../drawn-matrix.ts';
import { type RunSettings, startJudged, storyOf, train, verdictAfter } from '../verdict/runs.ts';

const ONE = { rows: 1, columns: 1 };

/** A single weight that learns y = 3 w in steps that overshoot farther each time. */
const OVERSHOOTING: RunSettings = {
  program: programOf({ X: ONE, y: ONE }, 'syn0 = 1', 'l1 = X @ syn0\nl1_error = y - l1\nsyn0 += X.T @ l1_error'),
  inputs: [[3]],
  targets: [[0]],
};

describe('a verdict', () => {
  test('is untrained before the first iteration and learning after it', () => {
    const judged = startJudged({});
    expect(judged.run.verdict).toEqual({
      kind: 'untrained',
      since: 0,
      pending: undefined,
      facts: undefined,
      causes: [],
      remedies: [],
    });
    expect(train(judged, 1).run.verdict as Verdict).toMatchObject({ kind: 'learning', since: 0 });
  });

  test('is solved for the correlation and for XOR, since `solvedAt`', () => {
    const correlation = train(startJudged({ hidden: [], targets: CORRELATION }), 10_000);
    expect(correlation.run.verdict).toMatchObject({ kind: 'solved', since: correlation.run.solvedAt, remedies: [] });
    expect(correlation.run.solvedAt).toBe(119);
    const xor = train(startJudged({}), 60_000);
    expect(xor.run.verdict).toMatchObject({ kind: 'solved', since: 587, causes: [], pending: undefined });
    expect(xor.changes).toEqual([
      { kind: 'learning', at: 1 },
      { kind: 'solved', at: 595 },
    ]);
  });

  test('is stuck for XOR without a hidden layer', () => {
    const judged = train(startJudged({ hidden: [] }), 10_000);
    expect(judged.run.verdict).toMatchObject({ kind: 'stuck', pending: undefined, facts: { stillSince: 562 } });
    // Three looks in a row at an update that changes nothing.
    expect(judged.changes.at(-1)).toEqual({ kind: 'stuck', at: 598 });
    expect(judged.run.verdict?.facts?.misses.map(({ prediction }) => prediction.toFixed(3))).toEqual(
      Array.from({ length: 4 }, () => '0.500'),
    );
  });

  test('is saturated when alpha 1000 has pushed all predictions to 0 or 1, half of them wrong', () => {
    for (const settings of [{}, { hidden: [] }, { hidden: [], targets: CORRELATION }]) {
      const { kind, facts } = verdictAfter(5000, { ...settings, alpha: 1000 });
      expect([kind, facts?.wrong, facts?.flat]).toEqual(['saturated', 2, 1]);
    }
  });

  test('is oscillating when each update throws the predictions to the other side', () => {
    const { kind, facts, remedies } = verdictAfter(5000, { hidden: [], alpha: 10 });
    expect([kind, remedies]).toEqual(['oscillating', [{ kind: 'lowerAlpha', from: 10, to: 1 }]]);
    expect(facts?.swing).toBeCloseTo(0.41, 1);
  });

  test('is diverged from the iteration with the first non-finite error on', () => {
    const judged = startJudged(OVERSHOOTING);
    while (!judged.run.diverged) train(judged, 1);
    const { iteration } = judged.run;
    expect(judged.run.verdict).toMatchObject({ kind: 'diverged', since: iteration });
    expect(storyOf(judged)).toBe('learning, oscillating, diverged');
    expect(train(judged, 100).run.verdict?.since).toBe(iteration);
  });

  test('is learning, not stuck, while alpha is so small that the run has hardly begun', () => {
    const { kind, causes, remedies } = verdictAfter(60_000, { alpha: 0.001 });
    expect(kind).toBe('learning');
    expect(causes).toEqual([{ kind: 'smallSteps', alpha: 0.001, times: 100 }]);
    expect(remedies).toEqual([{ kind: 'raiseAlpha', from: 0.001, to: 0.1 }]);
  });

  test('can be sent to another thread', () => {
    for (const settings of [{}, { hidden: [] }, { alpha: 1000 }]) {
      const verdict = verdictAfter(3000, settings);
      expect(structuredClone(verdict)).toEqual(verdict);
    }
  });
});

describe('changes of verdict', () => {
  test('go from learning to solved for XOR from seeds 0 to 20', () => {
    for (let seed = 0; seed <= 20; seed++) {
      expect(storyOf(train(startJudged({ seed }), 10_000)), `seed ${seed}`).toBe('learning, solved');
    }
  });

  test('wait until all looks of the last quarter of the run agree', () => {
    const judged = startJudged({ hidden: [2], seed: 64 });
    for (const { kind, at } of train(judged, 20_000).changes.filter((change) => change.kind === 'plateau')) {
      const again = train(startJudged({ hidden: [2], seed: 64 }), at).run.verdict as Verdict;
      expect(again.kind).toBe(kind);
      expect(at - again.since).toBeGreaterThanOrEqual(at * HOLD_SHARE);
    }
    expect(storyOf(judged)).toBe('learning, plateau, learning, plateau, learning, solved');
  });

  test('are announced as pending by the newest looks', () => {
    const judged = startJudged({ hidden: [2], seed: 64 });
    const pending: (Verdict['pending'] & object)[] = [];
    for (let i = 0; i < 9000; i++) {
      const own = train(judged, 1).run.verdict?.pending;
      if (own !== undefined && own.kind !== pending.at(-1)?.kind) pending.push(own);
    }
    expect(pending.map(({ kind }) => kind)).toEqual(['stuck', 'learning', 'stuck']);
  });

  test('end a plateau as soon as the remaining error has halved', () => {
    const judged = train(startJudged({ hidden: [2], seed: 16 }), 31_700);
    expect(judged.changes.map(({ kind }) => kind)).toEqual(['learning', 'plateau', 'learning']);
    const { at } = judged.changes.at(-1) as { at: number };
    const before = train(startJudged({ hidden: [2], seed: 16 }), at - 1).run.verdict?.facts;
    expect(before?.measuredAt).toBeGreaterThan(at - 1 - at / 100);
  });

  test('follow each step down, from one plateau to the next', () => {
    // Two rows stay wrong for thousands of iterations, then one of them leaves one half in a few updates.
    for (const alpha of [60, 72]) {
      const judged = train(startJudged({ alpha }), 20_000);
      expect(storyOf(judged)).toBe('learning, plateau, learning, plateau');
    }
  });
});

describe('a judge', () => {
  test('has the same verdict at the same iteration after going back', () => {
    const settings = { hidden: [2], seed: 64 };
    const verdicts: Verdict[] = [];
    const judged = startJudged(settings);
    for (let iteration = 0; iteration <= 9000; iteration++) {
      verdicts.push(judged.run.verdict as Verdict);
      train(judged, 1);
    }
    for (let iteration = 0; iteration < 9000; iteration += 1024) {
      judged.run.goTo({ iteration, line: 0 });
      for (let i = iteration; i < Math.min(iteration + 1500, 9000); i++) {
        expect(judged.run.verdict).toEqual(verdicts[i]);
        train(judged, 1);
      }
    }
  });

  test('looks at fewer than 200 of 60,000 iterations', () => {
    const judged = startJudged({});
    const verdicts = new Set<Verdict>();
    for (let i = 0; i < 60_000; i++) verdicts.add(train(judged, 1).run.verdict as Verdict);
    expect(verdicts.size).toBe(183);
  });

  test('can start in the middle of a run', () => {
    const { run } = train(startJudged({ hidden: [] }), 4000);
    const judge = new Judge(run);
    const verdictAfterMore = (iterations: number): Verdict => {
      for (let i = 0; i < iterations; i++) {
        run.iterate();
        judge.onIteration();
      }
      return judge.verdict as Verdict;
    };
    expect(verdictAfterMore(1)).toMatchObject({ kind: 'learning', since: 4000 });
    expect(verdictAfterMore(3000).kind).toBe('stuck');
  });

  test('judges a program without inputs and layers', () => {
    const program = programOf({ X: ONE, y: ONE }, 'step = 0', 'step += 1\nl1_error = y - 0.5');
    expect(verdictAfter(6000, { program, inputs: [[0]], targets: [[1]] })).toMatchObject({
      kind: 'stuck',
      causes: [{ kind: 'plateau', quickening: false }],
    });
  });

  test('blames chance when a program draws random numbers', () => {
    const column = { rows: 8, columns: 1 };
    const program = programOf({ X: column, y: column }, 'step = 0', 'l1 = random((8, 1))\nl1_error = y - l1');
    const inputs = Array.from({ length: 8 }, () => [0]);
    const { kind, causes, remedies } = verdictAfter(3000, { program, inputs, targets: inputs });
    expect([kind, causes, remedies]).toEqual(['oscillating', [{ kind: 'chance' }], []]);
  });

  test('judges several outputs and many rows', () => {
    const inputs = Array.from({ length: 100 }, (_, row) => INPUTS[row % 4] ?? []);
    const targets = inputs.map((_, row) => [XOR[row % 4]?.[0] ?? 0, CORRELATION[row % 4]?.[0] ?? 0]);
    const solved = verdictAfter(3000, { inputs, targets, alpha: 0.04 });
    expect(solved).toMatchObject({ kind: 'solved', facts: { predictions: 200, outputs: 2 } });
    const stuck = verdictAfter(3000, { inputs, targets, alpha: 0.04, hidden: [] });
    expect(stuck).toMatchObject({ kind: 'stuck', facts: { predictions: 200, wrong: 100 } });
    expect(stuck.facts?.misses).toHaveLength(8);
    expect(stuck.facts?.misses.every(({ column }) => column === 0)).toBe(true);
  });
});

describe('a run whose updates change nothing', () => {
  test('is stuck from the first looks on, where all hidden units are dead', () => {
    const program = buildProgram(
      { layerSizes: [3, 2, 1], bias: false, learningRate: 0.1, activations: ['relu', 'sigmoid'], initial: -1 },
      INPUTS.length,
    );
    const judged = train(startJudged({ program }), 6);
    expect(judged.run.verdict).toMatchObject({ kind: 'stuck', facts: { stillSince: 1 } });
    expect(judged.changes.at(-1)?.at).toBeLessThanOrEqual(5);
  });

  test('is stuck soon after a schedule has brought alpha to 0', () => {
    const program = buildProgram(
      { layerSizes: [3, 4, 1], bias: false, learningRate: 1, schedule: 'cosine', scheduleEvery: 200 },
      INPUTS.length,
    );
    const { run } = train(startJudged({ program }), 260);
    const { kind, facts } = run.verdict as Verdict;
    expect(kind).toBe('stuck');
    expect(facts?.stillSince).toBeGreaterThanOrEqual(200);
  });

  test('by chance is no such run: a mini-batch without a wrong row, for a while', () => {
    const settings = { layerSizes: [3, 4, 1], bias: false, learningRate: 1, batchSize: 1 } as const;
    const judged = train(startJudged({ program: buildProgram(settings, INPUTS.length) }), 2000);
    expect(judged.run.verdict?.facts?.stillSince).toBeUndefined();
  });
});

describe('the verdict at rest', () => {
  test('is of the present iteration, and leaves no trace in later verdicts', () => {
    const settings = { hidden: [2], seed: 64 };
    const [alone, asked] = [startJudged(settings), startJudged(settings)];
    for (let iteration = 1; iteration <= 3000; iteration++) {
      train(alone, 1);
      train(asked, 1);
      if (iteration % 7 === 0) expect(asked.run.freshVerdict?.facts?.measuredAt).toBe(iteration);
      if (iteration % 50 === 0) expect(asked.run.verdict).toEqual(alone.run.verdict);
    }
    expect(asked.run.save().from.judge).toEqual(alone.run.save().from.judge);
  });

  test('is the last one within an iteration, whose lines mix two predictions', () => {
    const { run } = train(startJudged({}), 1000);
    const fresh = run.freshVerdict;
    run.advance();
    expect(run.freshVerdict).toBe(fresh);
  });

  test('is the same after going away and back', () => {
    const { run } = train(startJudged({ hidden: [2], seed: 64 }), 3000);
    const fresh = run.freshVerdict;
    run.goTo({ iteration: 500, line: 0 });
    expect(run.freshVerdict?.facts?.measuredAt).toBe(500);
    run.goTo({ iteration: 3000, line: 0 });
    expect(run.freshVerdict).toEqual(fresh);
  });
});

describe('a judge with a test set', () => {
  /** Random inputs, and labels that have nothing to do with them. */
  function noise(rows: number, seed: number): { readonly inputs: Matrix; readonly targets: Matrix } {
    const random = numpyRandom(seed);
    const cells = (count: number) => Float64Array.from({ length: count }, () => random.nextDouble());
    const labels = cells(rows).map((value) => Number(value > 0.5));
    return { inputs: { rows, columns: 3, data: cells(3 * rows) }, targets: { rows, columns: 1, data: labels } };
  }

  test('calls labels that were learned by heart overfitting, and not the same labels without a test set', () => {
    const [train, test] = [noise(20, 1), noise(20, 2)];
    const program = buildProgram(
      { layerSizes: [3, 16, 1], bias: true, learningRate: 0.05, activations: ['tanh', 'sigmoid'], optimizer: 'adam' },
      20,
    );
    const kindsOf = (tested?: typeof test) => {
      const run = new TrainingRun(program, train.inputs, train.targets, 1, [], tested, true);
      while (run.iteration < 3000) run.iterate();
      expect(run.save().from.judge.looks.length).toBeLessThan(50);
      return [run.verdict?.kind, run.verdict?.facts?.train?.wrong, run.verdict?.facts?.test?.rows];
    };
    expect(kindsOf()).toEqual(['solved', 0, undefined]);
    expect(kindsOf(test)).toEqual(['overfitting', 0, 20]);
  });
});

describe('a run with mini-batches', () => {
  const settings = { layerSizes: [3, 4, 2], bias: true, learningRate: 0.1, batchSize: 4 } as const;
  const [inputs, targets] = [drawnMatrix(2000, 3, 1), drawnMatrix(2000, 2, 2)];

  function evaluationsOf(iterations: number, test?: Examples): { run: TrainingRun; evaluated: readonly number[] } {
    const run = new TrainingRun(buildProgram(settings, 2000), inputs, targets, 1, [], test);
    const error = run.valueOf(run.program.evaluation!.error).data;
    const evaluated: number[] = [];
    let before = error.slice();
    for (let done = 0; done < iterations; done++) {
      run.iterate();
      if (error.every((cell, i) => cell === before[i])) continue;
      before = error.slice();
      evaluated.push(run.iteration - 1);
    }
    return { run, evaluated };
  }

  test('predicts all examples only at the points of its error record', () => {
    const { run, evaluated } = evaluationsOf(3000);
    const { iterations } = run.errorRecord.curve();
    expect(evaluated).toEqual([...iterations].filter((iteration) => iteration < 2999));
    expect(iterations.length).toBeLessThan(150);
    expect(run.verdict?.facts?.measuredAt).toBeGreaterThan(1500);
  });

  test('measures its test set only there', () => {
    const examples = { inputs: drawnMatrix(50, 3, 3), targets: drawnMatrix(50, 2, 4) };
    const { run } = evaluationsOf(3000, examples);
    const points = new Set(run.errorRecord.curve().iterations);
    expect([...run.testRecord!.curve().iterations].every((iteration) => points.has(iteration))).toBe(true);
  });

  test('that is solved is checked at least eight times before it is called solved', () => {
    const settings = {
      layerSizes: [3, 1],
      bias: true,
      learningRate: 0.02,
      activations: ['linear'],
      batchSize: 2,
    } as const;
    const inputs = drawnMatrix(600, 3, 1);
    const targets = {
      rows: 600,
      columns: 1,
      data: Float64Array.from({ length: 600 }, (_, row) => inputs.data[3 * row]!),
    };
    const run = new TrainingRun(buildProgram(settings, 600), inputs, targets, 1);
    while (run.solvedAt === undefined && run.iteration < 20_000) run.iterate();
    const since = run.solvedAt as number;
    expect(run.verdict?.kind).toBe('solved');
    expect(run.iteration - since).toBeGreaterThanOrEqual(Math.max(8, Math.floor(run.iteration / 100)));
    expect(run.iteration - since).toBeLessThanOrEqual(Math.max(8, run.iteration / 100) * 1.25 + 1);
  });
});
