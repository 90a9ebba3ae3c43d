import { count, counted, described, quoted } from '../language/wording.ts';
import { isObject, jsonSize, parsedJson, repeatedName } from './json.ts';
import {
  type ByteFault,
  type FormatLimits,
  formatLimits,
  type NamedMatrix,
  type ReadMatrices,
  type StoredMatrix,
} from './stored-matrix.ts';
import { decodeUtf8 } from './utf8.ts';

type Limits = Pick<FormatLimits, 'cells' | 'matrices'>;

/** The most lists and objects. The result of a headless run also has predictions, one list a row. */
const MOST_BRACKETS = 1_000_000;

/**
 * Reads matrices by their names, `{"syn0": [[0.5, -1]], "b0": [0.1]}`, or the result of a headless run: an object that has such an
 * object as `parameters`.
 */
export function readJsonMatrices(bytes: Uint8Array, limits: Limits = formatLimits): ReadMatrices {
  const { commas, brackets } = jsonSize(bytes);
  if (commas > limits.cells) return failure(`at most ${count(limits.cells)} numbers`, 'more');
  if (brackets > MOST_BRACKETS) return failure(`at most ${count(MOST_BRACKETS)} lists and objects`, count(brackets));
  const text = decodeUtf8(bytes);
  if (typeof text !== 'string') return failure('a text in UTF-8', `the byte ${text.byte}`, text.offset);
  const value = parsedJson(text);
  const named = isObject(value) && isObject(value['parameters']) ? value['parameters'] : value;
  if (!isObject(named))
    return failure('a JSON object of matrices by their names', value === undefined ? quoted(text) : described(value));
  const repeated = repeatedName(text);
  if (repeated !== undefined) return failure('a name for each matrix', `${quoted(repeated)} twice`);
  const entries = Object.entries(named);
  if (entries.length > limits.matrices)
    return failure(`at most ${counted(limits.matrices, 'matrix')}`, count(entries.length));
  const matrices: StoredMatrix[] = [];
  let left = limits.cells;
  for (const [name, rows] of entries) {
    const matrix = matrixOf(name, rows, left);
    if ('expected' in matrix) return { ok: false, fault: matrix };
    left -= matrix.matrix.data.length;
    matrices.push(matrix);
  }
  return { ok: true, matrices };
}

/** Writes one matrix a line. Every number reads back bit for bit. */
export function writeJsonMatrices(matrices: readonly NamedMatrix[]): Uint8Array {
  const lines = matrices.map(({ name, matrix: { rows, columns, data } }) => {
    const row = (at: number): string => `[${Array.from(data.subarray(at * columns, (at + 1) * columns), numberText)}]`;
    return `  ${JSON.stringify(name)}: [${Array.from({ length: rows }, (_, at) => row(at))}]`;
  });
  return new TextEncoder().encode(`{\n${lines.join(',\n')}\n}\n`);
}

/** `String` would lose the sign of minus zero. */
function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function matrixOf(name: string, value: unknown, most: number): StoredMatrix | ByteFault {
  const expected = `rows of numbers as ${quoted(name)}`;
  if (!Array.isArray(value) || value.length === 0) return fault(expected, described(value));
  const isFlat = typeof value[0] === 'number';
  const columns = isFlat ? 1 : Array.isArray(value[0]) ? value[0].length : 0;
  if (value.length * columns > most) return fault(`at most ${count(most)} numbers`, `more in ${quoted(name)}`);
  const rows: readonly unknown[] = isFlat ? value.map((cell) => [cell]) : value;
  const data = new Float64Array(rows.length * columns);
  for (const [at, row] of rows.entries()) {
    if (!Array.isArray(row) || row.length === 0) return fault(expected, `${described(row)} in row ${at}`);
    if (row.length !== columns)
      return fault(`${counted(columns, 'number')} in each row of ${quoted(name)}`, `${count(row.length)} in row ${at}`);
    for (const [column, cell] of row.entries()) {
      if (typeof cell !== 'number') return fault(expected, `${described(cell)} in row ${at}`);
      data[at * columns + column] = cell;
    }
  }
  return { name, matrix: { rows: rows.length, columns, data }, shape: isFlat ? [rows.length] : [rows.length, columns] };
}

function fault(expected: string, found: string, offset = 0): ByteFault {
  return { offset, expected, found };
}

function failure(expected: string, found: string, offset = 0): ReadMatrices {
  return { ok: false, fault: fault(expected, found, offset) };
}
