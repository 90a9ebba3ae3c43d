import { describe, expect, test } from 'vitest';
import { pastedAfter, typedAfter } from '../../../src/ui/model/prompt.ts';

describe('an answer', () => {
  test('grows by a character, and shrinks by one with backspace and delete', () => {
    expect(['a', 'space', 'é', 'up', 'ctrl+x'].reduce(typedAfter, '')).toBe('a é');
    expect([typedAfter('a🎉', 'backspace'), typedAfter('ab', 'delete'), typedAfter('', 'backspace')]).toEqual([
      'a',
      'a',
      '',
    ]);
  });

  test('takes pasted text on one line, without control characters', () => {
    expect(pastedAfter('mean(', 'abs(l2_error))\n')).toBe('mean(abs(l2_error))');
    expect(pastedAfter('', 'a\r\n\tb\u001b[A\u0003c\u0000')).toBe('a b[Ac');
  });

  test('has at most 200 characters, pasted or typed', () => {
    expect(pastedAfter('', '漢'.repeat(5000))).toBe('漢'.repeat(200));
    expect(typedAfter('x'.repeat(200), 'y')).toBe('x'.repeat(200));
  });
});
