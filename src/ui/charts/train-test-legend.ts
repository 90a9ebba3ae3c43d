import { fitLine, type Line, lineWidth, span } from '../text/line.ts';
import { formatError, formatSignedIn } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import { testStroke, trainStroke } from './curve-stroke.ts';
import type { Curve } from './ghosts.ts';

const GAP = '   ';
const FIGURE = 7;
/** In asciichart's order the place of the level stroke. */
const LEVEL = 4;

/** `── train 0.01230   ╌╌ test 0.04560   gap +0.0333`: the newest values, and by how much the second is larger. */
export function drawTrainTestLegend(train: Curve, test: Curve, start: number, columns: number, theme: Theme): Line {
  const [learned, tested] = [newestError(train), newestError(test)];
  const { quiet } = theme.styles;
  const entry = (name: string, error: number | undefined, { symbols, style }: ReturnType<typeof trainStroke>): Line => [
    span(symbols[LEVEL]!.repeat(2), style),
    span(` ${name}${error === undefined ? '' : ` ${formatError(error, FIGURE)}`}`, quiet),
  ];
  const both: Line = [
    span(' '.repeat(start)),
    ...entry('train', learned, trainStroke(theme)),
    span(GAP),
    ...entry('test', tested, testStroke(theme)),
  ];
  if (learned === undefined || tested === undefined) return fitLine(both, columns);
  const gap = span(`${GAP}gap ${formatSignedIn(FIGURE, tested - learned, 4, theme.glyphs)}`, quiet);
  return fitLine(lineWidth(both) + lineWidth([gap]) <= columns ? [...both, gap] : both, columns);
}

function newestError({ errors }: Curve): number | undefined {
  return errors[errors.length - 1];
}
