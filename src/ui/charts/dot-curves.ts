import { joinRuns, type Line, type Span, span } from '../text/line.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import { type Axis, positionOn } from './axis.ts';
import { Dots } from './dots.ts';
import { type IterationAxis, positionOf } from './iteration-axis.ts';
import type { Curve } from './kept-runs.ts';

/** A way to draw a curve in dots: its colour, and the dots of a period that are set. Patterns differ without colour as well. */
export interface Pen {
  readonly style: Style;
  readonly period: number;
  readonly on: (dot: number) => boolean;
}

/** The pens of training curve and test curve, those of kept runs by their mark, and behind them more for the cells of a watch. */
export function pensOf({ styles }: Theme): { readonly train: Pen; readonly test: Pen; readonly kept: readonly Pen[] } {
  const { accent, positive, quiet, negative, good } = styles;
  return {
    train: { style: accent, period: 1, on: () => true },
    test: { style: positive, period: 4, on: (dot) => dot < 2 },
    kept: [
      { style: quiet, period: 2, on: (dot) => dot === 0 },
      { style: negative, period: 8, on: (dot) => dot < 5 },
      { style: positive, period: 4, on: (dot) => dot === 0 },
      { style: good, period: 8, on: (dot) => dot < 4 || dot === 6 },
      { style: negative, period: 6, on: (dot) => dot < 2 },
      { style: positive, period: 8, on: (dot) => dot < 7 },
      { style: good, period: 3, on: (dot) => dot < 2 },
    ],
  };
}

/** A curve and its pen. */
export interface Drawn {
  readonly curve: Curve;
  readonly pen: Pen;
}

/**
 * Curves in braille dots, 2×4 a cell, as `rows` lines of exactly `columns`. Neighbouring points are joined by straight lines. The first
 * curve is in front: a cell shows one curve. A cross in the top row marks a column with a non-finite error.
 */
export function drawDotCurves(
  curves: readonly Drawn[],
  x: IterationAxis,
  y: Axis,
  columns: number,
  rows: number,
  { glyphs, styles }: Theme,
): readonly Line[] {
  const layers = curves.map(({ curve, pen }) => ({ pen, ...dotsOf(curve, pen, x, y, columns, rows) }));
  return Array.from({ length: rows }, (_, row): Line => {
    const cells: Span[] = [];
    for (let column = 0; column < columns; column++) {
      const front = layers.find(({ dots }) => dots.at(column, row) !== ' ');
      const isCrossed = row === 0 && layers.some(({ crosses }) => crosses.has(column));
      if (isCrossed) cells.push(span(glyphs.cross, styles.bad));
      else cells.push(front === undefined ? span(' ') : span(front.dots.at(column, row), front.pen.style));
    }
    return joinRuns(cells);
  });
}

/** The columns of a sample of a pen. */
export const SAMPLE_WIDTH = 4;

/** A level piece of a curve, for a legend. */
export function penSample(pen: Pen): Span {
  const dots = new Dots(SAMPLE_WIDTH, 1, true);
  new Canvas(dots, SAMPLE_WIDTH, 1, pen).line(0, 1, 2 * SAMPLE_WIDTH - 1, 1);
  return span(Array.from({ length: SAMPLE_WIDTH }, (_, column) => dots.at(column, 0)).join(''), pen.style);
}

function dotsOf(
  { iterations, errors }: Curve,
  pen: Pen,
  x: IterationAxis,
  y: Axis,
  columns: number,
  rows: number,
): { readonly dots: Dots; readonly crosses: ReadonlySet<number> } {
  const dots = new Dots(columns, rows, true);
  const canvas = new Canvas(dots, columns, rows, pen);
  const crosses = new Set<number>();
  let before: { readonly across: number; readonly up: number } | undefined;
  for (let point = 0; point < iterations.length; point++) {
    const position = positionOf(x, iterations[point]!);
    const across = Math.round(position * (2 * columns - 1));
    const error = errors[point]!;
    if (!Number.isFinite(error)) {
      if (across >= 0 && across < 2 * columns) crosses.add(across >> 1);
      before = undefined;
      continue;
    }
    const up = Math.round(positionOn(y, error) * (4 * rows - 1));
    // A segment is drawn when a part of it is on the axis.
    if (before === undefined) canvas.line(across, up, across, up);
    else if (across >= 0 && before.across < 2 * columns) canvas.line(before.across, before.up, across, up);
    before = { across, up };
  }
  return { dots, crosses };
}

/** Lines in the dots of a picture, in the pattern of a pen. */
class Canvas {
  readonly #dots: Dots;
  readonly #across: number;
  readonly #up: number;
  readonly #pen: Pen;
  #count = -1;
  #last = { across: -1, up: -1 };

  constructor(dots: Dots, columns: number, rows: number, pen: Pen) {
    this.#dots = dots;
    this.#across = 2 * columns;
    this.#up = 4 * rows;
    this.#pen = pen;
  }

  /** A line from one dot to another that is not to the left of it; parts outside are cut off. */
  line(fromAcross: number, fromUp: number, toAcross: number, toUp: number): void {
    const first = Math.max(0, fromAcross);
    const last = Math.min(this.#across - 1, toAcross);
    const upAt = (across: number): number =>
      toAcross === fromAcross ? toUp : fromUp + ((toUp - fromUp) * (across - fromAcross)) / (toAcross - fromAcross);
    let up = Math.round(fromAcross === toAcross ? fromUp : upAt(first));
    for (let across = first; across <= last; across++) {
      const next = Math.round(upAt(across));
      const step = Math.sign(next - up);
      this.#set(across, up);
      while (up !== next) {
        up += step;
        this.#set(across, up);
      }
    }
  }

  /** Counts dots along the curve, so that steep parts have the pattern too. */
  #set(across: number, up: number): void {
    if (across === this.#last.across && up === this.#last.up) return;
    this.#last = { across, up };
    this.#count++;
    if (!this.#pen.on(this.#count % this.#pen.period)) return;
    this.#dots.set((across + 0.5) / this.#across, (up + 0.5) / this.#up);
  }
}
