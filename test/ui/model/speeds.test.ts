import { describe, expect, test } from 'vitest';
import { defaultSpeed, neighbouringSpeed, openingSpeed, speeds } from '../../../src/ui/model/speeds.ts';

describe('the speeds of + and -', () => {
  test('change by one speed at a time', () => {
    const up = speeds.slice(0, -1).map((speed) => neighbouringSpeed(speed, 1));
    const down = speeds.slice(1).map((speed) => neighbouringSpeed(speed, -1));
    expect([up, down]).toEqual([speeds.slice(1), speeds.slice(0, -1)]);
  });

  test('end at 1 iteration a second and at unlimited', () => {
    expect([neighbouringSpeed(1, -1), neighbouringSpeed('unlimited', 1)]).toEqual([1, 'unlimited']);
  });

  test('continue with the next one from a speed of the scenario', () => {
    expect([neighbouringSpeed(2500, 1), neighbouringSpeed(2500, -1)]).toEqual([3000, 1000]);
    expect([neighbouringSpeed(5e7, 1), neighbouringSpeed(5e7, -1)]).toEqual(['unlimited', 100_000]);
    expect([neighbouringSpeed(0.1, 1), neighbouringSpeed(0.1, -1)]).toEqual([1, 0.1]);
  });
});

test('the speed rises to the default, and a given speed holds at once', () => {
  expect(openingSpeed(undefined, 60_000)).toEqual({ speed: 3000, risesFrom: 10 });
  expect(openingSpeed(undefined, 200)).toEqual({ speed: 10 });
  expect(openingSpeed(3000, 60_000)).toEqual({ speed: 3000 });
  expect(openingSpeed('unlimited', 60_000)).toEqual({ speed: 'unlimited' });
});

test('a run takes about 20 seconds by default, at 1 iteration a second or more', () => {
  expect([60_000, 10_000, 10, 1, 1e9].map(defaultSpeed)).toEqual([3000, 500, 1, 1, 5e7]);
});
