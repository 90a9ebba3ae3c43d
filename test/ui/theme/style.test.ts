import { expect, test } from 'vitest';
import { paintFrame } from '../../../src/ui/text/frame.ts';
import { span } from '../../../src/ui/text/line.ts';
import { type Colour, paint } from '../../../src/ui/theme/style.ts';
import { createTheme } from '../../../src/ui/theme/theme.ts';

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

test('the sixteen have their bright half as backgrounds too', () => {
  expect(paint('hi', { background: bright }, 4)).toBe('\u001b[107mhi\u001b[0m');
});

test('a text without a style is left alone', () => {
  expect([paint('hi', undefined, 24), paint('hi', {}, 24)]).toEqual(['hi', 'hi']);
});

test('a frame is painted line by line', () => {
  const frame = [[span('a', { bold: true }), span('b')], []];
  expect(paintFrame(frame, createTheme(4, true))).toEqual(['\u001b[1ma\u001b[0mb', '']);
  expect(paintFrame(frame, createTheme(1, true))).toEqual(['ab', '']);
});
