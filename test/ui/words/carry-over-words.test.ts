import { expect, test } from 'vitest';
import { carryOverOf } from '../../../src/language/carry-over.ts';
import type { GivenSettings } from '../../../src/network/settings.ts';
import { carryOverWords } from '../../../src/ui/words/carry-over-words.ts';
import { buildProgram } from '../../network/build-program.ts';

const begun: GivenSettings = { layerSizes: [3, 4, 4, 1], bias: true, learningRate: 1 };

function words(set: Partial<GivenSettings>, room = 200): string | undefined {
  const [before, after] = [begun, { ...begun, ...set }].map((settings) => buildProgram(settings, 4));
  return carryOverWords(carryOverOf(before!, after!), room);
}

test('there are no words if all matrices are carried over', () => {
  expect(words({ learningRate: 2 })).toBeUndefined();
  expect(words({ loss: 'huber', schedule: 'step' })).toBeUndefined();
});

test('matrices of other shapes begin anew', () => {
  expect(words({ layerSizes: [3, 4, 5, 1] })).toBe('enter keeps syn0, b0, b2; syn1, b1, syn2 start over');
  expect(words({ layerSizes: [3, 4, 1] })).toBe('enter keeps syn0, b0; syn1, b1 start over');
  expect(words({ layerSizes: [3, 9, 9, 2] })).toBe('enter keeps nothing; syn0, b0, syn1, b1, syn2, b2 start over');
});

test('the memory of another optimizer begins anew', () => {
  expect(words({ optimizer: 'momentum', bias: false })).toBe(
    'enter keeps syn0, syn1, syn2; v_syn0, v_syn1, v_syn2 start over',
  );
});

test('a narrow text has fewer names', () => {
  const many = { optimizer: 'adam' } as const;
  expect(words(many, 85)).toBe('enter keeps syn0, b0, syn1 and 3 more; m_syn0, v_syn0, m_b0 and 9 more start over');
  expect(words(many, 20)).toBe('enter keeps syn0 and 5 more; m_syn0 and 11 more start over');
});
