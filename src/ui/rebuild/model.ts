/* The rebuild on the screen as one value, its messages, and the one function that changes it: one case for each message. */
import type { Level, Piece, Task } from '../../learn/rebuild/levels.ts';
import type { Report } from '../../learn/rebuild/report.ts';
import type { Size } from '../views/layout.ts';
import * as editing from './editor.ts';
import { routeLength } from './route.ts';

/** A place that is left open in a line. */
const BLANK = '____';
export const LEFT_OUT = '# left out';

/** A row of a level whose lines are put in order: a label, or a line. */
export interface OrderRow {
  readonly text: string;
  /** Undefined for a label. */
  readonly piece: Piece | undefined;
  /** True for a line that moves with the one before it. */
  readonly isJoined: boolean;
}

/** An offer after the same fault several times. */
export type Offer = 'leave out a wrong line' | 'join two lines' | undefined;

export interface RebuildModel {
  readonly level: Level;
  /** The number of this level, from 1, and of all. */
  readonly place: readonly [number, number];
  /** The behaviour of the program of a bug hunt. */
  readonly symptom: string | undefined;
  /** Keys pressed in this level, until it is solved. */
  readonly keys: number;
  /** The keys of the shortest way to the right text of a bug hunt that is known. */
  readonly fewest: number | undefined;
  readonly size: Size;
  readonly editor: editing.Editor;
  /** Rows of a level whose lines are put in order; the editor then has one row at most, which is being filled. */
  readonly order:
    | {
        readonly rows: readonly OrderRow[];
        readonly chosen: number;
        readonly isLifted: boolean;
        readonly isFilling: boolean;
        /** The rows before each move and each filling. */
        readonly past: readonly (readonly OrderRow[])[];
      }
    | undefined;
  readonly report: Report | undefined;
  /** Counts the texts; the check of an older one is dropped. */
  readonly version: number;
  readonly checked: number;
  /** The lines of the whole text that the report is about. */
  readonly checkedLines: readonly string[];
  /** The last fault, and how often it was met in a row. */
  readonly stuck: { readonly fault: string; readonly count: number };
  readonly offer: Offer;
  /** Hints that are shown for the place that comes first: a question, the place, the answer. */
  readonly hint: 0 | 1 | 2 | 3;
  readonly hintsUsed: number;
  /** Milliseconds since the level was opened, when it was solved. */
  readonly took: number | undefined;
  readonly begun: number | undefined;
  /** False until the first change. */
  readonly isBegun: boolean;
  readonly isHelpOpen: boolean;
  readonly notice: string | undefined;
}

export type Message =
  | { readonly type: 'resized'; readonly size: Size }
  | { readonly type: 'opened'; readonly now: number }
  | {
      readonly type: 'levelOpened';
      readonly level: Level;
      readonly place: readonly [number, number];
      readonly symptom?: string | undefined;
      readonly now: number;
    }
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'pasted'; readonly text: string }
  | { readonly type: 'moved'; readonly motion: editing.Motion }
  | { readonly type: 'broken' }
  | { readonly type: 'erased'; readonly what: 'back' | 'forward' | 'word' }
  | { readonly type: 'tabbed'; readonly direction: 1 | -1 }
  | { readonly type: 'undone' }
  | { readonly type: 'redone' }
  | { readonly type: 'lifted' }
  | { readonly type: 'left' }
  | { readonly type: 'hinted' }
  | { readonly type: 'accepted' }
  | { readonly type: 'helpToggled' }
  | { readonly type: 'levelAsked'; readonly step: 1 | -1 | 0 }
  | { readonly type: 'quitAsked' }
  | {
      readonly type: 'reported';
      readonly version: number;
      readonly report: Report;
      readonly isLast: boolean;
      readonly now: number;
    };

export type Effect =
  | {
      readonly type: 'check';
      readonly version: number;
      readonly text: string;
      readonly task: Task;
      readonly seed: number;
    }
  | { readonly type: 'openLevel'; readonly step: 1 | -1 | 0 }
  | { readonly type: 'quit' };

export interface Update {
  readonly model: RebuildModel;
  readonly effects: readonly Effect[];
}

