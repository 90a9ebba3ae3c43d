import { layoutOf, viewPlace } from './model/extent.ts';
import { boundaryProps } from './model/boundary.ts';
import type { Model } from './model/model.ts';
import { ghostRows } from './model/ghosts.ts';
import { compareProps, optionsProps } from './model/props.ts';
import type { Rectangle } from './layout.ts';
import { BORDER, box } from './panes/box.ts';
import { drawBoundaryPane } from './panes/boundary-pane.ts';
import { drawCompare } from './panes/compare-pane.ts';
import { drawGradients } from './panes/gradients-pane.ts';
import { drawHelp } from './panes/help-pane.ts';
import { drawInspect } from './panes/inspect-pane.ts';
import { drawGhostTable } from './panes/ghosts-table.ts';
import { drawOptions } from './panes/options-pane.ts';
import { drawVerdict } from './panes/verdict-pane.ts';
import { fitted, footerFrame, headerFrame, panesView, type PlacedFrame } from './panes-view.ts';
import type { Frame } from './text/line.ts';
import type { Theme } from './theme/theme.ts';

/** The whole screen, as frames that cover it without overlap, each exactly as large as its place. */
export function view(model: Model, theme: Theme): readonly PlacedFrame[] {
  const layout = layoutOf(model);
  const whole = layout && wholeView(model, viewPlace(model, layout), theme);
  if (layout === undefined || whole === undefined) return panesView(model, theme);
  const keys = footerFrame(model, layout, theme);
  if (model.view.kind === 'help') return [fitted(whole), keys];
  return [headerFrame(model, layout, theme), fitted(whole), keys];
}

/** A view that takes the place of all panes; undefined while the panes are what there is to see. */
function wholeView(model: Model, place: Rectangle, theme: Theme): PlacedFrame | undefined {
  const { view, subject, network, snapshot } = model;
  const name = view.kind;
  switch (view.kind) {
    case 'help':
      return {
        name,
        place,
        frame: drawHelp({ description: subject.description, first: view.first }, place, theme),
      };
    case 'inspect': {
      const line = view.inspection?.line ?? view.line;
      const statement = view.inspection?.statement ?? network.program.iteration[line];
      if (statement === undefined) return undefined;
      const { error } = network.program.roles;
      return { name, place, frame: drawInspect({ statement, line, error, inspection: view.inspection }, place, theme) };
    }
    case 'gradients':
      return { name, place, frame: drawGradients({ report: view.report, program: network.program }, place, theme) };
    case 'compare':
      return { name, place, frame: drawCompare(compareProps(model, view), place, theme) };
    case 'verdict':
      return {
        name,
        place,
        frame: drawVerdict({ verdict: snapshot?.verdict, first: view.first }, place, theme),
      };
    case 'boundary':
      return { name, place, frame: drawBoundaryPane(boundaryProps(model, view), place, theme) };
    case 'options':
      return { name, place, frame: drawOptions(optionsProps(model, view), place, theme) };
    case 'ghosts':
      return { name, place, frame: drawKeptRuns(model, view.chosen, place, theme) };
    case 'panes':
    case 'prompt':
      return undefined;
  }
}

function drawKeptRuns(model: Model, chosen: number, place: Rectangle, theme: Theme): Frame {
  const text = {
    title: 'kept runs',
    details: ['by what tells them apart'],
    note: 'x lets one go, esc closes',
    focused: true,
  };
  const inner = { columns: place.columns - BORDER.columns, rows: place.rows - BORDER.rows };
  return box(text, place, drawGhostTable(ghostRows(model), chosen, inner, theme), theme);
}
