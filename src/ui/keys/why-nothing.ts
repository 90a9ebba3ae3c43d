import type { Action } from '../model/message.ts';
import type { Model } from '../model/model.ts';
import { isScript } from '../model/script.ts';
import { scrollLimit } from '../model/script-rows.ts';
import { viewScrollLimit } from '../views/view.ts';

/** The reason why a key scrolls nothing: no row is hidden. */
export const ALL_IN_SIGHT = 'everything is on the screen';

const ALL_LINES_IN_SIGHT = 'there are no more lines; up and down reach all options';

/** The reason why an action has changed nothing. */
export function whyNothing(model: Model, action: Action): string {
  switch (action.type) {
    case 'changeSpeed':
      return action.direction === 1 ? 'this is the highest speed' : 'this is the lowest speed';
    case 'scroll':
      return model.view.kind === 'panes' ? whyNoChoice(model, action) : whyNoViewScroll(model, action);
    case 'sideways':
      if (model.view.kind !== 'panes') return 'left and right do nothing in this view';
      if (model.focus === 'weights') return `there are no weights further ${action.direction === 1 ? 'right' : 'left'}`;
      if (model.focus === 'predictions') return 'there are no more inputs in this direction';
      return 'left and right choose a weight or a point of the chart: tab goes there';
    case 'moveCrosshair':
      return action.direction === 1 ? 'this is the newest point of the chart' : 'this is the first point of the chart';
    case 'chooseCurve':
      return action.direction === 1 ? 'this is the last watch' : 'this is the error; down shows the watches';
    case 'showWatch':
      return 'the chart shows this watch';
    case 'zoomChart':
      return action.direction === 'in' ? 'the chart cannot zoom in further' : 'the chart shows the whole run';
    case 'close':
      return 'no view is open';
    case 'act':
      return ['up', 'down', 'left', 'right'].includes(action.key)
        ? 'there is nothing else to choose in this direction'
        : 'nothing is chosen for this key';
    default:
      return 'this key changes nothing here';
  }
}

type Scroll = Action & { type: 'scroll' };

function whyNoViewScroll(model: Model, scroll: Scroll): string {
  const limit = viewScrollLimit(model);
  // The list of options scrolls with the arrows.
  return model.view.kind === 'options' && limit === 0 ? ALL_LINES_IN_SIGHT : whyNoScroll(limit, scroll);
}

function whyNoScroll(limit: number, { direction }: Scroll): string {
  if (limit === 0) return ALL_IN_SIGHT;
  return direction === 1 ? 'this is its end' : 'this is its beginning';
}

function whyNoChoice(model: Model, scroll: Scroll): string {
  const { focus } = model;
  const end = scroll.direction === 1 ? 'last' : 'first';
  const nothing = whyNoScroll(scrollLimit(model, focus), scroll);
  if (scroll.by === 'page') return nothing;
  switch (focus) {
    case 'predictions':
    case 'network':
      return `this is the ${end} example of the table`;
    case 'program':
      return `this is the ${end} line of the ${isScript(model) ? 'source' : 'program'}`;
    case 'output':
    case 'variables':
      return nothing;
    case 'weights':
      return `there are no weights further ${scroll.direction === 1 ? 'down' : 'up'}`;
    case 'notes':
      return model.watches.length > 1 ? `this is the ${end} watch` : nothing;
    case 'boundary':
      return 'left and right choose the output or a hidden unit';
    case 'error':
      return 'the chart does not scroll: left and right choose an iteration';
  }
}
