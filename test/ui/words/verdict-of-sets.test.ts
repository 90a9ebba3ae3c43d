import { describe, expect, test } from 'vitest';
import type { SetFacts, TestFacts, Verdict, VerdictFacts, VerdictKind } from '../../../src/engine/verdict/verdict.ts';
import {
  kindOfLine,
  plainContext,
  VERDICT_COLUMNS,
  type VerdictContext,
  verdictLine,
} from '../../../src/ui/words/verdict-headline.ts';
import { nothingToTry, verdictWords } from '../../../src/ui/words/verdict-words.ts';

/** Iris: three classes, and 120 rows of 150 to learn from. */
const flowers: VerdictContext = { ...plainContext, words: { classes: ['setosa', 'versicolor', 'virginica'] } };

function classes(train: Partial<SetFacts>, test?: Partial<TestFacts>): VerdictFacts {
  const all: SetFacts = { rows: 120, wrong: 0, majority: { class: 0, wrong: 80 }, unexplained: 0.1, ...train };
  return {
    measuredAt: 300,
    error: 0.1,
    margin: 0.1,
    predictions: 360,
    outputs: 3,
    wrong: 3 * all.wrong,
    worst: 0.9,
    misses: [],
    flat: 0,
    progress: 0.01,
    progressSince: 240,
    swing: 0.01,
    largestSwing: 0.1,
    largestSwingAt: 3,
    targets: 'classes',
    train: all,
    ...(test && { test: testFacts(test) }),
  };
}

function testFacts(changes: Partial<TestFacts>): TestFacts {
  const set: SetFacts = { rows: 30, wrong: 0, majority: { class: 0, wrong: 20 }, unexplained: 0.1 };
  return { ...set, measuredAt: 300, error: 0.1, lowest: 0.1, lowestAt: 300, gap: 0, ...changes };
}

/** Prices in euros: 40 rows of mean 0 and deviation 1, where 1 is 100,000 €. */
const euros: VerdictContext = {
  ...plainContext,
  words: {
    targetNames: ['price (€)'],
    targetUnits: ['€'],
    targetScaling: { shift: Float64Array.of(300_000), unit: Float64Array.of(100_000), kind: 'standard' },
  },
};

function prices(train: Partial<SetFacts>, test?: Partial<TestFacts>): VerdictFacts {
  const { majority: _, ...plain } = testFacts({ ...test });
  return {
    ...classes({}),
    targets: 'quantities',
    outputs: 1,
    predictions: 40,
    wrong: 12,
    misses: [{ row: 4, column: 0, prediction: 0.5, target: 1.25, slope: 1 }],
    train: { rows: 40, wrong: 12, unexplained: 0.02, ...train },
    ...(test && { test: plain }),
  };
}

function verdict(kind: VerdictKind, facts: VerdictFacts): Verdict {
  return { kind, since: 200, pending: undefined, facts, causes: [], remedies: [] };
}

describe('the headline', () => {
  test.each<[VerdictKind, VerdictFacts, VerdictContext, string]>([
    ['learning', classes({ wrong: 12 }), flowers, 'learning: 12 of 120 examples wrong'],
    ['learning', classes({ wrong: 12 }, { wrong: 3 }), flowers, 'learning: 12 of 120 examples wrong, test 3 of 30'],
    ['solved', classes({}), flowers, 'solved since 200: all examples are right'],
    ['solved', classes({}, { wrong: 3 }), flowers, 'solved since 200, but 3 of 30 test examples wrong'],
    ['solved', classes({ wrong: 1 }), flowers, 'solved since 200, but 1 of 120 examples wrong now'],
    ['fits', classes({ wrong: 2 }, { wrong: 1 }), flowers, 'fits: 2 of 120 examples wrong, test 1 of 30'],
    ['overfitting', classes({}, { wrong: 20 }), flowers, 'overfitting: train 0 of 120 wrong, but test 20 of 30 wrong'],
    ['learning', prices({}), plainContext, 'learning: r² 0.980, 12 of 40 examples off by more than 0.1'],
    ['learning', prices({}), euros, 'learning: r² 0.980, 12 of 40 off by more than 10,000 €'],
    ['fits', prices({}, { unexplained: 0.05 }), euros, 'fits: r² 0.980, test 0.950'],
    ['settled', prices({ unexplained: 0.201, line: 0.2 }), euros, 'settled: r² 0.799, as good as a straight line'],
    ['overfitting', prices({}, { unexplained: 1.2 }), euros, 'overfitting: r² 0.980, but -0.200 on the test set'],
  ])('%s counts rows, and measures quantities by their spread', (kind, facts, context, line) => {
    expect(verdictLine(verdict(kind, facts), context)).toBe(line);
    expect(line.length).toBeLessThanOrEqual(VERDICT_COLUMNS);
  });

  test('a plateau names its rows, and does not claim to last', () => {
    const misses = [{ row: 3, column: 0, prediction: 0.49, target: 0, slope: 0.25 }];
    const bits: VerdictFacts = { ...classes({}), targets: 'bits', outputs: 1, predictions: 4, wrong: 1, misses };
    expect(verdictLine(verdict('plateau', bits))).toBe('plateau: hardly learns from example 4 yet; it may end');
    expect(verdictLine(verdict('plateau', { ...bits, predictions: 400, wrong: 99 }))).toBe(
      'plateau: 99 of 400 examples wrong; it may end',
    );
  });

  test('the headline of an ended run does not say that it goes on', () => {
    const ended: VerdictContext = { ...flowers, stage: 'ended' };
    const learning = verdict('learning', classes({ wrong: 12 }));
    expect(verdictLine(learning, ended)).toBe('was still learning: 12 of 120 examples wrong');
    expect(verdictLine(learning, ended).startsWith(kindOfLine(learning, ended))).toBe(true);
    const worse = verdict('learning', { ...classes({ wrong: 12 }), progress: -0.005 });
    expect(verdictLine(worse, ended)).toBe('learning: 12 of 120 examples wrong');
    expect(verdictLine(verdict('solved', classes({})), ended)).toBe('solved since 200: all examples are right');
  });

  test('has no sign that a terminal in ASCII lacks', () => {
    const glyphs = { sigma: 'sd', times: 'x', halves: undefined };
    const line = verdictLine(verdict('fits', prices({}, {})), { ...plainContext, glyphs });
    expect(line).toBe('fits: r2 0.980, test 0.900');
  });
});

