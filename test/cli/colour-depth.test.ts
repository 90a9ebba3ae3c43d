import { describe, expect, test } from 'vitest';
import { canDraw, colourDepth, isPlainWanted } from '../../src/cli/colour-depth.ts';

const of256 = [
  'alacritty',
  'foot',
  'wezterm',
  'tmux-256color',
  'screen-256color',
  'xterm-256color',
  'xterm-kitty',
  'xterm-ghostty',
  'rxvt-unicode-256color',
  'st-256color',
  'konsole-256color',
  'contour',
  'iterm2',
];

describe('the colours of a terminal without COLORTERM', () => {
  test.each(of256)('%s has 256', (TERM) => {
    expect(colourDepth({ TERM }, true)).toBe(8);
  });

  test.each([
    ['xterm-direct', 24],
    ['foot-direct', 24],
    ['xterm', 4],
    ['linux', 4],
    ['dumb', 1],
    ['vt52', 1],
  ])('%s has those of its name', (TERM, depth) => {
    expect(colourDepth({ TERM }, true)).toBe(depth);
  });

  test.each(of256)('%s yields to NO_COLOR, FORCE_COLOR and CI', (TERM) => {
    expect(colourDepth({ TERM, NO_COLOR: '1' }, true)).toBe(1);
    expect(colourDepth({ TERM, NODE_DISABLE_COLORS: '1' }, true)).toBe(1);
    expect(colourDepth({ TERM, CI: 'true' }, true)).toBe(1);
    expect(colourDepth({ TERM, FORCE_COLOR: '0' }, true)).toBe(1);
    expect(colourDepth({ TERM, FORCE_COLOR: '1' }, true)).toBe(4);
    expect(colourDepth({ TERM, FORCE_COLOR: '3', NO_COLOR: '1' }, false)).toBe(24);
    expect(colourDepth({ TERM, NO_COLOR: '' }, true)).toBe(8);
  });

  test('are none when the output is not a terminal', () => {
    expect(colourDepth({ TERM: 'alacritty' }, false)).toBe(1);
  });

  test('are all colours with COLORTERM', () => {
    expect(colourDepth({ TERM: 'alacritty', COLORTERM: 'truecolor' }, true)).toBe(24);
  });
});

describe('a dashboard', () => {
  test.each([
    [{ TERM: 'xterm' }, 'linux', true],
    [{ TERM: 'dumb' }, 'linux', false],
    [{ TERM: '' }, 'linux', false],
    [{}, 'darwin', false],
    [{}, 'win32', true],
    [{ TERM: 'dumb' }, 'win32', false],
  ] as const)('with %j on %s can be drawn: %s', (environment, platform, expected) => {
    expect(canDraw(environment, platform)).toBe(expected);
  });
});

test.each([
  [{}, undefined],
  [{ ACCESSIBLE: '1' }, true],
  [{ ACCESSIBLE: 'true' }, true],
  [{ ACCESSIBLE: '' }, undefined],
  [{ ACCESSIBLE: '0' }, false],
  [{ INK_SCREEN_READER: 'true' }, true],
  [{ INK_SCREEN_READER: 'false' }, false],
  [{ ACCESSIBLE: '0', INK_SCREEN_READER: '1' }, true],
])('with %j, sentences in place of a screen are wanted: %s', (environment, expected) => {
  expect(isPlainWanted(environment)).toBe(expected);
});
