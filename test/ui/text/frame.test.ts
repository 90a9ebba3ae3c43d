import { describe, expect, test } from 'vitest';
import { type Block, paintFrame, sideBySide } from '../../../src/ui/text/frame.ts';
import { span } from '../../../src/ui/text/line.ts';
import { createTheme } from '../../../src/ui/theme/theme.ts';

function block(x: number, y: number, ...lines: readonly string[]): Block {
  return { x, y, columns: lines[0]?.length ?? 0, lines };
}

describe('blocks side by side', () => {
  test('are at their places in any order', () => {
    expect(sideBySide([block(3, 1, 'cd', 'ef'), block(0, 0, 'ab', 'gh')], 3)).toEqual(['ab', 'gh cd', '   ef']);
  });

  test('lose trailing spaces, and colours take no columns', () => {
    const coloured = { x: 0, y: 0, columns: 3, lines: ['\u001b[1mab\u001b[0m '] };
    expect(sideBySide([coloured, block(3, 0, 'c  ')], 2)).toEqual(['\u001b[1mab\u001b[0m c', '']);
  });

  test('that overlap are not joined', () => {
    expect(sideBySide([block(0, 0, 'abc'), block(2, 0, 'd')], 1)).toBeUndefined();
    expect(sideBySide([block(0, 0, 'abc'), block(2, 1, 'd')], 2)).toEqual(['abc', '  d']);
  });

  test('end at the bottom of the screen', () => {
    expect(sideBySide([block(0, 1, 'ab', 'cd')], 2)).toEqual(['', 'ab']);
  });
});

test('a frame is painted line by line', () => {
  const frame = [[span('a', { bold: true }), span('b')], []];
  expect(paintFrame(frame, createTheme(4, true))).toEqual(['\u001b[1ma\u001b[0mb', '']);
  expect(paintFrame(frame, createTheme(1, true))).toEqual(['ab', '']);
});
