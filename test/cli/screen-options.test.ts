import { describe, expect, test } from 'vitest';
import { asksGround, hasMouse, themeFor } from '../../src/cli/screen-options.ts';

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

describe('the ground of the terminal', () => {
  test.each([
    ['15;0', 'dark'],
    ['0;15', 'light'],
    ['0;default;7', 'light'],
    ['12;8', 'dark'],
    ['default;default', 'dark'],
    ['', 'dark'],
  ] as const)('COLORFGBG %j is a %s one', (COLORFGBG, ground) => {
    expect(themeFor({}, { ...utf8, COLORFGBG }).scheme).toEqual({ ground, contrast: 'normal' });
  });

  test('an option overrules a variable, and both what is found', () => {
    const light = { ...utf8, COLORFGBG: '0;15', BACKPROP_TUI_THEME: 'dark' };
    expect(themeFor({}, light).scheme.ground).toBe('dark');
    expect(themeFor({ theme: 'light' }, light).scheme.ground).toBe('light');
    expect(themeFor({ theme: 'high-contrast' }, light).scheme).toEqual({ ground: 'light', contrast: 'high' });
  });

  test('the terminal is asked for it only where the answer matters', () => {
    expect(asksGround({}, utf8, 24)).toBe(true);
    expect(asksGround({ theme: 'high-contrast' }, utf8, 8)).toBe(true);
    expect(asksGround({ theme: 'light' }, utf8, 24)).toBe(false);
    expect(asksGround({}, { ...utf8, BACKPROP_TUI_THEME: 'dark' }, 24)).toBe(false);
    expect(asksGround({}, utf8, 1)).toBe(false);
    expect(asksGround({}, { ...utf8, TERM: 'linux' }, 4)).toBe(false);
  });
});

test('the mouse is reported, unless an option or a variable says no', () => {
  expect(hasMouse({}, {})).toBe(true);
  expect(hasMouse({}, { BACKPROP_TUI_MOUSE: '0' })).toBe(false);
  expect(hasMouse({ mouse: true }, { BACKPROP_TUI_MOUSE: '0' })).toBe(true);
  expect(hasMouse({ mouse: false }, {})).toBe(false);
});
