import { type CellName, printCell } from '../../program/change.ts';
import type { Shape } from '../../program/expression.ts';
import { type Layer, type Program, rowParameters } from '../../program/program.ts';
import { printShape, type Shapes } from '../../program/shapes.ts';
import type { MatrixView } from '../../worker/protocol.ts';
import { type Bins, binView } from '../charts/bins.ts';
import { capacity, drawHeatmap, type Heatmap } from '../charts/heatmap.ts';
import type { Size } from '../layout.ts';
import { type Frame, span } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
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
  const views = new Map(props.views?.map((view) => [view.name, view]));
  const { direction, sizes } = arrangeLayers(layerShapes(props.program, props.shapes).slice(props.first), size);
  const last = props.first + sizes.length;
  const widest = sizes.findIndex(({ columns }) => columns === Math.max(...sizes.map((size) => size.columns)));
  const frames = sizes.map((own, index) => {
    const layer = layers[props.first + index] as Layer;
    const picture = pictureOf(layer, props.first + index, props, views, own, theme);
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
  views: ReadonlyMap<string, MatrixView>,
  size: Size,
  theme: Theme,
): Pick<BoxText, 'details'> & { readonly footnotes: readonly string[]; readonly frame: Frame } {
  const view = views.get(layer.weights);
  if (view === undefined) return { details: [], footnotes: [], frame: [[span('starting', theme.styles.quiet)]] };
  const { times } = theme.glyphs;
  const room = { columns: size.columns - BORDER.columns, rows: size.rows - BORDER.rows };
  const below = rowParameters(layer);
  const most = capacity(room.columns, room.rows - below.length);
  const bins = binView(view, most.rows, most.columns);
  const meansBelow = below.flatMap((name) => {
    const row = views.get(name);
    return row === undefined ? Array<number>(bins.columns).fill(0) : [...binView(row, 1, most.columns).means];
  });
  const before = index === 0 ? props.inputNames : [];
  const after = index === props.program.roles.layers.length - 1 ? props.targetNames : [];
  const heatmap: Heatmap = {
    rowLabels: [...unitLabels(before, bins.rows, bins.blockRows), ...below.map(shortName)],
    columnLabels: unitLabels(after, bins.columns, bins.blockColumns),
    values: Float64Array.of(...bins.means, ...meansBelow),
    chosen: chosenCell(props.chosen, layer, bins),
  };
  const scaledDown = bins.blockRows > 1 || bins.blockColumns > 1;
  const shape = printShape(view).replace('×', times);
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

/** The name of the first unit in each block; hidden units are h1, h2, … */
function unitLabels(names: readonly string[], blocks: number, perBlock: number): readonly string[] {
  return Array.from({ length: blocks }, (_, block) => names[block * perBlock] ?? `h${block * perBlock + 1}`);
}

/** `l1_gamma` → `gamma`: of which layer it is says the title. */
function shortName(name: string): string {
  return name.replace(/^l\d+_/, '');
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
