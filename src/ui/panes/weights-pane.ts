import { type CellName, printCell } from '../../language/change.ts';
import type { Shape } from '../../language/expression.ts';
import { type Layer, type Program, rowParameters } from '../../language/program.ts';
import { printShape, type Shapes } from '../../language/shapes.ts';
import type { MatrixView } from '../../worker/protocol.ts';
import { capacity, drawHeatmap, type Heatmap, heatmapCellAt, LONGEST_LABEL } from '../charts/heatmap.ts';
import { type Bins, layerPicture, layerViews, rowName } from '../charts/layer-picture.ts';
import { type Frame, span, widthOf } from '../text/line.ts';
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

/** Rows × columns of a layer's picture, and the widths of the names of its rows and columns. */
interface PictureShape extends Shape {
  readonly label?: number;
  readonly heading?: number;
}

/** The pictures of all layers: the weights of each, and below them its row parameters (bias, gamma, beta). */
export function layerShapes(
  { program, shapes }: Pick<WeightsProps, 'program' | 'shapes'>,
  { inputNames, targetNames }: Pick<WeightsProps, 'inputNames' | 'targetNames'>,
): readonly PictureShape[] {
  const widest = (names: readonly string[]): number => Math.min(LONGEST_LABEL, Math.max(1, ...names.map(widthOf)));
  const { layers } = program.roles;
  return layers.map((layer, index) => {
    const { rows, columns } = shapes.get(layer.weights) ?? { rows: 0, columns: 0 };
    const below = rowParameters(layer);
    const rowNames = [...(index === 0 ? inputNames : [`h${rows}`]), ...below.map(rowName)];
    const heading = index === layers.length - 1 ? targetNames : [`h${columns}`];
    return { rows: rows + below.length, columns, label: widest(rowNames) + 1, heading: widest(heading) };
  });
}

