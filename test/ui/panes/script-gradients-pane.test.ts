import { expect, it } from 'vitest';
import { scriptGradients } from '../../../src/ui/panes/script-gradients-pane.ts';
import { createTheme } from '../../../src/ui/theme/theme.ts';
import type { ScriptGradientCheck, ScriptParameterCheck } from '../../../src/worker/protocol.ts';
import { plainLine } from '../frames.ts';

const passing: ScriptParameterCheck = {
  name: 'syn1',
  rows: 4,
  columns: 1,
  checked: 4,
  atKinks: 0,
  result: 'agrees',
  times: [1, 1],
  lines: [12],
  cells: [{ row: 0, column: 0, update: 0.1, expected: 0.1 }],
  worst: 2e-11,
  isElsewhere: false,
};
const failing: ScriptParameterCheck = {
  ...passing,
  name: 'syn0',
  rows: 3,
  checked: 3,
  result: 'unlike',
  lines: [13],
  cells: [{ row: 2, column: 0, update: 0.03, expected: 0.02 }],
  worst: 0.5,
};
const check: ScriptGradientCheck = {
  iteration: 8,
  result: 'failed',
  loss: { name: 'half square', meetings: 'all' },
  factor: 0.7,
  pulls: [],
  isOfMemory: false,
  cleared: [],
  predictions: 4,
  looks: 2,
  isOfSeveral: false,
  parameters: [failing, passing],
  lateReads: [{ name: 'syn0', line: 13, read: 'syn1', readLine: 12 }],
};
const roles = {
  line: 7,
  weights: ['syn0', 'syn1'],
  biases: [],
  memory: [],
  prediction: 'l2',
  target: 'y',
  errorLine: 10,
  learningRate: undefined,
};

function lines(answer: ScriptGradientCheck | { readonly why: string }, columns = 100): readonly string[] {
  const report = { type: 'scriptGradients', run: 1, answer } as const;
  return scriptGradients(report, roles, columns, createTheme(24, true)).map((line) => plainLine(line).trimEnd());
}

it('names the wrong update with its line, its numbers and the reason', () => {
  expect(lines(check).slice(0, 9)).toEqual([
    '✗ failed   after 8 iterations the update of syn0 does not descend the loss',
    'The update of syn0 in line 13 uses syn1 after the update of syn1 in line 12: the slope is that of',
    'the weights before both updates.',
    'L = ½ Σ (y − l2)², or a multiple of it, over the 4 predictions of an iteration.',
    'Each expected update is 0.7 times the descent direction of L.',
    '',
    '✗ syn0  3×1   line 13   not along the slope',
    '  [2,0]  update 0.03  expected 0.02  ratio 1.5',
    '✓ syn1  4×1   line 12   worst 2.0e-11',
  ]);
});

it('says that all updates descend the loss, and why a script cannot be checked', () => {
  expect(lines({ ...check, result: 'passed', parameters: [passing], lateReads: [] })[0]).toBe(
    '✓ passed   after 8 iterations all updates descend the loss',
  );
  expect(lines({ why: 'this iteration changes no weight' })[0]).toBe(
    '– not checked   this iteration changes no weight',
  );
});

it('claims nothing of an update that too few cells tell, or that there is none of', () => {
  const unclear: ScriptParameterCheck = { ...passing, name: 'b1', result: 'unclear' };
  expect(lines({ ...check, result: 'passed', parameters: [passing, unclear], lateReads: [] }, 140)[0]).toBe(
    '✓ passed   after 8 iterations the other updates descend the loss; the update of b1 is not judged',
  );
  const idle: ScriptParameterCheck = { ...passing, name: 'b1', result: 'factor', times: [0, 0] };
  expect(lines({ ...check, result: 'uneven', parameters: [passing, idle], lateReads: [] }, 140)[0]).toBe(
    '– uneven   after 8 iterations the updates descend the loss, but b1 is not updated',
  );
});

it('names all updates that climb the loss', () => {
  const climbing: ScriptParameterCheck = { ...failing, result: 'climbs' };
  const two = { ...check, parameters: [climbing, { ...climbing, name: 'b0' }, passing], lateReads: [] };
  expect(lines(two)[1]).toBe('The updates of syn0, b0 go up the slope of the loss: the sign is reversed.');
});

it('cuts nothing where the view is narrow', () => {
  const unclear: ScriptParameterCheck = { ...passing, name: 'layers[1].weights', result: 'unclear' };
  const cells = [{ row: 1, column: 2, update: -0.008758, expected: -0.008723 }];
  const narrow = lines({ ...check, parameters: [{ ...failing, cells }, unclear] }, 56);
  expect(narrow.every((line) => line.length <= 56)).toBe(true);
  expect(narrow).toContain('  [1,2]  update -0.008758  expected -0.008723');
});
