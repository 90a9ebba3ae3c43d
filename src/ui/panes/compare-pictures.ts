import { printShape } from '../../language/shapes.ts';
import { drawHeatmap, type Heatmap, scaleOf } from '../charts/heatmap.ts';
import { type LayerViews, layerPicture, type UnitNames } from '../charts/layer-picture.ts';
import { type Frame, fitLine, type Line, lineWidth, span, widthOf } from '../text/line.ts';
import { formatDatum } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';

/** A heatmap, and the blocks of which its cells are means: `2×4`, where they are more than one weight. */
export interface Picture extends Heatmap {
  readonly block: string | undefined;
}

/** A drawn picture with its caption, and the columns both stand in. */
export interface Column {
  readonly caption: Line;
  readonly width: number;
  readonly frame: Frame;
}

/** Columns of a cell and its gap, as a number and as a sign. */
export const NUMBER_CELL = 5;
export const SIGN_CELL = 2;
/** Lines of a picture besides its cells: caption and names. */
export const EXTRA_ROWS = 2;
/** Lines that a heatmap takes besides its cells where it has a legend. */
const HEATMAP_ROWS = 2;

/** A layer as a picture of at most so many cells. */
export function pictureOf(views: LayerViews, names: UnitNames, most: Size): Picture {
  const { bins, ...heatmap } = layerPicture(views, names, most);
  const isExact = bins.blockRows === 1 && bins.blockColumns === 1;
  return { ...heatmap, block: isExact ? undefined : printShape({ rows: bins.blockRows, columns: bins.blockColumns }) };
}

/** By how much each cell has changed. */
export function changeOf(then: Picture, now: Picture): Picture {
  return { ...now, values: Float64Array.from(now.values, (value, index) => value - then.values[index]!) };
}

/**
 * Pictures of one shape with one scale and as many decimals: drawn as one, and cut apart, each below the names of its own
 * columns. Nothing else is below the cells.
 */
export function drawAlike(
  pictures: readonly Picture[],
  columns: number,
  height: number,
  theme: Theme,
): readonly Frame[] {
  const rowLabels = pictures.flatMap((picture) => picture.rowLabels);
  const values = valuesOf(pictures);
  const draw = ({ columnLabels }: Picture): Frame =>
    drawHeatmap({ rowLabels, columnLabels, values }, columns, rowLabels.length * height + HEATMAP_ROWS, theme);
  const [first] = pictures;
  if (first === undefined) return [];
  const [header = [], ...lines] = draw(first);
  // Without colour cells are never tall.
  const each = ((theme.depth === 1 ? 1 : height) * rowLabels.length) / pictures.length;
  return pictures.map((picture, index) => {
    const own = picture.columnLabels.join() === first.columnLabels.join() ? header : (draw(picture)[0] ?? []);
    return [own, ...lines.slice(index * each, (index + 1) * each)];
  });
}

/** `±6`, how far the colours of pictures reach that are drawn alike; nothing where there are no colours. */
export function reachOf(pictures: readonly Picture[], { depth, glyphs }: Theme): string {
  return depth === 1 ? '' : `${glyphs.plusMinus}${formatDatum(scaleOf(valuesOf(pictures)), glyphs)}`;
}

/** A drawn picture whose names take so many columns. */
export function withMargin(frame: Frame, labels: number): Frame {
  const margin = span(' '.repeat(Math.max(0, labels - labelsOf(frame))));
  return frame.map((line) => [margin, ...line]);
}

/** A drawn picture without the names of its rows. */
export function withoutLabels(frame: Frame): Frame {
  const labels = labelsOf(frame);
  const [header = [], ...lines] = frame;
  return [header.map((part) => ({ ...part, text: part.text.slice(labels) })), ...lines.map((line) => line.slice(1))];
}

/** Pictures side by side below their captions. */
export function beside(columns: readonly Column[], gap: number): Frame {
  const rows = Math.max(...columns.map(({ frame }) => frame.length));
  const between = span(' '.repeat(gap));
  const padded = columns.map(paddedLines);
  return Array.from({ length: rows + 1 }, (_, row) =>
    padded.flatMap((lines, index) => {
      const line = lines[row] ?? [span(' '.repeat(columns[index]?.width ?? 0))];
      return index === 0 ? line : [between, ...line];
    }),
  );
}

/** Caption, names and cells, each line as wide as the column. Lines of cells are equally wide: only the first is measured. */
function paddedLines({ caption, width, frame: [header = [], ...lines] }: Column): Frame {
  const rest = span(' '.repeat(Math.max(0, width - lineWidth(lines[0] ?? []))));
  return [fitLine(caption, width), fitLine(header, width), ...lines.map((line) => [...line, rest])];
}

function valuesOf(pictures: readonly Picture[]): readonly number[] {
  return pictures.flatMap(({ values }) => Array.from(values));
}

/** The width of the names beside a heatmap. */
function labelsOf(frame: Frame): number {
  return widthOf(frame[1]?.[0]?.text ?? '');
}
