import { type CellName, printCell } from '../../language/change.ts';
import { type Layer, type Program, rowParameters } from '../../language/program.ts';
import { printShape, type Shapes } from '../../language/shapes.ts';
import type { MatrixView } from '../../worker/protocol.ts';
import { capacity, drawHeatmap, type Heatmap, heatmapCellAt, LONGEST_LABEL } from '../charts/heatmap.ts';
import { type Bins, layerPicture, layerViews, numbersTo, rowName } from '../charts/layer-picture.ts';
import { type Frame, span, widthOf, wrap } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { arrangeLayers, type PictureShape } from './arrange-layers.ts';
import { BORDER, type BoxText, box, inside } from './box.ts';

export interface WeightsProps {
  readonly program: Program;
  readonly shapes: Shapes;
  readonly inputNames: readonly string[];
  readonly targetNames: readonly string[];
  /** All parameters; undefined before the first snapshot. */
  readonly views: readonly MatrixView[] | undefined;
  /** The reason why there are no weights; undefined where there are. */
  readonly nothing?: string | undefined;
  /** True for a script: rows and columns have their numbers in Python as names. */
  readonly areNumbered?: boolean;
  /** The first visible layer. */
  readonly first: number;
  /** The chosen cell of a parameter. */
  readonly chosen?: CellName | undefined;
  readonly focused: boolean;
}

/** The pictures of all layers: the weights of each, and below them its row parameters (bias, gamma, beta). */
export function layerShapes(
  { program, shapes, areNumbered }: Pick<WeightsProps, 'program' | 'shapes' | 'areNumbered'>,
  { inputNames, targetNames }: Pick<WeightsProps, 'inputNames' | 'targetNames'>,
): readonly PictureShape[] {
  const widest = (names: readonly string[]): number => Math.min(LONGEST_LABEL, Math.max(1, ...names.map(widthOf)));
  const { layers } = program.roles;
  return layers.map((layer, index) => {
    const { rows, columns } = shapes.get(layer.weights) ?? { rows: 0, columns: 0 };
    const below = rowParameters(layer);
    const named = areNumbered === true ? [String(rows - 1)] : index === 0 ? inputNames : [`h${rows}`];
    const rowNames = [...named, ...below.map(rowName)];
    const above = index === layers.length - 1 ? targetNames : [`h${columns}`];
    const heading = areNumbered === true ? [String(columns - 1)] : above;
    return { rows: rows + below.length, columns, label: widest(rowNames) + 1, heading: widest(heading) };
  });
}

/** A heatmap for each weight matrix: rows are units of the layer before, columns units of the layer after. */
export function drawWeights(props: WeightsProps, size: Size, theme: Theme): Frame {
  const { layers } = props.program.roles;
  if (layers.length === 0) {
    const content = wrap(props.nothing ?? 'no weights', size.columns - BORDER.columns);
    const frame = content.map((text) => [span(text, theme.styles.quiet)]);
    return box({ title: 'weights', details: [], focused: props.focused }, size, frame, theme);
  }
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
  // A script makes its weights when it runs.
  const waiting = props.areNumbered === true ? 'does not exist yet' : 'starting';
  if (drawn === undefined) return { details: [], footnotes: [], frame: [[span(waiting, theme.styles.quiet)]] };
  const { heatmap, bins, weights } = drawn;
  const { times } = theme.glyphs;
  const room = inside(size);
  const scaledDown = bins.blockRows > 1 || bins.blockColumns > 1;
  const shape = printShape(weights).replace('×', times);
  const block = `${bins.blockRows}${times}${bins.blockColumns}`;
  const from = `${index === 0 ? props.program.roles.inputs : `l${index}`} ${theme.glyphs.arrow} ${layer.output}`;
  return {
    details: props.areNumbered === true ? [shape] : [`${shape}  ${from}`, shape],
    footnotes:
      heatmap.chosen !== undefined && props.chosen !== undefined
        ? cellFootnotes(printCell(props.chosen))
        : scaledDown
          ? [`a cell is the mean of ${block} weights`, `means of ${block}`, `by ${block}`]
          : [],
    frame: drawHeatmap(heatmap, room.columns, room.rows, theme),
  };
}

function cellFootnotes(cell: string): readonly string[] {
  return [`${cell}  e edits it, x sets it to zero`, `${cell}  e edit, x zero`, cell];
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
  const isNumbered = props.areNumbered === true;
  const names = isNumbered
    ? { before: numbersTo(own.weights.rows), after: numbersTo(own.weights.columns) }
    : {
        before: index === 0 ? props.inputNames : [],
        after: index === props.program.roles.layers.length - 1 ? props.targetNames : [],
      };
  const last = isNumbered ? String(own.weights.rows - 1) : `h${own.weights.rows}`;
  const rowNames = [
    ...(index === 0 && !isNumbered ? props.inputNames : [last]),
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
