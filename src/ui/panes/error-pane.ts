import type { TargetWords } from '../../language/scaling.ts';
import type { Scale } from '../charts/axis.ts';
import { drawErrorChart, type Newest } from '../charts/error-chart.ts';
import type { Curve, KeptCurve } from '../charts/kept-runs.ts';
import { type Frame, span, truncate } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { errorUnitText } from '../words/unit-words.ts';
import { box, inside } from './box.ts';

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

/** The error over the iterations of a run. */
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
    units = {},
    focused,
  } = props;
  const { columns, rows } = inside(size);
  const content: Frame =
    curve.iterations.length === 0 && keptRuns.length === 0
      ? [[span('no iteration has run yet', theme.styles.quiet)]]
      : drawErrorChart({ curve, test, now, lastIteration: goal, here, scale, keptRuns }, columns, rows, theme);
  const unit = errorUnitText(units, theme.glyphs);
  const mean = `mean |${targetName} ${theme.glyphs.minus} ${predictionName}|`;
  const formula = unit === undefined ? mean : `${mean} in ${truncate(unit, WIDEST_UNIT, theme.glyphs.ellipsis)}`;
  const both = test === undefined ? [] : [`${formula}, train and test`];
  const details =
    isEvaluated === true ? [`${formula} over all examples`, formula] : [...both, `${formula} by iteration`, formula];
  return box({ title: 'error', details, note: scale, focused }, size, content, theme);
}
