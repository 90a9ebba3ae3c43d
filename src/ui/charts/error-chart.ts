import { type Frame, joinRuns, type Line, padStart, span } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import { type Axis, axisFor, rowOn, type Scale, signedAxisFor, ticksOf } from './axis.ts';
import { drawCellsLegend, drawTrainTestLegend, newestError } from './chart-legends.ts';
import { beforeKeptRuns, drawStroke, inFront, type Stroke, testStroke, trainStroke } from './curve-stroke.ts';
import { drawDotCurves, type Pen, pensOf } from './dot-curves.ts';
import {
  type ChartWindow,
  columnOf,
  drawIterationAxis,
  type IterationAxis,
  iterationAt,
  iterationAxisFor,
  markAxis,
  positionOf,
} from './iteration-axis.ts';
import { type Curve, drawKeptRunsLegend, type KeptCurve, keptRunCells, LEAST_ROWS_WITH_LEGEND } from './kept-runs.ts';

/** The newest errors on training set and test set. */
export interface Newest {
  /** Words on the weights that these are of, where the header has another error. */
  readonly when?: string | undefined;
  readonly train: number | undefined;
  readonly test: number | undefined;
}

export interface ErrorChart {
  readonly curve: Curve;
  /** The iteration at which the run ends. */
  readonly goal: number;
  /** The part of the run on the x axis; the whole run by default. */
  readonly window?: ChartWindow;
  /** The error on the test set. */
  readonly test?: Curve | undefined;
  /** The errors in the legend; by default the newest of the curves. */
  readonly now?: Newest | undefined;
  /** The iterations of an epoch, for a second row of labels; undefined without mini-batches. */
  readonly perEpoch?: number | undefined;
  /** The shown iteration, which is marked on the x axis. */
  readonly here?: number | undefined;
  /** Other iterations that are marked on the x axis. */
  readonly marks?: readonly ChartMark[];
  /** The chosen iteration: a line from top to bottom. */
  readonly crosshair?: number | undefined;
  readonly scale: Scale;
  /** Curves of kept runs, behind the others; at most four. */
  readonly keptRuns?: readonly KeptCurve[];
  /** Set for a chart of a watch. */
  readonly cells?: WatchCells | undefined;
}

/** The curves of a watch: values of any sign. */
export interface WatchCells {
  /** The name of each cell: `[0,2]`; only `''` for a single number. The first one has the curve of the chart. */
  readonly names: readonly string[];
  /** The curves of the others, at most seven. */
  readonly others: readonly Curve[];
}

/** An iteration that is marked on the x axis of an error chart. */
export interface ChartMark {
  readonly iteration: number;
  /** A change of the run, the iteration since which it is solved, or a mark with its number. */
  readonly kind: 'change' | 'solved' | number;
}

const LABEL_WIDTH = 7;
/** Lines below the plot: the axis and its tick labels. */
const AXIS_LINES = 2;
/** A lower chart has no row for epochs. */
const LEAST_ROWS_WITH_EPOCHS = 10;
/** Columns of the error axis and its labels. */
export const AXIS_WIDTH = LABEL_WIDTH + 1;

/**
 * Error curves over iterations in exactly `columns` × `rows`, at least 20 × 5: in braille dots, or as asciichart's lines in a terminal
 * without braille. A cross in the top row marks a non-finite error.
 */
