import type { SurfaceMap, SurfacePoint } from '../../worker/protocol.ts';
import type { Model } from '../model/model.ts';
import {
  axesOf,
  chosenWords,
  LOWEST,
  marksOf,
  measuredExamples,
  NOW_LOWEST,
  plainMath,
  whyNoMap,
} from '../panes/surface-pane.ts';
import { formatCount, formatDatum, formatError } from '../text/numbers.ts';
import { type SurfaceState, surfaceProps } from '../views/surface-view.ts';
import { sentence, spokenTheme } from './spoken.ts';

const { glyphs } = spokenTheme;
const LOSS_WIDTH = 8;
/** Places along each axis whose loss is read. */
const PLACES = 5;

export const SURFACE_KEYS = [
  'd changes the plane. X, Y and # choose the weights, arrows move the map, page up and page down zoom, enter centres it.',
];

/** True while the answer is of another plane or window. */
export function isSurfacePending({ snapshot, viewRequest }: Model): boolean {
  return JSON.stringify(snapshot?.surface?.request) !== JSON.stringify(viewRequest.surface);
}

/** The loss surface in sentences: its axes, its marks, its lowest place, and the losses along both axes through now. */
export function surfaceSentences(model: Model, view: SurfaceState): readonly string[] {
  const { surface, loss, without } = surfaceProps(model, view);
  if (surface === undefined) return ['No losses yet.'];
  const { map, why, examples, of } = surface;
  if (map === undefined) return [whyNoMap(why ?? 'no slope')];
  const axes = axesOf(map, glyphs);
  const besides = without === '' ? '' : `, ${without}`;
  return [
    sentence(
      `loss surface by ${axes.x.name} and ${axes.y.name}${map.weights === undefined ? '' : chosenWords(map.weights)}`,
    ),
    sentence(`loss: ${plainMath(loss[0] ?? '')} over ${measuredExamples(examples, of)}${besides}`),
    ...marksOf(map, glyphs).map(({ name, point }) => sentence(`${markNames[name] ?? name}: ${pointText(point)}`)),
    lowestOf(map),
    alongAxis(map, 'x'),
    alongAxis(map, 'y'),
  ];
}

const markNames: Readonly<Record<string, string>> = {
  now: 'weights now',
  [NOW_LOWEST]: 'weights now, the lowest loss of the path',
  first: 'initial weights',
  [LOWEST]: 'lowest loss of the path',
};

function pointText({ iteration, x, y, away, loss }: SurfacePoint): string {
  const own = loss === undefined ? '' : `, loss ${formatError(loss, LOSS_WIDTH)}`;
  return `iteration ${formatCount(iteration)}${own}, at ${number(x)}, ${number(y)}, ${number(away)} from this plane`;
}

function lowestOf({ losses, columns, rows, x, y }: SurfaceMap): string {
  const lowest = losses.reduce((best, loss, cell) => (loss < losses[best]! ? cell : best), 0);
  const [column, row] = [lowest % columns, Math.floor(lowest / columns)];
  const place = `${middleText(x, column, columns)}, ${middleText(y, row, rows)}`;
  return sentence(`lowest loss of this map: ${formatError(losses[lowest]!, LOSS_WIDTH)} at ${place}`);
}

/** The losses at some places of an axis, in the row or column of the weights now. */
function alongAxis(map: SurfaceMap, axis: 'x' | 'y'): string {
  const { columns, rows, losses, now } = map;
  const axes = axesOf(map, glyphs);
  const cellAt = (ends: readonly [number, number], value: number, cells: number): number =>
    Math.max(0, Math.min(cells - 1, Math.floor(((value - ends[0]) / (ends[1] - ends[0])) * cells)));
  const [column, row] = [cellAt(map.x, now.x, columns), cellAt(map.y, now.y, rows)];
  const [ends, cells] = axis === 'x' ? [map.x, columns] : [map.y, rows];
  const places = Array.from({ length: PLACES }, (_, place) => {
    const cell = Math.round((place * (cells - 1)) / (PLACES - 1));
    const loss = losses[axis === 'x' ? row * columns + cell : cell * columns + column]!;
    return `${middleText(ends, cell, cells)}: ${formatError(loss, LOSS_WIDTH)}`;
  });
  return sentence(`along ${axes[axis].name}, ${places.join('; ')}`);
}

/** The middle of a cell, along the axis with these ends. */
function middleText([low, high]: readonly [number, number], cell: number, cells: number): string {
  return number(low + ((high - low) * (cell + 0.5)) / cells);
}

function number(value: number): string {
  return formatDatum(Math.abs(value) < 5e-10 ? 0 : Number(value.toPrecision(3)), glyphs);
}
