import { type Layer, rowParameters } from '../../language/program.ts';
import type { MatrixView } from '../../worker/protocol.ts';
import type { Size } from '../views/layout.ts';
import { type Bins, binView } from './bins.ts';
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
