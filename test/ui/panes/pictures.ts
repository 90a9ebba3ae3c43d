import { expect } from 'vitest';
import { paintFrame } from '../../../src/ui/text/frame.ts';
import { type Frame, lineWidth } from '../../../src/ui/text/line.ts';
import { createTheme, type Theme } from '../../../src/ui/theme/theme.ts';
import type { Size } from '../../../src/ui/views/layout.ts';

type Draw = (size: Size, theme: Theme) => Frame;

export const sizes: readonly Size[] = [
  { columns: 100, rows: 30 },
  { columns: 60, rows: 17 },
  { columns: 36, rows: 9 },
];
export const looks: readonly (readonly [name: string, theme: Theme])[] = [
  ['truecolor', createTheme(24, true)],
  ['no-colour', createTheme(1, true)],
  ['ascii', createTheme(1, false)],
];

/** Compares a pane at several sizes, in colour, without colour and in ASCII, with its stored pictures. */
export async function expectPictures(name: string, draw: Draw): Promise<void> {
  for (const size of sizes) {
    for (const [look, theme] of looks) {
      const frame = draw(size, theme);
      expect(frame.map(lineWidth)).toEqual(Array(size.rows).fill(size.columns));
      const text = paintFrame(frame, theme).join('\n');
      await expect(text).toMatchFileSnapshot(`__snapshots__/${name}-${size.columns}x${size.rows}.${look}.txt`);
    }
  }
}

/** Expects a pane to have exactly its size, in any size from `least` on, and to be ASCII alone on a terminal without UTF-8. */
export function expectExactSizes(draw: Draw, least: Size): void {
  for (const columns of [least.columns, 31, 64, 160].filter((count) => count >= least.columns)) {
    for (const rows of [least.rows, 12, 40]) {
      for (const theme of [
        createTheme(24, true),
        createTheme(8, true),
        createTheme(4, true),
        createTheme(4, false),
        createTheme(1, false),
      ]) {
        const frame = draw({ columns, rows }, theme);
        expect(frame.map(lineWidth)).toEqual(Array(rows).fill(columns));
        if (theme.glyphs.halves === undefined) {
          expect(paintFrame(frame, { ...theme, depth: 1 }).join('')).toMatch(/^[\x20-\x7e]*$/);
        }
      }
    }
  }
}
