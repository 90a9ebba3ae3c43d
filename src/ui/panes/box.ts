import { type Frame, fitLine, type Line, lineWidth, span, truncate, widthOf } from '../text/line.ts';
import { formatCount } from '../text/numbers.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';

/** Columns and rows of the border and its padding. */
export const BORDER: Size = { columns: 4, rows: 2 };

export interface BoxText {
  readonly title: string;
  /** Texts after the title, such as a unit or a shape, longest first; the first that fits is shown. */
  readonly details: readonly string[];
  /** A text at the right end of the upper border, or of the lower one if the upper is too short. */
  readonly note?: string | undefined;
  /** Texts for the lower border, longest first; the first that fits is shown. */
  readonly footnotes?: readonly string[];
  readonly focused: boolean;
}

/** The size of a box's content. */
export function inside({ columns, rows }: Size): Size {
  return { columns: columns - BORDER.columns, rows: rows - BORDER.rows };
}

/** The note of a scrolled box, `1–16 of 3,044`; undefined if all rows are visible. `first` counts from 0. */
export function scrollNote(first: number, visible: number, total: number, { glyphs }: Theme): string | undefined {
  if (visible >= total) return undefined;
  return `${formatCount(first + 1)}${glyphs.dash}${formatCount(first + visible)} of ${formatCount(total)}`;
}

/**
 * `4–7 of 9` for the items in sight, where rows belong to items. A heading is no item, and an item may have several rows.
 * @param owners the item of each row, from 0 in their order; undefined for a heading.
 */
export function itemsNote(
  owners: readonly (number | undefined)[],
  first: number,
  visible: number,
  theme: Theme,
): string | undefined {
  if (visible >= owners.length) return undefined;
  const items = (rows: typeof owners): readonly number[] => rows.filter((item) => item !== undefined);
  const inSight = items(owners.slice(first, first + visible));
  const total = (items(owners).at(-1) ?? -1) + 1;
  const [from, to] = [inSight[0], inSight.at(-1)];
  if (from === undefined || to === undefined) return total === 0 ? undefined : `0 of ${formatCount(total)}`;
  return `${formatCount(from + 1)}${theme.glyphs.dash}${formatCount(to + 1)} of ${formatCount(total)}`;
}

/** The first line of a content at which its end is visible in a box. */
export function scrollLimitOf(content: Frame, { rows }: Size): number {
  return Math.max(0, content.length - (rows - BORDER.rows));
}

/**
 * A box with a content that scrolls where it does not fit: from line `first` on, with the lines in sight as its note.
 * @param scrolled the texts that differ then.
 * @param owners the item of each row, as in `itemsNote`; by default each row is one.
 */
export function scrollBox(
  text: BoxText,
  size: Size,
  content: Frame,
  first: number,
  theme: Theme,
  scrolled: Partial<BoxText> = {},
  owners: readonly (number | undefined)[] = content.map((_, row) => row),
): Frame {
  const limit = scrollLimitOf(content, size);
  if (limit === 0) return box(text, size, content, theme);
  const [start, visible] = [Math.min(first, limit), size.rows - BORDER.rows];
  const note = itemsNote(owners, start, visible, theme);
  return box({ ...text, ...scrolled, note }, size, content.slice(start, start + visible), theme);
}

/** A frame in a border with a title, in exactly the given size. */
export function box(text: BoxText, { columns, rows }: Size, content: Frame, theme: Theme): Frame {
  const { pointer, ellipsis } = theme.glyphs;
  const lines = text.focused && theme.focus === 'heavy' ? theme.glyphs.heavyBox : theme.glyphs.box;
  const border = text.focused ? theme.styles.accent : theme.styles.quiet;
  const inner = Array.from({ length: rows - BORDER.rows }, (_, row): Line => {
    const line = fitLine(content[row] ?? [], columns - BORDER.columns);
    return [span(`${lines.down} `, border), ...line, span(` ${lines.down}`, border)];
  });
  const borderLine = (start: string, left: Line, right: string, end: string): Line => {
    const rule = lines.across.repeat(columns - 2 - lineWidth(left) - widthOf(right));
    return [span(start, border), ...left, span(rule, border), span(right, theme.styles.quiet), span(end, border)];
  };
  // Pointer and heavy border show the focus without colour as well.
  const hasPointer = text.focused && theme.focus === 'pointer';
  const title = truncate(hasPointer ? `${pointer} ${text.title}` : text.title, columns - 5, ellipsis);
  const room = columns - widthOf(title) - 5;
  const note = text.note === undefined ? '' : ` ${text.note} ${lines.across}`;
  const [above, below] = widthOf(note) <= room ? [note, ''] : ['', note];
  const detail = span(`${detailIn(room - widthOf(above), text)} `, theme.styles.quiet);
  const [footnote, rest] = footnoteIn(columns - 2, text, below);
  return [
    borderLine(lines.topLeft, [span(' '), span(title, theme.styles.strong), detail], above, lines.topRight),
    ...inner,
    borderLine(lines.bottomLeft, [span(footnote, theme.styles.quiet)], rest, lines.bottomRight),
  ];
}

function detailIn(room: number, { details }: BoxText): string {
  const detail = details.find((candidate) => candidate !== '' && widthOf(candidate) + 2 <= room);
  return detail === undefined ? '' : `  ${detail}`;
}

/** The first footnote that fits beside the note, or else the first that fits alone, and the note if it fits. */
function footnoteIn(room: number, { footnotes = [] }: BoxText, note: string): readonly [string, string] {
  const texts = footnotes.map((footnote) => ` ${footnote} `);
  const fitting = (width: number): string | undefined => texts.find((text) => widthOf(text) <= width);
  const beside = texts.length === 0 && widthOf(note) <= room ? '' : fitting(room - widthOf(note));
  return beside === undefined ? [fitting(room) ?? '', ''] : [beside, note];
}
