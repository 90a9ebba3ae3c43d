import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  abbreviate,
  fitFrame,
  fitLine,
  lineWidth,
  padEnd,
  padStart,
  span,
  spread,
  truncate,
  widthOf,
  wrap,
} from '../../../src/ui/text/line.ts';
import { plainLine } from '../frames.ts';
import { anyText } from '../texts.ts';

describe('a text', () => {
  test('is as wide as its characters on a terminal', () => {
    expect(['abc', 'é', 'e\u0301', '漢字', '🎉', '👨‍👩‍👧'].map(widthOf)).toEqual([3, 1, 1, 4, 2, 2]);
  });

  test('that is cut ends in an ellipsis, never in half a character', () => {
    expect(truncate('predictions', 6, '…')).toBe('predi…');
    expect(truncate('漢字漢字', 4, '…')).toBe('漢…');
    expect(truncate('🎉🎉', 3, '…')).toBe('🎉…');
    expect(truncate('fits', 4, '…')).toBe('fits');
    expect(truncate('fits', 0, '…')).toBe('');
  });

  test('that is abbreviated keeps its end', () => {
    const names = ['temperature in room 7', 'temperature in room 12', '漢字漢字漢字漢字', 'short'];
    expect(names.map((name) => abbreviate(name, 8, '…'))).toEqual(['temp…m 7', 'temp… 12', '漢字…字', 'short']);
    expect([0, 1, 2, 3].map((width) => abbreviate('hidden', width, '…'))).toEqual(['', '…', 'h…', 'h…n']);
  });

  test('that is cut is never wider than its room', () => {
    fc.assert(
      fc.property(anyText, fc.nat(20), (text, width) => {
        expect(widthOf(truncate(text, width, '…'))).toBeLessThanOrEqual(width);
        expect(widthOf(abbreviate(text, width, '…'))).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('is padded by columns, not by characters', () => {
    expect([padEnd('漢', 4), padStart('漢', 4), padEnd('long', 2)]).toEqual(['漢  ', '  漢', 'long']);
  });
});

describe('wrapping', () => {
  test('breaks between words', () => {
    expect(wrap('one input or the other', 9)).toEqual(['one input', 'or the', 'other']);
  });

  test('breaks a word that is longer than a line', () => {
    expect(wrap('a backpropagation', 6)).toEqual(['a', 'backpr', 'opagat', 'ion']);
    expect(wrap('漢字漢字漢字', 5)).toEqual(['漢字', '漢字', '漢字']);
  });

  test('loses nothing and keeps to the width', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 30 }), (text, width) => {
        const lines = wrap(text, width);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('a line', () => {
  test('is cut and filled to a width in the middle of a span', () => {
    const line = [span('ab', { bold: true }), span('cdef')];
    expect(fitLine(line, 4)).toEqual([span('ab', { bold: true }), span('cd')]);
    expect(fitLine(line, 8)).toEqual([...line, span('  ')]);
    expect(plainLine(fitLine([span('漢字')], 3))).toBe('漢 ');
  });

  test('has no zero-width characters, and no mark on the text before it', () => {
    const hidden = ['a\u200bb', '\u0301abc', 'soft\u00adhyphen', '\u2060x', '\u3164x', '\u{e0041}tag', '🏽'];
    expect(hidden.map((text) => plainLine(fitLine([span(text)], 11)).trimEnd())).toEqual([
      'ab',
      'abc',
      'softhyphen',
      'x',
      'x',
      'tag',
      '',
    ]);
    expect(plainLine(fitLine([span('👨‍👩‍👧e\u0301👍🏽')], 5))).toBe('👨‍👩‍👧e\u0301👍🏽');
  });

  test('keeps its left part if both do not fit', () => {
    expect(plainLine(spread([span('left')], [span('right')], 12))).toBe('left   right');
    expect(plainLine(spread([span('left')], [span('right')], 9))).toBe('left     ');
  });

  test('fits a frame exactly, whatever its content', () => {
    const anyFrame = fc.array(fc.array(anyText.map((text) => span(text))));
    fc.assert(
      fc.property(anyFrame, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 8 }), (frame, columns, rows) => {
        const fitted = fitFrame(frame, columns, rows);
        expect(fitted.map(lineWidth)).toEqual(Array.from({ length: rows }, () => columns));
      }),
    );
  });
});
