import type { TargetWords } from '../../language/scaling.ts';
import type { Scale } from '../charts/axis.ts';
import {
  AXIS_WIDTH,
  type ChartMark,
  drawErrorChart,
  type ErrorChart,
  type Newest,
  type WatchCells,
} from '../charts/error-chart.ts';
import type { ChartWindow } from '../charts/iteration-axis.ts';
import { type Curve, type KeptCurve, valueAt } from '../charts/kept-runs.ts';
import { type Frame, span, truncate } from '../text/line.ts';
import { formatCount, formatError, formatReading } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { errorUnitText } from '../words/unit-words.ts';
import { BORDER, box, inside } from './box.ts';

export interface ErrorProps {
  readonly curve: Curve | undefined;
  /** The error on the test set, if any. */
  readonly test?: Curve | undefined;
  /** The errors of the current weights, for the legend; the curves end at their last measured iteration. */
  readonly now?: Newest | undefined;
  /** The iteration at the right end of the x axis. */
  readonly goal: number;
  /** The shown iteration, if it is not the newest. */
  readonly here?: number | undefined;
  readonly scale: Scale;
  /** @see ErrorChart */
  readonly perEpoch?: number | undefined;
  readonly window?: ChartWindow;
  readonly crosshair?: number | undefined;
  readonly marks?: readonly ChartMark[];
  /** Curves of kept runs, at most four. */
  readonly keptRuns?: readonly KeptCurve[];
  readonly targetName: string;
  readonly predictionName: string;
  /** True when the error is measured by a separate prediction of all examples, as with batches and dropout. */
  readonly isEvaluated?: boolean;
  readonly units?: TargetWords;
  /** Set where the chart is of a watch; `curve` is that of its first cell. */
  readonly watch?: ShownWatch | undefined;
  readonly focused: boolean;
}

/** A watch in place of the error. */
export interface ShownWatch {
  readonly text: string;
  readonly cells: WatchCells;
  /** The first iteration, from 0, whose value is known. */
  readonly since: number;
  /** The share of the replay for the values before, while it continues. */
  readonly replayed: number | undefined;
  /** True when the numbers are scaled ones, as in the program. */
  readonly isScaled: boolean;
}

const WIDEST_UNIT = 20;

const nothing: Curve = { iterations: [], errors: [] };

/** The chart of a pane. */
export function chartOf({ curve = nothing, ...props }: ErrorProps): ErrorChart {
  return { ...props, curve, cells: props.watch?.cells };
}

/** The columns of a pane before its plot: border, padding, and the error axis. */
export const plotStart = BORDER.columns / 2 + AXIS_WIDTH;

/** The columns of the plot in a pane of `columns`. */
export function plotColumnsOf(columns: number): number {
  return columns - BORDER.columns - AXIS_WIDTH;
}

/** The error over the iterations of a run. */
export function drawError(props: ErrorProps, size: Size, theme: Theme): Frame {
  const { test, scale, window, keptRuns = [], targetName, predictionName, isEvaluated, units = {}, focused } = props;
  if (props.watch !== undefined) return drawWatch(props, props.watch, size, theme);
  const { columns, rows } = inside(size);
  const chart = chartOf(props);
  const content: Frame =
    chart.curve.iterations.length === 0 && keptRuns.length === 0
      ? [[span('no iteration has run yet', theme.styles.quiet)]]
      : drawErrorChart(chart, columns, rows, theme);
  const unit = errorUnitText(units, theme.glyphs);
  const mean = `mean |${targetName} ${theme.glyphs.minus} ${predictionName}|`;
  const formula = unit === undefined ? mean : `${mean} in ${truncate(unit, WIDEST_UNIT, theme.glyphs.ellipsis)}`;
  const both = test === undefined ? [] : [`${formula}, train and test`];
  const details =
    isEvaluated === true ? [`${formula} over all examples`, formula] : [...both, `${formula} by iteration`, formula];
  const readings = readingsOf(
    chart,
    unit === undefined ? '' : ` ${truncate(unit, WIDEST_UNIT, theme.glyphs.ellipsis)}`,
  );
  return box(
    { title: 'error', details: readings ?? details, note: noteOf(window, scale), focused },
    size,
    content,
    theme,
  );
}

