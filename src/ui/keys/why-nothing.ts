import type { Action } from '../model/message.ts';
import type { Model } from '../model/model.ts';
import { isScript } from '../model/script.ts';
import { scrollLimit } from '../model/script-rows.ts';
import { viewScrollLimit } from '../views/view.ts';

/** The reason why a key scrolls nothing: no row is hidden. */
export const ALL_IN_SIGHT = 'all of it is on the screen';

const ALL_LINES_IN_SIGHT = 'there are no more lines; up and down reach all options';

/** The reason why an action has changed nothing. */
export function whyNothing(model: Model, action: Action): string {
  switch (action.type) {
    case 'changeSpeed':
      return action.direction === 1 ? 'this is the highest speed' : 'this is the lowest speed';
    case 'scroll':
      return model.view.kind === 'panes' ? whyNoChoice(model, action) : whyNoViewScroll(model, action);
    case 'sideways':
      if (model.view.kind !== 'panes') return 'left and right choose nothing in this view';
      if (model.focus === 'weights') return `no weights are further ${action.direction === 1 ? 'right' : 'left'}`;
      if (model.focus === 'predictions') return 'all inputs of the table are on the screen in this direction';
      return 'left and right choose a weight or a point of the chart: tab goes there';
    case 'moveCrosshair':
      return action.direction === 1 ? 'this is the newest point of the chart' : 'this is the first point of the chart';
    case 'chooseCurve':
      return action.direction === 1 ? 'this is the last watch' : 'this is the error; down shows the watches';
    case 'showWatch':
      return 'the chart shows this watch';
    case 'zoomChart':
      return action.direction === 'in' ? 'the chart shows its smallest part' : 'the chart shows the whole run';
    case 'close':
      return 'no view is open that esc could close';
    case 'act':
      return ['up', 'down', 'left', 'right'].includes(action.key)
        ? 'there is nothing else to choose in this direction'
        : 'there is nothing to do this with';
    default:
      return 'this changes nothing here';
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
      return `no weights are further ${scroll.direction === 1 ? 'down' : 'up'}`;
    case 'notes':
      return model.watches.length > 1 ? `this is the ${end} watch` : nothing;
    case 'boundary':
      return 'left and right choose the output or a hidden unit';
    case 'error':
      return 'the chart has nothing to scroll: left and right choose an iteration';
  }
}
