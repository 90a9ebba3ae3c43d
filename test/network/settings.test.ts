import { expect, test } from 'vitest';
import { isSameSettings, withDefaults } from '../../src/network/settings.ts';

const settings = withDefaults({ layerSizes: [2, 3, 1], bias: true, learningRate: 0.5 });

test('settings are the same where each one is, in any order, as the same object or a copy of it', () => {
  const { layerSizes, ...rest } = settings;
  expect(isSameSettings(settings, { ...rest, layerSizes: [...layerSizes] })).toBe(true);
  expect(isSameSettings(settings, { ...settings, layerSizes: [2, 4, 1] })).toBe(false);
  expect(isSameSettings(settings, { ...settings, batchSize: 4 })).toBe(false);
  expect(isSameSettings({ ...settings, batchSize: 4 }, settings)).toBe(false);
});

test('first weights that both have are not looked into', () => {
  const untouchable = new Proxy([[[0.5]]], {
    get: () => {
      throw new Error('looked into');
    },
  });
  const given = { ...settings, initial: untouchable };
  expect(isSameSettings(given, { ...given, learningRate: 0.5 })).toBe(true);
  expect(isSameSettings(given, { ...given, learningRate: 0.1 })).toBe(false);
});
