import { expect, test } from 'vitest';
import { finishedRun } from '../../../src/cli/finished-run.ts';
import { lateLook } from '../../../src/cli/sweep/asked-axes.ts';
import { type Axis, parseAxis } from '../../../src/cli/sweep/axes.ts';
import { planSweep, type SweepPlan } from '../../../src/cli/sweep/plan.ts';
import { headLine, runLine } from '../../../src/cli/sweep/run-lines.ts';
import { sharedText, tableLines } from '../../../src/cli/sweep/table.ts';
import { makeData } from '../../../src/scenario/make-data.ts';
import { parseScenario } from '../../../src/scenario/parse.ts';
import type { RunResult } from '../../../src/worker/protocol-sweep.ts';
import { trainRun } from '../../../src/worker/sweep/run.ts';

const text = JSON.stringify({
  name: 'XOR',
  data: {
    inputs: [
      [0, 0, 1],
      [0, 1, 1],
      [1, 0, 1],
      [1, 1, 1],
    ],
    targets: [[0], [1], [1], [0]],
  },
  network: { dropout: 0.1 },
  training: { iterations: 400, seed: 9 },
});
const alphas: Axis = { name: 'learningRate', path: ['training', 'learningRate'], values: [1, 10] };
const shares: Axis = { name: 'dropout.share', path: ['network', 'dropout', 'share'], values: [0] };

function planOf(axes: readonly Axis[], seeds: readonly number[]): SweepPlan {
  const planned = planSweep(text, undefined, axes, seeds);
  if (!planned.ok) throw new Error(planned.faults[0]?.expected);
  return planned.plan;
}

test('a run of a sweep has the bits of the run of its own settings, looked at on its way or not', () => {
  const plan = planOf([alphas, shares], [1, 2]);
  for (const [combination, rate] of [1, 10].entries()) {
    const own = JSON.parse(text);
    own.network.dropout = { share: 0 };
    own.training.learningRate = rate;
    const parsed = parseScenario(JSON.stringify(own));
    if (!parsed.ok) throw new Error('faults');
    for (const seed of plan.seeds) {
      const { error, iteration, solvedAt } = finishedRun(parsed.scenario, undefined, seed);
      const { subject } = plan.combinations[combination] as SweepPlan['combinations'][number];
      const plain = trainRun(subject, { combination, seed }, []);
      expect(plain).toMatchObject({ error, iteration, solvedAt, seed, combination });
      const { looks, ...seen } = trainRun(subject, { combination, seed }, [1, 100, 9999]);
      expect({ ...seen, looks: [] }).toEqual(plain);
      expect(looks.map((look) => look.iteration)).toEqual([1, 100]);
    }
  }
});

test('settings of data are axes, with the bits of the run of each', () => {
  const cloud = {
    name: 'cloud',
    data: { generate: 'circles', examples: 40, noise: 0.2, test: { fraction: 0.25 } },
    network: { hidden: [3] },
    training: { iterations: 60 },
  };
  const made = (data: object) => {
    const making = makeData({ data }, () => ({ ok: false, expected: 'no file', found: 'one' }));
    if (!making.ok) throw new Error('no data');
    return making.made;
  };
  const axes = ['data.noise=0,0.1', 'data.test.fraction=0.25,0.5', 'alpha=1,2'].map((text) => parseAxis(text) as Axis);
  let count = 0;
  const make = (draft: { readonly data: object }) => {
    count++;
    return makeData(draft, () => ({ ok: false, expected: 'no file', found: 'one' }));
  };
  const planned = planSweep(JSON.stringify(cloud), made(cloud.data), axes, [3], make);
  if (!planned.ok) throw new Error(planned.faults[0]?.expected);
  const { combinations } = planned.plan;
  expect([combinations.length, count]).toEqual([8, 4]);
  for (const [combination, { values, subject }] of combinations.entries()) {
    const [noise, fraction, learningRate] = values;
    const data = { ...cloud.data, noise, test: { fraction } };
    const own = { ...cloud, data, training: { ...cloud.training, learningRate } };
    const parsed = parseScenario(JSON.stringify(own), made(data));
    if (!parsed.ok) throw new Error('faults');
    const { error, iteration } = finishedRun(parsed.scenario, undefined, 3);
    expect(trainRun(subject, { combination, seed: 3 }, [])).toMatchObject({ error, iteration });
  }
  const head = (text: string) => {
    const other = planSweep(JSON.stringify(cloud), made(cloud.data), [parseAxis(text) as Axis], [3], make);
    return other.ok && JSON.parse(headLine('ndjson', other.plan, [], 'cloud', undefined)).checksum;
  };
  expect(head('data.noise=0.1,0.2')).not.toBe(head('data.noise=0.1,0.3'));
  expect(
    planSweep(JSON.stringify(cloud), made(cloud.data), [parseAxis('data.noise=-1') as Axis], [3], make),
  ).toMatchObject({
    ok: false,
    values: ['data.noise=-1'],
    faults: [{ path: 'data.noise' }],
  });
});

