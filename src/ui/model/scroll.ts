import type { CellName } from '../../language/change.ts';
import { type Layer, parameters, rowParameters } from '../../language/program.ts';
import type { Table } from '../panes/example-table.ts';
import { classColumnsOf, columnsOf } from '../panes/predictions-columns.ts';
import { tableRoom } from '../panes/predictions-pane.ts';
import type { Theme } from '../theme/theme.ts';
import { turnedPlane } from '../views/boundary-props.ts';
import { paneNames } from '../views/layout.ts';
import { viewScrollLimit } from '../views/view.ts';
import { moveExample } from './arrange.ts';
import { moveSourceLine } from './breakpoints.ts';
import { turnUnit } from './chosen-unit.ts';
import { examplesIn } from './examples.ts';
import type { Action } from './message.ts';
import { chosenLine, type Model } from './model.ts';
import { isThere, layoutOf, plainTheme } from './pane-space.ts';
import { isScript } from './script.ts';
import { firstVisible, scrollLimit, visibleRows } from './script-rows.ts';

/** The lines of a page in a view that covers the panes. */
const VIEW_PAGE = 10;

/**
 * Scrolls the open view, or the focused pane, by a row or a page. In a pane with rows to choose from, a row moves the choice.
 */
export function scroll(model: Model, { by, direction }: Action & { type: 'scroll' }): Model {
  const { focus, view } = model;
  if (view.kind !== 'panes' && !('first' in view)) return model;
  if ('first' in view) {
    const next = view.first + direction * (by === 'row' ? 1 : VIEW_PAGE);
    const first = Math.max(0, Math.min(viewScrollLimit(model), next));
    return first === view.first ? model : { ...model, view: { ...view, first } };
  }
  if (by === 'row') {
    if (focus === 'predictions' || focus === 'network') return moveExample(model, direction);
    if (focus === 'program') return isScript(model) ? moveSourceLine(model, direction) : moveLine(model, direction);
    if (focus === 'weights') return moveWeight(model, direction, 0);
    if (focus === 'notes' && model.watches.length > 1) return moveWatch(model, direction);
  }
  const rows = by === 'row' ? 1 : visibleRows(model, focus);
  const first = firstVisible(model, focus) + rows * direction;
  const within = Math.max(0, Math.min(scrollLimit(model, focus), first));
  if (within === firstVisible(model, focus)) return model;
  // At its end the output follows the run again.
  const place = focus === 'output' && within === scrollLimit(model, focus) ? undefined : within;
  return { ...model, scroll: { ...model.scroll, [focus]: place } };
}

/** Chooses the weight to the left or right, shows other inputs of the table, or another unit on the plane or in the network. */
export function sideways(model: Model, direction: 1 | -1): Model {
  switch (model.focus) {
    case 'weights':
      return moveWeight(model, 0, direction);
    case 'predictions': {
      const { firstInput } = model.examples;
      const next = Math.max(0, Math.min(mostInputsHidden(model), firstInput + direction));
      return next === firstInput ? model : { ...model, examples: { ...model.examples, firstInput: next } };
    }
    case 'boundary':
      return turnedPlane(model, direction);
    case 'network':
      return model.subject.image === undefined ? turnUnit(model, direction) : model;
    case 'error':
    case 'program':
    case 'output':
    case 'variables':
    case 'notes':
      return model;
  }
}

/** The most inputs that are out of sight to the left of the table. */
function mostInputsHidden(model: Model): number {
  const space = layoutOf(model)?.panes.predictions;
  return space === undefined ? 0 : lastFirstInput(tableOf(model), tableRoom(space, model.snapshot?.batch), plainTheme);
}

function tableOf(model: Model): Table {
  const { subject, network, examples } = model;
  const { inputs, targets } = examplesIn(model, examples.part);
  const { roles, evaluation } = network.program;
  const predictionName = evaluation?.prediction ?? roles.prediction ?? 'prediction';
  return { ...subject, inputs, targets, ...examples, predictionName, targetName: roles.target ?? 'target' };
}

/** The last input from which the others fit: where scrolling to the right ends. */
function lastFirstInput(table: Table, room: number, theme: Theme): number {
  let first = 0;
  const hasMore = (): boolean => {
    const own = { ...table, firstInput: first };
    const { inputs } =
      table.classes === undefined ? columnsOf(own, room, theme) : classColumnsOf(own, table.classes, room, theme);
    return (inputs.at(-1)?.index ?? 0) < table.inputNames.length - 1;
  };
  while (first < table.inputNames.length - 1 && hasMore()) first++;
  return first;
}

/** Focuses the next pane, or the one before; the first follows the last. */
export function moveFocus(model: Model, direction: 1 | -1): Model {
  const names = paneNames.filter((name) => isThere(model, name));
  const next = names.indexOf(model.focus) + direction + names.length;
  return { ...model, focus: names[next % names.length] ?? model.focus };
}

