import { describe, expect, test } from 'vitest';
import { themeFor } from '../../src/cli/screen-options.ts';

const utf8 = { LANG: 'en_US.UTF-8', TERM: 'xterm' };

describe('the options for the screen', () => {
  test('curves are in braille dots, but not on the console of Linux', () => {
    expect(themeFor({}, utf8).braille).toBe(true);
    expect(themeFor({}, { ...utf8, TERM: 'linux' }).braille).toBe(false);
  });

  test('an option overrules a variable, and that overrules what is found', () => {
    const variable = { ...utf8, BACKPROP_TUI_CHART: 'line' };
    expect(themeFor({}, variable).braille).toBe(false);
    expect(themeFor({ chart: 'braille' }, variable).braille).toBe(true);
    expect(themeFor({ chart: 'braille' }, { ...utf8, TERM: 'linux' }).braille).toBe(true);
  });

  test('another value of the variable is ignored, and ASCII has no braille', () => {
    expect(themeFor({}, { ...utf8, BACKPROP_TUI_CHART: 'dots' }).braille).toBe(true);
    expect(themeFor({ chart: 'braille' }, { LANG: 'C' }).braille).toBe(false);
  });
});
