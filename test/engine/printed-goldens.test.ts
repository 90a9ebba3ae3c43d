import { describe, expect, test } from 'vitest';
import { matrixFromRows } from '../../src/engine/matrix.ts';
import { TrainingRun } from '../../src/engine/run/training-run.ts';
import { printStatements } from '../../src/language/print.ts';
import type { Statement } from '../../src/language/program.ts';
import { buildProgram } from '../network/build-program.ts';
import { readItemGoldens, readPrintedGoldens } from './golden-files.ts';

const CLOSE = 1e-9;

const { inputs, targets } = readItemGoldens();
const { seed, iterations, programs } = readPrintedGoldens();

describe.each(programs)(
  'the printed program: $name',
  ({ settings, targets: kind, setup, iteration, evaluation, values }) => {
    const program = buildProgram(settings, inputs.length);

    test('is the program that NumPy has run', () => {
      const printed = [program.setup, program.iteration, program.evaluation?.lines ?? []].map((own) =>
        printStatements(own),
      );
      expect(printed).toEqual([setup, iteration, evaluation]);
    });

    test('gives every name the value that NumPy gives it', () => {
      const run = new TrainingRun(program, matrixFromRows(inputs), matrixFromRows(targets[kind] ?? []), seed);
      for (let k = 0; k < iterations; k++) run.iterate();
      run.evaluate();
      const lines: readonly Statement[] = [
        ...program.setup,
        ...program.iteration,
        ...(program.evaluation?.lines ?? []),
      ];
      expect(new Set(Object.keys(values))).toEqual(new Set(lines.map(({ target }) => target)));
      for (const [name, recorded] of Object.entries(values)) {
        const { data } = run.valueOf(name);
        expect(data.length, name).toBe(recorded.length);
        const far = recorded.findIndex(
          (cell, i) => !(Math.abs((data[i] as number) - cell) <= CLOSE * Math.max(1, Math.abs(cell))),
        );
        expect(far, `${name}, cell ${far}: found ${data[far]}, recorded ${recorded[far]}`).toBe(-1);
      }
    });
  },
);
