import { type Span, span } from '../text/line.ts';
import { divergingColour, inkOn } from '../theme/colours.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import type { Colour } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { HalfBlocks, pixelsPerCell } from './half-blocks.ts';
import { type PlaneAxis, placeOn, ticksIn } from './xy-axes.ts';

/** The loss in each cell of a grid, row by row from the lowest y. */
export interface LossGrid {
  readonly columns: number;
  readonly rows: number;
  readonly losses: Float64Array;
}

/** The bands of a map: losses between two round numbers have one colour, so that the borders are contour lines. */
export interface Bands {
  readonly scale: 'log' | 'linear';
  /** The losses at the borders, ascending; none for a flat map. */
  readonly edges: readonly number[];
}

/** A mark on the map, or a corner of the path. */
export interface MapPoint {
  readonly x: number;
  readonly y: number;
}

/** The marks, the most important last. */
export interface MapMark extends MapPoint {
  readonly text: string;
}

/** The most borders: few quiet colours. Without colour there are five shades, with 16 colours five colours. */
const MOST_EDGES = 8;
const MOST_EDGES_WITHOUT_SHADES = 4;
const FEWEST_EDGES = 3;
/** The digits of the borders on a log scale, the fewest first. */
const DIGITS = [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 5, 7]];
/** The share of the diverging scale that the bands take: the ends of it are loud. */
const QUIET = 0.7;

/** Round borders between the bands of a map. A log scale needs losses above 0, and some round numbers among them: otherwise it is linear. */
export function bandsOf(losses: Float64Array, wanted: Bands['scale'], { depth }: Theme): Bands {
  const finite = losses.filter(Number.isFinite);
  const most = depth > 4 ? MOST_EDGES : MOST_EDGES_WITHOUT_SHADES;
  const low = finite.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
  const high = finite.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
  const scale = wanted === 'log' && low > 0 ? 'log' : 'linear';
  if (!(high > low)) return { scale, edges: [] };
  const within = (edge: number): boolean => edge > low && edge < high;
  if (scale === 'log') {
    const found = roundOnLog(low, high, most).filter(within);
    if (found.length >= Math.min(FEWEST_EDGES, most)) return { scale, edges: found };
  }
  return { scale: 'linear', edges: ticksIn({ name: '', low, high }, most).filter(within) };
}

/** The most round numbers between two, at most `most` of them: with several in a decade, one in each, or one in every few. */
function roundOnLog(low: number, high: number, most: number): readonly number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const decades = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const between = (digits: readonly number[], every: number): readonly number[] =>
    decades
      .filter((exponent) => exponent % every === 0)
      .flatMap((exponent) => digits.map((digit) => Number(`${digit}e${exponent}`)))
      .filter((edge) => edge > low && edge < high);
  const candidates = [
    ...DIGITS.toReversed().map((digits) => between(digits, 1)),
    ...[2, 3, 5, 10, 20, 50].map((every) => between([1], every)),
  ];
  return candidates.find(({ length }) => length <= most) ?? [];
}

/** The number of the band of a loss, from 0; undefined for one that is not finite. */
export function bandOf({ edges }: Bands, loss: number): number | undefined {
  if (!Number.isFinite(loss)) return undefined;
  const band = edges.findIndex((edge) => loss < edge);
  return band === -1 ? edges.length : band;
}

/** The colour of a band: from blue, the lowest, to orange. Undefined for the terminal's own ground. */
export function bandColour({ edges }: Bands, band: number, theme: Theme): Colour | undefined {
  return divergingColour(edges.length === 0 ? 0 : QUIET * ((2 * band) / edges.length - 1), theme);
}

/** The shade of a band without colour, the lowest the lightest. */
export function bandShade({ edges }: Bands, band: number, { glyphs }: Theme): string {
  const { shades } = glyphs;
  return shades[Math.round((band * (shades.length - 1)) / Math.max(1, edges.length))]!;
}

