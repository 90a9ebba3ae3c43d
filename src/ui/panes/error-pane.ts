import type { Scale } from '../charts/axis.ts';
import type { Newest } from '../charts/error-chart.ts';
import { type Curve, drawErrorChart, type KeptCurve } from '../charts/error-chart.ts';
import { type Frame, span } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { BORDER, box } from './box.ts';

export interface ErrorProps {
  readonly curve: Curve | undefined;
  /** The error on the examples that are only tested on, where there are any. */
  readonly test?: Curve | undefined;
  /** The errors of the network as it is, on both kinds of examples; those of the curves are of their iterations. */
  readonly now?: Newest | undefined;
  /** The iteration at the right end of the x axis. */
  readonly goal: number;
  /** The iteration that is on the screen, where it is not the newest. */
  readonly here?: number | undefined;
  readonly scale: Scale;
  /** Curves of runs that were kept, up to four. */
  readonly keptRuns?: readonly KeptCurve[];
  readonly targetName: string;
  readonly predictionName: string;
  /** Whether all examples are predicted for this alone, since the lines see some of them only or change them on the way. */
  readonly isEvaluated?: boolean;
  readonly focused: boolean;
}

const nothing: Curve = { iterations: [], errors: [] };

/** The error over the iterations of the whole run. */
export function drawError(props: ErrorProps, size: Size, theme: Theme): Frame {
  const {
    curve = nothing,
    test,
    now,
    goal,
    here,
    scale,
    keptRuns = [],
    targetName,
    predictionName,
    isEvaluated,
    focused,
  } = props;
  const columns = size.columns - BORDER.columns;
  const rows = size.rows - BORDER.rows;
  const content: Frame =
    curve.iterations.length === 0 && keptRuns.length === 0
      ? [[span('no iteration has run yet', theme.styles.quiet)]]
      : drawErrorChart({ curve, test, now, lastIteration: goal, here, scale, keptRuns }, columns, rows, theme);
  const formula = `mean |${targetName} ${theme.glyphs.minus} ${predictionName}|`;
  const of = `${formula}, all examples`;
  const both = test === undefined ? [] : [`${formula}, train and test`];
  const details =
    isEvaluated === true ? [`${of}, as predicted`, of, formula] : [...both, `${formula} by iteration`, formula];
  return box({ title: 'error', details, note: scale, focused }, size, content, theme);
}
