import type { Floats } from '../../language/dtypes.ts';
import { classOf, marginOf, outputFor } from '../../language/example-rows.ts';
import type { ExampleName } from '../../worker/protocol.ts';
import type { Subject } from '../../worker/subject.ts';
import { formatCount } from '../text/numbers.ts';
import { chosenExample, dataOrder, emptyWords, examplesIn, shownCount } from './examples.ts';
import { type Model, shownView } from './model.ts';
import { withNotice } from './requests.ts';
import { type Arrangement, orderOf, type Rows } from './row-order.ts';
import { firstVisible, visibleRows } from './script-rows.ts';

const sorts: readonly Arrangement['sort'][] = ['data', 'worst', 'best'];

/** Sorts by error: the worst first, then the best first, then in the order of the data. */
export function sortExamples(model: Model): Model {
  const { arrangement } = model.examples;
  const sort = sorts[(sorts.indexOf(arrangement.sort) + 1) % sorts.length] ?? 'data';
  return unlessUnknown(fromTheTop(model, { ...arrangement, sort }));
}

/** With a notice where an order or a filter waits for the first predictions. */
function unlessUnknown(model: Model): Model {
  const { sort, onlyWrong } = model.examples.arrangement;
  if ((sort === 'data' && !onlyWrong) || rowsOf(model).isKnown) return model;
  return withNotice(model, 'no predictions yet: the examples stay in the order of the data');
}

/** Shows only the wrong examples, or all again. */
export function filterExamples(model: Model): Model {
  const { arrangement } = model.examples;
  const filtered = fromTheTop(model, { ...arrangement, onlyWrong: !arrangement.onlyWrong });
  const nothing = emptyWords(filtered);
  return nothing === undefined ? unlessUnknown(filtered) : withNotice(filtered, nothing);
}

/** Shows the examples of a number or of a class; all for an empty text. */
export function findExamples(model: Model, find: string): Model {
  const found = fromTheTop(model, { ...model.examples.arrangement, find: find.trim() });
  const nothing = emptyWords(found);
  return nothing === undefined ? found : withNotice(found, nothing);
}

/** Shows the training set, or the test set. */
export function changePart(model: Model): Model {
  const part = model.examples.part === 'train' ? 'test' : 'train';
  return fromTheTop({ ...model, examples: { ...model.examples, part } }, model.examples.arrangement);
}

/** Chooses the next example of the table, or the one before, and scrolls to it. */
export function moveExample(model: Model, direction: 1 | -1): Model {
  const { order, chosen, isAsked } = model.examples;
  const count = shownCount(model);
  if (count === 0) return model;
  // The row that a person asks about is below the last example.
  if (isAsked)
    return direction === 1 ? model : lastExample({ ...model, examples: { ...model.examples, isAsked: false } });
  const rowsEach = rowsOfExample(model);
  const from = chosen === undefined ? -1 : order === undefined ? chosen : order.indexOf(chosen);
  const first = Math.floor(firstVisible(model, 'predictions') / rowsEach);
  // A new order may have moved the chosen example out of sight. In the table the arrows then start from a visible one.
  const isInSight = from >= first && from * rowsEach < first * rowsEach + visibleRows(model, 'predictions');
  const isTable = shownView(model).kind === 'panes';
  const place = from === -1 || (isTable && !isInSight) ? first : Math.max(0, Math.min(count - 1, from + direction));
  const next = order === undefined ? place : order[place];
  if (next === chosen && direction === 1 && model.asked !== undefined)
    return { ...model, examples: { ...model.examples, isAsked: true } };
  if (next === chosen) return model;
  const moved: Model = { ...model, examples: { ...model.examples, chosen: next } };
  return scrolledTo(moved, place * rowsEach, rowsEach);
}

function lastExample(model: Model): Model {
  const { order } = model.examples;
  const place = shownCount(model) - 1;
  const rowsEach = rowsOfExample(model);
  const chosen = order === undefined ? place : order[place];
  return scrolledTo({ ...model, examples: { ...model.examples, chosen } }, place * rowsEach, rowsEach);
}

/** Chooses the example at a row of the table; below the last one, the row that a person asks about. */
export function chooseExampleAt(model: Model, row: number): Model {
  const { order } = model.examples;
  const place = Math.floor(row / rowsOfExample(model));
  if (place >= shownCount(model))
    return model.asked === undefined ? model : { ...model, examples: { ...model.examples, isAsked: true } };
  return {
    ...model,
    examples: { ...model.examples, isAsked: false, chosen: order === undefined ? place : order[place] },
  };
}

