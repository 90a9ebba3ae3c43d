import { describe, expect, test } from 'vitest';
import type { NetworkSettings } from '../../../src/network/settings.ts';
import { keptRunNames, thisRunName } from '../../../src/ui/model/kept-runs.ts';
import type { Compared } from '../../../src/ui/model/message.ts';
import { type KeptRun, type Model, networkOf } from '../../../src/ui/model/model.ts';
import { update } from '../../../src/ui/model/update.ts';
import { networkSubject } from '../../../src/worker/subject.ts';
import { asNetwork } from '../../worker/subjects.ts';
import { subjectOf } from '../subjects.ts';
import { Rehearsal, trainedModel } from '../training.ts';

const model = trainedModel(subjectOf(), 20);

/** A run on the screen, and others that were kept. */
function runs(
  now: Partial<NetworkSettings>,
  ...kept: readonly (Partial<NetworkSettings> & { seed?: number })[]
): Model {
  const { subject } = model.network;
  const { settings } = asNetwork(subject);
  const of = (own: Partial<NetworkSettings>) => networkSubject({ ...subject, settings: { ...settings, ...own } });
  const keptRuns = kept.map(({ seed = 1, ...own }, index): KeptRun => {
    const curve = { iterations: [1], errors: [0.5] } as unknown as KeptRun['curve'];
    const figures = { seed, curve, iteration: 20, error: 0.5, solvedAt: undefined };
    return { number: index + 1, mark: index, run: index, subject: of(own), ...figures };
  });
  return { ...model, network: networkOf(of(now)), keptRuns };
}

describe('the name of a kept run', () => {
  test('has the settings in which it differs from the current run', () => {
    expect(keptRunNames(runs({}, { learningRate: 10 }, { seed: 2, l2: 0.5 }))).toEqual(['alpha 10', 'l2 0.5, seed 2']);
  });

  test('leaves out settings without effect, such as the momentum of plain descent', () => {
    const now = runs({}, { optimizer: 'momentum', momentum: 0.5 }, { optimizer: 'momentum', momentum: 0.9 });
    expect(keptRunNames(now)).toEqual(['momentum 0.5', 'momentum 0.9']);
    expect(thisRunName(now)).toBe('this run, optimizer descent');
    const kept = runs({ optimizer: 'momentum', momentum: 0.9 }, {}, { optimizer: 'nesterov', momentum: 0.5 });
    expect(keptRunNames(kept)).toEqual(['optimizer descent', 'optimizer nesterov, momentum 0.5']);
    expect(keptRunNames(runs({}, { momentum: 0.5, batchOrder: 'shuffled' }))).toEqual(['run 1']);
  });

  test('leaves out settings that all kept runs share; they name the current run', () => {
    const own = { batchSize: 2, l2: 0.01 };
    const now = runs({ dropout: 0.2 }, { ...own, learningRate: 10 }, { ...own, optimizer: 'adam' });
    expect(keptRunNames(now)).toEqual(['alpha 10', 'optimizer adam']);
    expect(thisRunName(now)).toBe('this run, batch size all, dropout 0.2, l2 none');
  });

  test('begins with the settings that it has alone', () => {
    expect(
      keptRunNames(runs({}, { learningRate: 10, l2: 0.1 }, { learningRate: 10, l2: 0.2 }, { dropout: 0.5 })),
    ).toEqual(['l2 0.1, alpha 10', 'l2 0.2, alpha 10', 'dropout 0.5']);
  });

  test('a run with the current settings is named by its differences from others, or its number', () => {
    expect(keptRunNames(runs({}, { seed: 1 }, { seed: 2 }))).toEqual(['seed 1', 'seed 2']);
    expect(keptRunNames(runs({}, {}))).toEqual(['run 1']);
    expect(keptRunNames(runs({}, {}, {}))).toEqual(['run 1', 'run 2']);
    expect(keptRunNames(runs({}, { l2: 1 }, { l2: 1 }, {}))).toEqual(['run 1, l2 1', 'run 2, l2 1', 'l2 none']);
  });
});

