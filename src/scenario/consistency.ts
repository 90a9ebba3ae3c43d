import { limits } from './limits.ts';

/** A parsed file of which nothing is known yet: each part is looked at only as far as it is what it should be. */
export type Draft = unknown;

export interface Inconsistency {
  readonly path: (string | number)[];
  readonly expected: string;
  readonly found: string;
}

const count = new Intl.NumberFormat('en-US');

/** What a schema cannot say: parts that contradict each other, and a whole that is too large. */
export function inconsistencies(draft: Draft): readonly Inconsistency[] {
  const data = member(draft, 'data');
  const inputs = listOf(member(data, 'inputs'));
  const targets = listOf(member(data, 'targets'));
  return [
    ...raggedRows(inputs, 'inputs'),
    ...raggedRows(targets, 'targets'),
    ...unequalRows(inputs, targets),
    ...wrongNames(member(data, 'inputNames'), inputs, 'inputNames', 'inputs'),
    ...wrongNames(member(data, 'targetNames'), targets, 'targetNames', 'targets'),
    ...oversize(draft, inputs, targets),
  ];
}

function raggedRows(rows: readonly unknown[], key: string): readonly Inconsistency[] {
  const width = widthOf(rows);
  if (width === undefined) return [];
  if (width > limits.unitsPerLayer) {
    const expected = `at most ${count.format(limits.unitsPerLayer)} numbers a row`;
    return [{ path: ['data', key, 0], expected, found: count.format(width) }];
  }
  return rows.flatMap((row, index) =>
    Array.isArray(row) && row.length > 0 && row.length !== width
      ? [{ path: ['data', key, index], expected: `${numbers(width)}, as in the first row`, found: `${row.length}` }]
      : [],
  );
}

function unequalRows(inputs: readonly unknown[], targets: readonly unknown[]): readonly Inconsistency[] {
  if (inputs.length === 0 || targets.length === 0 || inputs.length === targets.length) return [];
  const expected = `${inputs.length === 1 ? '1 row' : `${count.format(inputs.length)} rows`}, one for each row of inputs`;
  return [{ path: ['data', 'targets'], expected, found: count.format(targets.length) }];
}

function wrongNames(names: unknown, rows: readonly unknown[], key: string, of: string): readonly Inconsistency[] {
  const width = widthOf(rows);
  if (!Array.isArray(names) || width === undefined || names.length === width) return [];
  const expected = `${width === 1 ? '1 name' : `${count.format(width)} names`}, one for each column of ${of}`;
  return [{ path: ['data', key], expected, found: count.format(names.length) }];
}

function oversize(draft: Draft, inputs: readonly unknown[], targets: readonly unknown[]): readonly Inconsistency[] {
  const network = member(draft, 'network');
  const hidden = network === undefined ? [4] : listOf(member(network, 'hidden') ?? [4]);
  const sizes = [widthOf(inputs), ...hidden, widthOf(targets)];
  if (!sizes.every((size) => typeof size === 'number' && size >= 1)) return [];
  const layers = sizes as number[];
  const parameters = layers.slice(1).reduce((sum, size, k) => sum + size * ((layers[k] as number) + 1), 0);
  const activations = inputs.length * layers.reduce((sum, size) => sum + size, 0);
  const path = ['network', 'hidden'];
  if (parameters > limits.parameters) {
    return [
      { path, expected: `at most ${count.format(limits.parameters)} weights in all`, found: count.format(parameters) },
    ];
  }
  if (activations > limits.activations) {
    const expected = `rows × units of at most ${count.format(limits.activations)}`;
    return [{ path, expected, found: count.format(activations) }];
  }
  return [];
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function widthOf(rows: readonly unknown[]): number | undefined {
  const first = rows[0];
  return Array.isArray(first) && first.length > 0 ? first.length : undefined;
}

function numbers(width: number): string {
  return width === 1 ? '1 number' : `${count.format(width)} numbers`;
}
