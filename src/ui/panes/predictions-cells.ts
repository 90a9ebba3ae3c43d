import { abbreviate, padEnd, padStart, type Span, span, widthOf } from '../text/line.ts';
import { formatCount, formatDatum } from '../text/numbers.ts';
import { original } from '../text/original.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import type { Theme } from '../theme/theme.ts';
import { type InputColumns, type Table, WIDEST_DATUM } from './predictions-columns.ts';

/** The names over the inputs in one text, none where no input is shown. */
export function inputHeading({ inputs, moreInputs }: InputColumns, glyphs: Glyphs): readonly string[] {
  const names = inputs.map(({ name, width }) => padStart(abbreviate(name, width, glyphs.ellipsis), width)).join(' ');
  return inputs.length > 0 ? [names + (moreInputs ? ` ${glyphs.ellipsis}` : '')] : [];
}

/** The inputs of an example in one text, empty cells for none. */
export function inputCells(
  { inputs, inputScaling }: Table,
  columns: InputColumns,
  example: number | undefined,
  theme: Theme,
): readonly string[] {
  const cells = columns.inputs.map(({ index, width }) =>
    example === undefined
      ? padStart('', width)
      : datumIn(width, original(inputs.data[example * inputs.columns + index]!, index, inputScaling), theme),
  );
  return cells.length > 0 ? [cells.join(' ') + (columns.moreInputs ? '  ' : '')] : [];
}

/** The number of an example, counted from 1, marked where it is the chosen one; nothing beside its further outputs. */
export function numberCell({ chosen }: Table, width: number, example: number | undefined, theme: Theme): Span {
  if (example === undefined) return span(padStart('', width));
  const { glyphs, styles } = theme;
  const number = formatCount(example + 1);
  if (example !== chosen) return span(padStart(number, width), styles.quiet);
  return span(glyphs.pointer + padStart(number, width - 1), styles.accent);
}

/** A number that was given, without an end cut off: the end may be its exponent. */
export function datumIn(width: number, value: number, { glyphs }: Theme): string {
  const text = formatDatum(value, glyphs, Math.min(width, WIDEST_DATUM));
  return padStart(widthOf(text) <= width ? text : glyphs.ellipsis, width);
}

/** A share of the width, by eighths of a column; values beyond 0 and 1 stay at the ends. */
export function barOf(share: number, width: number, { glyphs }: Theme): string {
  if (Number.isNaN(share)) return padEnd('', width);
  const eighths = Math.round(Math.max(0, Math.min(1, share)) * width * 8);
  const full = Math.floor(eighths / 8);
  const rest = eighths % 8 === 0 ? '' : glyphs.eighths[eighths % 8]!;
  return padEnd(glyphs.eighths[8]!.repeat(full) + rest, width);
}
