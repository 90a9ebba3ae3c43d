import type { Rectangle } from './layout.ts';

/** Of the columns, for the example beside the pictures of units. */
const SHARE = 0.45;

/** Where an image stands with what the network says of it, and where what the first units look for. */
export function examplePlaces({ x, y, columns, rows }: Rectangle): {
  readonly example: Rectangle;
  readonly units: Rectangle;
} {
  const left = Math.round(columns * SHARE);
  return {
    example: { x, y, columns: left, rows },
    units: { x: x + left, y, columns: columns - left, rows },
  };
}