export function drawErrorChart(chart: ErrorChart, columns: number, rows: number, theme: Theme): Frame {
  const { curve, test, scale, keptRuns = [], cells } = chart;
  const perEpoch = rows < LEAST_ROWS_WITH_EPOCHS ? undefined : chart.perEpoch;
  const legendRows = test === undefined || rows < LEAST_ROWS_WITH_LEGEND ? 0 : 1;
  const hasKeptRunsLegend = keptRuns.length > 0 && rows - legendRows >= LEAST_ROWS_WITH_LEGEND;
  const plotColumns = columns - AXIS_WIDTH;
  const cellsLegend = rows < LEAST_ROWS_WITH_LEGEND ? [] : drawCellsLegend(chart, AXIS_WIDTH, columns, theme);
  const own = legendRows + (hasKeptRunsLegend ? 1 : 0) + cellsLegend.length;
  const plotRows = rows - AXIS_LINES - (perEpoch === undefined ? 0 : 1) - own;
  const x = axisOf(chart);
  const y =
    cells === undefined
      ? axisFor(finite(x, curve, test, ...keptRuns.map((keptRun) => keptRun.curve)), scale)
      : signedAxisFor([...finite(x, curve, ...cells.others)], scale);
  const labels = rowLabels(y, plotRows);
  const plot = theme.braille ? drawInDots : drawInLines;
  const at = chart.crosshair === undefined ? undefined : columnOf(x, chart.crosshair, plotColumns);
  return [
    ...plot(chart, x, y, plotColumns, plotRows, theme).map((line, row): Line => {
      const label = labels.get(row);
      const axisGlyph = label === undefined ? theme.glyphs.box.down : theme.glyphs.chart[1]!;
      const own = at === undefined ? line : withCrosshair(line, at, theme);
      return [span(padStart(label ?? '', LABEL_WIDTH) + axisGlyph, theme.styles.quiet), ...own];
    }),
    ...markAxis(
      drawIterationAxis(x, AXIS_WIDTH, plotColumns, theme, perEpoch),
      axisMarks(chart, x, plotColumns, theme),
      AXIS_WIDTH,
    ),
    ...(test !== undefined && legendRows > 0
      ? [
          drawTrainTestLegend(
            chart.now ?? { train: newestError(curve), test: newestError(test) },
            AXIS_WIDTH,
            columns,
            theme,
          ),
        ]
      : []),
    ...(hasKeptRunsLegend ? [drawKeptRunsLegend(keptRuns, AXIS_WIDTH, columns, theme)] : []),
    ...cellsLegend,
  ];
}

/** The x axis of a chart. */
export function axisOf({
  curve,
  test,
  keptRuns = [],
  window = { kind: 'whole' },
  goal,
  here,
  cells,
}: ErrorChart): IterationAxis {
  const curves = [curve, ...(test === undefined ? [] : [test]), ...keptRuns.map((keptRun) => keptRun.curve)];
  // Kept runs do not squeeze a run that has just begun.
  const isOwn = window.kind === 'so far' || window.kind === 'here';
  const shown = isOwn ? curves.slice(0, test === undefined ? 1 : 2) : curves;
  const others = cells?.others ?? [];
  return iterationAxisFor(window, Math.max(0, ...[...shown, ...others].map(newestOf)), goal, here);
}

type Plot = (
  chart: ErrorChart,
  x: IterationAxis,
  y: Axis,
  columns: number,
  rows: number,
  theme: Theme,
) => readonly Line[];

const drawInDots: Plot = ({ curve, test, keptRuns = [], cells }, x, y, columns, rows, theme) => {
  const pens = pensOf(theme);
  const curves = [
    { curve, pen: pens.train },
    ...(test === undefined ? [] : [{ curve: test, pen: pens.test }]),
    ...behindOf(keptRuns, cells).map(({ curve: kept, mark }) => ({
      curve: kept,
      pen: pens.kept[mark % pens.kept.length] as Pen,
    })),
  ];
  return drawDotCurves(curves, x, y, columns, rows, theme);
};

const drawInLines: Plot = ({ curve, test, keptRuns = [], cells }, x, y, columns, rows, theme) => {
  const strokeOf = (own: Curve, stroke: Stroke): readonly Line[] =>
    drawStroke(columnValues(own, x, columns), y, columns, rows, stroke, theme);
  const learned = strokeOf(curve, trainStroke(theme));
  const tested = test && strokeOf(test, testStroke(theme));
  const behind = keptRunCells(
    behindOf(keptRuns, cells).map(({ mark, curve: own }) => ({
      mark,
      heights: columnValues(own, x, columns).map((error) => heightOf(y, error, rows)),
    })),
    rows,
  );
  return learned.map((stroke, row): Line => {
    const back = tested?.[row];
    const strokes = back === undefined ? stroke : inFront(stroke, back);
    return beforeKeptRuns(strokes, behind[rows - 1 - row] ?? [], theme);
  });
};