export function openModel(
  level: Level,
  place: readonly [number, number],
  size: Size,
  symptom?: string | undefined,
): RebuildModel {
  const isOrder = level.pieces.length > 0;
  const isHunt = level.hunt !== undefined;
  const first = isHunt
    ? 0
    : Math.max(
        0,
        level.start.findIndex((line) => line.includes(BLANK) || line.trim() === ''),
      );
  const editor = editing.openEditor(isOrder ? [''] : level.start);
  const line = level.start[first] ?? '';
  const column = isHunt ? 0 : line.includes(BLANK) ? line.indexOf(BLANK) : line.length;
  return {
    level,
    place,
    symptom,
    keys: 0,
    fewest: undefined,
    size,
    editor: isOrder
      ? editor
      : editing.goTo(
          indented(editor, level),
          first,
          column === 0 && !isHunt && level.task.level !== 'nothing' ? editing.INDENT : column,
        ),
    order: isOrder ? { rows: orderRows(level), chosen: 1, isLifted: false, isFilling: false, past: [] } : undefined,
    report: undefined,
    version: 0,
    checked: -1,
    checkedLines: [],
    stuck: { fault: '', count: 0 },
    offer: undefined,
    hint: 0,
    hintsUsed: 0,
    took: undefined,
    begun: undefined,
    isBegun: false,
    isHelpOpen: false,
    notice: undefined,
  };
}

/** Empty lines of a loop body are ready to be typed in. */
function indented(editor: editing.Editor, level: Level): editing.Editor {
  if (level.task.level === 'nothing' || level.hunt !== undefined) return editor;
  return { ...editor, lines: editor.lines.map((line) => (line === '' ? ' '.repeat(editing.INDENT) : line)) };
}

function orderRows({ start, pieces, task }: Level): readonly OrderRow[] {
  const left = [...pieces];
  const rows = start.map((line): OrderRow => {
    const text = line.trim();
    const at = left.findIndex((piece) => piece.text === text);
    const [piece] = at < 0 ? [] : left.splice(at, 1);
    return { text, piece, isJoined: false };
  });
  return task.level === 'faded' ? [...rows, { text: LEFT_OUT, piece: undefined, isJoined: false }] : rows;
}

/** The learner's lines as they are checked. */
export function ownLines({ editor, order }: RebuildModel): readonly string[] {
  if (order === undefined) return editor.lines;
  const end = order.rows.findIndex(({ text }) => text === LEFT_OUT);
  const shown = end < 0 ? order.rows : order.rows.slice(0, end);
  return shown.map(({ text }) => `    ${text}`);
}

export function wholeText(model: RebuildModel): string {
  const { before, after } = model.level;
  return [...before, ...ownLines(model), ...after, ''].join('\n');
}

/** The number of lines before the learner's first one. */
export function given(model: RebuildModel): number {
  return model.level.before.length;
}

export function isSolved({ report, checked, version }: RebuildModel): boolean {
  return report?.solved === true && checked === version;
}

/** True while the marks would give the mistake of a bug hunt away. */
export function areMarksHidden(model: RebuildModel): boolean {
  return model.level.hunt !== undefined && !isShown(model) && !isSolved(model);
}

/** True for a bug hunt whose marks were asked for. */
export function isShown({ level, hint }: RebuildModel): boolean {
  return level.hunt !== undefined && hint >= 2;
}

/** Messages that a key of the editor gives. */
const editorKeys: ReadonlySet<Message['type']> = new Set([
  'typed',
  'pasted',
  'moved',
  'broken',
  'erased',
  'tabbed',
  'undone',
  'redone',
  'lifted',
]);

export function update(model: RebuildModel, message: Message): Update {
  const isCounted = editorKeys.has(message.type) && model.took === undefined;
  return updated(isCounted ? { ...model, keys: model.keys + 1 } : model, message);
}

