import { type RoleName, whyNotFor } from '../../language/program.ts';
import type { Travel } from '../../worker/protocol.ts';
import { markHere } from '../model/marks.ts';
import type { Action } from '../model/message.ts';
import type { Model, View } from '../model/model.ts';
import { whyNoEditor } from '../model/scenario-file.ts';
import { isScript } from '../model/script.ts';
import type { KeyGroup } from '../panes/help-pane.ts';
import { boundaryView } from '../views/boundary-view.ts';
import { checkUpView } from '../views/check-up-view.ts';
import { compareView } from '../views/compare-view.ts';
import type { ViewDefinition } from '../views/definition.ts';
import { exampleView } from '../views/example-view.ts';
import { fitView } from '../views/fit-view.ts';
import { gaugesView } from '../views/gauges-view.ts';
import { gradientsView } from '../views/gradients-view.ts';
import { type HelpState, helpView } from '../views/help-view.ts';
import { inspectView } from '../views/inspect-view.ts';
import { keptRunsView } from '../views/kept-runs-view.ts';
import type { PaneName } from '../views/layout.ts';
import { mapView } from '../views/map-view.ts';
import { optionsView } from '../views/options-view.ts';
import { surfaceView } from '../views/surface-view.ts';
import { variablesView } from '../views/variables-view.ts';
import { verdictView } from '../views/verdict-view.ts';
import { type FooterKey, footerWords } from './footer.ts';
import { type HelpRow, rowsAmong } from './help-rows.ts';
import {
  whyAtStart,
  whyGone,
  whyNoAlpha,
  whyNoPrediction,
  whyNoTest,
  whyNoTraining,
  whyNoUndo,
  whyNoWatch,
} from './why-not.ts';
import {
  isForNoScript,
  notForScript,
  scriptReasons,
  whyEnded,
  whyNoBreakpoint,
  whyNoFunctions,
  whyNoRate,
  whyNotChecked,
  whyNotCleared,
  whyNotDrawn,
  whyNotExamined,
  whyNoVerdict,
  whyNoWeights,
  withoutTraining,
} from './why-not-script.ts';

/* One file, though it is long: the table of keys shows at a glance which are free. */

/** The name of a key as `keyName` gives it. */
export type Key = string;

/**
 * The meaning of one or more keys. Input, footer, help and docs/keys.md are all made from these.
 */
export interface Binding {
  readonly keys: readonly Key[];
  /** The keys as a person reads them. */
  readonly label: string;
  /** One or two words, for the footer. */
  readonly short: string;
  /** In place of `short`, where the key does something else now. */
  readonly shortNow?: (model: Model) => string | undefined;
  /** A sentence, for the help; keys that share it share a line there. */
  readonly description: string;
  /** In place of `description`, for some runs. */
  readonly descriptionNow?: (model: Model) => string | undefined;
  readonly group: Group;
  readonly action: Action;
  /** The only view in which the keys mean this. Without it: every view where they have no meaning of their own. */
  readonly view?: View['kind'];
  /** The only pane that must have the focus, without a view above it. Its meaning of a key goes before all others. */
  readonly pane?: PaneName;
  /** The reason why the keys do nothing in this model; undefined when they work. */
  readonly disabled?: ((model: Model) => string | undefined) | undefined;
}

/** The groups of the help, in its order: what a person wants. */
export const groups = [
  'Watch it learn',
  'Go through time',
  'Look inside',
  'Change it',
  'Compare',
  'Start over',
  'Find examples',
  'Move on the screen',
  'Take it away',
  'Close and leave',
] as const;
export type Group = (typeof groups)[number];

