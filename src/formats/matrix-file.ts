import { readJsonMatrices, writeJsonMatrices } from './json-matrices.ts';
import { type FormatLimits, formatLimits } from './limits.ts';
import { readNpz, writeNpz } from './npz.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';
import type { NamedMatrix, ReadMatrices } from './stored-matrix.ts';

/** A kind of file that holds matrices by their names, told by how the file's name ends. */
export interface MatrixFormat {
  read(bytes: Uint8Array, limits?: FormatLimits): ReadMatrices;
  write(matrices: readonly NamedMatrix[]): Uint8Array;
}

const formats: ReadonlyMap<string, MatrixFormat> = new Map<string, MatrixFormat>([
  ['.json', { read: readJsonMatrices, write: writeJsonMatrices }],
  ['.npz', { read: readNpz, write: (matrices) => writeNpz(matrices) }],
  [
    '.safetensors',
    {
      read: (bytes, limits = formatLimits) => readSafetensors(bytes, limits),
      write: (matrices) => writeSafetensors(matrices),
    },
  ],
]);

/** `.json, .npz or .safetensors` */
export const matrixEndings = [...formats.keys()].join(', ').replace(/, (?=[^,]*$)/, ' or ');

export function matrixFormatOf(file: string): MatrixFormat | undefined {
  return [...formats].find(([ending]) => file.toLowerCase().endsWith(ending))?.[1];
}
