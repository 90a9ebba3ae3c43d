import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { subjectOf } from '../../src/cli/subject.ts';
import type { CheckUp } from '../../src/engine/check-up/check-up.ts';
import type { FindingKind } from '../../src/engine/check-up/findings.ts';
import { matrixFromRows } from '../../src/engine/matrix.ts';
import type { GivenSettings } from '../../src/network/settings.ts';
import { withDefaults } from '../../src/network/settings.ts';
import { readScenario } from '../../src/scenario/read.ts';
import { checkUpOf } from '../../src/worker/check-up.ts';
import { beginRun } from '../../src/worker/session-run.ts';
import { networkSubject, type Subject } from '../../src/worker/subject.ts';
import { full } from '../full.ts';
import { asNetwork } from './subjects.ts';

const FOLDER = join(import.meta.dirname, '../../scenarios');

/** The findings that are right for scenarios with a fault on purpose. */
const faulty: Readonly<Record<string, readonly FindingKind[]>> = {
  'alpha/32-units-10.json': ['alphas', 'zeroedInputs'],
  'alpha/32-units-100.json': ['alphas', 'zeroedInputs'],
  'alpha/32-units-1000.json': ['alphas', 'zeroedInputs'],
  'alpha/4-units-100.json': ['alphas', 'zeroedInputs'],
  'alpha/4-units-1000.json': ['alphas', 'zeroedInputs'],
  'future-work/initial-weights.json': ['fewRows'],
  'xor-without-hidden-layer.json': ['fewRows', 'zeroedInputs'],
};

const all = ['', 'alpha', 'future-work', 'plain'].flatMap((folder) =>
  readdirSync(join(FOLDER, folder))
    .filter((file) => file.endsWith('.json') && file !== 'scenario.schema.json')
    .map((file) => (folder === '' ? file : `${folder}/${file}`)),
);

function checkUp(subject: Subject, seed: number, iterations: number): CheckUp {
  const training = beginRun(subject, seed);
  while (training.iteration < iterations && !training.diverged) training.iterate();
  const done = checkUpOf({ subject, training, seed, changes: [] }) as CheckUp;
  while (!done.advance());
  return done;
}

function badOf(subject: Subject, seed = 1, iterations = 0): readonly FindingKind[] {
  return checkUp(subject, seed, iterations)
    .findings.filter(({ state }) => state === 'bad')
    .map(({ kind }) => kind);
}

describe('a check-up of a scenario', () => {
  const some = full ? all : ['xor.json', 'iris.json', 'future-work/dropout.json', 'future-work/schedule.json'];
  const seeds = full ? [1, 2, 3, 4, 5] : [1];

  test.each(some)(
    'finds no fault in a healthy run, and that of a faulty one: %s',
    { timeout: 600_000 },
    async (file) => {
      const parsed = await readScenario(join(FOLDER, file));
      if (!parsed.ok) throw new Error(file);
      const subject = subjectOf(parsed.scenario);
      const ofRun = parsed.scenario.training.iterations;
      for (const seed of seeds) {
        for (const iterations of seed === 1 && full ? [0, 300, ofRun / 2, ofRun] : [0, 300]) {
          for (const kind of badOf(subject, seed, iterations))
            expect(faulty[file] ?? [], `${kind}, seed ${seed}`).toContain(kind);
        }
      }
    },
  );
});

const rows = Array.from({ length: 40 }, (_, r) => [Math.sin(r), Math.cos(3 * r), ((7 * r) % 11) / 11 - 0.5]);
const targets = rows.map(([a = 0, b = 0]) => [Number(a > b)]);
const given: GivenSettings = {
  layerSizes: [3, 6, 1],
  activations: ['tanh', 'sigmoid'],
  bias: true,
  initial: 'xavier normal',
  learningRate: 0.1,
};

interface Data {
  readonly inputs?: readonly (readonly number[])[];
  readonly test?: readonly (readonly number[])[];
  readonly target?: number;
}

