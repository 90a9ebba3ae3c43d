import { paneNames } from '../views/layout.ts';
import { viewScrollLimit } from '../views/open-view.ts';
import { moveExample } from './arrange.ts';
import { moveLine, moveWatch, moveWeight } from './choose.ts';
import { firstVisible, hasNotes, scrollLimit, visibleRows } from './extent.ts';
import type { Action } from './message.ts';
import type { Model } from './model.ts';

/** The lines of a page in a view that covers the panes, about. */
const VIEW_PAGE = 10;

/** By a row or a page, in a view that covers the panes or in the pane that has the focus, where a row may be something to choose. */
export function scroll(model: Model, { by, direction }: Action & { type: 'scroll' }): Model {
  const { focus, view } = model;
  if ('first' in view) {
    const next = view.first + direction * (by === 'row' ? 1 : VIEW_PAGE);
    const first = Math.max(0, Math.min(viewScrollLimit(model), next));
    return first === view.first ? model : { ...model, view: { ...view, first } };
  }
  if (by === 'row') {
    if (focus === 'predictions') return moveExample(model, direction);
    if (focus === 'program') return moveLine(model, direction);
    if (focus === 'weights') return moveWeight(model, direction, 0);
    if (focus === 'notes' && model.watches.length > 1) return moveWatch(model, direction);
  }
  const rows = by === 'row' ? 1 : visibleRows(model, focus);
  const first = firstVisible(model, focus) + rows * direction;
  const within = Math.max(0, Math.min(scrollLimit(model, focus), first));
  return within === firstVisible(model, focus) ? model : { ...model, scroll: { ...model.scroll, [focus]: within } };
}

/** To the next pane, or the one before, round and round. */
export function moveFocus(model: Model, direction: 1 | -1): Model {
  const names = paneNames.filter((name) => name !== 'notes' || hasNotes(model));
  const next = names.indexOf(model.focus) + direction + names.length;
  return { ...model, focus: names[next % names.length] ?? model.focus };
}
