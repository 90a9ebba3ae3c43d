import { layoutOf, viewPlace } from '../model/extent.ts';
import { keptRunRows } from '../model/kept-runs.ts';
import { type Model, shownView } from '../model/model.ts';
import { drawBoundaryPane } from '../panes/boundary-pane.ts';
import { box, inside } from '../panes/box.ts';
import { drawCompare } from '../panes/compare-pane.ts';
import { drawConfusion } from '../panes/confusion-pane.ts';
import { drawGradients } from '../panes/gradients-pane.ts';
import { drawHelp } from '../panes/help-pane.ts';
import { drawInspect } from '../panes/inspect-pane.ts';
import { drawKeptRunsTable } from '../panes/kept-runs-table.ts';
import { drawOptions } from '../panes/options-pane.ts';
import { drawScatterPane } from '../panes/scatter-pane.ts';
import { drawVerdict } from '../panes/verdict-pane.ts';
import { boundaryProps } from '../props/boundary.ts';
import { compareProps } from '../props/compare.ts';
import { confusionProps, scatterProps } from '../props/fit.ts';
import { optionsProps } from '../props/options.ts';
import type { Frame } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import { exampleFrames } from './example-view.ts';
import type { Rectangle } from './layout.ts';
import { fitted, footerFrame, headerFrame, type PlacedFrame, panesView } from './panes-view.ts';

/** The whole screen, as frames that cover it without overlap, each exactly as large as its place. */
export function view(model: Model, theme: Theme): readonly PlacedFrame[] {
  const layout = layoutOf(model);
  // A question stands in the footer, and leaves the rest as it was.
  const shown: Model = { ...model, view: shownView(model) };
  const whole = layout && wholeView(shown, viewPlace(shown, layout), theme);
  if (layout === undefined || whole === undefined) return panesView(model, theme);
  const keys = footerFrame(model, layout, theme);
  const covering = whole.map(fitted);
  return shown.view.kind === 'help' ? [...covering, keys] : [headerFrame(model, layout, theme), ...covering, keys];
}

/** A view that takes the place of all panes; undefined while the panes are what there is to see. */
function wholeView(model: Model, place: Rectangle, theme: Theme): readonly PlacedFrame[] | undefined {
  const { view } = model;
  if (view.kind === 'example') return exampleFrames(model, view, place, theme);
  const frame = wholeFrame(model, place, theme);
  return frame && [{ name: view.kind, place, frame }];
}

function wholeFrame(model: Model, place: Rectangle, theme: Theme): Frame | undefined {
  const { view, subject, network, snapshot } = model;
  switch (view.kind) {
    case 'help':
      return drawHelp({ description: subject.description, first: view.first }, place, theme);
    case 'inspect': {
      const line = view.inspection?.line ?? view.line;
      const statement = view.inspection?.statement ?? network.program.iteration[line];
      if (statement === undefined) return undefined;
      const { error } = network.program.roles;
      return drawInspect({ statement, line, error, inspection: view.inspection }, place, theme);
    }
    case 'gradients':
      return drawGradients({ report: view.report, program: network.program }, place, theme);
    case 'compare':
      return drawCompare(compareProps(model, view), place, theme);
    case 'verdict':
      return drawVerdict({ verdict: snapshot?.verdict, first: view.first }, place, theme);
    case 'boundary':
      return drawBoundaryPane(boundaryProps(model, view), place, theme);
    case 'fit': {
      const confusion = confusionProps(model, view);
      return confusion === undefined
        ? drawScatterPane(scatterProps(model, view), place, theme)
        : drawConfusion(confusion, place, theme);
    }
    case 'options':
      return drawOptions(optionsProps(model, view), place, theme);
    case 'keptRuns':
      return drawKeptRuns(model, view.chosen, place, theme);
    case 'example':
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
  const inner = inside(place);
  return box(text, place, drawKeptRunsTable(keptRunRows(model), chosen, inner, theme), theme);
}
