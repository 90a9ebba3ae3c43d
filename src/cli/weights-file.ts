import type { TrainingRun } from '../engine/training-run.ts';
import type { MatrixFault } from '../formats/fit-matrices.ts';
import { matrixEndings, matrixFormatOf } from '../formats/matrix-file.ts';
import type { StoredMatrix } from '../formats/stored-matrix.ts';
import { learned } from '../program/learned.ts';
import type { ValueFault } from '../scenario/fault.ts';
import { readBytes, writeWhole } from './whole-file.ts';

/** 20,000,000 numbers as text, and some room. */
const MOST_BYTES = 512 * 2 ** 20;

export type ReadWeights =
  | { readonly ok: true; readonly matrices: readonly StoredMatrix[] }
  | { readonly ok: false; readonly fault: ValueFault };

/** The matrices of a file by their names, in the format that the file's name says. */
export function readWeights(file: string): ReadWeights {
  const format = matrixFormatOf(file);
  if (format === undefined) return { ok: false, fault: wrongEnding };
  const read = readBytes(file, 'a file of weights', MOST_BYTES);
  if (!read.ok) return read;
  const matrices = format.read(read.bytes);
  if (matrices.ok) return matrices;
  const { offset, expected, found, advice } = matrices.fault;
  return { ok: false, fault: { path: offset === 0 ? '' : `byte ${offset}`, expected, found, advice } };
}

/** Everything that a network has learned by now. What went wrong, if something did. */
export function saveWeights(file: string, run: TrainingRun): string | undefined {
  const matrices = learned(run.program).map((name) => ({ name, matrix: run.valueOf(name) }));
  return writeWhole(file, matrixFormatOf(file)?.write(matrices) ?? new Uint8Array());
}

export const wrongEnding: ValueFault = { path: '', expected: `a name that ends in ${matrixEndings}`, found: 'another' };

export function asFaults(faults: readonly MatrixFault[]): readonly ValueFault[] {
  return faults.map(({ name, ...complaint }) => ({ path: name, ...complaint }));
}
