import { createRequire } from 'node:module';
import realWidth from 'string-width';
import { describe, expect, it } from 'vitest';

const { narrow } = createRequire(import.meta.url)('../../scripts/string-width.cjs') as { narrow: RegExp };

describe('string-width in the bundle', () => {
  it('counts one column only for characters of one column', () => {
    const characters = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
    const known = characters.filter((character) => narrow.test(character));
    expect(known.filter((character) => realWidth(character) !== 1)).toEqual([]);
    expect(known.length).toBeGreaterThan(1000);
  });

  it('needs the package for no character that the dashboard draws', () => {
    expect([...'╭╮╰╯─│┤┼├┬└▏▎▍▌▋▊▉█━╸┈−×·…→α✓✗▶›–●▲⠁⣿|+'].filter((character) => !narrow.test(character))).toEqual([]);
  });
});
