import { describe, expect, it } from 'vitest';
import { classesOf } from '../../src/data/reading.ts';

describe('the classes of a column', () => {
  it('are its different texts, without the empty one', () => {
    expect(classesOf(['b', '', 'a', 'b'])).toEqual(['a', 'b']);
  });

  it('are sorted by value when all are numbers', () => {
    expect(classesOf(['10', '9', '-1', '1e1'])).toEqual(['-1', '9', '10', '1e1']);
  });

  it('are sorted by code point otherwise, as in Python', () => {
    // "ﬀ" is U+FB00 and "𝔸" U+1D538, which is written with a surrogate of 0xD835.
    expect(classesOf(['10', '9', 'x', '𝔸', 'ﬀ', 'é', 'Z', 'xy'])).toEqual(['10', '9', 'Z', 'x', 'xy', 'é', 'ﬀ', '𝔸']);
  });

  it('are at most 256', () => {
    const texts = Array.from({ length: 257 }, (_, at) => `id ${at}`);
    expect(classesOf(texts.slice(1))).toHaveLength(256);
    expect(classesOf(texts)).toBe('too many');
  });
});