test('a look at the last iteration is one at the end, and one after it is refused', () => {
  const plan = planOf([alphas], [1]);
  const { subject } = plan.combinations[0] as SweepPlan['combinations'][number];
  const { looks, ...end } = trainRun(subject, { combination: 0, seed: 1 }, [100, 400]);
  expect(looks.map(({ iteration }) => iteration)).toEqual([100, 400]);
  expect(end).toMatchObject(looks[1] as object);
  expect(lateLook([100, 400], plan)).toBeUndefined();
  expect(lateLook([100, 401], plan)).toBe('expected iterations up to 400, the end of the longest run, found 401');
});

test('a part of a setting that is written in short leaves the rest of it as it is', () => {
  const short = JSON.stringify({ ...JSON.parse(text), training: { optimizer: 'momentum', iterations: 10 } });
  const momenta: Axis = { name: 'momentum', path: ['training', 'optimizer', 'momentum'], values: [0.5] };
  const planned = planSweep(short, undefined, [momenta], [1]);
  if (!planned.ok) throw new Error(planned.faults[0]?.expected);
  expect(planned.plan.combinations[0]?.subject.settings).toMatchObject({ optimizer: 'momentum', momentum: 0.5 });
});

test('a setting and a part of it are axes together, in any order', () => {
  const momenta: Axis = { name: 'momentum', path: ['training', 'optimizer', 'momentum'], values: [0.5] };
  const optimizers: Axis = { name: 'optimizer', path: ['training', 'optimizer'], values: ['momentum', 'nesterov'] };
  for (const axes of [
    [momenta, optimizers],
    [optimizers, momenta],
  ]) {
    const settings = planOf(axes, [1]).combinations.map(({ subject }) => subject.settings);
    expect(settings).toMatchObject([
      { optimizer: 'momentum', momentum: 0.5 },
      { optimizer: 'nesterov', momentum: 0.5 },
    ]);
  }
});

const typed = (axis: string, base: object = {}) => {
  const { network: _, ...own } = JSON.parse(text);
  const scenario = JSON.stringify({ ...own, training: { ...own.training, ...base } });
  const planned = planSweep(scenario, undefined, [parseAxis(axis) as Axis], [1]);
  if (planned.ok) return planned.plan.combinations.map(({ subject }) => subject.settings);
  return planned.faults.map(({ path, found, advice }) => [path, found, advice]);
};

test('a number or a word stands for the main part of an object', () => {
  expect(typed('batch=2,3,default', { batch: { size: 4, order: 'shuffled' } })).toMatchObject([
    { batchSize: 2, batchOrder: 'shuffled' },
    { batchSize: 3, batchOrder: 'shuffled' },
    { batchSize: 0 },
  ]);
  expect(typed('clip=deltas,gradients')).toMatchObject([{ clip: 'deltas' }, { clip: 'gradients' }]);
  expect(typed('clip=2', { clip: { what: 'gradients', by: 'norm', limit: 1 } })).toMatchObject([
    { clip: 'gradients by norm', clipLimit: 2 },
  ]);
  expect(typed('schedule=step,cosine', { schedule: { kind: 'exponential', factor: 0.9 } })).toMatchObject([
    { schedule: 'step', scheduleFactor: 'default' },
    { schedule: 'cosine' },
  ]);
  expect(typed('momentum=default,0.5')).toMatchObject([
    { optimizer: 'descent' },
    { optimizer: 'momentum', momentum: 0.5 },
  ]);
});

test.each([
  ['clip=1', 'training.clip.what', 'nothing', 'name it, too: clip.what=deltas'],
  ['clip.limit=1', 'training.clip.what', 'nothing', 'name it, too: clip.what=deltas'],
  ['batch.order=shuffled', 'training.batch.size', 'nothing', 'name it, too: batch.size=N'],
  ['clip.norm=1', 'training.clip', '"norm"', 'write clip={"what": "gradients", "by": "norm", "limit": N}'],
  ['optimizer.name=default', 'training.optimizer.name', 'nothing', 'it has no default'],
])('%s says what to write', (axis, path, found, advice) => {
  const base = axis.startsWith('optimizer') ? { optimizer: { name: 'momentum', momentum: 0.5 } } : {};
  expect(typed(axis, base)).toEqual([[path, found, advice]]);
});

