import { describe, expect, it } from 'vitest';
import { classesOf } from '../../src/data/reading.ts';

describe('classes of a column', () => {
  it('are its different texts, without the empty one', () => {
    expect(classesOf(['b', '', 'a', 'b'])).toEqual(['a', 'b']);
  });

  it('stand in the order of their numbers where all are numbers', () => {
    expect(classesOf(['10', '9', '-1', '1e1'])).toEqual(['-1', '9', '10', '1e1']);
  });

  it('stand in the order of their characters otherwise, as in Python', () => {
    // "ﬀ" is U+FB00 and "𝔸" U+1D538, which is written with a surrogate of 0xD835.
    expect(classesOf(['10', '9', 'x', '𝔸', 'ﬀ', 'é', 'Z', 'xy'])).toEqual(['10', '9', 'Z', 'x', 'xy', 'é', 'ﬀ', '𝔸']);
  });

  it('are 256 at the most', () => {
    const texts = Array.from({ length: 257 }, (_, at) => `id ${at}`);
    expect(classesOf(texts.slice(1))).toHaveLength(256);
    expect(classesOf(texts)).toBe('too many');
  });
});