/** Every key and every view, in the order of the help. To add a view, write its file and add it here, at the place of its key. */
const table = [
  bind(
    'Watch it learn',
    'space',
    footerWords.space,
    'run or pause; after the end, continue',
    { type: 'toggleRunning' },
    whyEnded(whyNoTraining),
  ),
  bind(
    'Watch it learn',
    's',
    footerWords.s,
    'run one iteration',
    { type: 'step', iterations: 1 },
    whyEnded(whyNoTraining),
  ),
  bind(
    'Watch it learn',
    'n',
    footerWords.n,
    'run the next line only',
    travel({ to: 'line', by: 1 }),
    whyEnded(whyGone),
  ),
  bind(
    'Watch it learn',
    'N',
    footerWords.N,
    'script: run a line, with its functions',
    { type: 'stepOver' },
    whyNoFunctions,
  ),
  bind(
    'Watch it learn',
    'F',
    footerWords.F,
    'script: run to the end of the function',
    { type: 'stepOut' },
    whyNoFunctions,
  ),
  bind(
    'Watch it learn',
    't',
    footerWords.t,
    'run ten iterations',
    { type: 'step', iterations: 10 },
    whyEnded(whyNoTraining),
  ),
  bind(
    'Watch it learn',
    '.',
    footerWords['.'],
    'in the source: set or remove a breakpoint',
    { type: 'toggleBreakpoint' },
    whyNoBreakpoint,
  ),
  bind('Watch it learn', ['+', '='], footerWords['+'], 'faster, up to unlimited', {
    type: 'changeSpeed',
    direction: 1,
  }),
  bind('Watch it learn', ['-', '_'], 'slower', 'slower, down to one a second', { type: 'changeSpeed', direction: -1 }),
  bind('Go through time', 'b', footerWords.b, 'back one line', travel({ to: 'line', by: -1 }), whyAtStart),
  bind('Go through time', 'B', 'back', 'back one iteration', travel({ to: 'iterationBefore' }), whyAtStart),
  bind('Go through time', '[', 'back 1 %', 'back 1 % of the run', scrub(-1), whyAtStart),
  bind('Go through time', ']', 'on 1 %', 'forward 1 % of the run; at the newest, train', scrub(1), whyEnded(whyGone)),
  bind('Go through time', '{', 'back 10 %', 'back 10 % of the run', scrub(-10), whyAtStart),
  bind(
    'Go through time',
    '}',
    'on 10 %',
    'forward 10 % of the run; at the newest, train',
    scrub(10),
    whyEnded(whyGone),
  ),
  bind(
    'Go through time',
    '0',
    'first',
    'to the first iteration',
    travel({ to: 'iteration', iteration: 0 }),
    whyAtStart,
  ),
  bind(
    'Go through time',
    '$',
    'newest',
    'to the newest iteration, then to the end',
    travel({ to: 'newest' }),
    whyEnded(whyGone),
  ),
  bind(
    'Go through time',
    'g',
    'go to',
    'to an iteration of your choice',
    question('iteration'),
    withoutTraining(whyGone),
  ),
  verdictView,
  boundaryView,
  fitView,
  exampleView,
  inspectView,
  gaugesView,
  surfaceView,
  gradientsView,
  checkUpView,
  variablesView,
  bind('Look inside', 'y', 'ask', 'the prediction of a row that you type', question('row'), (model) =>
    isScript(model) ? whyNotExamined(model) : whyNoPrediction(model),
  ),
  bind('Look inside', 'w', footerWords.w, 'watch an expression, or stop when it holds', question('watch'), whyGone),
  bind('Change it', 'e', footerWords.e, 'edit the chosen weight', { type: 'editWeight' }, whyNoWeights),
  bind('Change it', 'x', footerWords.x, 'set the weight to zero; remove the watch', { type: 'clear' }, whyNotCleared),
  bind('Change it', 'a', 'alpha', 'a tenth of alpha', { type: 'scaleAlpha', factor: 0.1 }, whyNoRate(whyNoAlpha)),
  bind('Change it', 'A', 'alpha', 'ten times alpha', { type: 'scaleAlpha', factor: 10 }, whyNoRate(whyNoAlpha)),
  bind('Change it', '@', 'alpha', 'set alpha to a value of your choice', question('alpha'), whyNoRate(whyNoAlpha)),
  optionsView,
  bind('Change it', 'u', 'undo', 'undo the last change, and go back to it', { type: 'undo' }, whyNoUndo),
  bind(
    'Change it',
    'O',
    'editor',
    'edit the file in $EDITOR; a save starts over',
    { type: 'editScenario' },
    whyNoEditor,
  ),
  bind(
    'Take it away',
    'S',
    'save',
    'save everything as a scenario',
    question('file'),
    notForScript(scriptReasons.save),
  ),
  bind(
    'Take it away',
    'E',
    'export',
    'export everything as a script',
    question('script'),
    notForScript(scriptReasons.export),
  ),
  withShortNow(
    bind('Compare', 'm', 'mark', 'mark this iteration; again: add a note', { type: 'mark' }, withoutTraining()),
    (model) => (markHere(model) === undefined ? undefined : 'note'),
  ),
  compareView,
  bind(
    'Compare',
    'k',
    footerWords.k,
    'keep this run: its curve stays in the chart',
    { type: 'keepRun' },
    withoutTraining(),
  ),
  keptRunsView,
  mapView,
  bind('Compare', 'backspace', 'back', 'from a run of the map: back to the earlier run', { type: 'backToFormer' }),
  bind(
    'Compare',
    'j',
    'race',
    'race this run with other settings',
    question('race'),
    notForScript(scriptReasons.race, whyGone),
  ),
  bind('Start over', 'r', footerWords.r, 'start over from the next seed', { type: 'reseed' }),
  bind('Start over', 'ctrl+r', 'restart', 'start over with the current settings', { type: 'restart' }),
  bind('Start over', 'R', footerWords.R, 'reset to the scenario as it was opened', { type: 'reset' }),
  bind('Watch it learn', 'l', footerWords.l, 'error axis logarithmic or linear', { type: 'toggleScale' }),
  bind('Watch it learn', 'L', 'part', 'chart: the run so far, whole, logarithmic, around here', { type: 'nextWindow' }),
  inChart('up', 'curve', 'in the chart: the previous curve', { type: 'chooseCurve', direction: -1 }, whyNoWatch),
  inChart('down', 'curve', 'in the chart: the next curve, a watch', { type: 'chooseCurve', direction: 1 }, whyNoWatch),
  inChart('left', 'choose', 'in the chart: choose an earlier iteration', { type: 'moveCrosshair', direction: -1 }),
  inChart('right', 'choose', 'in the chart: choose a later iteration', { type: 'moveCrosshair', direction: 1 }),
  inChart('enter', 'go there', 'in the chart: go to the chosen iteration', { type: 'goToCrosshair' }, whyGone),
  inChart('pageup', 'zoom in', 'in the chart: zoom in', { type: 'zoomChart', direction: 'in' }),
  inChart('pagedown', 'zoom out', 'in the chart: zoom out', { type: 'zoomChart', direction: 'out' }),
  inPane('notes', 'enter', 'chart', 'in the watches: show it in the chart', { type: 'showWatch' }, whyNoWatch),
  bind('Find examples', '>', 'by error', 'sort examples: worst first, best first, unsorted', { type: 'sortExamples' }),
  bind('Find examples', '!', 'only wrong', 'only the wrong examples, or all', { type: 'filterExamples' }),
  bind('Find examples', '/', 'find', 'find examples by number or class', question('find')),
  bind('Find examples', 'T', 'test', 'examples of the test or the training set', { type: 'changePart' }, whyNoTest),
  bind('Move on the screen', 'tab', footerWords.tab, 'the next pane', { type: 'moveFocus', direction: 1 }),
  bind('Move on the screen', 'shift+tab', 'previous pane', 'the previous pane', { type: 'moveFocus', direction: -1 }),
  bind('Move on the screen', 'z', footerWords.z, 'the focused pane alone, or all panes', { type: 'zoomPane' }),
  bind('Move on the screen', 'up', 'scroll', 'choose the example, line or weight above', {
    type: 'scroll',
    by: 'row',
    direction: -1,
  }),
  bind('Move on the screen', 'down', 'scroll', 'choose the example, line or weight below', {
    type: 'scroll',
    by: 'row',
    direction: 1,
  }),
  bind('Move on the screen', 'left', 'left', 'choose the weight to the left', { type: 'sideways', direction: -1 }),
  bind('Move on the screen', 'right', 'right', 'choose the weight to the right', { type: 'sideways', direction: 1 }),
  bind('Move on the screen', 'pageup', 'scroll', 'scroll a page up', { type: 'scroll', by: 'page', direction: -1 }),
  bind('Move on the screen', 'pagedown', 'scroll', 'scroll a page down', { type: 'scroll', by: 'page', direction: 1 }),
  bind('Watch it learn', 'd', 'about', 'show or hide the description', { type: 'toggleAbout' }),
  helpView(helpRows),
  bind('Close and leave', 'escape', 'close', 'close a view, or cancel a replay', { type: 'close' }),
  bind('Close and leave', 'ctrl+l', 'redraw', 'draw the screen again', { type: 'repaint' }),
  bind('Close and leave', 'ctrl+z', 'suspend', 'suspend; fg in the shell continues', { type: 'suspend' }),
  bind('Close and leave', 'q', footerWords.q, 'close the view; if none is open, quit', { type: 'leave' }),
  bind('Close and leave', 'ctrl+c', 'quit', 'quit at once, also from a view', { type: 'quit' }),
] as const;

