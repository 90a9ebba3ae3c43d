import { joinRuns, type Line, type Span, span } from '../text/line.ts';
import { divergingColour, greyColour } from '../theme/colours.ts';
import type { Colour } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { HalfBlocks } from './half-blocks.ts';

/** An image of `width` × `height` numbers, row-major. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly values: ArrayLike<number>;
}

/** The mapping from numbers to colours: greys from `low` to `high`, or the diverging scale from −scale to scale. */
export type Toning =
  | { readonly kind: 'greys'; readonly low: number; readonly high: number }
  | { readonly kind: 'signed'; readonly scale: number };

const LEVELS = 32;
/** Signs without colour, from large negative to large positive numbers. */
const signs = (minus: string, dot: string): readonly string[] => ['=', minus, dot, '+', '#'];

/** Columns and rows of an image magnified `times` times. */
export function pixelsSize({ width, height }: Pick<Pixels, 'width' | 'height'>, times: number, theme: Theme): Size {
  return isHalved(theme)
    ? { columns: width * times, rows: Math.ceil((height * times) / 2) }
    : { columns: 2 * width * times, rows: height * times };
}

/** The largest magnification with which an image fits `room`: a whole number, or below 1 for an image scaled down. */
export function timesIn(pixels: Pick<Pixels, 'width' | 'height'>, room: Size, theme: Theme): number {
  const one = pixelsSize(pixels, 1, theme);
  const most = Math.min(room.columns / one.columns, room.rows / one.rows);
  return most >= 1 ? Math.floor(most) : Math.max(most, 0);
}

/** An image magnified `times` times (its size is `pixelsSize`); below 1, each drawn pixel is the mean of a block. */
export function drawPixels(pixels: Pixels, toning: Toning, times: number, theme: Theme): readonly Line[] {
  const width = Math.max(1, Math.floor(pixels.width * times));
  const height = Math.max(1, Math.floor(pixels.height * times));
  const toneOf = (column: number, row: number): number => toneIn(meanIn(pixels, column, row, width, height), toning);
  if (isHalved(theme)) {
    const blocks = new HalfBlocks(theme);
    const colours = coloursOf(toning, theme);
    return Array.from({ length: Math.ceil(height / 2) }, (_, row) =>
      joinRuns(
        Array.from({ length: width }, (_cell, column): Span => {
          const below = 2 * row + 1 < height ? colours[toneOf(column, 2 * row + 1)] : undefined;
          return blocks.cell(colours[toneOf(column, 2 * row)], below);
        }),
      ),
    );
  }
  const drawn = cellsOf(toning, theme);
  return Array.from({ length: height }, (_, row) =>
    joinRuns(Array.from({ length: width }, (_cell, column) => drawn[toneOf(column, row)]!)),
  );
}

/** True when one cell shows two pixels; otherwise two cells show one. */
function isHalved({ depth, glyphs }: Theme): boolean {
  return depth > 1 && glyphs.halves !== undefined;
}

/** The mean of the pixels under one pixel of an image of `columns` × `rows`. */
function meanIn({ width, height, values }: Pixels, column: number, row: number, columns: number, rows: number): number {
  const left = Math.floor((column * width) / columns);
  const right = Math.max(left + 1, Math.floor(((column + 1) * width) / columns));
  const top = Math.floor((row * height) / rows);
  const bottom = Math.max(top + 1, Math.floor(((row + 1) * height) / rows));
  let sum = 0;
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += values[y * width + x]!;
  return sum / ((right - left) * (bottom - top));
}

/** The tone of a number: a whole number from 0 to LEVELS. */
function toneIn(value: number, toning: Toning): number {
  const share =
    toning.kind === 'greys' ? (value - toning.low) / (toning.high - toning.low) : (value / toning.scale + 1) / 2;
  return Number.isNaN(share) ? 0 : Math.max(0, Math.min(LEVELS, Math.round(share * LEVELS)));
}

function coloursOf(toning: Toning, theme: Theme): readonly (Colour | undefined)[] {
  return Array.from({ length: LEVELS + 1 }, (_, level) =>
    toning.kind === 'greys' ? greyColour(level / LEVELS) : divergingColour((2 * level) / LEVELS - 1, theme),
  );
}

/** A cell pair for each tone: colours, or shades and signs without colour. */
function cellsOf(toning: Toning, theme: Theme): readonly Span[] {
  if (theme.depth > 1) {
    return coloursOf(toning, theme).map((background) => span('  ', background && { background }));
  }
  const { minus, dot, shades } = theme.glyphs;
  const ramp = toning.kind === 'greys' ? shades : signs(minus, dot);
  return Array.from({ length: LEVELS + 1 }, (_, level) =>
    span(ramp[Math.min(ramp.length - 1, Math.floor((level * ramp.length) / (LEVELS + 1)))]!.repeat(2)),
  );
}
