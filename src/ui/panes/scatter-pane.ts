import type { Floats } from '../../language/dtypes.ts';
import { Dots } from '../charts/dots.ts';
import { drawXyAxes, type PlaneAxis, placeOn, roomInside } from '../charts/xy-axes.ts';
import { type Frame, fitLine, joinRuns, type Line, lineWidth, type Span, span } from '../text/line.ts';
import { formatCount } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { box, inside } from './box.ts';

/** Targets and predictions of one quantity, for the training set or the test set. */
export interface Outcomes {
  readonly part: 'train' | 'test';
  readonly targets: Floats;
  readonly predictions: Floats;
}

interface Scatter {
  /** The predicted quantity. */
  readonly name: string;
  readonly outcomes: readonly Outcomes[];
}

export interface ScatterProps extends Scatter {
  /** The index of the quantity, from 0, and the number of quantities. */
  readonly of?: { readonly output: number; readonly outputs: number };
  /** Words on the weights that predict, where the table and the header have other predictions. */
  readonly when?: string | undefined;
  readonly focused: boolean;
}

/** A scatter plot of predictions over targets. */
export function drawScatterPane(props: ScatterProps, size: Size, theme: Theme): Frame {
  const { name, of, focused } = props;
  const outcomes = props.outcomes.filter(({ predictions }) => predictions.length > 0);
  const room = inside(size);
  const text = { title: 'scatter plot', details: detailsOf(props, outcomes, theme), note: noteOf(of), focused };
  const content =
    outcomes.length === 0
      ? [[span('no prediction yet', theme.styles.quiet)]]
      : drawScatter({ name, outcomes }, room, theme);
  return box(text, size, content, theme);
}

/** `2 of 3` */
function noteOf(of: ScatterProps['of']): string | undefined {
  return of === undefined || of.outputs === 1 ? undefined : `${of.output + 1} of ${of.outputs}`;
}

/** `r² 0.981 train, 0.942 test  120 + 30 examples` */
function detailsOf({ name, when }: ScatterProps, outcomes: readonly Outcomes[], theme: Theme): readonly string[] {
  if (outcomes.length === 0) return [name];
  const sign = `r${theme.glyphs.squared}`;
  const figures = outcomes.map((own) => `${figureOf(determination(own), theme)} ${own.part}`).join(', ');
  const counts = outcomes.map(({ targets }) => formatCount(targets.length)).join(' + ');
  const first = `${sign} ${figureOf(determination(outcomes.at(-1)!), theme)}`;
  const timed =
    when === undefined ? [] : [`${when}: ${sign} ${figures}  ${counts} examples`, `${when}: ${sign} ${figures}`];
  return [...timed, `${sign} ${figures}  ${counts} examples`, `${sign} ${figures}`, first];
}

/** An r² with three decimals; far below 0, its digits mean little. */
function figureOf(value: number, { glyphs }: Theme): string {
  if (!Number.isFinite(value)) return glyphs.dash;
  if (value < -99) return `below ${glyphs.minus}99`;
  return `${value < 0 ? glyphs.minus : ''}${Math.abs(value).toFixed(3)}`;
}

const LEGEND_ROWS = 1;
/** Points of the diagonal in each column: few, so that it stays in the background. */
const DIAGONAL_STEP = 2;

/**
 * Predictions over targets: dots for the training set, marks for the test set, and the diagonal of exact predictions.
 */
function drawScatter({ name, outcomes }: Scatter, { columns, rows }: Size, theme: Theme): Frame {
  const [low, high] = extentOf(outcomes);
  const axis = (words: string): PlaneAxis => ({ name: `${words} ${name}`.trim(), low, high });
  const [x, y] = [axis('target'), axis('predicted')];
  const size = { columns, rows: rows - LEGEND_ROWS };
  const room = roomInside(size);
  const dots = new Dots(room.columns, room.rows, theme.braille);
  const marks = new Uint8Array(room.columns * room.rows);
  for (const { part, targets, predictions } of outcomes) {
    for (let i = 0; i < predictions.length; i++) {
      if (part === 'train') dots.set((targets[i]! - low) / (high - low), (predictions[i]! - low) / (high - low));
      else {
        const column = placeOn(x, targets[i]!, room.columns);
        const row = placeOn(y, predictions[i]!, room.rows);
        if (column !== undefined && row !== undefined) marks[(room.rows - 1 - row) * room.columns + column] = 1;
      }
    }
  }
  const diagonal = diagonalIn(room, theme);
  const { quiet, accent, positive } = theme.styles;
  const picture = Array.from({ length: room.rows }, (_, row): Line => {
    const cells = Array.from({ length: room.columns }, (_cell, column): Span => {
      if (marks[row * room.columns + column] === 1) return span(theme.glyphs.points.test[0], positive);
      const dot = dots.at(column, row);
      return dot === ' ' ? span(diagonal(column, row), quiet) : span(dot, accent);
    });
    return joinRuns(cells);
  });
  return [...drawXyAxes(x, y, picture, size, theme), legendOf(outcomes, columns, theme)];
}

/**
 * The coefficient of determination, r²: 1 for exact predictions, 0 for predicting the mean, NaN for constant targets.
 */
export function determination({ targets, predictions }: Outcomes): number {
  const mean = targets.reduce((sum, target) => sum + target, 0) / targets.length;
  let missed = 0;
  let spread = 0;
  for (let i = 0; i < targets.length; i++) {
    missed += (targets[i]! - predictions[i]!) ** 2;
    spread += (targets[i]! - mean) ** 2;
  }
  return spread === 0 ? Number.NaN : 1 - missed / spread;
}

/** The range of all finite targets and predictions, widened if it is a single number. */
function extentOf(outcomes: readonly Outcomes[]): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { targets, predictions } of outcomes) {
    for (const values of [targets, predictions]) {
      for (const value of values) {
        if (!Number.isFinite(value)) continue;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
  }
  if (low > high) return [0, 1];
  const margin = low === high ? Math.max(0.5, Math.abs(low) / 10) : 0;
  return [low - margin, high + margin];
}

/** The glyphs of the diagonal, where the prediction equals the target. */
function diagonalIn(
  { columns, rows }: Size,
  { glyphs, braille: isFine }: Theme,
): (column: number, row: number) => string {
  const dots = new Dots(columns, rows, isFine);
  const steps = DIAGONAL_STEP * Math.max(columns, rows);
  for (let step = 0; step <= steps; step++) dots.set(step / steps, step / steps);
  return (column, row) => (dots.at(column, row) === ' ' ? ' ' : isFine ? glyphs.dot : '/');
}

function legendOf(outcomes: readonly Outcomes[], columns: number, { glyphs, styles, braille }: Theme): Line {
  const parts: readonly Line[] = [
    ...(outcomes.some(({ part }) => part === 'train')
      ? [[span(braille ? '\u2836' : '.', styles.accent), span(' train   ', styles.quiet)]]
      : []),
    ...(outcomes.some(({ part }) => part === 'test')
      ? [[span(glyphs.points.test[0], styles.positive), span(' test   ', styles.quiet)]]
      : []),
    [span(`${braille ? glyphs.dot : '/'} predicted = target`, styles.quiet)],
  ];
  const whole = parts.flat();
  return fitLine(lineWidth(whole) <= columns ? whole : parts.slice(0, -1).flat(), columns);
}
