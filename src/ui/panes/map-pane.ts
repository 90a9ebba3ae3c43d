import type { RunResult, SweepFacts } from '../../worker/protocol.ts';
import { axisName } from '../model/cell-names.ts';
import type { SweepState } from '../model/sweep.ts';
import { type Frame, type Line, padEnd, padStart, span, truncate, widthOf } from '../text/line.ts';
import { formatCount } from '../text/numbers.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { briefLook, cellKinds, glyphOf, kindOfCell, kindWords, lookWords, styleOfKind } from '../words/map-words.ts';
import { box, inside } from './box.ts';
import { cellAtPlace, gridOf, type MapGrid, placeOfCell, sightOf } from './map-grid.ts';

/* The map: a glyph for each run, by its verdict. */

export interface MapProps {
  readonly facts: SweepFacts;
  readonly cells: readonly (RunResult | undefined)[];
  readonly found: number;
  readonly state: SweepState['state'];
  readonly chosen: number;
  /** An index of the looks; undefined for the end. */
  readonly look: number | undefined;
  /** True where the cells of solved runs show the iterations that they took. */
  readonly showsTimes: boolean;
  /** True where no table beside the map names the glyphs. */
  readonly hasLegend: boolean;
}

export function drawMap(props: MapProps, size: Size, theme: Theme): Frame {
  const { facts, chosen, cells } = props;
  const content = inside(size);
  const grid = gridOf(facts, content);
  const sight = sightOf(grid, chosen);
  const { firstRow, firstColumn } = sight;
  const { column: chosenColumn } = placeOfCell(grid, chosen);
  const { styles, glyphs } = theme;
  const level = levelsOf(cells);
  // Without colour, and without room in the cell, marks at the row and at the column.
  const isUncoloured = theme.depth === 1 && grid.cell === 1;
  const chosenRow = grid.rows[sight.row];
  const shown = Array.from({ length: grid.shownColumns }, (_, k) => firstColumn + k);
  const corner = facts.axes[0] === undefined ? '' : axisName(facts.axes[0].name);
  const heading: Line = [
    span(padEnd(truncate(corner, grid.label - 2, glyphs.ellipsis), grid.label), styles.quiet),
    ...shown.map((column) => {
      const isMarked = isUncoloured && column === chosenColumn;
      const label = `${grid.columnLabels[column] ?? ''}${isMarked ? ' <' : ''}`;
      const text = truncate(label, grid.block - 1, glyphs.ellipsis);
      return span(padEnd(text, grid.block), column === chosenColumn ? styles.strong : styles.quiet);
    }),
  ];
  const seedHeading: Line = [span(padStart('seed', grid.label - 2), styles.quiet)];
  const rows = grid.rows.slice(firstRow, firstRow + grid.shownRows).map((row): Line => {
    if (row.kind === 'group') return [span(grid.groupLabels[row.group] ?? '', styles.strong)];
    const seed = String(facts.seeds[row.from] ?? '');
    const isMarked = isUncoloured && row === chosenRow;
    return [
      span(`${padStart(seed, grid.label - 2)}${isMarked ? ` ${glyphs.pointer}` : '  '}`, styles.quiet),
      ...shown.flatMap((column) => blockLine(props, grid, { column, ...row }, level, theme)),
    ];
  });
  const parts = [
    ...(grid.shownRows < grid.rows.length
      ? [
          `rows ${firstRow + 1}${glyphs.dash}${Math.min(grid.rows.length, firstRow + grid.shownRows)} of ${grid.rows.length}`,
        ]
      : []),
    ...(grid.shownColumns < grid.columnLabels.length
      ? [`columns ${firstColumn + 1}${glyphs.dash}${firstColumn + grid.shownColumns} of ${grid.columnLabels.length}`]
      : []),
  ];
  const there = cellKinds.filter((kind) => cells.some((result) => kindOfCell(result, props.look) === kind));
  const heights = heightsIn(theme);
  const range = `${heights[0]}${glyphs.dash}${heights.at(-1)}`;
  const names = there.map((kind) =>
    kind === 'solved' && props.showsTimes
      ? `${range} solved early${glyphs.dash}late`
      : `${glyphOf(kind, theme)} ${kindWords(kind)}`,
  );
  // The most common verdicts come first; without room for all, the last ones go.
  const legends = names.map((_, left) => names.slice(0, names.length - left).join('  '));
  const seeds = `each cell is a run from one seed, ${grid.perRow === 1 ? 'one' : formatCount(grid.perRow)} in a row`;
  const seedNotes = props.showsTimes
    ? [`${range} iterations to solved, few${glyphs.dash}many, logarithmic`, `${range} iterations to solved`, '']
    : [seeds, 'a cell is a run from one seed', ''];
  return box(
    {
      title: 'map',
      details: [lookWords(facts, props.look), briefLook(facts, props.look)],
      note: parts.length > 0 ? parts.join(', ') : undefined,
      footnotes: props.hasLegend ? [...legends, ''] : seedNotes,
      focused: true,
    },
    size,
    [heading, seedHeading, ...rows],
    theme,
  );
}

interface RowOfBlock {
  readonly column: number;
  readonly group: number;
  readonly from: number;
}

/** The cells of one row of one block. */
function blockLine(
  { cells, chosen, look, showsTimes }: MapProps,
  grid: MapGrid,
  { column, group, from }: RowOfBlock,
  level: (iterations: number) => number,
  theme: Theme,
): Line {
  const { styles, depth } = theme;
  const heights = heightsIn(theme);
  const line: { text: string; style?: Style }[] = [];
  for (let seed = from; seed < Math.min(grid.seeds, from + grid.perRow); seed++) {
    const cell = cellAtPlace(grid, { column, group, seed });
    const result = cells[cell];
    const kind = kindOfCell(result, look);
    const solvedAt = kind === 'solved' ? result?.solvedAt : undefined;
    const glyph = showsTimes && solvedAt !== undefined ? (heights[level(solvedAt)] as string) : glyphOf(kind, theme);
    const isChosen = cell === chosen;
    line.push({ text: glyph, style: isChosen ? styles.chosen : styleOfKind(kind, theme) });
    // Without colour, brackets of a kind: the pointer takes the gap before the next cell.
    if (grid.cell === 2) line.push({ text: isChosen && depth === 1 ? '<' : ' ' });
  }
  const used = line.reduce((sum, { text }) => sum + widthOf(text), 0);
  return [...line, span(' '.repeat(Math.max(0, grid.block - used)))];
}

/** The glyphs of eight heights. In ASCII they are digits: its other heights are glyphs of verdicts. */
function heightsIn({ glyphs }: Theme): readonly string[] {
  return glyphs.halves === undefined ? ['1', '2', '3', '4', '5', '6', '7', '8'] : glyphs.sparks;
}

/** The height of a number of iterations among those of all solved runs, from 0 to 7; logarithmic. */
function levelsOf(cells: readonly (RunResult | undefined)[]): (iterations: number) => number {
  const times = cells.flatMap((result) => result?.solvedAt ?? []);
  const [low, high] = [Math.log(Math.max(1, Math.min(...times))), Math.log(Math.max(1, ...times))];
  return (iterations) => (high > low ? Math.round((7 * (Math.log(Math.max(1, iterations)) - low)) / (high - low)) : 0);
}
