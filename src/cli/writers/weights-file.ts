import type { MatrixFault } from '../../formats/fit-matrices.ts';
import { matrixEndings, matrixFormatOf } from '../../formats/matrix-file.ts';
import type { NamedMatrix, StoredMatrix } from '../../formats/stored-matrix.ts';
import type { ValueFault } from '../../scenario/fault.ts';
import { positionsOf } from '../../scenario/json/position.ts';
import { scanJson } from '../../scenario/json/scan.ts';
import { JsonFault } from '../../scenario/json/token.ts';
import { limits } from '../../scenario/limits.ts';
import { decodeText } from '../../scenario/read.ts';
import { readBytes, unlike, writeWhole } from './whole-file.ts';

/** As many numbers as a network may have, as text, and some room. */
const MOST_BYTES = 256 * 2 ** 20;

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
  const broken = brokenJson(file, read.bytes);
  if (broken !== undefined) return { ok: false, fault: broken };
  const { offset, expected, found, advice } = matrices.fault;
  return { ok: false, fault: { path: offset === 0 ? '' : `byte ${offset}`, expected, found, advice } };
}

/** Where a file of JSON stops being that, if it is one in which a person would look for the place. */
function brokenJson(file: string, bytes: Uint8Array): ValueFault | undefined {
  if (!file.toLowerCase().endsWith('.json') || bytes.length > limits.fileBytes) return undefined;
  const text = decodeText(bytes);
  if (typeof text !== 'string') return text;
  if (text.trim() === '') return { path: '', expected: 'a JSON object of matrices', found: 'an empty file' };
  try {
    scanJson(text, {});
    return undefined;
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const [position] = positionsOf(text, [error.offset]);
    return { path: '', ...(position && { position }), ...error.complaint };
  }
}

/** Why weights must not take the place of what is in a file: whatever has been learned, these are among it. */
export function noWeights(file: string): ValueFault | undefined {
  return unlike(file, 'weights to replace', () => {
    const read = readWeights(file);
    return read.ok && read.matrices.some(({ name }) => name === FIRST_WEIGHTS);
  });
}

const FIRST_WEIGHTS = 'syn0';

/** Matrices in the format that the file's name says. What went wrong, if something did. */
export function writeWeights(file: string, matrices: readonly NamedMatrix[]): string | undefined {
  return writeWhole(file, matrixFormatOf(file)?.write(matrices) ?? new Uint8Array());
}

export const wrongEnding: ValueFault = { path: '', expected: `a name that ends in ${matrixEndings}`, found: 'another' };

export function asFaults(faults: readonly MatrixFault[]): readonly ValueFault[] {
  return faults.map(({ name, ...complaint }) => ({ path: name, ...complaint }));
}
