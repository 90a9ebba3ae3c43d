/* The one function that changes the model of the rebuild: one case for each message. */
import { BLANK, hasBlank } from '../../learn/rebuild/blanks.ts';
import * as editing from './editor.ts';
import { helpLimit } from './keys.ts';
import { type Effect, type Message, nameOf, openModel, type RebuildModel, wholeText } from './model.ts';
import * as ordering from './order.ts';
import { counted, withHint, withOffered, withReport } from './stuck.ts';

export interface Update {
  readonly model: RebuildModel;
  readonly effects: readonly Effect[];
}

/** Messages that a key of the editor gives. */
const editorKeys: ReadonlySet<Message['type']> = new Set([
  'typed',
  'pasted',
  'moved',
  'entered',
  'erased',
  'tabbed',
  'undone',
  'redone',
  'lifted',
]);

/** Messages that close the list of keys, since they change the panes that it covers. */
const closingMessages: ReadonlySet<Message['type']> = new Set([
  ...editorKeys,
  'hinted',
  'pageTurned',
  'levelAsked',
  'otherAsked',
]);

/** Messages that leave the lower pane as it is. */
const stillMessages: ReadonlySet<Message['type']> = new Set(['pageTurned', 'resized', 'moved', 'kept', 'reported']);

/** Messages that no key gives. */
const unasked: ReadonlySet<Message['type']> = new Set(['resized', 'opened', 'levelOpened', 'kept', 'told', 'reported']);

export function update(before: RebuildModel, message: Message): Update {
  // A warning is about the key after it.
  const isAnother = before.warnedOf !== undefined && !unasked.has(message.type) && before.warnedOf !== nameOf(message);
  const model = isAnother ? { ...before, warnedOf: undefined } : before;
  const isCounted = editorKeys.has(message.type) && model.took === undefined && !model.isHelpOpen;
  const pressed = isCounted ? { ...model, keys: model.keys + 1 } : model;
  const isStill = stillMessages.has(message.type) || pressed.page === 0;
  const next = updated(isStill ? pressed : { ...pressed, page: 0 }, message);
  const isPutDown = model.order?.isLifted === true && next.model.order?.isLifted === false;
  return isPutDown ? { ...next, model: counted(next.model) } : next;
}

function updated(model: RebuildModel, message: Message): Update {
  if (model.isHelpOpen && message.type === 'moved') return keep(scrolled(model, message.motion));
  if (model.isHelpOpen && closingMessages.has(message.type)) return update({ ...model, isHelpOpen: false }, message);
  switch (message.type) {
    case 'resized':
      return keep({ ...model, size: message.size });
    case 'opened':
      return check({ ...model, openedAt: (model.openedAt ?? 0) + message.now }, false);
    case 'levelOpened':
      return opened(model, message);
    case 'typed':
    case 'pasted':
      if (isMoving(model)) return keep(told(model, movingWords(model)));
      return inserted(model, message.text);
    case 'entered':
      if (model.order !== undefined) return filling(model);
      // A level of gaps needs no other line before all of them are filled.
      if (hasGaps(model)) return tabbed(model, 1);
      return edited(model, editing.breakLine(model.editor), editing.TOO_LONG);
    case 'erased':
      return isMoving(model) ? keep(model) : edited(model, erased(model.editor, message.what));
    case 'tabbed':
      return tabbed(model, message.direction);
    case 'undone':
      if (isMoving(model)) return reordered(model, ordering.undone(model.order), 'Nothing more can be undone.');
      return edited(model, editing.undo(model.editor), 'Nothing more can be undone.');
    case 'redone':
      if (isMoving(model)) return reordered(model, ordering.redone(model.order), 'Nothing more can be redone.');
      return edited(model, editing.redo(model.editor), 'Nothing more can be redone.');
    case 'moved':
      return moved(model, message.motion);
    case 'lifted':
      return isMoving(model) ? lifted(model) : inserted(model, ' ');
    case 'escaped':
      return escaped(model);
    case 'hinted':
      return model.offer === undefined ? keep(withHint(model)) : check(withOffered(model));
    case 'helpToggled':
      // A spoken list covers nothing.
      return keep({ ...model, isHelpOpen: !model.isHelpOpen && !model.isSpoken, helpFirst: 0 });
    case 'pageTurned':
      return keep({ ...model, page: model.page + 1 });
    case 'levelAsked':
      // The same level again brings its text back by undoing.
      return message.step !== 0 && wouldLose(model, message)
        ? warned(model, message)
        : { model, effects: [{ type: 'openLevel', step: message.step }] };
    case 'otherAsked':
      return { model, effects: [{ type: 'openOther' }] };
    case 'kept':
      return keep({ ...model, unkept: message.problem });
    case 'told':
      return keep(told(model, message.notice));
    case 'quitAsked':
      return wouldLose(model, message) ? warned(model, message) : { model, effects: [{ type: 'quit' }] };
    case 'suspendAsked':
      return { model, effects: [{ type: 'suspend' }] };
    case 'reported':
      return keep(withReport(model, message));
  }
}

