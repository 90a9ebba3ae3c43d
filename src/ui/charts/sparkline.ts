import type { Glyphs } from '../theme/glyphs.ts';

/**
 * The newest values as one character each, at most `width` of them, the newest at the right. The heights go from the
 * least to the largest of these; where all are the same they stand in the middle. One that is no finite number is a gap.
 */
export function sparkline(values: readonly number[], width: number, { sparks }: Glyphs): string {
  const drawn = values.slice(Math.max(0, values.length - width));
  const finite = drawn.filter((value) => Number.isFinite(value));
  const least = Math.min(...finite);
  const most = Math.max(...finite);
  const top = sparks.length - 1;
  // By halves: the distance of the largest numbers of all would not be finite.
  const shareOf = (value: number): number => (value / 2 - least / 2) / (most / 2 - least / 2);
  const heightOf = (value: number): number => (least === most ? Math.floor(top / 2) : Math.round(shareOf(value) * top));
  return drawn.map((value) => (Number.isFinite(value) ? sparks[heightOf(value)]! : ' ')).join('');
}
