import type { HelpRow } from '../keys/help-rows.ts';
import type { Model, View } from '../model/model.ts';
import { type Update, withNotice, withoutEffects } from '../model/requests.ts';
import { drawHelp, helpRowAt } from '../panes/help-pane.ts';
import type { ViewDefinition, ViewKey } from './definition.ts';

export interface HelpState {
  /** The typed search. */
  readonly filter: string;
  /** The chosen row of those that match, from 0. */
  readonly chosen: number;
  /** The view under the help, in which enter presses the chosen key. */
  readonly covered: Exclude<View, { readonly kind: 'help' | 'prompt' }>;
}

export interface HelpView extends HelpState {
  readonly kind: 'help';
}

type Rows = (model: Model, state: HelpState) => readonly HelpRow[];

/** Rows of a page. */
const PAGE = 10;

/** Every key in a list: typing searches, enter presses the chosen one. */
export function helpView(rowsOf: Rows): ViewDefinition<HelpView> {
  const move = (key: string, by: number, short = 'choose'): ViewKey<HelpView> => ({
    key,
    short,
    description: `help: choose the key ${by < 0 ? 'above' : 'below'}${Math.abs(by) === 1 ? '' : ', by a page'}`,
    act: (model, view) => withoutEffects(chooseRow(model, view, by, rowsOf(model, view).length)),
  });
  return {
    kind: 'help',
    opener: {
      key: '?',
      short: 'help',
      description: 'search the keys, and press one from the list',
      group: 'Close and leave',
      open: (model) => withoutEffects({ ...model, view: opened(model.view) }),
    },
    keys: [
      // `update` presses the key: the view under the help has it.
      {
        key: 'enter',
        short: 'press',
        description: 'help: press the chosen key',
        act: (model) => withoutEffects(model),
      },
      move('up', -1),
      move('down', 1),
      move('pageup', -PAGE),
      move('pagedown', PAGE),
    ],
    footer: ['enter', 'up', 'escape'],
    coversHeader: true,
    draw: (model, view, place, theme) => [
      { name: 'help', place, frame: drawHelp({ rows: rowsOf(model, view), ...view }, place, theme) },
    ],
    // A first click chooses a row, another one presses its key.
    targetAt(model, view, { row }, place, theme) {
      const chosen = helpRowAt({ rows: rowsOf(model, view), ...view }, place, row, theme);
      if (chosen === undefined) return undefined;
      return chosen === view.chosen ? { key: 'enter' } : { chosen };
    },
  };
}

/** The help over a view; the view again where the help is open. */
function opened(view: View): View {
  if (view.kind === 'help') return view.covered;
  return { kind: 'help', filter: '', chosen: 0, covered: view.kind === 'prompt' ? { kind: 'panes' } : view };
}

function chooseRow(model: Model, view: HelpView, by: number, rows: number): Model {
  const chosen = Math.max(0, Math.min(rows - 1, view.chosen + by));
  return chosen === view.chosen ? model : { ...model, view: { ...view, chosen } };
}

const LONGEST_SEARCH = 40;

/** A character while the help is open: a part of the search. Without a search, q and ? close the help. */
export function typeSearch(model: Model, view: HelpView, key: string): Update {
  const { filter, covered } = view;
  if (filter === '' && (key === 'q' || key === '?')) return withoutEffects({ ...model, view: covered });
  if (key === 'backspace' || key === 'delete') {
    if (filter === '') return withoutEffects(withNotice(model, 'nothing is typed: esc closes the help'));
    return searched([...filter].slice(0, -1).join(''));
  }
  if ([...filter].length >= LONGEST_SEARCH) return withoutEffects(withNotice(model, 'the search is at its longest'));
  return searched(filter + (key === 'space' ? ' ' : key));

  function searched(next: string): Update {
    return withoutEffects({ ...withNotice(model, undefined), view: { ...view, filter: next, chosen: 0 } });
  }
}
