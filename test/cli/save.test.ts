import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scenarioOf } from '../../src/cli/save.ts';
import { subjectOf } from '../../src/cli/subject.ts';
import { TrainingRun } from '../../src/engine/run/training-run.ts';
import { parameters } from '../../src/language/program.ts';
import { settingsAfter } from '../../src/network/edits.ts';
import type { HiddenLayer } from '../../src/network/option-kinds.ts';
import { options } from '../../src/network/options.ts';
import { refusals, targetFacts } from '../../src/network/rules.ts';
import type { NetworkSettings, RunSettings } from '../../src/network/settings.ts';
import { printFaults } from '../../src/scenario/fault.ts';
import { settingsOf } from '../../src/scenario/network.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { scenarioText } from '../../src/scenario/write.ts';
import type { RunChange } from '../../src/worker/protocol.ts';
import { changesOf, networkSubject } from '../../src/worker/subject.ts';
import { full } from '../full.ts';
import { finished, shipped } from '../scenarios/run-scenario.ts';

const saved = (name: string, more: object = {}) => {
  const scenario = shipped(name);
  const settings = { ...settingsOf(scenario), ...more };
  const subject = networkSubject({ ...subjectOf(scenario), settings, stop: {} });
  return { settings, scenario: scenarioOf(scenario, { seed: 7, subject, iterations: 50, changes: [], watches: [] }) };
};

test.each(['momentum', 'dropout-follow-up', 'schedule', 'delta-trimming', 'mini-batches', 'initial-weights'])(
  'a technique is saved: %s',
  (name) => {
    const { settings, scenario } = saved(`future-work/${name}`);
    const parsed = parseScenario(scenarioText(scenario));
    if (!parsed.ok) throw new Error('not valid');
    expect(settingsOf(parsed.scenario)).toEqual(settings);
    expect(parsed.scenario.training).toMatchObject({ seed: 7, iterations: 50 });
  },
);

test('the marks of a run are saved, and those of the file keep their notes until they are changed', () => {
  const opened = {
    ...shipped('xor'),
    marks: [
      { at: 100, note: 'It falls.' },
      { at: 300, note: 'Another note now.' },
      { at: 400, note: 'Gone.' },
      { at: 800, note: 'Not reached yet.' },
    ],
  };
  const run = { seed: 1, subject: subjectOf(opened), iterations: 900, changes: [], watches: [] };
  const own = [
    { iteration: 100, changes: 0, isOfFile: true, note: 'It f?lls.' },
    { iteration: 300, changes: 0, note: 'Now it rises.' },
    { iteration: 300, changes: 1 },
    { iteration: 587, changes: 0 },
  ];
  const parsed = parseScenario(scenarioText(scenarioOf(opened, { ...run, marks: { own, furthest: 600 } })));
  expect(parsed.ok && parsed.scenario.marks).toEqual([
    { at: 100, note: 'It falls.' },
    { at: 300, note: 'Now it rises.' },
    { at: 587 },
    { at: 800, note: 'Not reached yet.' },
  ]);
  expect(scenarioText(scenarioOf(opened, run))).not.toContain('marks');
});

test('a technique that was removed is not saved', () => {
  const { scenario } = saved('future-work/momentum', { optimizer: 'descent' });
  expect(scenarioText(scenario)).not.toContain('momentum"');
});

test('a setting without effect is saved only with the change that gives it one', () => {
  const scenario = shipped('xor');
  const settings = {
    ...settingsOf(scenario),
    bias: false,
    biasStart: 'random',
    dropout: 0,
    dropoutForm: 'follow-up',
  } as const;
  const subject = networkSubject({ ...subjectOf(scenario), settings });
  const save = (changes: Parameters<typeof scenarioOf>[1]['changes']) =>
    scenarioOf(scenario, { seed: 1, subject, iterations: 9, changes, watches: [] });
  expect(parseScenario(scenarioText(save([]))).ok).toBe(true);
  expect(save([]).network).toEqual({ hidden: [4], bias: false });
  const later = save([{ at: 5, edits: [{ kind: 'settings', set: { dropout: 0.5 } }], byHand: true }]);
  expect(parseScenario(scenarioText(later)).ok).toBe(true);
  expect(later.changes).toEqual([{ at: 5, set: { dropout: { share: 0.5, form: 'follow-up' } } }]);
  const biased = save([{ at: 5, edits: [{ kind: 'settings', set: { bias: true } }], byHand: true }]);
  expect(parseScenario(scenarioText(biased)).ok).toBe(true);
  expect(biased.changes).toEqual([{ at: 5, set: { bias: true, biasStart: 'random' } }]);
});

