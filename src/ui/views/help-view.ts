import { withoutEffects } from '../model/requests.ts';
import { drawHelp, helpScrollLimit, type KeyGroup } from '../panes/help-pane.ts';
import type { ViewDefinition } from './definition.ts';

export interface HelpView {
  readonly kind: 'help';
  readonly first: number;
}

/** The description of the scenario, and every key. */
export function helpView(keyTable: () => readonly KeyGroup[]): ViewDefinition<HelpView> {
  return {
    kind: 'help',
    opener: {
      key: '?',
      short: 'help',
      description: 'this help; esc closes views, ends replays',
      group: 'Look',
      open: (model) =>
        withoutEffects({ ...model, view: model.view.kind === 'help' ? { kind: 'panes' } : { kind: 'help', first: 0 } }),
    },
    keys: [],
    footer: ['escape', 'up'],
    coversHeader: true,
    draw({ subject }, { first }, place, theme) {
      const { description } = subject;
      return [{ name: 'help', place, frame: drawHelp({ description, groups: keyTable(), first }, place, theme) }];
    },
    scrollLimit: ({ subject: { description } }, _view, place) =>
      helpScrollLimit({ description, groups: keyTable() }, place),
  };
}