/** The values of a watch over the iterations of a run. */
function drawWatch(props: ErrorProps, watch: ShownWatch, size: Size, theme: Theme): Frame {
  const { scale, window, crosshair, focused } = props;
  const { text, since, replayed, isScaled } = watch;
  const { columns, rows } = inside(size);
  const chart = chartOf(props);
  const replaying = replayed === undefined ? undefined : `the past is replayed: ${Math.floor(100 * replayed)} %`;
  const content: Frame =
    chart.curve.iterations.length === 0
      ? [[span(replaying ?? 'it has no value yet', theme.styles.quiet)]]
      : drawErrorChart(chart, columns, rows, theme);
  const from = replayed === undefined && since > 0 ? [`from iteration ${formatCount(since + 1)} on`] : [];
  const details = isScaled
    ? ['by iteration, scaled numbers as in the program', 'scaled', 'by iteration']
    : ['by iteration'];
  const hasLogAxis = scale === 'log' && isPositive(chart);
  return box(
    {
      title: text,
      details:
        watchReadings(chart, crosshair, theme) ?? (replaying === undefined ? [...from, ...details] : [replaying]),
      note: noteOf(window, hasLogAxis ? 'log' : 'linear'),
      focused,
    },
    size,
    content,
    theme,
  );
}

function isPositive({ curve, cells }: ErrorChart): boolean {
  return [curve, ...(cells?.others ?? [])].every(({ errors }) => Array.from(errors).every((value) => !(value <= 0)));
}

/** The chosen iteration; with the value of a single number. The legend has the values of cells. */
function watchReadings(
  { curve, cells }: ErrorChart,
  crosshair: number | undefined,
  { glyphs }: Theme,
): readonly string[] | undefined {
  if (crosshair === undefined) return undefined;
  const place = formatCount(crosshair + 1);
  const value = valueAt(curve, crosshair);
  if ((cells?.names.length ?? 0) > 1 || value === undefined) return [`iteration ${place}`, place];
  const reading = formatReading(value, glyphs).trim();
  return [`iteration ${place}: ${reading}`, `${place}: ${reading}`];
}

/** The scale of the error axis, and the part of the run where it is not the run so far. */
function noteOf(window: ChartWindow | undefined, scale: Scale): string {
  switch (window?.kind) {
    case undefined:
    case 'so far':
      return scale;
    case 'whole':
      return `${scale}, whole run`;
    case 'log':
      return `${scale}, iterations log`;
    case 'here':
      return `${scale}, around here`;
    case 'part':
      return `${scale}, zoomed`;
  }
}

/** The chosen iteration and its error, longest form first: `iteration 344: error 12.34 €, test 15.1 €`, `344: 12.34 €`. */
function readingsOf({ crosshair, curve, test, perEpoch }: ErrorChart, unit: string): readonly string[] | undefined {
  if (crosshair === undefined) return undefined;
  const error = valueAt(curve, crosshair);
  if (error === undefined) return undefined;
  const tested = test && valueAt(test, crosshair);
  const place = formatCount(crosshair + 1);
  const figure = `${formatError(error, READING)}${unit}`;
  const epoch = perEpoch === undefined ? '' : `, epoch ${formatCount(Math.floor(crosshair / perEpoch) + 1)}`;
  const own = `iteration ${place}${epoch}: error ${figure}`;
  const both = tested === undefined ? [] : [`${own}, test ${formatError(tested, READING)}${unit}`];
  return [...both, own, `iteration ${place}: ${figure}`, `${place}: ${figure}`];
}

const READING = 9;
