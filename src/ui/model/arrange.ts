import { classOf, MARGIN, outputFor } from '../../language/example-rows.ts';
import type { Subject } from '../../worker/subject.ts';
import { asTheDataHaveThem, exampleMeant, examplesIn, shownCount } from './examples.ts';
import { firstVisible, visibleRows } from './extent.ts';
import { type Model, shownView } from './model.ts';
import { withNotice } from './requests.ts';
import { type Arrangement, orderOf, type Rows } from './row-order.ts';

const sorts: readonly Arrangement['sort'][] = ['data', 'worst', 'best'];

/** By the error, the worst first, then the best first, then as the data have them. */
export function sortExamples(model: Model): Model {
  const { arrangement } = model.examples;
  const sort = sorts[(sorts.indexOf(arrangement.sort) + 1) % sorts.length] ?? 'data';
  return fromTheTop(model, { ...arrangement, sort });
}

/** Only those that are wrong, or all again. */
export function filterExamples(model: Model): Model {
  const { arrangement } = model.examples;
  return fromTheTop(model, { ...arrangement, onlyWrong: !arrangement.onlyWrong });
}

/** Those of a number, or of a class; an empty text finds all. */
export function findExamples(model: Model, find: string): Model {
  const found = fromTheTop(model, { ...model.examples.arrangement, find: find.trim() });
  return shownCount(found) > 0 ? found : withNotice(found, `no example is, or is called, ${find.trim()}`);
}

/** Those that the network learns from, or those of the test. */
export function changePart(model: Model): Model {
  const part = model.examples.part === 'train' ? 'test' : 'train';
  return fromTheTop({ ...model, examples: { ...model.examples, part } }, model.examples.arrangement);
}

/** The next example in the order that is shown, or the one before; scrolled so that it is in sight. */
export function moveExample(model: Model, direction: 1 | -1): Model {
  const { order, chosen } = model.examples;
  const count = shownCount(model);
  if (count === 0) return model;
  const rowsEach = rowsOfExample(model);
  const from = chosen === undefined ? -1 : order === undefined ? chosen : order.indexOf(chosen);
  const first = Math.floor(firstVisible(model, 'predictions') / rowsEach);
  // In an order that has changed, the chosen one may be far away: who sees the table means one of those in sight.
  const isInSight = from >= first && from * rowsEach < first * rowsEach + visibleRows(model, 'predictions');
  const isTable = shownView(model).kind === 'panes';
  const place = from === -1 || (isTable && !isInSight) ? first : Math.max(0, Math.min(count - 1, from + direction));
  const next = order === undefined ? place : order[place];
  if (next === chosen) return model;
  const moved: Model = { ...model, examples: { ...model.examples, chosen: next } };
  return scrolledTo(moved, place * rowsEach, rowsEach);
}

/** The order anew, for what the network says now; nothing is done where the data's own order is asked for. */
export function rearranged(model: Model): Model {
  const { examples } = model;
  if (isPlain(examples.arrangement)) return examples.order === undefined ? model : withOrder(model, undefined);
  const { rows, errors, isKnown } = rowsOf(model);
  const { find } = examples.arrangement;
  // Before anything has been predicted nothing is wrong, or worse than others.
  return withOrder(model, orderOf(rows, errors, isKnown ? examples.arrangement : { ...asTheDataHaveThem, find }));
}

function fromTheTop(model: Model, arrangement: Arrangement): Model {
  const examples = { ...model.examples, arrangement, chosen: undefined };
  return { ...rearranged({ ...model, examples }), scroll: { ...model.scroll, predictions: 0 } };
}

/** Who looks at one example goes on looking at one: the order may change with every snapshot. */
function withOrder(model: Model, order: Uint32Array | undefined): Model {
  const next: Model = { ...model, examples: { ...model.examples, order } };
  if (shownView(model).kind !== 'example' || next.examples.chosen !== undefined) return next;
  return { ...next, examples: { ...next.examples, chosen: exampleMeant(next)?.row } };
}

function isPlain({ sort, onlyWrong, find }: Arrangement): boolean {
  return sort === asTheDataHaveThem.sort && !onlyWrong && find === '';
}

/** A quantity takes a row of the table for each output of an example. */
function rowsOfExample({ subject }: Model): number {
  return subject.classes === undefined ? subject.targets.columns : 1;
}

/** The first row that the table has to show for some rows to be in sight. */
function scrolledTo(model: Model, row: number, count: number): Model {
  const visible = visibleRows(model, 'predictions');
  const first = Math.max(row + count - visible, Math.min(firstVisible(model, 'predictions'), row));
  return { ...model, scroll: { ...model.scroll, predictions: Math.min(first, row) } };
}

/** What the examples in sight are, and how far the network is off. */
function rowsOf(model: Model): { readonly rows: Rows; readonly errors: Float64Array; readonly isKnown: boolean } {
  const { subject, examples } = model;
  const { targets, prediction } = examplesIn(model, examples.part);
  const { classes } = subject;
  const isKnown = prediction.length === targets.data.length;
  if (classes !== undefined) {
    const { is, said, wrong, errors } = classify(targets, prediction);
    return { rows: { count: targets.rows, wrong, classes: { names: classes, is, said } }, errors, isKnown };
  }
  const { rows: count, columns } = targets;
  const wrong = new Uint8Array(count);
  const errors = new Float64Array(count);
  for (let cell = 0; cell < count * columns; cell++) {
    const row = Math.floor(cell / columns);
    const miss = Math.abs(targets.data[cell]! - (prediction[cell] ?? Number.NaN));
    errors[row]! += miss / columns;
    if (!(miss <= MARGIN)) wrong[row] = 1;
  }
  return { rows: { count, wrong }, errors, isKnown };
}

/** The classes of all rows, and how far each is from being sure of the right one: its error. */
export function classify(
  targets: Subject['targets'],
  prediction: Float64Array,
): { readonly is: Int32Array; readonly said: Int32Array; readonly wrong: Uint8Array; readonly errors: Float64Array } {
  const { rows, columns } = targets;
  const is = new Int32Array(rows);
  const said = new Int32Array(rows);
  const wrong = new Uint8Array(rows);
  const errors = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    is[row] = classOf(targets.data, row, columns);
    said[row] = classOf(prediction, row, columns);
    wrong[row] = said[row] !== is[row] || said[row] === -1 ? 1 : 0;
    errors[row] = Math.abs(1 - outputFor(is[row]!, prediction, row, columns));
  }
  return { is, said, wrong, errors };
}
