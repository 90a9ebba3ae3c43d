import { abbreviate, fitLine, type Line, lineWidth, type Span, span, widthOf } from '../text/line.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import { type Pen, penSample, pensOf, SAMPLE_WIDTH } from './dot-curves.ts';

/** Measured errors in ascending order of iteration. */
export interface Curve {
  readonly iterations: ArrayLike<number>;
  readonly errors: ArrayLike<number>;
}

/** The last value measured at or before an iteration. */
export function valueAt({ iterations, errors }: Curve, iteration: number): number | undefined {
  let [low, high] = [0, iterations.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (iterations[middle]! <= iteration) low = middle + 1;
    else high = middle;
  }
  return errors[low - 1];
}

/** The error curve of a kept run. */
export interface KeptCurve {
  /** The settings in which it differs: `momentum 0.9`. */
  readonly name: string;
  /** Shown instead of the name in a narrow legend. */
  readonly number: number;
  /** Index of the glyph of its points. */
  readonly mark: number;
  readonly curve: Curve;
}

/** The mark of the kept run drawn in a cell, if any. */
export type KeptRunCell = number | undefined;

/** Charts with fewer rows have no legend. */
export const LEAST_ROWS_WITH_LEGEND = 8;
const GAP = 3;
/** Names cut to fewer columns can look alike. */
const LEAST_NAME = 8;

/**
 * A sample of the curve of a kept run, or of the current run: a piece of it in dots, or its glyph. Samples differ without colour as
 * well.
 */
export function runSample(mark: number | undefined, theme: Theme): Span {
  const { train, kept } = pensOf(theme);
  if (theme.braille) return penSample(mark === undefined ? train : (kept[mark % kept.length] as Pen));
  return mark === undefined ? span(theme.glyphs.box.across, theme.styles.accent) : keptRunMark(mark, theme);
}

/** The columns of a sample. */
export function sampleWidth({ braille }: Theme): number {
  return braille ? SAMPLE_WIDTH : 1;
}

/** The glyph of a mark. */
export function keptRunMark(mark: number, { glyphs, styles }: Theme): Span {
  const { quiet, negative, positive, good } = styles;
  const colours: readonly Style[] = [quiet, negative, positive, good];
  return span(glyphs.keptRuns[mark % glyphs.keptRuns.length]!, colours[mark % colours.length]);
}

/**
 * The kept run drawn in each cell, rows from the bottom to the top.
 * Curves that meet alternate by column.
 * @param heights the row of each kept run in each column, undefined where it has none.
 */
export function keptRunCells(
  keptRuns: readonly { readonly mark: number; readonly heights: readonly (number | undefined)[] }[],
  rows: number,
): readonly (readonly KeptRunCell[])[] {
  if (keptRuns.length === 0) return [];
  const columns = Math.max(...keptRuns.map(({ heights }) => heights.length));
  const cells: KeptRunCell[][] = Array.from({ length: rows }, () => Array.from({ length: columns }, () => undefined));
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const here = keptRuns.flatMap(({ mark, heights }) => (isAt(heights, column, row) ? [mark] : []));
      cells[row]![column] = here[column % here.length];
    }
  }
  return cells;
}

/** True when a curve passes a row in a column: at its height, or between it and the height of the column before. */
function isAt(heights: readonly (number | undefined)[], column: number, row: number): boolean {
  const [before, own] = [heights[column - 1], heights[column]];
  if (own === undefined) return false;
  if (own === row) return true;
  return before !== undefined && (before > own ? row > own && row < before : row < own && row > before);
}

/**
 * The legend of kept runs, `· momentum 0.9   ∘ adam`, from column `start`. Without room for all names the longest are
 * shortened; names that would no longer differ are replaced by the run numbers of the table of kept runs.
 */
export function drawKeptRunsLegend(keptRuns: readonly KeptCurve[], start: number, columns: number, theme: Theme): Line {
  const { quiet } = theme.styles;
  const room = columns - start - GAP * (keptRuns.length - 1) - (sampleWidth(theme) + 1) * keptRuns.length;
  const names = namesIn(keptRuns, room, theme);
  const texts = names ?? keptRuns.map(({ number }) => String(number));
  const parts = keptRuns.flatMap(({ mark }, place): Span[] => [
    span(' '.repeat(place === 0 ? start : GAP)),
    runSample(mark, theme),
    span(` ${texts[place]}`, quiet),
  ]);
  const hint = span(`${' '.repeat(GAP)}K names them`, quiet);
  const line = names === undefined && lineWidth(parts) + lineWidth([hint]) <= columns ? [...parts, hint] : parts;
  return fitLine(line, columns);
}

/** The names in a total of `room` columns; undefined when they would no longer differ. */
function namesIn(keptRuns: readonly KeptCurve[], room: number, { glyphs }: Theme): readonly string[] | undefined {
  const whole = keptRuns.map(({ name }) => name);
  const forms = [whole, withoutSharedWords(whole)];
  const fitting = forms.find((names) => names.reduce((sum, name) => sum + widthOf(name), 0) <= room);
  if (fitting !== undefined) return fitting;
  const most = sharedWidth(forms[1]!.map(widthOf), room);
  const names = forms[1]!.map((name) => abbreviate(name, most, glyphs.ellipsis));
  return most >= LEAST_NAME && new Set(names).size === names.length ? names : undefined;
}

/** `descent`, `nesterov` for `optimizer descent`, `optimizer nesterov`; unchanged when a bare number would be left. */
function withoutSharedWords(names: readonly string[]): readonly string[] {
  const [first = []] = names.map((name) => name.split(' '));
  const isShared = (count: number): boolean =>
    names.every((name) => name.startsWith(`${first.slice(0, count).join(' ')} `));
  let shared = 0;
  while (names.length > 1 && shared < first.length && isShared(shared + 1)) shared++;
  const rests = names.map((name) => name.split(' ').slice(shared).join(' '));
  return rests.some((rest) => /^[\d.]/.test(rest)) ? names : rests;
}

/** The largest width to which all can be cut so that together they fit `room`. */
function sharedWidth(widths: readonly number[], room: number): number {
  let most = Math.max(...widths);
  while (most > 0 && widths.reduce((sum, width) => sum + Math.min(width, most), 0) > room) most--;
  return most;
}