test('the present stop conditions are saved, not those of the scenario', () => {
  const scenario = shipped('xor');
  const stop = { errorBelow: 0.01 };
  const subject = subjectOf(scenario);
  const what = { seed: 1, iterations: 9, changes: [], watches: [] };
  const stopping = scenarioOf(scenario, { ...what, subject: { ...subject, stop } });
  expect(stopping.training.stop).toEqual(stop);
  expect(scenarioOf(stopping, { ...what, subject }).training).not.toHaveProperty('stop');
});

describe('a run with edited options', () => {
  const scenario = shipped('xor');
  const facts = targetFacts(scenario.data.targets);
  const rows = scenario.data.inputs.length;

  /** Presses of the arrows in the options, and whether they were entered, at rising iterations. */
  const layer = fc.constantFrom(undefined, 0, 1);
  const steps = fc.array(fc.tuple(fc.nat(options.length - 1), fc.integer({ min: -4, max: 4 }), layer), {
    maxLength: 8,
  });
  const visits = fc.array(fc.tuple(fc.nat(5), steps, fc.boolean()), { minLength: 1, maxLength: 5 });

  function pressed(
    settings: NetworkSettings,
    presses: readonly (readonly [number, number, HiddenLayer])[],
  ): NetworkSettings {
    const { stop: _, ...end } = presses.reduce<RunSettings>(
      (own: RunSettings, [index, times, layer]): RunSettings => {
        const change = (settings: RunSettings) =>
          options[index]?.change(settings, times > 0 ? 1 : -1, { examples: rows, left: 50 }, layer) ?? settings;
        return Array(Math.abs(times)).fill(0).reduce(change, own);
      },
      { ...settings, stop: {} },
    );
    return end;
  }

  function bits(run: TrainingRun) {
    return parameters(run.program).map((name) => [name, ...new Uint8Array(run.valueOf(name).data.slice().buffer)]);
  }

  test('is saved as a scenario that ends with the same bits', () => {
    fc.assert(
      fc.property(steps, visits, (first, all) => {
        const begun = pressed(settingsOf(scenario), first);
        fc.pre(refusals(begun, facts).length === 0);
        let [settings, at] = [begun, 0];
        const changes = all.flatMap(([later, presses, cut]): RunChange[] => {
          const next = pressed(settings, presses);
          at += later;
          const cell = { kind: 'cell', name: 'syn0', row: 2, column: 0, value: -0.5 } as const;
          if (refusals(next, facts).length > 0) return [];
          const edits = [{ kind: 'settings', set: next } as const, ...(cut ? [cell] : [])];
          settings = settingsAfter(settings, edits);
          return [{ at, edits, byHand: true }];
        });
        const iterations = at + 3;
        const subject = networkSubject({ ...subjectOf(scenario), settings: begun });
        const { program, inputs, targets } = subject;
        const run = new TrainingRun(program, inputs, targets, 7, changesOf(subject, changes));
        for (let k = 0; k < iterations; k++) run.iterate();
        const parsed = parseScenario(
          scenarioText(scenarioOf(scenario, { seed: 7, subject, iterations, changes, watches: [] })),
        );
        if (!parsed.ok) throw new Error(printFaults('saved', parsed.faults).join('\n'));
        const again = finished(parsed.scenario);
        expect(bits(again)).toEqual(bits(run));
        expect(again.error).toBe(run.error);
        expect(again.program).toEqual(run.program);
      }),
      { numRuns: full ? 100 : 30 },
    );
  });
});
