import { describe, expect, test } from 'vitest';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import { type Curve, curves } from '../../../src/language/activations.ts';
import type { Statement } from '../../../src/language/program.ts';
import type { GivenSettings } from '../../../src/network/settings.ts';
import {
  type DeltaFacts,
  deltaFacts,
  deltaWords,
  maskWords,
  matrixOf,
  partWords,
  stepWords,
} from '../../../src/ui/words/inspect-words.ts';
import { inspectLine } from '../../../src/worker/inspect.ts';
import type { Explanation } from '../../../src/worker/protocol.ts';
import { buildProgram } from '../../network/build-program.ts';
import { xor } from '../../xor.ts';

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

describe('an addend of an update', () => {
  const update = line('syn0', '+=');

  test('is a descent direction, a penalty, or a previous value', () => {
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
    expect(partWords(sum, update)).toBe('descent direction');
    expect(partWords(times(given('0.01'), sign), update)).toBe('L1 penalty');
    expect(partWords(times(given('0.01'), given('syn0[0,0]')), update)).toBe('L2 penalty');
    expect(partWords(times(given('mu'), given('v_syn0[0,0]')), update)).toBe('previous value');
    expect(partWords(given('syn0_grad[0,0]'), update)).toBe('gradient');
  });

  test("the addends of an optimizer's memory are its previous value and the gradient", () => {
    const memory = line('m_syn0', '=');
    expect(partWords(times(given('beta1'), given('m_syn0[0,0]')), memory)).toBe('previous value');
    expect(partWords(times(given('1 - beta1'), given('syn0_grad[0,0]')), memory)).toBe('gradient');
  });

  test('an addend with clear names has no words', () => {
    expect(partWords(given('b0[0,0]'), update)).toBe('');
    expect(partWords(times(given('l0[0,0]'), given('l1[0,0]')), update)).toBe('');
  });
});

describe('an operation', () => {
  test('that clips says whether it does', () => {
    const own = line('l1_delta', '=', 'clipping');
    expect([0.5, 3].map((value) => stepWords(clipped(value, -1, 1, 'clip(l1_delta[0,0], -1, 1)'), own))).toEqual([
      'within the limits',
      'clipped',
    ]);
    expect([0.5, 3].map((value) => stepWords(clipped(value, 0, 1, 'clip(1 / norm, 0, 1)'), own))).toEqual([
      'too large: scaled down',
      'small enough: unchanged',
    ]);
  });

  test('weight decay says which share it removes', () => {
    const step = times(given('alpha * 0.01', 0.005), given('syn0[0,0]', 2));
    expect(stepWords(step, line('syn0', '-=', 'weight decay'))).toBe('removes 0.5 % of the weight');
  });

  test('a mask says whether the unit is kept', () => {
    expect(
      [0, 1.25].map((factor) =>
        stepWords(times(given('l1[0,0]'), given('l1_mask[0,0]', factor)), line('l1_kept', '=')),
      ),
    ).toEqual(['dropped', 'kept, times 1.25']);
    expect(maskWords(1 / 0.3)).toBe('kept, times 3.33');
  });
});

test('a cell belongs to its matrix', () => {
  expect(['v_syn0[1,2]', 'alpha', 'X[3,0]'].map((text) => matrixOf(given(text)))).toEqual(['v_syn0', 'alpha', 'X']);
});

const settings: GivenSettings = { layerSizes: [3, 4, 1], bias: false, learningRate: 1 };

function words(curve: Curve, slope: number, changes: Partial<DeltaFacts> = {}): string {
  return deltaWords({ error: 0.3, isPrediction: true, gate: { curve, slope }, ...changes });
}

/** The facts of the first example in a line of a network that has just been trained for three iterations. */
function factsOf(changes: Partial<GivenSettings>, target: string): DeltaFacts | undefined {
  const run = new TrainingRun(
    buildProgram({ ...settings, ...changes }, 4),
    matrixFromRows(xor.inputs),
    matrixFromRows(xor.targets),
    1,
  );
  for (let i = 0; i < 3; i++) run.iterate();
  const line = run.program.iteration.findIndex((statement) => statement.target === target);
  return deltaFacts(inspectLine(run, line, { row: 0, column: 0 }).explanation, target, 'l2_error');
}