/** Chooses the next line of the program, or the one before, and scrolls to it. */
function moveLine(model: Model, direction: 1 | -1): Model {
  const { setup, iteration } = model.network.program;
  const cursor = Math.max(0, Math.min(iteration.length - 1, chosenLine(model) + direction));
  // The pane begins with the setup and two headings.
  const program = scrolledTo(model, 'program', setup.length + 2 + cursor);
  if (cursor === chosenLine(model) && program === firstVisible(model, 'program')) return model;
  return { ...model, cursor, scroll: { ...model.scroll, program } };
}

/** The model with lines of the program in sight, numbered from 1; where not all fit, the first of them. */
export function withLinesInSight(model: Model, lines: readonly number[]): Model {
  const { setup, iteration } = model.network.program;
  const known = lines.filter((line) => line >= 1 && line <= iteration.length);
  if (known.length === 0 || layoutOf(model)?.panes.program === undefined) return model;
  // The pane begins with the setup and two headings.
  const [top, end] = [Math.min(...known), Math.max(...known)].map((line) => setup.length + 1 + line) as [
    number,
    number,
  ];
  const [first, visible] = [firstVisible(model, 'program'), visibleRows(model, 'program')];
  if (first <= top && end < first + visible) return model;
  return { ...model, scroll: { ...model.scroll, program: Math.min(top, Math.max(first, end - visible + 1)) } };
}

/** Chooses the next watch, or the one before, and scrolls to it. */
function moveWatch(model: Model, direction: 1 | -1): Model {
  const chosenWatch = Math.max(0, Math.min(model.watches.length - 1, model.chosenWatch + direction));
  if (chosenWatch === model.chosenWatch) return model;
  return { ...model, chosenWatch, scroll: { ...model.scroll, notes: scrolledTo(model, 'notes', chosenWatch) } };
}

/**
 * Chooses a neighbouring weight. The bias of a layer follows the last row of its matrix, and the next layer follows the
 * bias; to the right, the next layer follows the last column.
 */
export function moveWeight(model: Model, rows: number, columns: number): Model {
  const { weight, network } = model;
  const names = parameters(network.program);
  const { layers } = network.program.roles;
  const from = weight ?? { name: names[0] ?? '', row: 0, column: 0 };
  if (weight === undefined) return chooseWeight(model, from);
  const shape = (name: string) => network.shapes.get(name) ?? { rows: 1, columns: 1 };
  const own = shape(from.name);
  const row = from.row + rows;
  const column = from.column + columns;
  if (row >= 0 && row < own.rows && column >= 0 && column < own.columns)
    return chooseWeight(model, { ...from, row, column });
  const next =
    columns === 0
      ? names[names.indexOf(from.name) + rows]
      : layers[layers.findIndex((layer) => has(layer, from.name)) + columns]?.weights;
  if (next === undefined) return model;
  const target = shape(next);
  const within = (value: number, most: number): number => Math.max(0, Math.min(most - 1, value));
  return chooseWeight(model, {
    name: next,
    row: columns === 0 ? (rows > 0 ? 0 : target.rows - 1) : within(from.row, target.rows),
    column: columns === 0 ? within(from.column, target.columns) : columns > 0 ? 0 : target.columns - 1,
  });
}

/** A weight of a script with its text in Python: `b`, `w[2]`, `w[1][0]`. */
export function asWritten({ snapshot }: Pick<Model, 'snapshot'>, { name, row, column }: CellName): CellName {
  const form = snapshot?.parameters.find((view) => view.name === name)?.form;
  const cell = { name, row, column };
  if (form === undefined || (form.shape.length === 2 && form.lists === 0)) return cell;
  const places: number[] = [];
  let rest = row;
  for (const length of form.shape.slice(0, -1).reverse()) {
    places.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  if (form.shape.length > 0) places.push(column);
  const inArray = places.slice(form.lists);
  const inLists = places.slice(0, form.lists).map((place) => `[${place}]`);
  return { ...cell, text: `${name}${inLists.join('')}${inArray.length === 0 ? '' : `[${inArray.join(',')}]`}` };
}

/** Chooses a weight, and scrolls to its layer. */
export function chooseWeight(model: Model, weight: NonNullable<Model['weight']>): Model {
  const layer = model.network.program.roles.layers.findIndex((own) => has(own, weight.name));
  return {
    ...model,
    weight: asWritten(model, weight),
    scroll: { ...model.scroll, weights: scrolledTo(model, 'weights', layer) },
  };
}

function has(layer: Layer, name: string): boolean {
  return layer.weights === name || rowParameters(layer).includes(name);
}

/** The first visible row with which `row` is visible. */
function scrolledTo(model: Model, pane: 'program' | 'notes' | 'weights', row: number): number {
  const visible = visibleRows(model, pane);
  return Math.max(row - visible + 1, Math.min(firstVisible(model, pane), row));
}
