import { count, counted } from '../language/wording.ts';
import { defaultHidden } from '../network/base.ts';
import type { Finding } from './finding.ts';
import { valueAt } from './json/path.ts';
import { limits } from './limits.ts';
import { isFlat, rowFindings, widthOf } from './rows.ts';
import { defaultIterations } from './schema.ts';

/**
 * What a schema cannot say of a parsed file: parts that contradict each other, and a whole that is too large. Nothing
 * is known of the file yet; a part that is not what it should be is passed over here.
 * @param examples how many there are, where a row of them stands for all.
 */
export function inconsistencies(draft: unknown, examples?: number): readonly Finding[] {
  return [...inconsistentRows(draft), ...oversize(draft, examples), ...lateChanges(draft)];
}

/** The same of data that stand in the file, whatever else is in it. */
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

/** Rows as far as they can be looked at one by one: none where they are too many, on which the schema has a word. */
function rowsAt(draft: unknown, key: string): readonly unknown[] {
  const rows = valueAt(draft, ['data', key]);
  return Array.isArray(rows) && rows.length <= limits.rows ? rows : [];
}

function unequalRows(inputs: readonly unknown[], targets: readonly unknown[]): readonly Finding[] {
  if (inputs.length === 0 || targets.length === 0 || inputs.length === targets.length) return [];
  // A flat list beside one row is taken for one row, and has been told of.
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

function oversize(draft: unknown, examples: number | undefined): readonly Finding[] {
  const [inputs, targets] = [rowsAt(draft, 'inputs'), rowsAt(draft, 'targets')];
  const path = ['network', 'hidden'];
  const hidden = valueAt(draft, path) ?? defaultHidden;
  if (!Array.isArray(hidden) || hidden.length > limits.hiddenLayers) return [];
  const sizes: unknown[] = [widthOf(inputs), ...hidden, widthOf(targets)];
  // A part that is too large by itself has been told of; the product would only say it again.
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

/** What is none, the schema tells of. */
function isIteration(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= limits.iterations;
}

function isLayerSize(size: unknown): size is number {
  return Number.isInteger(size) && (size as number) >= 1 && (size as number) <= limits.unitsPerLayer;
}
