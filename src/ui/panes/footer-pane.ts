import { type Binding, bindingOf, bindings, footerKeys } from '../keys/bindings.ts';
import { type Line, span, truncate, widthOf } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';

export interface FooterProps {
  /** Why the last key did nothing. */
  readonly notice: string | undefined;
  /** Why the training thread is gone. */
  readonly failure: string | undefined;
  /** What is being typed, when a question is open. */
  readonly typed?: string | undefined;
}

const FAILED = 'the training thread failed: ';
const WAY_OUT = ' (R starts a new one)';

/** What has failed, an open question, or why the last key did nothing; or else as many keys as fit, the most needed first. */
export function drawFooter({ notice, failure, typed }: FooterProps, columns: number, theme: Theme): Line {
  const { styles, glyphs } = theme;
  const cut = (text: string, width: number): string => truncate(text, width, glyphs.ellipsis);
  if (failure !== undefined) {
    const reason = cut(failure, columns - 2 - widthOf(FAILED) - widthOf(WAY_OUT));
    return [span(` ${FAILED}${reason}${WAY_OUT}`, styles.bad)];
  }
  if (typed !== undefined) {
    const question = span(' go to iteration ', styles.strong);
    return [question, span(typed), span('_', styles.accent), span('   enter goes, esc leaves', styles.quiet)];
  }
  if (notice !== undefined) return [span(` ${cut(notice, columns - 2)}`, styles.bad)];
  const chosen = keysThatFit(columns);
  return bindings
    .filter((binding) => chosen.has(binding))
    .flatMap((binding) => [span(labelOf(binding), styles.strong), span(`${binding.short} `, styles.quiet)]);
}

/** The most needed keys for which there is room; shown in the order of the table. */
function keysThatFit(columns: number): ReadonlySet<Binding> {
  const chosen = new Set<Binding>();
  let used = 0;
  for (const key of footerKeys) {
    const binding = bindingOf(key);
    if (binding === undefined) continue;
    const width = widthOf(labelOf(binding)) + widthOf(binding.short) + 1;
    if (used + width > columns) continue;
    chosen.add(binding);
    used += width;
  }
  return chosen;
}

function labelOf({ keys }: Binding): string {
  return ` ${keys[0]} `;
}
