import { describe, expect, test } from 'vitest';
import { widthOf } from '../../../src/ui/text/line.ts';
import { ascii, type Glyphs, unicode } from '../../../src/ui/theme/glyphs.ts';
import { type Colour, paint, type Style } from '../../../src/ui/theme/style.ts';
import { createTheme, localeIsUtf8 } from '../../../src/ui/theme/theme.ts';
import { contrast, xtermRgb } from './contrast.ts';

describe('the locale', () => {
  test.each([
    [{}, true],
    [{ LANG: 'en_GB.UTF-8' }, true],
    [{ LANG: 'C.utf8' }, true],
    [{ LANG: 'C' }, false],
    [{ LANG: 'POSIX' }, false],
    [{ LANG: 'de_DE.ISO-8859-1' }, false],
    [{ LANG: 'en_GB.UTF-8', LC_ALL: 'C' }, false],
    [{ LANG: 'C', LC_CTYPE: 'en_GB.UTF-8' }, true],
    [{ LC_CTYPE: 'C', LC_ALL: 'en_GB.UTF-8' }, true],
    [{ LC_ALL: '', LANG: 'C' }, false],
  ])('%j is UTF-8: %s', (environment, isUtf8) => {
    expect(localeIsUtf8(environment)).toBe(isUtf8);
  });

  test('decides which glyphs are drawn', () => {
    expect([createTheme(24, true).glyphs, createTheme(24, false).glyphs]).toEqual([unicode, ascii]);
  });
});

/** All glyphs but the half blocks, which ASCII lacks. */
function allOf({ halves, ...rest }: Glyphs): readonly string[] {
  return Object.values(rest).flatMap(function each(glyph: string | object): readonly string[] {
    return typeof glyph === 'string' ? [glyph] : Object.values(glyph).flatMap(each);
  });
}

describe('the glyphs', () => {
  test('a terminal without UTF-8 has ASCII glyphs', () => {
    expect(allOf(ascii).filter((glyph) => !/^[\x20-\x7e]+$/.test(glyph))).toEqual([]);
  });

  test('are one column wide, but for arrows, alpha, sigma and plus-minus in ASCII', () => {
    expect(allOf(unicode).filter((glyph) => widthOf(glyph) !== 1)).toEqual([]);
    expect(allOf(ascii).filter((glyph) => widthOf(glyph) !== 1)).toEqual(['+-', '->', '<-', 'alpha', 'sd']);
  });

  test('exist in both sets', () => {
    expect(allOf(ascii).length).toBe(allOf(unicode).length);
    expect(ascii.eighths.length).toBe(9);
    expect(ascii.sparks.length).toBe(unicode.sparks.length);
  });
});

/** Grounds of widespread themes, from the darkest or lightest on. */
const grounds: Readonly<Record<'dark' | 'light', readonly Colour[]>> = {
  dark: [ground(0, 0, 0), ground(30, 30, 30), ground(40, 44, 52)],
  light: [ground(255, 255, 255), ground(253, 246, 227), ground(238, 232, 213)],
};

function ground(...rgb: Colour['rgb']): Colour {
  return { rgb, xterm: 0, ansi: 0 };
}

const schemes = (['dark', 'light'] as const).flatMap((ground) =>
  (['normal', 'high'] as const).map((contrast) => ({ ground, contrast })),
);

describe.each(schemes)('the theme for a $ground ground with $contrast contrast', (scheme) => {
  test.each([
    ['all colours', 24],
    ['256 colours', 8],
  ] as const)('has a legible style for each text, with %s', (_, depth) => {
    const { styles } = createTheme(depth, true, true, scheme);
    const rgbOf = (colour: Colour): readonly number[] =>
      depth === 24 || colour.xterm === 0 ? colour.rgb : xtermRgb(colour);
    for (const [name, { foreground, background }] of Object.entries(styles) as [string, Style][]) {
      if (foreground === undefined) continue;
      const behind = background === undefined ? grounds[scheme.ground] : [background];
      const contrasts = behind.map((ground) => contrast(foreground, ground, rgbOf));
      const worst = Math.min(...contrasts);
      const isHigh = scheme.contrast === 'high' && background === undefined;
      // The first ground is black or white.
      expect([name, worst >= (isHigh ? 6 : 4.5), contrasts[0]! >= (isHigh ? 7 : 4.5)]).toEqual([name, true, true]);
    }
  });

  test('has different colours for different meanings', () => {
    const { quiet, accent, good, bad, negative, positive } = createTheme(8, true, true, scheme).styles;
    const colours = [quiet, accent, good, bad, negative, positive].map(({ foreground }) => foreground?.xterm);
    expect(new Set(colours).size).toBe(6);
  });
});

test('without colour, every theme paints the same', () => {
  for (const scheme of schemes) {
    const { depth, styles } = createTheme(1, true, true, scheme);
    for (const style of Object.values(styles)) expect(paint('text', style, depth)).toBe('text');
  }
});
