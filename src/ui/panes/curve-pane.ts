import { Dots } from '../charts/dots.ts';
import { drawXyAxes, type PlaneAxis, placeOn, roomInside } from '../charts/xy-axes.ts';
import { type Frame, fitLine, joinRuns, type Line, lineWidth, type Span, span } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { type Points, pictureSize } from './boundary-pane.ts';
import { box, inside } from './box.ts';

/** An output or a unit over the only input of a network, and the examples. */
export interface CurveProps {
  readonly x: PlaneAxis;
  readonly y: PlaneAxis;
  /** In the middle of equal parts of the x axis; undefined before the first answer of the training thread. */
  readonly values: ArrayLike<number> | undefined;
  /** Their inputs and targets; none for a hidden unit. */
  readonly points: readonly Pick<Points, 'part' | 'x' | 'y'>[];
  /** The input of the row that a person asks about. */
  readonly asked?: number | undefined;
  /** `2 of 5` outputs and units. */
  readonly note: string;
  readonly focused: boolean;
}

/** The value of the curve at an input; undefined beside the axis. */
export function valueAt({ x, values }: Pick<CurveProps, 'x' | 'values'>, input: number): number | undefined {
  const part = values === undefined ? undefined : placeOn(x, input, values.length);
  return part === undefined ? undefined : values?.[part];
}

/** The curve with axes around it, and a legend below. */
export function drawCurvePane(props: CurveProps, size: Size, theme: Theme): Frame {
  const { x, y, values, note, focused } = props;
  const text = { title: titleOf(props), details: [`${y.name} by ${x.name}`, y.name], note, focused };
  if (values === undefined) return box(text, size, [[span('no value yet', theme.styles.quiet)]], theme);
  const whole = inside(size);
  const picture = pictureSize({}, whole);
  const room = roomInside(picture);
  const dots = dotsOf(props, values, room, theme);
  const marks = marksOf(props, room, theme);
  const { accent } = theme.styles;
  const cells = Array.from(
    { length: room.rows },
    (_, row): Line =>
      joinRuns(
        Array.from({ length: room.columns }, (_cell, column) => {
          return marks.get(row * room.columns + column) ?? span(dots.at(column, row), accent);
        }),
      ),
  );
  return box(text, size, [...drawXyAxes(x, y, cells, picture, theme), legendOf(props, whole.columns, theme)], theme);
}

/** A hidden unit has no targets, and predicts nothing. */
function titleOf({ points }: CurveProps): string {
  return points.length === 0 ? 'unit' : 'prediction';
}

function dotsOf({ y }: CurveProps, values: ArrayLike<number>, { columns, rows }: Size, { braille }: Theme): Dots {
  const dots = new Dots(columns, rows, braille);
  const share = (value: number): number => (value - y.low) / (y.high - y.low);
  const steps = 4 * Math.max(columns, rows);
  for (let part = 0; part + 1 < values.length; part++) {
    const [from, to] = [share(values[part]!), share(values[part + 1]!)];
    // A steep part has a dot in each row.
    const count = Math.max(1, Math.min(steps, Math.ceil(Math.abs(to - from) * steps)));
    for (let step = 0; step <= count; step++) {
      dots.set((part + 0.5 + step / count) / values.length, from + ((to - from) * step) / count);
    }
  }
  return dots;
}

/** The marks of the examples by cell, row-major; the typed row is above all. */
function marksOf(
  { x, y, values, points, asked }: CurveProps,
  { columns, rows }: Size,
  theme: Theme,
): Map<number, Span> {
  const { glyphs, styles } = theme;
  const marks = new Map<number, Span>();
  const mark = (input: number, value: number | undefined, shown: Span): void => {
    const column = placeOn(x, input, columns);
    const fromBelow = value === undefined ? undefined : placeOn(y, value, rows);
    if (column !== undefined && fromBelow !== undefined) marks.set((rows - 1 - fromBelow) * columns + column, shown);
  };
  for (const { part, ...own } of points) {
    const shown = span(glyphs.points[part][1], part === 'train' ? styles.strong : styles.positive);
    for (let row = 0; row < own.x.length; row++) mark(own.x[row]!, own.y[row]!, shown);
  }
  if (asked !== undefined) mark(asked, valueAt({ x, values }, asked), span('?', styles.alarm));
  return marks;
}

/** `⠒⠒ prediction   ● train   ◆ test`: parts without room are dropped from the end. */
function legendOf(props: CurveProps, columns: number, { glyphs, styles, braille }: Theme): Line {
  const { points, asked } = props;
  const parts: readonly Line[] = [
    [span(braille ? '⠒⠒' : '..', styles.accent), span(` ${titleOf(props)}`, styles.quiet)],
    ...points.map(({ part }): Line => {
      const mark = span(glyphs.points[part][1], part === 'train' ? styles.strong : styles.positive);
      return [mark, span(` targets, ${part}`, styles.quiet)];
    }),
    ...(asked === undefined ? [] : [[span('?', styles.alarm), span(' asked', styles.quiet)]]),
  ];
  let line: Line = [];
  for (const part of parts) {
    const next: Line = line.length === 0 ? part : [...line, span('   '), ...part];
    if (lineWidth(next) <= columns) line = next;
  }
  return fitLine(line, columns);
}
