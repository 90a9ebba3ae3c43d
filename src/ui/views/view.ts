import type { Report, ViewRequest } from '../../worker/protocol.ts';
import { type CoveringView, definitionOf, footerOf } from '../keys/bindings.ts';
import { chosenExample } from '../model/examples.ts';
import { type Model, shownView } from '../model/model.ts';
import { layoutOf } from '../model/pane-space.ts';
import { type Update, withoutEffects } from '../model/requests.ts';
import { drawBoundaryPane } from '../panes/boundary-pane.ts';
import { drawOutput } from '../panes/output-pane.ts';
import { drawSource } from '../panes/source-pane.ts';
import { drawVariables } from '../panes/variables-pane.ts';
import type { Frame } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';
import { boundaryProps, planeRequest } from './boundary-props.ts';
import type { PlacedFrame, Target, ViewDefinition } from './definition.ts';
import { exampleFrame } from './example-view.ts';
import type { Layout, Rectangle } from './layout.ts';
import { drawStarting, fitted, footerFrame, headerFrame, type LaterPane, panesView } from './panes-view.ts';
import { outputProps, sourceProps, variablesProps } from './script-props.ts';

/*
 * The view on the screen, and the questions that `update` has for its definition. The panes have no definition.
 */

/** The whole screen, as frames that cover it without overlap, each exactly as large as its place. */
export function view(model: Model, theme: Theme): readonly PlacedFrame[] {
  const layout = layoutOf(model);
  const shown = shownView(model);
  if (layout === undefined || shown.kind === 'panes') return panesView(model, theme, drawLater);
  const definition = definitionOf(shown.kind);
  const frames = definition.draw(model, shown, placeOf(definition, layout), theme);
  if (frames.length === 0) return panesView(model, theme, drawLater);
  const covering = [...frames.map(fitted), footerFrame(model, layout, footerOf(model.view.kind, model), theme)];
  return definition.coversHeader === true ? covering : [headerFrame(model, layout, theme), ...covering];
}

/** The view request of the view on the screen. */
export function viewRequestOf(model: Model): ViewRequest {
  const shown = shownView(model);
  // The view under the help continues.
  const view = shown.kind === 'help' ? shown.covered : shown;
  const own = view.kind === 'panes' ? panesRequest(model) : (definitionOf(view.kind).request?.(model, view) ?? {});
  return model.asked === undefined ? own : { ...own, asked: model.asked.inputs };
}

/** The view request of the panes: for the example and the plane, where there is room for them, and for the past of a watch. */
function panesRequest(model: Model): ViewRequest {
  const { network, boundary } = layoutOf(model)?.panes ?? {};
  const { watch } = model.chart;
  return {
    ...(network && { example: chosenExample(model) }),
    ...(boundary && { plane: { ...planeRequest(model), isAside: true } }),
    ...(watch !== undefined && { history: watch }),
  };
}

function drawLater(pane: LaterPane, model: Model, place: Rectangle, theme: Theme): Frame {
  const focused = model.focus === (pane === 'source' ? 'program' : pane);
  // The source is known before the run.
  if (pane === 'source') return drawSource(sourceProps(model, focused), place, theme);
  if (model.snapshot === undefined) return drawStarting(pane, model, place, theme);
  switch (pane) {
    case 'output':
      return drawOutput(outputProps(model, focused), place, theme);
    case 'variables':
      return drawVariables(variablesProps(model, focused), place, theme);
    case 'network':
      return exampleFrame(model, focused, place, theme);
    case 'boundary':
      return drawBoundaryPane(boundaryProps(model, focused), place, theme);
  }
}

/** The effect of the key that opens a view. */
export function openView(model: Model, kind: CoveringView['kind']): Update {
  return definitionOf(kind).opener.open(model);
}

/** The effect of a key that means something of its own in a view. */
export function actInView(model: Model, kind: CoveringView['kind'], key: string): Update {
  const { view } = model;
  if (view.kind === 'panes' || view.kind === 'prompt' || view.kind !== kind) return withoutEffects(model);
  return (
    definitionOf(kind)
      .keys.find((own) => own.key === key)
      ?.act(model, view) ?? withoutEffects(model)
  );
}

/** The model after an answer of the training thread to the open view. An answer to another view is dropped. */
export function takeAnswer(model: Model, report: Report): Model {
  const { view } = model;
  const shown = shownView(model);
  if (shown.kind === 'panes') return model;
  if (view.kind === 'help') {
    const under = takeAnswer({ ...model, view: view.covered }, report).view;
    if (under === view.covered || under.kind === 'help' || under.kind === 'prompt') return model;
    return { ...model, view: { ...view, covered: under } };
  }
  const answered = definitionOf(shown.kind).answered?.(model, shown, report);
  if (answered === undefined) return model;
  // The answer may come while a question covers the view.
  return { ...model, view: view.kind === 'prompt' ? { ...view, covered: answered } : answered };
}

/** The effect of a snapshot at which the run rests on the open view. */
export function viewAtRest(model: Model): Update {
  const { view } = model;
  if (view.kind === 'panes' || view.kind === 'prompt') return withoutEffects(model);
  return definitionOf(view.kind).rested?.(model, view) ?? withoutEffects(model);
}

/** The target at a cell of the screen, in the view that covers the panes. */
export function targetInView(model: Model, column: number, row: number, theme: Theme): Target | undefined {
  const { view } = model;
  const layout = layoutOf(model);
  if (view.kind === 'panes' || view.kind === 'prompt' || layout === undefined) return undefined;
  const definition = definitionOf(view.kind);
  const place = placeOf(definition, layout);
  return definition.targetAt?.(model, view, { column: column - place.x, row: row - place.y }, place, theme);
}

/** The largest first line of the open view. */
export function viewScrollLimit(model: Model): number {
  const { view } = model;
  const layout = layoutOf(model);
  if (view.kind === 'panes' || view.kind === 'prompt' || layout === undefined) return 0;
  const definition = definitionOf(view.kind);
  return definition.scrollLimit?.(model, view, placeOf(definition, layout)) ?? 0;
}

/** The place of a view that covers the panes. */
function placeOf({ coversHeader }: ViewDefinition<CoveringView>, { header, strip, footer }: Layout): Rectangle {
  const top = coversHeader === true ? 0 : header.y + header.rows;
  return { x: 0, y: top, columns: header.columns, rows: (strip ?? footer).y - top };
}
