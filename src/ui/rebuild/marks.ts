/* The marks beside the lines: ✓, ✗ and ·. */
import type { Mark, StageName } from '../../learn/rebuild/report.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';

export function glyphOf(mark: Mark, { glyphs }: Theme): string {
  return { right: glyphs.check === '*' ? '+' : glyphs.check, wrong: glyphs.cross, open: glyphs.dot }[mark];
}

export function styleOfMark(mark: Mark, { styles }: Theme): Style {
  return { right: styles.good, wrong: styles.bad, open: styles.quiet }[mark];
}

export const stageTitles: Readonly<Record<StageName, string>> = {
  syntax: 'syntax',
  shapes: 'shapes',
  values: 'values',
  updates: 'updates',
  iterations: '1,000 iterations',
  digits: 'digits',
};
