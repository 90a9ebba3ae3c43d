import { describe, expect, test } from 'vitest';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import { type Program, parameters } from '../../../src/language/program.ts';
import { changesFor } from '../../../src/network/edits.ts';
import { type GivenSettings, withDefaults } from '../../../src/network/settings.ts';
import { type OptimizerName, optimizerNames } from '../../../src/network/techniques/optimizers.ts';
import { buildProgram } from '../../network/build-program.ts';
import { INPUTS, XOR } from '../backends/interpret.ts';

const tutorial = withDefaults({ layerSizes: [3, 4, 1], bias: true, learningRate: 0.1 });
const pairs = optimizerNames.flatMap((one) =>
  optimizerNames.filter((other) => other !== one).map((other) => [one, other]),
);

/** A run whose settings change after some iterations, at that iteration. */
function changed(at: number, before: Partial<GivenSettings>, after: Partial<GivenSettings>) {
  const settings = { ...tutorial, ...before };
  const program = buildProgram(settings, 4);
  const changes = changesFor([{ at, edits: [{ kind: 'settings', set: after }] }], settings, program, 4);
  const begin = (own: typeof changes) => new TrainingRun(program, matrixFromRows(INPUTS), matrixFromRows(XOR), 1, own);
  const [run, untouched] = [begin(changes), begin([])];
  for (let k = 0; k < at; k++) for (const one of [run, untouched]) one.iterate();
  return { run, untouched };
}

const memories = ({ setup }: Program): readonly string[] =>
  setup.map(({ target }) => target).filter((name) => /^[mv]_/.test(name));
const cells = (run: TrainingRun, name: string): readonly number[] => [...run.valueOf(name).data];
const counterOf = ({ program }: TrainingRun, of: string): string =>
  program.counters?.find((counter) => counter.of.startsWith(of))?.name ?? 'none';
const count = (run: TrainingRun, of: string): number | undefined => cells(run, counterOf(run, of))[0];

describe('another optimizer', () => {
  test.each(pairs as [OptimizerName, OptimizerName][])(
    '%s → %s starts without memory; the rest carries over',
    (one, other) => {
      const batches = { batchSize: 2, batchOrder: 'shuffled' } as const;
      const { run, untouched } = changed(51, { ...batches, optimizer: one }, { optimizer: other });
      for (const name of memories(run.program)) expect(new Set(cells(run, name))).toEqual(new Set([0]));
      for (const name of [...parameters(run.program), 'order'])
        expect(cells(run, name)).toEqual(cells(untouched, name));
      expect(count(run, 'mini-batches')).toBe(51);
      if (other === 'adam' || other === 'adamw') expect(count(run, other)).toBe(0);
      run.iterate();
      for (const name of parameters(run.program)) expect(cells(run, name).every(Number.isFinite)).toBe(true);
    },
  );

  test.each(['descent', 'momentum', 'adagrad'] as const)(
    '%s → adam takes a first step of alpha in every cell',
    (one) => {
      const { run } = changed(60, { batchSize: 2, optimizer: one }, { optimizer: 'adam' });
      const before = cells(run, 'syn1');
      run.iterate();
      for (const [k, cell] of cells(run, 'syn1').entries()) {
        expect(Math.abs(cell - (before[k] as number))).toBeCloseTo(0.1, 3);
      }
    },
  );
});

describe('the same optimizer', () => {
  test.each(['momentum', 'nesterov', 'rmsprop', 'adagrad', 'adam', 'adamw'] as const)(
    '%s keeps its memory when something else is switched on',
    (optimizer) => {
      for (const after of [{ l2: 0.1 }, { learningRate: 0.5 }, { batchSize: 2 }, { schedule: 'cosine' }] as const) {
        const { run, untouched } = changed(50, { optimizer }, after);
        for (const name of memories(run.program)) expect(cells(run, name)).toEqual(cells(untouched, name));
        if (optimizer.startsWith('adam')) expect(count(run, optimizer)).toBe(50);
      }
    },
  );

  test('starts with a new counter and memory when it has more to remember', () => {
    const { run } = changed(50, { bias: false, optimizer: 'adam' }, { bias: true });
    for (const name of memories(run.program)) expect(new Set(cells(run, name))).toEqual(new Set([0]));
    expect(count(run, 'adam')).toBe(0);
  });
});

describe('a schedule', () => {
  test('counts from where it was switched on, independent of other counters', () => {
    for (const before of [{}, { batchSize: 2 }, { optimizer: 'adam' }] as const) {
      const { run } = changed(150, before, { schedule: 'cosine', scheduleEvery: 100 });
      const alphas = Array.from({ length: 101 }, () => {
        run.iterate();
        return cells(run, 'alpha')[0] as number;
      });
      expect(alphas[0]).toBe(0.1);
      expect(alphas[50]).toBeCloseTo(0.05, 12);
      expect(alphas[100]).toBe(0);
    }
  });

  test('of another kind starts again; one of another length goes on', () => {
    const begun = changed(150, { schedule: 'step', scheduleEvery: 10 }, { schedule: 'cosine', scheduleEvery: 100 });
    expect(count(begun.run, 'schedule')).toBe(0);
    const goesOn = changed(150, { schedule: 'step', scheduleEvery: 10 }, { scheduleEvery: 100 });
    expect(count(goesOn.run, 'schedule')).toBe(150);
  });
});

describe('a counter', () => {
  test('is named t, or has a name of its own beside another counter', () => {
    const names = (set: Partial<GivenSettings>) =>
      (buildProgram({ ...tutorial, ...set }, 4).counters ?? []).map(({ name }) => name);
    expect(names({})).toEqual([]);
    for (const set of [{ batchSize: 2 }, { optimizer: 'adam' }, { schedule: 'step' }] as const) {
      expect(names(set)).toEqual(['t']);
    }
    expect(names({ batchSize: 2, optimizer: 'adamw', schedule: 'step' })).toEqual(['t', 't_adam', 't_alpha']);
  });

  test('goes on under another name', () => {
    const { run } = changed(50, { optimizer: 'adam' }, { batchSize: 2 });
    expect(counterOf(run, 'adam')).toBe('t_adam');
    expect(count(run, 'adam')).toBe(50);
    expect(count(run, 'mini-batches')).toBe(0);
  });
});
