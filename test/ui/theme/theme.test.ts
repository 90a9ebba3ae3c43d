import { describe, expect, test } from 'vitest';
import { widthOf } from '../../../src/ui/text/line.ts';
import { ascii, type Glyphs, unicode } from '../../../src/ui/theme/glyphs.ts';
import { createTheme, localeIsUtf8 } from '../../../src/ui/theme/theme.ts';

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

  test('are one column wide, but for arrow, alpha, sigma and plus-minus in ASCII', () => {
    expect(allOf(unicode).filter((glyph) => widthOf(glyph) !== 1)).toEqual([]);
    expect(allOf(ascii).filter((glyph) => widthOf(glyph) !== 1)).toEqual(['+-', '->', 'alpha', 'sd']);
  });

  test('exist in both sets', () => {
    expect(allOf(ascii).length).toBe(allOf(unicode).length);
    expect(ascii.eighths.length).toBe(9);
    expect(ascii.sparks.length).toBe(unicode.sparks.length);
  });
});
