import { describe, expect, test } from 'vitest';
import { drawn, inputsOf, oneHot, plainXor, ring, withTargets } from './catalogue/examples.ts';
import { line, scenario } from './catalogue/fault.ts';
import { subjectFrom, trained } from './catalogue/try.ts';

const and = withTargets(plainXor, ([a, b]) => (a as number) * (b as number));
const noisyLine = drawn(60, (draws) => {
  const inputs = inputsOf(draws, 3);
  return [inputs, [inputs[0]! - 0.5 * inputs[1]! + 0.2 * draws.normal()]];
});
const thirds = drawn(60, (draws) => {
  const inputs = inputsOf(draws, 2) as [number, number];
  return [inputs, oneHot(inputs[0] > 0.9 ? 0 : inputs[0] + inputs[1] > 0 ? 1 : 2, 3)];
});
const linear = (output: string): object => ({ hidden: [4], bias: true, activation: ['linear', output] });
const causesAt = (own: object, at: number): readonly string[] =>
  trained(subjectFrom(own), 1, at).verdict?.causes.map(({ kind }) => kind) ?? [];

describe('linear hidden layers', () => {
  test.each([
    ['AND', scenario(and, linear('sigmoid'), { iterations: 100, learningRate: 1 })],
    ['a line with noise', scenario(noisyLine, linear('linear'), { iterations: 1000, learningRate: 0.003 })],
    [
      'three classes that lines separate',
      scenario(thirds, linear('softmax'), { iterations: 300, learningRate: 0.5, loss: 'cross-entropy' }),
    ],
  ])('are no cause where a straight line is enough: %s', (_, own) => {
    const found = [0, 1, 50, own.training.iterations].flatMap((at) => causesAt(own, at));
    expect(found).not.toContain('linearLayers');
  });

  test('are a cause before the first iteration where no line is enough', () => {
    expect(causesAt(scenario(ring, linear('sigmoid'), { iterations: 1 }), 0)).toEqual(['linearLayers']);
  });
});

describe('a run without a hidden layer', () => {
  const verdictOf = (own: object, at: number) => trained(subjectFrom(own), 1, at).verdict;

  test('is stuck once its deltas prove that no line separates the classes', () => {
    const own = scenario(plainXor, { hidden: [], bias: true }, { iterations: 3000, learningRate: 0.5 });
    const verdict = verdictOf(own, 3000);
    expect([verdict?.kind, verdict?.causes[0]?.kind]).toEqual(['stuck', 'noHiddenLayer']);
  });

  test('names the missing layer before a large step', () => {
    const verdict = verdictOf(scenario(plainXor, line, { iterations: 1000, learningRate: 0.1 }), 1000);
    expect(verdict?.causes[0]?.kind).toBe('noHiddenLayer');
  });
});
