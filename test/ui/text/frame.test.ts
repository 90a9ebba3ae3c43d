import { describe, expect, it } from 'vitest';
import { type Block, sideBySide } from '../../../src/ui/text/frame.ts';

function block(x: number, y: number, ...lines: readonly string[]): Block {
  return { x, y, columns: lines[0]?.length ?? 0, lines };
}

describe('blocks side by side', () => {
  it('stand where they belong, in whatever order they come', () => {
    expect(sideBySide([block(3, 1, 'cd', 'ef'), block(0, 0, 'ab', 'gh')], 3)).toEqual(['ab', 'gh cd', '   ef']);
  });

  it('end without spaces, and colours count for nothing', () => {
    const coloured = { x: 0, y: 0, columns: 3, lines: ['\u001b[1mab\u001b[0m '] };
    expect(sideBySide([coloured, block(3, 0, 'c  ')], 2)).toEqual(['\u001b[1mab\u001b[0m c', '']);
  });

  it('that lie over each other are not joined', () => {
    expect(sideBySide([block(0, 0, 'abc'), block(2, 0, 'd')], 1)).toBeUndefined();
    expect(sideBySide([block(0, 0, 'abc'), block(2, 1, 'd')], 2)).toEqual(['abc', '  d']);
  });

  it('end where the screen does', () => {
    expect(sideBySide([block(0, 1, 'ab', 'cd')], 2)).toEqual(['', 'ab']);
  });
});
