import { type Binding, bindingOf, bindings, footerKeys } from '../keys/bindings.ts';
import { type Line, span, truncate, widthOf } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';

export interface FooterProps {
  /** Shown instead of the keys: why the last key did nothing, or what has failed. */
  readonly notice: string | undefined;
}

/** As many keys as fit, the most needed first. */
export function drawFooter({ notice }: FooterProps, columns: number, theme: Theme): Line {
  const { styles, glyphs } = theme;
  if (notice !== undefined) return [span(` ${truncate(notice, columns - 2, glyphs.ellipsis)}`, styles.bad)];
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
