import { type Model, shownState } from '../model/model.ts';
import { isThere } from '../model/pane-space.ts';
import { isBreakpointChosen, isScript } from '../model/script.ts';
import type { PaneName } from '../views/layout.ts';

/** A key that the footer names. */
export interface FooterKey {
  readonly label: string;
  /** The key that a click on it presses. */
  readonly key: string;
  readonly words: string;
  /** 0 for the most needed. Where there is no room for all, the others go first. */
  readonly rank: number;
}

/**
 * The words for the keys that the footer of the panes can name, in its order. The key table takes them from here, and not the
 * other way round: the first frame shows them before the table and its views are read.
 */
export const footerWords = {
  space: 'run/pause',
  s: 'step',
  n: 'line',
  N: 'over',
  F: 'out',
  t: 'ten',
  '.': 'stop here',
  '+': 'faster',
  b: 'back',
  v: 'why',
  i: 'example',
  enter: 'look inside',
  V: 'variables',
  w: 'watch',
  e: 'edit',
  x: 'zero',
  o: 'options',
  M: 'compare',
  k: 'keep',
  r: 'reseed',
  R: 'reset',
  l: 'log/linear',
  tab: 'next pane',
  z: 'zoom',
  '?': 'help',
  q: 'quit',
} as const;

type Named = keyof typeof footerWords;

/** The keys for each state of the run, the most needed first. */
const needs: Readonly<Record<'running' | 'resting' | 'ended' | 'diverged', readonly Named[]>> = {
  running: ['space', '?', 'q', 'tab', 's', '+', 'v', 'i', 'r', 'o', 'w', 'M', 'b', 'n', 'enter', 'R', 'l', 't'],
  resting: ['space', 's', 'n', '?', 'q', 'b', 'tab', 'v', 'enter', 'i', 'r', 'o', 'M', 'w', '+', 'R', 'l', 't'],
  ended: ['space', 'r', '?', 'q', 'v', 'b', 'tab', 'k', 'M', 'i', 'o', 'R', 'enter', 's', 'n', 'w', 'l'],
  diverged: ['b', 'v', 'R', '?', 'q', 'n', 'tab', 'r', 'o', 'i', 'enter', 'M', 'l'],
};

/** The same for a script. */
const needsOfScript: typeof needs = {
  running: ['space', '?', 'q', 'tab', 's', '+', 'b', 'n', 'N', 'R', 'V', 'l', 't', 'r'],
  resting: ['space', 's', 'n', '?', 'q', 'b', 'N', 'tab', 'F', 'V', '+', 'R', 'l', 't', 'r', 'M'],
  ended: ['b', 'R', '?', 'q', 'tab', 'V', 'k', 'r', 'M', 'l'],
  diverged: ['b', 'R', '?', 'q', 'tab', 'n', 'V', 'r', 'l'],
};

/** The keys of the focused pane, which come before those that are not needed in every state. */
const ofPane: Readonly<Partial<Record<PaneName, readonly Named[]>>> = {
  error: ['enter'],
  weights: ['e', 'x'],
  program: ['enter'],
  predictions: ['i'],
};

/** The same for a script. */
const ofPaneOfScript: typeof ofPane = { error: ['enter'], weights: ['e', 'x'], program: ['.'] };

/** The first keys of a state that come before those of a pane; the table and the source, which have the focus at first, come later. */
const before = { table: 5, pane: 2, source: 8 };

/** The keys that matter now: for the state of the run, the focused pane, and where there are other panes that are not in sight. */
export function panesFooter(model: Model, isAlone: boolean): readonly FooterKey[] {
  const { focus, isZoomed } = model;
  const state = stateOf(model);
  const isOfScript = isScript(model);
  const own = (isOfScript ? needsOfScript : needs)[state];
  const pane = (isOfScript ? ofPaneOfScript : ofPane)[focus] ?? [];
  const first =
    isOfScript && focus === 'program' ? before.source : focus === 'predictions' ? before.table : before.pane;
  const order = [...new Set([...own.slice(0, first), ...pane, ...own.slice(first)])];
  // A pane that is alone hides the others.
  const alone = isZoomed ? 'z' : 'tab';
  const byNeed = isAlone ? [...new Set<Named>([...order.slice(0, 1), alone, ...order.slice(1)])] : order;
  const isAtStart = state === 'resting' && model.snapshot?.iteration === 0 && model.snapshot.line === 0;
  const hasVariables = isOfScript && isThere(model, 'variables');
  // The strip of a lesson has taken keys that it names itself, and those that are characters of its answer.
  const taken = model.strip?.taken;
  const isTaken = (key: Named): boolean => taken !== undefined && new RegExp(taken).test(key);
  const named = byNeed.filter((key) => (key !== 'b' || !isAtStart) && (key !== 'V' || !hasVariables) && !isTaken(key));
  const rankOf = (key: Named): number => named.indexOf(key);
  const keys = Object.entries(footerWords) as [Named, string][];
  return keys.flatMap(([label, words]): FooterKey[] => {
    if (rankOf(label) === -1) return [];
    const shown = wordsNow(label, model) ?? words;
    const key = { label, key: label, words: shown, rank: rankOf(label) };
    // The arrows have no name of their own in the table.
    return label === '?' && focus === 'error'
      ? [
          { label: 'arrows', key: 'right', words: 'choose', rank: before.pane - 0.5 },
          { label: 'pgup', key: 'pageup', words: 'zoom', rank: before.table + 0.5 },
          key,
        ]
      : [key];
  });
}

/** The progress of a map that continues out of sight: `Z map 43 %`; empty without one. */
export function mapSign({ sweep, view }: Model): string {
  if (sweep === undefined || view.kind === 'map' || (sweep.state !== 'running' && sweep.state !== 'held')) return '';
  const percent = Math.floor((100 * sweep.found) / sweep.cells.length);
  return ` Z map ${percent} %${sweep.state === 'held' ? ' paused' : ''} `;
}

/** The words for a key that does something else now; undefined for those that stay. */
function wordsNow(label: Named, model: Model): string | undefined {
  const { focus, isZoomed } = model;
  switch (label) {
    case 'space':
      return spaceWords[stateOf(model)];
    case '.':
      return isBreakpointChosen(model) ? 'no stop here' : undefined;
    case 'z':
      return isZoomed ? 'all panes' : undefined;
    case 'enter':
      return focus === 'error' ? 'go there' : undefined;
    default:
      return undefined;
  }
}

const spaceWords = { running: 'pause', resting: 'run', ended: 'continue', diverged: 'run' };

function stateOf(model: Model): keyof typeof needs {
  switch (shownState(model)) {
    case 'starting':
      return model.wanted === 'running' ? 'running' : 'resting';
    case 'running':
    case 'again':
      return 'running';
    case 'finished':
      return 'ended';
    case 'diverged':
      return 'diverged';
    case 'stopped':
    case 'paused':
    case 'crashed':
      return 'resting';
  }
}
