import type { Floats } from '../../language/dtypes.ts';
import { joinRuns, type Line, type Span, span } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import { type Axis, positionOn, rowOn } from './axis.ts';
import { drawStroke, trainStroke } from './curve-stroke.ts';
import { drawDotCurves, type Pen, pensOf } from './dot-curves.ts';
import { columnValues } from './error-chart.ts';
import type { IterationAxis } from './iteration-axis.ts';

const BRAILLE = 0x2800;

/** A small curve over iterations. */
export interface GaugeCurve {
  readonly iterations: Floats;
  readonly values: Floats;
  /** A value that is marked by a broken line. */
  readonly line?: number;
}

/**
 * A curve in `rows` lines of exactly `columns`: in a single row as a sparkline on the axis, otherwise in dots or lines. −Infinity is at the
 * low end; a cross in the top row marks NaN and infinity.
 */
export function drawGaugeCurve(
  { iterations, values, line }: GaugeCurve,
  x: IterationAxis,
  y: Axis,
  columns: number,
  rows: number,
  theme: Theme,
): readonly Line[] {
  const errors = values.map((value) => (value === Number.NEGATIVE_INFINITY ? y.low : value));
  const curve = { iterations, errors };
  if (rows === 1) return [sparks(columnValues(curve, x, columns), y, theme)];
  if (theme.braille) {
    const drawn = drawDotCurves([{ curve, pen: pensOf(theme).train }], x, y, columns, rows, theme);
    if (line === undefined) return drawn;
    const pen: Pen = { style: theme.styles.quiet, period: 4, on: (dot) => dot === 0 };
    const level = drawDotCurves([{ curve: levelAt(line, x), pen }], x, y, columns, rows, theme);
    return drawn.map((own, row) => withDots(own, level[row] ?? []));
  }
  const drawn = drawStroke(columnValues(curve, x, columns), y, columns, rows, trainStroke(theme), theme);
  const marked = line === undefined || rows === 2 ? undefined : levelRow(line, y, rows, theme);
  return drawn.map((own, row) => (row === marked ? own.flatMap((part) => withLevel(part, theme)) : own));
}

/** The row of a line at a value, from 0 at the top. */
export function levelRow(value: number, y: Axis, rows: number, { braille }: Theme): number {
  if (!braille) return rows - 1 - rowOn(y, value, rows);
  return rows - 1 - Math.floor(Math.round(positionOn(y, value) * (4 * rows - 1)) / 4);
}

/** A row of a curve with the dots of another row behind it: in a cell of both, the curve has all dots. */
function withDots(front: Line, back: Line): Line {
  const behind = back.flatMap(({ text, style }) => Array.from(text, (character) => span(character, style)));
  let column = 0;
  const cells = front.flatMap(({ text, style }) =>
    Array.from(text, (character): Span => {
      const other = behind[column++];
      if (other === undefined || other.text === ' ') return span(character, style);
      if (character === ' ') return other;
      const [one, two] = [character.charCodeAt(0) - BRAILLE, other.text.charCodeAt(0) - BRAILLE];
      return one < 0 ? span(character, style) : span(String.fromCharCode(BRAILLE + (one | two)), style);
    }),
  );
  return joinRuns(cells);
}

function levelAt(value: number, { from, to }: IterationAxis): { iterations: number[]; errors: number[] } {
  return { iterations: [from, to], errors: [value, value] };
}

/** The spaces of a part of a line as a broken line. */
function withLevel({ text, style }: Span, { glyphs, styles }: Theme): readonly Span[] {
  const parts = text.split(/( +)/).filter((part) => part !== '');
  return parts.map((part) =>
    part.startsWith(' ')
      ? span(`${glyphs.dot} `.repeat(part.length).slice(0, part.length), styles.quiet)
      : span(part, style),
  );
}

function sparks(values: readonly number[], y: Axis, { glyphs, styles }: Theme): Line {
  const top = glyphs.sparks.length - 1;
  return values.map((value) =>
    Number.isFinite(value)
      ? span(glyphs.sparks[Math.round(positionOn(y, value) * top)] as string, styles.accent)
      : span(glyphs.cross, styles.bad),
  );
}
