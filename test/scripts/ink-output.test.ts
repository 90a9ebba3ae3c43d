import { createRequire } from 'node:module';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paint } from '../../src/ui/theme/style.ts';
import { createTheme } from '../../src/ui/theme/theme.ts';

type Transformer = (line: string, index: number) => string;

interface Output {
  write(x: number, y: number, text: string, options: { readonly transformers: readonly Transformer[] }): void;
  clip(clip: { x1?: number; x2?: number; y1?: number; y2?: number }): void;
  unclip(): void;
  get(): { readonly output: string; readonly height: number };
}
type OutputClass = new (size: { readonly width: number; readonly height: number }) => Output;

interface Tokenizer {
  tokenize(text: string): unknown[];
  styledCharsFromTokens(tokens: unknown[]): { value: string; styles: { code: string }[] }[];
}

// Ink's module and its replacement in the bundle: plain JavaScript without types.
const require = createRequire(import.meta.url);
const { default: Bundled }: { default: OutputClass } = await import('../../scripts/ink-output.js' as string);
const { default: Real }: { default: OutputClass } = await import('../../node_modules/ink/build/output.js' as string);
const tokenizer = require('../../node_modules/@alcalzone/ansi-tokenize/build/index.js') as Tokenizer;

interface Piece {
  readonly x: number;
  readonly y: number;
  readonly lines: readonly string[];
}

const WIDTH = 24;
const HEIGHT = 6;
const styles = Object.values(createTheme(24, true).styles);
const text = fc.string({ unit: fc.constantFrom(...'abc 019+−│█▏╭×…●⠁'), minLength: 5, maxLength: 5 });
const line = fc
  .tuple(text, text, fc.constantFrom(...styles), fc.constantFrom(1, 4, 8, 24))
  .map(([one, other, style, depth]) => {
    return one.slice(0, 2) + paint(other.slice(0, 3), style, depth as 24);
  });
/** Pieces five columns wide that do not overlap. */
const pieces: fc.Arbitrary<readonly Piece[]> = fc.uniqueArray(
  fc.record({
    x: fc.constantFrom(0, 5, 12, 18),
    y: fc.nat({ max: HEIGHT }),
    lines: fc.array(line, { minLength: 1, maxLength: 4 }),
  }),
  { selector: ({ x }) => x },
);

function drawn(Kind: OutputClass, shown: readonly Piece[], change: (output: Output) => void = () => {}): unknown {
  const output = new Kind({ width: WIDTH, height: HEIGHT });
  change(output);
  for (const { x, y, lines } of shown) {
    const block = lines.map(() => '.....').join('\n');
    output.write(x, y, block, { transformers: [(_line, index) => lines[index] ?? ''] });
  }
  const { output: result, height } = output.get();
  return { height, rows: result.split('\n').map(cells) };
}

/** The cells of a row as a terminal shows them: two codes of the same colours are equal. */
function cells(row: string): unknown {
  return tokenizer
    .styledCharsFromTokens(tokenizer.tokenize(row))
    .map(({ value, styles: own }) => [value, own.map(({ code }) => code).sort()]);
}

describe('the output module of the bundle', () => {
  it('draws canvases as Ink does', () => {
    fc.assert(
      fc.property(pieces, (shown) => {
        expect(drawn(Bundled, shown)).toEqual(drawn(Real, shown));
      }),
      { numRuns: 300 },
    );
  });

  it('leaves overlapping and clipped blocks to Ink', () => {
    const over: readonly Piece[] = [
      { x: 0, y: 0, lines: ['abcde', 'fghij'] },
      { x: 3, y: 1, lines: ['12345'] },
    ];
    expect(drawn(Bundled, over)).toEqual(drawn(Real, over));
    const clip = (output: Output): void => output.clip({ x1: 0, x2: 4 });
    expect(drawn(Bundled, over.slice(0, 1), clip)).toEqual(drawn(Real, over.slice(0, 1), clip));
  });
});