type StateOf<Entry> = Entry extends ViewDefinition<infer State> ? State : never;

/** The state of any view that covers the panes. */
export type CoveringView = StateOf<(typeof table)[number]>;

export const bindings: readonly Binding[] = table.flatMap((entry) => ('kind' in entry ? bindingsOf(entry) : [entry]));

const definitions: readonly ViewDefinition<CoveringView>[] = table.flatMap((entry) => ('kind' in entry ? [entry] : []));

/** The names of all views; `panes` without one. */
export function viewKinds(): readonly string[] {
  return ['panes', ...definitions.map(({ kind }) => kind)];
}

/** The definition of a view. */
export function definitionOf(kind: CoveringView['kind']): ViewDefinition<CoveringView> {
  return definitions.find((definition) => definition.kind === kind) as ViewDefinition<CoveringView>;
}

/** The reason why a script does not have a view. */
function whyNoView(model: Model, kind: CoveringView['kind']): string | undefined {
  if (!isScript(model)) return undefined;
  if (kind === 'verdict') return whyNoVerdict(model);
  if (kind === 'boundary') return whyNotExamined(model);
  if (kind === 'example') return whyNotDrawn(model);
  if (kind === 'gradients') return whyNotChecked(model);
  return viewReasons[kind];
}

/** The roles that a view needs. The check and the verdict of a script find their own. */
function rolesFor(model: Model, kind: CoveringView['kind'], needs: readonly RoleName[]): readonly RoleName[] {
  return isScript(model) && (kind === 'gradients' || kind === 'verdict') ? [] : needs;
}

