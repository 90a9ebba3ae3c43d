import type { Frame } from '../text/line.ts';
import { ascii } from '../theme/glyphs.ts';
import { createTheme, type Theme } from '../theme/theme.ts';

/*
 * Text for a screen reader or a braille display: ASCII but for the names of a scenario, words in place of symbols, and no
 * columns.
 */

/** The theme of pictures that are read as text: no bars, and words for marks. */
export const spokenTheme: Theme = {
  ...createTheme(1, false),
  glyphs: {
    ...ascii,
    box: { ...ascii.box, down: '' },
    eighths: ascii.eighths.map(() => ''),
    dash: '',
    ellipsis: 'to',
    arrow: 'to',
    sigma: 'standard deviations',
    squared: ' squared',
    check: 'ok',
    cross: 'not ok',
    pointer: 'chosen',
  },
};

const words: readonly (readonly [RegExp, string])[] = [
  [/→/g, 'to'],
  [/−/g, '-'],
  [/×/g, 'x'],
  [/…/g, '...'],
  [/α/g, 'alpha'],
  [/σ/g, 'standard deviations'],
  [/²/g, ' squared'],
  [/[‘’]/g, "'"],
  [/[“”]/g, '"'],
  [/–/g, '-'],
  [/·/g, ','],
];

/** A text without symbols that are not read aloud; gaps between columns become commas. */
export function spoken(text: string): string {
  const plain = words.reduce((own, [symbol, word]) => own.replace(symbol, word), text.trim());
  // Operators belong to both of their neighbours. Zero has a space in place of its sign.
  const close = plain.replace(/ {2,}(?=[=x] )|(?<=[=x]|\bup|\bdown) {2,}/g, ' ');
  return close.replace(/([,:;.]?) {2,}/g, (_, mark: string) => `${mark === '' ? ',' : mark} `);
}

/** A sentence of its own: a capital letter, and a full stop. Names such as `syn0` or `s` stay as they are. */
export function sentence(text: string): string {
  const own = spoken(text);
  const begun = /^[a-z]{2,}(?:['’-][a-z]+)?(?:[ ,:;]|$)/.test(own) ? own.charAt(0).toUpperCase() + own.slice(1) : own;
  return /[.?!:]$/.test(begun) ? begun : `${begun}.`;
}

/** The lines of a picture that consists of text. */
export function linesOf(frame: Frame): readonly string[] {
  return frame
    .map((line) => spoken(line.map(({ text }) => text).join('')))
    .filter((line) => /[\p{L}\p{N}]/u.test(line));
}

/** The most lines of one list. */
export const MOST_LINES = 40;

/** The first lines of a list, and the number of the others. */
export function atMost(lines: readonly string[], most: number, what: string): readonly string[] {
  const rest = lines.length - most;
  return rest <= 0 ? lines : [...lines.slice(0, most), `And ${rest} more ${what}.`];
}
