import { type CellName, printCell } from '../../language/change.ts';
import type { Shape } from '../../language/expression.ts';
import { type Layer, type Program, rowParameters } from '../../language/program.ts';
import { printShape, type Shapes } from '../../language/shapes.ts';
import type { MatrixView } from '../../worker/protocol.ts';
import { capacity, drawHeatmap, type Heatmap } from '../charts/heatmap.ts';
import { type Bins, layerPicture, layerViews } from '../charts/layer-picture.ts';
import { type Frame, span } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { BORDER, type BoxText, box, inside } from './box.ts';

export interface WeightsProps {
  readonly program: Program;
  readonly shapes: Shapes;
  readonly inputNames: readonly string[];
  readonly targetNames: readonly string[];
  /** All parameters; undefined before the first snapshot. */
  readonly views: readonly MatrixView[] | undefined;
  /** The first visible layer. */
  readonly first: number;
  /** The chosen cell of a parameter. */
  readonly chosen?: CellName | undefined;
  readonly focused: boolean;
}

/** Rows × columns of each layer's picture: its weights, and below them its row parameters (bias, gamma, beta). */
export function layerShapes({ roles }: Program, shapes: Shapes): readonly Shape[] {
  return roles.layers.map((layer) => {
    const { rows, columns } = shapes.get(layer.weights) ?? { rows: 0, columns: 0 };
    return { rows: rows + rowParameters(layer).length, columns };
  });
}

/** A heatmap for each weight matrix: rows are units of the layer before, columns units of the layer after. */
export function drawWeights(props: WeightsProps, size: Size, theme: Theme): Frame {
  const { layers } = props.program.roles;
  const { direction, sizes } = arrangeLayers(layerShapes(props.program, props.shapes).slice(props.first), size);
  const last = props.first + sizes.length;
  const widest = sizes.findIndex(({ columns }) => columns === Math.max(...sizes.map((size) => size.columns)));
  const frames = sizes.map((own, index) => {
    const layer = layers[props.first + index] as Layer;
    const picture = pictureOf(layer, props.first + index, props, own, theme);
    const paged = index === widest && sizes.length < layers.length;
    const shown = sizes.length === 1 ? String(last) : `${props.first + 1}${theme.glyphs.dash}${last}`;
    const note = paged ? `${shown} of ${layers.length}` : undefined;
    const { details, footnotes } = picture;
    const text = { title: layer.weights, details, note, footnotes, focused: props.focused };
    return box(text, own, picture.frame, theme);
  });
  return direction === 'down' ? frames.flat() : beside(frames);
}

function pictureOf(
  layer: Layer,
  index: number,
  props: WeightsProps,
  size: Size,
  theme: Theme,
): Pick<BoxText, 'details'> & { readonly footnotes: readonly string[]; readonly frame: Frame } {
  const own = layerViews(layer, props.views ?? []);
  if (own === undefined) return { details: [], footnotes: [], frame: [[span('starting', theme.styles.quiet)]] };
  const { times } = theme.glyphs;
  const room = inside(size);
  const names = {
    before: index === 0 ? props.inputNames : [],
    after: index === props.program.roles.layers.length - 1 ? props.targetNames : [],
  };
  const picture = layerPicture(own, names, capacity(room.columns, room.rows));
  const { bins } = picture;
  const heatmap: Heatmap = { ...picture, chosen: chosenCell(props.chosen, layer, bins) };
  const scaledDown = bins.blockRows > 1 || bins.blockColumns > 1;
  const shape = printShape(own.weights).replace('×', times);
  const block = `${bins.blockRows}${times}${bins.blockColumns}`;
  const from = `${index === 0 ? props.program.roles.inputs : `l${index}`} ${theme.glyphs.arrow} ${layer.output}`;
  return {
    details: [`${shape}  ${from}`, shape],
    footnotes:
      heatmap.chosen !== undefined && props.chosen !== undefined
        ? [`${printCell(props.chosen)}  e edits, x zeroes`, printCell(props.chosen)]
        : scaledDown
          ? [`a cell is the mean of ${block} weights`, `means of ${block}`, `by ${block}`]
          : [],
    frame: drawHeatmap(heatmap, room.columns, room.rows, theme),
  };
}

