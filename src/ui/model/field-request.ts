import type { FieldView, Job } from '../../worker/protocol.ts';
import type { Model } from './model.ts';

type Request = FieldView['request'];

/** Cells of the plane that the network is asked for, whatever the size of the picture. */
const GRID = { columns: 120, rows: 60 };
/** Around the examples, of the width that they take. */
const MARGIN = 0.15;

/** The plane of the examples; its first row is the uppermost. */
export function fieldOf({ subject }: Model): Request {
  const { inputs, test } = subject.job;
  const [x, y] = [0, 1].map((column) => extentOf([inputs, ...(test === undefined ? [] : [test.inputs])], column));
  const [low, high] = y as [number, number];
  return { ...GRID, x: x as [number, number], y: [high, low], of: 'output' };
}

function extentOf(parts: readonly Job['inputs'][], column: number): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { rows, columns, data } of parts) {
    for (let row = 0; row < rows; row++) {
      low = Math.min(low, data[row * columns + column] as number);
      high = Math.max(high, data[row * columns + column] as number);
    }
  }
  const margin = (high - low || 1) * MARGIN;
  return [low - margin, high + margin];
}
