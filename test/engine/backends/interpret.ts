import { Interpreter } from '../../../src/engine/backends/interpreter.ts';
import { type Matrix, matrixFromRows, rowsOf } from '../../../src/engine/matrix.ts';
import { numpyRandom } from '../../../src/engine/random.ts';
import type { Program } from '../../../src/language/program.ts';
import type { GivenSettings } from '../../../src/network/settings.ts';
import { programOf } from '../../language/programs.ts';
import { buildProgram } from '../../network/build-program.ts';
import { xor } from '../../xor.ts';
import type { Rows } from './naive.ts';

/** The tutorial's inputs, its correlated answers, and XOR. */
export const INPUTS: Rows = xor.inputs;
export const CORRELATION: Rows = [[0], [0], [1], [1]];
export const XOR: Rows = xor.targets;

/** `1 2 | 3 4` as a matrix: cells between blanks, rows between bars. */
export function matrixFromText(text: string): Matrix {
  return matrixFromRows(text.split(' | ').map((row) => row.split(' ').map(Number)));
}

export function textOf(matrix: Matrix): string {
  return rowsOf(matrix)
    .map((row) => row.join(' '))
    .join(' | ');
}

export function matricesFromTexts(texts: Readonly<Record<string, string>>): ReadonlyMap<string, Matrix> {
  return new Map(Object.entries(texts).map(([name, text]) => [name, matrixFromText(text)]));
}

/** Prepares lines as a person would write them, over data given by name, `{ a: '1 2 | 3 4' }`; setup has run. */
export function interpret(given: Readonly<Record<string, string>>, setup: string, iteration: string): Interpreter {
  const data = matricesFromTexts(given);
  return new Interpreter(programOf(Object.fromEntries(data), setup, iteration), data, numpyRandom(1));
}

/** Prepares a network on the data X and y. */
export function interpretNetwork(settings: GivenSettings, inputs: Rows, targets: Rows, seed: number): Interpreter {
  return interpretProgram(buildProgram(settings, inputs.length), inputs, targets, seed);
}

export function interpretProgram(program: Program, inputs: Rows, targets: Rows, seed: number): Interpreter {
  const data = new Map<string, Matrix>([
    ['X', matrixFromRows(inputs)],
    ['y', matrixFromRows(targets)],
  ]);
  return new Interpreter(program, data, numpyRandom(seed));
}
