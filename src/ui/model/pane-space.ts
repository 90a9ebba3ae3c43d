import { type AboutProps, aboutRows } from '../panes/about-pane.ts';
import { BORDER } from '../panes/box.ts';
import { type FooterMessages, footerRows } from '../panes/footer-pane.ts';
import { notesRows, visibleNotes } from '../panes/notes-pane.ts';
import { predictionRows, visiblePredictions } from '../panes/predictions-pane.ts';
import { programRows, programStart, programWish, visibleProgramLines } from '../panes/program-pane.ts';
import { arrangeLayers, arrangementWish, layerShapes } from '../panes/weights-pane.ts';
import { type Layout, layoutFor, type PaneName, type Rectangle, type Size, type Wishes } from '../views/layout.ts';
import { examplesIn } from './examples.ts';
import { type Model, shownView } from './model.ts';

/** The places of header, panes and footer; undefined where the terminal is too small. */
export function layoutOf(model: Model): Layout | undefined {
  return layoutFor(model.size, wishesOf(model), model.focus, model.isZoomed);
}

/** True when the notes pane has anything to show. */
export function hasNotes({ watches, snapshot }: Model): boolean {
  return watches.length > 0 || (snapshot?.changes.length ?? 0) > 0;
}

/** The first visible row of a pane. */
export function firstVisible(model: Model, pane: PaneName): number {
  const limit = scrollLimit(model, pane);
  return Math.min(limit, model.scroll[pane] ?? startOf(model, pane));
}

/** The first row at which the end of a pane is visible. */
export function scrollLimit(model: Model, pane: PaneName): number {
  const rows = contentRows(model, pane);
  const space = spaceOf(model, pane);
  if (pane !== 'weights') return Math.max(0, rows - rowsFrom(0, model, pane, space));
  return space === undefined ? 0 : lastFirstLayer(shapesOf(model), space);
}

/** The first layer from which all layers to the last one fit: fewer large ones fit than small ones. */
export function lastFirstLayer(shapes: ReturnType<typeof layerShapes>, space: Size): number {
  let first = 0;
  while (first + arrangeLayers(shapes.slice(first), space).sizes.length < shapes.length) first++;
  return first;
}

/** The number of visible rows of a pane. */
export function visibleRows(model: Model, pane: PaneName): number {
  return rowsFrom(firstVisible(model, pane), model, pane, spaceOf(model, pane));
}

function rowsFrom(first: number, model: Model, pane: PaneName, space: Size | undefined): number {
  if (space === undefined) return 1;
  switch (pane) {
    case 'predictions':
      return visiblePredictions(space);
    case 'program':
      return visibleProgramLines(space);
    case 'weights':
      return arrangeLayers(shapesOf(model).slice(first), space).sizes.length;
    case 'notes':
      return visibleNotes(space);
    case 'error':
      return 1;
  }
}

/** The messages that take the place of the keys in the footer. */
export function footerMessages({ notice, failure, fileProblems, view }: Model): FooterMessages {
  const problems = Object.values(fileProblems);
  return {
    notice,
    failure,
    problem: problems.length === 0 ? undefined : problems.join('; '),
    prompt: view.kind === 'prompt' ? view : undefined,
  };
}

/** The description above the footer; undefined where it is hidden, or covered by a view. */
export function aboutProps(model: Model): AboutProps | undefined {
  const { subject, about } = model;
  if (about === 'hidden' || subject.description === '' || shownView(model).kind !== 'panes') return undefined;
  return { description: subject.description, shown: about };
}

function wishesOf(model: Model): Wishes {
  const { subject, network, size } = model;
  const about = aboutProps(model);
  return {
    weights: arrangementWish(shapesOf(model)),
    predictions: { rows: predictionRows(subject) + BORDER.rows + 1 },
    program: programWish(network.program),
    notes: { rows: hasNotes(model) ? contentRows(model, 'notes') + BORDER.rows : 0 },
    footer: footerRows(footerMessages(model), size.columns),
    ...(about === undefined ? {} : { about: (most) => aboutRows(about, size.columns, size.rows, most) }),
  };
}

function contentRows(model: Model, pane: PaneName): number {
  const { subject, network } = model;
  switch (pane) {
    case 'predictions':
      return predictionRows({
        ...examplesIn(model, model.examples.part),
        ...model.examples,
        classes: subject.classes,
      });
    case 'program':
      return programRows(network.program);
    case 'weights':
      return network.program.roles.layers.length;
    case 'notes':
      return notesRows({ watches: model.watches, changes: model.snapshot?.changes ?? [] });
    case 'error':
      return 1;
  }
}

function startOf(model: Model, pane: PaneName): number {
  const space = spaceOf(model, pane);
  return pane === 'program' && space !== undefined ? programStart(model.network.program, space) : 0;
}

function spaceOf(model: Model, pane: PaneName): Rectangle | undefined {
  return layoutOf(model)?.panes[pane];
}

function shapesOf({ network }: Model): ReturnType<typeof layerShapes> {
  return layerShapes(network.program, network.shapes);
}
