import type { Travel } from '../../worker/protocol.ts';
import type { Action } from '../model/message.ts';
import type { Model, View } from '../model/model.ts';
import {
  whyGone,
  whyNoAlpha,
  whyNoBoundary,
  whyNoFit,
  whyNoRemedy,
  whyNoTest,
  whyNoTraining,
  whyNothingYet,
  whyNoUndo,
} from './why-not.ts';

/** More than any verdict has. */
const MOST_REMEDIES = 6;

/** Names of keys as `keyName` gives them. */
export type Key = string;

/** What one or more keys do. Input, footer, help and docs/keys.md are all made from these. */
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

export const groups = [
  'Run',
  'Travel in time',
  'Ask why',
  'Change something',
  'Compare',
  'Start over',
  'Look',
  'Leave',
] as const;
export type Group = (typeof groups)[number];

const chooseCell = 'inside: choose an example, a unit, a weight';
const optionWords = 'in the options: choose one, change it';
const keptWords = 'in the kept runs: choose one, let it go';
const paneWords = 'the next pane; with shift the one before';
const scrollWords = 'scroll; choose an example, a line, a weight';
const unitWords = 'there: of the output, or of a hidden unit';
const outputWords = 'there: of which of several outputs';
const exampleWords = 'there: the next example, or the one before';

export const bindings: readonly Binding[] = [
  bind('Run', 'space', 'run/pause', 'run or pause; runs on after the end', { type: 'toggleRunning' }, whyNoTraining),
  bind('Run', 's', 'step', 'run one iteration', { type: 'step', iterations: 1 }, whyNoTraining),
  bind('Run', 'n', 'line', 'run the next line only', travel({ to: 'line', by: 1 }), whyGone),
  bind('Run', 't', 'ten', 'run ten iterations', { type: 'step', iterations: 10 }, whyNoTraining),
  bind('Run', ['+', '='], 'faster', 'faster or slower, up to unlimited', { type: 'changeSpeed', direction: 1 }),
  bind('Run', ['-', '_'], 'slower', 'faster or slower, up to unlimited', { type: 'changeSpeed', direction: -1 }),
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
    'to the first or the newest',
    travel({ to: 'iteration', iteration: 0 }),
    whyGone,
  ),
  bind('Travel in time', '$', 'newest', 'to the first or the newest', travel({ to: 'newest' }), whyGone),
  bind('Travel in time', 'g', 'go to', 'to an iteration of your choice', question('iteration'), whyGone),
  bind('Ask why', 'v', 'why', 'how it is doing, why, and what to try', { type: 'openVerdict' }),
  bind('Ask why', 'p', 'boundary', 'the plane of two inputs, and its border', { type: 'openBoundary' }, whyNoBoundary),
  inView('boundary', 'd', 'classes', 'there: how sure it is, or the class alone', { type: 'discretise' }),
  arrow(inView('boundary', 'left', 'unit', unitWords, { type: 'turn', direction: -1 })),
  arrow(inView('boundary', 'right', 'unit', unitWords, { type: 'turn', direction: 1 })),
  bind('Ask why', 'f', 'fit', 'which class is taken for which; how far off', { type: 'openFit' }, whyNoFit),
  arrow(inView('fit', 'left', 'output', outputWords, { type: 'turn', direction: -1 })),
  arrow(inView('fit', 'right', 'output', outputWords, { type: 'turn', direction: 1 })),
  bind('Ask why', 'i', 'example', 'the chosen example inside the network', { type: 'openExample' }),
  arrow(
    inView('example', 'up', 'choose', exampleWords, {
      type: 'chooseExample',
      direction: -1,
    }),
  ),
  arrow(
    inView('example', 'down', 'choose', exampleWords, {
      type: 'chooseExample',
      direction: 1,
    }),
  ),
  bind('Ask why', 'enter', 'look inside', 'look inside the chosen line', { type: 'inspect' }, whyGone),
  arrow(inView('inspect', 'up', 'choose', chooseCell, { type: 'moveCell', rows: -1, columns: 0 })),
  arrow(inView('inspect', 'down', 'choose', chooseCell, { type: 'moveCell', rows: 1, columns: 0 })),
  arrow(inView('inspect', 'left', 'choose', chooseCell, { type: 'moveCell', rows: 0, columns: -1 })),
  arrow(inView('inspect', 'right', 'choose', chooseCell, { type: 'moveCell', rows: 0, columns: 1 })),
  inView('inspect', 'enter', 'back', 'inside: back to the panes', { type: 'close' }),
  bind('Ask why', 'c', 'check', 'check the updates against the loss', { type: 'checkGradients' }, whyGone),
  bind('Ask why', 'w', 'watch', 'watch an expression, or stop when it holds', question('watch'), whyGone),
  bind('Change something', 'e', 'edit', 'edit the chosen weight', { type: 'editWeight' }, whyGone),
  bind('Change something', 'x', 'zero', 'set it to zero; take the chosen watch away', { type: 'clear' }, whyGone),
  bind(
    'Change something',
    'a',
    'alpha',
    'a tenth of alpha, or ten times',
    { type: 'scaleAlpha', factor: 0.1 },
    whyNoAlpha,
  ),
  bind(
    'Change something',
    'A',
    'alpha',
    'a tenth of alpha, or ten times',
    { type: 'scaleAlpha', factor: 10 },
    whyNoAlpha,
  ),
  bind('Change something', '@', 'alpha', 'alpha at a value of your choice', question('alpha'), whyNoAlpha),
  bind('Change something', 'o', 'options', 'every option, and the lines it changes', { type: 'openOptions' }, whyGone),
  inView('options', 'enter', 'go on', 'in the options: go on, or start over', { type: 'applyOptions', how: 'goOn' }),
  inView('options', 'R', 'start over', 'in the options: go on, or start over', {
    type: 'applyOptions',
    how: 'startOver',
  }),
  arrow(inView('options', 'up', 'set', optionWords, { type: 'chooseOption', direction: -1 })),
  arrow(inView('options', 'down', 'set', optionWords, { type: 'chooseOption', direction: 1 })),
  arrow(inView('options', 'left', 'set', optionWords, { type: 'changeOption', direction: -1 })),
  arrow(inView('options', 'right', 'set', optionWords, { type: 'changeOption', direction: 1 })),
  bind('Change something', 'u', 'undo', 'take back the last change, and go there', { type: 'undo' }, whyNoUndo),
  bind('Change something', 'S', 'save', 'save all this as a scenario', question('file')),
  bind('Change something', 'E', 'export', 'export all this as a script', question('script')),
  ...Array.from({ length: MOST_REMEDIES }, (_, index) => remedyKey(index)),
  bind('Compare', 'm', 'mark', 'mark this iteration', { type: 'mark' }),
  bind('Compare', 'M', 'compare', 'the first iteration beside now, then marks', { type: 'compare' }, whyNothingYet),
  bind('Compare', 'k', 'keep', 'keep this run: its curve stays in the chart', { type: 'keepRun' }),
  bind('Compare', 'K', 'kept runs', 'the runs that were kept, in a table', { type: 'openKeptRuns' }),
  arrow(inView('keptRuns', 'up', 'choose', keptWords, { type: 'chooseKeptRun', direction: -1 })),
  arrow(inView('keptRuns', 'down', 'choose', keptWords, { type: 'chooseKeptRun', direction: 1 })),
  inView('keptRuns', 'x', 'let go', keptWords, { type: 'dropKeptRun' }),
  bind('Start over', 'r', 'reseed', 'start over from the next seed', { type: 'reseed' }),
  bind('Start over', 'R', 'reset', 'start over from the same seed', { type: 'reset' }),
  bind('Look', 'l', 'log/linear', 'error axis logarithmic or linear', { type: 'toggleScale' }),
  bind('Look', '>', 'by error', 'examples by error: worst, best, as they are', { type: 'sortExamples' }),
  bind('Look', '!', 'only wrong', 'only the wrong examples, or all', { type: 'filterExamples' }),
  bind('Look', '/', 'find', 'find examples by number or class', question('find')),
  bind('Look', 'T', 'test', 'examples of the test, or those learned from', { type: 'changePart' }, whyNoTest),
  bind('Look', 'tab', 'next pane', paneWords, { type: 'moveFocus', direction: 1 }),
  labelled('tab', bind('Look', 'shift+tab', 'previous pane', paneWords, { type: 'moveFocus', direction: -1 })),
  arrow(bind('Look', 'up', 'scroll', scrollWords, { type: 'scroll', by: 'row', direction: -1 })),
  arrow(bind('Look', 'down', 'scroll', scrollWords, { type: 'scroll', by: 'row', direction: 1 })),
  arrow(bind('Look', 'left', 'left', scrollWords, { type: 'sideways', direction: -1 })),
  arrow(bind('Look', 'right', 'right', scrollWords, { type: 'sideways', direction: 1 })),
  labelled('pgup', bind('Look', 'pageup', 'scroll', 'scroll by a page', { type: 'scroll', by: 'page', direction: -1 })),
  labelled(
    'pgdn',
    bind('Look', 'pagedown', 'scroll', 'scroll by a page', { type: 'scroll', by: 'page', direction: 1 }),
  ),
  bind('Look', '?', 'help', 'show this help; esc closes any view', { type: 'toggleHelp' }),
  labelled('esc', bind('Look', 'escape', 'close', 'show this help; esc closes any view', { type: 'close' })),
  labelled('q, Ctrl-C', bind('Leave', ['q', 'ctrl+c'], 'quit', 'quit, and print how far it came', { type: 'quit' })),
];

