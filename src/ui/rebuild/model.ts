/* The rebuild on the screen as one value, and its messages. */

import { BLANK } from '../../learn/rebuild/blanks.ts';
import type { Level, Task } from '../../learn/rebuild/levels.ts';
import type { Report } from '../../learn/rebuild/report.ts';
import type { Size } from '../views/layout.ts';
import type { Draft } from './draft.ts';
import * as editing from './editor.ts';
import { type Order, openOrder, shownRows } from './order.ts';

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
  /** The fewest known keys that fix the program of a bug hunt. */
  readonly fewest: number | undefined;
  readonly size: Size;
  /** The text; in an order level, the one row whose blank is filled. */
  readonly editor: editing.Editor;
  /** The rows of a level whose lines are put in order. */
  readonly order: Order | undefined;
  readonly report: Report | undefined;
  /** Counts the texts; the check of an older one is dropped. */
  readonly version: number;
  /** The version that the report is about; -1 without one. */
  readonly checked: number;
  /** The lines of the whole text that the report is about. */
  readonly checkedLines: readonly string[];
  /** The last fault, how often it was met in a row, and the version of the text that was counted last. */
  readonly stuck: {
    readonly fault: string;
    readonly count: number;
    readonly version: number;
    /** The work that was left then, see `workLeft`. */
    readonly left: number;
  };
  readonly offer: Offer;
  /** Open hints for the place that comes first: a question, the place, the answer. */
  readonly hint: 0 | 1 | 2 | 3;
  readonly hintsUsed: number;
  /** Milliseconds since the level was opened, when it was solved. */
  readonly took: number | undefined;
  /** The time of opening, in ms; before it, minus the time that was spent on the draft. */
  readonly openedAt: number | undefined;
  /** True once a line was changed. */
  readonly isBegun: boolean;
  readonly isHelpOpen: boolean;
  /** Lines of the list of keys that are scrolled away. */
  readonly helpFirst: number;
  /** Pages of the lower pane that were turned. */
  readonly page: number;
  readonly notice: string | undefined;
  /** Why the text is not kept; undefined while it is. */
  readonly unkept: string | undefined;
  /** The message that was refused with a warning: leaving would lose the text. It is obeyed the second time, unless a key came between. */
  readonly warnedOf: string | undefined;
  /** True where sentences take the place of a screen. */
  readonly isSpoken: boolean;
}

/** A level to open. */
export interface OpenedLevel {
  readonly level: Level;
  /** The number of the level, from 1, and of all. */
  readonly place: readonly [number, number];
  /** The behaviour of the program of a bug hunt. */
  readonly symptom?: string | undefined;
  /** The text as it was left at an earlier time. */
  readonly draft?: Draft | undefined;
  /** A sentence about that text. */
  readonly notice?: string | undefined;
}

export type Message =
  | { readonly type: 'resized'; readonly size: Size }
  | { readonly type: 'opened'; readonly now: number }
  | (OpenedLevel & { readonly type: 'levelOpened'; readonly now: number })
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'pasted'; readonly text: string }
  | { readonly type: 'moved'; readonly motion: editing.Motion }
  | { readonly type: 'entered' }
  | { readonly type: 'erased'; readonly what: 'back' | 'forward' | 'word' }
  | { readonly type: 'tabbed'; readonly direction: 1 | -1 }
  | { readonly type: 'undone' }
  | { readonly type: 'redone' }
  | { readonly type: 'lifted' }
  | { readonly type: 'escaped' }
  | { readonly type: 'hinted' }
  | { readonly type: 'helpToggled' }
  | { readonly type: 'pageTurned' }
  | { readonly type: 'levelAsked'; readonly step: 1 | -1 | 0 }
  | { readonly type: 'otherAsked' }
  /** The text was kept, or could not be. */
  | { readonly type: 'kept'; readonly problem: string | undefined }
  | { readonly type: 'told'; readonly notice: string }
  | { readonly type: 'quitAsked' }
  | { readonly type: 'suspendAsked' }
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
  /** Opens another text of the level. */
  | { readonly type: 'openOther' }
  | { readonly type: 'suspend' }
  | { readonly type: 'quit' };

/** The name of a message for `warnedOf`. A step to the next level and a step back have names of their own. */
export function nameOf(message: Message): string {
  return 'step' in message ? `${message.type} ${message.step}` : message.type;
}

/** A level at its beginning, or at its draft. @param version that of the model before: versions go on from level to level. */
export function openModel(
  { level, place, symptom, draft, notice }: OpenedLevel,
  size: Size,
  version = 0,
): RebuildModel {
  const isOrder = level.pieces.length > 0;
  return {
    level,
    place,
    symptom,
    keys: draft?.keys ?? 0,
    fewest: undefined,
    size,
    editor: isOrder ? editing.openEditor(['']) : (draft?.editor ?? openText(level)),
    order: isOrder ? (draft?.order ?? openOrder(level)) : undefined,
    report: undefined,
    version,
    checked: -1,
    checkedLines: [],
    stuck: { fault: '', count: 0, version: -1, left: 0 },
    offer: undefined,
    hint: level.hunt === undefined ? 0 : (draft?.hint ?? 0),
    hintsUsed: draft?.hintsUsed ?? 0,
    took: undefined,
    openedAt: draft === undefined ? undefined : -draft.spent,
    isBegun: draft !== undefined,
    isHelpOpen: false,
    helpFirst: 0,
    page: 0,
    notice,
    unkept: undefined,
    warnedOf: undefined,
    isSpoken: false,
  };
}

/** The starting text, with the cursor at the first place to type at. */
function openText({ start, task, hunt }: Level): editing.Editor {
  if (hunt !== undefined) return editing.goTo(editing.openEditor(start), 0, 0);
  // Empty lines of a loop body are ready to be typed in.
  const indent = task.level === 'nothing' ? '' : ' '.repeat(editing.INDENT);
  const editor = editing.openEditor(start.map((line) => (line === '' ? indent : line)));
  const row = Math.max(
    0,
    editor.lines.findIndex((line) => line.includes(BLANK) || line.trim() === ''),
  );
  const line = editor.lines[row] ?? '';
  return editing.goTo(editor, row, line.includes(BLANK) ? line.indexOf(BLANK) : line.length);
}

/** The learner's lines as they are checked. */
export function ownLines({ editor, order }: Pick<RebuildModel, 'editor' | 'order'>): readonly string[] {
  return order === undefined ? editor.lines : shownRows(order.rows).map(({ text }) => `    ${text}`);
}

export function wholeText(model: RebuildModel): string {
  const { before, after } = model.level;
  return [...before, ...ownLines(model), ...after, ''].join('\n');
}

/** The number of lines before the learner's first one. */
export function linesBefore(model: RebuildModel): number {
  return model.level.before.length;
}

export function isSolved({ report, checked, version }: RebuildModel): boolean {
  return report?.solved === true && checked === version;
}

/** True while the marks would give the mistake of a bug hunt away. */
export function areMarksHidden(model: RebuildModel): boolean {
  return model.level.hunt !== undefined && !isMistakeShown(model) && !isSolved(model);
}

/** True for a bug hunt whose marks were shown as a hint: its mistake does not count as found. */
export function isMistakeShown({ level, hint }: RebuildModel): boolean {
  return level.hunt !== undefined && hint >= 2;
}

/** True once faults are named. Shuffled lines have some from the beginning: the first move, or a hint, shows them. */
export function areFaultsShown({ isBegun, hint }: RebuildModel): boolean {
  return isBegun || hint > 0;
}