describe('keeping a run', () => {
  const run = (): Rehearsal => {
    const rehearsal = new Rehearsal(subjectOf({ learningRate: 0.01 }), 1);
    rehearsal.press('t');
    return rehearsal;
  };

  test('twice at the same iteration keeps one run, and says so', () => {
    const twice = run();
    expect(twice.press('k').notice?.text).toBe('kept as run 1: change something, then K compares the runs');
    const after = twice.press('k');
    expect(after.notice?.text).toBe('this is already kept as run 1');
    expect(after.keptRuns).toHaveLength(1);
    expect(twice.press('t', 'k').keptRuns.map(({ iteration }) => iteration)).toEqual([10, 20]);
  });

  test('the fifth kept run replaces the oldest; others keep their numbers and marks', () => {
    const five = run();
    for (let i = 0; i < 4; i++) five.press('k', 't');
    const model = five.press('k');
    expect(model.notice?.text).toBe('kept as run 5 in place of run 1, the oldest: at most 4 are kept');
    expect(model.keptRuns.map(({ number, mark }) => [number, mark])).toEqual([
      [2, 1],
      [3, 2],
      [4, 3],
      [5, 0],
    ]);
  });

  test('can be undone in the table with x', () => {
    const three = run();
    for (let i = 0; i < 3; i++) three.press('k', 't');
    const model = three.press('K', 'down', 'x');
    expect(model.notice?.text).toBe('run 2 is no longer kept');
    expect(model.keptRuns.map(({ number }) => number)).toEqual([1, 3]);
    expect(model.view).toEqual({ kind: 'keptRuns', chosen: 1 });
    expect(three.press('down', 'x').view).toEqual({ kind: 'keptRuns', chosen: 0 });
    expect(three.press('x').view).toEqual({ kind: 'panes' });
    expect(three.store.current().keptRuns).toEqual([]);
  });
});

describe('the run of the scenario to compare with', () => {
  const { subject } = model.network;
  const facts = {
    ...{ subject, seed: 1, iteration: 20, error: 0.5, solvedAt: undefined },
    curve: { iterations: [1], errors: [0.5] } as unknown as KeptRun['curve'],
  };
  const compared = (own: Partial<Compared & { ok: true }> = {}) =>
    ({ type: 'compared', compared: { ok: true, name: 'Plain', ...facts, ...own } }) as const;
  const momentum = { settings: { ...asNetwork(subject).settings, optimizer: 'momentum', momentum: 0.5 } } as const;

  test('is a kept run, named by its settings where they tell it', () => {
    const kept = update(model, compared({ subject: networkSubject({ ...subject, ...momentum }) })).model;
    expect(keptRunNames(kept)).toEqual(['optimizer momentum, momentum 0.5']);
    expect([kept.notice, kept.keptRuns[0]?.scenario]).toEqual([undefined, 'Plain']);
  });

  test('has the name of its scenario where the settings are equal, or the data differ', () => {
    expect(keptRunNames(update(model, compared()).model)).toEqual(['Plain']);
    const inputs = { ...subject.inputs, data: subject.inputs.data.map((cell) => cell / 2) };
    const other = networkSubject({ ...subject, ...momentum, inputs });
    expect(keptRunNames(update(model, compared({ subject: other })).model)).toEqual(['Plain']);
  });

  test('is the last to go when more runs are kept', () => {
    const rehearsal = new Rehearsal(subjectOf());
    rehearsal.store.dispatch(compared());
    for (let kept = 0; kept < 5; kept++) {
      rehearsal.step(1);
      rehearsal.press('k');
    }
    expect(rehearsal.store.current().keptRuns.map(({ number }) => number)).toEqual([1, 4, 5, 6]);
  });

  test('says so when its error is in another unit, or when there is none', () => {
    const euros = networkSubject({ ...asNetwork(subject), targetUnits: ['€'] });
    expect(update(model, compared({ subject: euros })).model.notice?.text).toBe(
      'Plain has its error in €, this run without a unit: the curves cannot be compared',
    );
    const failed = update(model, { type: 'compared', compared: { ok: false, reason: 'gone' } }).model;
    expect([failed.notice?.text, failed.keptRuns]).toEqual(['gone', []]);
  });
});
