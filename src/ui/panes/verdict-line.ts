import type { Verdict, VerdictKind } from '../../worker/protocol.ts';
import { fitLine, type Line, span, spread } from '../text/line.ts';
import type { Style } from '../theme/style.ts';
import type { Styles, Theme } from '../theme/theme.ts';
import { verdictLine } from '../words/verdict-line.ts';

/** How the run is doing, in one line; at its right end the key that says why, where there is room. */
export function drawVerdictLine(verdict: Verdict | undefined, columns: number, theme: Theme): Line {
  if (verdict === undefined) return fitLine([], columns);
  const { strong, quiet } = theme.styles;
  const words: Line = [span(' '), ...headline(verdict, theme)];
  return spread(words, [span('   v ', strong), span('why ', quiet)], columns);
}

/** The line of a verdict with its kind, which is its first word, in the style of that kind. */
export function headline(verdict: Verdict, { styles }: Theme): Line {
  const { kind } = verdict;
  const line = verdictLine(verdict);
  return [span(line.slice(0, kind.length), styleOf(kind, styles)), span(line.slice(kind.length))];
}

function styleOf(kind: VerdictKind, { good, bad, accent, quiet }: Styles): Style {
  switch (kind) {
    case 'untrained':
      return quiet;
    case 'learning':
      return accent;
    case 'solved':
      return good;
    case 'stuck':
    case 'saturated':
    case 'oscillating':
    case 'diverged':
      return bad;
  }
}
