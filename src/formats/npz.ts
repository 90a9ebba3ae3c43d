import { zipSync } from 'fflate';
import { counted, megabytes, quoted } from '../language/wording.ts';
import { type NpyLimits, readNpy, writeNpy } from './npy.ts';
import {
  type ByteFault,
  type FormatLimits,
  formatLimits,
  type NamedMatrix,
  type ReadMatrices,
  type StoredMatrix,
} from './stored-matrix.ts';
import { crc32, inflated, packedBytes, readZipDirectory, type ZipEntry } from './zip.ts';

/** The most that is read from a .npz file. */
export interface NpzLimits extends FormatLimits, NpyLimits {
  /** Chooses the arrays to read, by name; all by default. */
  readonly only?: ((names: readonly string[]) => readonly string[]) | undefined;
}

/** Reads the arrays of a .npz file, under the names that `np.savez` was given. */
export function readNpz(bytes: Uint8Array, limits: NpzLimits = formatLimits): ReadMatrices {
  const all = readZipDirectory(bytes, limits.matrices);
  if ('expected' in all) return { ok: false, fault: all };
  const only = limits.only?.(all.map(({ name }) => nameOf(name)));
  const entries = only === undefined ? all : all.filter(({ name }) => only.includes(nameOf(name)));
  const declared = entries.reduce((sum, { size }) => sum + size, 0);
  if (declared > limits.inflatedBytes) {
    const expected = `at most ${megabytes(limits.inflatedBytes)} when unpacked`;
    return { ok: false, fault: { offset: 0, expected, found: megabytes(declared) } };
  }
  const matrices: StoredMatrix[] = [];
  let cells = limits.cells;
  for (const entry of entries) {
    const matrix = matrixOf(bytes, entry, { cells, rows: limits.rows, texts: limits.texts });
    if ('expected' in matrix) return { ok: false, fault: matrix };
    if (matrices.some(({ name }) => name === matrix.name)) {
      const found = `${quoted(matrix.name)} twice`;
      return { ok: false, fault: { offset: entry.offset, expected: 'a name for each array', found } };
    }
    matrices.push(matrix);
    cells -= matrix.matrix.data.length;
  }
  return { ok: true, matrices };
}

const EXTENSION = '.npy';

function nameOf(entry: string): string {
  return entry.endsWith(EXTENSION) ? entry.slice(0, -EXTENSION.length) : entry;
}

function matrixOf(bytes: Uint8Array, entry: ZipEntry, limits: NpyLimits): StoredMatrix | ByteFault {
  if (!entry.name.endsWith(EXTENSION)) {
    return {
      offset: entry.offset,
      expected: 'a zip file of NumPy arrays (.npz)',
      found: `${quoted(entry.name)} in it`,
    };
  }
  const file = unpacked(bytes, entry);
  if ('expected' in file) return file;
  const array = readNpy(file, limits);
  // An offset in unpacked bytes is no offset in the file: the fault is at the beginning of the array.
  if (!array.ok)
    return { ...array.fault, offset: entry.offset, found: `${array.fault.found} in ${quoted(entry.name)}` };
  return { name: nameOf(entry.name), matrix: array.matrix, shape: array.shape, texts: array.texts };
}

function unpacked(bytes: Uint8Array, entry: ZipEntry): Uint8Array | ByteFault {
  const { name, method, size, offset } = entry;
  const packed = packedBytes(bytes, entry);
  if ('expected' in packed) return packed;
  const whole = method === 'stored' ? packed : inflated(packed, size);
  if (whole === 'too many') {
    return { offset, expected: `${counted(size, 'byte')} in ${quoted(name)}, as the file declares`, found: 'more' };
  }
  if (whole === 'damaged' || whole.length !== size || crc32(whole) !== entry.crc32) {
    return { offset, expected: `${quoted(name)} as it was written`, found: 'other bytes: the file is damaged' };
  }
  return whole;
}

export interface NpzOptions {
  /** True to deflate the arrays, as `np.savez_compressed` does. */
  readonly compressed?: boolean;
}

/** Writes matrices as `np.savez` does. The same matrices give the same bytes. */
export function writeNpz(matrices: readonly NamedMatrix[], { compressed = false }: NpzOptions = {}): Uint8Array {
  const files = Object.fromEntries(matrices.map(({ name, matrix }) => [`${name}${EXTENSION}`, writeNpy(matrix)]));
  return zipSync(files, { level: compressed ? 6 : 0, mtime: EARLIEST });
}

/** The earliest date of a zip file, in local time. */
const EARLIEST = '1980-01-01T00:00:00';
