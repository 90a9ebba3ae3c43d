import { type Frame, fitLine, type Line, lineWidth, span } from '../text/line.ts';
import { formatError, formatReading, formatSignedIn } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import { type Stroke, testStroke, trainStroke } from './curve-stroke.ts';
import { type Pen, penSample, pensOf } from './dot-curves.ts';
import type { ErrorChart, Newest } from './error-chart.ts';
import { type Curve, runSample, valueAt } from './kept-runs.ts';

const FIGURE = 7;
/** Index of the level stroke among the symbols of a curve. */
const LEVEL = 4;

/**
 * The legend `── train 0.01230   ╌╌ test 0.04560   gap +0.0333` from column `start`; the gap is test − train. In a
 * narrow chart it starts further left with less space, or drops the gap.
 */
export function drawTrainTestLegend(newest: Newest, start: number, columns: number, theme: Theme): Line {
  const { quiet } = theme.styles;
  const pens = pensOf(theme);
  const entry = (name: string, error: number | undefined, { symbols, style }: Stroke, pen: Pen): Line => [
    theme.braille ? penSample(pen) : span(symbols[LEVEL]!.repeat(2), style),
    span(` ${name}${error === undefined ? '' : ` ${formatError(error, FIGURE)}`}`, quiet),
  ];
  const { train, test, when } = newest;
  const difference =
    train === undefined || test === undefined
      ? []
      : [span(`gap ${formatSignedIn(FIGURE, test - train, 4, theme.glyphs)}`, quiet)];
  const lineWith = (indent: number, gap: string, last: Line): Line => [
    span(' '.repeat(indent)),
    ...entry('train', train, trainStroke(theme), pens.train),
    span(gap),
    ...entry('test', test, testStroke(theme), pens.test),
    ...(last.length === 0 ? [] : [span(gap), ...last]),
  ];
  const forms = [
    ...(when === undefined ? [] : [lineWith(start, '   ', [...difference, span(`   ${when}`, quiet)])]),
    lineWith(start, '   ', difference),
    lineWith(start, '  ', difference),
    lineWith(0, '  ', difference),
    lineWith(start, '   ', []),
    lineWith(0, ' ', []),
  ];
  return fitLine(forms.find((form) => lineWidth(form) <= columns) ?? (forms.at(-1) as Line), columns);
}

/** The most rows of a legend of cells. */
const MOST_LEGEND_ROWS = 2;

/**
 * The legend of the cells of a watch, `[0,0] +1.2345   [1,0] −0.5`: their values at the crosshair, or the newest. Without room the
 * values are left out, and then the last names. None for a single number.
 */
export function drawCellsLegend(
  { curve, cells, crosshair }: ErrorChart,
  start: number,
  columns: number,
  theme: Theme,
): Frame {
  if (cells === undefined || cells.names.length < 2) return [];
  const { styles, glyphs } = theme;
  const curves = [curve, ...cells.others];
  const room = columns - start;
  const entries = (withValues: boolean): readonly Line[] =>
    cells.names.map((name, index) => {
      const value = valueAt(curves[index] as Curve, crosshair ?? Number.POSITIVE_INFINITY);
      const text = withValues && value !== undefined ? ` ${formatReading(value, glyphs).trim().padEnd(READING)}` : '';
      return [runSample(index === 0 ? undefined : index - 1, theme), span(` ${name}`, styles.quiet), span(text)];
    });
  const arrange = (all: readonly Line[]): readonly Line[] => {
    const width = Math.max(...all.map(lineWidth)) + LEGEND_GAP;
    const across = Math.max(1, Math.floor((room + LEGEND_GAP) / width));
    return Array.from({ length: Math.ceil(all.length / across) }, (_, row): Line => {
      const own = all.slice(row * across, (row + 1) * across).flatMap((entry) => fitLine(entry, width));
      return fitLine([span(' '.repeat(start)), ...own], columns);
    });
  };
  const forms = [arrange(entries(true)), arrange(entries(false))];
  return forms.find((rows) => rows.length <= MOST_LEGEND_ROWS) ?? forms[1]!.slice(0, MOST_LEGEND_ROWS);
}

const LEGEND_GAP = 3;
const READING = 8;

export function newestError({ errors }: Curve): number | undefined {
  return errors[errors.length - 1];
}
