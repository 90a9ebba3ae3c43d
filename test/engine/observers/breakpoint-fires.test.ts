import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Interpreter } from '../../../src/engine/backends/interpreter.ts';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { numpyRandom } from '../../../src/engine/random.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import type { GivenSettings } from '../../../src/network/settings.ts';
import { programOf as programOfScenario } from '../../../src/scenario/network.ts';
import { readScenario } from '../../../src/scenario/read.ts';
import { programOf } from '../../language/programs.ts';
import { buildProgram } from '../../network/build-program.ts';
import { CORRELATION, INPUTS, interpretProgram, XOR } from '../backends/interpret.ts';
import type { Rows } from '../backends/naive.ts';
import { firings, progress, type Watched, watched, watchLines } from './watched.ts';

describe('a breakpoint', () => {
  test('fires when it starts to hold, and again only after it has not held', () => {
    // t goes 1, 0, 1, 2, 1, 0, 1
    const lines = 's += 1\nt = abs(2 - abs(s - 4))';
    expect(firings(watchLines('s = 0', lines, 't >= 1'), 7)).toEqual([1, 3, 7]);
  });

  test.each(['<', '<=', '>', '>='] as const)(
    'compares with %s as numbers do, exactly at the border too',
    (operator) => {
      const compare = {
        '<': (t: number) => t < 5,
        '<=': (t: number) => t <= 5,
        '>': (t: number) => t > 5,
        '>=': (t: number) => t >= 5,
      }[operator];
      const first = Array.from({ length: 10 }, (_, i) => i + 1).find(compare);
      expect(firings(watchLines('t = 0', 't += 1', `t ${operator} 5`), 10)).toEqual([first]);
    },
  );

  test('fires exactly at the iterations that a plain loop finds', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.double({ min: 0.05, max: 0.95, noNaN: true }), (seed, bound) => {
        const program = programOf({}, '', 'x = random((1, 1))');
        const run = new Interpreter(program, new Map(), numpyRandom(seed));
        const random = numpyRandom(seed);
        const xs = Array.from({ length: 50 }, () => random.nextDouble());
        const expected = xs.flatMap((x, i) => (x < bound && !((xs[i - 1] ?? 1) < bound) ? [i + 1] : []));
        expect(firings(watched(program, run, `x < ${bound}`), 50)).toEqual(expected);
      }),
    );
  });

  test('never holds for NaN', () => {
    for (const operator of ['<', '<=', '>', '>=']) {
      for (const comparison of [`0 / t ${operator} 1`, `1 ${operator} sqrt(t)`, `0 / t ${operator} 0 / t`]) {
        // t goes -2, -1, 0, 1: sqrt(t) is NaN, NaN, 0, 1, and 0 / t is -0, -0, NaN, 0.
        const { run, set, watches } = watchLines('t = -3', 't += 1', comparison);
        for (let k = 1; k <= 4; k++) {
          run.runIteration();
          set.endIteration();
          const t = k - 3;
          if (comparison.includes('sqrt') ? t < 0 : t === 0)
            expect([comparison, watches[0]?.holds]).toEqual([comparison, false]);
        }
      }
    }
    expect(firings(watchLines('t = 0 / 0', 't += 1', 't >= t'), 5)).toEqual([]);
  });

  test('among several is named by its index', () => {
    const { run, set, watches } = watchLines('t = 0', 't += 1', 't > 1', 't', 't > 2', 't >= 2');
    const fired = () => watches.map((watch) => watch.fired);
    const rounds = Array.from({ length: 4 }, () => {
      run.runIteration();
      return [set.endIteration(), ...fired()];
    });
    expect(rounds).toEqual([
      [false, false, false, false, false],
      [true, true, false, false, true],
      [true, false, false, true, false],
      [false, false, false, false, false],
    ]);
  });

  test('that holds when it is added fires only after it has not held', () => {
    const lines = 's += 1\nt = abs(2 - abs(s - 4))';
    // t goes 1, 0, 1, 2, 1, 0, 1
    const added = watchLines('s = 0', lines, 't >= 1');
    added.run.runIteration();
    added.set.startFrom(progress(1, 0));
    expect([added.watches[0]?.holds, added.watches[0]?.fired]).toEqual([true, false]);
    expect(firings(added, 6).map((k) => k + 1)).toEqual([3, 7]);
  });

  test('that is reset to the start of a run has not held', () => {
    const { run, set, watches } = watchLines('t = 5', 't += 0', 't > 1');
    expect(firings({ run, set, watches }, 3)).toEqual([1]);
    set.startFrom(progress(0, 0));
    expect([watches[0]?.holds, watches[0]?.fired]).toEqual([true, false]);
    expect(firings({ run, set, watches }, 3)).toEqual([1]);
  });

  test('is not disturbed by a refresh in the middle of an iteration', () => {
    const { run, set } = watchLines('t = 0', 't += 10\nt -= 9', 't > 5');
    const fired: number[] = [];
    for (let k = 1; k <= 8; k++) {
      run.runLine(0);
      set.refresh(progress(k - 1, 1));
      run.runLine(1);
      if (set.endIteration()) fired.push(k);
    }
    expect(fired).toEqual([6]);
  });
});

