/* The marks beside lines and stages: ✓, ✗ and ·. */
import type { Mark, Stage } from '../../learn/rebuild/report.ts';
import type { Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';

export function glyphOf(mark: Mark, { glyphs }: Pick<Theme, 'glyphs'>): string {
  // In ASCII a check is a star, which is no sign of approval here.
  return { right: glyphs.check === '*' ? '+' : glyphs.check, wrong: glyphs.cross, open: glyphs.dot }[mark];
}

export function styleOfMark(mark: Mark, { styles }: Theme): Style {
  return { right: styles.good, wrong: styles.bad, open: styles.quiet }[mark];
}

export function markOfState(state: Stage['state']): Mark {
  switch (state) {
    case 'passed':
      return 'right';
    case 'failed':
      return 'wrong';
    case 'open':
    case 'not for this program':
      return 'open';
  }
}
