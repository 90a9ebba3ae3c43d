import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { TrainingRun } from '../../src/engine/run/training-run.ts';
import { printStatements } from '../../src/language/print.ts';
import { readScenario } from '../../src/scenario/read.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { isWatchSentence, sentencesOf } from '../../src/ui/words/about-words.ts';
import { full } from '../full.ts';
import { start, weightsOf } from './run-scenario.ts';

const names = ['', 'alpha/', 'future-work/', 'plain/'].flatMap((folder) =>
  readdirSync(`scenarios/${folder}`)
    .filter((file) => file.endsWith('.json') && !file.includes('schema'))
    .map((file) => folder + file.replace('.json', '')),
);

async function opened(name: string): Promise<Scenario> {
  const parsed = await readScenario(`scenarios/${name}.json`);
  if (!parsed.ok) throw new Error(`${name} cannot be read`);
  return parsed.scenario;
}

/** A run, and the moments of it. */
interface Claim {
  readonly run: TrainingRun;
  /** Trains until an iteration, and returns the mean absolute error there. */
  at(iteration: number): number;
  cells(name: string): readonly number[];
}

const to0: Proof = ({ at, cells }) => {
  at(100);
  return cells('l2').every((value) => value < 0.01);
};
/** The error is above one value after some iterations, and about another one later. */
const falls =
  (early: number, above: number, late: number, near: number): Proof =>
  ({ at }) =>
    at(early) > above && Math.abs(at(late) - near) < 0.005;
type Proof = (claim: Claim) => boolean;

const solvedAt =
  (iterations: number): Proof =>
  ({ run, at }) => {
    // Told once it has held for a while.
    at(Math.ceil(1.02 * iterations) + 8);
    return run.solvedAt === iterations;
  };
const size = (values: readonly number[]): number => Math.max(...values.map(Math.abs));
const near0 = (values: readonly number[]): number => values.filter((value) => Math.abs(value) < 0.02).length;
const testError = ({ run }: Claim): number => run.testRecord?.error ?? Number.NaN;

/** The claim of each sentence, as a run proves it. */
const quick: Readonly<Record<string, Proof>> = {
  xor: (claim) => claim.at(50) > 0.48 && solvedAt(587)(claim),
  correlation({ at, cells }) {
    at(10);
    const [first = 0, ...others] = cells('syn0');
    return first > size(others);
  },
  'xor-without-hidden-layer'({ at, cells }) {
    at(1000);
    return size(cells('syn0')) < 1e-9 && cells('l1').every((value) => Math.abs(value - 0.5) < 1e-9);
  },
  majority({ at, cells }) {
    at(1000);
    const l2 = cells('l2');
    const targets = [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 1, 1];
    const open = l2.flatMap((value, cell) => (Math.abs(value - targets[cell]!) > 0.1 ? [cell] : []));
    return open.join() === '15' && at(1100) > 0 && Math.abs(cells('l2')[15]! - 1) < 0.1;
  },
  'alpha/32-units-1': falls(100, 0.4, 1000, 0.03),
  'alpha/32-units-10': to0,
  'alpha/32-units-100': to0,
  'alpha/32-units-1000': to0,
  'alpha/4-units-1': falls(100, 0.45, 1000, 0.043),
  'alpha/4-units-10': ({ at }) => Math.abs(at(100) - 0.05) < 0.005,
  'alpha/4-units-100': ({ at }) => Math.abs(at(100) - 0.25) < 0.005 && Math.abs(at(1000) - 0.13) < 0.005,
  'alpha/4-units-1000': to0,
  'future-work/activations': solvedAt(110),
  'future-work/adagrad'({ at, cells }) {
    at(100);
    const before = cells('v_syn0');
    at(1000);
    return cells('v_syn0').every((value, cell) => value > before[cell]!);
  },
  'future-work/adam': solvedAt(633),
  'future-work/adamw': ({ run }) =>
    /syn0 +-= alpha \* 0\.1 \* syn0/.test(printStatements(run.program.iteration).join('\n')),
  'future-work/alpha': ({ at }) => at(1) > 0.49 && at(100) < 0.1,
  'future-work/batch-normalization': ({ at }) => at(1) > 0.49 && at(50) < 0.25,
  'future-work/bias': ({ at, cells }) =>
    size([...cells('b0'), ...cells('b1')]) === 0 && at(500) < 0.2 && size(cells('b1')) > 1,
  'future-work/classification'({ run, at, cells }) {
    if (at(50) < 0.2) return false;
    const { columns } = run.valueOf('l2');
    const rows = Array.from({ length: 15 }, (_, row) => cells('l2').slice(row * columns, (row + 1) * columns));
    const classes = rows.map((row) => row.indexOf(Math.max(...row)));
    return classes.every((own, row) => run.valueOf('y').data[row * columns + own] === 1);
  },
  'future-work/delta-trimming': ({ at, cells }) =>
    [1, 50, 100].every((iteration) => at(iteration) > 0 && size(cells('l2_delta')) <= 0.01),
  'future-work/dropout'({ at, cells }) {
    const jumps = [101, 102, 103].map((iteration) => at(iteration) && cells('l2_error')[2]!);
    return Math.abs(jumps[0]! - jumps[1]!) > 0.3 && Math.abs(at(1000) - 0.02) < 0.005;
  },
  'future-work/initial-weights'({ at, cells }) {
    return [1, 100, 1000].every((iteration) => {
      at(iteration);
      return cells('syn0').every((value, cell, all) => value === all[cell - (cell % 4)]);
    });
  },
  'future-work/layer-sizes': ({ at }) => at(100) > 0.49 && at(500) < 0.05,
  'future-work/losses': ({ at }) => at(1000) < 0.01,
  'future-work/momentum'({ at, cells }) {
    const sizes = [1, 100, 8000].map((iteration) => at(iteration) && size(cells('v_syn0')));
    return sizes[1]! > 10 * sizes[0]! && sizes[2]! < sizes[1]! / 100;
  },
  'future-work/nesterov'({ at, cells }) {
    const [one, other] = [10, 20].map((iteration) => at(iteration) && cells('syn0')[0]!.toFixed(2));
    return one === '1.51' && other === '0.82';
  },
  'future-work/regularization': ({ at }) => [5000, 10_000].every((iteration) => Math.abs(at(iteration) - 0.07) < 0.001),
  'future-work/rmsprop': ({ at, cells }) => at(3000) > 0 && Math.min(...cells('syn0').slice(4, 8).map(Math.abs)) > 50,
  'future-work/schedule'({ run, at }) {
    at(10);
    const before = run.alpha;
    at(4000);
    return run.alpha < before / 10;
  },
};

