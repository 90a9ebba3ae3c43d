import type { Size } from '../layout.ts';
import { type Frame, fitLine, type Line, lineWidth, span, truncate, widthOf } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';

/** Columns and rows that a border with its padding takes. */
export const BORDER: Size = { columns: 4, rows: 2 };

export interface BoxText {
  readonly title: string;
  /** What the title needs to be exact, a unit or a shape: the first of these that fits is shown. */
  readonly details: readonly string[];
  /** At the right end of the upper border. */
  readonly note?: string;
  /** In the lower border: the first of these that fits. */
  readonly footnotes?: readonly string[];
  readonly focused: boolean;
}

/** A frame inside a rounded border with a title, in exactly the given size. */
export function box(text: BoxText, { columns, rows }: Size, content: Frame, theme: Theme): Frame {
  const { box: lines } = theme.glyphs;
  const border = text.focused ? theme.styles.accent : theme.styles.quiet;
  const inner = Array.from({ length: rows - BORDER.rows }, (_, row): Line => {
    const line = fitLine(content[row] ?? [], columns - BORDER.columns);
    return [span(`${lines.down} `, border), ...line, span(` ${lines.down}`, border)];
  });
  return [upperBorder(text, columns, theme), ...inner, lowerBorder(text, columns, theme)];
}

function lowerBorder({ footnotes = [], focused }: BoxText, columns: number, theme: Theme): Line {
  const { box: lines } = theme.glyphs;
  const border = focused ? theme.styles.accent : theme.styles.quiet;
  const footnote = footnotes.find((candidate) => widthOf(candidate) + 4 <= columns);
  const text = footnote === undefined ? '' : ` ${footnote} `;
  const rule = lines.across.repeat(columns - widthOf(text) - 2);
  return [span(lines.bottomLeft, border), span(text, theme.styles.quiet), span(rule + lines.bottomRight, border)];
}

function upperBorder({ title, details, note, focused }: BoxText, columns: number, theme: Theme): Line {
  const { box: lines, pointer, ellipsis } = theme.glyphs;
  const border = focused ? theme.styles.accent : theme.styles.quiet;
  // Focus shows without colour too.
  const name = truncate(focused ? `${pointer} ${title}` : title, columns - 5, ellipsis);
  const left: Line = [span(`${lines.topLeft} `, border), span(name, theme.styles.strong)];
  const room = columns - lineWidth(left) - 3;
  const shownNote = note !== undefined && widthOf(note) + 3 <= room ? ` ${note} ${lines.across}` : '';
  const detailRoom = room - widthOf(shownNote) - 2;
  const detail = details.find((candidate) => candidate !== '' && widthOf(candidate) <= detailRoom);
  const shownDetail = detail === undefined ? '' : `  ${detail}`;
  const rule = room - widthOf(shownDetail) - widthOf(shownNote) + 1;
  return [
    ...left,
    span(`${shownDetail} `, theme.styles.quiet),
    span(lines.across.repeat(rule), border),
    span(shownNote, theme.styles.quiet),
    span(lines.topRight, border),
  ];
}
