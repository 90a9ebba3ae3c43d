import { counted, quoted } from '../language/wording.ts';
import { readElements } from './elements.ts';
import type { ByteFault } from './fault.ts';
import { type FormatLimits, formatLimits } from './limits.ts';
import { HEADER_START, METADATA, readSafetensorsHeader, type TensorEntry } from './safetensors-header.ts';
import { cellsOf, flattened, shapeFault } from './shape.ts';
import type { NamedMatrix, StoredMatrix } from './stored-matrix.ts';

export type ReadSafetensors =
  | { readonly ok: true; readonly matrices: readonly StoredMatrix[]; readonly metadata: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly fault: ByteFault };

/** The tensors of a safetensors file as matrices, in the order of their bytes, and what it says of itself. */
export function readSafetensors(
  bytes: Uint8Array,
  limits: Pick<FormatLimits, 'cells' | 'matrices'> = formatLimits,
): ReadSafetensors {
  const header = readSafetensorsHeader(bytes);
  if ('expected' in header) return { ok: false, fault: header };
  const tooMany = tooManyIn(header.tensors, limits);
  if (tooMany !== undefined) return { ok: false, fault: tooMany };
  const matrices: StoredMatrix[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const { name, type, shape, offset } of header.tensors) {
    const data = readElements(view, { type, littleEndian: true, offset, count: cellsOf(shape) });
    if (!(data instanceof Float64Array))
      return { ok: false, fault: { ...data, found: `${data.found} in ${quoted(name)}` } };
    matrices.push({ name, matrix: { ...flattened(shape), data }, shape });
  }
  return { ok: true, matrices, metadata: header.metadata };
}

/** Asked before any number is read. */
function tooManyIn(
  tensors: readonly TensorEntry[],
  limits: Pick<FormatLimits, 'cells' | 'matrices'>,
): ByteFault | undefined {
  if (tensors.length > limits.matrices) {
    const found = counted(tensors.length, 'tensor');
    return { offset: HEADER_START, expected: `at most ${counted(limits.matrices, 'tensor')}`, found };
  }
  let left = limits.cells;
  for (const { name, shape } of tensors) {
    const fault = shapeFault(shape, left, HEADER_START);
    if (fault !== undefined) return { ...fault, found: `${fault.found} of ${quoted(name)}` };
    left -= cellsOf(shape);
  }
  return undefined;
}

/** The header is filled up with spaces to a multiple of this, so that numbers are where processors like them. */
const ALIGNMENT = 8;

/** Matrices as 64-bit floats in a safetensors file, one after the other, each of two dimensions. */
export function writeSafetensors(
  matrices: readonly NamedMatrix[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  let end = 0;
  const tensors = matrices.map(({ name, matrix: { rows, columns } }) => {
    const start = end;
    end += 8 * rows * columns;
    return [name, { dtype: 'F64', shape: [rows, columns], data_offsets: [start, end] }] as const;
  });
  const about = Object.keys(metadata).length === 0 ? [] : [[METADATA, metadata] as const];
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries([...about, ...tensors])));
  const length = Math.ceil(text.length / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(HEADER_START + length + end);
  bytes.fill(0x20, HEADER_START, HEADER_START + length).set(text, HEADER_START);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(length), true);
  let at = HEADER_START + length;
  for (const { matrix } of matrices) {
    for (const number of matrix.data) {
      view.setFloat64(at, number, true);
      at += 8;
    }
  }
  return bytes;
}
