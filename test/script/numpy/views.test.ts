import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyOf, type HeapObject, Slice, Tuple, type Value } from '../../../src/script/machine/values.ts';
import { meetingShape } from '../../../src/script/numpy/broadcast.ts';
import { castArray } from '../../../src/script/numpy/casts.ts';
import { fromNumbers } from '../../../src/script/numpy/convert.ts';
import { bool, float64, int64 } from '../../../src/script/numpy/dtypes.ts';
import { assign, getItem, setItem } from '../../../src/script/numpy/indexing.ts';
import { cellsOf, NdArray } from '../../../src/script/numpy/ndarray.ts';
import { reshape, transpose } from '../../../src/script/numpy/shaping.ts';
import { applyBinary, applyInPlace } from '../../../src/script/numpy/ufunc-calls.ts';
import { add, subtract } from '../../../src/script/numpy/ufuncs.ts';
import { TestHost } from './evaluator.ts';

/** An array as a list of places, row by row. A view shares its places with the array that it is a view of. */
interface Naive {
  readonly shape: readonly number[];
  readonly places: readonly { value: number }[];
}

const host = new TestHost();
const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

/** All indices of a shape, row by row. */
function indicesOf(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (lead, n) => lead.flatMap((own) => Array.from({ length: n }, (_, i) => [...own, i])),
    [[]],
  );
}

function placeAt(of: Naive, index: readonly number[]): { value: number } {
  return of.places[index.reduce((flat, i, k) => flat * of.shape[k]! + i, 0)]!;
}

/** An index along one axis: a whole number, or a slice whose positions are listed. */
type Part =
  | { readonly kind: 'whole'; readonly at: number }
  | { readonly kind: 'slice'; readonly slice: readonly (number | null)[] };

function positionsOf([start, stop, step]: readonly (number | null)[], n: number): number[] {
  // The positions of Python's slice, found by trying all numbers.
  const by = step ?? 1;
  const from = start === undefined || start === null ? (by > 0 ? 0 : n - 1) : start < 0 ? start + n : start;
  const to = stop === undefined || stop === null ? (by > 0 ? n : -1) : stop < 0 ? Math.max(stop + n, -1) : stop;
  const found: number[] = [];
  for (let i = from; by > 0 ? i < to : i > to; i += by) if (i >= 0 && i < n) found.push(i);
  // A start beyond the end begins at the last position that the step reaches from the end.
  if (from >= n && by < 0) {
    const again: number[] = [];
    for (let i = n - 1; i > to; i += by) again.push(i);
    return again;
  }
  if (from < 0 && by > 0) {
    const again: number[] = [];
    for (let i = 0; i < to && i < n; i += by) again.push(i);
    return again;
  }
  return found;
}

function naiveSlice(of: Naive, parts: readonly Part[]): Naive {
  const lists = of.shape.map((n, k) => {
    const part = parts[k];
    if (part === undefined) return Array.from({ length: n }, (_, i) => i);
    return part.kind === 'whole' ? [part.at] : positionsOf(part.slice, n);
  });
  const shape = lists.flatMap((list, k) => (parts[k]?.kind === 'whole' ? [] : [list.length]));
  const all = lists.reduce<number[][]>((lead, list) => lead.flatMap((own) => list.map((i) => [...own, i])), [[]]);
  return { shape, places: all.map((index) => placeAt(of, index)) };
}

function indexOf(parts: readonly Part[]): Value {
  return new Tuple(
    parts.map((part) =>
      part.kind === 'whole' ? part.at : new Slice(part.slice[0] ?? null, part.slice[1] ?? null, part.slice[2] ?? null),
    ),
  );
}

const bound = fc.option(fc.integer({ min: -5, max: 5 }));
const anySlice = fc.tuple(bound, bound, fc.option(fc.constantFrom(-3, -2, -1, 1, 2, 3)));
const anyShape = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 });

/** A choice for each step; the step reads of it what its array needs. */
const anyStep = fc.record({
  kind: fc.constantFrom('slice', 'transpose', 'reshape', 'newaxis'),
  slices: fc.array(anySlice, { minLength: 3, maxLength: 3 }),
  wholes: fc.array(fc.option(fc.nat(3)), { minLength: 3, maxLength: 3 }),
  turn: fc.nat(5),
});
type Step = typeof anyStep extends fc.Arbitrary<infer S> ? S : never;

function partsFor({ slices, wholes }: Step, shape: readonly number[]): Part[] {
  return shape.slice(0, 3).map((n, k) => {
    const whole = wholes[k];
    return whole !== null && whole !== undefined && n > 0 && k > 0
      ? { kind: 'whole', at: whole % n }
      : { kind: 'slice', slice: slices[k]! };
  });
}

