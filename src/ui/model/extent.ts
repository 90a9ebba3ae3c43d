import {
  FOOTER_ROWS,
  type Layout,
  layoutFor,
  type PaneName,
  type Rectangle,
  type Size,
  type Wishes,
} from '../layout.ts';
import { predictionRows, visiblePredictions } from '../panes/predictions-pane.ts';
import { programRows, programStart, programWish, visibleProgramLines } from '../panes/program-pane.ts';
import { arrangeLayers, arrangementWish } from '../panes/weights-arrangement.ts';
import { layerShapes } from '../panes/weights-pane.ts';
import { BORDER } from '../panes/box.ts';
import { helpScrollLimit } from '../panes/help-pane.ts';
import type { Model, Subject } from './model.ts';

/** Where the panes stand for this model; undefined where the terminal is too small. */
export function layoutOf({ subject, size, focus }: Model): Layout | undefined {
  return layoutFor(size, wishesOf(subject), focus);
}

/** The largest first line of the help. It covers everything but the footer. */
export function helpLimit({ subject, size }: Model): number {
  return helpScrollLimit(subject.description, { columns: size.columns, rows: size.rows - FOOTER_ROWS });
}

/** The first row that a pane shows. */
export function firstVisible(model: Model, pane: PaneName): number {
  const limit = scrollLimit(model, pane);
  return Math.min(limit, model.scroll[pane] ?? startOf(model, pane));
}

/** The smallest first row of a pane with which its end is in sight. */
export function scrollLimit(model: Model, pane: PaneName): number {
  const rows = contentRows(model.subject, pane);
  const space = spaceOf(model, pane);
  if (pane !== 'weights') return Math.max(0, rows - rowsFrom(0, model.subject, pane, space));
  // Of large layers fewer fit than of small ones.
  let first = 0;
  while (first + rowsFrom(first, model.subject, pane, space) < rows) first++;
  return first;
}

/** How many rows of its content a pane shows. */
export function visibleRows(model: Model, pane: PaneName): number {
  return rowsFrom(firstVisible(model, pane), model.subject, pane, spaceOf(model, pane));
}

function rowsFrom(first: number, subject: Subject, pane: PaneName, space: Size | undefined): number {
  if (space === undefined) return 1;
  switch (pane) {
    case 'predictions':
      return visiblePredictions(space);
    case 'program':
      return visibleProgramLines(space);
    case 'weights':
      return arrangeLayers(shapesOf(subject).slice(first), space).sizes.length;
    case 'error':
      return 1;
  }
}

function wishesOf(subject: Subject): Wishes {
  return {
    weights: arrangementWish(shapesOf(subject)),
    predictions: { rows: predictionRows(subject.job) + BORDER.rows + 1 },
    program: programWish(subject.job.program),
  };
}

function contentRows({ job }: Subject, pane: PaneName): number {
  switch (pane) {
    case 'predictions':
      return predictionRows(job);
    case 'program':
      return programRows(job.program);
    case 'weights':
      return job.program.roles.layers.length;
    case 'error':
      return 1;
  }
}

function startOf(model: Model, pane: PaneName): number {
  const space = spaceOf(model, pane);
  return pane === 'program' && space !== undefined ? programStart(model.subject.job.program, space) : 0;
}

function spaceOf(model: Model, pane: PaneName): Rectangle | undefined {
  return layoutOf(model)?.panes[pane];
}

function shapesOf({ job, shapes }: Subject): ReturnType<typeof layerShapes> {
  return layerShapes(job.program, shapes);
}
