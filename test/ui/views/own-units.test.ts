import { describe, expect, test } from 'vitest';
import type { Scaling } from '../../../src/language/scaling.ts';
import { inAscii, inColour } from '../frames.ts';
import { textOfScreen } from '../screen-text.ts';
import { type SubjectSettings, subjectOf } from '../subjects.ts';
import { Rehearsal, snapshotOf } from '../training.ts';

/** Three flats from 20 to 100 m², from 300 to 500 €. */
const flats: SubjectSettings = {
  name: 'flats',
  inputs: [[0], [0.5], [1]],
  inputNames: ['area (m²)'],
  inputScaling: { shift: Float64Array.of(20), unit: Float64Array.of(80) },
  targets: [[0], [0.25], [1]],
  targetNames: ['rent (€)'],
  targetUnits: ['€'],
  targetScaling: { shift: Float64Array.of(300), unit: Float64Array.of(200), kind: 'min-max' },
};

/** The same with a flat to test with. */
const tested: SubjectSettings = { ...flats, test: { inputs: [[0.25]], targets: [[0.125]] } };

/** The same with the height of the flat, in metres, as a second target. */
function towers(kind: Scaling['kind']): SubjectSettings {
  return {
    ...flats,
    targets: [
      [0, 0],
      [0.25, 1],
      [1, 0.5],
    ],
    targetNames: ['rent (€)', 'height'],
    targetUnits: ['€', 'height'],
    targetScaling: { shift: Float64Array.of(300, 0), unit: Float64Array.of(200, 30), kind },
  };
}

const large = { columns: 160, rows: 50 };

function screenAfter(settings: SubjectSettings, keys: readonly string[], theme = inColour): string {
  const run = new Rehearsal(subjectOf(settings), 1, large);
  run.step(200);
  return textOfScreen(run.press(...keys), theme);
}

describe('a scaled target is shown in its own unit', () => {
  const panes = screenAfter(tested, []);
  const run = new Rehearsal(subjectOf(tested), 1, large);
  const { error = 0, prediction, test: measured, curve } = snapshotOf(run.step(200));
  const scaledMean = [0, 0.25, 1].reduce((sum, target, row) => sum + Math.abs(target - prediction[row]!), 0) / 3;

  test('the errors of a snapshot', () => {
    expect(error).toBeCloseTo(200 * scaledMean, 10);
    expect(curve.errors.at(-1)).toBeCloseTo(error, 10);
    expect(measured?.error).toBeCloseTo(200 * Math.abs(0.125 - measured!.prediction[0]!), 10);
    expect(measured?.curve.errors.at(-1)).toBeCloseTo(measured!.error, 10);
  });

  test('the header and the error chart', () => {
    expect(panes).toContain(`error ${error.toFixed(4)} €`);
    expect(panes).toMatch(/mean \|y − l2\| in €/);
    expect(panes).toMatch(/ [1-9]0┤/);
    expect(panes).toMatch(/train \d\d\.\d+ +⠤ ⠤ {2}test \d\d\.\d+/);
  });

  test('the reading of an iteration in the chart', () => {
    const read = screenAfter(tested, ['tab', 'tab', 'left', 'left']);
    expect(read).toMatch(/error {2}iteration \d+: (?:error )?\d\d\.\d+ €/);
  });

  test('the table of predictions, and the margin of its check marks', () => {
    const line = panes.split('\n').find((text) => / 60 +350 /.test(text));
    expect(line).toContain((300 + 200 * prediction[1]!).toFixed(2));
    expect(panes).toContain('l2, y in €');
    // A tenth of the standard deviation of 300, 350 and 500.
    expect(panes).toContain('✓ within 8.4 €');
  });

  test('a line of the program shows the scaled value', () => {
    expect(panes).toMatch(/l2_error = y - l2 +[−+]0\.\d\d [−+]0\.\d\d [−+]0\.\d\d/);
  });

  test('the scatter plot', () => {
    const scatter = screenAfter(tested, ['f']);
    expect(scatter).toContain('predicted rent (€)');
    expect(scatter).toMatch(/ 500┤/);
  });

  test('an example inside the network', () => {
    const example = screenAfter(tested, ['i']);
    expect(example).toMatch(/example 1 of 3, target 300, predicted 3\d\d\.?\d* €/);
    expect(example).toMatch(/area \(m²\) 20 +0\.000/);
    expect(example).toMatch(/0\.\d{3} +rent \(€\) 3\d\d/);
  });

  test('two states of the run, with their inputs', () => {
    const compared = screenAfter(tested, ['M']);
    expect(compared).toContain('error in €');
    expect(compared).toMatch(/2 +60 +350 +\d{3}\.\d+ +\d{3}\.\d+/);
  });

  test('a watch shows the scaled value, and says so', () => {
    const watched = screenAfter(tested, ['w', ...'mean(abs(l2_error))', 'enter']);
    expect(watched).toContain('watches  scaled');
  });

  test('kept runs', () => {
    expect(screenAfter(tested, ['k', 'K'])).toContain('errors in €');
  });
});

describe('a price in hundreds of thousands, with its unit in the cells', () => {
  const homes: SubjectSettings = {
    ...flats,
    targets: [[0.140_02], [0.285_837], [1]],
    targetNames: ['price'],
    targetScaling: { shift: Float64Array.of(300_000), unit: Float64Array.of(1_000_000), kind: 'min-max' },
  };

  test('has targets, predictions and errors that fit each other', () => {
    const panes = screenAfter(homes, []);
    const [, target, predicted, error] = /60 +(58\d+) +(\d+)[^│]*?([−+]\d+) /.exec(panes) ?? [];
    expect(target).toBe('585837');
    const sum = Number(predicted) + Number(error?.replace('−', '-'));
    expect(Math.abs(sum - 585_837)).toBeLessThanOrEqual(1);
    expect(screenAfter(homes, ['M'])).toMatch(/60 +585837 /);
  });

  test('has its unit in the scatter plot and inside the network', () => {
    expect(screenAfter(homes, ['f'])).toContain('predicted price (€)');
    const example = screenAfter(homes, ['i']);
    expect(example).toMatch(/target 440020, predicted \d{6} €/);
    expect(example).toMatch(/price \d{6} €/);
  });
});

describe('the mean error of several targets with units of their own', () => {
  test('is in standard deviations', () => {
    const panes = screenAfter(towers('standard'), []);
    expect(panes).toMatch(/error 0\.\d+ σ/);
    expect(panes).toContain('mean |y − l2| in σ');
    expect(panes).toMatch(/✓ within 0\.\d+ σ/);
    expect(screenAfter(towers('standard'), [], inAscii)).toMatch(/error 0\.\d+ sd/);
    expect(screenAfter(tested, [], inAscii)).toMatch(/ r2 0\.\d+; /);
  });

  test('is a share of the range where targets are scaled to it', () => {
    expect(screenAfter(towers('min-max'), [])).toMatch(/error 0\.\d+ × range/);
  });

  test('has predictions in the unit of each', () => {
    const panes = screenAfter(towers('standard'), []);
    expect(panes).toMatch(/rent \(€\) +350 +3\d\d\.\d\d/);
    expect(panes).toMatch(/height +30 +\d\d\.\d+/);
  });
});

test('targets without a unit are shown as the numbers that they are', () => {
  const panes = screenAfter({}, []);
  expect(panes).toMatch(/error 0\.\d{5} /);
  expect(panes).not.toContain('within');
});
