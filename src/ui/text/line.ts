import stringWidth from 'string-width';
import type { Style } from '../theme/style.ts';

/** A text in one style. It holds no escape sequences and no line breaks. */
export interface Span {
  readonly text: string;
  readonly style?: Style;
}

export type Line = readonly Span[];

/** A drawn pane: lines from top to bottom. */
export type Frame = readonly Line[];

export function span(text: string, style?: Style): Span {
  return style === undefined ? { text } : { text, style };
}

const printableAscii = /^[\x20-\x7e]*$/;
/** ASCII, box drawing, blocks and braille: measured fast, since pictures have thousands of such spans a frame. */
const oneColumnEach = /^[\x20-\x7e\u2500-\u259f\u2800-\u28ff]*$/;

/** The width of a text in terminal columns. */
export function widthOf(text: string): number {
  return oneColumnEach.test(text) ? text.length : stringWidth(text);
}

export function lineWidth(line: Line): number {
  return line.reduce((sum, { text }) => sum + widthOf(text), 0);
}

/**
 * A line whose neighbours of one style are one span. Styles are compared by reference: frames have thousands of spans.
 */
export function joinRuns(parts: Line, isSame: (one?: Style, other?: Style) => boolean = Object.is): Span[] {
  const runs: Span[] = [];
  let style: Style | undefined;
  let text = '';
  for (const part of parts) {
    if (text !== '' && !isSame(part.style, style)) {
      runs.push(span(text, style));
      text = '';
    }
    style = part.style;
    text += part.text;
  }
  if (text !== '') runs.push(span(text, style));
  return runs;
}

let segmenter: Intl.Segmenter | undefined;

/** The graphemes of a text. ASCII needs no segmenter, which takes 15 ms to construct. */
export function* charactersOf(text: string): Generator<string> {
  if (printableAscii.test(text)) yield* text;
  else {
    segmenter ??= new Intl.Segmenter();
    for (const { segment } of segmenter.segment(text)) yield segment;
  }
}

/** A text cut to `width` columns, with an ellipsis at the cut. */
export function truncate(text: string, width: number, ellipsis: string): string {
  if (widthOf(text) <= width) return text;
  if (width <= 0) return '';
  const room = width - widthOf(ellipsis);
  let kept = '';
  let used = 0;
  for (const character of charactersOf(text)) {
    used += widthOf(character);
    if (used > room) break;
    kept += character;
  }
  return kept + ellipsis;
}

/**
 * A name cut in the middle to `width` columns: names that differ at their ends, such as `room 12` and `room 13`, stay
 * apart.
 */
export function abbreviate(name: string, width: number, ellipsis: string): string {
  if (widthOf(name) <= width) return name;
  const room = Math.floor((width - widthOf(ellipsis)) / 2);
  let end = '';
  let used = 0;
  for (const character of [...charactersOf(name)].reverse()) {
    const own = widthOf(character);
    if (used + own > room) break;
    end = character + end;
    used += own;
  }
  return truncate(name, width - used, ellipsis) + end;
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text;
}

/** Breaks a text between words into lines of at most `width` columns; a longer word breaks where the line ends. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const piece of text.split(' ').flatMap((word) => piecesOf(word, width))) {
    const own = widthOf(piece);
    if (line !== '' && used + 1 + own > width) {
      lines.push(line);
      line = '';
    }
    used = line === '' ? own : used + 1 + own;
    line = line === '' ? piece : `${line} ${piece}`;
  }
  return [...lines, line];
}

/** A word in pieces of at most `width` columns; a character wider than that is a piece of its own. */
export function piecesOf(word: string, width: number): readonly string[] {
  if (widthOf(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const character of charactersOf(word)) {
    const own = widthOf(character);
    if (piece !== '' && used + own > width) {
      pieces.push(piece);
      piece = '';
      used = 0;
    }
    piece += character;
    used += own;
  }
  return [...pieces, piece];
}

/** A line of exactly `width` columns, cut or padded with spaces. */
export function fitLine(line: Line, width: number): Line {
  const fitted: Span[] = [];
  let left = width;
  for (const part of line) {
    if (left === 0) break;
    if (part.text.length <= left && oneColumnEach.test(part.text)) {
      if (part.text !== '') fitted.push(part);
      left -= part.text.length;
      continue;
    }
    const whole = withoutHidden(part.text);
    const text = truncate(whole, left, '');
    if (text === '') continue;
    fitted.push(text === part.text ? part : { ...part, text });
    left -= widthOf(text);
    if (text !== whole) break;
  }
  return left > 0 ? [...fitted, { text: ' '.repeat(left) }] : fitted;
}

const mayBeHidden = /[\p{Cf}\p{M}\p{Emoji_Modifier}\u115f\u1160\u3164\uffa0]/u;
const attaches = /^[\p{M}\p{Emoji_Modifier}]/u;

/**
 * A text without zero-width characters, to which Ink gives a column, and without marks that would attach to the text
 * before.
 */
function withoutHidden(text: string): string {
  if (!mayBeHidden.test(text)) return text;
  return [...charactersOf(text)].filter((character) => widthOf(character) > 0 && !attaches.test(character)).join('');
}

/** A frame of exactly `columns` × `rows`, cut or padded. */
export function fitFrame(frame: Frame, columns: number, rows: number): Frame {
  return Array.from({ length: rows }, (_, row) => fitLine(frame[row] ?? [], columns));
}

/** Two frames side by side; the right one starts at column `column`. */
export function besideFrames(left: Frame, right: Frame, column: number): Frame {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, row) => [
    ...fitLine(left[row] ?? [], column),
    ...(right[row] ?? []),
  ]);
}

/** Two parts at the ends of a line of `width` columns; without room for both, the left part alone. */
export function spread(left: Line, right: Line, width: number): Line {
  const gap = width - lineWidth(left) - lineWidth(right);
  return gap < 1 ? fitLine(left, width) : [...left, { text: ' '.repeat(gap) }, ...right];
}
