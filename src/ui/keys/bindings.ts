import type { Travel } from '../../worker/protocol.ts';
import type { Action } from '../model/message.ts';
import { type Model, shownState, type View } from '../model/model.ts';

/** Names of keys as `keyName` gives them. */
export type Key = string;

/** What one or more keys do. Input, footer, help and the README's table are all made from these. */
export interface Binding {
  readonly keys: readonly Key[];
  /** How the keys are written for a person. */
  readonly label: string;
  /** One or two words, for the footer. */
  readonly short: string;
  /** A sentence, for the help; keys that share it share a line there. */
  readonly description: string;
  readonly group: Group;
  readonly action: Action;
  /** The only view in which it means this; without it, every view where the key has no meaning of its own. */
  readonly view?: View['kind'];
  /** Why the keys do nothing just now; undefined when they work. */
  readonly disabled?: (model: Model) => string | undefined;
}

export const groups = ['Run', 'Travel in time', 'Ask why', 'Start over', 'Look', 'Leave'] as const;
export type Group = (typeof groups)[number];

export const bindings: readonly Binding[] = [
  bind('Run', 'space', 'run/pause', 'run or pause; runs on after the end', { type: 'toggleRunning' }, whyNoTraining),
  bind('Run', 's', 'step', 'run one iteration', { type: 'step', iterations: 1 }, whyNoTraining),
  bind('Run', 'n', 'line', 'run the next line only', travel({ to: 'line', by: 1 }), whyNoTraining),
  bind('Run', 't', 'ten', 'run ten iterations', { type: 'step', iterations: 10 }, whyNoTraining),
  bind('Run', ['+', '='], 'faster', 'faster or slower, up to unlimited', { type: 'changeSpeed', direction: 1 }),
  bind('Run', ['-', '_'], 'slower', 'faster or slower, up to unlimited', { type: 'changeSpeed', direction: -1 }),
  bind('Start over', 'r', 'reseed', 'start over from the next seed', { type: 'reseed' }),
  bind('Start over', 'R', 'reset', 'start over from the same seed', { type: 'reset' }),
  bind('Travel in time', 'b', 'back', 'back one line', travel({ to: 'line', by: -1 }), whyGone),
  bind('Travel in time', 'B', 'back', 'back one iteration', travel({ to: 'iterationBefore' }), whyGone),
  bind('Travel in time', '[', 'back 1 %', 'back or on by 1 % of the run', scrub(-1), whyGone),
  bind('Travel in time', ']', 'on 1 %', 'back or on by 1 % of the run', scrub(1), whyGone),
  bind('Travel in time', '{', 'back 10 %', 'back or on by 10 % of the run', scrub(-10), whyGone),
  bind('Travel in time', '}', 'on 10 %', 'back or on by 10 % of the run', scrub(10), whyGone),
  bind(
    'Travel in time',
    '0',
    'first',
    'to the first or the newest iteration',
    travel({ to: 'iteration', iteration: 0 }),
    whyGone,
  ),
  bind('Travel in time', '$', 'newest', 'to the first or the newest iteration', travel({ to: 'newest' }), whyGone),
  bind('Travel in time', 'g', 'go to', 'to an iteration of your choice', { type: 'askIteration' }, whyGone),
  bind('Ask why', 'enter', 'look inside', 'look inside the chosen line', { type: 'inspect' }, whyGone),
  bind(
    'Ask why',
    'up',
    'up',
    'there: choose an example, a unit, a weight',
    { type: 'moveCell', rows: -1, columns: 0 },
    undefined,
    { view: 'inspect' },
  ),
  bind(
    'Ask why',
    'down',
    'down',
    'there: choose an example, a unit, a weight',
    { type: 'moveCell', rows: 1, columns: 0 },
    undefined,
    { view: 'inspect' },
  ),
  bind(
    'Ask why',
    'left',
    'left',
    'there: choose an example, a unit, a weight',
    { type: 'moveCell', rows: 0, columns: -1 },
    undefined,
    { view: 'inspect' },
  ),
  bind(
    'Ask why',
    'right',
    'right',
    'there: choose an example, a unit, a weight',
    { type: 'moveCell', rows: 0, columns: 1 },
    undefined,
    { view: 'inspect' },
  ),
  bind('Ask why', 'enter', 'close', 'there: back to the panes', { type: 'close' }, undefined, { view: 'inspect' }),
  bind('Ask why', 'c', 'check', 'check the updates against the loss', { type: 'checkGradients' }, whyGone),
  bind('Look', 'l', 'log/linear', 'error axis logarithmic or linear', { type: 'toggleScale' }),
  bind('Look', 'tab', 'next pane', 'next or previous pane', { type: 'moveFocus', direction: 1 }),
  bind('Look', 'shift+tab', 'previous pane', 'next or previous pane', { type: 'moveFocus', direction: -1 }),
  bind('Look', 'up', 'up', 'scroll, or choose a line or a cell', { type: 'scroll', by: 'row', direction: -1 }),
  bind('Look', 'down', 'down', 'scroll, or choose a line or a cell', { type: 'scroll', by: 'row', direction: 1 }),
  bind(
    'Look',
    'pageup',
    'page up',
    'scroll that pane by a page',
    { type: 'scroll', by: 'page', direction: -1 },
    undefined,
    { label: 'pgup' },
  ),
  bind(
    'Look',
    'pagedown',
    'page down',
    'scroll that pane by a page',
    { type: 'scroll', by: 'page', direction: 1 },
    undefined,
    { label: 'pgdn' },
  ),
  bind('Look', '?', 'help', 'show this help; esc closes any view', { type: 'toggleHelp' }),
  bind('Look', 'escape', 'close', 'show this help; esc closes any view', { type: 'close' }, undefined, {
    label: 'esc',
  }),
  bind('Leave', ['q', 'ctrl+c'], 'quit', 'quit, and print how far it came', { type: 'quit' }, undefined, {
    label: 'q, Ctrl-C',
  }),
];

