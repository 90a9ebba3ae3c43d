import { padStart, type Span, span, widthOf } from '../text/line.ts';
import { formatCount, formatError, formatPlain, formatShort, formatSignedIn } from '../text/numbers.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import { DECIMALS, MISS } from './predictions-columns.ts';

/** Between columns. */
export const GAP = '  ';
/** The width of a figure from 0 to 1. */
export const FIGURE = DECIMALS + 2;

/** Smaller differences are rounded away. */
const SMALLEST = 0.5 * 10 ** -DECIMALS;
const SMALLEST_ERROR = 10 ** (1 - DECIMALS);
const SMALLEST_FACTOR = 1.05;
/** From here on a factor needs no decimal, and from there on not all of its digits. */
const WHOLE_FACTOR = 10;
const LONG_FACTOR = 1e6;

/** A figure then, one now and the change between them; dashes for what is not there. */
export function drawFigures(
  then: number | undefined,
  now: number | undefined,
  width: number,
  textOf: (value: number | undefined, theme: Theme) => string,
  theme: Theme,
): readonly Span[] {
  const { glyphs, styles } = theme;
  const isChange = then !== undefined && now !== undefined;
  const change = isChange ? formatSignedIn(MISS, now - then, DECIMALS, glyphs) : glyphs.dash;
  return [
    span(GAP + padStart(textOf(then, theme), width)),
    span(GAP + padStart(textOf(now, theme), FIGURE), styles.strong),
    span(GAP + padStart(change, MISS)),
  ];
}

/** A figure, or a dash for none. */
export function figureText(value: number | undefined, { glyphs }: Theme): string {
  return value === undefined ? glyphs.dash : formatPlain(value, DECIMALS, FIGURE, glyphs);
}

/** The same of an error: one that is too small for its decimals is written as a power of ten. */
export function errorText(error: number | undefined, theme: Theme): string {
  return error !== undefined && error > 0 && error < SMALLEST_ERROR
    ? formatError(error, FIGURE)
    : figureText(error, theme);
}

/** Whether the newer of two misses is the smaller one. */
export function drawMark(then: number, now: number, { glyphs, styles }: Theme): readonly Span[] {
  if (Number.isNaN(now - then)) return [];
  if (Math.abs(now - then) < SMALLEST) return markOf(`${glyphs.dot} same`, styles.quiet);
  return now < then ? markOf(`${glyphs.check} closer`, styles.good) : markOf(`${glyphs.cross} farther`, styles.bad);
}

/** How many times smaller or larger the newer of two errors is, in at most `width` columns. */
export function drawFactor(
  then: number | undefined,
  now: number | undefined,
  width: number,
  { glyphs, styles }: Theme,
): readonly Span[] {
  if (then === undefined || now === undefined) return [];
  const isSmaller = now < then;
  const factor = isSmaller ? then / now : now / then;
  if (Number.isNaN(factor)) return [];
  const fitting = (glyph: string, texts: readonly string[]): string =>
    texts.map((text) => `${glyph} ${text}`).find((text) => widthOf(text) <= width) ?? glyph;
  if (factor < SMALLEST_FACTOR) return markOf(fitting(glyphs.dot, ['about the same', 'same']), styles.quiet);
  const word = isSmaller ? 'smaller' : 'larger';
  const times = factorText(factor);
  const texts = times === undefined ? [word] : [`${times} times ${word}`, `${times}${glyphs.times} ${word}`, word];
  return isSmaller
    ? markOf(fitting(glyphs.check, texts), styles.good)
    : markOf(fitting(glyphs.cross, texts), styles.bad);
}

function markOf(text: string, style: Style): readonly Span[] {
  return [span(GAP + text, style)];
}

/** Undefined for what is beyond all measure. */
function factorText(factor: number): string | undefined {
  if (!Number.isFinite(factor)) return undefined;
  if (factor >= LONG_FACTOR) return formatShort(factor);
  return factor < WHOLE_FACTOR ? factor.toFixed(1) : formatCount(factor);
}