function taken(array: NdArray, naive: Naive, step: Step): [NdArray, Naive] {
  const { shape } = naive;
  switch (step.kind) {
    case 'slice': {
      const parts = partsFor(step, shape);
      return [getItem(array, indexOf(parts), host) as NdArray, naiveSlice(naive, parts)];
    }
    case 'transpose': {
      const order = shape.map((_, k) => (k + step.turn) % shape.length);
      const turned = order.map((k) => shape[k]!);
      const places = indicesOf(turned).map((index) => {
        const own = new Array<number>(shape.length);
        order.forEach((k, i) => {
          own[k] = index[i]!;
        });
        return placeAt(naive, own);
      });
      return [transpose(array, order), { shape: turned, places }];
    }
    case 'reshape': {
      const size = sizeOf(shape);
      const rows = [1, 2, 3, 4].filter((n) => size % n === 0)[step.turn % 2] ?? 1;
      const wanted = [rows, size / rows];
      const made = reshape(array, wanted, host);
      const isView = made.base !== undefined && made.data === array.data;
      // A copy has places of its own.
      const places = isView || array.contiguous ? naive.places : naive.places.map(({ value }) => ({ value }));
      expect(isView || !array.contiguous).toBe(true);
      return [made, { shape: wanted, places }];
    }
    default: {
      const made = getItem(array, new Tuple([null]), host) as NdArray;
      return shape.length > 2 ? [array, naive] : [made, { shape: [1, ...shape], places: naive.places }];
    }
  }
}

function numbersOf(array: NdArray): number[] {
  return Array.from(cellsOf(array) as Iterable<number>);
}

describe('views', () => {
  it('show and change the places of their array, through any chain of views', () => {
    fc.assert(
      fc.property(anyShape, fc.array(anyStep, { maxLength: 4 }), anyStep, (shape, steps, last) => {
        const numbers = Array.from({ length: sizeOf(shape) }, (_, i) => i);
        const root = fromNumbers(numbers, float64, shape, host);
        const places = numbers.map((value) => ({ value }));
        let view = root;
        let naive: Naive = { shape, places };
        for (const step of steps) {
          [view, naive] = taken(view, naive, step);
          expect(view.shape).toEqual(naive.shape);
          expect(numbersOf(view)).toEqual(naive.places.map(({ value }) => value));
        }
        const parts = partsFor(last, naive.shape);
        const target = naiveSlice(naive, parts);
        setItem(view, indexOf(parts), 100, host);
        for (const place of target.places) place.value = 100;
        expect(numbersOf(root)).toEqual(places.map(({ value }) => value));
        applyInPlace(add, view, 1000, host);
        for (const place of naive.places) place.value += 1000;
        expect(numbersOf(root)).toEqual(places.map(({ value }) => value));
        expect(numbersOf(view)).toEqual(naive.places.map(({ value }) => value));
      }),
    );
  });

  it('are read whole before they are overwritten, where an operand overlaps the result', () => {
    fc.assert(
      fc.property(anyShape, anyStep, (shape, step) => {
        const numbers = Array.from({ length: sizeOf(shape) }, (_, i) => i + 1);
        const root = fromNumbers(numbers, float64, shape, host);
        const flipped = getItem(root, new Tuple([new Slice(null, null, -1)]), host) as NdArray;
        const before = numbersOf(flipped);
        if (step.turn % 2 === 0) applyInPlace(subtract, root, flipped, host);
        else assign(root, flipped, host);
        expect(numbersOf(root)).toEqual(step.turn % 2 === 0 ? numbers.map((n, i) => n - before[i]!) : before);
      }),
    );
  });

  it('share memory in a copied moment as before, and nothing with the original', () => {
    fc.assert(
      fc.property(anyShape, fc.array(anyStep, { maxLength: 3 }), (shape, steps) => {
        const numbers = Array.from({ length: sizeOf(shape) }, (_, i) => i);
        const root = fromNumbers(numbers, float64, shape, host);
        let view = root;
        let naive: Naive = { shape, places: numbers.map((value) => ({ value })) };
        for (const step of steps) [view, naive] = taken(view, naive, step);
        const copies = new Map<HeapObject, HeapObject>();
        const otherView = copyOf(view, copies);
        const otherRoot = copyOf(root, copies);
        const shares = view.data === root.data;
        assign(otherView, 7, host);
        expect(numbersOf(root)).toEqual(numbers);
        expect(numbersOf(otherView).every((n) => n === 7)).toBe(true);
        const changed = numbersOf(otherRoot).filter((n, i) => n !== numbers[i]).length;
        if (!shares) expect(changed).toBe(0);
        else expect(numbersOf(otherRoot)).toEqual(expectedAfter(root, view, 7));
      }),
    );
  });
});

