import fc from 'fast-check';

/** Text as a scenario may hold it: long names, wide characters, marks that combine, empty text. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', maxLength: 40 }),
  fc
    .array(fc.constantFrom('漢', '字', '🎉', '👨‍👩‍👧', '🇩🇪', 'e\u0301', 'ü', '한', 'ﬀ', 'x', ' '), { maxLength: 24 })
    .map((parts) => parts.join('')),
);
