import { isPlane } from '../../language/example-rows.ts';
import { hasRoles } from '../../language/program.ts';
import type { ScriptSubject } from '../../worker/subject.ts';
import { type AboutProps, aboutRows } from '../panes/about-pane.ts';
import { arrangeLayers, arrangementWish } from '../panes/arrange-layers.ts';
import { BORDER } from '../panes/box.ts';
import { type FooterMessages, footerRows } from '../panes/footer-pane.ts';
import { notesRows, visibleNotes } from '../panes/notes-pane.ts';
import { tableWish } from '../panes/predictions-columns.ts';
import { askedRows, type PredictionsProps, predictionRows, visiblePredictions } from '../panes/predictions-pane.ts';
import { programRows, programStart, programWish, visibleProgramLines } from '../panes/program-pane.ts';
import { layerShapes } from '../panes/weights-pane.ts';
import { createTheme } from '../theme/theme.ts';
import {
  isGrid,
  type Layout,
  layoutFor,
  type PaneName,
  type Rectangle,
  type Size,
  type Wishes,
} from '../views/layout.ts';
import { onceForEach } from './data-facts.ts';
import { examplesIn } from './examples.ts';
import { type Model, type ShownSubject, shownView } from './model.ts';
import { descriptionOpening } from './requests.ts';
import { examinedIn, isScript, scriptOf, trainsNothing } from './script.ts';

/** The places of header, panes and footer; undefined where the terminal is too small. */
export function layoutOf(model: Model): Layout | undefined {
  return layoutFor(roomOf(model), wishesOf(model), model.focus, model.isZoomed);
}

/** The size of the dashboard: without columns at its right that something else takes. */
export function roomOf({ size, strip }: Pick<Model, 'size' | 'strip'>): Size {
  return strip?.side === 'right' ? { ...size, columns: size.columns - strip.columns } : size;
}

/** True when the notes pane has anything to show. */
function hasNotes({ watches, snapshot }: Model): boolean {
  return watches.length > 0 || (snapshot?.changes.length ?? 0) > 0;
}

/** True for a pane that this terminal shows, together with others or alone. */
export function isThere(model: Model, pane: PaneName): boolean {
  if (isScript(model) && pane !== 'notes') {
    const own = { ...model, isZoomed: false, focus: 'program' } as const;
    return isGrid(roomOf(model)) ? layoutOf(own)?.panes[pane] !== undefined : scriptPanes(model).includes(pane);
  }
  switch (pane) {
    case 'notes':
      return hasNotes(model);
    case 'network':
    case 'boundary':
      return layoutOf({ ...model, isZoomed: false, focus: 'predictions' })?.panes[pane] !== undefined;
    case 'error':
    case 'weights':
    case 'predictions':
    case 'program':
      return true;
    case 'output':
    case 'variables':
      return false;
  }
}

/** The panes that a script has where there is room for one at a time. */
function scriptPanes(model: Model): readonly PaneName[] {
  const own: readonly PaneName[] = ['program', 'output', 'variables'];
  return trainsNothing(model) ? own : ['error', 'weights', 'predictions', ...own];
}

/** The first visible row of a pane. `rows`: those of its content, for panes that `script-rows.ts` knows. */
export function firstVisible(model: Model, pane: PaneName, rows?: number): number {
  const limit = scrollLimit(model, pane, rows);
  return Math.min(limit, model.scroll[pane] ?? startOf(model, pane));
}

/** The first row at which the end of a pane is visible. */
export function scrollLimit(model: Model, pane: PaneName, rows = contentRows(model, pane)): number {
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
export function visibleRows(model: Model, pane: PaneName, rows?: number): number {
  return rowsFrom(firstVisible(model, pane, rows), model, pane, spaceOf(model, pane));
}

function rowsFrom(first: number, model: Model, pane: PaneName, space: Size | undefined): number {
  if (space === undefined) return 1;
  switch (pane) {
    case 'predictions':
      return visiblePredictions(space, predictionShape(model));
    case 'program':
      return visibleProgramLines(space);
    case 'weights':
      return arrangeLayers(shapesOf(model).slice(first), space).sizes.length;
    case 'notes':
      return visibleNotes(space);
    case 'output':
    case 'variables':
      return Math.max(1, space.rows - BORDER.rows);
    case 'error':
    case 'network':
    case 'boundary':
      return 1;
  }
}

/** A theme for measuring: its glyphs are as wide as those of every other one. */
export const plainTheme = createTheme(1, true);

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
  return { description: subject.description, shown: about, opening: descriptionOpening(model) };
}

