import type { Verdict } from '../../worker/protocol.ts';
import { type Frame, type Span, span, widthOf, wrap } from '../text/line.ts';
import { createTheme, type Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import type { VerdictContext } from '../words/verdict-headline.ts';
import { measuredFrom, nothingToTry, type VerdictWords, verdictWords } from '../words/verdict-words.ts';
import { BORDER, scrollBox, scrollLimitOf } from './box.ts';
import { headline, type OwnContext, withGlyphs } from './verdict-line.ts';

export interface VerdictProps {
  readonly verdict: Verdict | undefined;
  /** The names and units of the targets, and the state of the run; plain numbers by default. */
  readonly context?: OwnContext;
  /** First visible line. */
  readonly first: number;
}

/** The verdict on a run: headline, evidence, causes, remedies, advice. */
export function drawVerdict({ verdict, context, first }: VerdictProps, size: Size, theme: Theme): Frame {
  const content = contentOf(verdict, withGlyphs(context, theme), size.columns - BORDER.columns, theme);
  const closing = 'esc closes';
  const text = { title: 'verdict', details: [], note: closing, focused: true };
  return scrollBox(text, size, content, first, theme, { details: [closing], footnotes: keysToTry(verdict) });
}

/** The index of the remedy at a line of the pane; undefined elsewhere. */
export function remedyAt(
  { verdict, context, first }: VerdictProps,
  size: Size,
  line: number,
  theme: Theme,
): number | undefined {
  const shown = withGlyphs(context, theme);
  if (verdict === undefined || line < 1 || line > size.rows - BORDER.rows) return undefined;
  const columns = size.columns - BORDER.columns;
  const content = contentOf(verdict, shown, columns, theme);
  const at = Math.min(first, scrollLimitOf(content, size)) + line - 1;
  const heading = content.findIndex(([only]) => only?.text === TO_TRY);
  const lines = verdictWords(verdict, shown).remedies.flatMap(({ text }, index) =>
    hanging(span(`${index + 1} `), text, columns).map(() => index),
  );
  return heading === -1 ? undefined : lines[at - heading - 1];
}

const TO_TRY = 'What to try';

/** The first line at which the end of the verdict is visible. */
export function verdictScrollLimit({ verdict, context }: VerdictProps, size: Size): number {
  // The theme changes colours, not the number of lines.
  const theme = createTheme(1, true);
  const content = contentOf(verdict, withGlyphs(context, theme), size.columns - BORDER.columns, theme);
  return scrollLimitOf(content, size);
}

function contentOf(verdict: Verdict | undefined, context: VerdictContext, columns: number, theme: Theme): Frame {
  const { styles } = theme;
  if (verdict === undefined) return [[span('no verdict yet', styles.quiet)]];
  const words = verdictWords(verdict, context);
  const measured = words.evidence.slice(0, words.evidence.length - verdict.causes.length);
  const parts: readonly Frame[] = [
    [headline(verdict, context, theme)],
    dashed(measured, columns, theme),
    headed('Why', dashed(words.evidence.slice(measured.length), columns, theme), theme),
    headed(TO_TRY, numbered(words, columns, theme), theme),
    headed('What to look at', dashed(words.advice, columns, theme), theme),
    words.remedies.length + words.advice.length === 0 ? quietly(nothingToTry(verdict, context), columns, theme) : [],
    quietly(measuredFrom(verdict, context), columns, theme),
  ].filter(({ length }) => length > 0);
  return parts.flatMap((part, index): Frame => (index === 0 ? part : [[], ...part]));
}

function headed(heading: string, content: Frame, { styles }: Theme): Frame {
  return content.length === 0 ? [] : [[span(heading, styles.accent)], ...content];
}

function dashed(items: readonly string[], columns: number, { styles, glyphs }: Theme): Frame {
  return items.flatMap((item) => hanging(span(`${glyphs.dash} `, styles.quiet), item, columns));
}

/** The remedies, each after the digit of its key. */
function numbered({ remedies }: VerdictWords, columns: number, { styles }: Theme): Frame {
  return remedies.flatMap(({ text }, index) => hanging(span(`${index + 1} `, styles.strong), text, columns));
}

/** The keys of the remedies, shown while the pane scrolls. */
function keysToTry(verdict: Verdict | undefined): readonly string[] {
  const keys = (verdict?.remedies ?? []).map((_, index) => index + 1);
  return keys.length === 0 ? [] : [`what to try: ${keys.join(', ')}`];
}

/** A text with a hanging indent after a mark. */
function hanging(mark: Span, text: string, columns: number): Frame {
  const indent = widthOf(mark.text);
  return wrap(text, columns - indent).map((line, index) => [index === 0 ? mark : span(' '.repeat(indent)), span(line)]);
}

function quietly(text: string, columns: number, theme: Theme): Frame {
  return wrap(text, columns).map((line) => [span(line, theme.styles.quiet)]);
}
