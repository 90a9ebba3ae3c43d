import { wordList } from '../language/wording.ts';
import { readJsonMatrices, writeJsonMatrices } from './json-matrices.ts';
import { readNpz, writeNpz } from './npz.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';
import type { FormatLimits, NamedMatrix, ReadMatrices } from './stored-matrix.ts';

/** A file format for named matrices, recognized by the ending of the file's name. */
export interface MatrixFormat {
  read(bytes: Uint8Array, limits?: FormatLimits): ReadMatrices;
  write(matrices: readonly NamedMatrix[]): Uint8Array;
}

const formats: ReadonlyMap<string, MatrixFormat> = new Map<string, MatrixFormat>([
  ['.json', { read: readJsonMatrices, write: writeJsonMatrices }],
  ['.npz', { read: readNpz, write: (matrices) => writeNpz(matrices) }],
  ['.safetensors', { read: readSafetensors, write: (matrices) => writeSafetensors(matrices) }],
]);

/** `.json, .npz or .safetensors` */
export const matrixEndings = wordList([...formats.keys()], 'or');

/** The format of a file, by the ending of its name; undefined for another ending. */
export function matrixFormatOf(file: string): MatrixFormat | undefined {
  return [...formats].find(([ending]) => file.toLowerCase().endsWith(ending))?.[1];
}
