import { expect, test } from 'vitest';
import { type Colour, paint } from '../../../src/ui/theme/style.ts';

const teal: Colour = { rgb: [94, 200, 216], xterm: 80, ansi: 6 };
const bright: Colour = { rgb: [255, 255, 255], xterm: 231, ansi: 15 };

test.each([
  [24, '\u001b[38;2;94;200;216mhi\u001b[0m'],
  [8, '\u001b[38;5;80mhi\u001b[0m'],
  [4, '\u001b[36mhi\u001b[0m'],
  [1, 'hi'],
] as const)('a colour is painted as a terminal of %i bits can show it', (depth, painted) => {
  expect(paint('hi', { foreground: teal }, depth)).toBe(painted);
});

test.each([
  [24, '\u001b[1;2;38;2;255;255;255;48;2;94;200;216mhi\u001b[0m'],
  [8, '\u001b[1;2;38;5;231;48;5;80mhi\u001b[0m'],
  [4, '\u001b[1;2;97;46mhi\u001b[0m'],
  [1, 'hi'],
] as const)('weight, foreground and background go together at %i bits', (depth, painted) => {
  expect(paint('hi', { bold: true, dim: true, foreground: bright, background: teal }, depth)).toBe(painted);
});

test('bright ANSI colours are backgrounds as well', () => {
  expect(paint('hi', { background: bright }, 4)).toBe('\u001b[107mhi\u001b[0m');
});

test('a text without a style is unchanged', () => {
  expect([paint('hi', undefined, 24), paint('hi', {}, 24)]).toEqual(['hi', 'hi']);
});