describe('the meaning of a delta', () => {
  test('a sigmoid has a confidence, by its slope of at most 1/4', () => {
    expect([0.02, 0.12, 0.24].map((slope) => words(curves.sigmoid, slope))).toEqual([
      'confident: hardly moved',
      'in between: moved a little',
      'uncertain: moved',
    ]);
    expect([0.02, 0.12].map((slope) => words(curves.sigmoid, slope, { error: -0.9 }))).toEqual([
      'confident but wrong: hardly moved',
      'wrong: moved',
    ]);
  });

  test('a tanh has a confidence, by its slope of at most 1', () => {
    expect([0.2, 0.5, 0.9].map((slope) => words(curves.tanh, slope))).toEqual([
      'confident: hardly moved',
      'in between: moved a little',
      'uncertain: moved',
    ]);
  });

  test('a relu is on or off', () => {
    expect([0, 1].map((slope) => words(curves.relu, slope))).toEqual(['off: learns nothing', 'on: passes all']);
  });

  test('an unbounded activation has the share that passes back', () => {
    expect(words(curves.leakyRelu, 0.01)).toBe('off: 1 % passes');
    expect(words(curves.softplus, 0.43)).toBe('half on: 43 % passes');
    expect(words(curves.elu, 1)).toBe('on: passes all');
    expect(words(curves.gelu, 1.08)).toBe('on: passes 110 %');
    expect(words(curves.swish, -0.09)).toBe('in the dip: sign reversed');
  });

  test("a value outside a sigmoid's range has a reversed sign or no slope", () => {
    expect(words(curves.sigmoid, -0.2)).toBe('out of range: sign reversed');
    expect(words(curves.sigmoid, 0)).toBe('no slope: not moved');
  });

  test('a delta without a slope is the error itself', () => {
    const without = (error: number, isPrediction = true): string =>
      deltaWords({ error, isPrediction, gate: undefined });
    expect([0.7, 0.3, 0.05].map((error) => without(error))).toEqual([
      'wrong: moved in full',
      'moved in full',
      'nearly right: moved little',
    ]);
    expect(without(0.7, false)).toBe('passed on in full');
  });

  test('a hidden unit is never called wrong', () => {
    expect(words(curves.sigmoid, 0.02, { error: 0.9, isPrediction: false })).toBe('confident: hardly moved');
    expect(words(curves.relu, 1, { error: 0, isPrediction: false })).toBe('no error arrives');
    expect(words(curves.sigmoid, 0.25, { error: 0 })).toBe('right: not moved');
  });

  test('names the part of the error that a loss uses', () => {
    expect(words(curves.sigmoid, 0.2, { counts: 'sign' })).toBe('only its sign counts');
    expect(words(curves.sigmoid, 0.2, { counts: 'part' })).toBe('far off: clipped');
  });
});

describe('the facts of a delta', () => {
  test('are the error and the slope, with any factors between them', () => {
    for (const loss of ['half square', 'mean squared', 'huber'] as const) {
      const facts = factsOf({ loss }, 'l2_delta');
      expect(facts).toMatchObject({ isPrediction: true, gate: { curve: { value: 'sigmoid' } } });
      expect(facts?.error).toBeLessThan(-0.4);
      expect(facts?.gate?.slope).toBeCloseTo(0.25, 2);
    }
    expect(factsOf({ loss: 'mean absolute' }, 'l2_delta')?.counts).toBe('sign');
  });

  test('have no slope for a loss that cancels it, or for a linear layer', () => {
    expect(factsOf({ loss: 'binary cross-entropy' }, 'l2_delta')).toMatchObject({
      isPrediction: true,
      gate: undefined,
    });
    expect(factsOf({ activations: ['linear', 'sigmoid'] }, 'l1_delta')).toMatchObject({
      isPrediction: false,
      gate: undefined,
    });
  });

  test('are found by the sum if the slope is a function of it', () => {
    expect(factsOf({ activations: ['gelu', 'sigmoid'] }, 'l1_delta')?.gate?.curve).toBe(curves.gelu);
  });

  test('say that an error is clipped', () => {
    const facts = factsOf({ loss: 'huber', activations: ['linear', 'linear'], initial: 9 }, 'l2_delta');
    expect(facts).toMatchObject({ counts: 'part', gate: undefined });
  });

  test('exist for lines of deltas only', () => {
    expect([factsOf({}, 'l2_error'), factsOf({ clip: 'deltas' }, 'syn0')]).toEqual([undefined, undefined]);
  });
});
