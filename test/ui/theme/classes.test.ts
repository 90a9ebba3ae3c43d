import { expect, test } from 'vitest';
import { classColour, classLetter } from '../../../src/ui/theme/classes.ts';
import { inkOn, nearestXterm } from '../../../src/ui/theme/contrast.ts';

const ten = Array.from({ length: 10 }, (_, index) => index);

test('ten classes have ten colours in every depth', () => {
  expect(new Set(ten.map((index) => classColour(index, 1, 24).rgb.join())).size).toBe(10);
  expect(new Set(ten.map((index) => classColour(index, 1, 8).xterm)).size).toBe(10);
  expect(new Set(ten.map((index) => classColour(index, 1, 4).ansi)).size).toBe(10);
});

test('a class is the darker the less sure it is, and keeps its hue', () => {
  expect([1, 0.5, 0].map((sureness) => classColour(1, sureness, 24).rgb)).toEqual([
    [230, 159, 0],
    [165, 120, 19],
    [100, 81, 37],
  ]);
  expect(classColour(1, Number.NaN, 24)).toEqual(classColour(1, 0, 24));
});

test('letters begin again after z', () => {
  expect([0, 9, 25, 26].map(classLetter)).toEqual(['a', 'j', 'z', 'a']);
});

test('the nearest of 256 colours is of the cube or a grey', () => {
  expect(
    [
      [255, 0, 0],
      [0, 0, 0],
      [128, 128, 128],
      [95, 135, 175],
    ].map((rgb) => nearestXterm(rgb as never)),
  ).toEqual([196, 16, 244, 67]);
});

test('ink is what can be read', () => {
  expect(ten.map((index) => inkOn(classColour(index, 1, 24), 24).rgb[0])).toEqual([255, 0, 0, 0, 0, 0, 0, 0, 255, 0]);
});
