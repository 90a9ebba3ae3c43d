import { describe, expect, test } from 'vitest';
import { classColour, classLetter, divergingStyle, inkOn, nearestXterm } from '../../../src/ui/theme/colours.ts';
import { type Colour, darkScheme, type Palette, type Scheme } from '../../../src/ui/theme/style.ts';
import { contrast, luminance, xtermRgb } from './contrast.ts';

const values = Array.from({ length: 401 }, (_, i) => (i - 200) / 200);

/** Colours of a depth on a dark ground. */
function dark(depth: 4 | 8 | 24): Palette {
  return { depth, scheme: darkScheme };
}

function coloursOf(value: number, depth: 4 | 8 | 24, scheme: Scheme = darkScheme): readonly [Colour, Colour] {
  const { foreground, background } = divergingStyle(value, { depth, scheme });
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

  test('grows lighter with size on a dark ground', () => {
    for (const sign of [-1, 1]) {
      const lights = values.filter((value) => value >= 0).map((value) => luminance(coloursOf(sign * value, 24)[1].rgb));
      expect(lights).toEqual([...lights].sort((a, b) => a - b));
    }
  });

  test.each(['dark', 'light'] as const)('keeps text legible on every colour of a %s ground', (ground) => {
    const scheme = { ground, contrast: 'normal' } as const;
    const worst = (depth: 8 | 24, rgbOf: (colour: Colour) => readonly number[]): number =>
      Math.min(...values.map((value) => contrast(...coloursOf(value, depth, scheme), rgbOf)));
    expect(worst(24, ({ rgb }) => rgb)).toBeGreaterThanOrEqual(4.5);
    expect(worst(8, xtermRgb)).toBeGreaterThanOrEqual(4.5);
  });

  test.each([
    ['dark', [30, 30, 30]],
    ['light', [255, 255, 255]],
  ] as const)('has 0 as the quietest colour on a %s ground, and grows louder with size', (ground, rgb) => {
    const scheme = { ground, contrast: 'normal' } as const;
    const paper: Colour = { rgb, xterm: 0, ansi: 0 };
    for (const sign of [-1, 1]) {
      const loudness = [0, 0.25, 0.5, 0.75, 1].map((size) =>
        contrast(coloursOf(sign * size, 24, scheme)[1], paper, ({ rgb: own }) => own),
      );
      expect(loudness).toEqual([...loudness].sort((a, b) => a - b));
      expect(loudness[0]).toBeLessThan(1.4);
    }
  });

  test('leaves small values to the background of a terminal with 16 colours', () => {
    expect([-0.19, 0, 0.19].map((value) => divergingStyle(value, dark(4)))).toEqual([{}, {}, {}]);
  });

  test('is clamped at its ends, and NaN is in the middle', () => {
    expect(divergingStyle(7, dark(24))).toEqual(divergingStyle(1, dark(24)));
    expect(divergingStyle(Number.NEGATIVE_INFINITY, dark(24))).toEqual(divergingStyle(-1, dark(24)));
    expect(divergingStyle(Number.NaN, dark(24))).toEqual(divergingStyle(0, dark(24)));
  });
});

const ten = Array.from({ length: 10 }, (_, index) => index);

test('ten classes have ten colours in every depth', () => {
  expect(new Set(ten.map((index) => classColour(index, 1, dark(24)).rgb.join())).size).toBe(10);
  expect(new Set(ten.map((index) => classColour(index, 1, dark(8)).xterm)).size).toBe(10);
  expect(new Set(ten.map((index) => classColour(index, 1, dark(4)).ansi)).size).toBe(10);
});

test('a class is darker at lower confidence, and keeps its hue', () => {
  expect([1, 0.5, 0].map((sureness) => classColour(1, sureness, dark(24)).rgb)).toEqual([
    [230, 159, 0],
    [165, 120, 19],
    [100, 81, 37],
  ]);
  expect(classColour(1, Number.NaN, dark(24))).toEqual(classColour(1, 0, dark(24)));
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
  expect(ten.map((index) => inkOn(classColour(index, 1, dark(24)), 24).rgb[0])).toEqual([
    255, 0, 0, 0, 0, 0, 0, 0, 255, 0,
  ]);
});