function updated(model: RebuildModel, message: Message): Update {
  switch (message.type) {
    case 'resized':
      return keep({ ...model, size: message.size });
    case 'opened':
      return check({ ...model, begun: message.now }, false);
    case 'levelOpened':
      return check(
        {
          ...openModel(message.level, message.place, model.size, message.symptom),
          begun: message.now,
          version: model.version,
        },
        false,
      );
    case 'typed':
    case 'pasted':
      if (model.order !== undefined && !model.order.isFilling)
        return keep(noticed(model, 'Space lifts a line, arrows move it; enter fills a blank.'));
      return edited(model, editing.insert(editing.overBlank(model.editor, BLANK), singleLine(model, message.text)));
    case 'broken':
      if (model.order !== undefined) return fill(model);
      return edited(model, editing.breakLine(model.editor));
    case 'erased': {
      if (model.order !== undefined && !model.order.isFilling) return keep(model);
      const { editor } = model;
      const next =
        message.what === 'back'
          ? editing.eraseBack(editor)
          : message.what === 'word'
            ? editing.eraseWord(editor)
            : editing.eraseForward(editor);
      return edited(model, next);
    }
    case 'tabbed':
      return tabbed(model, message.direction);
    case 'undone':
      return model.order !== undefined && !model.order.isFilling
        ? orderUndone(model)
        : edited(model, editing.undo(model.editor));
    case 'redone':
      return model.order !== undefined && !model.order.isFilling
        ? keep(model)
        : edited(model, editing.redo(model.editor));
    case 'moved':
      return movedBy(model, message.motion);
    case 'lifted':
      return lifted(model);
    case 'left':
      return left(model);
    case 'hinted':
      return hinted(model);
    case 'accepted':
      return accepted(model);
    case 'helpToggled':
      return keep({ ...model, isHelpOpen: !model.isHelpOpen });
    case 'levelAsked':
      return { model, effects: [{ type: 'openLevel', step: message.step }] };
    case 'quitAsked':
      return { model, effects: [{ type: 'quit' }] };
    case 'reported':
      return reported(model, message);
  }
}

function keep(model: RebuildModel): Update {
  return { model, effects: [] };
}

function noticed(model: RebuildModel, notice: string): RebuildModel {
  return { ...model, notice };
}

/** A line that is filled in an order level has no breaks. */
function singleLine(model: RebuildModel, text: string): string {
  return model.order === undefined ? text : text.replace(/[\r\n]+/g, ' ');
}

function check(model: RebuildModel, isBegun = true): Update {
  const { task, seed } = model.level;
  const version = model.version + 1;
  const next = { ...model, version, isBegun, notice: undefined };
  return { model: next, effects: [{ type: 'check', version, text: wholeText(next), task, seed }] };
}

function edited(model: RebuildModel, editor: editing.Editor): Update {
  const isChanged = editor.version !== model.editor.version;
  const next = { ...model, editor, notice: undefined };
  if (!isChanged) return keep(next);
  return model.order?.isFilling === true ? check(withFilled(next)) : check(next);
}

/** The row that is being filled shows what is typed. */
function withFilled(model: RebuildModel): RebuildModel {
  const { order } = model;
  if (order === undefined) return model;
  const row = order.rows[order.chosen];
  if (row === undefined) return model;
  const text = model.editor.lines.join(' ').trim();
  return { ...model, order: { ...order, rows: order.rows.with(order.chosen, { ...row, text }) } };
}

/** Enter in an order level: begins or ends the filling of a line. */
function fill(model: RebuildModel): Update {
  const { order } = model;
  if (order === undefined) return keep(model);
  if (order.isFilling) return keep({ ...model, order: { ...order, isFilling: false } });
  const row = order.rows[order.chosen];
  if (row?.piece === undefined || model.level.task.level !== 'faded') return lifted(model);
  const at = row.text.indexOf(BLANK);
  const editor = editing.goTo(editing.openEditor([row.text]), 0, at < 0 ? row.text.length : at);
  return keep({ ...model, editor, order: { ...kept(order), isLifted: false, isFilling: true }, notice: undefined });
}

function tabbed(model: RebuildModel, direction: 1 | -1): Update {
  const { order, editor } = model;
  if (order !== undefined) {
    const rows = order.rows.flatMap(({ text }, i) => (text.includes(BLANK) ? [i] : []));
    const next =
      direction === 1
        ? (rows.find((row) => row > order.chosen) ?? rows[0])
        : (rows.findLast((row) => row < order.chosen) ?? rows.at(-1));
    if (next === undefined) return keep(noticed(model, 'No blank is left.'));
    return fill({ ...model, order: { ...order, chosen: next, isFilling: false, isLifted: false } });
  }
  const blank = editing.nextBlank(editor, BLANK, direction);
  return blank === undefined
    ? edited(model, editing.indent(editor, direction))
    : keep({ ...model, editor: blank, notice: undefined });
}

