import { expect, test } from 'vitest';
import type { Remedy } from '../../../src/engine/verdict/verdict.ts';
import type { NetworkSettings } from '../../../src/network/settings.ts';
import { withSubject } from '../../../src/ui/model/requests.ts';
import { applyRemedy } from '../../../src/ui/views/verdict-view.ts';
import { networkSubject } from '../../../src/worker/subject.ts';
import { asNetwork } from '../../worker/subjects.ts';
import { subjectOf } from '../subjects.ts';
import { trainedModel } from '../training.ts';

const model = trainedModel(subjectOf({ hidden: [4, 3, 2] }), 1);

function settingsAfter(remedy: Remedy, before: Partial<NetworkSettings> = {}): NetworkSettings {
  const { subject } = model.network;
  const settings = { ...asNetwork(subject).settings, ...before };
  const own = withSubject(model, networkSubject({ ...subject, settings }), []);
  return asNetwork(applyRemedy(own, remedy).model.subject).settings;
}

test('fewer layers are the first ones, each with its own activation', () => {
  const remedy: Remedy = { kind: 'fewerLayers', from: 3, to: 1 };
  expect(settingsAfter(remedy)).toEqual({ ...asNetwork(model.network.subject).settings, layerSizes: [3, 4, 1] });
  expect(settingsAfter(remedy, { activations: ['tanh', 'relu', 'relu', 'linear'] })).toMatchObject({
    layerSizes: [3, 4, 1],
    activations: ['tanh', 'linear'],
  });
});

test('another activation applies to all hidden layers, and to no other layer', () => {
  expect(settingsAfter({ kind: 'hiddenActivation', to: 'tanh' }).activations).toEqual([
    'tanh',
    'tanh',
    'tanh',
    'sigmoid',
  ]);
  const linear = settingsAfter({ kind: 'hiddenActivation', to: 'tanh' }, { activations: ['linear'] });
  expect(linear.activations).toEqual(['tanh', 'tanh', 'tanh', 'linear']);
});

test('another shape drops initial weights that are written out', () => {
  const initial = [[[1], [2], [3]]];
  const before: Partial<NetworkSettings> = { layerSizes: [3, 1], initial, activations: ['tanh'] };
  const tanh = settingsAfter({ kind: 'addHiddenLayer', units: 16, activation: 'tanh' }, before);
  expect(tanh).toMatchObject({ layerSizes: [3, 16, 1], activations: ['tanh', 'tanh'] });
  expect(settingsAfter({ kind: 'addHiddenLayer', units: 4 }, before)).toMatchObject({
    layerSizes: [3, 4, 1],
    initial: 'uniform',
  });
});

test('a remedy for alpha drops the planned changes, any other one keeps them', () => {
  const plan = [{ at: 10, edits: [{ kind: 'settings', set: { learningRate: 5 } }] }] as const;
  const planned = withSubject(model, model.network.subject, plan);
  const planAfter = (remedy: Remedy) => applyRemedy(planned, remedy).model.subject.plan;
  expect(planAfter({ kind: 'lowerAlpha', from: 1, to: 0.1 } as Remedy)).toEqual([]);
  expect(planAfter({ kind: 'addBias' })).toEqual(plan);
});

test('a remedy says in the title what is different, the newest of a kind only', () => {
  const named = { ...model, subject: { ...model.subject, name: 'XOR without a hidden layer' } };
  const titles = (remedies: readonly Remedy[]) =>
    remedies.reduce((before, remedy) => applyRemedy(before, remedy).model, named).subject.name;
  const layer: Remedy = { kind: 'addHiddenLayer', units: 4 };
  const alpha = (to: number): Remedy => ({ kind: 'lowerAlpha', from: 1, to });
  expect(titles([layer])).toBe('hidden layer of 4, from XOR without a hidden layer');
  expect(titles([layer, alpha(0.1), alpha(0.01)])).toBe(
    'alpha 0.01, hidden layer of 4, from XOR without a hidden layer',
  );
});
