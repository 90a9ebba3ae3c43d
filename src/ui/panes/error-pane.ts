import type { TargetWords } from '../../language/scaling.ts';
import type { Scale } from '../charts/axis.ts';
import { AXIS_WIDTH, type ChartMark, drawErrorChart, type ErrorChart, type Newest } from '../charts/error-chart.ts';
import type { ChartWindow } from '../charts/iteration-axis.ts';
import type { Curve, KeptCurve } from '../charts/kept-runs.ts';
import { type Frame, span, truncate } from '../text/line.ts';
import { formatCount, formatError } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { errorUnitText } from '../words/unit-words.ts';
import { BORDER, box, inside } from './box.ts';

export interface ErrorProps {
  readonly curve: Curve | undefined;
  /** The error on the test set, if any. */
  readonly test?: Curve | undefined;
  /** The errors of the present weights, for the legend; the curves end at their last measured iteration. */
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
  readonly focused: boolean;
}

const WIDEST_UNIT = 20;

const nothing: Curve = { iterations: [], errors: [] };

/** The chart of a pane. */
export function chartOf({ curve = nothing, ...props }: ErrorProps): ErrorChart {
  return { ...props, curve };
}

/** The columns of the plot in a pane of `columns`. */
export function plotColumnsOf(columns: number): number {
  return columns - BORDER.columns - AXIS_WIDTH;
}

/** The error over the iterations of a run. */
export function drawError(props: ErrorProps, size: Size, theme: Theme): Frame {
  const { test, scale, window, keptRuns = [], targetName, predictionName, isEvaluated, units = {}, focused } = props;
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
  const error = errorAt(curve, crosshair);
  if (error === undefined) return undefined;
  const tested = test && errorAt(test, crosshair);
  const place = formatCount(crosshair + 1);
  const figure = `${formatError(error, READING)}${unit}`;
  const epoch = perEpoch === undefined ? '' : `, epoch ${formatCount(Math.floor(crosshair / perEpoch) + 1)}`;
  const own = `iteration ${place}${epoch}: error ${figure}`;
  const both = tested === undefined ? [] : [`${own}, test ${formatError(tested, READING)}${unit}`];
  return [...both, own, `iteration ${place}: ${figure}`, `${place}: ${figure}`];
}

const READING = 9;

/** The last error measured at or before an iteration. */
function errorAt({ iterations, errors }: Curve, iteration: number): number | undefined {
  let error: number | undefined;
  for (let point = 0; point < iterations.length && iterations[point]! <= iteration; point++) error = errors[point];
  return error;
}
