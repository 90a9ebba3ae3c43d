import { describe, expect, test } from 'vitest';
import { ChangingMachine } from '../../../src/engine/machine/changing-machine.ts';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { Judge } from '../../../src/engine/observers/judge.ts';
import { Run } from '../../../src/engine/run/run.ts';
import type { VerdictKind } from '../../../src/engine/verdict/verdict.ts';
import { MARGIN } from '../../../src/language/example-rows.ts';
import { full } from '../../full.ts';
import { buildProgram } from '../../network/build-program.ts';
import { INPUTS, XOR } from '../backends/interpret.ts';

/** A run has ended badly when its mean absolute error is larger. */
const BAD_ERROR = 0.1;

const SEEDS = full ? 100 : 4;

interface Outcome {
  /** Runs that ended badly. */
  readonly bad: number;
  /** Runs by their last verdict. */
  readonly kinds: Partial<Record<VerdictKind, number>>;
  /** Seeds whose verdict contradicts the error. */
  readonly disagreeing: readonly number[];
  readonly mostChanges: number;
  /** Runs with three changes of verdict or fewer. */
  readonly steady: number;
  /** Runs on a plateau that were solved when they went on to 60,000 iterations. */
  readonly ended: number;
}

/**
 * XOR at alpha 1 for 20,000 iterations, from each seed: bare runs with nothing but a judge.
 * @param goesOn true when runs on a plateau go on to 60,000.
 */
function outcomeOf(units: number, goesOn = false): Outcome {
  const program = buildProgram({ layerSizes: [3, units, 1], bias: false, learningRate: 1 }, INPUTS.length);
  const examples = { inputs: matrixFromRows(INPUTS), targets: matrixFromRows(XOR) };
  const kinds: Partial<Record<VerdictKind, number>> = {};
  const disagreeing: number[] = [];
  let [bad, mostChanges, steady, ended] = [0, 0, 0, 0];
  for (let seed = 0; seed < SEEDS; seed++) {
    const run = new Run(new ChangingMachine(program, { ...examples, seed }));
    const judge = new Judge(run);
    run.observe(judge);
    run.start();
    let [kind, changes]: [VerdictKind, number] = ['untrained', 0];
    while (run.iteration < 20_000) {
      run.iterate();
      const now = judge.verdict?.kind ?? 'untrained';
      if (now !== kind) changes++;
      kind = now;
    }
    const isBad = (run.error as number) > BAD_ERROR;
    kinds[kind] = (kinds[kind] ?? 0) + 1;
    if (isBad) bad++;
    if (kind !== (isBad ? 'plateau' : 'solved')) disagreeing.push(seed);
    mostChanges = Math.max(mostChanges, changes);
    if (changes <= 3) steady++;
    if (!goesOn || kind !== 'plateau') continue;
    while (run.iteration < 60_000) run.iterate();
    if (run.machine.largestMiss() <= MARGIN) ended++;
  }
  return { bad, kinds, disagreeing, mostChanges, steady, ended };
}

describe(`XOR from ${SEEDS} seeds is on a plateau where its error stays above 0.1, and solved otherwise`, () => {
  test('with 2 hidden units, for most after few changes of verdict', () => {
    const outcome = outcomeOf(2);
    const [plateau, steady] = full ? [58, 74] : [2, 3];
    expect([outcome.bad, outcome.kinds, outcome.disagreeing]).toEqual([
      plateau,
      { plateau, solved: SEEDS - plateau },
      [],
    ]);
    // Many go down in steps, from a plateau to another.
    expect([outcome.mostChanges, outcome.steady]).toEqual([full ? 6 : 4, steady]);
  });

  test('with 3 hidden units, for few', () => {
    const outcome = outcomeOf(3);
    // From seed 68, the fall from the plateau has begun.
    const [bad, kinds, falling] = full
      ? [9, { plateau: 8, learning: 1, solved: 91 }, [68]]
      : [1, { plateau: 1, solved: 3 }, []];
    expect([outcome.bad, outcome.kinds, outcome.disagreeing]).toEqual([bad, kinds, falling]);
    expect(outcome.mostChanges).toBe(4);
  });

  test('with 4 hidden units, for none: each is learning and then solved', () => {
    const outcome = outcomeOf(4);
    expect([outcome.bad, outcome.kinds, outcome.disagreeing]).toEqual([0, { solved: SEEDS }, []]);
    expect(outcome.mostChanges).toBe(2);
  });
});

// The verdict view states these numbers.
if (full) {
  test('of 200 runs, 66 are on a plateau after 20,000 iterations, and 30 of these are solved by 60,000', () => {
    const outcomes = [2, 3].map((units) => outcomeOf(units, true));
    expect(outcomes.map(({ kinds, ended }) => [kinds.plateau, ended])).toEqual([
      [58, 24],
      [8, 6],
    ]);
  }, 300_000);
}
