import type { SweepFacts } from '../../worker/protocol.ts';
import { axisName } from '../model/cell-names.ts';
import { widthOf } from '../text/line.ts';
import type { Size } from '../views/layout.ts';

/*
 * The places of the cells of a map. Each combination is a block of cells, one for each seed, row by row. The values of the first axis are
 * columns of blocks; the combinations of all other axes are groups of rows.
 */

/** A row of the map. */
export type MapRow =
  | { readonly kind: 'group'; readonly group: number }
  /** The seeds from `from` on, of one group. */
  | { readonly kind: 'cells'; readonly group: number; readonly from: number };

export interface MapGrid {
  readonly columnLabels: readonly string[];
  /** Empty for a single group. */
  readonly groupLabels: readonly string[];
  readonly groups: number;
  readonly seeds: number;
  /** Seeds in a row of a block. */
  readonly perRow: number;
  /** Columns of a cell: its glyph, with or without the space after it. */
  readonly cell: 1 | 2;
  /** Columns of a block, with the gap after it. */
  readonly block: number;
  /** Columns of the labels of rows. */
  readonly label: number;
  readonly rows: readonly MapRow[];
  /** Rows, and columns of blocks, in sight. */
  readonly shownRows: number;
  readonly shownColumns: number;
}

/** The numbers of seeds in a row that are easy to count by. */
const EASY = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000];
/** Rows above the cells: the values of the first axis, and the heading of the seeds. */
export const HEADING_ROWS = 2;

/** The places of all cells in a content of this size. */
export function gridOf(facts: SweepFacts, { columns, rows }: Size): MapGrid {
  const [first, ...others] = facts.axes;
  const columnLabels = first?.values ?? [''];
  const groupLabels = groupLabelsOf(others);
  const groups = Math.max(1, groupLabels.length);
  const seeds = facts.seeds.length;
  const label =
    Math.max(
      widthOf(first === undefined ? '' : axisName(first.name)),
      ...facts.seeds.map((seed) => String(seed).length),
      'seed'.length,
    ) + 2;
  const widest = Math.max(...columnLabels.map((text) => widthOf(text)));
  const room = rows - HEADING_ROWS;
  const blockOf = (perRow: number, cell: 1 | 2): number => Math.max(perRow * cell, widest) + 2;
  const rowsFor = (perRow: number): number =>
    groups * Math.ceil(seeds / perRow) + (groupLabels.length > 0 ? groups : 0);
  const fits = (perRow: number, cell: 1 | 2): boolean => label + columnLabels.length * blockOf(perRow, cell) <= columns;
  const sizes = [...EASY.filter((size) => size < seeds), seeds];
  const isCensus = columnLabels.length * groups === 1;
  const candidates = ([2, 1] as const).flatMap((cell) => sizes.map((perRow) => ({ perRow, cell })));
  const best =
    candidates.find(
      ({ perRow, cell }) =>
        fits(perRow, cell) && rowsFor(perRow) <= room && (!isCensus || perRow * perRow >= seeds || perRow === seeds),
    ) ??
    candidates.filter(({ perRow, cell }) => fits(perRow, cell)).sort((one, other) => other.perRow - one.perRow)[0] ??
    ({ perRow: 1, cell: 2 } as const);
  const block = blockOf(best.perRow, best.cell);
  const gridRows: MapRow[] = [];
  for (let group = 0; group < groups; group++) {
    if (groupLabels.length > 0) gridRows.push({ kind: 'group', group });
    for (let from = 0; from < seeds; from += best.perRow) gridRows.push({ kind: 'cells', group, from });
  }
  return {
    columnLabels,
    groupLabels,
    groups,
    seeds,
    ...best,
    block,
    label,
    rows: gridRows,
    shownRows: Math.max(1, room),
    shownColumns: Math.max(1, Math.min(columnLabels.length, Math.floor((columns - label + 2) / block))),
  };
}

/** The columns of a content that show all blocks. */
export function gridWidth({ label, block, columnLabels }: MapGrid): number {
  return label + columnLabels.length * block - 2;
}

