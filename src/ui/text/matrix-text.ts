import type { LineView } from '../../worker/protocol.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import { padStart, widthOf } from './line.ts';
import { formatAlike } from './numbers.ts';

/** What a matrix holds, as texts of one line, the one that says most first: its cells where they are few, then its extent. */
export function matrixTexts({ least, most, cells }: LineView, glyphs: Glyphs): readonly string[] {
  const extents = ([2, 1] as const).map((digits) => extentText(least, most, digits, glyphs));
  return cells.length === 0 ? extents : [cellsText(cells, glyphs), ...extents];
}

/** `−0.0033 +0.0043       0`, each as wide as the widest. */
function cellsText(cells: ArrayLike<number>, glyphs: Glyphs): string {
  const texts = formatAlike(cells, glyphs);
  const width = Math.max(...texts.map(widthOf));
  return texts.map((text) => padStart(text, width)).join(' ');
}

/** `−0.0033 … +0.0043` */
function extentText(least: number, most: number, digits: 1 | 2, glyphs: Glyphs): string {
  const [low, high] = formatAlike([least, most], glyphs, digits);
  return low === high && (least === most || Number.isNaN(least)) ? low! : `${low} ${glyphs.ellipsis} ${high}`;
}
