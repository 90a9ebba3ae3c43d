import { describe, expect, test } from 'vitest';
import { STILL as THRESHOLD } from '../../../src/engine/verdict/thresholds.ts';
import type { Cause, Miss, Remedy, Verdict, VerdictFacts, VerdictKind } from '../../../src/engine/verdict/verdict.ts';
import { plainContext, VERDICT_COLUMNS } from '../../../src/ui/words/verdict-headline.ts';
import { STILL, verdictWords } from '../../../src/ui/words/verdict-words.ts';

/** XOR with 2 units after 20,000 iterations: rows 2 and 4 are predicted as 0.5. */
const halves: readonly Miss[] = [
  { row: 1, column: 0, prediction: 0.49996, target: 1, slope: 0.25 },
  { row: 3, column: 0, prediction: 0.50002, target: 0, slope: 0.25 },
];

const facts: VerdictFacts = {
  measuredAt: 19_490,
  error: 0.2537,
  margin: 0.1,
  predictions: 4,
  outputs: 1,
  wrong: 2,
  worst: 0.50004,
  misses: halves,
  flat: 0,
  progress: 0.00018,
  progressSince: 15_592,
  swing: 2e-7,
  largestSwing: 0.02,
  largestSwingAt: 3,
};

function verdict(kind: VerdictKind, causes: readonly Cause[] = [], changes: Partial<Verdict> = {}): Verdict {
  return { kind, since: 1355, pending: undefined, facts, causes, remedies: [], ...changes };
}

function lineOf(kind: VerdictKind, causes: readonly Cause[] = [], changes: Partial<VerdictFacts> = {}): string {
  return verdictWords(verdict(kind, causes, { facts: { ...facts, ...changes } })).line;
}

const rowsAlike: Cause = { kind: 'rowsAlike', layer: 'l1', rows: [1, 3], within: 0.05 };

/** A cause of each kind, with the longest numbers. */
const many = [9998, 19_998, 29_998, 39_998, 49_998, 59_998, 69_998, 79_998];
const causes: readonly Cause[] = [
  { kind: 'noHiddenLayer', correlation: 0 },
  { kind: 'noHiddenLayer', correlation: 0.577 },
  { kind: 'zeroInputs', activation: 'sigmoid', rows: many },
  { kind: 'alikeInputs', rows: many },
  { kind: 'outOfReach', activation: 'sigmoid', rows: many.slice(0, 3) },
  { kind: 'rowsAlike', layer: 'l32', rows: many.slice(0, 2), within: 0.05 },
  { kind: 'flatRows', layer: 'l32', rows: many.slice(0, 3), slope: 0.01 },
  { kind: 'deadUnits', layer: 'l32', activation: 'sigmoid', units: many, of: 4096, slope: 0.01 },
  { kind: 'alikeUnits', layer: 'l32', units: many.slice(0, 2), within: 0.01 },
  { kind: 'vanishingDeltas', layer: 'l1', last: 'l33', share: 2.34e-20, sigmoids: true },
  { kind: 'vanishingDeltas', layer: 'l1', last: 'l33', share: 2.34e-20, sigmoids: false },
  { kind: 'plateau', quickening: false },
  { kind: 'plateau', quickening: true },
  { kind: 'flatOutputs', activation: 'sigmoid', slope: 1.9e-8, steepest: 0.25 },
  { kind: 'flatOutputs', activation: 'leaky relu', slope: 0.01, steepest: 1 },
  { kind: 'largeSteps', alpha: 123_456.789, swing: 0.9969, update: 36 },
  { kind: 'smallSteps', alpha: 1.23456e-7 },
  { kind: 'largeInputs', largest: 1.7976931348623157e308, saturates: 'sigmoid' },
  { kind: 'chance' },
  { kind: 'linearLayers', layers: 32 },
  { kind: 'fewUnits', layer: 'l32', units: 1 },
  { kind: 'deadLayer', layer: 'l32', activation: 'relu', units: 4096 },
  { kind: 'constantWeights', layer: 'l32' },
  { kind: 'largeWeights', layer: 'l32', activation: 'sigmoid', share: 0.999 },
  { kind: 'firstLoss', loss: 123.456, chance: 1.0986 },
  { kind: 'scheduleEnded', schedule: 'exponential', from: 123_456.789, to: 1.23456e-86 },
  { kind: 'tightClipping', what: 'gradients', limit: 1.23456e-7 },
  { kind: 'regularization', l1: 0.12345, l2: 0, weightDecay: 0.0123456, largest: 1e-17 },
  { kind: 'regularization', l1: 1, l2: 1, weightDecay: 1, largest: 0.001 },
  { kind: 'largeDropout', layer: 'l32', share: 0.9 },
  { kind: 'softmaxLoss', loss: 'mean absolute' },
  { kind: 'smallBatch', size: 99_999, of: 100_000 },
  { kind: 'largeTargets', largest: 1.7976931348623157e308 },
  { kind: 'testScale', column: 4095, times: 1e300 },
  { kind: 'imbalance', class: 127, share: 0.9999 },
  { kind: 'leak', column: 4095, output: 127, correlation: 1 },
  { kind: 'leak', column: 4095, output: undefined, correlation: 1 },
  { kind: 'noise', of: 'classes', level: 0.123 },
  { kind: 'noise', of: 'quantities', level: 123.456 },
  { kind: 'unrelated', of: 'classes', near: 0.49, any: 0.5 },
  { kind: 'unrelated', of: 'quantities', near: 123.4, any: 125 },
  { kind: 'testAtChance', lowest: 1.18 },
  { kind: 'manyParameters', parameters: 9_999_999, rows: 99_999, lowestAt: 1 },
  { kind: 'longTraining', lowestAt: 999_999_999 },
  { kind: 'testRising', lowestAt: 999_999_999 },
  { kind: 'smallInputs', size: 0.0000577 },
  { kind: 'smallInputs', size: 0.0000577, column: 1 },
  { kind: 'smallTargets', largest: 0.00002345 },
  { kind: 'notFinite', name: 'a_name_that_somebody_chose_to_be_as_long_as_could_possibly_be' },
];