describe('the evidence', () => {
  const evidence = (kind: VerdictKind, facts: VerdictFacts, context: VerdictContext) =>
    verdictWords(verdict(kind, facts), context).evidence;

  test('counts wrong rows by class, and compares them with always the most common class', () => {
    const mistake = { actual: 1, predicted: 2, rows: 9 };
    const miss = { row: 12, column: 1, prediction: 0.101, target: 1, slope: 1, taken: 2 };
    const facts = { ...classes({ wrong: 12, mistake }), misses: [miss] };
    expect(evidence('learning', facts, flowers)).toEqual([
      'after 300 iterations: mean error 0.100',
      '12 of 120 examples wrong, most of them: versicolor predicted as virginica',
      'example 13: versicolor predicted as virginica, output for versicolor 0.101',
      'and 11 more',
      'since iteration 240 the remaining error has fallen by 1 %',
    ]);
    const many = evidence('learning', classes({ wrong: 40, mistake }), flowers);
    expect(many).toContain('40 of 120 examples wrong, 9 of them: versicolor predicted as virginica');
    expect(many).toContain('always predicting setosa gets 80 of 120 examples wrong');
  });

  test('gives quantities in their own unit', () => {
    const test = { unexplained: 0.05, error: 0.2 };
    expect(evidence('fits', prices({ line: 0.025 }, test), euros).slice(0, 6)).toEqual([
      'after 300 iterations: mean error 10,000 €',
      '12 of 40 examples are off by more than 10,000 €',
      'r² 0.980; a straight line through the inputs has 0.975',
      'example 5: prediction 350,000 €, target 425,000 €',
      'and 11 more',
      'test set: mean error 20,000 €, r² 0.950',
    ]);
  });

  test('the test set is compared with chance, a line, and the training set', () => {
    const chance = evidence('overfitting', classes({}, { wrong: 20, gap: 5.25, unexplained: 0.9 }), flowers);
    expect(chance).toEqual([
      'after 300 iterations: mean error 0.100',
      'all 120 examples are classified correctly',
      'test set: 20 of 30 examples wrong',
      'always predicting setosa gets 20 of 30 test examples wrong',
      'the test set is predicted worse than the training set, by 5.3 standard errors',
    ]);
    const single = classes({ wrong: 3 }, { majority: { class: 0, wrong: 0 }, unexplained: Number.NaN });
    expect(evidence('learning', single, flowers)).toContain(
      'all 30 test examples are setosa: always predicting it is right, too',
    );
    const line = evidence('overfitting', prices({}, { unexplained: 1.2, line: 0.3 }), euros);
    expect(line).toContain('always predicting the mean of its targets would be better on the test set');
    expect(line).toContain('a straight line is better there: r² 0.700');
    const risen = evidence('learning', classes({}, { wrong: 3, unexplained: 0.2, lowestAt: 100 }), flowers);
    expect(risen).toContain('the squared error of the test set was lowest at iteration 100');
  });
});

test('nothing needs to be done only where the test set agrees', () => {
  const advice = (kind: VerdictKind, facts: VerdictFacts) => nothingToTry(verdict(kind, facts));
  expect(advice('solved', classes({}))).toBe('Nothing needs to be done.');
  expect(advice('solved', classes({}, { wrong: 1 }))).toBe('Nothing needs to be done.');
  expect(advice('solved', classes({}, { wrong: 4 }))).toMatch(/The test set is predicted worse/);
  expect(advice('fits', prices({}, { unexplained: 1.1 }))).toMatch(/The test set is predicted worse/);
  expect(advice('learning', classes({ wrong: 12 }, { wrong: 20, unexplained: 0.9, lowestAt: 50 }))).toBe(
    'The test set was predicted best at iteration 50, though the difference may be chance. If it grows, stop there, or add L2.',
  );
});

test('a key is known not to help only where the cause is in the data', () => {
  const settled = verdict('settled', prices({}));
  expect(nothingToTry(settled)).toMatch(/^No cause with a remedy was found\. More hidden units may help/);
  const noisy: Verdict = { ...settled, causes: [{ kind: 'alikeInputs', rows: [0, 1] }] };
  expect(nothingToTry(noisy)).toBe('No setting is known to help.');
});