type OrderModel = RebuildModel & { readonly order: ordering.Order };

/** True where keys move lines; false where they change a text. */
function isMoving(model: RebuildModel): model is OrderModel {
  return model.order !== undefined && !model.order.isFilling;
}

/** True at a level of gaps while one is left: enter goes to it, as in a form. */
function hasGaps({ level, editor }: RebuildModel): boolean {
  return level.task.level === 'gap' && editor.lines.some(hasBlank);
}

function movingWords({ level }: OrderModel): string {
  const words = 'Space lifts a line, arrows move it';
  return level.task.level === 'faded' ? `${words}; enter fills a blank.` : `${words}.`;
}

function keep(model: RebuildModel): Update {
  return { model, effects: [] };
}

function told(model: RebuildModel, notice: string): RebuildModel {
  return { ...model, notice };
}

function check(model: RebuildModel, isBegun = true): Update {
  const { task, seed } = model.level;
  const version = model.version + 1;
  const next = { ...model, version, isBegun: model.isBegun || isBegun };
  return { model: next, effects: [{ type: 'check', version, text: wholeText(next), task, seed }] };
}

/** Another level, or the same one again: `undo` then brings back the lines. */
function opened(model: RebuildModel, message: Message & { type: 'levelOpened' }): Update {
  const { level, now } = message;
  const fresh = openModel(message, model.size, model.version);
  const next = { ...fresh, openedAt: (fresh.openedAt ?? 0) + now, isSpoken: model.isSpoken };
  const { task, seed } = model.level;
  const isAgain = task.network === level.task.network && task.level === level.task.level && seed === level.seed;
  if (!isAgain) return check(next, false);
  // The mistake of a bug hunt stays known.
  const isKnown = level.hunt !== undefined && model.hint > next.hint;
  const same = isKnown ? { ...next, hint: model.hint, hintsUsed: model.hintsUsed } : next;
  if (message.draft !== undefined) return check(same, false);
  const editor = { ...next.editor, past: editing.remembered(model.editor), version: model.editor.version + 1 };
  const order =
    next.order === undefined || model.order === undefined
      ? undefined
      : { ...next.order, past: ordering.remembered(model.order).past };
  const unit = level.hunt === undefined ? 'level' : 'program';
  const notice = message.notice ?? `The ${unit} begins again. Ctrl+Z brings your lines back.`;
  return check({ ...same, editor, order, notice }, false);
}

function inserted(model: RebuildModel, text: string): Update {
  // A line that is filled in an order level has no breaks.
  const own = model.order === undefined ? text : text.replace(/[\r\n]+/g, ' ');
  return edited(model, editing.insert(model.editor, own, BLANK), editing.TOO_LONG);
}

/** A changed text is checked. @param unchanged the notice for a text that stays as it is. */
function edited(model: RebuildModel, editor: editing.Editor, unchanged?: string): Update {
  if (editor.version === model.editor.version) return keep({ ...model, editor, notice: unchanged });
  const next = { ...model, editor, notice: undefined };
  if (next.order?.isFilling !== true) return check(next);
  return check({ ...next, order: ordering.withText(next.order, editor.lines.join(' ').trim()) });
}

function erased(editor: editing.Editor, what: 'back' | 'forward' | 'word'): editing.Editor {
  switch (what) {
    case 'back':
      return editing.eraseBack(editor);
    case 'forward':
      return editing.eraseForward(editor);
    case 'word':
      return editing.eraseWord(editor);
  }
}

function reordered(model: OrderModel, order: ordering.Order | undefined, unchanged: string): Update {
  return order === undefined ? keep(told(model, unchanged)) : check({ ...model, order, notice: undefined });
}

