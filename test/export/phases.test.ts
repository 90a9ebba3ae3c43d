import { describe, expect, test } from 'vitest';
import { beginnings, type Phase, phasesOf } from '../../src/export/phases.ts';
import type { ScriptSource } from '../../src/export/source.ts';
import { printStatement } from '../../src/language/print.ts';
import type { NewSettings } from '../../src/network/edits.ts';
import { subjects } from './subjects.ts';

const xor = (subjects.find(({ name }) => name === 'xor') as (typeof subjects)[0]).source;

function changed(...changes: readonly (readonly [at: number, set: NewSettings])[]): ScriptSource {
  return { ...xor, plan: changes.map(([at, set]) => ({ at, edits: [{ kind: 'settings', set }] })) };
}

const spans = (source: ScriptSource) => phasesOf(source).map(({ from, to }) => [from, to]);

describe('the phases of a run', () => {
  test('are one where nothing is changed', () => {
    expect(spans(xor)).toEqual([[0, 300]]);
  });

  test('end with each change, and what comes after the end is left out', () => {
    expect(spans(changed([0, { bias: true }], [100, { learningRate: 2 }], [301, { bias: false }]))).toEqual([
      [0, 0],
      [0, 100],
      [100, 300],
    ]);
  });

  test('leave out a program that is replaced at once, with what it was told', () => {
    const phases = phasesOf(changed([100, { learningRate: 2 }], [100, { bias: true }]));
    expect(phases).toHaveLength(2);
    expect(phases[1]?.settings).toMatchObject({ learningRate: 2, bias: true });
  });

  test('know from where on each counter counts', () => {
    const phases = phasesOf(
      changed([50, { batchSize: 2 }], [80, { optimizer: 'adam' }], [120, { batchSize: 0 }], [200, { batchSize: 2 }]),
    );
    expect(phases.map(({ begun }) => Object.fromEntries(begun))).toEqual([
      {},
      { 'mini-batches': 50 },
      { 'mini-batches': 50, adam: 80 },
      { adam: 80 },
      { 'mini-batches': 200, adam: 80 },
    ]);
  });

  test('have a prediction at their beginning where the same lines have made it, or all examples have lines of their own', () => {
    const predicted = (set: NewSettings) => phasesOf(changed([100, set]))[1]?.isPredicted;
    expect(predicted({ learningRate: 2 })).toBe(true);
    expect(predicted({ layerSizes: [3, 5, 1] })).toBe(false);
    expect(predicted({ layerSizes: [3, 5, 1], dropout: 0.2 })).toBe(true);
  });
});

describe('what begins anew', () => {
  const lines = (set: NewSettings): readonly string[] => {
    const [before, after] = phasesOf(changed([100, set])) as [Phase, Phase];
    return beginnings(before.program, after.program, after.carriedOver ?? []).map((line) =>
      line.kind === 'line' ? printStatement(line.statement) : `draws ${line.name}`,
    );
  };

  test('is what has another shape, after the numbers that were drawn before it', () => {
    expect(lines({ layerSizes: [3, 4, 2, 1] })).toEqual([
      'draws syn0',
      'syn1 = 2 * random((4, 2)) - 1',
      'syn2 = 2 * random((2, 1)) - 1',
    ]);
  });

  test('is not what stays as it is, and draws nothing for what is not drawn', () => {
    expect(lines({ learningRate: 2 })).toEqual(['alpha = 2']);
    expect(lines({ optimizer: 'momentum' })).toEqual(['mu = 0.9', 'v_syn0 = zeros((3, 4))', 'v_syn1 = zeros((4, 1))']);
  });
});
