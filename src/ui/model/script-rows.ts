import type { ScriptSubject } from '../../worker/subject.ts';
import { outputRows } from '../panes/output-pane.ts';
import { variableRows } from '../panes/variables-pane.ts';
import { pythonText } from '../text/python.ts';
import type { PaneName } from '../views/layout.ts';
import type { Model } from './model.ts';
import * as space from './pane-space.ts';
import { scriptOf, scriptView } from './script.ts';

/*
 * The scrolling of every pane: that of `pane-space.ts`, with the rows of a script's panes, whose code the first frame does not need.
 */

/** The first visible row of a pane. */
export function firstVisible(model: Model, pane: PaneName): number {
  return space.firstVisible(model, pane, rowsOf(model, pane));
}

/** The first row at which the end of a pane is visible. */
export function scrollLimit(model: Model, pane: PaneName): number {
  return space.scrollLimit(model, pane, rowsOf(model, pane));
}

/** The number of visible rows of a pane. */
export function visibleRows(model: Model, pane: PaneName): number {
  return space.visibleRows(model, pane, rowsOf(model, pane));
}

/** The rows of a pane of a script; undefined for every other pane. */
function rowsOf(model: Model, pane: PaneName): number | undefined {
  const script = scriptOf(model);
  const view = scriptView(model);
  if (script === undefined) return undefined;
  switch (pane) {
    case 'program':
      return sourceLines(script);
    case 'output':
      return view === undefined ? 0 : outputRows(view, space.layoutOf(model)?.panes.output?.columns ?? 0).length;
    case 'variables':
      return view === undefined ? 0 : variableRows(view.variables).length;
    default:
      return undefined;
  }
}

export function sourceLines({ text, version }: ScriptSubject): number {
  return pythonText(text, version).lines.length;
}

/** The first visible line of the source, from 0, at which the line that runs next is in sight. */
export function sourceStart(line: number, first: number, visible: number, lines: number): number {
  const at = line - 1;
  const margin = Math.min(2, Math.floor((visible - 1) / 2));
  if (at >= first + margin && at < first + visible - margin) return first;
  // Near the ends of the text there are no lines for a margin.
  const centred = at - Math.floor(visible / 3);
  return Math.max(0, Math.min(lines - visible, centred));
}
