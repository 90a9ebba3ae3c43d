import { createRequire } from 'node:module';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paint } from '../../src/ui/theme/style.ts';
import { createTheme } from '../../src/ui/theme/theme.ts';

interface Tokenizer {
  tokenize(text: string, end?: number): unknown[];
}

// The packages that the bundle replaces, and what replaces them, are plain JavaScript beside this project's own code.
const require = createRequire(import.meta.url);
const bundled = require('../../scripts/ansi-tokenize.cjs') as Tokenizer;
const real = require('../../node_modules/@alcalzone/ansi-tokenize/build/index.js') as Tokenizer;

const styles = Object.values(createTheme(24, true).styles);
const text = fc.string({ unit: fc.constantFrom(...'abc 019+−│█▏╭×…●⠁'), maxLength: 12 });
const odd = fc.string({ unit: fc.constantFrom('漢', 'é', '🙂', '\u200b', 'a'), maxLength: 4 });
const span = fc.record({ text, style: fc.constantFrom(...styles), depth: fc.constantFrom(4, 8, 24) });
const line = fc
  .array(span, { maxLength: 8 })
  .map((spans) => spans.map((one) => paint(one.text, one.style, one.depth as 24)).join(''));

describe('the bundle’s tokenizer', () => {
  it('takes every line of ours apart as the package does, whole and up to any column', () => {
    fc.assert(
      fc.property(line, fc.option(fc.nat({ max: 40 }), { nil: undefined }), (text, end) => {
        expect(bundled.tokenize(text, end)).toEqual(real.tokenize(text, end));
      }),
      { seed: 71, numRuns: 1000 },
    );
  });

  it('leaves any other line to the package', () => {
    fc.assert(
      fc.property(line, odd, line, (before, middle, after) => {
        const text = before + middle + after;
        expect(bundled.tokenize(text)).toEqual(real.tokenize(text));
      }),
      { seed: 72, numRuns: 500 },
    );
  });
});
