import stringWidth from 'string-width';
import type { Style } from '../theme/style.ts';

/** A piece of text in one style. Text is plain: it holds no escape sequences and no line breaks. */
export interface Span {
  readonly text: string;
  readonly style?: Style;
}

export type Line = readonly Span[];

/** What a pane draws: lines, top to bottom. */
export type Frame = readonly Line[];

export function span(text: string, style?: Style): Span {
  return style === undefined ? { text } : { text, style };
}

const printableAscii = /^[\x20-\x7e]*$/;

/** Columns a text takes in a terminal. */
export function widthOf(text: string): number {
  return printableAscii.test(text) ? text.length : stringWidth(text);
}

export function lineWidth(line: Line): number {
  return line.reduce((sum, { text }) => sum + widthOf(text), 0);
}

export function plainLine(line: Line): string {
  return line.map(({ text }) => text).join('');
}

/** A text of at most so many columns; what is cut off leaves an ellipsis. */
export function truncate(text: string, width: number, ellipsis: string): string {
  if (widthOf(text) <= width) return text;
  if (width <= 0) return '';
  const room = width - widthOf(ellipsis);
  let kept = '';
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += widthOf(segment);
    if (used > room) break;
    kept += segment;
  }
  return kept + ellipsis;
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text;
}

/** Breaks a text between words into lines of at most so many columns; a longer word stands alone. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** A line of exactly so many columns: cut where it is too long, filled with spaces where it is too short. */
export function fitLine(line: Line, width: number): Line {
  const fitted: Span[] = [];
  let left = width;
  for (const part of line) {
    if (left === 0) break;
    const text = truncate(part.text, left, '');
    if (text === '') continue;
    fitted.push(text === part.text ? part : { ...part, text });
    left -= widthOf(text);
    if (text !== part.text) break;
  }
  return left > 0 ? [...fitted, { text: ' '.repeat(left) }] : fitted;
}

/** A frame of exactly so many columns and rows. */
export function fitFrame(frame: Frame, columns: number, rows: number): Frame {
  return Array.from({ length: rows }, (_, row) => fitLine(frame[row] ?? [], columns));
}

/** Left and right parts at the two ends of a line; where both do not fit, the right one goes. */
export function spread(left: Line, right: Line, width: number): Line {
  const gap = width - lineWidth(left) - lineWidth(right);
  return gap < 1 ? fitLine(left, width) : [...left, { text: ' '.repeat(gap) }, ...right];
}
