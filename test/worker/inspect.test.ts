import { describe, expect, test, vi } from 'vitest';
import { matrixFromRows } from '../../src/engine/matrix.ts';
import { TrainingRun } from '../../src/engine/run/training-run.ts';
import { printStatement } from '../../src/language/print.ts';
import type { GivenSettings } from '../../src/network/settings.ts';
import { inspectLine } from '../../src/worker/inspect.ts';
import { INPUTS, XOR } from '../engine/backends/interpret.ts';
import { full } from '../full.ts';
import { buildProgram } from '../network/build-program.ts';

const tutorial: GivenSettings = { layerSizes: [3, 4, 1], bias: false, learningRate: 1 };
const everything: GivenSettings = {
  ...tutorial,
  layerSizes: [3, 4, 3, 1],
  bias: true,
  activations: ['gelu', 'tanh', 'sigmoid'],
  loss: 'binary cross-entropy',
  batchSize: 3,
  batchOrder: 'shuffled',
  batchNorm: true,
  dropout: 0.2,
  l1: 0.01,
  l2: 0.1,
  optimizer: 'adam',
  clip: 'gradients by norm',
  schedule: 'cosine',
  weightDecay: 0.01,
};
const some: readonly (readonly [string, GivenSettings])[] = [
  ['the tutorial', tutorial],
  ['everything at once', everything],
  ['shuffled batches of two', { ...tutorial, batchSize: 2, batchOrder: 'shuffled' }],
  ['a softmax', { ...tutorial, activations: ['relu', 'softmax'], clip: 'deltas', schedule: 'step' }],
];

describe.each(some)('looking into any cell of any line of %s', (_name, settings) => {
  test.each([0, 4, 7])('%i iterations on, gives the number that the line gives', (iterations) => {
    const run = new TrainingRun(buildProgram(settings, 4), matrixFromRows(INPUTS), matrixFromRows(XOR), 1);
    for (let i = 0; i < iterations; i++) run.iterate();
    for (const [line, statement] of run.program.iteration.entries()) {
      const { target } = statement;
      const { rows, columns } = run.valueOf(target);
      // Later on, `npm test` looks into the first and the last cell.
      const places =
        full || iterations === 0 ? Array.from({ length: rows * columns }, (_, i) => i) : [0, rows * columns - 1];
      const cells = places.map((place) => ({ row: Math.floor(place / columns), column: place % columns }));
      const told = cells.map((cell) => inspectLine(run, line, cell).after);
      expect([run.iteration, run.line]).toEqual([iterations, line]);
      run.advance();
      // Only in the first iteration is a line explained before it has run.
      if (iterations === 0) expect([...run.valueOf(target).data], printStatement(statement)).toEqual(told);
    }
  });

  test('a line that has run: the same without going back as with it', () => {
    const begin = () => new TrainingRun(buildProgram(settings, 4), matrixFromRows(INPUTS), matrixFromRows(XOR), 1);
    const { length } = begin().program.iteration;
    const cell = { row: 0, column: 0 };
    for (const at of [0, 3, length - 1]) {
      const [run, goingBack] = [begin(), begin()];
      for (const one of [run, goingBack]) {
        for (let i = 0; i < 6; i++) one.iterate();
        for (let i = 0; i < at; i++) one.advance();
      }
      vi.spyOn(goingBack, 'hasRun').mockReturnValue(false);
      const visit = vi.spyOn(run, 'visiting');
      // `npm test` looks into every second line: the even ones from the even places, the odd ones from the odd places.
      const lines = Array.from({ length }, (_, line) => line).filter((line) => full || (line + at) % 2 === 0);
      for (const line of lines) {
        expect(inspectLine(run, line, cell)).toEqual(inspectLine(goingBack, line, cell));
      }
      expect(visit.mock.calls.length).toBeLessThan(lines.length);
    }
  });

  test('a line that has run: the number that it gave', () => {
    const run = new TrainingRun(buildProgram(settings, 4), matrixFromRows(INPUTS), matrixFromRows(XOR), 1);
    for (let i = 0; i < 6; i++) run.iterate();
    run.program.iteration.forEach(({ target }, line) => {
      const told = inspectLine(run, line, { row: 0, column: 0 });
      expect(told.iteration).toBe(6);
      run.goTo({ iteration: 5, line: line + 1 === run.program.iteration.length ? line : line + 1 });
      if (line + 1 === run.program.iteration.length) run.advance();
      expect(run.valueOf(target).data[0], printStatement(told.statement)).toBe(told.after);
      run.goTo({ iteration: 6, line: 0 });
    });
  });
});

test('a line of a new program is explained with the number that it is about to give', () => {
  const before = buildProgram(tutorial, 4);
  const after = buildProgram({ ...tutorial, batchSize: 2, bias: true, optimizer: 'adam' }, 4);
  const changes = [{ at: 5, program: after, cells: [] }];
  const run = new TrainingRun(before, matrixFromRows(INPUTS), matrixFromRows(XOR), 1, changes);
  for (let i = 0; i < 5; i++) run.iterate();
  for (const [line, { target }] of after.iteration.entries()) {
    const told = inspectLine(run, line, { row: 0, column: 0 });
    expect(told).toMatchObject({ iteration: 6, statement: after.iteration[line] });
    run.advance();
    expect(run.valueOf(target).data[0]).toBe(told.after);
  }
  expect(run.iteration).toBe(6);
});
