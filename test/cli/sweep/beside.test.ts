import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { finishedRun } from '../../../src/cli/finished-run.ts';
import { subjectOf } from '../../../src/cli/subject.ts';
import { type PoolStarter, sweepsBeside } from '../../../src/cli/sweep/beside.ts';
import { parseScenario } from '../../../src/scenario/parse.ts';
import type { Scenario } from '../../../src/scenario/schema.ts';
import type { SweepNews, Sweeps } from '../../../src/ui/model/sweep.ts';
import type { NetworkSubject } from '../../../src/worker/subject.ts';
import { trainRun } from '../../../src/worker/sweep/run.ts';
import { xor } from '../../xor.ts';

function scenarioWith(training: object, network: object = {}): Scenario {
  const parsed = parseScenario(JSON.stringify({ name: 'XOR', data: xor, network, training }));
  if (!parsed.ok) throw new Error('faults');
  return parsed.scenario;
}

const opened = scenarioWith({ iterations: 300, seed: 5 });
// The settings of the run on the screen are not those of the file.
const what = {
  seed: 5,
  subject: subjectOf(scenarioWith({ iterations: 300 }, { hidden: [3] })),
  iterations: 300,
  changes: [],
  watches: [],
};

/** A pool that trains one run with each call of `next`. */
class Hands {
  readonly news: SweepNews[] = [];
  readonly calls: string[] = [];
  readonly sweeps: Sweeps;
  #runs: (() => void)[] = [];

  constructor() {
    const start: PoolStarter = (_, { subjects, looks, isQuiet }, jobs, __, { found, done }) => {
      this.calls.push(`${jobs.length} runs${isQuiet ? ', quiet' : ''}`);
      this.#runs = jobs.map((job, k) => () => {
        found(trainRun(subjects[job.combination] as NetworkSubject, job, looks));
        if (k === jobs.length - 1) done();
      });
      const end = async (): Promise<void> => void this.calls.push('end');
      return { hold: (isHeld) => void this.calls.push(isHeld ? 'hold' : 'go on'), end };
    };
    this.sweeps = sweepsBeside(() => opened, new URL('file:///sweep.js'), start, 0)((news) => this.news.push(news));
  }

  next(runs = 1): void {
    for (const run of this.#runs.splice(0, runs)) run();
  }
}

test('a cell of a map has the bits of the run of its settings without a screen', () => {
  const hands = new Hands();
  hands.sweeps.order({ type: 'start', sweep: 1, asked: 'seeds 2,9 alpha 1,10 at 100', what });
  hands.next(4);
  const results = hands.news.flatMap((news) => (news.type === 'found' ? news.results : []));
  expect(results.map(({ combination, seed }) => [seed, combination])).toEqual([
    [2, 0],
    [2, 1],
    [9, 0],
    [9, 1],
  ]);
  for (const { combination, seed, error, iteration, solvedAt, looks } of results) {
    const own = scenarioWith({ iterations: 300, learningRate: [1, 10][combination] }, { hidden: [3] });
    const alone = finishedRun(own, undefined, seed);
    expect({ error, iteration, solvedAt }).toEqual({
      error: alone.error,
      iteration: alone.iteration,
      solvedAt: alone.solvedAt,
    });
    expect(looks.map((look) => look.iteration)).toEqual([100]);
  }
  expect(hands.news.at(-1)).toEqual({ type: 'done', sweep: 1 });
});

test('a map looks at tenths of its runs, and puts the axis with several values first', () => {
  const hands = new Hands();
  hands.sweeps.order({ type: 'start', sweep: 1, asked: 'hidden 2 alpha 0.1,1', what });
  const [planned] = hands.news;
  expect(planned).toMatchObject({
    type: 'planned',
    facts: {
      axes: [
        { name: 'learningRate', values: ['0.1', '1'] },
        { name: 'hidden', values: ['2'] },
      ],
      seeds: [5],
      looks: [30, 60, 90, 120, 150, 180, 210, 240, 270],
      iterations: 300,
      combinations: [{ settings: { learningRate: 0.1, layerSizes: [3, 2, 1] } }, { settings: { learningRate: 1 } }],
    },
  });
});

test('a map is held, ended, and goes on with the missing runs', () => {
  const hands = new Hands();
  hands.sweeps.order({ type: 'start', sweep: 1, asked: 'seeds 1..4', what });
  hands.next();
  hands.sweeps.order({ type: 'hold', isHeld: true });
  hands.sweeps.order({ type: 'hold', isHeld: false });
  hands.sweeps.order({ type: 'cancel' });
  hands.sweeps.order({ type: 'resume' });
  hands.next(3);
  hands.sweeps.close();
  expect(hands.calls).toEqual(['4 runs, quiet', 'hold', 'go on', 'end', '3 runs, quiet']);
  expect(hands.news.flatMap((news) => (news.type === 'found' ? news.results : [])).map(({ seed }) => seed)).toEqual([
    1, 2, 3, 4,
  ]);
});

test('axes that cannot be used leave the map before as it is', () => {
  const hands = new Hands();
  hands.sweeps.order({ type: 'start', sweep: 1, asked: 'seeds 1..2', what });
  for (const [asked, message] of [
    ['seeds 1..2 alpha 1,-1', 'learningRate=-1: training.learningRate: expected a number above 0'],
    ['seeds 1..9999 hidden 1..9', 'a map has at most 10,000 runs, not 89,991'],
    ['foo 1', 'expected a setting'],
    ['data.noise 0,0.1', 'data.noise: the runs of a map have the data on the screen'],
    ['seeds 1..2 at 10,999999', 'found 999,999'],
  ] as const) {
    hands.sweeps.order({ type: 'start', sweep: 2, asked, what });
    expect(hands.news.at(-1)).toMatchObject({ type: 'refused', sweep: 2, asked });
    expect(JSON.stringify(hands.news.at(-1))).toContain(message);
  }
  expect(hands.calls).toEqual(['2 runs, quiet']);
});

test('the runs so far are written as lines of a sweep, and no file is replaced', () => {
  const hands = new Hands();
  const file = join(mkdtempSync(join(tmpdir(), 'map-')), 'map.ndjson');
  hands.sweeps.order({ type: 'start', sweep: 1, asked: 'seeds 2,1 alpha 1,10', what });
  hands.next(3);
  for (const name of [file, file, 'map.txt']) hands.sweeps.order({ type: 'write', file: name });
  const lines = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ type, seed, settings }) => [type, seed, settings?.learningRate])).toEqual([
    ['sweep', undefined, [1, 10]],
    ['run', 2, 1],
    ['run', 1, 1],
    ['run', 2, 10],
  ]);
  expect(hands.news.slice(-3)).toMatchObject([
    { type: 'written', problem: undefined },
    { type: 'written', problem: expect.stringContaining('exists already') },
    { type: 'written', problem: expect.stringContaining('.ndjson or .csv') },
  ]);
});
