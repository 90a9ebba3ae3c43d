import { describe, expect, test } from 'vitest';
import { type Phase, phasesOf, setupLines } from '../../src/export/phases.ts';
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
  test('are one without changes', () => {
    expect(spans(xor)).toEqual([[0, 300]]);
  });

  test('end at each change; changes after the last iteration are left out', () => {
    expect(spans(changed([0, { bias: true }], [100, { learningRate: 2 }], [301, { bias: false }]))).toEqual([
      [0, 0],
      [0, 100],
      [100, 300],
    ]);
  });

  test('skip a program that is replaced at once, but keep its settings', () => {
    const phases = phasesOf(changed([100, { learningRate: 2 }], [100, { bias: true }]));
    expect(phases).toHaveLength(2);
    expect(phases[1]?.settings).toMatchObject({ learningRate: 2, bias: true });
  });

  test('record where each counter began', () => {
    const phases = phasesOf(
      changed([50, { batchSize: 2 }], [80, { optimizer: 'adam' }], [120, { batchSize: 0 }], [200, { batchSize: 2 }]),
    );
    expect(phases.map(({ countedFrom }) => Object.fromEntries(countedFrom))).toEqual([
      {},
      { 'mini-batches': 50 },
      { 'mini-batches': 50, adam: 80 },
      { adam: 80 },
      { 'mini-batches': 200, adam: 80 },
    ]);
  });

  test('begin with a prediction when the same lines have computed it, or an evaluation does', () => {
    const predicted = (set: NewSettings) => phasesOf(changed([100, set]))[1]?.isPredicted;
    expect(predicted({ learningRate: 2 })).toBe(true);
    expect(predicted({ layerSizes: [3, 5, 1] })).toBe(false);
    expect(predicted({ layerSizes: [3, 5, 1], dropout: 0.2 })).toBe(true);
  });
});

describe('the setup lines of a change', () => {
  const lines = (set: NewSettings): readonly string[] => {
    const [before, after] = phasesOf(changed([100, set])) as [Phase, Phase];
    return setupLines(before.program, after.program, after.carriedOver ?? []).map((line) =>
      line.kind === 'line' ? printStatement(line.statement) : `draws ${line.name}`,
    );
  };

  test('set up matrices of another shape, after drawing the numbers before them', () => {
    expect(lines({ layerSizes: [3, 4, 2, 1] })).toEqual([
      'draws syn0',
      'syn1 = 2 * random((4, 2)) - 1',
      'syn2 = 2 * random((2, 1)) - 1',
    ]);
  });

  test('leave out unchanged lines, and draw nothing without need', () => {
    expect(lines({ learningRate: 2 })).toEqual(['alpha = 2']);
    expect(lines({ optimizer: 'momentum' })).toEqual(['mu = 0.9', 'v_syn0 = zeros((3, 4))', 'v_syn1 = zeros((4, 1))']);
  });
});
