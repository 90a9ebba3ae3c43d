import { createRequire } from 'node:module';
import realWidth from 'string-width';
import { describe, expect, it } from 'vitest';

const { narrow } = createRequire(import.meta.url)('../../scripts/string-width.cjs') as { narrow: RegExp };

describe('the bundle’s string-width', () => {
  it('takes for one column wide only characters that the package does', () => {
    const characters = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
    const known = characters.filter((character) => narrow.test(character));
    expect(known.filter((character) => realWidth(character) !== 1)).toEqual([]);
    expect(known.length).toBeGreaterThan(1000);
  });

  it('knows everything that the dashboard draws, so that the package is not read for it', () => {
    expect([...'╭╮╰╯─│┤┼├┬└▏▎▍▌▋▊▉█━╸┈−×·…→α✓✗▶›–●▲⠁⣿|+'].filter((character) => !narrow.test(character))).toEqual([]);
  });
});
