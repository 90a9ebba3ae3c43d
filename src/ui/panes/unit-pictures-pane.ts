import type { Floats } from '../../language/dtypes.ts';
import { scaleOf } from '../charts/heatmap.ts';
import { drawPixels, pixelsSize, timesIn } from '../charts/pixels.ts';
import { type Frame, fitLine, type Line, padStart, span, widthOf } from '../text/line.ts';
import { formatCount, formatDatum, formatPlain } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { BORDER, box, inside } from './box.ts';

export interface UnitPicturesProps {
  /** The name of the weight matrix: `syn0`. */
  readonly name: string;
  /** The number of all units. */
  readonly units: number;
  /** Inputs × units: a column for each picture, starting at unit `from`. */
  readonly weights: { readonly rows: number; readonly columns: number; readonly data: ArrayLike<number> };
  /** Activations of all units for the chosen example. */
  readonly activations?: ArrayLike<number> | undefined;
  /** The image size of the inputs; rows of weights beyond it, such as a bias, are not drawn. */
  readonly image: { readonly width: number; readonly height: number };
  /** The unit of the first column of `weights`, from 0. */
  readonly from: number;
  /** The first visible unit; the last page is as full as the others. */
  readonly first: number;
  /** The unit that is marked, from 0. */
  readonly chosen?: number | undefined;
  /** Words about the marked unit, longest first. */
  readonly footnotes?: readonly string[];
  readonly focused: boolean;
}

const GAP = 2;
const LABEL_ROWS = 1;
const FIGURE = 5;

/** The number of units that a pane of this size shows. */
export function visibleUnits(props: UnitPicturesProps, size: Size, theme: Theme): number {
  const { across, down } = gridIn(props, size, theme);
  return Math.min(props.units, across * down);
}

/** The weights from the pixels to each unit as an image: blue is negative, orange positive. */
export function drawUnitPictures(props: UnitPicturesProps, size: Size, theme: Theme): Frame {
  const { name, weights, units, from, image, activations, chosen, footnotes = [], focused } = props;
  const grid = gridIn(props, size, theme);
  const { across, times, columns, rows } = grid;
  const scale = scaleOf(weights.data);
  const { first, shown } = unitsShown(props, grid);
  const pictureOf = (unit: number): Frame => [
    labelOf(unit, activations?.[unit], unit === chosen, columns, theme),
    ...drawPixels({ ...image, values: columnOf(weights, unit - from) }, { kind: 'signed', scale }, times, theme),
  ];
  const content: Line[] = [];
  for (let start = 0; start < shown; start += across) {
    const pictures = Array.from({ length: Math.min(across, shown - start) }, (_, i) => pictureOf(first + start + i));
    for (let row = 0; row < LABEL_ROWS + rows; row++) {
      content.push(pictures.flatMap((picture) => fitLine(picture[row] ?? [], columns + GAP)));
    }
  }
  const { minus, plusMinus, dash } = theme.glyphs;
  const end = formatDatum(scale, theme.glyphs);
  // A terminal of 16 colours has no orange.
  const [low, high] = theme.depth === 1 ? ['=', '#'] : ['blue', theme.depth === 4 ? 'yellow' : 'orange'];
  const ends = `${low} ${minus}${end} to ${high} +${end}`;
  const range = `h${first + 1}${dash}h${first + shown} of ${formatCount(units)}`;
  const text = {
    title: name,
    details: [`weights from each pixel  ${ends}`, ends, `${plusMinus}${end}`],
    note: shown < units ? range : undefined,
    footnotes,
    focused,
  };
  return box(text, size, content, theme);
}

/** The unit whose picture or label is at a cell of the pane, from 0; undefined elsewhere. */
export function pictureAt(
  props: UnitPicturesProps,
  size: Size,
  theme: Theme,
  cell: { readonly column: number; readonly row: number },
): number | undefined {
  const grid = gridIn(props, size, theme);
  const [column, row] = [cell.column - BORDER.columns / 2, cell.row - 1];
  const place = Math.floor(column / (grid.columns + GAP));
  const isBetween = column - place * (grid.columns + GAP) >= grid.columns;
  if (column < 0 || row < 0 || place >= grid.across || isBetween) return undefined;
  const index = Math.floor(row / (LABEL_ROWS + grid.rows)) * grid.across + place;
  const { first, shown } = unitsShown(props, grid);
  return index < shown ? first + index : undefined;
}

/** The first visible unit, from 0, and the number of visible ones. */
function unitsShown(
  { weights, from, first }: UnitPicturesProps,
  { across, down }: Grid,
): { readonly first: number; readonly shown: number } {
  const shown = Math.min(across * down, weights.columns);
  return { first: Math.max(from, Math.min(first, from + weights.columns - shown)), shown };
}

/** `h3  0.83`: the unit, and its activation if there is room. */
function labelOf(
  unit: number,
  activation: number | undefined,
  isChosen: boolean,
  columns: number,
  { glyphs, styles }: Theme,
): Line {
  const name = `${isChosen ? glyphs.pointer : ''}h${unit + 1}`;
  const figure = activation === undefined ? '' : formatPlain(activation, 2, FIGURE, glyphs);
  // A long number may reach into the gap beside the picture.
  const room = [columns, columns + GAP - 1].map((own) => own - widthOf(name)).find((rest) => widthOf(figure) < rest);
  return [span(name, isChosen ? styles.accent : styles.quiet), span(room === undefined ? '' : padStart(figure, room))];
}

function columnOf({ columns, data }: UnitPicturesProps['weights'], unit: number): Floats {
  return Float64Array.from({ length: Math.floor(data.length / columns) }, (_, row) => data[row * columns + unit]!);
}

interface Grid {
  readonly across: number;
  readonly down: number;
  readonly times: number;
  /** The size of one picture without its label. */
  readonly columns: number;
  readonly rows: number;
}

/** The grid that shows the most pictures, and then the largest. */
function gridIn({ weights, image }: UnitPicturesProps, size: Size, theme: Theme): Grid {
  const room = inside(size);
  const gridFor = (times: number): Grid => {
    const own = pixelsSize(
      { width: Math.max(1, Math.floor(image.width * times)), height: Math.max(1, Math.floor(image.height * times)) },
      1,
      theme,
    );
    return {
      across: Math.max(1, Math.floor((room.columns + GAP) / (own.columns + GAP))),
      down: Math.max(1, Math.floor(room.rows / (own.rows + LABEL_ROWS))),
      times,
      ...own,
    };
  };
  const most = timesIn(image, { columns: room.columns, rows: room.rows - LABEL_ROWS }, theme);
  if (most < 1) return gridFor(most);
  for (let times = most; times > 1; times--) {
    const grid = gridFor(times);
    if (grid.across * grid.down >= weights.columns) return grid;
  }
  return gridFor(1);
}
