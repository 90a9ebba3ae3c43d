import { Dots } from '../charts/dots.ts';
import { joinRuns, type Line, type Span, span } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';

/* The strongest weights of a network as lines between the cells of its units. */

/** Weights from the units of one layer to the next: rows × columns, row-major. */
export interface Weights {
  readonly rows: number;
  readonly columns: number;
  readonly data: ArrayLike<number>;
}

/** Weights below this share of the strongest are not drawn, nor are more than `MOST_PER_UNIT` a unit on average. */
const WEAKEST = 0.25;
const MOST_PER_UNIT = 3;

interface Connection {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/** The weights to draw, weakest first. */
export function strongest({ rows, columns, data }: Weights): readonly Connection[] {
  const all: Connection[] = [];
  let largest = 0;
  for (let cell = 0; cell < rows * columns; cell++) {
    if (Number.isFinite(data[cell])) largest = Math.max(largest, Math.abs(data[cell]!));
  }
  for (let cell = 0; cell < rows * columns; cell++) {
    const weight = data[cell]!;
    if (weight === 0 || !Number.isFinite(weight) || Math.abs(weight) < WEAKEST * largest) continue;
    all.push({ from: Math.floor(cell / columns), to: cell % columns, weight });
  }
  all.sort((one, other) => Math.abs(one.weight) - Math.abs(other.weight));
  return all.slice(-MOST_PER_UNIT * Math.max(rows, columns));
}

/**
 * Lines from units at the left to units at the right: orange for positive weights, blue and broken for negative ones,
 * in ASCII plus and minus signs. The stronger of two crossing lines is in front.
 * @param fromRow the row of a unit at the left; `toRow` of one at the right
 */
export function drawConnections(
  weights: Weights,
  fromRow: (unit: number) => number,
  toRow: (unit: number) => number,
  { columns, rows }: Size,
  theme: Theme,
): readonly Line[] {
  const isFine = theme.braille;
  const dots = { positive: new Dots(columns, rows, isFine), negative: new Dots(columns, rows, isFine) };
  const signs = new Int8Array(columns * rows);
  const steps = 2 * columns;
  for (const { from, to, weight } of strongest(weights)) {
    const sign = weight > 0 ? 'positive' : 'negative';
    for (let step = 0; step < steps; step++) {
      if (sign === 'negative' && step % 4 > 1) continue;
      const x = (step + 0.5) / steps;
      const down = (fromRow(from) + (toRow(to) - fromRow(from)) * x + 0.5) / rows;
      dots[sign].set(x, 1 - down);
      signs[Math.min(rows - 1, Math.floor(down * rows)) * columns + Math.floor(x * columns)] = Math.sign(weight);
    }
  }
  const { styles, glyphs } = theme;
  return Array.from({ length: rows }, (_, row) =>
    joinRuns(
      Array.from({ length: columns }, (_cell, column): Span => {
        const sign = signs[row * columns + column];
        if (sign === 0) return span(' ');
        const text = isFine
          ? dots[sign === 1 ? 'positive' : 'negative'].at(column, row)
          : sign === 1
            ? '+'
            : glyphs.minus;
        return span(text, sign === 1 ? styles.positive : styles.negative);
      }),
    ),
  );
}
