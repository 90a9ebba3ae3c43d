import type { Verdict, VerdictKind } from '../../worker/protocol.ts';
import { fitLine, type Line, type Span, span, spread } from '../text/line.ts';
import type { Style } from '../theme/style.ts';
import type { Styles, Theme } from '../theme/theme.ts';
import { kindOfLine, plainContext, type VerdictContext, verdictLine } from '../words/verdict-headline.ts';

/** The names and units of the targets, and the state of the run. */
export type OwnContext = Omit<VerdictContext, 'glyphs'>;

/** The verdict in one line; with room, the key of the verdict view at its right end. */
export function drawVerdictLine(
  verdict: Verdict | undefined,
  columns: number,
  theme: Theme,
  context?: OwnContext,
): Line {
  if (verdict === undefined) return fitLine([], columns);
  const { strong, quiet } = theme.styles;
  const words: Line = [span(' '), ...headline(verdict, withGlyphs(context, theme), theme)];
  return spread(words, [span('   v ', strong), span('why ', quiet)], columns);
}

/** The headline of a verdict; its first words, the kind, are coloured. */
export function headline(verdict: Verdict, context: VerdictContext, { styles }: Theme): Line {
  const { length } = kindOfLine(verdict, context);
  const line = verdictLine(verdict, context);
  return [span(line.slice(0, length), styleOf(verdict.kind, styles)), span(line.slice(length))];
}

/** The kind of a verdict, in its colour. */
export function kindLine(verdict: Verdict, context: OwnContext, theme: Theme): Span {
  return span(kindOfLine(verdict, withGlyphs(context, theme)), styleOf(verdict.kind, theme.styles));
}

function styleOf(kind: VerdictKind, { good, bad, accent, quiet }: Styles): Style {
  switch (kind) {
    case 'untrained':
      return quiet;
    case 'learning':
    case 'settled':
    case 'plateau':
      return accent;
    case 'solved':
    case 'fits':
      return good;
    case 'overfitting':
    case 'stuck':
    case 'saturated':
    case 'oscillating':
    case 'diverged':
      return bad;
  }
}

/** The context of a theme; plain numbers by default. */
export function withGlyphs(context: OwnContext | undefined, { glyphs }: Theme): VerdictContext {
  return { ...plainContext, ...context, glyphs };
}
