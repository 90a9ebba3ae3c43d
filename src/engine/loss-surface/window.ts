/** A rectangle of a plane. */
export interface Window {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The grids of a map, from coarse to fine. Each cell of one is the middle of 3×3 cells of the next, so that its loss stays. */
export const GRIDS = [1, 3, 9].map((times) => ({ columns: 11 * times, rows: 5 * times }));

/** Half of the least width and height, in the unit of the weights. */
const LEAST_HALF = 0.5;
/** Half of a window, by the extent of the points in it; and by the largest distance from its middle. */
const BY_EXTENT = 0.65;
const BY_DISTANCE = 1.15;
/** A window stays while the points are within this share of it … */
const ROOM = 0.96;
/** … and one around them would be at least this share of it. */
const LEAST_SHARE = 0.4;
/** A magnified window stays while its point is within this share of it. */
const CALM = 0.6;

/** The window around points. */
export function windowAround(points: readonly Point[]): Window {
  const around = (places: readonly number[]): readonly [number, number] => {
    const [low, high] = [Math.min(...places), Math.max(...places)];
    return centred((low + high) / 2, Math.max(LEAST_HALF, BY_EXTENT * (high - low)));
  };
  return { x: around(points.map(({ x }) => x)), y: around(points.map(({ y }) => y)) };
}

/** The window with one of the points in its middle, and all others in it. */
export function windowCentredOn(middle: Point, points: readonly Point[]): Window {
  const around = (place: number, places: readonly number[]): readonly [number, number] => {
    const farthest = Math.max(...places.map((other) => Math.abs(other - place)));
    return centred(place, Math.max(LEAST_HALF, BY_DISTANCE * farthest));
  };
  return {
    x: around(
      middle.x,
      points.map(({ x }) => x),
    ),
    y: around(
      middle.y,
      points.map(({ y }) => y),
    ),
  };
}

/** The window, at least half as high as wide. Both axes have one unit, and a path along one of them leaves no height. */
export function notFlat({ x, y }: Window): Window {
  return { x, y: centred((y[0] + y[1]) / 2, Math.max(half(y), half(x) / 2)) };
}

/** True while a window still suits: the points are well within it, and the window around them is not much smaller. */
export function stillFits(kept: Window, wanted: Window, points: readonly Point[]): boolean {
  const suits = (
    ends: readonly [number, number],
    other: readonly [number, number],
    places: readonly number[],
  ): boolean =>
    half(other) >= LEAST_SHARE * half(ends) &&
    half(other) <= half(ends) / ROOM &&
    places.every((place) => isInside(ends, place, ROOM));
  const isWide = suits(
    kept.x,
    wanted.x,
    points.map(({ x }) => x),
  );
  const isHigh = suits(
    kept.y,
    wanted.y,
    points.map(({ y }) => y),
  );
  return isWide && isHigh;
}

/**
 * The window magnified 2^zoom times: around `on`, or around its own middle where it is not magnified.
 * @param before the last one of the same scale, which stays while `on` is well within it.
 */
export function magnified(window: Window, zoom: number, on: Point, before: Window | undefined): Window {
  const axis = (
    ends: readonly [number, number],
    place: number,
    last: readonly [number, number] | undefined,
  ): readonly [number, number] => {
    const size = half(ends) / 2 ** zoom;
    if (zoom <= 0) return centred((ends[0] + ends[1]) / 2, size);
    const isSame = last !== undefined && Math.abs(half(last) - size) < 1e-9 * size;
    return isSame && isInside(last, place, CALM) ? last : centred(place, size);
  };
  return { x: axis(window.x, on.x, before?.x), y: axis(window.y, on.y, before?.y) };
}

/** The window moved by shares of its width and height. */
export function shifted({ x, y }: Window, right: number, up: number): Window {
  const move = ([low, high]: readonly [number, number], share: number): readonly [number, number] => {
    const by = share * (high - low);
    return [low + by, high + by];
  };
  return { x: move(x, right), y: move(y, up) };
}

/** The place of the middle of cell `cell` of `cells` between two ends. */
export function middleOf([low, high]: readonly [number, number], cell: number, cells: number): number {
  return low + ((high - low) * (cell + 0.5)) / cells;
}

/** The cells of a grid of `GRIDS`, row by row, whose middles are not in the grid before it. */
export function newCells(level: number): readonly number[] {
  const { columns, rows } = GRIDS[level]!;
  const all = Array.from({ length: columns * rows }, (_, cell) => cell);
  if (level === 0) return all;
  return all.filter((cell) => (cell % columns) % 3 !== 1 || Math.floor(cell / columns) % 3 !== 1);
}

/** The losses of a grid with those of the grid before it in their places; NaN elsewhere. */
export function refined(losses: Float64Array, level: number): Float64Array {
  const [coarse, fine] = [GRIDS[level - 1]!, GRIDS[level]!];
  const all = new Float64Array(fine.columns * fine.rows).fill(Number.NaN);
  losses.forEach((loss, cell) => {
    const [row, column] = [Math.floor(cell / coarse.columns), cell % coarse.columns];
    all[(3 * row + 1) * fine.columns + 3 * column + 1] = loss;
  });
  return all;
}

function half([low, high]: readonly [number, number]): number {
  return (high - low) / 2;
}

function centred(place: number, size: number): readonly [number, number] {
  return [place - size, place + size];
}

function isInside(ends: readonly [number, number], place: number, share: number): boolean {
  return Math.abs(place - (ends[0] + ends[1]) / 2) <= share * half(ends);
}
