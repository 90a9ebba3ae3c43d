import { type Frame, fitLine, type Line, lineWidth, padStart, span } from '../text/line.ts';
import { formatError, formatShort, formatSignedIn } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import { type Axis, axisFor, rowOn, type Scale, ticksOf } from './axis.ts';
import { beforeKeptRuns, drawStroke, inFront, type Stroke, testStroke, trainStroke } from './curve-stroke.ts';
import { type Curve, drawKeptRunsLegend, type KeptCurve, keptRunCells, LEAST_ROWS_WITH_LEGEND } from './kept-runs.ts';

/** The newest errors on training set and test set. */
export interface Newest {
  readonly train: number | undefined;
  readonly test: number | undefined;
}

export interface ErrorChart {
  readonly curve: Curve;
  /** The iteration at the right end of the x axis; a longer curve moves the end. */
  readonly lastIteration: number;
  /** The error on the test set. */
  readonly test?: Curve | undefined;
  /** The errors in the legend; by default the newest of the curves. */
  readonly now?: Newest | undefined;
  /** An iteration to mark below the axis. */
  readonly here?: number | undefined;
  readonly scale: Scale;
  /** Curves of kept runs, behind the others; at most four. */
  readonly keptRuns?: readonly KeptCurve[];
}

const LABEL_WIDTH = 7;
/** Lines below the plot: the axis and its tick labels. */
const AXIS_LINES = 2;

/**
 * Error curves over iterations in exactly `columns` × `rows`, at least 20 × 5. A cross above a column marks a
 * non-finite error.
 */
