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
  {
    keys: ['space'],
    label: 'space',
    short: 'run/pause',
    description: 'run or pause; runs on after the end',
    group: 'Run',
    action: { type: 'toggleRunning' },
    disabled: whyNoTraining,
  },
  {
    keys: ['s'],
    label: 's',
    short: 'step',
    description: 'run one iteration',
    group: 'Run',
    action: { type: 'step', iterations: 1 },
    disabled: whyNoTraining,
  },
  {
    keys: ['n'],
    label: 'n',
    short: 'line',
    description: 'run the next line only',
    group: 'Run',
    action: { type: 'travel', travel: { to: 'line', by: 1 } },
    disabled: whyNoTraining,
  },
  {
    keys: ['t'],
    label: 't',
    short: 'ten',
    description: 'run ten iterations',
    group: 'Run',
    action: { type: 'step', iterations: 10 },
    disabled: whyNoTraining,
  },
  {
    keys: ['+', '='],
    label: '+',
    short: 'faster',
    description: 'faster or slower, up to unlimited',
    group: 'Run',
    action: { type: 'changeSpeed', direction: 1 },
  },
  {
    keys: ['-', '_'],
    label: '-',
    short: 'slower',
    description: 'faster or slower, up to unlimited',
    group: 'Run',
    action: { type: 'changeSpeed', direction: -1 },
  },
  {
    keys: ['r'],
    label: 'r',
    short: 'reseed',
    description: 'start over from the next seed',
    group: 'Start over',
    action: { type: 'reseed' },
  },
  {
    keys: ['R'],
    label: 'R',
    short: 'reset',
    description: 'start over from the same seed',
    group: 'Start over',
    action: { type: 'reset' },
  },
  {
    keys: ['b'],
    label: 'b',
    short: 'back',
    description: 'back one line',
    group: 'Travel in time',
    action: { type: 'travel', travel: { to: 'line', by: -1 } },
    disabled: whyGone,
  },
  {
    keys: ['B'],
    label: 'B',
    short: 'back',
    description: 'back one iteration',
    group: 'Travel in time',
    action: { type: 'travel', travel: { to: 'iterationBefore' } },
    disabled: whyGone,
  },
  {
    keys: ['['],
    label: '[',
    short: 'back 1 %',
    description: 'back or on by 1 % of the run',
    group: 'Travel in time',
    action: { type: 'scrub', hundredths: -1 },
    disabled: whyGone,
  },
  {
    keys: [']'],
    label: ']',
    short: 'on 1 %',
    description: 'back or on by 1 % of the run',
    group: 'Travel in time',
    action: { type: 'scrub', hundredths: 1 },
    disabled: whyGone,
  },
  {
    keys: ['{'],
    label: '{',
    short: 'back 10 %',
    description: 'back or on by 10 % of the run',
    group: 'Travel in time',
    action: { type: 'scrub', hundredths: -10 },
    disabled: whyGone,
  },
  {
    keys: ['}'],
    label: '}',
    short: 'on 10 %',
    description: 'back or on by 10 % of the run',
    group: 'Travel in time',
    action: { type: 'scrub', hundredths: 10 },
    disabled: whyGone,
  },
  {
    keys: ['0'],
    label: '0',
    short: 'first',
    description: 'to the first or the newest iteration',
    group: 'Travel in time',
    action: { type: 'travel', travel: { to: 'iteration', iteration: 0 } },
    disabled: whyGone,
  },
  {
    keys: ['$'],
    label: '$',
    short: 'newest',
    description: 'to the first or the newest iteration',
    group: 'Travel in time',
    action: { type: 'travel', travel: { to: 'newest' } },
    disabled: whyGone,
  },
  {
    keys: ['g'],
    label: 'g',
    short: 'go to',
    description: 'to an iteration of your choice',
    group: 'Travel in time',
    action: { type: 'askIteration' },
    disabled: whyGone,
  },
  {
    keys: ['enter'],
    label: 'enter',
    short: 'look inside',
    description: 'look inside the chosen line',
    group: 'Ask why',
    action: { type: 'inspect' },
    disabled: whyGone,
  },
  {
    keys: ['up'],
    label: 'up',
    short: 'up',
    description: 'there: choose an example, a unit, a weight',
    group: 'Ask why',
    view: 'inspect',
    action: { type: 'moveCell', rows: -1, columns: 0 },
  },
  {
    keys: ['down'],
    label: 'down',
    short: 'down',
    description: 'there: choose an example, a unit, a weight',
    group: 'Ask why',
    view: 'inspect',
    action: { type: 'moveCell', rows: 1, columns: 0 },
  },
  {
    keys: ['left'],
    label: 'left',
    short: 'left',
    description: 'there: choose an example, a unit, a weight',
    group: 'Ask why',
    view: 'inspect',
    action: { type: 'moveCell', rows: 0, columns: -1 },
  },
  {
    keys: ['right'],
    label: 'right',
    short: 'right',
    description: 'there: choose an example, a unit, a weight',
    group: 'Ask why',
    view: 'inspect',
    action: { type: 'moveCell', rows: 0, columns: 1 },
  },
  {
    keys: ['enter'],
    label: 'enter',
    short: 'close',
    description: 'there: back to the panes',
    group: 'Ask why',
    view: 'inspect',
    action: { type: 'close' },
  },
  {
    keys: ['c'],
    label: 'c',
    short: 'check',
    description: 'check the updates against the loss',
    group: 'Ask why',
    action: { type: 'checkGradients' },
    disabled: whyGone,
  },
  {
    keys: ['l'],
    label: 'l',
    short: 'log/linear',
    description: 'error axis logarithmic or linear',
    group: 'Look',
    action: { type: 'toggleScale' },
  },
  {
    keys: ['tab'],
    label: 'tab',
    short: 'next pane',
    description: 'next or previous pane',
    group: 'Look',
    action: { type: 'moveFocus', direction: 1 },
  },
  {
    keys: ['shift+tab'],
    label: 'shift+tab',
    short: 'previous pane',
    description: 'next or previous pane',
    group: 'Look',
    action: { type: 'moveFocus', direction: -1 },
  },
  {
    keys: ['up'],
    label: 'up',
    short: 'up',
    description: 'scroll, or choose a line or a cell',
    group: 'Look',
    action: { type: 'scroll', by: 'row', direction: -1 },
  },
  {
    keys: ['down'],
    label: 'down',
    short: 'down',
    description: 'scroll, or choose a line or a cell',
    group: 'Look',
    action: { type: 'scroll', by: 'row', direction: 1 },
  },
  {
    keys: ['pageup'],
    label: 'pgup',
    short: 'page up',
    description: 'scroll that pane by a page',
    group: 'Look',
    action: { type: 'scroll', by: 'page', direction: -1 },
  },
  {
    keys: ['pagedown'],
    label: 'pgdn',
    short: 'page down',
    description: 'scroll that pane by a page',
    group: 'Look',
    action: { type: 'scroll', by: 'page', direction: 1 },
  },
  {
    keys: ['?'],
    label: '?',
    short: 'help',
    description: 'show this help; esc closes any view',
    group: 'Look',
    action: { type: 'toggleHelp' },
  },
  {
    keys: ['escape'],
    label: 'esc',
    short: 'close',
    description: 'show this help; esc closes any view',
    group: 'Look',
    action: { type: 'close' },
  },
  {
    keys: ['q', 'ctrl+c'],
    label: 'q, Ctrl-C',
    short: 'quit',
    description: 'quit, and print how far it came',
    group: 'Leave',
    action: { type: 'quit' },
  },
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
