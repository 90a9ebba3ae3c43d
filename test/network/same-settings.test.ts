import { expect, test } from 'vitest';
import { areSameSettings } from '../../src/network/same-settings.ts';
import type { NetworkSettings } from '../../src/network/settings.ts';

const settings: NetworkSettings = { layerSizes: [2, 3, 1], bias: true, learningRate: 0.5 };

test('settings are the same where each one is, in any order, as the same object or a copy of it', () => {
  const { layerSizes, ...rest } = settings;
  expect(areSameSettings(settings, { ...rest, layerSizes: [...layerSizes] })).toBe(true);
  expect(areSameSettings(settings, { ...settings, layerSizes: [2, 4, 1] })).toBe(false);
  expect(areSameSettings(settings, { ...settings, batchSize: 4 })).toBe(false);
  expect(areSameSettings({ ...settings, batchSize: 4 }, settings)).toBe(false);
});

test('first weights that both have are not looked into', () => {
  const untouchable = new Proxy([[[0.5]]], {
    get: () => {
      throw new Error('looked into');
    },
  });
  const given = { ...settings, initial: untouchable };
  expect(areSameSettings(given, { ...given, learningRate: 0.5 })).toBe(true);
  expect(areSameSettings(given, { ...given, learningRate: 0.1 })).toBe(false);
});