/** The map in `size` cells, one span each, with the path and the marks on it. */
export function drawSurfaceMap(
  grid: LossGrid,
  bands: Bands,
  axes: { readonly x: PlaneAxis; readonly y: PlaneAxis },
  path: readonly MapPoint[],
  marks: readonly MapMark[],
  size: Size,
  theme: Theme,
): Span[][] {
  const texts = textsOn(axes, path, marks, size, theme);
  const isColoured = theme.depth > 1;
  const perCell = isColoured ? pixelsPerCell(theme) : 1;
  const lossAt = sampler(grid, bands.scale, size.columns, size.rows * perCell);
  const blocks = new HalfBlocks(theme);
  const colours = Array.from({ length: bands.edges.length + 1 }, (_, band) => bandColour(bands, band, theme));
  const colourAt = (column: number, row: number): Colour | undefined =>
    colours[bandOf(bands, lossAt(column, row)) ?? -1];
  return Array.from({ length: size.rows }, (_, row) =>
    Array.from({ length: size.columns }, (_cell, column): Span => {
      const text = texts.get(row * size.columns + column);
      if (!isColoured) {
        if (text !== undefined) return span(text, theme.styles.strong);
        const isBeside =
          marks.length > 0 && [-1, 1].some((by) => isMark(texts.get(row * size.columns + column + by), theme));
        const band = bandOf(bands, lossAt(column, row));
        if (band === undefined) return span('?');
        return span(isBeside ? ' ' : bandShade(bands, band, theme));
      }
      const upper = colourAt(column, row * perCell);
      if (text === undefined) return blocks.cell(upper, perCell === 2 ? colourAt(column, 2 * row + 1) : upper);
      if (upper === undefined) return span(text, theme.styles.strong);
      return span(text, { background: upper, foreground: inkOn(upper, theme.depth), bold: true });
    }),
  );
}

/** The dots of the path; in ASCII the dot is a shade. */
export function pathMark({ dot, halves }: Glyphs): string {
  return halves === undefined ? '+' : dot;
}

function isMark(text: string | undefined, { glyphs }: Theme): boolean {
  return text !== undefined && text !== pathMark(glyphs);
}

/** The path and the marks by cell, row-major. */
function textsOn(
  { x, y }: { readonly x: PlaneAxis; readonly y: PlaneAxis },
  path: readonly MapPoint[],
  marks: readonly MapMark[],
  { columns, rows }: Size,
  { glyphs }: Theme,
): ReadonlyMap<number, string> {
  const texts = new Map<number, string>();
  const put = (point: MapPoint, text: string): void => {
    const [column, fromBelow] = [placeOn(x, point.x, columns), placeOn(y, point.y, rows)];
    if (column !== undefined && fromBelow !== undefined) texts.set((rows - 1 - fromBelow) * columns + column, text);
  };
  path.forEach((point, i) => {
    const before = path[i - 1] ?? point;
    const wide = (Math.abs(point.x - before.x) / (x.high - x.low)) * columns;
    const high = (Math.abs(point.y - before.y) / (y.high - y.low)) * rows;
    const steps = Math.max(1, Math.min(2 * (columns + rows), Math.ceil(Math.max(wide, high))));
    for (let step = 1; step <= steps; step++) {
      const share = step / steps;
      put({ x: before.x + share * (point.x - before.x), y: before.y + share * (point.y - before.y) }, pathMark(glyphs));
    }
  });
  for (const { text, ...point } of marks) put(point, text);
  return texts;
}

/**
 * The loss in each cell of a picture of `columns` × `rows`, rows from the top: interpolated between the middles of the grid, of
 * logarithms on a log scale. Beside a loss that is not finite it is that of the nearest middle.
 */
function sampler(
  { columns: across, rows: down, losses }: LossGrid,
  scale: Bands['scale'],
  columns: number,
  rows: number,
): (column: number, row: number) => number {
  const values = scale === 'log' ? losses.map(Math.log) : losses;
  const place = (cell: number, cells: number, coarse: number): readonly [from: number, share: number] => {
    const at = Math.max(0, Math.min(coarse - 1, ((cell + 0.5) * coarse) / cells - 0.5));
    const from = Math.min(Math.floor(at), Math.max(0, coarse - 2));
    return [from, coarse === 1 ? 0 : at - from];
  };
  const right = Array.from({ length: columns }, (_, column) => place(column, columns, across));
  const up = Array.from({ length: rows }, (_, row) => place(rows - 1 - row, rows, down));
  return (column, row) => {
    const [[left, toRight], [below, toTop]] = [right[column]!, up[row]!];
    const start = below * across + left;
    const [one, two] = [values[start]!, values[start + (across > 1 ? 1 : 0)]!];
    const upper = start + (down > 1 ? across : 0);
    const [three, four] = [values[upper]!, values[upper + (across > 1 ? 1 : 0)]!];
    const low = one + toRight * (two - one);
    const mixed = low + toTop * (three + toRight * (four - three) - low);
    if (Number.isFinite(mixed)) return scale === 'log' ? Math.exp(mixed) : mixed;
    return losses[(toTop < 0.5 ? start : upper) + (toRight < 0.5 || across === 1 ? 0 : 1)]!;
  };
}
