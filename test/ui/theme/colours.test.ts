import { describe, expect, test } from 'vitest';
import { classColour, classLetter, divergingStyle, inkOn, nearestXterm } from '../../../src/ui/theme/colours.ts';
import type { Colour } from '../../../src/ui/theme/style.ts';

const values = Array.from({ length: 401 }, (_, i) => (i - 200) / 200);

/** As in WCAG 2.2: from 1 for two equal colours to 21 for black on white. */
function contrast(one: Colour, other: Colour, rgbOf: (colour: Colour) => readonly number[]): number {
  const [lighter, darker] = [luminance(rgbOf(one)), luminance(rgbOf(other))].sort((a, b) => b - a) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(rgb: readonly number[]): number {
  const [red, green, blue] = rgb.map((channel) =>
    channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4,
  ) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Colour 16 to 255 of xterm: a cube with 6 steps a side, then 24 greys. */
function xtermRgb({ xterm }: Colour): readonly number[] {
  if (xterm >= 232) return Array.from({ length: 3 }, () => 8 + 10 * (xterm - 232));
  const steps = [0, 95, 135, 175, 215, 255];
  return [36, 6, 1].map((unit) => steps[Math.floor((xterm - 16) / unit) % 6] as number);
}

function coloursOf(value: number, depth: 4 | 8 | 24): readonly [Colour, Colour] {
  const { foreground, background } = divergingStyle(value, depth);
  if (foreground === undefined || background === undefined) throw new Error(`${value} has no colours`);
  return [foreground, background];
}

describe('the diverging palette', () => {
  test('goes from blue over a dark grey to orange', () => {
    expect([-1, 0, 1].map((value) => coloursOf(value, 24)[1].rgb)).toEqual([
      [64, 148, 240],
      [44, 47, 53],
      [240, 144, 48],
    ]);
    expect([-1, 0, 1].map((value) => coloursOf(value, 8)[1].xterm)).toEqual([33, 236, 208]);
    expect([-1, -0.5, 0.5, 1].map((value) => coloursOf(value, 4)[1].ansi)).toEqual([12, 4, 3, 11]);
  });

  test('has one hue for each sign', () => {
    for (const value of values.filter((candidate) => candidate > 0.07)) {
      const [red, , blue] = coloursOf(value, 24)[1].rgb;
      const [negativeRed, , negativeBlue] = coloursOf(-value, 24)[1].rgb;
      expect(red).toBeGreaterThan(blue);
      expect(negativeBlue).toBeGreaterThan(negativeRed);
    }
  });

  test('grows lighter with size', () => {
    for (const sign of [-1, 1]) {
      const lights = values.filter((value) => value >= 0).map((value) => luminance(coloursOf(sign * value, 24)[1].rgb));
      expect(lights).toEqual([...lights].sort((a, b) => a - b));
    }
  });

  test('keeps text legible on every colour: a contrast of 4.5 or more in truecolor', () => {
    const worst = Math.min(...values.map((value) => contrast(...coloursOf(value, 24), ({ rgb }) => rgb)));
    expect(worst).toBeGreaterThanOrEqual(4.5);
  });

  test('keeps text legible in 256 colours as well', () => {
    const worst = Math.min(...values.map((value) => contrast(...coloursOf(value, 8), xtermRgb)));
    expect(worst).toBeGreaterThanOrEqual(4.5);
  });

  test('leaves small values to the background of a terminal with 16 colours', () => {
    expect([-0.19, 0, 0.19].map((value) => divergingStyle(value, 4))).toEqual([{}, {}, {}]);
  });

  test('is clamped at its ends, and NaN is in the middle', () => {
    expect(divergingStyle(7, 24)).toEqual(divergingStyle(1, 24));
    expect(divergingStyle(Number.NEGATIVE_INFINITY, 24)).toEqual(divergingStyle(-1, 24));
    expect(divergingStyle(Number.NaN, 24)).toEqual(divergingStyle(0, 24));
  });
});

const ten = Array.from({ length: 10 }, (_, index) => index);

test('ten classes have ten colours in every depth', () => {
  expect(new Set(ten.map((index) => classColour(index, 1, 24).rgb.join())).size).toBe(10);
  expect(new Set(ten.map((index) => classColour(index, 1, 8).xterm)).size).toBe(10);
  expect(new Set(ten.map((index) => classColour(index, 1, 4).ansi)).size).toBe(10);
});

test('a class is darker at lower confidence, and keeps its hue', () => {
  expect([1, 0.5, 0].map((sureness) => classColour(1, sureness, 24).rgb)).toEqual([
    [230, 159, 0],
    [165, 120, 19],
    [100, 81, 37],
  ]);
  expect(classColour(1, Number.NaN, 24)).toEqual(classColour(1, 0, 24));
});

test('letters begin again after z', () => {
  expect([0, 9, 25, 26].map(classLetter)).toEqual(['a', 'j', 'z', 'a']);
});

test('the nearest of 256 colours is in the cube or a grey', () => {
  expect(
    [
      [255, 0, 0],
      [0, 0, 0],
      [128, 128, 128],
      [95, 135, 175],
    ].map((rgb) => nearestXterm(rgb as never)),
  ).toEqual([196, 16, 244, 67]);
});

test('ink is legible on its background', () => {
  expect(ten.map((index) => inkOn(classColour(index, 1, 24), 24).rgb[0])).toEqual([255, 0, 0, 0, 0, 0, 0, 0, 255, 0]);
});
