import type { Colour } from '../../../src/ui/theme/style.ts';

/** As in WCAG 2.2: from 1 for two equal colours to 21 for black on white. */
export function contrast(one: Colour, other: Colour, rgbOf: (colour: Colour) => readonly number[]): number {
  const [lighter, darker] = [luminance(rgbOf(one)), luminance(rgbOf(other))].sort((a, b) => b - a) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

export function luminance(rgb: readonly number[]): number {
  const [red, green, blue] = rgb.map((channel) =>
    channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4,
  ) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Colour 16 to 255 of xterm: a cube with 6 steps a side, then 24 greys. */
export function xtermRgb({ xterm }: Colour): readonly number[] {
  if (xterm >= 232) return Array.from({ length: 3 }, () => 8 + 10 * (xterm - 232));
  const steps = [0, 95, 135, 175, 215, 255];
  return [36, 6, 1].map((unit) => steps[Math.floor((xterm - 16) / unit) % 6] as number);
}
