import { paint } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import type { Frame } from './line.ts';

/** The lines of a frame with escape sequences for their colours. */
export function paintFrame(frame: Frame, { depth }: Theme): readonly string[] {
  return frame.map((line) => line.map(({ text, style }) => paint(text, style, depth)).join(''));
}

/** Painted lines, each `columns` wide, at a place on the screen. */
export interface Block {
  readonly x: number;
  readonly y: number;
  readonly columns: number;
  readonly lines: readonly string[];
}

/** The lines of a screen of `rows` rows with these blocks, trailing spaces removed; undefined when blocks overlap. */
export function sideBySide(blocks: readonly Block[], rows: number): readonly string[] | undefined {
  const ends = new Array<number>(rows).fill(0);
  const lines = new Array<string>(rows).fill('');
  for (const { x, y, columns, lines: own } of [...blocks].sort((one, other) => one.x - other.x)) {
    for (const [index, text] of own.entries()) {
      const row = y + index;
      const end = ends[row];
      // Rows below the screen are dropped, as Ink does.
      if (end === undefined) break;
      if (x < end) return undefined;
      lines[row] += ' '.repeat(x - end) + text;
      ends[row] = x + columns;
    }
  }
  return lines.map((line) => line.trimEnd());
}
