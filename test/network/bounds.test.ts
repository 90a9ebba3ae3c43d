import { describe, expect, test } from 'vitest';
import { excessOf, most, numbersKept } from '../../src/network/bounds.ts';
import { type GivenSettings, withDefaults } from '../../src/network/settings.ts';
import { buildProgram } from './build-program.ts';

const EXAMPLES = 4;

function kept(more: Partial<GivenSettings>): number {
  const settings = withDefaults({ layerSizes: [3, 4, 1], bias: false, learningRate: 2, ...more });
  return numbersKept(buildProgram(settings, EXAMPLES));
}

describe('the numbers that a network keeps from one iteration to the next', () => {
  test.each<[string, Partial<GivenSettings>, number]>([
    ['its weights', {}, 16],
    ['its bias rows', { bias: true }, 21],
    ['one number more for each with momentum', { optimizer: 'momentum', bias: true }, 42],
    ['two more with adam', { optimizer: 'adam' }, 48],
    ['scale and shift of normalized units, learned and averaged', { batchNorm: true }, 32],
    ['and what adam remembers of those that are learned', { batchNorm: true, optimizer: 'adam' }, 80],
    ['the order of shuffled examples', { batchSize: 2, batchOrder: 'shuffled' }, 20],
  ])('are %s', (_, more, numbers) => {
    expect(kept(more)).toBe(numbers);
  });
});

describe('a network that is too large', () => {
  const wide = withDefaults({ layerSizes: [10, 2000, 2000, 1], bias: false, learningRate: 1 });

  test('keeps too many numbers, those of its optimizer included', () => {
    expect(excessOf(wide, EXAMPLES)).toBeUndefined();
    expect(excessOf({ ...wide, optimizer: 'nesterov' }, EXAMPLES)).toBeUndefined();
    expect(excessOf({ ...wide, optimizer: 'adam' }, EXAMPLES)).toEqual({ of: 'kept', found: 3 * 4_022_000 });
  });

  test('or has too many values at once', () => {
    const examples = Math.floor(most.activations / 4011);
    expect(excessOf(wide, examples)).toBeUndefined();
    expect(excessOf(wide, examples + 1)).toEqual({ of: 'activations', found: 4011 * (examples + 1) });
  });
});
