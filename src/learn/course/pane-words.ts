/* The panes and lines that a text mentions. In a small terminal, a person sees one pane at a time, and no other one. */
import type { Step } from './schema.ts';

export type LitPane = NonNullable<Step['pane']>;

/** Words that name a pane. `program` alone is not one of them: it is also the name of this program. */
const pointers: readonly (readonly [LitPane, RegExp])[] = [
  ['error', /\b(curves?|chart)\b/i],
  ['weights', /\bheatmaps?\b|\b(columns?|rows?) of syn\d/i],
  ['predictions', /\btable\b/i],
  ['program', /\blines? \d|\bmarked lines?\b|\blines of the program\b/i],
  ['notes', /\bnotes\b/i],
];

/** The panes that a text points at; none where it names `tab`, the way to a pane. */
export function panesIn(text: string): readonly LitPane[] {
  if (/\btab\b/.test(text)) return [];
  return pointers.flatMap(([pane, words]) => (words.test(text) ? [pane] : []));
}

/** The lines that a text points at; none where it says how to scroll to them. */
export function linesIn(text: string): readonly number[] {
  return /\b(scrolls?|pgup|pgdn)\b/.test(text) ? [] : linesNamed(text);
}

/** The numbers of lines in a text, as in `lines 2, 4 and 5`. */
export function linesNamed(text: string): readonly number[] {
  const lists = text.matchAll(/\blines? (\d+(?:(?:,| and|, and| or| to) \d+)*)/gi);
  return [...lists].flatMap(([, list = '']) => [...list.matchAll(/\d+/g)].map(Number));
}
