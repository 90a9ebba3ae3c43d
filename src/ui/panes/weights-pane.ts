import { type CellName, printCell } from '../../language/change.ts';
import type { Shape } from '../../language/expression.ts';
import { type Layer, type Program, rowParameters } from '../../language/program.ts';
import { printShape, type Shapes } from '../../language/shapes.ts';
import type { MatrixView } from '../../worker/protocol.ts';
import type { Bins } from '../charts/bins.ts';
import { capacity, drawHeatmap, type Heatmap } from '../charts/heatmap.ts';
import { layerPicture, layerViews } from '../charts/layer-picture.ts';
import { type Frame, span } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { BORDER, type BoxText, box } from './box.ts';
import { arrangeLayers } from './weights-arrangement.ts';

export interface WeightsProps {
  readonly program: Program;
  readonly shapes: Shapes;
  readonly inputNames: readonly string[];
  readonly targetNames: readonly string[];
  /** Every parameter; undefined before the first snapshot. */
  readonly views: readonly MatrixView[] | undefined;
  /** The first layer shown, where not all fit. */
  readonly first: number;
  /** The weight that a person has chosen. */
  readonly chosen?: CellName | undefined;
  readonly focused: boolean;
}

/** Rows × columns of each layer's picture: its weights, and below them a row for its bias and whatever else it learns. */
export function layerShapes({ roles }: Program, shapes: Shapes): readonly Shape[] {
  return roles.layers.map((layer) => {
    const { rows, columns } = shapes.get(layer.weights) ?? { rows: 0, columns: 0 };
    return { rows: rows + rowParameters(layer).length, columns };
  });
}

/** A heatmap for every weight matrix: rows are units of the layer before, columns units of the layer after. */
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
    const text = { title: layer.weights, details, footnotes, focused: props.focused };
    return box(note === undefined ? text : { ...text, note }, own, picture.frame, theme);
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
  const room = { columns: size.columns - BORDER.columns, rows: size.rows - BORDER.rows };
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

/** Where the chosen weight stands in the picture of a layer, its bias below its weights. */
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
