import type { Matrix } from '../engine/matrix.ts';
import { counted } from '../language/wording.ts';
import { bytesOf, readElements } from './elements.ts';
import type { ByteFault } from './fault.ts';
import { type FormatLimits, formatLimits } from './limits.ts';
import { readNpyHeader } from './npy-header.ts';
import { cellsOf, flattened, shapeFault } from './shape.ts';
import type { StoredMatrix } from './stored-matrix.ts';

type NpyArray = Omit<StoredMatrix, 'name'>;
export type ReadNpy = ({ readonly ok: true } & NpyArray) | { readonly ok: false; readonly fault: ByteFault };

/** A .npy file of numbers as a matrix: the first index is its row, all the others together its column. */
export function readNpy(bytes: Uint8Array, limits: Pick<FormatLimits, 'cells'> = formatLimits): ReadNpy {
  const array = arrayOf(bytes, limits);
  return 'matrix' in array ? { ok: true, ...array } : { ok: false, fault: array };
}

function arrayOf(bytes: Uint8Array, limits: Pick<FormatLimits, 'cells'>): NpyArray | ByteFault {
  const header = readNpyHeader(bytes);
  if ('expected' in header) return header;
  const { shape, type, littleEndian, fortranOrder, end: offset } = header;
  const wrongShape = shapeFault(shape, limits.cells, 0);
  if (wrongShape !== undefined) return wrongShape;
  const count = cellsOf(shape);
  const size = count * bytesOf(type);
  if (bytes.length !== offset + size) {
    const expected = `${counted(size, 'byte')} of numbers after the header`;
    return { offset: Math.min(bytes.length, offset + size), expected, found: counted(bytes.length - offset, 'byte') };
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const numbers = readElements(view, { type, littleEndian, offset, count });
  if (!(numbers instanceof Float64Array)) return numbers;
  const data = fortranOrder && shape.length > 1 ? inRowOrder(numbers, shape) : numbers;
  return { matrix: { ...flattened(shape), data }, shape };
}

/** Numbers whose first index runs fastest, with their last index fastest. */
function inRowOrder(numbers: Float64Array, shape: readonly number[]): Float64Array {
  const sorted = new Float64Array(numbers.length);
  const index = shape.map(() => 0);
  const strides = shape.map((_, k) => cellsOf(shape.slice(k + 1)));
  let target = 0;
  for (const number of numbers) {
    sorted[target] = number;
    // The next index, the first running fastest, and where it belongs.
    for (let k = 0; k < shape.length; k++) {
      const stride = strides[k] as number;
      const next = (index[k] as number) + 1;
      target += stride;
      if (next < (shape[k] as number)) {
        index[k] = next;
        break;
      }
      target -= next * stride;
      index[k] = 0;
    }
  }
  return sorted;
}

/** The numbers begin at a multiple of this, as NumPy has them. */
const ALIGNMENT = 64;

/** A matrix as `np.save` writes it: 64-bit floats, row by row. */
export function writeNpy({ rows, columns, data }: Matrix): Uint8Array {
  const dictionary = `{'descr': '<f8', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
  const length = Math.ceil((10 + dictionary.length + 1) / ALIGNMENT) * ALIGNMENT - 10;
  const header = `\x93NUMPY\x01\x00${String.fromCharCode(length & 0xff, length >> 8)}${dictionary.padEnd(length - 1)}\n`;
  const bytes = new Uint8Array(header.length + 8 * data.length);
  for (let k = 0; k < header.length; k++) bytes[k] = header.charCodeAt(k);
  const view = new DataView(bytes.buffer);
  for (let k = 0; k < data.length; k++) view.setFloat64(header.length + 8 * k, data[k] as number, true);
  return bytes;
}
