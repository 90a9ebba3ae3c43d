import { describe, expect, test } from 'vitest';
import { nearestWords } from '../../src/language/similar.ts';

describe('the words that a person may have meant', () => {
  test.each([
    ['hiden', ['hidden', 'bias'], ['hidden']],
    ['sede', ['seed', 'speed'], ['seed']],
    ['Seed', ['seed', 'speed'], ['seed']],
    ['l3', ['l0', 'l1', 'syn0'], ['l0', 'l1']],
    ['L1', ['l0', 'l1'], ['l1']],
    ['alpah', ['alpha'], ['alpha']],
  ])('are those with few other letters: %s', (word, known, near) => {
    expect(nearestWords(word, known)).toEqual(near);
  });

  test.each([
    ['do', ['to']],
    ['x1', ['l1', 'w1']],
    ['at', ['to', 'ta']],
    ['x', ['y', 'l1']],
    ['7', ['70', '1']],
    ['epoch', ['error']],
    ['', ['a', 'it']],
  ])('are none where a third of the letters would be other ones: %s', (word, known) => {
    expect(nearestWords(word, known)).toEqual([]);
  });
});
