import { joinRuns, type Line, type Span, span } from '../text/line.ts';
import { divergingColour, greyColour } from '../theme/colours.ts';
import type { Colour } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { HalfBlocks } from './half-blocks.ts';

/** A picture of numbers, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly values: ArrayLike<number>;
}

/** How numbers become colours: greys from `low` to `high`, or blue over dark to orange from −scale to scale. */
export type Toning =
  | { readonly kind: 'greys'; readonly low: number; readonly high: number }
  | { readonly kind: 'signed'; readonly scale: number };

const LEVELS = 32;
/** Without colours: from large negative numbers to large positive ones. */
const signs = (minus: string, dot: string): readonly string[] => ['=', minus, dot, '+', '#'];

/** Columns and rows that a picture takes with each of its pixels so many times as wide and as tall. */
export function pixelsSize({ width, height }: Pick<Pixels, 'width' | 'height'>, times: number, theme: Theme): Size {
  return isHalved(theme)
    ? { columns: width * times, rows: Math.ceil((height * times) / 2) }
    : { columns: 2 * width * times, rows: height * times };
}

/** How often each pixel can be repeated so that a picture stays within a room; less than 1 where it has to be made smaller. */
export function timesIn(pixels: Pick<Pixels, 'width' | 'height'>, room: Size, theme: Theme): number {
  const one = pixelsSize(pixels, 1, theme);
  const most = Math.min(room.columns / one.columns, room.rows / one.rows);
  return most >= 1 ? Math.floor(most) : Math.max(most, 0);
}

/** A picture as large as `pixelsSize` says, or smaller than its pixels, each then the mean of some. */
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

/** Whether a cell shows two pixels; elsewhere two cells show one. */
function isHalved({ depth, glyphs }: Theme): boolean {
  return depth > 1 && glyphs.halves !== undefined;
}

/** The mean of the pixels that come to stand in one place of a picture of another size. */
function meanIn({ width, height, values }: Pixels, column: number, row: number, columns: number, rows: number): number {
  const left = Math.floor((column * width) / columns);
  const right = Math.max(left + 1, Math.floor(((column + 1) * width) / columns));
  const top = Math.floor((row * height) / rows);
  const bottom = Math.max(top + 1, Math.floor(((row + 1) * height) / rows));
  let sum = 0;
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += values[y * width + x]!;
  return sum / ((right - left) * (bottom - top));
}

/** A whole number from 0 to the last level. */
function toneIn(value: number, toning: Toning): number {
  const share =
    toning.kind === 'greys' ? (value - toning.low) / (toning.high - toning.low) : (value / toning.scale + 1) / 2;
  return Number.isNaN(share) ? 0 : Math.max(0, Math.min(LEVELS, Math.round(share * LEVELS)));
}

function coloursOf(toning: Toning, { depth }: Theme): readonly (Colour | undefined)[] {
  return Array.from({ length: LEVELS + 1 }, (_, level) =>
    toning.kind === 'greys' ? greyColour(level / LEVELS) : divergingColour((2 * level) / LEVELS - 1, depth),
  );
}

/** Two columns for each level: colours where there are some, shades and signs where there are none. */
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