test('a combination with a fault is refused with its values', () => {
  const planned = planSweep(text, undefined, [{ ...alphas, values: [1, -1] }], [1]);
  expect(planned).toMatchObject({
    ok: false,
    values: ['learningRate=-1'],
    faults: [{ path: 'training.learningRate' }],
  });
});

const result: RunResult = {
  combination: 0,
  seed: 1,
  iteration: 400,
  verdict: 'solved',
  since: 1300,
  error: 0.01234,
  solvedAt: 1300,
  cause: undefined,
  looks: [{ iteration: 100, verdict: 'stuck', since: 60, error: 0.5, solvedAt: undefined }],
};

test('the table has the distribution of each combination, and how its runs were on their way', () => {
  const plan = planOf([alphas, shares], [1, 2]);
  const looks = [{ iteration: 100, verdict: 'solved' as const, since: 90, error: 0.02, solvedAt: 90 }];
  const results = [result, { ...result, seed: 2, solvedAt: 90, looks }, { ...result, combination: 1, looks: [] }];
  expect(sharedText(plan)).toBe('dropout.share 0');
  expect(tableLines(plan, results, [100], undefined)).toEqual([
    'learningRate  runs  solved  iterations to solved   error  at the end',
    '1                2       2                 1,300  0.0123  2 solved',
    '10               1       1                 1,300  0.0123  1 solved',
    '',
    'error, median, by completed iterations',
    'learningRate  after 100  at the end',
    '1                   0.5      0.0123',
    '10                    –      0.0123',
    '',
    'learningRate 1, at iteration 100: 1 stuck, 1 solved; of the 1 not solved there, solved at the end: 1',
  ]);
});

test('a look at the end of all runs is not compared with their end', () => {
  const plan = planOf([{ ...alphas, values: [1] }], [1, 2]);
  const looks = [{ iteration: 400, verdict: 'stuck' as const, since: 60, error: 0.5, solvedAt: undefined }];
  const results = plan.seeds.map((seed): RunResult => ({ ...result, ...looks[0], seed, looks }));
  expect(tableLines(plan, results, [400], undefined).at(-1)).toBe('at iteration 400: 2 stuck');
});

test('the table is the same in whatever order the runs have ended', () => {
  const plan = planOf([{ ...alphas, values: [1] }], [1, 2]);
  const results: readonly RunResult[] = [result, { ...result, seed: 2, verdict: 'stuck', solvedAt: undefined }];
  const lines = tableLines(plan, results, [], undefined);
  expect(lines[1]).toContain('1 solved, 1 stuck');
  expect(tableLines(plan, results.toReversed(), [], undefined)).toEqual(lines);
});

test('the lines of a file have the settings of each run', () => {
  const plan = planOf([{ ...shares, values: [0, undefined] }], [1]);
  expect(headLine('csv', plan, [100], 'XOR', undefined)).toBe(
    'dropout.share,seed,iterations,verdict,since,error,test_error,solved_at,cause,verdict at 100,since at 100,error at 100,test_error at 100,solved_at at 100',
  );
  const lengths = planOf([parseAxis('iterations=100,200') as Axis], [1]);
  expect(headLine('csv', lengths, [], 'XOR', undefined)).toMatch(/^training\.iterations,seed,iterations,/);
  expect(runLine('csv', plan, [100], result)).toBe('0,1,400,solved,1300,0.01234,,1300,,stuck,60,0.5,,');
  expect(runLine('csv', plan, [100], { ...result, combination: 1, looks: [] })).toMatch(/^default,1,400,.*,,,,,$/);
  expect(JSON.parse(headLine('ndjson', plan, [100], 'XOR', '€'))).toEqual({
    checksum: expect.stringMatching(/^[0-9a-f]{16}$/),
    type: 'sweep',
    scenario: 'XOR',
    settings: { 'dropout.share': [0, null] },
    seeds: [1],
    looks: [100],
    unit: '€',
  });
  expect(JSON.parse(runLine('ndjson', plan, [100], result))).toMatchObject({
    type: 'run',
    settings: { 'dropout.share': 0 },
    seed: 1,
    iterations: 400,
    verdict: 'solved',
    solvedAt: 1300,
  });
});
