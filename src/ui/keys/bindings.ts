import type { Action } from '../model/message.ts';
import { type Model, shownState } from '../model/model.ts';

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
  /** Why the keys do nothing just now; undefined when they work. */
  readonly disabled?: (model: Model) => string | undefined;
}

export const groups = ['Run', 'Start over', 'Look', 'Leave'] as const;
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
    description: 'scroll that pane by a row',
    group: 'Look',
    action: { type: 'scroll', by: 'row', direction: -1 },
  },
  {
    keys: ['down'],
    label: 'down',
    short: 'down',
    description: 'scroll that pane by a row',
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
    description: 'show or close this help',
    group: 'Look',
    action: { type: 'toggleHelp' },
  },
  {
    keys: ['escape'],
    label: 'esc',
    short: 'close',
    description: 'show or close this help',
    group: 'Look',
    action: { type: 'closeHelp' },
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
export const footerKeys: readonly Key[] = ['space', 's', '?', 'q', 'tab', 'r', 'R', '+', '-', 'l', 't'];

export function bindingOf(key: Key): Binding | undefined {
  return bindings.find(({ keys }) => keys.includes(key));
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
