import { describe, expect, test } from 'vitest';
import type { Statement } from '../../../src/language/program.ts';
import { maskWords, matrixOf, partWords, stepWords } from '../../../src/ui/words/part-words.ts';
import type { Explanation } from '../../../src/worker/protocol.ts';

const given = (text: string, value = 0.5): Explanation => ({ kind: 'given', text, value });
const times = (left: Explanation, right: Explanation): Explanation => ({
  kind: 'cells',
  operator: '*',
  text: `${left.text} * ${right.text}`,
  value: left.value * right.value,
  left,
  right,
});
const clipped = (value: number, low: number, high: number, text: string): Explanation => ({
  kind: 'clip',
  text,
  value: Math.max(low, Math.min(high, value)),
  of: given('x[0,0]', value),
  low,
  high,
});
const line = (target: string, operator: Statement['operator'], technique?: string): Statement => ({
  target,
  operator,
  value: { kind: 'number', value: 1 },
  ...(technique === undefined ? {} : { techniques: [technique] }),
});

describe('a part of an update', () => {
  const update = line('syn0', '+=');

  test('is what the examples add, what regularization pulls, what is carried over', () => {
    const sum: Explanation = {
      kind: 'product',
      text: 'l0.T @ l1_delta',
      value: 1,
      terms: [{ left: given('l0[0,0]'), right: given('l1_delta[0,0]'), product: 0.25 }],
    };
    const sign: Explanation = {
      kind: 'call',
      function: 'sign',
      text: 'sign(syn0[0,0])',
      value: 1,
      of: given('syn0[0,0]'),
    };
    expect(partWords(sum, update)).toBe('the examples add');
    expect(partWords(times(given('0.01'), sign), update)).toBe('L1 pulls to 0');
    expect(partWords(times(given('0.01'), given('syn0[0,0]')), update)).toBe('L2 pulls to 0');
    expect(partWords(times(given('mu'), given('v_syn0[0,0]')), update)).toBe('carried over');
    expect(partWords(given('syn0_grad[0,0]'), update)).toBe('the gradient adds');
  });

  test('of a memory is what it keeps of itself', () => {
    const memory = line('m_syn0', '=');
    expect(partWords(times(given('beta1'), given('m_syn0[0,0]')), memory)).toBe('carried over');
    expect(partWords(times(given('1 - beta1'), given('syn0_grad[0,0]')), memory)).toBe('the gradient adds');
  });

  test('that its names explain has no words', () => {
    expect(partWords(given('b0[0,0]'), update)).toBe('');
    expect(partWords(times(given('l0[0,0]'), given('l1[0,0]')), update)).toBe('');
  });
});

describe('an operation', () => {
  test('that limits says whether it does', () => {
    const own = line('l1_delta', '=', 'delta trimming');
    expect([0.5, 3].map((value) => stepWords(clipped(value, -1, 1, 'clip(l1_delta[0,0], -1, 1)'), own))).toEqual([
      'within the limits',
      'cut off',
    ]);
    expect([0.5, 3].map((value) => stepWords(clipped(value, 0, 1, 'clip(1 / norm, 0, 1)'), own))).toEqual([
      'too large: scaled down',
      'small enough: kept',
    ]);
  });

  test('of weight decay says what share goes', () => {
    const step = times(given('alpha * 0.01', 0.005), given('syn0[0,0]', 2));
    expect(stepWords(step, line('syn0', '-=', 'weight decay'))).toBe('takes 0.5 % of the weight');
  });

  test('with a mask says whether the unit is there', () => {
    expect(
      [0, 1.25].map((factor) =>
        stepWords(times(given('l1[0,0]'), given('l1_mask[0,0]', factor)), line('l1_kept', '=')),
      ),
    ).toEqual(['left out', 'kept, times 1.25']);
    expect(maskWords(1 / 0.3)).toBe('kept, times 3.33');
  });
});

test('a cell belongs to its matrix', () => {
  expect(['v_syn0[1,2]', 'alpha', 'X[3,0]'].map((text) => matrixOf(given(text)))).toEqual(['v_syn0', 'alpha', 'X']);
});