/** Enter in an order level: begins or ends the filling of a line. */
function filling(model: RebuildModel): Update {
  const { order } = model;
  if (order === undefined) return keep(model);
  if (order.isFilling) return keep({ ...model, order: { ...order, isFilling: false } });
  const row = order.rows[order.chosen];
  if (row?.piece === undefined || model.level.task.level !== 'faded') return lifted({ ...model, order });
  const at = row.text.indexOf(BLANK);
  const editor = editing.goTo(editing.openEditor([row.text]), 0, at < 0 ? row.text.length : at);
  const next = { ...ordering.remembered(order), isLifted: false, isFilling: true };
  return keep({ ...model, editor, order: next, notice: undefined });
}

const NO_BLANK = 'No blank is left.';

function tabbed(model: RebuildModel, direction: 1 | -1): Update {
  const { order, editor } = model;
  if (order !== undefined) {
    const next = ordering.nextBlankRow(order, direction);
    if (next === undefined) return keep(told(model, order.isFilling ? NO_BLANK : movingWords({ ...model, order })));
    return filling({ ...model, order: { ...order, chosen: next, isFilling: false, isLifted: false } });
  }
  const blank = editing.nextBlank(editor, BLANK, direction);
  if (blank !== undefined) return keep({ ...model, editor: blank, notice: undefined });
  // The lines of a level of gaps keep their indentation.
  if (model.level.task.level === 'gap') return keep(told(model, NO_BLANK));
  return edited(model, editing.indent(editor, direction));
}

/** Rows that a page key moves by in an order level. */
const ORDER_PAGE = 5;

function moved(model: RebuildModel, motion: editing.Motion): Update {
  const { order, editor } = model;
  const isVertical = motion === 'up' || motion === 'down';
  if (order === undefined || (order.isFilling && !isVertical)) {
    return keep({ ...model, editor: editing.move(editor, motion), notice: undefined });
  }
  // A row has no ends to go to: home and end are those of the list.
  const own = motion === 'home' ? 'top' : motion === 'end' ? 'bottom' : motion;
  const step = stepOf(own, order.rows.length, ORDER_PAGE);
  if (step === 0) return keep(model);
  const next = ordering.moved(order, step);
  const result = { ...model, order: next, notice: undefined };
  return next.rows === order.rows ? keep(result) : check(result);
}

function stepOf(motion: editing.Motion, all: number, page: number): number {
  switch (motion) {
    case 'up':
      return -1;
    case 'down':
      return 1;
    case 'page up':
      return -page;
    case 'page down':
      return page;
    case 'top':
      return -all;
    case 'bottom':
      return all;
    default:
      return 0;
  }
}

/** Lines that a page key moves by in the list of keys. */
const HELP_PAGE = 10;

function scrolled(model: RebuildModel, motion: editing.Motion): RebuildModel {
  const all = helpLimit(model);
  const step = stepOf(motion === 'home' ? 'top' : motion === 'end' ? 'bottom' : motion, all, HELP_PAGE);
  return { ...model, helpFirst: Math.max(0, Math.min(model.helpFirst + step, all)) };
}

/** Space or enter in an order level: lifts the line, or puts it down. */
function lifted(model: OrderModel): Update {
  const order = ordering.lifted(model.order);
  if (order === undefined) return keep(told(model, 'A label stays where it is: choose a line.'));
  return keep({ ...model, order, notice: undefined });
}

function escaped(model: RebuildModel): Update {
  const { order } = model;
  if (model.isHelpOpen) return keep({ ...model, isHelpOpen: false });
  if (order?.isFilling === true || order?.isLifted === true) {
    return keep({ ...model, order: { ...order, isFilling: false, isLifted: false } });
  }
  return keep(told(model, 'Ctrl+Q leaves. Ctrl+T gives a hint.'));
}

/** True where the text cannot be kept, and the last key was not warned of it. */
function wouldLose({ unkept, warnedOf }: RebuildModel, message: Message): boolean {
  return unkept !== undefined && warnedOf !== nameOf(message);
}

function warned(model: RebuildModel, message: Message): Update {
  const notice = 'Your text would be lost. Press the same key again to leave.';
  return keep({ ...told(model, notice), warnedOf: nameOf(message) });
}