/** The curves behind the first one, by the mark of their pen. */
function behindOf(
  keptRuns: readonly KeptCurve[],
  cells: WatchCells | undefined,
): readonly Pick<KeptCurve, 'curve' | 'mark'>[] {
  return cells === undefined ? keptRuns : cells.others.map((curve, mark) => ({ curve, mark }));
}

/** A line of the plot with the crosshair in one of its columns, behind the curves. */
function withCrosshair(line: Line, column: number, { glyphs, styles }: Theme): Line {
  const cells = line.flatMap(({ text, style }) => Array.from(text, (character) => span(character, style)));
  while (cells.length <= column) cells.push(span(' '));
  if (cells[column]!.text === ' ') cells[column] = span(glyphs.crosshair, styles.strong);
  return joinRuns(cells);
}

/** The marks on the x axis, the shown iteration in front. */
function axisMarks(
  { marks = [], here }: ErrorChart,
  x: IterationAxis,
  columns: number,
  { glyphs, styles }: Theme,
): readonly { readonly column: number; readonly mark: Line[number] }[] {
  const drawn = marks.map(({ iteration, kind }) => {
    const own =
      kind === 'change'
        ? span(glyphs.change, styles.strong)
        : kind === 'solved'
          ? span(glyphs.check, styles.good)
          : span(String(kind % 10), styles.strong);
    return { iteration, mark: own };
  });
  const all = here === undefined ? drawn : [...drawn, { iteration: here, mark: span(glyphs.here, styles.strong) }];
  return all.flatMap(({ iteration, mark }) => {
    const column = columnOf(x, iteration, columns);
    return column === undefined ? [] : [{ column, mark }];
  });
}

function newestOf({ iterations }: Curve): number {
  return iterations[iterations.length - 1] ?? 0;
}

/** The row of an error, 0 at the bottom; undefined for a non-finite error. */
function heightOf(axis: Axis, error: number, rows: number): number | undefined {
  return Number.isFinite(error) ? rowOn(axis, error, rows) : undefined;
}

/** Tick labels by row, 0 at the top. A tick is on the row of a point of its value. */
function rowLabels(axis: Axis, rows: number): ReadonlyMap<number, string> {
  const labels = new Map<number, string>();
  for (const tick of ticksOf(axis, rows)) {
    labels.set(
      rows - 1 - rowOn(axis, tick, rows),
      tick === axis.low && axis.cutsBelow ? `<${tickText(tick)}` : tickText(tick),
    );
  }
  return labels;
}

function tickText(tick: number): string {
  const rounded = Number(tick.toPrecision(6));
  const text = String(rounded);
  return text.length < LABEL_WIDTH ? text : rounded.toExponential().replace('e+', 'e');
}

/** The error of each column up to the newest iteration: the last one measured at or before it; in the last column the newest. */
export function columnValues({ iterations, errors }: Curve, x: IterationAxis, columns: number): readonly number[] {
  const points = iterations.length;
  if (points === 0) return [];
  const newest = iterations[points - 1]!;
  const reached = Math.min(columns, Math.max(1, Math.round(positionOf(x, newest) * (columns - 1)) + 1));
  const values: number[] = [];
  let point = 0;
  for (let column = 0; column < reached; column++) {
    const iteration = iterationAt(x, column / (columns - 1));
    while (point + 1 < points && iterations[point + 1]! <= iteration + 1e-9) point++;
    values.push(errors[point]!);
  }
  if (newest <= x.to) values[reached - 1] = errors[points - 1]!;
  return values;
}

/** The finite errors on the x axis. */
function* finite({ from, to }: IterationAxis, ...curves: readonly (Curve | undefined)[]): Generator<number> {
  for (const curve of curves) {
    if (curve === undefined) continue;
    const { iterations, errors } = curve;
    for (let i = 0; i < errors.length; i++) {
      if (iterations[i]! >= from && iterations[i]! <= to && Number.isFinite(errors[i])) yield errors[i]!;
    }
  }
}
