/* The plane of two inputs of a script: a grid as fine as its passes allow, and its values in pieces of one pass. */

import { emptyMatrix, type Matrix } from '../engine/matrix.ts';
import { coarser, type Grid, interpolate, middlesOf, type PlaneRequest, type PlaneValues } from '../engine/plane.ts';
import type { Floats } from '../language/dtypes.ts';
import { largestOf, meansOf } from '../language/example-rows.ts';
import type { Parameters, Predictor } from '../script/debug/examine/predictor.ts';

/** The fewest points of a plane: with fewer, interpolation blurs a border too much. */
const FEWEST_POINTS = 24 * 12;

/** The finest grid of a plane that takes about a time, at least the coarsest one. */
export function gridFor(request: PlaneRequest, predictor: Predictor, passTime: number, most: number): Grid {
  for (let times = 1; times < Math.max(request.columns, request.rows); times++) {
    const grid = coarser(request, times);
    const isFew = grid.columns * grid.rows <= FEWEST_POINTS;
    if (isFew || passesOf(grid, request, predictor) * passTime <= most) return grid;
  }
  return coarser(request, 1);
}

export function passesOf({ columns, rows }: Grid, { of }: PlaneRequest, predictor: Predictor): number {
  return hiddenUnit({ of }, predictor) === undefined ? Math.ceil((columns * rows) / predictor.block) : columns * rows;
}

/** The unit of a hidden layer that is asked for; undefined for the prediction, or one of its values. */
function hiddenUnit(
  { of }: Pick<PlaneRequest, 'of'>,
  { units }: Predictor,
): Exclude<PlaneRequest['of'], 'output'> | undefined {
  const last = (units?.length ?? 2) - 1;
  return of === 'output' || of.layer === last ? undefined : of;
}

function columnOf({ rows, columns, data }: Matrix, column: number): Matrix {
  return {
    rows,
    columns: 1,
    data: Float64Array.from({ length: rows }, (_, row) => data[row * columns + column] as number),
  };
}

/** The values of the prediction, or of a unit, in each cell of a plane. */
export function* valuesOn(
  grid: Grid,
  request: PlaneRequest,
  predictor: Predictor,
  parameters: Parameters,
): Generator<void, PlaneValues | undefined> {
  const points = middlesOf(grid, request.inputs, meansOf(predictor.examples));
  const hidden = hiddenUnit(request, predictor);
  const all =
    hidden === undefined
      ? yield* predictor.predicting(parameters, points)
      : yield* unitOn(points, hidden, predictor, parameters);
  if (all === undefined) return undefined;
  const known = hidden === undefined && request.of !== 'output' ? columnOf(all, request.of.unit) : all;
  const cells = request.columns * request.rows;
  const [values, classes] = [new Float64Array(cells), new Uint16Array(cells)];
  interpolate(known, grid, request, (cell, { data }) => {
    const largest = Math.max(0, largestOf(data, 0, data.length));
    values[cell] = data[largest] as number;
    classes[cell] = largest;
  });
  return known.columns > 1 ? { values, classes } : { values };
}

function* unitOn(
  points: Matrix,
  { layer, unit }: Exclude<PlaneRequest['of'], 'output'>,
  predictor: Predictor,
  parameters: Parameters,
): Generator<void, Matrix | undefined> {
  const known = emptyMatrix({ rows: points.rows, columns: 1 });
  for (let row = 0; row < points.rows; row++) {
    if (row > 0) yield;
    const value = predictor.layersOf(parameters, rowOf(points, row))?.layers[layer]?.[unit];
    if (value === undefined) return undefined;
    known.data[row] = value;
  }
  return known;
}

export function rowOf({ columns, data }: Matrix, row: number): Floats {
  return data.slice(row * columns, (row + 1) * columns);
}
