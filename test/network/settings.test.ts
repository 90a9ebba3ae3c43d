import { expect, test } from 'vitest';
import {
  differing,
  isDefault,
  isSameSettings,
  withDefaults,
  withHidden,
  withoutIdle,
} from '../../src/network/settings.ts';

const settings = withDefaults({ layerSizes: [2, 3, 1], bias: true, learningRate: 0.5 });

test('settings are the same when all values are, in any order and as copies', () => {
  const { layerSizes, ...rest } = settings;
  expect(isSameSettings(settings, { ...rest, layerSizes: [...layerSizes] })).toBe(true);
  expect(isSameSettings(settings, { ...settings, layerSizes: [2, 4, 1] })).toBe(false);
  expect(isSameSettings(settings, { ...settings, batchSize: 4 })).toBe(false);
  expect(isSameSettings({ ...settings, batchSize: 4 }, settings)).toBe(false);
});

test('initial weights that are the same object are not compared', () => {
  const untouchable = new Proxy([[[0.5]]], {
    get: () => {
      throw new Error('looked into');
    },
  });
  const given = { ...settings, initial: untouchable };
  expect(isSameSettings(given, { ...given, learningRate: 0.5 })).toBe(true);
  expect(isSameSettings(given, { ...given, learningRate: 0.1 })).toBe(false);
});

test('a setting has its default value when the network is the same with it', () => {
  const own = withDefaults({ layerSizes: [2, 3, 1], activations: ['sigmoid', 'sigmoid'], l2: 0.1 });
  expect(isDefault('activations', own)).toBe(true);
  expect(isDefault('weightDecay', own)).toBe(true);
  expect(isDefault('weightDecay', { ...own, weightDecay: 0 })).toBe(false);
  expect(isDefault('l2', own)).toBe(false);
  expect(isDefault('layerSizes', own)).toBe(false);
});

test('a setting differs only when it does something in one of the networks', () => {
  const own = withDefaults({ layerSizes: [2, 3, 1] });
  const keysOf = (set: Partial<typeof own>, before = own) => differing(before, { ...before, ...set }, 4);
  expect(keysOf({ momentum: 0.5, dropoutForm: 'follow-up', batchOrder: 'shuffled' })).toEqual([]);
  expect(keysOf({ momentum: 0.5, optimizer: 'momentum' })).toEqual(['optimizer', 'momentum']);
  expect(keysOf({ weightDecay: 0 })).toEqual([]);
  expect(keysOf({ weightDecay: 0 }, { ...own, optimizer: 'adamw' })).toEqual(['weightDecay']);
  expect(keysOf({ activations: ['sigmoid', 'sigmoid'] })).toEqual([]);
});

test('hidden layers take their activations, shares and techniques with them', () => {
  const own = withDefaults({
    layerSizes: [2, 3, 4, 1],
    activations: ['tanh', 'relu', 'linear'],
    dropout: [0.2, 0.5],
    batchNorm: true,
  });
  expect(withHidden(own, [3])).toMatchObject({ activations: ['tanh', 'linear'], dropout: [0.2] });
  expect(withHidden(own, [3, 4, 5])).toMatchObject({
    activations: ['tanh', 'relu', 'relu', 'linear'],
    dropout: [0.2, 0.5, 0.5],
  });
  expect(withoutIdle(withHidden(own, []))).toMatchObject({ layerSizes: [2, 1], dropout: 0, batchNorm: false });
  expect(withoutIdle(own)).toBe(own);
});
