import { paint } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';
import type { Frame } from './line.ts';

/** The lines of a frame with their colours as escape sequences. */
export function paintFrame(frame: Frame, { depth }: Theme): readonly string[] {
  return frame.map((line) => line.map(({ text, style }) => paint(text, style, depth)).join(''));
}