describe('the line', () => {
  test.each<[VerdictKind, readonly Cause[], Partial<VerdictFacts>, string]>([
    ['learning', [], {}, 'learning: 2 of 4 off by more than 0.1'],
    ['learning', [], { wrong: 0, misses: [] }, 'learning: every prediction within 0.1 just now'],
    ['learning', [{ kind: 'smallSteps', alpha: 0.001 }], {}, 'learning slowly: alpha 0.001 makes small steps'],
    ['solved', [], { wrong: 0, misses: [] }, 'solved since 1,355: every prediction within 0.1'],
    ['solved', [], { wrong: 1 }, 'solved since 1,355, but 1 of 4 off now'],
    ['stuck', [rowsAlike], {}, 'stuck: l1 gives examples 2 and 4 the same values'],
    ['stuck', [{ kind: 'noHiddenLayer', correlation: 0 }], {}, 'stuck: no hidden layer to combine the inputs'],
    [
      'plateau',
      [{ kind: 'noHiddenLayer', correlation: 0.5 }],
      {},
      'likely stuck: no hidden layer, no straight line fits',
    ],
    [
      'plateau',
      [{ kind: 'regularization', l1: 0, l2: 0.5, weightDecay: 0, largest: 0.3 }],
      {},
      'likely stuck: l2 0.5 outweighs the data',
    ],
    [
      'learning',
      [{ kind: 'largeInputs', largest: 503, saturates: 'tanh' }],
      {},
      'learning, but inputs are large: magnitude up to 503',
    ],
    ['stuck', [{ kind: 'plateau', quickening: true }], {}, 'stuck: a plateau, perhaps near its end'],
    [
      'stuck',
      [{ kind: 'vanishingDeltas', layer: 'l1', last: 'l33', share: 2.34e-20, sigmoids: true }],
      {},
      'stuck: deltas vanish on the way back to l1',
    ],
    ['stuck', [], {}, 'stuck: 2 of 4 off by more than 0.1'],
    ['stuck', [], { wrong: 0, misses: [] }, 'stuck until now: every prediction within 0.1'],
    [
      'saturated',
      [{ kind: 'flatOutputs', activation: 'sigmoid', slope: 0, steepest: 0.25 }],
      { flat: 1 },
      'saturated: 2 of 4 wrong, with a slope near 0',
    ],
    [
      'saturated',
      [{ kind: 'outOfReach', activation: 'sigmoid', rows: [2] }],
      {},
      'saturated: a sigmoid cannot reach the target of example 3',
    ],
    [
      'saturated',
      [{ kind: 'flatOutputs', activation: 'relu', slope: 0, steepest: 1 }],
      { flat: 0.5 },
      'saturated: 2 of 4 wrong, many slopes near 0',
    ],
    ['saturated', [], { wrong: 0, misses: [] }, 'saturated until now: every prediction within 0.1'],
    ['oscillating', [], { swing: 0.4321 }, 'oscillating: each update moves predictions by 0.43'],
    ['oscillating', [{ kind: 'chance' }], { swing: 0.3 }, 'oscillating: chance moves predictions by 0.30'],
    ['diverged', [{ kind: 'notFinite', name: 'syn0' }], {}, 'diverged: the next syn0 would not be finite'],
    ['diverged', [], {}, 'diverged: the error would not be finite'],
  ])('the line of a verdict has its facts and first cause: %s', (kind, because, changes, expected) => {
    expect(lineOf(kind, because, changes)).toBe(expected);
  });

  test('before the first iteration says so', () => {
    const words = verdictWords(verdict('untrained', [], { facts: undefined }));
    expect(words).toEqual({ line: 'untrained: no iteration has run yet', evidence: [], advice: [], remedies: [] });
  });

  test('back at the beginning of a run does not say that no iteration has run', () => {
    const untrained = verdict('untrained', [], { facts: undefined });
    const { line } = verdictWords(untrained, { ...plainContext, stage: 'begun' });
    expect(line).toBe('untrained: back at the beginning');
  });

  test('names three rows and counts more', () => {
    const line = (rows: readonly number[]): string => lineOf('stuck', [{ ...rowsAlike, rows }]);
    expect(line([3])).toBe('stuck: l1 gives example 4 the same values');
    expect(line([0, 1, 3])).toBe('stuck: l1 gives examples 1, 2 and 4 the same values');
    expect(line([0, 1, 2, 3])).toBe('stuck: l1 gives 4 examples the same values');
  });

  test('fits in 58 columns of ASCII, whatever the verdict, its cause and their numbers', () => {
    const kinds: readonly VerdictKind[] = ['learning', 'solved', 'stuck', 'saturated', 'oscillating', 'diverged'];
    const sizes = { predictions: 100_000, wrong: 99_999, measuredAt: 1e9, swing: 0.999 };
    for (const kind of kinds) {
      for (const cause of causes) {
        const { line } = verdictWords(verdict(kind, [cause], { since: 1e9, facts: { ...facts, ...sizes } }));
        expect(line.length, line).toBeLessThanOrEqual(VERDICT_COLUMNS);
        expect(line).toMatch(/^[\x20-\x7e]+$/);
        // Only a name that is too long in any form is cut.
        if (cause.kind !== 'notFinite') expect(line).not.toContain('...');
      }
    }
  });
});

