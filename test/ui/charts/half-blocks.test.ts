import { expect, test } from 'vitest';
import { HalfBlocks } from '../../../src/ui/charts/half-blocks.ts';
import { greyColour } from '../../../src/ui/theme/colours.ts';
import { inAscii, inColour } from '../frames.ts';

const [dark, light] = [greyColour(0.2), greyColour(0.9)];

test('a cell shows two colours, one above the other', () => {
  const blocks = new HalfBlocks(inColour);
  expect(blocks.cell(dark, light)).toEqual({ text: '▀', style: { foreground: dark, background: light } });
  expect(blocks.cell(dark, dark)).toEqual({ text: ' ', style: { background: dark } });
});

test('a half without a colour has the background of the terminal', () => {
  const blocks = new HalfBlocks(inColour);
  expect(blocks.cell(undefined, light)).toEqual({ text: '▄', style: { foreground: light } });
  expect(blocks.cell(dark, undefined)).toEqual({ text: '▀', style: { foreground: dark } });
  expect(blocks.cell(undefined, undefined)).toEqual({ text: ' ' });
});

test('the upper colour fills the cell where there are no half blocks', () => {
  expect(new HalfBlocks(inAscii).cell(dark, light)).toEqual({ text: ' ', style: { background: dark } });
});

test('equal pairs are the same span, so that neighbours can be joined', () => {
  const blocks = new HalfBlocks(inColour);
  expect(blocks.cell(dark, light)).toBe(blocks.cell(dark, light));
});
