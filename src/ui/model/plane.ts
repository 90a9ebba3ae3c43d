import type { FieldView } from '../../worker/protocol.ts';
import type { Subject } from '../../worker/subject.ts';
import type { Model, View } from './model.ts';
import { areClasses, columnOf } from './of-data.ts';

type Request = FieldView['request'];
type BoundaryView = View & { kind: 'boundary' };

/** A rectangle around all examples. */
export interface Plane {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** Cells of the plane that the network is asked for, whatever the size of the picture. */
const GRID = { columns: 120, rows: 60 };
/** Around the examples, of the width that they take. */
const MARGIN = 0.15;

/** The plane that is looked at, and whose values in it; its first row is the uppermost. */
export function fieldOf(model: Model, { plane, unit }: BoundaryView): Request {
  const [low, high] = plane.y;
  return { ...GRID, x: plane.x, y: [high, low], of: unitsOf(model)[unit] ?? 'output' };
}

/** Whose values can be looked at: what is predicted, of several quantities each; then those of each hidden unit. */
function unitsOf({ network, subject }: Model): readonly Request['of'][] {
  const { layers } = network.program.roles;
  const unitsIn = (layer: number): readonly Request['of'][] => {
    const { columns = 0 } = network.shapes.get(layers[layer - 1]?.weights ?? '') ?? {};
    return Array.from({ length: columns }, (_, unit) => ({ layer, unit }));
  };
  const last = layers.length;
  const isOne = isOfClasses(subject) || subject.targets.columns === 1;
  return [...(isOne ? (['output'] as const) : unitsIn(last)), ...layers.slice(0, -1).flatMap((_, i) => unitsIn(i + 1))];
}

/** Whether a border between classes is looked for: the targets are said to be classes, or look like them. */
export function isOfClasses({ classes, targets }: Subject): boolean {
  return classes !== undefined || areClasses(targets);
}

function planeOf({ subject }: Model): Plane {
  const { inputs, test } = subject;
  const parts = [inputs, ...(test === undefined ? [] : [test.inputs])];
  return { x: around(parts, 0), y: around(parts, 1) };
}

/** What a column takes up in all of these, and a margin. */
function around(parts: readonly Subject['inputs'][], column: number): readonly [number, number] {
  const values = parts.map((part) => columnOf(part, column));
  const low = Math.min(...values.map((own) => own.reduce((least, value) => Math.min(least, value))));
  const high = Math.max(...values.map((own) => own.reduce((most, value) => Math.max(most, value))));
  const margin = (high - low || 1) * MARGIN;
  return [low - margin, high + margin];
}

export function boundaryView(model: Model): BoundaryView {
  return { kind: 'boundary', discretised: false, plane: planeOf(model), unit: 0 };
}

/** The values of the next unit, or of the one before; after the last come those of the output again. */
export function nextUnit(model: Model, view: BoundaryView, direction: 1 | -1): BoundaryView {
  const count = unitsOf(model).length;
  return { ...view, unit: (Math.min(view.unit, count - 1) + direction + count) % count };
}
