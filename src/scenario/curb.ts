import { limits } from './limits.ts';
import { changeSchema } from './schema.ts';

/*
 * zod collects the issues of a list by spreading them into a call. A hundred thousand of them overflow the stack, so the faults of a
 * file are limited before zod sees it: a list that is too long is cut to one item too many, and after its first faults the rest of a
 * list is replaced by valid items. A file is valid exactly when its curbed copy is valid.
 */

/** A parsed file with few enough faults for zod. */
export function curbed(draft: unknown): unknown {
  return Object.entries(curbs).reduce((own, [key, curb]) => changed(own, key, curb), draft);
}

const curbs: Readonly<Record<string, (part: unknown) => unknown>> = {
  data: curbedData,
  network: curbedSection,
  changes: curbedChanges,
  watches: (watches) => (Array.isArray(watches) ? watches.slice(0, limits.watches + 1) : watches),
};

export function curbedData(data: unknown): unknown {
  let curbed = data;
  for (const key of ['inputs', 'targets']) curbed = changed(curbed, key, curbedRows);
  for (const key of ['inputNames', 'targetNames', 'classes']) curbed = changed(curbed, key, curbedNames);
  return curbed;
}

function curbedRows(rows: unknown): unknown {
  if (!Array.isArray(rows)) return rows;
  return withFewWrong(rows.slice(0, limits.rows + 1), isRow, [0]).map((row) =>
    Array.isArray(row) ? withFewWrong(row, Number.isFinite, 0) : row,
  );
}

function isRow(row: unknown): boolean {
  return Array.isArray(row) && row.length > 0 && row.every(Number.isFinite);
}

function curbedNames(names: unknown): unknown {
  return Array.isArray(names) ? names.slice(0, limits.unitsPerLayer + 1) : names;
}

/**
 * The settings of a section. A list has an item for each layer, and so has a list inside of an object, whose items may be
 * matrices.
 */
function curbedSection(section: unknown): unknown {
  return mapped(section, (value) => (Array.isArray(value) ? cut(value) : mapped(value, curbedMatrices)));
}

/** At least one item more than the longest valid list, which has one for each layer after the inputs. */
function cut(list: readonly unknown[]): readonly unknown[] {
  return list.slice(0, limits.hiddenLayers + 2);
}

/** Matrices in which only the first wrong one still has faults. */
function curbedMatrices(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const list = cut(value);
  if (!list.some(Array.isArray)) return list;
  const wrong = list.findIndex((matrix) => !isMatrix(matrix));
  return list.map((matrix, index) =>
    index < wrong || isMatrix(matrix) ? matrix : index > wrong ? [[0]] : curbedRows(matrix),
  );
}

function isMatrix(matrix: unknown): boolean {
  return Array.isArray(matrix) && matrix.length > 0 && matrix.length <= limits.rows && matrix.every(isRow);
}

function curbedChanges(changes: unknown): unknown {
  if (!Array.isArray(changes)) return changes;
  const list = changes
    .slice(0, limits.changes + 1)
    .map((change) => changed(change, 'set', (set) => curbedSet(curbedSection(set))));
  return withFewWrong(list, (change) => changeSchema.safeParse(change).success, { at: 0, set: { learningRate: 1 } });
}

function curbedSet(set: unknown): unknown {
  if (typeof set !== 'object' || set === null || Array.isArray(set)) return set;
  const most = limits.faults + 1;
  if (Object.values(set).filter((value) => !Number.isFinite(value)).length <= most) return set;
  let wrong = 0;
  return Object.fromEntries(Object.entries(set).filter(([, value]) => Number.isFinite(value) || ++wrong <= most));
}

/** The items of a list. After the first wrong ones, each wrong item is replaced by a right one. */
function withFewWrong(
  items: readonly unknown[],
  isRight: (item: unknown) => boolean,
  right: unknown,
): readonly unknown[] {
  let wrong = 0;
  const excess = items.findIndex((item) => !isRight(item) && ++wrong > limits.faults + 1);
  return excess < 0 ? items : items.map((item, index) => (index < excess || isRight(item) ? item : right));
}

function changed(value: unknown, key: string, change: (part: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, key)) return value;
  return { ...value, [key]: change((value as Record<string, unknown>)[key]) };
}

function mapped(value: unknown, change: (part: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, change(part)]));
}