describe('the words', () => {
  const wordsOf = (cause: Cause): string => verdictWords(verdict('stuck', [cause])).evidence.at(-1) as string;

  test('are about the activation of the network', () => {
    expect(wordsOf({ kind: 'outOfReach', activation: 'tanh', rows: [2] })).toBe(
      'the output of a tanh is between -1 and 1; the target of example 3 is not',
    );
    expect(wordsOf({ kind: 'outOfReach', activation: 'elu', rows: [2] })).toBe(
      'the output of an elu is at -1 or above; the target of example 3 is not',
    );
    expect(wordsOf({ kind: 'zeroInputs', activation: 'linear', rows: [0] })).toBe(
      'the inputs of example 1 are all 0: without a bias the sum is 0, whatever the weights are',
    );
    const dead = { kind: 'deadUnits', layer: 'l1', units: [1], of: 4, slope: 0.04 } as const;
    expect(wordsOf({ ...dead, activation: 'relu' })).toBe(
      'unit 2 (of 4 in l1) stays at or near 0 for every example: its slope is below 0.04, so the weights before it no longer change',
    );
    expect(wordsOf({ kind: 'largeInputs', largest: 255, saturates: undefined })).not.toContain('sigmoid');
  });

  test('mention a sigmoid only in a network that has one', () => {
    for (const cause of causes) {
      const other = 'activation' in cause ? { ...cause, activation: 'gelu' as const } : cause;
      const plain = other.kind === 'largeInputs' ? { ...other, saturates: undefined } : other;
      expect(wordsOf(plain)).not.toContain('sigmoid');
    }
  });
});

