import { type Span, span } from '../text/line.ts';
import type { Colour, Style } from '../theme/style.ts';
import type { Theme } from '../theme/theme.ts';

/** Pixels that a cell shows, one above the other. */
export function pixelsPerCell({ glyphs }: Theme): 1 | 2 {
  return glyphs.halves === undefined ? 1 : 2;
}

/** Cells of two pixels each, cached by pair of colours: equal pairs are the same span. */
export class HalfBlocks {
  readonly #theme: Theme;
  readonly #drawn = new Map<Colour | undefined, Map<Colour | undefined, Span>>();

  constructor(theme: Theme) {
    this.#theme = theme;
  }

  /** A cell; undefined is the terminal's own background. A cell of one pixel shows `upper`. */
  cell(upper: Colour | undefined, lower: Colour | undefined): Span {
    const below = this.#drawn.get(upper) ?? new Map<Colour | undefined, Span>();
    const cell = below.get(lower) ?? this.#draw(upper, lower);
    this.#drawn.set(upper, below.set(lower, cell));
    return cell;
  }

  #draw(upper: Colour | undefined, lower: Colour | undefined): Span {
    const { halves } = this.#theme.glyphs;
    if (halves === undefined || upper === lower) return span(' ', onBackground(upper));
    if (upper === undefined) return span(halves.lower, { foreground: lower as Colour });
    return span(halves.upper, { foreground: upper, ...onBackground(lower) });
  }
}

function onBackground(background: Colour | undefined): Style | undefined {
  return background === undefined ? undefined : { background };
}
