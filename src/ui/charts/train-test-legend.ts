import { fitLine, type Line, lineWidth, span } from '../text/line.ts';
import { formatError, formatSignedIn } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import { testStroke, trainStroke } from './curve-stroke.ts';
import type { Curve } from './kept-runs.ts';

const FIGURE = 7;
/** In asciichart's order the place of the level stroke. */
const LEVEL = 4;

/** The newest errors, as far as there are any. */
export interface Newest {
  readonly train: number | undefined;
  readonly test: number | undefined;
}

/**
 * `── train 0.01230   ╌╌ test 0.04560   gap +0.0333`: the newest errors, and by how much the second is larger. Where there is
 * little room it begins farther to the left, and stands closer together.
 */
export function drawTrainTestLegend(newest: Newest, start: number, columns: number, theme: Theme): Line {
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

export function newestError({ errors }: Curve): number | undefined {
  return errors[errors.length - 1];
}
