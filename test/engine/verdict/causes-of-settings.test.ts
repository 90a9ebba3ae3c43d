import { expect, test } from 'vitest';
import type { Cause } from '../../../src/engine/verdict/verdict.ts';
import { drawn, inputsOf } from './catalogue/examples.ts';
import { line, scenario, tanh } from './catalogue/fault.ts';
import { subjectFrom, trained } from './catalogue/try.ts';

function verdictOn(own: object, at: number) {
  const verdict = trained(subjectFrom(own), 1, at).verdict;
  if (verdict === undefined) throw new Error('no verdict');
  const causes: readonly Cause['kind'][] = verdict.causes.map(({ kind }) => kind);
  return { ...verdict, causes, remedies: verdict.remedies.map(({ kind }) => kind) };
}

test('a cosine over the length of a good run is no cause', () => {
  const own = scenario(
    { generate: 'moons', examples: 100, noise: 0.3 },
    { hidden: [6], bias: true, activation: ['tanh', 'sigmoid'] },
    {
      iterations: 3000,
      learningRate: 0.01,
      loss: 'binary-cross-entropy',
      optimizer: 'momentum',
      schedule: { kind: 'cosine', every: 3000 },
    },
  );
  const { kind, causes, remedies } = verdictOn(own, 3000);
  expect(kind).toBe('learning');
  expect(causes).not.toContain('scheduleEnded');
  expect(causes).not.toContain('smallSteps');
  expect(remedies).not.toContain('constantAlpha');
});

/** Two classes: the inputs have the same sign, or not. */
const signs = drawn(60, (draws) => {
  const [x = 0, y = 0] = inputsOf(draws, 2);
  return [[x, y], [Number(x * y > 0)]];
});

test('a schedule that keeps a run from learning the last rows is the cause, and not noise', () => {
  const training = { iterations: 5000, learningRate: 0.1, schedule: { kind: 'step', every: 50, factor: 0.3 } };
  const { kind, facts, causes, remedies } = verdictOn(
    scenario(signs, { ...tanh([8], 'sigmoid'), initial: 'xavier-normal' }, training),
    5000,
  );
  expect(kind).toBe('fits');
  expect(facts?.stillSince).toBeLessThan(2500);
  expect(causes).toEqual(['scheduleEnded']);
  expect(remedies).toEqual(['constantAlpha']);
});

test('linear hidden layers at rest are not explained by an early large step', () => {
  const layers = { hidden: [6, 6], bias: true, activation: ['linear', 'linear', 'sigmoid'] };
  const { facts, causes } = verdictOn(scenario(signs, layers, { iterations: 3000, learningRate: 0.05 }), 3000);
  expect(facts?.largestSwing).toBeGreaterThan(0.25);
  expect(facts?.stillSince).toBeDefined();
  expect(causes).toContain('linearLayers');
  expect(causes).not.toContain('largeSteps');
});

test('a schedule that ended after a straight line was found is not the cause of its noise', () => {
  const noisy = drawn(60, (draws) => {
    const x = draws.uniform();
    return [[x], [x + 0.5 * draws.normal()]];
  });
  const training = { iterations: 3000, learningRate: 0.02, schedule: { kind: 'cosine', every: 1500 } };
  const { facts, causes } = verdictOn(scenario(noisy, line, training), 3000);
  expect(facts?.stillSince).toBeDefined();
  expect(causes).not.toContain('scheduleEnded');
});