/** A heatmap for each weight matrix: rows are units of the layer before, columns units of the layer after. */
export function drawWeights(props: WeightsProps, size: Size, theme: Theme): Frame {
  const { layers } = props.program.roles;
  const { direction, sizes } = arrangeLayers(layerShapes(props, props).slice(props.first), size);
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

/** The weight at a column and a row of the pane; of a picture that is scaled down, the first one in the cell. */
export function weightAt(
  props: WeightsProps,
  size: Size,
  theme: Theme,
  column: number,
  row: number,
): CellName | undefined {
  const { layers } = props.program.roles;
  const { direction, sizes } = arrangeLayers(layerShapes(props, props).slice(props.first), size);
  let [left, top] = [0, 0];
  for (const [index, own] of sizes.entries()) {
    const isHere = column < left + own.columns && row < top + own.rows;
    const layer = layers[props.first + index] as Layer;
    if (isHere) return cellAt(layer, props.first + index, props, own, theme, { column: column - left, row: row - top });
    if (direction === 'across') left += own.columns;
    else top += own.rows;
  }
  return undefined;
}

function cellAt(
  layer: Layer,
  index: number,
  props: WeightsProps,
  size: Size,
  theme: Theme,
  { column, row }: { readonly column: number; readonly row: number },
): CellName | undefined {
  const drawn = heatmapOf(layer, index, props, size);
  if (drawn === undefined) return undefined;
  const { heatmap, bins, below } = drawn;
  const room = inside(size);
  const at = { column: column - BORDER.columns / 2, row: row - 1 };
  const cell = heatmapCellAt(heatmap, room.columns, room.rows, theme, at);
  if (cell === undefined) return undefined;
  const column0 = cell.column * bins.blockColumns;
  if (cell.row < bins.rows) return { name: layer.weights, row: cell.row * bins.blockRows, column: column0 };
  const name = below[cell.row - bins.rows]?.name;
  return name === undefined ? undefined : { name, row: 0, column: column0 };
}

function pictureOf(
  layer: Layer,
  index: number,
  props: WeightsProps,
  size: Size,
  theme: Theme,
): Pick<BoxText, 'details'> & { readonly footnotes: readonly string[]; readonly frame: Frame } {
  const drawn = heatmapOf(layer, index, props, size);
  if (drawn === undefined) return { details: [], footnotes: [], frame: [[span('starting', theme.styles.quiet)]] };
  const { heatmap, bins, weights } = drawn;
  const { times } = theme.glyphs;
  const room = inside(size);
  const scaledDown = bins.blockRows > 1 || bins.blockColumns > 1;
  const shape = printShape(weights).replace('×', times);
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

/** The heatmap of a layer in a box, and the matrices that it shows; undefined before the first snapshot. */
function heatmapOf(
  layer: Layer,
  index: number,
  props: WeightsProps,
  size: Size,
):
  | {
      readonly heatmap: Heatmap;
      readonly bins: Bins;
      readonly weights: MatrixView;
      readonly below: readonly MatrixView[];
    }
  | undefined {
  const own = layerViews(layer, props.views ?? []);
  if (own === undefined) return undefined;
  const room = inside(size);
  const names = {
    before: index === 0 ? props.inputNames : [],
    after: index === props.program.roles.layers.length - 1 ? props.targetNames : [],
  };
  const hidden = (units: number): readonly string[] => [`h${units}`];
  const rowNames = [
    ...(index === 0 ? props.inputNames : hidden(own.weights.rows)),
    ...own.below.map(({ name }) => rowName(name)),
  ];
  const most = capacity(room.columns, room.rows, rowNames);
  // A matrix that is scaled down in any case leaves a line for the legend.
  const isWhole = own.weights.rows + own.below.length <= most.rows;
  const picture = layerPicture(own, names, isWhole ? most : { ...most, rows: Math.max(1, most.rows - 1) });
  const { bins } = picture;
  return { heatmap: { ...picture, chosen: chosenCell(props.chosen, layer, bins) }, bins, ...own };
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
 * The columns and rows of a matrix with its border, by the form of its cells. They depend on its shape alone, so that nothing moves
 * when a weight grows.
 */
const LABEL = 4;
/** Columns of a cell with its gap: with a decimal, with whole numbers, with signs; and with two decimals and room around them. */
const CELLS = { decimals: 5, whole: 4, signs: 2 } as const;
const ROOMY_CELL = 9;
type Form = keyof typeof CELLS;
const forms: readonly Form[] = ['decimals', 'whole', 'signs'];
/** The least width of a box: it shows its title. */
const NARROWEST = 15;
/** The least size of a matrix that is scaled down, because it does not fit alone. */
const SCALED: Size = { columns: 28, rows: 10 };
const SHORTEST = 6;
/** Rows of a box besides the cells: border and labels; and the legend. */
const EXTRA_ROWS = BORDER.rows + 1;
const LEGEND_ROWS = 2;
const TALL_CELL = 3;

interface Wish {
  readonly least: number;
  readonly most: number;
}

/**
 * All layers beside or below one another, in the form that shows most; where they do not fit even as signs, the first ones that fit as
 * numbers. A matrix is scaled down only where it would not fit alone. The `rows` of a shape include row parameters.
 */
export function arrangeLayers(shapes: readonly PictureShape[], size: Size): Arrangement {
  const fewer = Array.from({ length: shapes.length - 1 }, (_, index) => shapes.length - 1 - index);
  const choices = [
    ...forms.map((form) => [shapes.length, form] as const),
    ...fewer.flatMap((count) => forms.slice(0, 2).map((form) => [count, form] as const)),
    ...fewer.map((count) => [count, 'signs'] as const),
  ];
  for (const [count, form] of choices) {
    const own = shapes.slice(0, count);
    const widths = own.map((shape) => columnsWish(shape, form, size.columns));
    const heights = own.map((shape) => rowsWish(shape, size.rows));
    if (fits(widths, size.columns)) return across(widths, size);
    // Below one another, every layer must have room for the form.
    if (fits(heights, size.rows) && widths.every(({ least }) => least <= size.columns)) return down(heights, size);
  }
  return across(
    shapes.slice(0, 1).map((shape) => columnsWish(shape, 'signs', size.columns)),
    size,
  );
}

function down(heights: readonly Wish[], { columns, rows }: Size): Arrangement {
  return { direction: 'down', sizes: share(rows, heights).map((own) => ({ columns, rows: own })) };
}

function across(widths: readonly Wish[], { columns, rows }: Size): Arrangement {
  return { direction: 'across', sizes: share(columns, widths).map((own) => ({ columns: own, rows })) };
}

/** Sizes that layers need. */
interface ArrangementWish extends Size {
  /** The columns in which all layers stand side by side, with a decimal. */
  readonly across: number;
  /** The columns and rows in which they stand below one another, with a decimal. */
  readonly numbers: number;
  readonly stacked: number;
  /** The rows that they use side by side. */
  readonly tall: number;
}

/** The size in which all layers fit side by side, and others. */
export function arrangementWish(shapes: readonly PictureShape[]): ArrangementWish {
  const widths = shapes.map((shape) => columnsWish(shape, 'decimals', Number.POSITIVE_INFINITY));
  const heights = shapes.map((shape) => rowsWish(shape, Number.POSITIVE_INFINITY));
  return {
    columns: sum(widths.map(({ most }) => most)),
    rows: Math.max(...heights.map(({ least }) => least + 1)),
    across: sum(widths.map(({ least }) => least)),
    numbers: Math.max(...widths.map(({ least }) => least)),
    stacked: sum(heights.map(({ least }) => least + 1)),
    tall: Math.max(...heights.map(({ most }) => most)),
  };
}

/** The columns of a layer with cells of a form, or of its scaled picture where `room` is too narrow even for signs. */
function columnsWish({ columns, label = LABEL, heading = 0 }: PictureShape, form: Form, room: number): Wish {
  const wide = (cell: number): number => Math.max(NARROWEST, BORDER.columns + label + columns * cell);
  const least = wide(CELLS[form]);
  const most = wide(Math.max(ROOMY_CELL, heading + 2));
  if (least <= room) return { least, most };
  return { least: wide(CELLS.signs) <= room ? least : Math.min(SCALED.columns, room), most };
}

function rowsWish({ rows }: Shape, room: number): Wish {
  const least = Math.max(SHORTEST, rows + EXTRA_ROWS);
  const most = TALL_CELL * rows + EXTRA_ROWS + LEGEND_ROWS;
  return { least: least <= room ? least : Math.min(SCALED.rows, room), most };
}

function fits(wishes: readonly Wish[], length: number): boolean {
  return sum(wishes.map(({ least }) => least)) <= length;
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