/** The keys that the footer names where there is room, the most needed first. */
export const footerKeys: readonly Key[] = [
  'space',
  's',
  'n',
  'b',
  '?',
  'q',
  'enter',
  'tab',
  'r',
  'R',
  '+',
  '-',
  'l',
  't',
];

/** One line of the table. The label of a key is the key, unless `more` gives another. */
function bind(
  group: Group,
  keys: Key | readonly Key[],
  short: string,
  description: string,
  action: Action,
  disabled?: Binding['disabled'],
  more: Partial<Pick<Binding, 'label' | 'view'>> = {},
): Binding {
  const all = typeof keys === 'string' ? [keys] : keys;
  const whenDisabled = disabled === undefined ? {} : { disabled };
  return { keys: all, label: all[0] ?? '', short, description, group, action, ...whenDisabled, ...more };
}

function travel(to: Travel): Action {
  return { type: 'travel', travel: to };
}

function scrub(hundredths: number): Action {
  return { type: 'scrub', hundredths };
}

/** What a key means in a view. */
export function bindingOf(key: Key, view: View['kind'] = 'panes'): Binding | undefined {
  const candidates = bindings.filter(({ keys }) => keys.includes(key));
  return (
    candidates.find((binding) => binding.view === view) ?? candidates.find((binding) => binding.view === undefined)
  );
}

function whyGone(model: Model): string | undefined {
  return shownState(model) === 'crashed' ? whyNoTraining(model) : undefined;
}

function whyNoTraining(model: Model): string | undefined {
  switch (shownState(model)) {
    case 'crashed':
      return 'the training thread is gone: R or r starts a new one';
    case 'diverged':
      return 'the error is no longer a finite number: R or r starts again';
    default:
      return undefined;
  }
}

/** The table as a person reads it: in each group a line for each description, with all its keys. */
export function keyTable(): readonly { readonly group: Group; readonly lines: readonly KeyLine[] }[] {
  return groups.map((group) => {
    const lines = new Map<string, string[]>();
    for (const { label, description, group: own } of bindings) {
      if (own === group) lines.set(description, [...(lines.get(description) ?? []), label]);
    }
    return { group, lines: [...lines].map(([description, labels]) => ({ keys: labels.join(', '), description })) };
  });
}

export interface KeyLine {
  readonly keys: string;
  readonly description: string;
}
