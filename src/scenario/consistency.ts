import { count, counted } from '../language/wording.ts';
import { defaultHidden } from '../network/base.ts';
import type { Finding } from './fault.ts';
import { valueAt } from './json/position.ts';
import { limits } from './limits.ts';
import { defaultIterations } from './schema.ts';

/*
 * Checks of a parsed file that a schema cannot make: parts that contradict each other, and a network that is too large. The file may
 * also have other faults, so each check skips parts that it cannot use. The schema reports those.
 */

/** Numbers of a flat list that the advice writes out as rows. */
const SHOWN_NUMBERS = 8;

/** @param examples the number of examples, when `data` has only the first row of them. */
export function inconsistencies(draft: unknown, examples?: number): readonly Finding[] {
  return [...inconsistentRows(draft), ...oversize(draft, examples), ...lateChanges(draft)];
}

/** Checks the data that are written out in the file. */
export function inconsistentRows(draft: unknown): readonly Finding[] {
  const [inputs, targets] = [rowsAt(draft, 'inputs'), rowsAt(draft, 'targets')];
  return [
    ...rowFindings('inputs', inputs, targets),
    ...rowFindings('targets', targets, inputs),
    ...unequalRows(inputs, targets),
    ...wrongNames(draft, 'inputNames', 'inputs', widthOf(inputs)),
    ...wrongNames(draft, 'targetNames', 'targets', widthOf(targets)),
  ];
}

/** Rows to be checked one by one; none when there are too many, which the schema reports. */
function rowsAt(draft: unknown, key: string): readonly unknown[] {
  const rows = valueAt(draft, ['data', key]);
  return Array.isArray(rows) && rows.length <= limits.rows ? rows : [];
}

/** True for a list of numbers instead of rows: `[0, 1, 1, 0]` for `[[0], [1], [1], [0]]`. */
export function isFlat(rows: readonly unknown[]): boolean {
  return rows.length > 0 && rows.every((row) => typeof row === 'number');
}

/** The number of columns that most rows have; of two that are equally frequent, the first. Undefined where all rows are empty. */
function widthOf(rows: readonly unknown[]): number | undefined {
  const rowsOfWidth = new Map<number, number>();
  for (const row of rows) {
    if (Array.isArray(row) && row.length > 0) rowsOfWidth.set(row.length, (rowsOfWidth.get(row.length) ?? 0) + 1);
  }
  let width: number | undefined;
  for (const [candidate, times] of rowsOfWidth) {
    if (times > (rowsOfWidth.get(width ?? 0) ?? 0)) width = candidate;
  }
  return width;
}

/** Checks the rows of `inputs` or `targets` against each other. The schema checks their numbers. */
function rowFindings(key: string, rows: readonly unknown[], otherRows: readonly unknown[]): readonly Finding[] {
  const path = ['data', key];
  if (isFlat(rows)) {
    const expected = 'a list of rows, each a list of numbers';
    const found = `a list of ${counted(rows.length, 'number')}`;
    return [{ path, expected, found, advice: asRows(rows, otherRows.length) }];
  }
  const width = widthOf(rows);
  if (width === undefined) return [];
  const first = rows.findIndex((row) => widthOfRow(row) === width);
  if (width > limits.unitsPerLayer) {
    const expected = `at most ${counted(limits.unitsPerLayer, 'number')} a row`;
    return [{ path: [...path, first], expected, found: count(width) }];
  }
  const expected = `${counted(width, 'number')}, as in ${first === 0 ? 'the first row' : 'most rows'}`;
  return rows.flatMap((row, index) => {
    const own = widthOfRow(row);
    return own === 0 || own === width ? [] : [{ path: [...path, index], expected, found: count(own) }];
  });
}

function widthOfRow(row: unknown): number {
  return Array.isArray(row) ? row.length : 0;
}

/** `write [[0], [1], [1], [0]]`, or a single row where the other list has one. */
function asRows(flat: readonly unknown[], otherRows: number): string {
  const asOneRow = otherRows === 1 && flat.length > 1;
  const shown = flat.slice(0, SHOWN_NUMBERS).map((number) => (asOneRow ? `${number}` : `[${number}]`));
  const list = [...shown, ...(flat.length > SHOWN_NUMBERS ? ['…'] : [])].join(', ');
  return `write ${asOneRow ? `[[${list}]]` : `[${list}]`}`;
}

function unequalRows(inputs: readonly unknown[], targets: readonly unknown[]): readonly Finding[] {
  if (inputs.length === 0 || targets.length === 0 || inputs.length === targets.length) return [];
  // A flat list beside a single row is one row, and is reported as such.
  if ((isFlat(inputs) && targets.length === 1) || (isFlat(targets) && inputs.length === 1)) return [];
  const expected = `${counted(inputs.length, 'row')}, one for each row of inputs`;
  return [{ path: ['data', 'targets'], expected, found: count(targets.length) }];
}

function wrongNames(draft: unknown, key: string, of: string, width: number | undefined): readonly Finding[] {
  const names = valueAt(draft, ['data', key]);
  if (!Array.isArray(names) || width === undefined || names.length === width) return [];
  const expected = `${counted(width, 'name')}, one for each column of ${of}`;
  return [{ path: ['data', key], expected, found: count(names.length) }];
}

/** Checks the size of the plain network. `refusals` checks what techniques add to it. */
function oversize(draft: unknown, examples: number | undefined): readonly Finding[] {
  const [inputs, targets] = [rowsAt(draft, 'inputs'), rowsAt(draft, 'targets')];
  const path = ['network', 'hidden'];
  const hidden = valueAt(draft, path) ?? defaultHidden;
  if (!Array.isArray(hidden) || hidden.length > limits.hiddenLayers) return [];
  const sizes: unknown[] = [widthOf(inputs), ...hidden, widthOf(targets)];
  // A layer that is too large is a finding already.
  if (!sizes.every(isLayerSize)) return [];
  const biases = valueAt(draft, ['network', 'bias']) === true ? 1 : 0;
  const parameters = sizes.slice(1).reduce((sum, size, k) => sum + ((sizes[k] as number) + biases) * size, 0);
  if (parameters > limits.parameters) {
    const expected = `at most ${count(limits.parameters)} weights in all layers together`;
    return [{ path, expected, found: count(parameters) }];
  }
  const activations = (examples ?? inputs.length) * sizes.reduce((sum, size) => sum + size, 0);
  if (activations > limits.activations) {
    const expected = `at most ${count(limits.activations)} activations (rows × units of all layers)`;
    return [{ path, expected, found: count(activations) }];
  }
  return [];
}

/** Changes after the end of the run. */
function lateChanges(draft: unknown): readonly Finding[] {
  const changes = valueAt(draft, ['changes']);
  const iterations = valueAt(draft, ['training', 'iterations']) ?? defaultIterations;
  if (!Array.isArray(changes) || changes.length > limits.changes || !isIteration(iterations)) return [];
  const expected = `at most ${count(iterations)}, the iterations of the run`;
  return changes.flatMap((change, index) => {
    const at = valueAt(change, ['at']);
    return isIteration(at) && at > iterations ? [{ path: ['changes', index, 'at'], expected, found: count(at) }] : [];
  });
}

function isIteration(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= limits.iterations;
}

function isLayerSize(size: unknown): size is number {
  return Number.isInteger(size) && (size as number) >= 1 && (size as number) <= limits.unitsPerLayer;
}
