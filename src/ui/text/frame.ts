import { paint } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import type { Frame } from './line.ts';

/** The lines of a frame with their colours as escape sequences. */
export function paintFrame(frame: Frame, { depth }: Theme): readonly string[] {
  return frame.map((line) => line.map(({ text, style }) => paint(text, style, depth)).join(''));
}

/** Ready lines, colours included, each exactly so many columns wide, and where they stand. */
export interface Block {
  readonly x: number;
  readonly y: number;
  readonly columns: number;
  readonly lines: readonly string[];
}

/** The lines of a screen with these blocks on it, without spaces at their ends; undefined if one block lies over another. */
export function sideBySide(blocks: readonly Block[], rows: number): readonly string[] | undefined {
  const ends = new Array<number>(rows).fill(0);
  const lines = new Array<string>(rows).fill('');
  for (const { x, y, columns, lines: own } of [...blocks].sort((one, other) => one.x - other.x)) {
    for (const [index, text] of own.entries()) {
      const row = y + index;
      const end = ends[row];
      // As Ink does, what stands below the screen is left out.
      if (end === undefined) break;
      if (x < end) return undefined;
      lines[row] += ' '.repeat(x - end) + text;
      ends[row] = x + columns;
    }
  }
  return lines.map((line) => line.trimEnd());
}