function groupLabelsOf(axes: SweepFacts['axes']): readonly string[] {
  const wide = axes.filter(({ values }) => values.length > 1);
  if (wide.length === 0) return [];
  return wide.reduce<readonly string[]>(
    (before, { name, values }) =>
      before.flatMap((text) => values.map((value) => `${text === '' ? '' : `${text}, `}${axisName(name)} ${value}`)),
    [''],
  );
}

/** A cell by its place in the grid. */
export interface CellPlace {
  /** A column of blocks. */
  readonly column: number;
  readonly group: number;
  /** An index of the seeds. */
  readonly seed: number;
}

export function placeOfCell({ groups, seeds }: MapGrid, cell: number): CellPlace {
  const combination = Math.floor(cell / seeds);
  return { column: Math.floor(combination / groups), group: combination % groups, seed: cell % seeds };
}

export function cellAtPlace({ groups, seeds }: MapGrid, { column, group, seed }: CellPlace): number {
  return (column * groups + group) * seeds + seed;
}

/** The row of a cell, and the first row and column in sight: whole screens, so that nothing moves while a row is in sight. */
export function sightOf(
  grid: MapGrid,
  chosen: number,
): { readonly row: number; readonly firstRow: number; readonly firstColumn: number } {
  const { column, group, seed } = placeOfCell(grid, chosen);
  const from = seed - (seed % grid.perRow);
  const row = grid.rows.findIndex((own) => own.kind === 'cells' && own.group === group && own.from === from);
  const { shownRows, shownColumns } = grid;
  const lastRow = Math.max(0, grid.rows.length - shownRows);
  const lastColumn = Math.max(0, grid.columnLabels.length - shownColumns);
  return {
    row,
    firstRow: Math.min(lastRow, Math.floor(row / shownRows) * shownRows),
    firstColumn: Math.min(lastColumn, Math.floor(column / shownColumns) * shownColumns),
  };
}

/** The neighbour of a cell on the screen; the same cell at the border. */
export function neighbour(grid: MapGrid, chosen: number, direction: 'up' | 'down' | 'left' | 'right'): number {
  const { perRow, seeds, columnLabels } = grid;
  const place = placeOfCell(grid, chosen);
  const offset = place.seed % perRow;
  const from = place.seed - offset;
  switch (direction) {
    case 'left':
      if (offset > 0) return cellAtPlace(grid, { ...place, seed: place.seed - 1 });
      if (place.column === 0) return chosen;
      return cellAtPlace(grid, { ...place, column: place.column - 1, seed: Math.min(seeds, from + perRow) - 1 });
    case 'right':
      if (offset < perRow - 1 && place.seed < seeds - 1) return cellAtPlace(grid, { ...place, seed: place.seed + 1 });
      if (place.column === columnLabels.length - 1) return chosen;
      return cellAtPlace(grid, { ...place, column: place.column + 1, seed: from });
    case 'up':
    case 'down': {
      const cells = grid.rows.filter((row) => row.kind === 'cells');
      const now = cells.findIndex((row) => row.group === place.group && row.from === from);
      const next = cells[now + (direction === 'down' ? 1 : -1)];
      if (next === undefined) return chosen;
      return cellAtPlace(grid, { ...place, group: next.group, seed: Math.min(seeds - 1, next.from + offset) });
    }
  }
}

/** The cell at a place of the content; undefined where there is none. */
export function cellUnder(
  grid: MapGrid,
  chosen: number,
  at: { readonly column: number; readonly row: number },
): number | undefined {
  const { firstRow, firstColumn } = sightOf(grid, chosen);
  const row = at.row < HEADING_ROWS ? undefined : grid.rows[firstRow + at.row - HEADING_ROWS];
  const across = at.column - grid.label;
  if (row?.kind !== 'cells' || across < 0) return undefined;
  const column = firstColumn + Math.floor(across / grid.block);
  const offset = Math.floor((across % grid.block) / grid.cell);
  const seed = row.from + offset;
  if (column >= grid.columnLabels.length || offset >= grid.perRow || seed >= grid.seeds) return undefined;
  return cellAtPlace(grid, { column, group: row.group, seed });
}