function subjectWith(settings: Partial<GivenSettings>, data: Data = {}): Subject {
  const { inputs = rows, test: held, target } = data;
  return networkSubject({
    settings: withDefaults({ ...given, ...settings }),
    inputs: matrixFromRows(inputs),
    targets: matrixFromRows(target === undefined ? targets : targets.map(() => [target])),
    iterations: 1000,
    plan: [],
    watches: [],
    ...(held && { test: { inputs: matrixFromRows(held), targets: matrixFromRows(targets.slice(0, held.length)) } }),
  });
}

describe('a check-up', () => {
  test('finds nothing in a network of ordinary settings', () => {
    const { rows: looked, of, findings } = checkUp(subjectWith({}, { test: rows.slice(0, 1) }), 1, 50);
    expect([looked, of]).toEqual([40, 40]);
    expect(findings.map(({ kind, state }) => [kind, state])).toEqual([
      ['firstLoss', 'good'],
      ['fewRows', 'good'],
      ['zeroedInputs', 'good'],
      ['gradients', 'good'],
      ['testRows', 'good'],
      ['scales', 'good'],
      ['alphas', 'good'],
    ]);
  });

  test.each([
    ['half square', 'squares'],
    ['mean absolute', 'sizes'],
    ['binary cross-entropy', 'crossEntropy'],
  ] as const)('measures the first loss as the run does: %s', (loss, by) => {
    const { findings } = checkUp(subjectWith({ loss }), 1, 0);
    expect(findings[0]).toMatchObject({ kind: 'firstLoss', of: 'classes', by });
  });

  interface Fault {
    readonly name: string;
    readonly kind: FindingKind;
    readonly settings?: Partial<GivenSettings>;
    readonly data?: Data;
  }

  const faults: readonly Fault[] = [
    { name: 'large initial weights', kind: 'firstLoss', settings: { initial: 20 } },
    { name: 'an alpha that is far too large', kind: 'alphas', settings: { learningRate: 1000 } },
    {
      name: 'inputs without a scale',
      kind: 'scales',
      data: { inputs: rows.map(([a = 0, b = 0, c = 0]) => [1000 * a, b, c]) },
    },
    { name: 'test rows that were learned', kind: 'testRows', data: { test: rows.slice(0, 10) } },
  ];

  test.each(faults)('finds $name', ({ kind, settings = {}, data = {} }) => {
    expect(badOf(subjectWith(settings, data))).toContain(kind);
  });

  test('praises neither a few large cells nor an alpha at which the error hardly falls', () => {
    const outlier = rows.map(([a = 0, ...rest], row) => [row === 3 ? 38 : a, ...rest]);
    const stateOf = (subject: Subject, of: FindingKind): string | undefined =>
      checkUp(subject, 1, 0).findings.find(({ kind }) => kind === of)?.state;
    expect(stateOf(subjectWith({}, { inputs: outlier }), 'scales')).toBe('open');
    const still: GivenSettings['initial'] = 0;
    expect(stateOf(subjectWith({ initial: still, activations: ['relu', 'sigmoid'] }), 'alphas')).toBe('open');
  });

  test('blames no alpha where the error is 0 before the first iteration', () => {
    const still: Partial<GivenSettings> = { initial: 0, activations: ['tanh', 'linear'] };
    const { findings } = checkUp(subjectWith(still, { target: 0 }), 1, 0);
    expect(findings.at(-1)).toMatchObject({ kind: 'alphas', state: 'open', start: 0, falls: false });
  });

  test('finds a network that does not use its inputs', () => {
    const dead = [
      [
        [-9, -9],
        [-9, -9],
        [-9, -9],
      ],
      [[1], [1]],
    ];
    const positive = rows.map((row) => row.map((cell) => Math.abs(cell) + 0.1));
    const settings = { initial: dead, activations: ['relu', 'sigmoid'] as const, layerSizes: [3, 2, 1], bias: false };
    const subject = subjectWith(settings, { inputs: positive });
    expect(badOf(subject, 1, 20)).toContain('zeroedInputs');
  });

  test('learns by heart with the clipping of the run, which a large alpha may need', async () => {
    const parsed = await readScenario(join(FOLDER, 'future-work/delta-trimming.json'));
    if (!parsed.ok) throw new Error('delta-trimming');
    const { findings } = checkUp(subjectOf(parsed.scenario), 1, 0);
    expect(findings[1]).toMatchObject({ kind: 'fewRows', state: 'good', by: 'own' });
  });

  test('learns rows by heart that are spread over a sorted table', () => {
    const cells = Array.from({ length: 50 }, (_, row) => row / 50);
    const subject = networkSubject({
      ...asNetwork(subjectWith({ layerSizes: [1, 6, 1], activations: ['tanh', 'sigmoid'], learningRate: 0.5 })),
      inputs: matrixFromRows(cells.map((cell) => [cell])),
      targets: matrixFromRows(cells.map((cell) => [cell ** 2])),
    });
    expect(checkUp(subject, 1, 0).findings[1]).toMatchObject({ kind: 'fewRows', state: 'good', right: 4 });
  });

  test('names the alpha of the trial whose inputs are zeroed before the first iteration', async () => {
    const parsed = await readScenario(join(FOLDER, 'xor.json'));
    if (!parsed.ok) throw new Error('xor');
    const { findings } = checkUp(subjectOf(parsed.scenario), 1, 0);
    expect(findings[2]).toMatchObject({ kind: 'zeroedInputs', of: 'trial', alpha: 10, iterations: 200 });
  });

  test('does not call a target learned whose spread overflows', () => {
    const subject = networkSubject({
      ...asNetwork(subjectWith({ layerSizes: [1, 4, 1], activations: ['sigmoid', 'sigmoid'] })),
      inputs: matrixFromRows([[1], [2]]),
      targets: matrixFromRows([[1e200], [0]]),
    });
    expect(checkUp(subject, 1, 0).findings[1]).toMatchObject({ kind: 'fewRows', state: 'bad', right: 0 });
  });

  test('does not judge gradients that are all 0', () => {
    const below = (size: number, columns: number) => Array.from({ length: size }, () => Array(columns).fill(-1));
    const dead = subjectWith(
      { layerSizes: [3, 2, 1], activations: ['relu', 'sigmoid'], bias: false, initial: [below(3, 2), below(2, 1)] },
      { inputs: rows.map((row) => row.map((cell) => 2 + cell)) },
    );
    const own = checkUp(dead, 1, 20).findings.find(({ kind }) => kind === 'gradients');
    expect(own).toMatchObject({ state: 'open', result: 'zero', worst: 0 });
  });

  test('looks at 256 rows of more', () => {
    const many = Array.from({ length: 700 }, (_, row) => rows[row % 40] as number[]);
    const subject = {
      ...asNetwork(subjectWith({})),
      inputs: matrixFromRows(many),
      targets: matrixFromRows(many.map((_, row) => targets[row % 40] as number[])),
    };
    const { rows: looked, of } = checkUp(networkSubject(subject), 1, 0);
    expect([looked, of]).toEqual([256, 700]);
  });

  test('leaves the bits of the run as they are', () => {
    const subject = subjectWith({ optimizer: 'adam', dropout: 0.5, batchSize: 8, batchOrder: 'shuffled' });
    const [alone, checked] = [beginRun(subject, 1), beginRun(subject, 1)];
    for (let i = 0; i < 20; i++) alone.iterate();
    for (let i = 0; i < 10; i++) checked.iterate();
    const beside = checkUpOf({ subject, training: checked, seed: 1, changes: [] }) as CheckUp;
    for (let i = 0; i < 10; i++) {
      for (let piece = 0; piece < 500; piece++) beside.advance();
      checked.iterate();
    }
    while (!beside.advance());
    for (const name of ['syn0', 'syn1', 'b0', 'v_syn0', 'l1_mask', 'order']) {
      expect(checked.valueOf(name).data).toEqual(alone.valueOf(name).data);
    }
  });
});