/** Chooses an example of the data, says which, and scrolls the table to it; all examples are shown where it is among those that are not. */
export function chooseExample(model: Model, { set, row }: ExampleName): Model {
  const { part, arrangement } = model.examples;
  const isShown = part === set && (model.examples.order?.includes(row) ?? true);
  const shown = isShown
    ? model
    : fromTheTop({ ...model, examples: { ...model.examples, part: set } }, { ...dataOrder, sort: arrangement.sort });
  const { order } = shown.examples;
  const chosen: Model = { ...shown, examples: { ...shown.examples, chosen: row, isAsked: false } };
  const rowsEach = rowsOfExample(chosen);
  const place = order === undefined ? row : order.indexOf(row);
  const name = model.subject.test === undefined ? 'example' : set === 'test' ? 'test example' : 'training example';
  const words = `${name} ${formatCount(row + 1)} is chosen`;
  return withNotice(scrolledTo(chosen, Math.max(0, place) * rowsEach, rowsEach), words, 'news');
}

/** The table in the order of the newest predictions; unchanged where it is in the order of the data. */
export function rearranged(model: Model): Model {
  const { examples } = model;
  if (isPlain(examples.arrangement)) return examples.order === undefined ? model : withOrder(model, undefined);
  const { rows, errors, isKnown } = rowsOf(model);
  const { find } = examples.arrangement;
  // Without predictions no example is wrong, or worse than another.
  return withOrder(model, orderOf(rows, errors, isKnown ? examples.arrangement : { ...dataOrder, find }));
}

function fromTheTop(model: Model, arrangement: Arrangement): Model {
  const examples = { ...model.examples, arrangement, chosen: undefined, isAsked: false };
  return { ...rearranged({ ...model, examples }), scroll: { ...model.scroll, predictions: 0 } };
}

/** While the example view is open, one example stays chosen: the order may change with every snapshot. */
function withOrder(model: Model, order: Uint32Array | undefined): Model {
  const next: Model = { ...model, examples: { ...model.examples, order } };
  if (shownView(model).kind !== 'example' || next.examples.chosen !== undefined) return next;
  return { ...next, examples: { ...next.examples, chosen: chosenExample(next)?.row } };
}

function isPlain({ sort, onlyWrong, find }: Arrangement): boolean {
  return sort === dataOrder.sort && !onlyWrong && find === '';
}

/** The rows of the table for one example: one, or of a regression one for each output. */
function rowsOfExample({ subject }: Model): number {
  return subject.classes === undefined ? subject.targets.columns : 1;
}

/** Scrolls the table so that `count` rows from `row` on are visible. */
function scrolledTo(model: Model, row: number, count: number): Model {
  const visible = visibleRows(model, 'predictions');
  const first = Math.max(row + count - visible, Math.min(firstVisible(model, 'predictions'), row));
  return { ...model, scroll: { ...model.scroll, predictions: Math.min(first, row) } };
}

/** The classes and errors of the examples; `isKnown` is false without predictions. */
function rowsOf(model: Model): { readonly rows: Rows; readonly errors: Floats; readonly isKnown: boolean } {
  const { subject, examples } = model;
  const { targets, prediction } = examplesIn(model, examples.part);
  const { classes } = subject;
  const isKnown = prediction.length === targets.data.length;
  if (classes !== undefined) {
    const { wrong, errors, ...found } = classify(targets, prediction);
    return { rows: { count: targets.rows, wrong, classes: { names: classes, ...found } }, errors, isKnown };
  }
  const { rows: count, columns } = targets;
  const margin = marginOf(subject.targets);
  const wrong = new Uint8Array(count);
  const errors = new Float64Array(count);
  for (let cell = 0; cell < count * columns; cell++) {
    const row = Math.floor(cell / columns);
    const miss = Math.abs(targets.data[cell]! - (prediction[cell] ?? Number.NaN));
    errors[row]! += miss / columns;
    if (!(miss <= margin)) wrong[row] = 1;
  }
  return { rows: { count, wrong }, errors, isKnown };
}

/** The classes of all rows, and as error of each 1 minus the output of its target class. */
export function classify(
  { rows, columns, data }: Subject['targets'],
  prediction: Floats,
): Omit<NonNullable<Rows['classes']>, 'names'> & { readonly wrong: Uint8Array; readonly errors: Floats } {
  const targets = new Int32Array(rows);
  const predicted = new Int32Array(rows);
  const wrong = new Uint8Array(rows);
  const errors = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    targets[row] = classOf(data, row, columns);
    predicted[row] = classOf(prediction, row, columns);
    wrong[row] = predicted[row] !== targets[row] || predicted[row] === -1 ? 1 : 0;
    errors[row] = Math.abs(1 - outputFor(targets[row]!, prediction, row, columns));
  }
  return { targets, predicted, wrong, errors };
}