/** The views that a script does not have. */
const viewReasons: Readonly<Partial<Record<CoveringView['kind'], string>>> = scriptReasons;

function bind(
  group: Group,
  keys: Key | readonly Key[],
  short: string,
  description: string,
  action: Action,
  disabled?: Binding['disabled'],
): Binding {
  const all = typeof keys === 'string' ? [keys] : keys;
  return { keys: all, label: labelOf(all[0] ?? ''), short, description, group, action, disabled };
}

function withShortNow(binding: Binding, shortNow: NonNullable<Binding['shortNow']>): Binding {
  return { ...binding, shortNow };
}

function inChart(...own: InPane): Binding {
  return inPane('error', ...own);
}

function inPane(pane: PaneName, ...[key, short, description, action, disabled]: InPane): Binding {
  return { ...bind('Move on the screen', key, short, description, action, disabled), pane };
}

type InPane = [key: Key, short: string, description: string, action: Action, disabled?: Binding['disabled']];

function question(kind: (Action & { type: 'ask' })['question']): Action {
  return { type: 'ask', question: kind };
}

function travel(to: Travel): Action {
  return { type: 'travel', travel: to };
}

function scrub(hundredths: number): Action {
  return { type: 'scrub', hundredths };
}

/** The key that opens a view, then the keys that mean something of their own in it. */
function bindingsOf({ kind, opener, keys }: ViewDefinition<CoveringView>): readonly Binding[] {
  const { key, open, needs = [], disabled: whyNot, ...words } = opener;
  const disabled = (model: Model): string | undefined =>
    whyNoView(model, kind) ?? whyNotFor(model.network.program, ...rolesFor(model, kind, needs)) ?? whyNot?.(model);
  return [
    { ...words, keys: [key], label: labelOf(key), action: { type: 'open', view: kind }, disabled },
    ...keys.map(({ key: own, label = labelOf(own), act, ...rest }): Binding => {
      const action = { type: 'act', view: kind, key: own } as const;
      return { ...rest, keys: [own], label, group: opener.group, action, view: kind };
    }),
  ];
}

