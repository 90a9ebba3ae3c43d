import { describe, expect, test } from 'vitest';
import { drawImage, type ImageProps } from '../../../src/ui/panes/image-pane.ts';
import { drawUnitPictures, type UnitPicturesProps, visibleUnits } from '../../../src/ui/panes/unit-pictures-pane.ts';
import { createTheme } from '../../../src/ui/theme/theme.ts';
import { inColour, linesOf, textOf, withoutColour } from '../frames.ts';
import { expectExactSizes, expectPictures } from './pictures.ts';

/** The pixels of a ring, like a handwritten zero. */
function ring(width: number, height: number): Float64Array {
  return Float64Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [(i % width) - (width - 1) / 2, Math.floor(i / width) - (height - 1) / 2];
    const far = Math.hypot(x / (0.3 * width), y / (0.4 * height));
    return Math.round(16 * Math.exp(-8 * (far - 1) ** 2));
  });
}

const zero: ImageProps = {
  pixels: { width: 8, height: 8, values: ring(8, 8) },
  low: 0,
  high: 16,
  example: ['train 12 of 1,797', '12 of 1,797'],
  outcome: ['target 0, predicted 0', 'predicted 0'],
  outputNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  outputs: [0.91, 0.01, 0.02, 0, 0.03, 0.12, 0.2, 0, 0.31, 0.02],
  target: 0,
  predicted: 0,
  focused: false,
};

describe('an example with an image', () => {
  test('is beside a bar for each class', async () => {
    await expectPictures('image', (size, theme) => drawImage(zero, size, theme));
    expect(textOf(drawImage(zero, { columns: 50, rows: 12 }, withoutColour))).toMatchInlineSnapshot(`
      "╭ example  train 12 of 1,797 ────────────────────╮
      │     ▒▒████▒▒       0  ████████████▊   0.9100 ✓ │
      │   ▒▒██▓▓▓▓██▒▒     1  ▏               0.0100   │
      │   ██▓▓    ▓▓██     2  ▎               0.0200   │
      │   ██░░    ░░██     3                  0.0000   │
      │   ██░░    ░░██     4  ▍               0.0300   │
      │   ██▓▓    ▓▓██     5  █▋              0.1200   │
      │   ▒▒██▓▓▓▓██▒▒     6  ██▊             0.2000   │
      │     ▒▒████▒▒       7                  0.0000   │
      │                    8  ████▍           0.3100   │
      │                    9  ▎               0.0200   │
      ╰ target 0, predicted 0 ─────────────────────────╯"
    `);
  });

  test('marks a wrong class and the target, and lists the largest outputs in a low pane', () => {
    const wrong = {
      ...zero,
      outputs: [0.3, 0, 0, 0, 0, 0, 0.7, 0, 0, 0],
      predicted: 6,
      outcome: ['target 0, predicted 6', 'predicted 6'],
    };
    const lines = linesOf(drawImage(wrong, { columns: 60, rows: 6 }, inColour));
    expect(lines[0]).toContain('train 12 of 1,797 ─');
    expect(lines[1]).toMatch(/ 6 {2}█+. +0\.7000 ✗ +│$/);
    expect(lines[2]).toMatch(/ 0 {2}█+. +0\.3000 › +│$/);
  });

  test('has no marks for quantities', () => {
    const brightness = {
      ...zero,
      outputNames: ['brightness'],
      outputs: [0.25],
      target: undefined,
      predicted: undefined,
    };
    const lines = linesOf(drawImage(brightness, { columns: 60, rows: 13 }, inColour));
    expect(lines[1]).toMatch(/brightness {2}█+. +0\.2500 +│$/);
    expect(lines.join('')).not.toMatch(/[✓✗]/);
  });

  test('scales a large image down', () => {
    const large = { ...zero, pixels: { width: 28, height: 28, values: ring(28, 28) } };
    expectExactSizes((size, theme) => drawImage(large, size, theme), { columns: 30, rows: 6 });
    expectExactSizes((size, theme) => drawImage(zero, size, theme), { columns: 30, rows: 6 });
  });
});

const units = 6;
const weights: UnitPicturesProps = {
  name: 'syn0',
  units,
  from: 0,
  weights: {
    rows: 65,
    columns: units,
    data: Float64Array.from({ length: 65 * units }, (_, i) => {
      const [pixel, unit] = [Math.floor(i / units), i % units];
      return 2 * Math.sin((pixel % 8) * (0.3 + unit / 5)) * Math.cos(Math.floor(pixel / 8) * (0.9 - unit / 9));
    }),
  },
  image: { width: 8, height: 8 },
  first: 0,
  focused: false,
};

describe('the weights of units as images', () => {
  test('are as many and as large as fit', async () => {
    await expectPictures('unit-pictures', (size, theme) => drawUnitPictures(weights, size, theme));
    expect(visibleUnits(weights, { columns: 100, rows: 30 }, inColour)).toBe(6);
    expect(visibleUnits(weights, { columns: 36, rows: 9 }, inColour)).toBe(3);
  });

  test.each([
    [1, '= −2 to # +2'],
    [4, 'blue −2 to yellow +2'],
    [8, 'blue −2 to orange +2'],
    [24, 'blue −2 to orange +2'],
  ] as const)('name the ends as a terminal of %i bits shows them', (depth, ends) => {
    expect(textOf(drawUnitPictures(weights, { columns: 60, rows: 17 }, createTheme(depth, true)))).toContain(ends);
  });

  test('scroll by unit, and show which units are visible', () => {
    const lines = linesOf(drawUnitPictures({ ...weights, first: 3 }, { columns: 36, rows: 8 }, inColour));
    expect(lines[0]).toMatch(/h4–h6 of 6 ─╮$/);
    expect(lines[1]).toMatch(/^│ h4 +h5 +h6 +│$/);
  });

  test('have the activation beside the name of each unit', () => {
    const lines = linesOf(
      drawUnitPictures({ ...weights, activations: [0.5, -1.25, 12345, 0, 1, 2] }, { columns: 36, rows: 8 }, inColour),
    );
    expect(lines[1]).toMatch(/^│ h1 {2}0\.50 {2}h2 −1\.25 {2}h3\s+\S* +│$/);
  });

  test('let a long number reach into the gap', () => {
    const twelve = {
      ...weights,
      units: 12,
      from: 9,
      first: 9,
      activations: [...Array(9).fill(0), 0.99, -0.81, -12345],
    };
    const lines = linesOf(
      drawUnitPictures({ ...twelve, weights: { ...weights.weights, columns: 3 } }, { columns: 36, rows: 8 }, inColour),
    );
    expect(lines[1]).toMatch(/^│ h10 0\.99 {2}h11 −0\.81 h12 −1e\+4/);
  });

  test('may be those of some units only', () => {
    const window = { ...weights, units: 300, from: 100, first: 105 };
    const lines = linesOf(drawUnitPictures(window, { columns: 36, rows: 8 }, inColour));
    expect(lines[0]).toMatch(/h104–h106 of 300 ─╮$/);
    expect(lines[1]).toMatch(/^│ h104 +h105 +h106 +│$/);
  });

  test('take exactly their size', () => {
    expectExactSizes((size, theme) => drawUnitPictures(weights, size, theme), { columns: 24, rows: 5 });
  });
});
