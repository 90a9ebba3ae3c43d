import { expect, test } from 'vitest';
import type { Cause } from '../../../src/engine/verdict/verdict.ts';
import { scenario } from './catalogue/fault.ts';
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
