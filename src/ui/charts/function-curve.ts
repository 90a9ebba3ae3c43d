import { sigmoid, slope } from '../../program/functions.ts';
import { type Frame, type Line, padStart, type Span, span } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import { Dots } from './dots.ts';

export interface SigmoidPicture {
  /** Where on the curve: the sum that goes into the sigmoid. */
  readonly z: number;
  /** Whether to draw the slope there, as a tangent. */
  readonly tangent: boolean;
}

/** The curve is drawn from −EDGE to EDGE, farther where the dot needs it. */
const EDGE = 6;
const LABEL_WIDTH = 4;

/** σ between its two ends, a dot at σ(z), and its tangent there, in `columns` × `rows`. */
export function drawSigmoid({ z, tangent }: SigmoidPicture, columns: number, rows: number, theme: Theme): Frame {
  const edge = Math.max(EDGE, Math.ceil(Math.min(Math.abs(z), 99)) + 1);
  const width = columns - LABEL_WIDTH - 1;
  const height = rows - 1;
  const fine = theme.glyphs.dot !== '.';
  const xOf = (sum: number): number => (sum + edge) / (2 * edge);
  const curve = new Dots(width, height, fine);
  const line = new Dots(width, height, fine);
  const value = sigmoid(z);
  for (let step = 0; step <= 8 * width; step++) {
    const at = (2 * edge * step) / (8 * width) - edge;
    curve.set(xOf(at), sigmoid(at));
    // Two units to each side show the direction without hiding the curve.
    if (tangent && Math.abs(at - z) <= 2) line.set(xOf(at), value + slope(value) * (at - z));
  }
  const dot = {
    column: Math.max(0, Math.min(width - 1, Math.floor(xOf(z) * width))),
    row: Math.min(height - 1, Math.floor((1 - value) * height)),
  };
  const cell = (column: number, row: number): Span => {
    if (column === dot.column && row === dot.row) return span(theme.glyphs.bullet, theme.styles.strong);
    const over = line.at(column, row);
    return over === ' ' ? span(curve.at(column, row), theme.styles.quiet) : span(over, theme.styles.accent);
  };
  const labels = new Map([
    [0, '1'],
    [Math.floor((height - 1) / 2), '0.5'],
    [height - 1, '0'],
  ]);
  const picture = Array.from({ length: height }, (_, row): Line => {
    const label = span(
      `${padStart(labels.get(row) ?? '', LABEL_WIDTH - 1)} ${theme.glyphs.box.down}`,
      theme.styles.quiet,
    );
    return [label, ...Array.from({ length: width }, (_cell, column) => cell(column, row))];
  });
  const left = `${theme.glyphs.minus}${edge}`;
  const right = `+${edge}`;
  const middle = Math.floor(width / 2) - left.length;
  const numbers = `${left}${' '.repeat(Math.max(1, middle))}0`;
  const axis = span(
    `${' '.repeat(LABEL_WIDTH + 1)}${numbers}${padStart(right, width - numbers.length)}`,
    theme.styles.quiet,
  );
  return [...picture, [axis]];
}