function movedBy(model: RebuildModel, motion: editing.Motion): Update {
  const { order } = model;
  if (order === undefined) return keep({ ...model, editor: editing.move(model.editor, motion), notice: undefined });
  if (order.isFilling && motion !== 'up' && motion !== 'down') {
    return keep({ ...model, editor: editing.move(model.editor, motion) });
  }
  const steps = {
    up: -1,
    down: 1,
    'page up': -5,
    'page down': 5,
    top: -order.rows.length,
    bottom: order.rows.length,
  } as const;
  const step = motion in steps ? steps[motion as keyof typeof steps] : 0;
  if (step === 0) return keep(model);
  const settled = { ...model, order: { ...order, isFilling: false } };
  if (!order.isLifted) {
    const chosen = Math.max(0, Math.min(order.chosen + step, order.rows.length - 1));
    return keep({ ...settled, order: { ...settled.order, chosen }, notice: undefined });
  }
  let rows = order.rows;
  let at = order.chosen;
  for (let i = 0; i < Math.abs(step); i++) {
    const next = exchanged(rows, at, step > 0 ? 1 : -1);
    if (next === undefined) break;
    [rows, at] = next;
  }
  if (rows === order.rows) return keep(model);
  return check({ ...settled, order: { ...settled.order, rows, chosen: at } });
}

/** Moves the block at a row past the one above or below it. The first label stays at the top. */
function exchanged(
  rows: readonly OrderRow[],
  at: number,
  step: 1 | -1,
): readonly [readonly OrderRow[], number] | undefined {
  const size = blockSize(rows, at);
  if (step === 1) {
    const below = at + size;
    if (below >= rows.length) return undefined;
    const other = blockSize(rows, below);
    const moved = [
      ...rows.slice(0, at),
      ...rows.slice(below, below + other),
      ...rows.slice(at, below),
      ...rows.slice(below + other),
    ];
    return [moved, at + other];
  }
  let above = at - 1;
  while (above > 0 && rows[above]?.isJoined === true) above--;
  if (above < 1) return undefined;
  const moved = [
    ...rows.slice(0, above),
    ...rows.slice(at, at + size),
    ...rows.slice(above, at),
    ...rows.slice(at + size),
  ];
  return [moved, above];
}

function blockSize(rows: readonly OrderRow[], at: number): number {
  let size = 1;
  while (rows[at + size]?.isJoined === true) size++;
  return size;
}

/** Space in an order level: lifts the line, or puts it down. In a text it is a space. */
function lifted(model: RebuildModel): Update {
  const { order } = model;
  if (order === undefined || order.isFilling)
    return edited(model, editing.insert(editing.overBlank(model.editor, BLANK), ' '));
  let { chosen } = order;
  while (chosen > 0 && order.rows[chosen]?.isJoined === true) chosen--;
  if (order.rows[chosen]?.piece === undefined) return keep(noticed(model, 'A label stays where it is: choose a line.'));
  const next = order.isLifted ? order : kept(order);
  return keep({ ...model, order: { ...next, chosen, isLifted: !order.isLifted }, notice: undefined });
}

type Order = NonNullable<RebuildModel['order']>;

/** Orders that can be undone, at most. */
const MOST_ORDERS = 200;

function kept(order: Order): Order {
  return { ...order, past: [...order.past, order.rows].slice(-MOST_ORDERS) };
}

function orderUndone(model: RebuildModel): Update {
  const { order } = model;
  const rows = order?.past.findLast((own) => own !== order.rows);
  if (order === undefined || rows === undefined) return keep(noticed(model, 'There is nothing to undo.'));
  const past = order.past.slice(0, order.past.lastIndexOf(rows));
  const chosen = Math.min(order.chosen, rows.length - 1);
  return check({ ...model, order: { rows, past, chosen, isLifted: false, isFilling: false } });
}

function left(model: RebuildModel): Update {
  const { order } = model;
  if (model.isHelpOpen) return keep({ ...model, isHelpOpen: false });
  if (order?.isFilling === true || order?.isLifted === true) {
    return keep({ ...model, order: { ...order, isFilling: false, isLifted: false } });
  }
  return keep(noticed(model, 'Ctrl+Q leaves. Ctrl+T gives a hint.'));
}

/** The fault as it is counted: the same text with the same fault, after a change elsewhere, is the same place. */
function faultKey({ report, level }: RebuildModel, lines: readonly string[]): string {
  const fault = report?.fault;
  if (fault === undefined) return '';
  const text = fault.line === undefined ? '' : (lines[fault.line - 1 - level.before.length] ?? '');
  return `${text.trim()} ${fault.mistake ?? fault.stage}`;
}