/** The name of a key on a keyboard. Keys that are used together share a name. */
function labelOf(key: Key): string {
  switch (key) {
    case 'pageup':
      return 'pgup';
    case 'pagedown':
      return 'pgdn';
    case 'shift+tab':
      return 'Shift-Tab';
    case 'escape':
      return 'esc';
    case 'ctrl+c':
      return 'Ctrl-C';
    case 'ctrl+l':
      return 'Ctrl-L';
    case 'ctrl+r':
      return 'Ctrl-R';
    case 'ctrl+z':
      return 'Ctrl-Z';
    default:
      return key;
  }
}

/** The meaning of a key in a view, or in the focused pane. */
export function bindingOf(key: Key, view: View['kind'] = 'panes', focus?: PaneName): Binding | undefined {
  const candidates = bindings.filter(({ keys }) => keys.includes(key));
  const inPane = view === 'panes' && focus !== undefined ? candidates.find(({ pane }) => pane === focus) : undefined;
  const everywhere = candidates.find((binding) => binding.view === undefined && binding.pane === undefined);
  return inPane ?? candidates.find((binding) => binding.view === view) ?? everywhere;
}

/** An action in words: `s: run one iteration`. */
export function wordsOf(action: Action): string | undefined {
  const binding = bindings.find((own) => own.action === action);
  return binding && `${binding.label}: ${binding.description}`;
}

/**
 * The keys that the footer names in a view, in the order of the table: without the view's own keys that do nothing in this model, and
 * without that of the test set where there is none, and without those that scripts do not have.
 */
export function footerOf(view: View['kind'], model: Model): readonly FooterKey[] {
  if (view === 'panes' || view === 'prompt') return [];
  const { footer } = definitionOf(view);
  const named = footer.map((key) => bindingOf(key, view));
  return bindings.flatMap((binding) => {
    const isOwn = binding.view === view || binding.disabled === whyNoTest;
    const reason = isOwn || isScript(model) ? binding.disabled?.(model) : undefined;
    const isGone = reason !== undefined && (isOwn || isForNoScript(reason));
    const rank = isGone ? -1 : named.indexOf(binding);
    const label = isArrow(binding.label) ? 'arrows' : binding.label;
    return rank === -1
      ? []
      : [{ label, key: footer[rank] ?? '', words: binding.shortNow?.(model) ?? binding.short, rank }];
  });
}

/** The rows of the help that match its search. */
export function helpRows(model: Model, state: HelpState): readonly HelpRow[] {
  return rowsAmong(bindings, groups, model, state);
}

function isArrow(label: string): boolean {
  return ['up', 'down', 'left', 'right'].includes(label);
}

/** The table as a person reads it: in each group a line for each description, with all its keys. */
export function keyTable(): readonly KeyGroup[] {
  return groups.map((group) => {
    const lines = new Map<string, Set<string>>();
    for (const { label, description, group: own } of bindings) {
      if (own === group) lines.set(description, (lines.get(description) ?? new Set()).add(label));
    }
    return { group, lines: [...lines].map(([description, labels]) => ({ keys: [...labels].join(', '), description })) };
  });
}
