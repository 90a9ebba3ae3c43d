import { describe, expect, test } from 'vitest';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { type WatchPast, WatchPasts } from '../../../src/engine/observers/watch-past.ts';
import { finish } from '../../../src/engine/run/pieces.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import type { Change } from '../../../src/language/change.ts';
import { parseWatch } from '../../../src/language/parse-watch.ts';
import type { Watch } from '../../../src/language/watch.ts';
import { buildProgram } from '../../network/build-program.ts';
import { INPUTS, XOR } from '../backends/interpret.ts';

const sources = ['mean(abs(l2_error))', 'syn1', 'syn0', 'l2[0,0]'];

function watchesOf(...texts: readonly string[]): readonly Watch[] {
  return texts.map((text) => {
    const parsed = parseWatch(text);
    if (!parsed.ok) throw new SyntaxError(parsed.fault.message);
    return parsed.watch;
  });
}

type Settings = Partial<Parameters<typeof buildProgram>[0]>;

function programWith(settings: Settings) {
  return buildProgram({ ...settings, layerSizes: settings.layerSizes ?? [3, 4, 1] }, INPUTS.length);
}

function start(settings: Settings = {}, changes: readonly Change[] = []): TrainingRun {
  return new TrainingRun(programWith(settings), matrixFromRows(INPUTS), matrixFromRows(XOR), 1, changes);
}

function iterate(run: TrainingRun, iterations: number): TrainingRun {
  for (let i = 0; i < iterations; i++) run.iterate();
  return run;
}

function pastsOf(run: TrainingRun): readonly (WatchPast | undefined)[] {
  return sources.map((_, index) => run.watchPast(index));
}

/** A change of alpha before iteration 700, and another hidden layer before iteration 1,500. */
const changes: readonly Change[] = [
  { at: 700, program: programWith({ learningRate: 3 }), cells: [] },
  { at: 1500, program: programWith({ layerSizes: [3, 6, 1] }), cells: [] },
];

describe('a watch that is added late', () => {
  test.each<[string, Settings, readonly Change[]]>([
    ['a plain run', {}, []],
    ['mini-batches and dropout', { batchSize: 2, dropout: 0.2 }, []],
    ['changes of the run', {}, changes],
  ])('has the bits of one that was there from the beginning, with %s', (_, settings, own) => {
    const early = start(settings, own);
    early.setWatches(watchesOf(...sources));
    iterate(early, 2500);
    const late = iterate(start(settings, own), 2000);
    late.setWatches(watchesOf(...sources));
    iterate(late, 500);
    expect(late.watchPast(0)?.since).toBe(2000);
    expect(late.lacksPast).toBe(true);
    const before = late.valueOf('syn0').data.slice();
    finish(late.retracing());
    expect(late.valueOf('syn0').data).toEqual(before);
    expect(late.lacksPast).toBe(false);
    expect(pastsOf(late)).toEqual(pastsOf(early));
  });

  test('gets its past while the run trains on', () => {
    const late = iterate(start(), 2000);
    late.setWatches(watchesOf(...sources));
    for (const _ of late.retracing()) iterate(late, 1);
    const early = start();
    early.setWatches(watchesOf(...sources));
    iterate(early, late.iteration);
    expect(pastsOf(late)).toEqual(pastsOf(early));
    expect(late.valueOf('syn0')).toEqual(early.valueOf('syn0'));
  });

  test('forgets what an edit of the run forgets, also during the replay', () => {
    const late = iterate(start(), 2000);
    late.setWatches(watchesOf(...sources));
    const replay = late.retracing();
    for (let pieces = 0; pieces < 100; pieces++) replay.next();
    late.goTo({ iteration: 1200, line: 0 });
    const change = { at: 1200, program: programWith({ learningRate: 0.1 }), cells: [] };
    late.rewrite([change]);
    iterate(late, 300);
    finish(replay);
    expect(late.lacksPast).toBe(true);
    finish(late.retracing());
    const early = start({}, [change]);
    early.setWatches(watchesOf(...sources));
    iterate(early, 1500);
    expect(pastsOf(late)).toEqual(pastsOf(early));
  });

  test('has a curve for each cell of a small matrix, and the extent of a larger one', () => {
    const run = start();
    run.setWatches(watchesOf('syn1', 'syn0'));
    iterate(run, 3);
    expect(run.watchPast(0)?.curves.map(({ cell }) => cell)).toEqual(['[0,0]', '[1,0]', '[2,0]', '[3,0]']);
    expect(run.watchPast(1)?.curves.map(({ cell }) => cell)).toEqual(['most', 'least']);
  });

  test('keeps the past of a watch that stays in the list', () => {
    const run = start();
    run.setWatches(watchesOf('syn1'));
    iterate(run, 100);
    run.setWatches(watchesOf('syn0', 'syn1'));
    expect([run.watchPast(0)?.since, run.watchPast(1)?.since]).toEqual([100, 0]);
    expect(run.watchPast(1)?.curves[0]?.values).toHaveLength(100);
  });
});

describe('a resumed run', () => {
  test('replays the past of its watches from the beginning', () => {
    const saved = iterate(start(), 3000).save();
    const resumed = start();
    resumed.setWatches(watchesOf(...sources));
    resumed.resume(saved);
    expect(resumed.lacksPast).toBe(true);
    finish(resumed.retracing());
    const early = start();
    early.setWatches(watchesOf(...sources));
    expect(pastsOf(resumed)).toEqual(pastsOf(iterate(early, 3000)));
  });

  test('has no past of a watch where a replay would take too long', () => {
    // In such a long run the keyframes of the other process are missing.
    const saved = { ...iterate(start(), 3000).save(), iteration: 3e9 };
    const run = start();
    run.setWatches(watchesOf(...sources));
    const replay = run.resuming(saved);
    expect(run.lacksPast).toBe(true);
    finish(run.retracing());
    expect(run.lacksPast).toBe(false);
    expect(run.watchPast(0)).toEqual({ curves: [], since: 3e9, isDone: true });
    replay.return?.(undefined as never);
  });
});

describe('the replay of a long run', () => {
  test('measures fewer iterations, right after keyframes, so that its work is bounded', () => {
    const run = iterate(start(), 1);
    const pasts = new WatchPasts({ iteration: 1, hasRun: () => true, machine: { work: 1e6 } }, run.watches);
    run.setWatches(watchesOf('syn1'));
    pasts.choose(run.watches.list, 1_000_000);
    const keyframes = Array.from({ length: 977 }, (_, index) => 1024 * index);
    const { points = [] } = pasts.plan(keyframes) ?? {};
    expect(points.length).toBeGreaterThan(900);
    const replayed = points.map((point, i) => point + 1 - Math.max((points[i - 1] ?? -1) + 1, point - (point % 1024)));
    expect(replayed.reduce((sum, iterations) => sum + iterations, 0) * 1e6).toBeLessThanOrEqual(1.25e9);
    expect(points.at(-1)).toBe(976 * 1024);
  });
});
