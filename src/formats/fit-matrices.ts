import type { Matrix } from '../engine/matrix.ts';
import { count, quoted } from '../language/wording.ts';
import type { StoredMatrix } from './stored-matrix.ts';

type Size = Omit<Matrix, 'data'>;

/** A matrix of a file that does not fit a network, or is missing. */
export interface MatrixFault {
  /** The matrix or one cell of it; empty for the file as a whole. */
  readonly name: string;
  readonly expected: string;
  readonly found: string;
  readonly advice?: string | undefined;
}

export type Fitted =
  | { readonly ok: true; readonly matrices: ReadonlyMap<string, Matrix> }
  /** At least one fault. */
  | { readonly ok: false; readonly faults: readonly MatrixFault[] };

const NAMES_SHOWN = 12;

/** The wanted matrices by name, when the file has exactly these, in their shapes and with finite numbers; otherwise all faults. */
export function fitMatrices(wanted: ReadonlyMap<string, Size>, stored: readonly StoredMatrix[]): Fitted {
  const there = new Map(stored.map((one) => [one.name, one]));
  const faults: MatrixFault[] = [];
  const matrices = new Map<string, Matrix>();
  for (const [name, size] of wanted) {
    const matrix = there.get(name);
    const fitted = matrix === undefined ? undefined : inShape(matrix, size);
    if (fitted === undefined) faults.push({ name, expected: printSize(size), found: 'nothing of this name' });
    else if ('expected' in fitted) faults.push(fitted);
    else matrices.set(name, fitted);
  }
  const names = [...wanted.keys()];
  const shown = names.length > NAMES_SHOWN ? [...names.slice(0, NAMES_SHOWN - 1), '…'] : names;
  const expected = `${shown.join(', ')} and nothing else`;
  const others = stored.filter(({ name }) => !wanted.has(name));
  for (const { name } of others.slice(0, NAMES_SHOWN)) faults.push({ name: '', expected, found: quoted(name) });
  if (others.length > NAMES_SHOWN) {
    faults.push({ name: '', expected, found: `${count(others.length - NAMES_SHOWN)} more` });
  }
  return faults.length === 0 ? { ok: true, matrices } : { ok: false, faults };
}

function inShape({ name, matrix, shape }: StoredMatrix, size: Size): Matrix | MatrixFault {
  // A row may be stored as a list.
  const own = shape.length === 1 && size.rows === 1 ? { ...matrix, rows: 1, columns: matrix.data.length } : matrix;
  if (own.rows !== size.rows || own.columns !== size.columns) {
    const isTransposed = own.rows === size.columns && own.columns === size.rows;
    const advice = isTransposed
      ? 'rows are the units of the layer before, columns those of the layer after'
      : undefined;
    return { name, expected: printSize(size), found: printSize(own), advice };
  }
  const at = own.data.findIndex((cell) => !Number.isFinite(cell));
  if (at === -1) return own;
  const cell = `${name}[${Math.floor(at / own.columns)},${at % own.columns}]`;
  return { name: cell, expected: 'a finite number', found: String(own.data[at]) };
}

/** `3×4` */
function printSize({ rows, columns }: Size): string {
  return `${rows}×${columns}`;
}
