import { type Layer, rowParameters } from '../../language/program.ts';
import type { MatrixView } from '../../worker/protocol.ts';
import type { Size } from '../views/layout.ts';
import type { Heatmap } from './heatmap.ts';

/** What a layer has learned at one moment: its weights, and whatever else it learns, each one row. */
export interface LayerViews {
  readonly weights: MatrixView;
  readonly below: readonly MatrixView[];
}

/** What the rows and columns of a layer's picture are called; units without a name are h1, h2, … */
export interface UnitNames {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The weights as a grid of cells, and below them a row for each of the others. */
export interface LayerPicture extends Heatmap {
  readonly bins: Bins;
}

/** A layer among the parameters of one moment; undefined where it is not there. */
export function layerViews(layer: Layer, parameters: readonly MatrixView[]): LayerViews | undefined {
  const find = (name: string): MatrixView | undefined => parameters.find((view) => view.name === name);
  const weights = find(layer.weights);
  return weights && { weights, below: rowParameters(layer).flatMap((name) => find(name) ?? []) };
}

/** A layer in at most so many cells. */
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

/** `l1_gamma` → `gamma`: of which layer it is says the picture. */
export function rowName(name: string): string {
  return name.replace(/^l\d+_/, '');
}

/** The name of the first unit in each block. */
function unitLabels(names: readonly string[], blocks: number, perBlock: number): readonly string[] {
  return Array.from({ length: blocks }, (_, block) => names[block * perBlock] ?? `h${block * perBlock + 1}`);
}

/** A matrix drawn with fewer cells than it has: each is the mean of a block. */
export interface Bins {
  readonly rows: number;
  readonly columns: number;
  readonly means: Float64Array;
  /** Cells of the matrix in a block; fewer at the lower and right edge. */
  readonly blockRows: number;
  readonly blockColumns: number;
}

/** The means of the smallest blocks with which a matrix takes at most so many rows and columns. */
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

/** The smallest multiple of the view's own block that divides `count` cells into at most `most` blocks. */
function blockSize(count: number, block: number, most: number): number {
  return block * Math.ceil(Math.ceil(count / block) / most);
}
