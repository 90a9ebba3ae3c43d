import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainText } from '../../src/scenario/plain-text.ts';

/** C0, DEL and C1, and the characters that change the direction of the text after them. */
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

it.each([
  ['ordinary text', 'XOR: ein Beispiel – 例 😀', 'XOR: ein Beispiel – 例 😀'],
  ['a colour', '\u001b[31mred\u001b[0m', '[31mred[0m'],
  ['a window title', '\u001b]0;owned\u0007', ']0;owned'],
  ['an eight-bit control sequence', '\u009b2J', '2J'],
  ['NUL, backspace and DEL', 'a\u0000b\bc\u007fd', 'abcd'],
  ['line breaks and tabs', 'a\r\nb\tc\u2028d', 'a b c d'],
  ['bidirectional controls', '\u202eabc\u2066\u200f\u061c', 'abc'],
  ['half of a surrogate pair', 'a\ud83db\ude00', 'ab'],
  ['joined emoji', '👩‍💻', '👩‍💻'],
  ['a byte order mark', '\ufeffa', 'a'],
])('%s is safe for a terminal', (_, text, shown) => {
  expect(plainText(text)).toBe(shown);
});

it('plain text has no control character, direction override or half a character', () => {
  const hostile = fc.string({
    unit: fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      fc.constantFrom('\u001b[', '\u009b', '\u202e', '\r', '\ud83d', '\ude00'),
    ),
  });
  fc.assert(
    fc.property(hostile, (text) => {
      const shown = plainText(text);
      expect(shown).not.toMatch(FORBIDDEN);
      expect(shown).not.toMatch(/\p{Surrogate}/u);
      expect(plainText(shown)).toBe(shown);
    }),
    { numRuns: 2000 },
  );
});