function reported(model: RebuildModel, { version, report, isLast, now }: Message & { type: 'reported' }): Update {
  if (version !== model.version) return keep(model);
  const { level } = model;
  const next = { ...model, report, checked: version, checkedLines: wholeText(model).split('\n') };
  const took = report.solved && model.took === undefined && model.begun !== undefined ? now - model.begun : model.took;
  const fewest = took !== undefined && level.hunt !== undefined ? (model.fewest ?? routeLength(level)) : undefined;
  if (!isLast) return keep({ ...next, took, fewest });
  const fault = faultKey(next, ownLines(next));
  // Each checked text counts once.
  const isSame = fault !== '' && fault === model.stuck.fault;
  const count = model.checked === version ? model.stuck.count : isSame ? model.stuck.count + 1 : 1;
  const isNew = fault !== model.stuck.fault;
  const stuck = { fault, count: fault === '' ? 0 : count };
  // The hints of a bug hunt are about its mistake, not about a place.
  return keep({
    ...next,
    took,
    fewest,
    stuck,
    hint: isNew && level.hunt === undefined ? 0 : model.hint,
    offer: offerFor({ ...next, stuck }),
  });
}

/** Checks in a row with the same fault after which help is offered. */
const STUCK = 3;

function offerFor({ order, stuck, level }: RebuildModel): Offer {
  if (order === undefined || stuck.count < STUCK) return undefined;
  const hasWrong = shownRows(order.rows).some(({ piece }) => piece?.mistake !== undefined);
  if (hasWrong && level.task.level === 'faded') return 'leave out a wrong line';
  return joinable(order.rows, level) === undefined ? undefined : 'join two lines';
}

function shownRows(rows: readonly OrderRow[]): readonly OrderRow[] {
  const end = rows.findIndex(({ text }) => text === LEFT_OUT);
  return end < 0 ? rows : rows.slice(0, end);
}

/** Two lines that follow each other in the right program, and do not here. */
function joinable(rows: readonly OrderRow[], { solution }: Level): readonly [number, number] | undefined {
  for (const [i, text] of solution.entries()) {
    const next = solution[i + 1];
    if (next === undefined) break;
    const [one, other] = [text, next].map((own) =>
      rows.findIndex(({ piece }) => piece?.mistake === undefined && piece?.solution === own),
    );
    if (one === undefined || other === undefined || one < 0 || other < 0) continue;
    if (rows[other]?.isJoined !== true && blockSize(rows, other) === 1) return [one, other];
  }
  return undefined;
}

function accepted(model: RebuildModel): Update {
  const { order, offer, level } = model;
  if (order === undefined || offer === undefined) return hinted(model);
  const next = { ...model, offer: undefined, stuck: { fault: '', count: 0 }, hintsUsed: model.hintsUsed + 1 };
  if (offer === 'leave out a wrong line') {
    const at = order.rows.findIndex(({ piece }) => piece?.mistake !== undefined);
    const rows = order.rows.filter((_, i) => i !== at);
    return check({
      ...next,
      order: { ...order, rows, chosen: Math.min(order.chosen, rows.length - 1), isLifted: false },
    });
  }
  const found = joinable(order.rows, level);
  if (found === undefined) return keep(next);
  const [one, other] = found;
  const joined = { ...(order.rows[other] as OrderRow), isJoined: true };
  const rest = order.rows.filter((_, i) => i !== other);
  const at = rest.indexOf(order.rows[one] as OrderRow) + blockSize(rest, rest.indexOf(order.rows[one] as OrderRow));
  const rows = [...rest.slice(0, at), joined, ...rest.slice(at)];
  return check({
    ...next,
    order: { ...order, rows, chosen: rest.indexOf(order.rows[one] as OrderRow), isLifted: false },
  });
}

/** From a question to the place to the answer, which is then written into the text. */
function hinted(model: RebuildModel): Update {
  if (isSolved(model))
    return keep(
      noticed(model, `It is solved. Ctrl+N opens the next ${model.level.hunt === undefined ? 'level' : 'program'}.`),
    );
  if (model.offer !== undefined) return accepted(model);
  if (model.hint < 3) {
    const hint = (model.hint + 1) as 1 | 2 | 3;
    return keep({ ...model, hint, hintsUsed: model.hintsUsed + 1, notice: undefined });
  }
  return keep(
    noticed(
      model,
      model.level.hunt === undefined ? 'That was the last hint for this place.' : 'That was the last hint.',
    ),
  );
}
