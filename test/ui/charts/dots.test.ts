import { describe, expect, test } from 'vitest';
import { Dots } from '../../../src/ui/charts/dots.ts';

describe('a picture of dots', () => {
  test('has eight dots in a cell', () => {
    const dots = new Dots(1, 1, true);
    for (const x of [0.2, 0.8]) for (const y of [0.1, 0.4, 0.6, 0.9]) dots.set(x, y);
    expect(dots.at(0, 0)).toBe('⣿');
  });

  test('has its origin at the lower left corner', () => {
    const dots = new Dots(2, 2, true);
    dots.set(0, 0);
    dots.set(1, 1);
    expect([dots.at(0, 0), dots.at(1, 0), dots.at(0, 1), dots.at(1, 1)]).toEqual([' ', '⠈', '⡀', ' ']);
  });

  test('ignores points outside', () => {
    const dots = new Dots(1, 1, true);
    for (const [x, y] of [
      [-0.1, 0.5],
      [1.1, 0.5],
      [0.5, Number.NaN],
    ] as const)
      dots.set(x, y);
    expect(dots.at(0, 0)).toBe(' ');
  });
});