const plain: Readonly<Record<string, Proof>> = {
  'plain/8-units': ({ at }) => at(500) < 0.1,
  'plain/dropout': falls(1000, 0.25, 10_000, 0.07),
  'plain/half-square': ({ at }) => Math.abs(at(500) - at(3000)) < 0.01 && at(3000) > 0.2,
  'plain/line'({ at, cells }) {
    const weights = Array.from({ length: 10 }, (_, step) => at(4900 + step) && cells('syn0')[1]!);
    return Math.max(...weights) - Math.min(...weights) > 0.05;
  },
  'plain/momentum': ({ at, cells }) => at(100) > 0 && Math.abs(Math.abs(cells('syn0')[0]! - 1.06) - 0.06) < 0.005,
  'plain/no-bias': falls(500, 0.25, 10_000, 0.02),
  'plain/small-input': ({ at }) => at(20_000) > 0.49,
  'plain/three-layers': ({ at }) => at(500) > 0.49,
};

const slow: Readonly<Record<string, Proof>> = {
  'pipes-and-bicycles': (claim) => claim.at(100) < 0.05 && testError(claim) < 0.05,
  'alpha/32-units-0.001': ({ at }) => at(10_000) > 0.49,
  'alpha/32-units-0.01': ({ at }) => at(10_000) > 0.35,
  'alpha/32-units-0.1': falls(1000, 0.35, 10_000, 0.03),
  'alpha/4-units-0.001': ({ at }) => at(10_000) > 0.495,
  'alpha/4-units-0.01': ({ at }) => at(10_000) > 0.45,
  'alpha/4-units-0.1': falls(1000, 0.45, 10_000, 0.043),
  digits: (claim) => claim.at(500) * 5 < testError(claim),
  iris: (claim) => Math.abs(claim.at(100) - testError(claim)) < 0.01 && claim.at(300) < testError(claim) - 0.01,
  spirals: (claim) => Math.abs(claim.at(3000) - 0.001) < 0.0005 && testError(claim) > 0.07,
  'future-work/dropout-follow-up': ({ at, cells }) =>
    at(10_000) > 0 && Math.round(cells('syn0')[0]!) === 43 && at(60_000) > 0 && cells('syn0')[0]! > 300,
  'future-work/l1': ({ run, at }) =>
    at(1000) > 0 && near0(weightsOf(run)) === 7 && at(20_000) > 0 && near0(weightsOf(run)) === 22,
};

/** Sentences about a picture, or about what a key or a technique does. */
const seen = ['bumps', 'moons', 'future-work/early-stopping', 'future-work/mini-batches'];

describe('the description of a built-in scenario', () => {
  test.each(names)('ends with a short sentence about what to watch: %s', async (name) => {
    const { description = '' } = await opened(name);
    const sentence = sentencesOf(description).find(isWatchSentence);
    expect(sentence).toMatch(/^Watch .{20,107}\.$/);
    expect(description.endsWith(sentence ?? '?')).toBe(true);
  });

  test('has a proof here', () => {
    expect([...Object.keys(quick), ...Object.keys(plain), ...Object.keys(slow), ...seen].sort()).toEqual(
      [...names].sort(),
    );
  });

  test.each(Object.entries(full ? { ...quick, ...plain, ...slow } : quick))(
    'is true of the run: %s',
    async (name, proof) => {
      const run = start(await opened(name));
      const at = (iteration: number): number => {
        while (run.iteration < iteration) run.iterate();
        run.evaluate();
        return run.error ?? Number.NaN;
      };
      expect(proof({ run, at, cells: (cell) => [...run.valueOf(cell).data] })).toBe(true);
    },
  );
});
