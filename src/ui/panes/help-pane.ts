import type { HelpRow } from '../keys/help-rows.ts';
import { type Frame, type Line, padEnd, span, truncate, widthOf, wrap } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import type { Size } from '../views/layout.ts';
import { box, inside, itemsNote } from './box.ts';

/** Keys that serve one purpose, a line for each meaning. */
export interface KeyGroup {
  readonly group: string;
  readonly lines: readonly KeyLine[];
}

export interface KeyLine {
  readonly keys: string;
  readonly description: string;
}

export interface HelpProps {
  /** The keys that match the search. */
  readonly rows: readonly HelpRow[];
  readonly filter: string;
  /** The chosen row, from 0. */
  readonly chosen: number;
}

/** Terminal columns between keys and their descriptions. */
const GAP = 2;
/** The widest label that all descriptions keep clear of. */
const WIDEST = 12;

/** The search, and below it the keys by purpose, scrolled to the chosen one. The reason for which it does nothing is below it. */
export function drawHelp(props: HelpProps, size: Size, theme: Theme): Frame {
  const { styles } = theme;
  const { rows, filter } = props;
  const inner = inside(size);
  const search: Line = [
    span('find: ', styles.quiet),
    span(truncate(filter, inner.columns - 8, theme.glyphs.ellipsis), styles.strong),
    span('_', styles.accent),
  ];
  const { owners, first, shown } = shownLines(props, size, theme);
  const empty: Frame = [[span('no key matches; backspace removes a letter, esc closes', styles.quiet)]];
  const details = ['type to search, enter presses the key, esc closes', 'type to search, esc closes'];
  const note = itemsNote(owners, first, shown.length, theme);
  return box(
    { title: 'keys', details, note, focused: true },
    size,
    [search, ...(rows.length === 0 ? empty : shown)],
    theme,
  );
}

/** The row of the list at a line of the pane; undefined for headings and what is not the list. */
export function helpRowAt(props: HelpProps, size: Size, line: number, theme: Theme): number | undefined {
  const { owners, first, shown } = shownLines(props, size, theme);
  // The search is above the list.
  const at = line - 2;
  return at < 0 || at >= shown.length ? undefined : owners[first + at];
}

/** The lines of all rows, and those in sight, from index `first` on. */
function shownLines(
  props: HelpProps,
  size: Size,
  theme: Theme,
): ReturnType<typeof listed> & { readonly first: number; readonly shown: Frame } {
  const inner = inside(size);
  const list = listed(props, inner.columns, theme);
  const { lines, from, to } = list;
  const room = inner.rows - 1;
  // The chosen row with its heading, and where there is room, what follows.
  const first = Math.max(0, Math.min(lines.length - room, from - Math.floor((room - (to - from)) / 2)));
  return { ...list, first, shown: lines.slice(first, first + room) };
}

/** The lines of all rows, with the headings of their groups, and the lines of the chosen one. */
function listed(
  { rows, chosen }: HelpProps,
  columns: number,
  theme: Theme,
): {
  readonly lines: Frame;
  readonly from: number;
  readonly to: number;
  /** The row of each line; undefined for a heading. */
  readonly owners: readonly (number | undefined)[];
} {
  const owners: (number | undefined)[] = [];
  const { styles, glyphs } = theme;
  const width = Math.min(WIDEST, Math.max(0, ...rows.map(({ label }) => widthOf(label))));
  const lines: Line[] = [];
  let [from, to] = [0, 0];
  for (const [index, row] of rows.entries()) {
    if (row.group !== rows[index - 1]?.group) {
      lines.push([span(row.group, styles.accent)]);
      owners.push(undefined);
    }
    const isChosen = index === chosen;
    if (isChosen) from = lines.length;
    const style = row.reason === undefined ? undefined : styles.quiet;
    const start = `${isChosen ? glyphs.pointer : ' '} ${padEnd(row.label, width)}${' '.repeat(GAP)}`;
    const words = row.reason === undefined || isChosen ? row.description : `${row.description} (not now)`;
    const texts = wrap(words, columns - widthOf(start));
    for (const [line, text] of texts.entries()) {
      const head = line === 0 ? start : ' '.repeat(widthOf(start));
      lines.push([
        span(head, row.reason === undefined ? styles.strong : styles.quiet),
        span(text, isChosen ? styles.strong : style),
      ]);
    }
    if (isChosen && row.reason !== undefined) {
      const indent = width + GAP + 2;
      for (const text of wrap(`not now: ${row.reason}`, columns - indent))
        lines.push([span(' '.repeat(indent)), span(text, styles.bad)]);
    }
    if (isChosen) to = lines.length;
    while (owners.length < lines.length) owners.push(index);
  }
  return { lines, from, to, owners };
}