export function drawErrorChart(chart: ErrorChart, columns: number, rows: number, theme: Theme): Frame {
  const { curve, test, scale, keptRuns = [] } = chart;
  const legendRows = test === undefined || rows < LEAST_ROWS_WITH_LEGEND ? 0 : 1;
  const hasKeptRunsLegend = keptRuns.length > 0 && rows - legendRows >= LEAST_ROWS_WITH_LEGEND;
  const plotColumns = columns - LABEL_WIDTH - 1;
  const plotRows = rows - AXIS_LINES - legendRows - (hasKeptRunsLegend ? 1 : 0);
  const curves = [curve, ...(test === undefined ? [] : [test]), ...keptRuns.map((keptRun) => keptRun.curve)];
  const lastIteration = Math.max(1, chart.lastIteration, ...curves.map(newestOf));
  const axis = axisFor(finite(...curves), scale);
  const labels = rowLabels(axis, plotRows);
  const strokeOf = (own: Curve, stroke: Stroke): readonly Line[] =>
    drawStroke(columnValues(own, lastIteration, plotColumns), axis, plotColumns, plotRows, stroke, theme);
  const learned = strokeOf(curve, trainStroke(theme));
  const tested = test && strokeOf(test, testStroke(theme));
  const behind = keptRunCells(
    keptRuns.map(({ mark, curve: own }) => ({
      mark,
      heights: columnValues(own, lastIteration, plotColumns).map((error) => heightOf(axis, error, plotRows)),
    })),
    plotRows,
  );
  return [
    ...learned.map((stroke, row): Line => {
      const label = labels.get(row);
      const axisGlyph = label === undefined ? theme.glyphs.box.down : theme.glyphs.chart[1]!;
      const back = tested?.[row];
      const strokes = back === undefined ? stroke : inFront(stroke, back);
      return [
        span(padStart(label ?? '', LABEL_WIDTH) + axisGlyph, theme.styles.quiet),
        ...beforeKeptRuns(strokes, behind[plotRows - 1 - row] ?? [], theme),
      ];
    }),
    ...markHere(iterationAxis(lastIteration, plotColumns, theme), chart.here, lastIteration, plotColumns, theme),
    ...(test !== undefined && legendRows > 0
      ? [
          drawTrainTestLegend(
            chart.now ?? { train: newestError(curve), test: newestError(test) },
            LABEL_WIDTH + 1,
            columns,
            theme,
          ),
        ]
      : []),
    ...(hasKeptRunsLegend ? [drawKeptRunsLegend(keptRuns, LABEL_WIDTH + 1, columns, theme)] : []),
  ];
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

/**
 * The error of each column up to the newest iteration: the last one measured at or before the column's iteration; in
 * the last column the newest.
 */
function columnValues({ iterations, errors }: Curve, lastIteration: number, columns: number): readonly number[] {
  const points = iterations.length;
  if (points === 0) return [];
  const newest = iterations[points - 1]!;
  const perColumn = lastIteration / (columns - 1);
  const reached = Math.max(1, Math.round(newest / perColumn) + 1);
  const values: number[] = [];
  let point = 0;
  for (let column = 0; column < reached; column++) {
    while (point + 1 < points && iterations[point + 1]! <= column * perColumn + 1e-9) point++;
    values.push(errors[point]!);
  }
  values[reached - 1] = errors[points - 1]!;
  return values;
}

/** The x axis `└────┬────` and its tick labels `0   15k   30k`. */
function iterationAxis(lastIteration: number, columns: number, { glyphs, styles }: Theme): Frame {
  const parts = partsOf(lastIteration, columns);
  const line = Array.from({ length: columns }, () => glyphs.box.across);
  const numbers = Array.from({ length: columns + 1 }, () => ' ');
  for (let part = 0; part <= parts; part++) {
    const column = Math.round(((columns - 1) * part) / parts);
    if (part > 0) line[column] = glyphs.tick;
    const text = formatShort((lastIteration * part) / parts);
    const start = part === parts ? columns - text.length : Math.max(0, column - Math.floor(text.length / 2));
    for (let i = 0; i < text.length; i++) numbers[start + i] = text[i]!;
  }
  return [
    [span(' '.repeat(LABEL_WIDTH) + glyphs.corner + line.join(''), styles.quiet)],
    [span(' '.repeat(LABEL_WIDTH + 1) + numbers.join('').trimEnd(), styles.quiet)],
  ];
}

/** The axis with a mark at iteration `here`. */
function markHere(axis: Frame, here: number | undefined, lastIteration: number, columns: number, theme: Theme): Frame {
  const [line, ...rest] = axis;
  const text = line?.[0]?.text;
  if (here === undefined || text === undefined) return axis;
  const { glyphs, styles } = theme;
  const at = LABEL_WIDTH + 1 + Math.min(columns - 1, Math.round((here / lastIteration) * (columns - 1)));
  const marked: Line = [
    span(text.slice(0, at), styles.quiet),
    span(glyphs.here, styles.strong),
    span(text.slice(at + 1), styles.quiet),
  ];
  return [marked, ...rest];
}

/** The number of equal parts of the axis: their labels fit and are whole numbers. */
function partsOf(lastIteration: number, columns: number): number {
  const most = columns >= 48 ? 4 : columns >= 24 ? 2 : 1;
  // Labels from 1,000 on are rounded to three digits, which hide a fraction.
  const isWhole = (parts: number): boolean => lastIteration >= 1000 || lastIteration % parts === 0;
  return [4, 2].find((parts) => parts <= most && isWhole(parts)) ?? 1;
}

function* finite(...curves: readonly Curve[]): Generator<number> {
  for (const { errors } of curves) {
    for (let i = 0; i < errors.length; i++) if (Number.isFinite(errors[i])) yield errors[i]!;
  }
}

const FIGURE = 7;
/** Index of the level stroke among the symbols of a curve. */
const LEVEL = 4;

/**
 * The legend `── train 0.01230   ╌╌ test 0.04560   gap +0.0333` from column `start`; the gap is test − train. In a
 * narrow chart it starts further left with less space, or drops the gap.
 */
function drawTrainTestLegend(newest: Newest, start: number, columns: number, theme: Theme): Line {
  const { quiet } = theme.styles;
  const entry = (name: string, error: number | undefined, { symbols, style }: ReturnType<typeof trainStroke>): Line => [
    span(symbols[LEVEL]!.repeat(2), style),
    span(` ${name}${error === undefined ? '' : ` ${formatError(error, FIGURE)}`}`, quiet),
  ];
  const { train, test } = newest;
  const difference =
    train === undefined || test === undefined
      ? []
      : [span(`gap ${formatSignedIn(FIGURE, test - train, 4, theme.glyphs)}`, quiet)];
  const lineWith = (indent: number, gap: string, last: Line): Line => [
    span(' '.repeat(indent)),
    ...entry('train', train, trainStroke(theme)),
    span(gap),
    ...entry('test', test, testStroke(theme)),
    ...(last.length === 0 ? [] : [span(gap), ...last]),
  ];
  const forms = [
    lineWith(start, '   ', difference),
    lineWith(start, '  ', difference),
    lineWith(0, '  ', difference),
    lineWith(start, '   ', []),
    lineWith(0, ' ', []),
  ];
  return fitLine(forms.find((form) => lineWidth(form) <= columns) ?? (forms.at(-1) as Line), columns);
}

function newestError({ errors }: Curve): number | undefined {
  return errors[errors.length - 1];
}