describe('the evidence', () => {
  test('is the measurements row by row, then the causes', () => {
    expect(verdictWords(verdict('stuck', [rowsAlike])).evidence).toEqual([
      'after 19,490 iterations: mean error 0.254',
      '2 of 4 examples are off by more than 0.1',
      'example 2: prediction 0.500, target 1; slope 0.250',
      'example 4: prediction 0.500, target 0; slope 0.250',
      'since iteration 15,592 the remaining error has fallen by 0.018 %',
      'stuck since iteration 1,355',
      'l1 gives examples 2 and 4 the same values, within 0.05; the next layer can only predict a compromise between their targets',
    ]);
  });

  test('a run that rests has the bound on its updates, and does not say that they change nothing', () => {
    expect(STILL).toBe(THRESHOLD);
    const evidenceOf = (own: Partial<VerdictFacts>): readonly string[] =>
      verdictWords(verdict('stuck', [], { facts: { ...facts, stillSince: 83, ...own } })).evidence;
    expect(evidenceOf({})).toContain('since iteration 83 no update has changed a prediction by more than 1e-12');
    expect(evidenceOf({ targets: 'quantities' })).toContain(
      'since iteration 83 no update has changed a prediction by more than 1e-12 σ',
    );
  });

  test('a solved run of one row speaks of the only one', () => {
    const solved = { ...facts, wrong: 0, misses: [], predictions: 1, worst: 0.0042, error: 0.0042 };
    expect(verdictWords(verdict('solved', [], { facts: solved })).evidence[1]).toBe(
      'the only example is within 0.1 of its target; the difference is 0.004',
    );
  });

  test('a solved run has the error of its worst prediction', () => {
    const solved = { ...facts, wrong: 0, misses: [], worst: 0.0042, error: 0.0031 };
    expect(verdictWords(verdict('solved', [], { facts: solved })).evidence).toEqual([
      'after 19,490 iterations: mean error 0.003',
      'all 4 examples are within 0.1 of their targets; the largest difference is 0.004',
    ]);
  });

  test('names the output, the number of further misses, and a pending change', () => {
    const miss: Miss = { row: 4, column: 1, prediction: 1.94e-8, target: 0.75, slope: 1.94e-8 };
    const wide = { ...facts, outputs: 2, predictions: 2000, wrong: 1200, misses: [miss], progress: -0.5 };
    const pending = { kind: 'learning', since: 19_000 } as const;
    expect(verdictWords(verdict('stuck', [], { facts: wide, pending })).evidence).toEqual([
      'after 19,490 iterations: mean error 0.254',
      '1,200 of 2,000 predictions are off by more than 0.1',
      'example 5, output 2: prediction 1.9e-8, target 0.75; slope 1.9e-8',
      'and 1,199 more',
      'since iteration 15,592 the remaining error has risen by 50 %',
      'stuck since iteration 1,355',
      'since iteration 19,000 the run seems to be learning; the verdict changes if this lasts',
    ]);
  });

  test('counts a single iteration as one', () => {
    const [first] = verdictWords(verdict('learning', [], { facts: { ...facts, measuredAt: 1 } })).evidence;
    expect(first).toMatch(/^after 1 iteration: mean error/);
  });

  test('has a sentence in ASCII for every cause', () => {
    for (const cause of causes) {
      const sentence = verdictWords(verdict('stuck', [cause])).evidence.at(-1) as string;
      expect(sentence).toMatch(/^[a-z0-9][\x20-\x7e]+$/);
      expect(sentence).not.toMatch(/undefined|\[object/);
    }
    const said = causes.map((cause) => verdictWords(verdict('stuck', [cause])).evidence.at(-1));
    expect(said.slice(6, 8)).toEqual([
      'for examples 9999, 19999 and 29999 every unit of l32 has a slope below 0.01: hardly any error reaches the weights before l32',
      'units 9999, 19999, 29999, 39999, 49999, 59999, 69999 and 79999 (of 4096 in l32) stay near 0 or 1 for every example: their slopes are below 0.01, so the weights before them no longer change',
    ]);
    expect(new Set(said).size).toBe(causes.length);
  });

  test('a diverged run names the iteration and the matrix', () => {
    const broken = { ...facts, error: Number.NaN };
    const cause: Cause = { kind: 'notFinite', name: 'syn0' };
    expect(verdictWords(verdict('diverged', [cause], { facts: broken })).evidence).toEqual([
      'after 19,490 iterations: mean error NaN',
      'the next syn0 would contain NaN or infinity: the values computed from it would be useless, and no further iteration would repair them',
    ]);
  });
});

test('each remedy says what it does and why, in the order of the verdict', () => {
  const remedies: readonly Remedy[] = [
    { kind: 'lowerAlpha', from: 1000, to: 100 },
    { kind: 'raiseAlpha', from: 0.001, to: 0.01 },
    { kind: 'addHiddenUnits', hidden: 0, layer: 'l1', from: 2, to: 4 },
    { kind: 'addHiddenLayer', units: 4 },
    { kind: 'addBias' },
    { kind: 'fewerLayers', from: 32, to: 1 },
    { kind: 'hiddenActivation', to: 'tanh' },
    { kind: 'reseed' },
    { kind: 'outputActivation', to: 'linear', alpha: 0.005 },
    { kind: 'outputActivation', to: 'tanh', alpha: undefined },
    { kind: 'loss', to: 'cross-entropy', alpha: 0.29 },
    { kind: 'initialWeights', to: 'uniform' },
    { kind: 'initialWeights', to: 'he normal' },
    { kind: 'dropRegularization' },
    { kind: 'addL2', to: 0.3 },
    { kind: 'dropout', from: 0, to: 0.5 },
    { kind: 'dropout', from: 0.9, to: 0.2 },
    { kind: 'dropClipping' },
    { kind: 'constantAlpha', alpha: 1 },
    { kind: 'wholeBatch', from: 1, to: 1200, alpha: 0.005 },
    { kind: 'fewerUnits', hidden: 0, layer: 'l1', from: 40, to: 4 },
    { kind: 'stopEarly', at: 1 },
    { kind: 'stopEarly', at: 12_000 },
  ];
  const words = verdictWords(verdict('stuck', [], { remedies })).remedies;
  expect(words.map(({ remedy }) => remedy)).toEqual(remedies);
  expect(words.map(({ text }) => text)).toEqual([
    'lower alpha from 1000 to 100 and start over: smaller steps overshoot less',
    'raise alpha from 0.001 to 0.01 and start over: larger steps need fewer iterations',
    'widen l1 from 2 to 4 units and start over: more units can distinguish more examples',
    'add a hidden layer of 4 units and start over: it can combine the inputs',
    'add a bias to each layer and start over: inputs of 0 need not give a sum of 0',
    'keep only the first of 32 hidden layers and start over: the deltas have a shorter way back',
    'make the hidden layers tanh and start over: its slope is up to 1',
    'start over from the next seed: other initial weights may give another result',
    'make the outputs linear, at alpha 0.005, and start over: they can reach all targets',
    'make the outputs tanh and start over: they can reach all targets',
    'use cross-entropy as the loss, at alpha 0.29, and start over: it fits this output',
    'draw the initial weights at random (uniform) and start over: then all units differ',
    'draw the initial weights at random (he normal) and start over: then their size suits the layers',
    'remove L1, L2 and weight decay and start over: then only the examples change the weights',
    'add L2 of 0.3 and start over: small weights make smoother predictions',
    'leave out 50 % of the hidden units (dropout) and start over: no unit can rely on a single other unit',
    'lower dropout from 90 % to 20 % and start over: more units learn from each example',
    'remove clipping and start over: then updates have their full size',
    'remove the schedule and start over: alpha stays at 1',
    'use all 1,200 examples in each iteration, at alpha 0.005, and start over: no update follows only a few',
    'narrow l1 from 40 to 4 units and start over: fewer units memorize less',
    'start over and stop after 1 iteration, where the test set was predicted best',
    'start over and stop after 12,000 iterations, where the test set was predicted best',
  ]);
});

test('only a whole share is 100 %, and only none is 0 %', () => {
  const always = (share: number) =>
    verdictWords(verdict('learning', [{ kind: 'imbalance', class: 0, share }])).evidence;
  expect(always(0.9999).at(-1)).toMatch(/^always predicting class 0 is right for 99\.9 % of/);
  expect(always(0.96).at(-1)).toMatch(/^always predicting class 0 is right for 96 % of/);
});

test('causes in the data have the names of inputs and classes, and own units', () => {
  const words = {
    inputNames: ['age', 'income'],
    classes: ['no', 'yes'],
    targetUnits: ['€'],
    targetScaling: { shift: new Float64Array([0]), unit: new Float64Array([1000]) },
  };
  const own: readonly Cause[] = [
    { kind: 'imbalance', class: 0, share: 0.96 },
    { kind: 'leak', column: 1, output: undefined, correlation: 0.999 },
    { kind: 'noise', of: 'quantities', level: 3.3, missed: 0.25 },
  ];
  const context = { ...plainContext, words };
  const { evidence } = verdictWords(verdict('fits', own), context);
  expect(evidence.slice(-3)).toEqual([
    'always predicting no is right for 96 % of the examples: a high accuracy says little',
    'input income alone predicts the target: their correlation is 0.999',
    'targets of nearest neighbours differ by about 3,300 €; the predictions are off by 250 €, both as root mean squares',
  ]);
});

test('the noise of classes is given with the share of wrong rows', () => {
  const cause: Cause = { kind: 'noise', of: 'classes', level: 0.18, missed: 0.13 };
  expect(verdictWords(verdict('settled', [cause])).evidence.at(-1)).toBe(
    'for 18 % of the examples, the nearest neighbour has another class; the run predicts 13 % of the examples wrong',
  );
});
