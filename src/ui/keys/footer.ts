/** A key that the footer names. */
export interface FooterKey {
  readonly label: string;
  readonly words: string;
  /** 0 for the most needed. Where there is no room for all, the others go first. */
  readonly rank: number;
}

/**
 * The words for the keys that the footer of the panes names, in its order. The key table takes them from here, and not the
 * other way round: the first frame shows them before the table and its views are read.
 */
export const footerWords = {
  space: 'run/pause',
  s: 'step',
  n: 'line',
  t: 'ten',
  '+': 'faster',
  b: 'back',
  v: 'why',
  i: 'example',
  enter: 'look inside',
  w: 'watch',
  o: 'options',
  M: 'compare',
  r: 'reseed',
  R: 'reset',
  l: 'log/linear',
  tab: 'next pane',
  '?': 'help',
  q: 'quit',
} as const;

const byNeed: readonly (keyof typeof footerWords)[] = [
  ...(['space', 's', 'n', 'b', '?', 'q', 'enter', 'v', 'tab'] as const),
  ...(['r', 'i', 'o', 'M', 'w', '+', 'R', 'l', 't'] as const),
];

export const panesFooter: readonly FooterKey[] = Object.entries(footerWords).map(([label, words]) => {
  return { label, words, rank: byNeed.indexOf(label as keyof typeof footerWords) };
});
