import { expect, test } from 'vitest';
import { matrixFromRows } from '../../../src/engine/matrix.ts';
import { Stopper } from '../../../src/engine/run/stop.ts';
import { TrainingRun } from '../../../src/engine/run/training-run.ts';
import type { GivenSettings } from '../../../src/network/settings.ts';
import { buildProgram } from '../../network/build-program.ts';
import { INPUTS, XOR } from '../backends/interpret.ts';
import { checkGradients } from '../gradients/check-gradients.ts';

const tutorial: GivenSettings = { layerSizes: [3, 4, 1], bias: true, learningRate: 2 };

function begin(set: Partial<GivenSettings> = {}, later?: Partial<GivenSettings>): TrainingRun {
  const program = buildProgram({ ...tutorial, ...set }, 4);
  const changes = later ? [{ at: 30, program: buildProgram({ ...tutorial, ...later }, 4), cells: [] }] : [];
  return new TrainingRun(program, matrixFromRows(INPUTS), matrixFromRows(XOR), 1, changes);
}

/** The gradient norm of the next iteration, by the directions of the gradient check. */
function normAhead(run: TrainingRun): number {
  const { parameters } = checkGradients(run);
  return Math.hypot(...parameters.flatMap(({ updates }) => [...updates]));
}

test.each([
  ['the tutorial', {}],
  ['l1', { l1: 0.1 }],
  ['l2', { l2: 0.1 }],
  ['weight decay', { l2: 0.1, weightDecay: 0.1 }],
  ['adamw on batches', { optimizer: 'adamw', batchSize: 2 }],
  ['batch normalization', { batchNorm: true, bias: false }],
] as const)('the norm of the gradients is that of one moment, before the update: %s', (_name, set) => {
  const run = begin(set);
  for (let k = 0; k < 50; k++) {
    const ahead = k % 7 === 0 ? normAhead(run) : undefined;
    run.iterate();
    if (ahead !== undefined) expect(run.gradientNorm()).toBeCloseTo(ahead, 12);
  }
});

test('the gradient norm is the same late, line by line, after going back, and over a change', () => {
  const [asked, late, lines] = [
    begin({ l2: 0.1 }, { l1: 0.2 }),
    begin({ l2: 0.1 }, { l1: 0.2 }),
    begin({ l2: 0.1 }, { l1: 0.2 }),
  ];
  const norms = Array.from({ length: 40 }, () => {
    asked.iterate();
    return asked.gradientNorm();
  });
  expect(Math.min(...norms)).toBeGreaterThan(0);
  for (let k = 0; k < 40; k++) late.iterate();
  expect(late.gradientNorm()).toBe(norms[39]);
  expect(late.iteration).toBe(40);
  for (const iteration of [12, 30, 31]) {
    late.goTo({ iteration, line: 0 });
    expect(late.gradientNorm()).toBe(norms[iteration - 1]);
  }
  while (lines.iteration < 31) lines.advance();
  expect(lines.gradientNorm()).toBe(norms[30]);
});

test('a run stops when its gradient norm is below the condition', () => {
  const run = begin({ l2: 0.05 });
  const stopper = new Stopper({ gradientNormBelow: 0.05 }, run);
  let ahead = 0;
  do {
    ahead = normAhead(run);
    run.iterate();
  } while (stopper.reason(() => 0) === undefined && run.iteration < 2000);
  expect(run.iteration).toBeLessThan(2000);
  expect(ahead).toBeLessThan(0.05);
});

test('many iterations run in one call while a stop condition follows the norm', () => {
  const run = begin();
  const stopper = new Stopper({ gradientNormBelow: 1e-9 }, run);
  run.measureGradients();
  run.observe(stopper);
  while (run.iteration < 2000) run.iterateMany(2000 - run.iteration);
  run.iterateMany(50);
  expect(run.iteration).toBeGreaterThan(2005);
  expect(stopper.reason(() => 0)).toBeUndefined();
});