/** The first iteration, counted from 1, whose recorded error is below the bound. */
function firstBelow(run: TrainingRun, bound: number, iterations: number): number | undefined {
  for (let k = 1; k <= iterations; k++) {
    run.iterate();
    if ((run.error as number) < bound) return k;
  }
  return undefined;
}

function firstFiring({ run, set }: Watched, iterations: number): number | undefined {
  for (let k = 1; k <= iterations; k++) {
    run.runIteration();
    if (set.endIteration()) return k;
  }
  return undefined;
}

describe('a breakpoint on the error of the tutorial’s network', () => {
  const cases: readonly (readonly [string, readonly number[], Rows, number, number, number | undefined])[] = [
    ['of two layers', [], CORRELATION, 1, 0.01, 6382],
    ['of two layers that cannot learn XOR', [], XOR, 1, 0.45, undefined],
    ['of three layers', [4], XOR, 1, 0.01, 7716],
    ['of three layers at alpha 0.1', [4], XOR, 0.1, 0.1, 4958],
    ['of three layers at alpha 10', [4], XOR, 10, 0.01, 1276],
    ['of 32 hidden units', [32], XOR, 1, 0.01, 5902],
    ['of 32 hidden units at alpha 100', [32], XOR, 100, 0.01, undefined],
  ];

  test.each(cases)(
    '%s fires in the iteration that a plain loop finds, if in any',
    (_, hidden, targets, alpha, bound, expected) => {
      const settings: GivenSettings = { layerSizes: [3, ...hidden, 1], bias: false, learningRate: alpha };
      const program = buildProgram(settings, INPUTS.length);
      const run = new TrainingRun(program, matrixFromRows(INPUTS), matrixFromRows(targets), 1);
      const found = firstBelow(run, bound, 20_000);
      const source = `mean(abs(${program.roles.error})) < ${bound}`;
      expect(firstFiring(watched(program, interpretProgram(program, INPUTS, targets, 1), source), 20_000)).toBe(found);
      expect(found).toBe(expected);
    },
  );

  test.each(['xor', 'correlation', 'majority', 'xor-without-hidden-layer'])(
    '%s, a scenario, does too',
    async (name) => {
      const parsed = await readScenario(`scenarios/${name}.json`);
      if (!parsed.ok) throw new Error(parsed.faults.map(({ found }) => found).join());
      const { inputs, targets } = parsed.scenario.data;
      const { seed, iterations } = parsed.scenario.training;
      const program = programOfScenario(parsed.scenario);
      const run = new TrainingRun(program, matrixFromRows(inputs), matrixFromRows(targets), seed);
      const interpreter = interpretProgram(program, inputs, targets, seed);
      const source = `0.05 > mean(abs(${program.roles.error}))`;
      expect(firstFiring(watched(program, interpreter, source), Math.min(iterations, 10_000))).toBe(
        firstBelow(run, 0.05, Math.min(iterations, 10_000)),
      );
    },
  );
});