/** The elements of `root` after a value is written through `view`. */
function expectedAfter(root: NdArray, view: NdArray, value: number): number[] {
  const kept = numbersOf(root);
  assign(view, value, host);
  const written = numbersOf(root);
  assign(root, fromNumbers(kept, float64, root.shape, host), host);
  return written;
}

describe('broadcasting', () => {
  it('repeats sizes of 1 and missing axes, or raises an error', () => {
    const sizes = fc.array(fc.constantFrom(1, 1, 2, 3), { maxLength: 3 });
    fc.assert(
      fc.property(sizes, sizes, fc.nat(3), (left, right, kinds) => {
        const p = Array.from({ length: sizeOf(left) }, (_, i) => i + 1);
        const q = Array.from({ length: sizeOf(right) }, (_, i) => 10 * (i + 1));
        const a = fromNumbers(p, kinds % 2 === 0 ? float64 : int64, left, host);
        const b = fromNumbers(q, kinds > 1 ? float64 : int64, right, host);
        const length = Math.max(left.length, right.length);
        const padded = [left, right].map((shape) => [
          ...new Array<number>(length - shape.length).fill(1),
          ...shape,
        ]) as [number[], number[]];
        const fits = padded[0].every((n, k) => n === padded[1][k] || n === 1 || padded[1][k] === 1);
        expect(meetingShape(left, right) !== undefined).toBe(fits);
        if (!fits) {
          expect(() => applyBinary(add, a, b, host)).toThrow('could not be broadcast together');
          return;
        }
        const shape = padded[0].map((n, k) => Math.max(n, padded[1][k]!));
        const at = (numbers: readonly number[], own: readonly number[], index: readonly number[]): number =>
          numbers[index.reduce((flat, i, k) => flat * own[k]! + (own[k] === 1 ? 0 : i), 0)]!;
        const expected = indicesOf(shape).map((index) => at(p, padded[0], index) + at(q, padded[1], index));
        const made = applyBinary(add, a, b, host);
        if (made instanceof NdArray) {
          expect(made.shape).toEqual(shape);
          expect(numbersOf(made)).toEqual(expected);
        } else expect((made as { value: number }).value).toBe(expected[0]);
      }),
    );
  });
});

describe('fancy indices', () => {
  it('choose parts along an axis, to read and to write', () => {
    fc.assert(
      fc.property(anyShape, fc.array(fc.nat(3), { minLength: 1, maxLength: 4 }), fc.nat(2), (shape, chosen, axis) => {
        const along = axis % shape.length;
        const positions = chosen.map((i) => i % shape[along]!);
        const numbers = Array.from({ length: sizeOf(shape) }, (_, i) => i);
        const root = fromNumbers(numbers, float64, shape, host);
        const index = fromNumbers(
          positions.map((i, k) => (k % 2 === 0 ? i : i - shape[along]!)),
          int64,
          [positions.length],
          host,
        );
        const place = new Tuple([...new Array<Value>(along).fill(new Slice(null, null, null)), index]);
        const naive: Naive = { shape, places: numbers.map((value) => ({ value })) };
        const wanted = shape.with(along, positions.length);
        const places = indicesOf(wanted).map((own) => placeAt(naive, own.with(along, positions[own[along]!]!)));
        const made = getItem(root, place, host) as NdArray;
        expect(made.shape).toEqual(wanted);
        expect(numbersOf(made)).toEqual(places.map(({ value }) => value));
        setItem(root, place, -1, host);
        for (const own of places) own.value = -1;
        expect(numbersOf(root)).toEqual(naive.places.map(({ value }) => value));
      }),
    );
  });

  it('choose elements by a mask, to read and to write', () => {
    fc.assert(
      fc.property(
        anyShape,
        fc.array(fc.boolean(), { minLength: 64, maxLength: 64 }),
        fc.boolean(),
        (shape, flags, turned) => {
          const numbers = Array.from({ length: sizeOf(shape) }, (_, i) => i);
          const own = fromNumbers(numbers, float64, shape, host);
          const root = turned ? transpose(own) : own;
          const cells = numbersOf(root);
          const mask = castArray(
            fromNumbers(
              cells.map((_, i) => (flags[i] ? 1 : 0)),
              float64,
              root.shape,
              host,
            ),
            bool,
            host,
          );
          const chosen = cells.filter((_, i) => flags[i]);
          expect(numbersOf(getItem(root, mask, host) as NdArray)).toEqual(chosen);
          setItem(
            root,
            mask,
            fromNumbers(
              chosen.map((n) => -n - 1),
              float64,
              [chosen.length],
              host,
            ),
            host,
          );
          expect(numbersOf(root)).toEqual(cells.map((n, i) => (flags[i] ? -n - 1 : n)));
        },
      ),
    );
  });
});