/** The cell of a layer's picture that shows the chosen cell; row parameters are below the weights. */
function chosenCell(chosen: WeightsProps['chosen'], layer: Layer, bins: Bins): Heatmap['chosen'] {
  if (chosen === undefined) return undefined;
  const below = rowParameters(layer).indexOf(chosen.name);
  if (chosen.name !== layer.weights && below === -1) return undefined;
  const row = below === -1 ? Math.floor(chosen.row / bins.blockRows) : bins.rows + below;
  return { row, column: Math.floor(chosen.column / bins.blockColumns) };
}

function beside(frames: readonly Frame[]): Frame {
  return (frames[0] ?? []).map((_, row) => frames.flatMap((frame) => frame[row] ?? []));
}

/** Sizes of the boxes of the visible layers, in order, beside or below one another. */
interface Arrangement {
  readonly direction: 'across' | 'down';
  readonly sizes: readonly Size[];
}

/*
 * The columns and rows of a matrix with its border: the least with short numbers, the most with long ones. They depend
 * on its shape alone, so that nothing moves when a weight grows.
 */
const LABEL = 4;
const CELL = { least: 5, most: 9 };
/** Bounds of the least size: a box shows its title, and a large matrix is scaled down. */
const NARROWEST = 15;
const WIDEST_LEAST = 28;
const SHORTEST = 7;
const TALLEST_LEAST = 10;
/** Rows of a box besides the cells: border, labels, legend. */
const EXTRA_ROWS = BORDER.rows + 2;

interface Wish {
  readonly least: number;
  readonly most: number;
}

/** The first layers that fit, in the direction in which more do. The `rows` of a shape include row parameters. */
export function arrangeLayers(shapes: readonly Shape[], size: Size): Arrangement {
  const widths = shapes.map(columnsWish);
  const heights = shapes.map(rowsWish);
  const across = Math.max(1, fitting(widths, size.columns));
  const down = fitting(heights, size.rows);
  return across >= down
    ? {
        direction: 'across',
        sizes: share(size.columns, widths.slice(0, across)).map((columns) => ({ columns, rows: size.rows })),
      }
    : {
        direction: 'down',
        sizes: share(size.rows, heights.slice(0, down)).map((rows) => ({ columns: size.columns, rows })),
      };
}

/** The size in which all layers fit side by side. */
export function arrangementWish(shapes: readonly Shape[]): Size {
  return {
    columns: sum(shapes.map((shape) => columnsWish(shape).most)),
    rows: Math.max(...shapes.map((shape) => rowsWish(shape).least)),
  };
}

function columnsWish({ columns }: Shape): Wish {
  const across = (cell: number): number => Math.max(NARROWEST, BORDER.columns + LABEL + columns * cell);
  return { least: Math.min(across(CELL.least), WIDEST_LEAST), most: across(CELL.most) };
}

function rowsWish({ rows }: Shape): Wish {
  const least = Math.max(SHORTEST, rows + EXTRA_ROWS);
  return { least: Math.min(least, TALLEST_LEAST), most: least };
}

/** The number of first wishes whose least sizes fit a length. */
function fitting(wishes: readonly Wish[], length: number): number {
  let used = 0;
  const overflow = wishes.findIndex(({ least }) => {
    used += least;
    return used > length;
  });
  return overflow === -1 ? wishes.length : overflow;
}

/** A length divided by wishes: the least for each, then the rest in proportion to most − least. */
function share(length: number, wishes: readonly Wish[]): readonly number[] {
  const spare = length - sum(wishes.map(({ least }) => least));
  const ranges = wishes.map(({ least, most }) => Math.max(1, most - least));
  const shares = wishes.map(({ least }, i) => least + Math.floor((spare * ranges[i]!) / sum(ranges)));
  shares[shares.length - 1]! += length - sum(shares);
  return shares;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
