import type { Frame, Line } from '../../src/ui/text/line.ts';
import { createTheme } from '../../src/ui/theme/theme.ts';

export const inColour = createTheme(24, true);
/** As in a terminal whose font has no braille characters. */
export const inLines = createTheme(24, true, false);
export const inAscii = createTheme(1, false);
export const withoutColour = createTheme(1, true);

/** A frame as plain text, without spaces at the ends of its lines. */
export function textOf(frame: Frame): string {
  return linesOf(frame).join('\n');
}

export function linesOf(frame: Frame): readonly string[] {
  return frame.map((line) => plainLine(line).trimEnd());
}

export function plainLine(line: Line): string {
  return line.map(({ text }) => text).join('');
}