/** One line of the table. The label of a key is the key. */
function bind(
  group: Group,
  keys: Key | readonly Key[],
  short: string,
  description: string,
  action: Action,
  disabled?: Binding['disabled'],
): Binding {
  const all = typeof keys === 'string' ? [keys] : keys;
  const whenDisabled = disabled === undefined ? {} : { disabled };
  return { keys: all, label: all[0] ?? '', short, description, group, action, ...whenDisabled };
}

/** Another name for a person than that of the key; keys of one name stand in the help once. */
function labelled(label: string, binding: Binding): Binding {
  return { ...binding, label };
}

function arrow(binding: Binding): Binding {
  return labelled('arrows', binding);
}

/** A key that means something else in one view. */
function inView(view: View['kind'], key: Key, short: string, description: string, action: Action): Binding {
  const group = view === 'options' ? 'Change something' : view === 'keptRuns' ? 'Compare' : 'Ask why';
  return { ...bind(group, key, short, description, action), view };
}

/** `1` … in the verdict: the remedies in their order. */
function remedyKey(index: number): Binding {
  const binding = inView('verdict', String(index + 1), 'try', 'in the verdict: do what it advises', {
    type: 'remedy',
    index,
  });
  return {
    ...binding,
    label: `1-${MOST_REMEDIES}`,
    disabled: ({ snapshot }) => whyNoRemedy(snapshot?.verdict.remedies.length ?? 0, index),
  };
}

function question(kind: (Action & { type: 'ask' })['question']): Action {
  return { type: 'ask', question: kind };
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
