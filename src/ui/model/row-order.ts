/** How a table of examples is arranged. */
export interface Arrangement {
  /** As the data have them, or by how far the prediction misses. */
  readonly sort: 'data' | 'worst' | 'best';
  readonly onlyWrong: boolean;
  /** A number of an example, counted from 1, `7` or `#7`, or the name of a class, whole or a part of it; empty for all. */
  readonly find: string;
}

/** What the examples of a table are, as far as it is arranged by that. */
export interface Rows {
  readonly count: number;
  /** 1 for each that is wrong; of quantities, where nothing is simply wrong, each that misses by too much. */
  readonly wrong: Uint8Array;
  /** Of a classification: what each is, and what the network says it is, −1 where it says nothing. */
  readonly classes?:
    | { readonly names: readonly string[]; readonly is: Int32Array; readonly said: Int32Array }
    | undefined;
}

/**
 * Which examples a table shows, in their order. Equal errors stay in the order of the data; one that is no number counts
 * as larger than all others.
 * @param errors of each example, 0 or more
 */
export function orderOf(rows: Rows, errors: Float64Array, { sort, onlyWrong, find }: Arrangement): Uint32Array {
  const isFound = finder(rows, find.trim().toLowerCase());
  const shown = new Uint32Array(rows.count);
  let count = 0;
  for (let example = 0; example < rows.count; example++) {
    if (onlyWrong && rows.wrong[example] !== 1) continue;
    if (isFound !== undefined && !isFound(example)) continue;
    shown[count++] = example;
  }
  const kept = shown.subarray(0, count);
  return sort === 'data' ? kept : sortedBy(kept, errors, sort === 'worst');
}

/** Whether an example is looked for; undefined where all are. The names of classes are compared once, not for each row. */
function finder({ classes }: Rows, wanted: string): ((example: number) => boolean) | undefined {
  if (wanted === '') return undefined;
  // As numbers stand in the table, or as they are typed; a class may be called by a number, and then #7 is the example.
  const digits = wanted.replaceAll(/[# ,_]/g, '');
  const isNumber = /^\d+$/.test(digits);
  const isCalledSo = isNumber && classes?.names.some((name) => name.toLowerCase() === wanted) === true;
  const number = isNumber && !isCalledSo ? Number(digits) - 1 : -1;
  if (classes === undefined) return (example) => example === number;
  const isMeant = (name: string): boolean => (isCalledSo ? name === wanted : name.includes(wanted));
  const matches = Uint8Array.from(classes.names, (name) => (isMeant(name.toLowerCase()) ? 1 : 0));
  return (example) =>
    example === number || matches[classes.is[example]!] === 1 || matches[classes.said[example]!] === 1;
}

/** Bits of a key that are sorted by at a time: as many buckets as stay in the fastest memory. */
const DIGIT = 11;
const DIGITS = [0, DIGIT, 2 * DIGIT];
const BUCKETS = 1 << DIGIT;

/**
 * Examples by their errors, in a fixed number of passes: the bits of a number of 0 or more rise with it, so that they can be
 * sorted like the digits of a number, the last digit first. Errors that are equal in 32 bits are compared after that. A
 * comparison sort of 100,000 takes five times as long.
 */
function sortedBy(examples: Uint32Array, errors: Float64Array, isDescending: boolean): Uint32Array {
  let sorted: Uint32Array = Uint32Array.from(examples);
  let keys: Uint32Array = keysOf(examples, errors, isDescending);
  let nextSorted: Uint32Array = new Uint32Array(keys.length);
  let nextKeys: Uint32Array = new Uint32Array(keys.length);
  const starts = new Uint32Array(BUCKETS + 1);
  for (const shift of DIGITS) {
    starts.fill(0);
    for (let i = 0; i < keys.length; i++) starts[((keys[i]! >>> shift) & (BUCKETS - 1)) + 1]!++;
    for (let bucket = 1; bucket <= BUCKETS; bucket++) starts[bucket]! += starts[bucket - 1]!;
    for (let i = 0; i < keys.length; i++) {
      const place = starts[(keys[i]! >>> shift) & (BUCKETS - 1)]!++;
      nextKeys[place] = keys[i]!;
      nextSorted[place] = sorted[i]!;
    }
    [sorted, nextSorted] = [nextSorted, sorted];
    [keys, nextKeys] = [nextKeys, keys];
  }
  let start = 0;
  for (let end = 1; end <= keys.length; end++) {
    if (end < keys.length && keys[end] === keys[start]) continue;
    if (end - start > 1) sortAlike(sorted.subarray(start, end), errors, isDescending);
    start = end;
  }
  return sorted;
}

/** The errors in 32 bits that rise with them, or that fall. */
function keysOf(examples: Uint32Array, errors: Float64Array, isDescending: boolean): Uint32Array {
  const short = new Float32Array(1);
  const bits = new Uint32Array(short.buffer);
  return examples.map((example) => {
    const error = Math.abs(errors[example]!);
    // NaN has many forms; this one is above infinity.
    short[0] = Number.isNaN(error) ? Number.NaN : error;
    return isDescending ? ~bits[0]! : bits[0]!;
  });
}

/** Sorts examples whose errors differ little, or not at all, which is the most frequent case. */
function sortAlike(examples: Uint32Array, errors: Float64Array, isDescending: boolean): void {
  const sign = isDescending ? -1 : 1;
  const differ = (one: number, other: number): number => {
    const [left, right] = [errors[one]!, errors[other]!];
    return left < right ? -sign : left > right ? sign : one - other;
  };
  for (let i = 1; i < examples.length; i++) {
    if (differ(examples[i - 1]!, examples[i]!) > 0) {
      examples.sort(differ);
      return;
    }
  }
}
