import { describe, expect, test } from 'vitest';
import { nextTarget, scriptTargetNames } from '../../src/language/script-targets.ts';

describe('export targets', () => {
  test('follow one another, the first after the last', () => {
    expect(scriptTargetNames.map(nextTarget)).toEqual(['pytorch', 'typescript', 'numpy']);
  });
});