function wishesOf(model: Model): Wishes {
  const { subject, network, strip } = model;
  const size = roomOf(model);
  const about = aboutProps(model);
  const script = scriptOf(model);
  return {
    weights: arrangementWish(shapesOf(model)),
    predictions: {
      ...tableColumns(subject),
      rows: predictionRows(subject) + askedRows(predictionShape(model)) + BORDER.rows + 1,
    },
    program: script === undefined ? programWish(network.program) : sourceWish(script),
    ...(script && { script: { trains: !trainsNothing(model) } }),
    network: { rows: networkRows(model) },
    hasBoundary: hasRoles(network.program, 'examples', 'prediction') && arePoints(subject.inputs),
    notes: { rows: hasNotes(model) ? contentRows(model, 'notes') + BORDER.rows : 0 },
    ...(strip?.side === 'below' && { strip: strip.rows }),
    footer: footerRows(footerMessages(model), size.columns),
    ...(about === undefined ? {} : { about: (most) => aboutRows(about, size.columns, size.rows, most) }),
  };
}

const arePoints = onceForEach(isPlane);

/** Lines of a script that are measured: the others are as long. */
const MOST_MEASURED = 2000;
/** Columns of line number, mark and border, and of a value beside a line of a script. */
const BESIDE_SOURCE = 33;

/** The columns in which most lines of a script are whole, with a value beside each. */
const sourceWish = onceForEach(({ text }: ScriptSubject): Size => {
  const lines = text.split('\n', MOST_MEASURED);
  const widths = lines.map(({ length }) => length);
  widths.sort((one, other) => one - other);
  return { columns: (widths[Math.floor(widths.length * 0.9)] ?? 0) + BESIDE_SOURCE, rows: widths.length };
});

/** Columns that a terminal has at most for one pane. */
const WIDEST_PANE = 120;

const tableColumns = onceForEach((subject: ShownSubject) => {
  const { columns, short } = tableWish({ ...subject, predictionName: '', targetName: '' }, WIDEST_PANE, plainTheme);
  return { columns: columns + BORDER.columns, short: short + BORDER.columns };
});

/** The fewest rows of the picture of an example inside the network, and the most units of a layer that have rows of their own. */
const NETWORK = { rows: 14, besides: 4, units: 36, layers: 6 };
/** The fewest rows of an image with its outputs. */
const IMAGE_ROWS = 18;

function networkRows({ subject, network }: Model): number {
  const { program, shapes } = network;
  if (!hasRoles(program, 'examples', 'prediction', 'layers')) return 0;
  if (subject.image !== undefined) return IMAGE_ROWS;
  const { layers } = program.roles;
  const examined = examinedIn({ subject });
  if (subject.kind === 'script' && (examined?.units === undefined || !examined.areInOrder)) return 0;
  const units = examined?.units?.slice(1) ?? layers.map(({ weights }) => shapes.get(weights)?.columns ?? 0);
  const largest = Math.max(subject.inputs.columns, ...units);
  if (largest > NETWORK.units || units.length >= NETWORK.layers) return 0;
  return Math.max(NETWORK.rows, largest + NETWORK.besides);
}

/** The props of the table that decide on its rows. */
function predictionShape({ subject, asked }: Model): Pick<PredictionsProps, 'asked' | 'classes' | 'targets'> {
  const { classes, targets } = subject;
  return { classes, targets, asked: asked && { inputs: asked.inputs, outputs: undefined, isChosen: false } };
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
    case 'output':
    case 'variables':
      return 0;
    case 'weights':
      return network.program.roles.layers.length;
    case 'notes':
      return notesRows({ watches: model.watches, changes: model.snapshot?.changes ?? [] });
    case 'error':
    case 'network':
    case 'boundary':
      return 1;
  }
}

function startOf(model: Model, pane: PaneName): number {
  // The newest output is at its end.
  if (pane === 'output') return Number.POSITIVE_INFINITY;
  const space = spaceOf(model, pane);
  if (pane !== 'program' || space === undefined || isScript(model)) return 0;
  const { program } = model.network;
  const start = programStart(program, space);
  // The line that runs next is visible, below the setup and two headings.
  const next = program.setup.length + 2 + (model.snapshot?.lines === undefined ? 0 : model.snapshot.line);
  return Math.max(start, next - visibleProgramLines(space) + 1);
}

function spaceOf(model: Model, pane: PaneName): Rectangle | undefined {
  return layoutOf(model)?.panes[pane];
}

export function shapesOf({ network, subject }: Model): ReturnType<typeof layerShapes> {
  return layerShapes({ ...network, areNumbered: subject.kind === 'script' }, subject);
}
