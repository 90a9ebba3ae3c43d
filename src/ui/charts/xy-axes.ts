import { abbreviate, type Frame, fitLine, type Line, padStart, span, widthOf } from '../text/line.ts';
import { formatDatum } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';

/** A quantity along one axis of a picture. */
export interface PlaneAxis {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

const LABEL_WIDTH = 7;
/** Columns and rows of the axes: labels at the left, the y name above, the x axis and its labels below. */
const EXTRA: Size = { columns: LABEL_WIDTH + 1, rows: 3 };
/** Rows and columns for each tick label. */
const ROWS_APART = 3;
const COLUMNS_APART = 12;
const WIDEST_NAME = 24;

/** The size of the picture inside the axes. */
export function roomInside({ columns, rows }: Size): Size {
  return { columns: Math.max(1, columns - EXTRA.columns), rows: Math.max(1, rows - EXTRA.rows) };
}

/** The column and row of the first cell of the picture inside the axes. */
export const pictureStart = { column: LABEL_WIDTH + 1, row: 1 };

/** A picture with axes in `size`: `x` to the right, `y` upwards. */
export function drawXyAxes(x: PlaneAxis, y: PlaneAxis, picture: Frame, { columns, rows }: Size, theme: Theme): Frame {
  const inside = roomInside({ columns, rows });
  const { box, chart, ellipsis } = theme.glyphs;
  const { quiet } = theme.styles;
  const labels = new Map(
    ticksIn(y, Math.max(2, Math.floor(inside.rows / ROWS_APART))).map((tick) => [
      inside.rows - 1 - (placeOn(y, tick, inside.rows) ?? 0),
      formatDatum(tick, theme.glyphs, LABEL_WIDTH),
    ]),
  );
  const area = Array.from({ length: inside.rows }, (_, row): Line => {
    const label = labels.get(row);
    return [
      span(padStart(label ?? '', LABEL_WIDTH) + (label === undefined ? box.down : chart[1]!), quiet),
      ...fitLine(picture[row] ?? [], inside.columns),
    ];
  });
  const name = abbreviate(y.name, columns, ellipsis);
  return [
    [span(padStart(name, Math.min(LABEL_WIDTH, columns)), quiet)],
    ...area,
    ...axisBelow(x, inside.columns, theme),
  ];
}

/** The x axis `└────┬────┬─ width` and its tick labels below. */
function axisBelow(x: PlaneAxis, columns: number, { glyphs, styles }: Theme): Frame {
  const line = Array.from({ length: columns }, () => glyphs.box.across);
  const numbers = Array.from({ length: columns + LABEL_WIDTH + 1 }, () => ' ');
  let free = 0;
  for (const tick of ticksIn(x, Math.max(2, Math.floor(columns / COLUMNS_APART)))) {
    const column = placeOn(x, tick, columns) ?? 0;
    line[column] = glyphs.tick;
    const text = formatDatum(tick, glyphs, LABEL_WIDTH);
    const middle = LABEL_WIDTH + 1 + column - Math.floor(text.length / 2);
    const start = Math.min(middle, numbers.length - text.length);
    if (start < free) continue;
    for (const [i, character] of [...text].entries()) numbers[start + i] = character;
    free = start + text.length + 1;
  }
  const name = abbreviate(x.name, Math.min(WIDEST_NAME, Math.floor(columns / 2)), glyphs.ellipsis);
  const kept = columns - widthOf(name) - 1;
  const axis = name === '' ? line.join('') : `${line.slice(0, kept).join('')} ${name}`;
  return [
    [span(' '.repeat(LABEL_WIDTH) + glyphs.corner + axis, styles.quiet)],
    [span(numbers.join('').trimEnd(), styles.quiet)],
  ];
}

/** The index, from 0, of the cell of `count` in which a value lies; undefined outside the axis. */
export function placeOn({ low, high }: PlaneAxis, value: number, count: number): number | undefined {
  const share = (value - low) / (high - low);
  // Rounding may put an end slightly outside.
  return share >= -1e-9 && share <= 1 + 1e-9 ? Math.max(0, Math.min(count - 1, Math.floor(share * count))) : undefined;
}

/** Round tick values on an axis, at most `most`. */
export function ticksIn({ low, high }: PlaneAxis, most: number): readonly number[] {
  if (!(high > low) || !Number.isFinite(high - low)) return [low];
  const power = 10 ** Math.floor(Math.log10(high - low));
  const countOf = (step: number): number => Math.floor(high / step + 1e-9) - Math.ceil(low / step - 1e-9) + 1;
  const steps = [0.1, 0.2, 0.5, 1, 2, 5].map((digit) => digit * power);
  const step = steps.find((candidate) => countOf(candidate) <= most) ?? 5 * power;
  const first = Math.ceil(low / step - 1e-9);
  // Multiples of steps are not round: 3 × 0.1 is 0.30000000000000004. Adding 0 turns −0 into 0.
  return Array.from({ length: countOf(step) }, (_, i) => Number(((first + i) * step).toPrecision(12)) + 0);
}
