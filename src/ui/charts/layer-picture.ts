import type { Floats } from '../../language/dtypes.ts';
import { type Layer, rowParameters } from '../../language/program.ts';
import type { MatrixView } from '../../worker/protocol.ts';
import type { Size } from '../views/layout.ts';
import type { Heatmap } from './heatmap.ts';

/** The parameters of a layer: its weights, and its row parameters (bias, gamma, beta) below them. */
export interface LayerViews {
  readonly weights: MatrixView;
  readonly below: readonly MatrixView[];
}

/** Names of the units before and after a layer; units without a name are h1, h2, … */
export interface UnitNames {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The weights as a grid of cells, with a row below for each row parameter. */
export interface LayerPicture extends Heatmap {
  readonly bins: Bins;
}

/** The views of a layer's parameters; undefined when its weights are not among them. */
export function layerViews(layer: Layer, parameters: readonly MatrixView[]): LayerViews | undefined {
  const find = (name: string): MatrixView | undefined => parameters.find((view) => view.name === name);
  const weights = find(layer.weights);
  return weights && { weights, below: rowParameters(layer).flatMap((name) => find(name) ?? []) };
}

/** A layer in at most `most` cells; a larger one is scaled down to means of blocks. */
export function layerPicture({ weights, below }: LayerViews, { before, after }: UnitNames, most: Size): LayerPicture {
  const columns = Math.max(1, most.columns);
  const bins = binView(weights, Math.max(1, most.rows - below.length), columns);
  return {
    rowLabels: [...unitLabels(before, bins.rows, bins.blockRows), ...below.map(({ name }) => rowName(name))],
    columnLabels: unitLabels(after, bins.columns, bins.blockColumns),
    values: Float64Array.of(...bins.means, ...below.flatMap((row) => [...binView(row, 1, columns).means])),
    bins,
  };
}

/** `l1_gamma` → `gamma`, `net.layers[1].bias` → `bias`: the picture names the layer. */
export function rowName(name: string): string {
  return name.replace(/^l\d+_|^.*\./, '');
}

/** `0`, `1`, … */
export function numbersTo(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => String(index));
}

/** The name of the first unit in each block. */
function unitLabels(names: readonly string[], blocks: number, perBlock: number): readonly string[] {
  return Array.from({ length: blocks }, (_, block) => names[block * perBlock] ?? `h${block * perBlock + 1}`);
}

/** A matrix scaled down: each cell is the mean of a block. */
export interface Bins {
  readonly rows: number;
  readonly columns: number;
  readonly means: Floats;
  /** Rows and columns of a block; blocks at the lower and right edge may be smaller. */
  readonly blockRows: number;
  readonly blockColumns: number;
}

/** A matrix scaled down to at most `mostRows` × `mostColumns` with the smallest blocks. */
export function binView(view: MatrixView, mostRows: number, mostColumns: number): Bins {
  const blockRows = blockSize(view.rows, view.blockRows, mostRows);
  const blockColumns = blockSize(view.columns, view.blockColumns, mostColumns);
  const rows = Math.ceil(view.rows / blockRows);
  const columns = Math.ceil(view.columns / blockColumns);
  const means = new Float64Array(rows * columns);
  const across = Math.ceil(view.columns / view.blockColumns);
  view.sums.forEach((sum, index) => {
    const row = Math.floor((Math.floor(index / across) * view.blockRows) / blockRows);
    const column = Math.floor(((index % across) * view.blockColumns) / blockColumns);
    means[row * columns + column]! += sum;
  });
  for (let row = 0; row < rows; row++) {
    const height = Math.min(blockRows, view.rows - row * blockRows);
    for (let column = 0; column < columns; column++) {
      means[row * columns + column]! /= height * Math.min(blockColumns, view.columns - column * blockColumns);
    }
  }
  return { rows, columns, means, blockRows, blockColumns };
}

/** The block size along one side: the smallest multiple of the view's own block that leaves at most `most` blocks. */
function blockSize(count: number, block: number, most: number): number {
  return block * Math.ceil(Math.ceil(count / block) / most);
}
