import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { options } from '../../src/network/options.ts';
import { isIn, type NumberRange, outOf, ranges } from '../../src/network/ranges.ts';
import type { RunSettings } from '../../src/network/settings.ts';
import { settingsOf } from '../../src/scenario/network.ts';
import { parseScenario } from '../../src/scenario/parse.ts';

/** A scenario in which every number has an effect. */
const whole = {
  name: 'all numbers',
  data: {
    inputs: [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ],
    targets: [[0], [1], [1], [0]],
  },
  network: { hidden: [3], dropout: 0.2 },
  training: {
    learningRate: 1,
    batch: { size: 2 },
    optimizer: { name: 'momentum', momentum: 0.5 },
    clip: { what: 'deltas', limit: 1 },
    schedule: { kind: 'step', every: 10, factor: 0.5 },
    l1: 0.1,
    l2: 0.1,
    weightDecay: 0.1,
    stop: { errorBelow: 0.1, noImprovementFor: 5, gradientNormBelow: 0.1, seconds: 1 },
  },
};

/** Each option that takes a number, its place in a scenario file, its range, and the meaning of 0 outside of the range. */
const places: Readonly<Record<string, readonly [range: NumberRange, path: readonly string[], zero?: 'none' | 'all']>> =
  {
    'hidden units': [ranges.unitsPerLayer, ['network', 'hidden']],
    alpha: [ranges.learningRate, ['training', 'learningRate']],
    'schedule every': [ranges.scheduleEvery, ['training', 'schedule', 'every']],
    'schedule factor': [ranges.scheduleFactor, ['training', 'schedule', 'factor']],
    'batch size': [{ low: 1, high: 4, isWhole: true }, ['training', 'batch', 'size'], 'all'],
    momentum: [ranges.momentum, ['training', 'optimizer', 'momentum']],
    'clip limit': [ranges.clipLimit, ['training', 'clip', 'limit']],
    dropout: [ranges.dropout, ['network', 'dropout']],
    l1: [ranges.penalty, ['training', 'l1']],
    l2: [ranges.penalty, ['training', 'l2']],
    'weight decay': [ranges.penalty, ['training', 'weightDecay']],
    'error below': [ranges.stop, ['training', 'stop', 'errorBelow'], 'none'],
    'no improvement for': [ranges.noImprovementFor, ['training', 'stop', 'noImprovementFor'], 'none'],
    'gradient norm below': [ranges.stop, ['training', 'stop', 'gradientNormBelow'], 'none'],
    seconds: [ranges.stop, ['training', 'stop', 'seconds'], 'none'],
  };

const FACTS = { examples: 4, left: 60_000 };

function textWith(path: readonly string[], value: number): string {
  const scenario = structuredClone(whole);
  const parent = path.slice(0, -1).reduce<object>((own, key) => Reflect.get(own, key), scenario);
  const key = path.at(-1) as string;
  Reflect.set(parent, key, key === 'hidden' ? [value] : value);
  return JSON.stringify(scenario);
}

const settings = ((): RunSettings => {
  const parsed = parseScenario(JSON.stringify(whole));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return { ...settingsOf(parsed.scenario), stop: whole.training.stop };
})();

/** Numbers in a range, at its ends, beside them, and anywhere. */
function numbersAround({ low, high }: NumberRange): fc.Arbitrary<number> {
  const ends = [low, high, -1, 0, 5e-324, 1e-12, 0.5, 1, 1.5, low - 1, high + 1, high * (1 + 2 ** -52), high + 0.5];
  return fc.oneof(
    fc.constantFrom(...ends.map((end) => end + 0)),
    fc.double({ min: low, max: high, noNaN: true }).map((value) => value + 0),
    fc.integer({ min: Math.ceil(low), max: Math.floor(high) }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  );
}

test('every option that takes a number has its place in a scenario file', () => {
  const numbers = options.filter(({ typed }) => typed !== undefined).map(({ name }) => name);
  expect(numbers.sort()).toEqual(Object.keys(places).sort());
});

describe.each(Object.entries(places))('the option %s', (name, [range, path, zero]) => {
  const { typed, change, value: wordsOf, unavailable } = options.find((option) => option.name === name)!;

  test('takes exactly the numbers that a scenario file takes', () => {
    expect(unavailable(settings, FACTS.examples)).toBe(undefined);
    fc.assert(
      fc.property(numbersAround(range), (value) => {
        const isTaken = typeof typed?.(settings, value, FACTS) === 'object';
        expect(isTaken).toBe(isIn(range, value) || (zero !== undefined && value === 0));
        // A file leaves out what 0 means here.
        if (zero === undefined || value !== 0) expect(parseScenario(textWith(path, value)).ok).toBe(isTaken);
      }),
      { numRuns: 60 },
    );
  });

  test('steps through numbers that a scenario file takes', () => {
    for (const direction of [1, -1] as const) {
      for (let own = settings, step = 0; step < 100; step++) {
        const next = change(own, direction, FACTS);
        if (next === own) break;
        own = next;
        const value = Number.parseFloat(wordsOf(own)) / (name === 'dropout' ? 100 : 1);
        // Words such as none are no number.
        if (!Number.isNaN(value)) expect(outOf(range, value)).toBe(undefined);
      }
    }
  });
});
