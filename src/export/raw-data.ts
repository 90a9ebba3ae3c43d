import type { Dataset } from '../data/dataset.ts';
import type { Matrix } from '../engine/matrix.ts';
import type { Scaling } from '../language/scaling.ts';
import { plainText } from '../scenario/plain-text.ts';
import type { Syntax } from './syntax.ts';
import { wrapped } from './text.ts';

/*
 * The data of a script: rows in their original units, and the visible line that scales them. The scaled numbers have the bits of the
 * run.
 */

/** The names of a scaling in a script. */
export interface ScalingNames {
  readonly shift: string;
  readonly unit: string;
}

/** A matrix of a script: `X`, or with a scaling `X_raw`, from which a line makes `X`. */
export interface ScriptArray {
  readonly name: string;
  /** The name after scaling; undefined for a matrix that is not scaled. */
  readonly scaled?: { readonly name: string; readonly by: ScalingNames } | undefined;
  readonly matrix: Matrix;
  /** The names of its columns; undefined where they have been named before. */
  readonly columns?: readonly string[] | undefined;
}

/** The columns of a script that are scaled. */
interface ScriptScaling {
  readonly names: ScalingNames;
  readonly scaling: Scaling;
}

export interface ScriptData {
  readonly arrays: readonly ScriptArray[];
  readonly scalings: readonly ScriptScaling[];
}

/** The most cells whose shortest digits are searched: people do not read more. */
const MOST_READ = 20_000;

/** The matrices X, y, X_test and y_test of a data set. */
export function scriptData(dataset: Dataset, inputs: ScalingNames, targets: ScalingNames): ScriptData {
  const { train, test, inputNames, targetNames, inputScaling, targetScaling } = dataset;
  const sets = [train, ...(test === undefined ? [] : [test])];
  const isShort = sets.reduce((sum, set) => sum + set.inputs.data.length + set.targets.data.length, 0) <= MOST_READ;
  const parts = [
    { kind: 'inputs', name: 'X', columns: inputNames, scaling: inputScaling, names: inputs },
    { kind: 'targets', name: 'y', columns: targetNames, scaling: targetScaling, names: targets },
  ] as const;
  const made = parts.map(({ kind, name, columns, scaling, names }) => {
    const matrices = sets.map((set) => set[kind]);
    const raw = scaling && matrices.map((matrix) => rawMatrix(matrix, scaling, isShort));
    const isRaw = raw?.every((matrix) => matrix !== undefined) === true;
    const arrays = matrices.map((matrix, set): ScriptArray => {
      const own = `${name}${set === 0 ? '' : '_test'}`;
      const named = set === 0 ? columns : undefined;
      if (!isRaw) return { name: own, matrix, columns: named };
      return { name: `${own}_raw`, matrix: raw[set] as Matrix, columns: named, scaled: { name: own, by: names } };
    });
    return { arrays, scalings: scaling === undefined ? [] : [{ names, scaling }] };
  });
  const ordered = sets.flatMap((_, set) => made.map(({ arrays }) => arrays[set] as ScriptArray));
  return { arrays: ordered, scalings: made.flatMap(({ scalings }) => scalings) };
}

/** The comment above the numbers of a scaling. */
export function scalingComment(
  { kind }: Scaling,
  { shift, unit }: ScalingNames,
  { comment }: Syntax,
): readonly string[] {
  const words = {
    standard: `${shift} and ${unit}: the mean and the standard deviation of each column of the training set; a constant column is only shifted.`,
    'min-max': `${shift} and ${unit}: the least value and the range of each column of the training set; a constant column is only shifted.`,
  };
  const own = kind === undefined ? `The network sees (value - ${shift}) / ${unit}.` : words[kind];
  return wrapped(plainText(own)).map(comment);
}

/**
 * Values that `(value - shift) / unit` maps to these cells, to the bit; undefined where a cell has none nearby.
 * @param isShort true for the value with the fewest digits: in nearly all cases that of the file.
 */
export function rawMatrix(matrix: Matrix, { shift, unit }: Scaling, isShort: boolean): Matrix | undefined {
  const { columns, data } = matrix;
  const cells = new Float64Array(data.length);
  for (let cell = 0; cell < data.length; cell++) {
    const raw = rawValue(data[cell]!, shift[cell % columns]!, unit[cell % columns]!, isShort);
    if (raw === undefined) return undefined;
    cells[cell] = raw;
  }
  return { ...matrix, data: cells };
}

/** The most digits of a 64-bit number. */
const DIGITS = 17;
/** Roundings of a scaling and its inverse, in units of the last place. */
const FAR = 8;

function rawValue(scaled: number, shift: number, unit: number, isShort: boolean): number | undefined {
  const fits = (value: number): boolean => Object.is((value - shift) / unit, scaled);
  const near = scaled * unit + shift;
  if (!isShort && fits(near)) return near;
  for (let digits = 1; digits <= DIGITS; digits++) {
    const value = Number(near.toPrecision(digits));
    if (fits(value)) return value;
  }
  const place = Math.max(Math.abs(near), Math.abs(shift)) * Number.EPSILON;
  for (let step = 1; step <= FAR; step++) {
    const value = [near + step * place, near - step * place].find(fits);
    if (value !== undefined) return value;
  }
  return undefined;
}
