import type { Statement } from '../../language/program.ts';
import { advance, beginLesson } from '../../learn/course/course.ts';
import { linesNamed } from '../../learn/course/pane-words.ts';
import { firstOption, needsEnter } from '../../learn/course/shown-keys.ts';
import {
  type CourseMessage,
  type CourseState,
  canGoOn,
  choicesOf,
  hasKeys,
  hasOwnEnter,
  isAsking,
  isHeld,
  type Opening,
  stepOf,
} from '../../learn/course/state.ts';
import { keyLabel, spokenLines, stripText } from '../../learn/course/strip-text.ts';
import { options } from '../../network/options.ts';
import type { InputEvent } from '../keyboard/events.ts';
import { interpret, interpretKey, keyName, type OwnKeys } from '../keys/interpret.ts';
import { allExamples } from '../model/examples.ts';
import type { Message, OpenedLesson } from '../model/message.ts';
import { initialModel, type Model, type Strip, shownView } from '../model/model.ts';
import { isThere, plainTheme } from '../model/pane-space.ts';
import { start, type Update, withNotice } from '../model/requests.ts';
import { moveFocus, withLinesInSight } from '../model/scroll.ts';
import { update, withViewRequest } from '../model/update.ts';
import type { Store } from '../store.ts';
import { type Theme, withKeysElsewhere } from '../theme/theme.ts';
import type { PlacedFrame } from '../views/definition.ts';
import { paneNames, type Rectangle, type Size, smallestSize } from '../views/layout.ts';
import { hidesCause } from '../views/panes-props.ts';
import { fitted } from '../views/panes-view.ts';
import { view } from '../views/view.ts';
import { drive, type LessonHost } from './player.ts';
import { sightOf } from './sight-of.ts';
import { drawStripBelow, drawStripBeside, neededRows, ROWS, type StripProps, stripRows } from './strip-pane.ts';

/*
 * A lesson beside the dashboard. It hears every message after the dashboard, and takes the keys of its strip before it. Without a lesson
 * none of this is read.
 */

/** A layer over the dashboard. */
export interface Companion {
  /** The model with the lesson at its beginning. */
  begin(model: Model): Model;
  /** In place of the `update` of the dashboard. */
  readonly update: (model: Model, message: Message) => Update;
  readonly interpret: (model: Model, event: InputEvent, own?: OwnKeys) => Message | undefined;
  /** The whole screen. */
  readonly draw: (model: Model, theme: Theme) => readonly PlacedFrame[];
  /** New sentences of the strip, for a screen reader. */
  readonly speak: (before: Model, after: Model) => readonly string[];
  /** Presses the keys that the lesson shows, and saves the progress. Returns the function that ends this. */
  readonly drive: (store: Store) => () => void;
}

export function companionOf(opening: Opening, host: LessonHost): Companion {
  let spoken: readonly string[] = [];
  return {
    begin: (model) => withLesson(model, opening),
    update: updateBeside,
    interpret: interpretBeside,
    draw: drawBeside,
    speak(_, { course, ...after }) {
      if (course === undefined) return [];
      const lines = spokenLines(stripText(course, sightOf(after)));
      const isTyping = isAsking(course) && course.typed !== '';
      const news = isTyping ? [] : lines.filter((line) => !spoken.includes(line));
      spoken = lines;
      return news;
    },
    drive: (store) => drive(store, pressed, host),
  };
}

/** A dashboard before its run, with a lesson at its beginning. */
export function withLesson(model: Model, opening: Opening): Model {
  // The lesson keeps its scenario.
  const editing = { never: 'a lesson keeps its scenario: open the scenario without the lesson to edit it' };
  return withCourse({ ...model, about: 'hidden', editing }, beginLesson(opening));
}

// Update

/** The model after a message: the dashboard answers it first, and the lesson sees what has changed. */
export function updateBeside(model: Model, message: Message): Update {
  if (message.type === 'lessonOpened') return withViewRequest(openLesson(model, message.opened));
  const { course } = model;
  if (course === undefined) return update(model, message);
  if (message.type === 'lesson') {
    const { message: own } = message;
    const next = advance(course, own, sightOf(model));
    const focused = own.type === 'leave' ? withPaneAfter(model, course, own.direction) : model;
    const held = own.type === 'held' ? `answer first: then ${keyLabel(own.key)} shows the result` : undefined;
    return withViewRequest({ model: withCourse(withNotice(focused, held), next), effects: [] });
  }
  const updated = update(model, message);
  if (updated.model === model) return updated;
  const own = atOptionOfStep(model, updated.model, course);
  const next = advance(course, { type: 'saw' }, sightOf(own));
  return withViewRequest({ ...updated, model: withCourse(own, next) });
}

/** The pane that `tab` goes to from the strip: that of the step where it is hidden; after the last pane, the first; or else the lit one. */
function withPaneAfter(model: Model, course: CourseState, direction: 1 | -1): Model {
  const wanted = stepOf(course)?.pane;
  if (wanted !== undefined && sightOf(model).hiddenPanes.includes(wanted)) return { ...model, focus: wanted };
  return course.focus === 'reached' && isLastPane(model, direction) ? moveFocus(model, direction) : model;
}

/** The model with the options at the first one that the step sets, where they have just been opened. */
function atOptionOfStep(before: Model, after: Model, course: CourseState): Model {
  const { view } = after;
  const step = stepOf(course);
  if (view.kind !== 'options' || shownView(before).kind === 'options' || step === undefined) return after;
  const wanted = firstOption(course, step);
  const chosen = options.findIndex(({ name }) => name === wanted);
  return chosen === -1 ? after : { ...after, view: { ...view, chosen } };
}

/** Begins another lesson in a run of its own. */
function openLesson(model: Model, opened: OpenedLesson): Update {
  const { subject, seed, speed } = opened;
  const { size, run, request, editing, saved } = model;
  const next: Model = {
    ...initialModel(subject, seed, speed, size),
    ...{ run, request, editing, saved, examples: allExamples, about: 'hidden', watchesSince: request + 1 },
  };
  const started = start(next, seed, 'paused');
  return { ...started, model: withCourse(started.model, beginLesson(opened)) };
}

/** The model with a state of the lesson: a new step lights its pane, and the strip gets the room that it needs. */
function withCourse(model: Model, course: CourseState): Model {
  const { course: before } = model;
  const isNew = before?.step !== course.step || before.lesson !== course.lesson;
  const step = stepOf(course);
  const lit = isNew ? step?.pane : undefined;
  const own =
    lit !== undefined && isThere(model, lit) ? { ...model, focus: lit, view: { kind: 'panes' } as const } : model;
  const strip = stripOf(own, course);
  const isSame = JSON.stringify(strip) === JSON.stringify(own.strip);
  if (course === before && isSame && own === model) return model;
  const next = { ...own, course, ...(isSame ? {} : { strip }) };
  // Lines that a person has scrolled to stay in sight until the words of the strip change.
  if (!isNew && isSame && hasSameWords(before, course)) return next;
  const { program: _, ...scroll } = next.scroll;
  return withNamedLines(isNew ? { ...next, scroll } : next, course);
}

function hasSameWords(one: CourseState, other: CourseState): boolean {
  return one.phase === other.phase && one.hints === other.hints && one.remark === other.remark;
}

/** The model with the lines in sight that the words of the strip name. */
function withNamedLines(model: Model, course: CourseState): Model {
  const { parts } = stripText(course, sightOf(model), true);
  return withLinesInSight(model, linesNamed(parts.map(({ text }) => text).join(' ')));
}

/** The columns that the dashboard keeps beside a strip: its panes are side by side. */
const DASHBOARD = 80;
const COLUMNS = { least: 32, most: 36, roomy: 42 };
/** A terminal that has room for a wide strip. */
const ROOMY = 180;

function stripOf(model: Model, course: CourseState): Strip {
  const { columns, rows } = model.size;
  const props = stripPropsBelow(model, course);
  if (props.focus === 'folded') return { side: 'below', rows: 1 };
  const taken = hasKeys(course) ? takenKeys(model, course) : '';
  const own = taken === '' ? {} : { taken: `^(${taken})$` };
  const spare = columns - DASHBOARD;
  // A terminal that is too low for a dashboard has no strip either.
  if (spare >= COLUMNS.least && rows >= smallestSize.rows)
    return { side: 'right', columns: columns >= ROOMY ? COLUMNS.roomy : Math.min(spare, COLUMNS.most), ...own };
  return { side: 'below', rows: stripRows(props, columns, plainTheme), ...own };
}

/**
 * True where `enter` is a key of the strip: over the panes it opens nothing that the step does not ask for, unless a line was chosen and its
 * pane has the focus. In a narrow terminal the program may be out of sight.
 */
function hasEnter({ view, cursor, focus }: Model, course: CourseState): boolean {
  if (hasOwnEnter(view.kind)) return false;
  if (canGoOn(course) || isAsking(course)) return true;
  const step = stepOf(course);
  const isOpening = cursor !== undefined && focus === 'program';
  return step !== undefined && view.kind === 'panes' && !isOpening && !needsEnter(course, step);
}

/** The keys of the dashboard that are keys of the strip now, as a pattern, see `answerMessage`: `enter`, and characters of a number. */
function takenKeys(model: Model, course: CourseState): string {
  const isNumber = isAsking(course) && choicesOf(stepOf(course)) === undefined;
  if (isNumber) return course.typed === '' ? 'enter|[a-pr-zA-Z]' : 'enter|space|.';
  return hasEnter(model, course) ? 'enter' : '';
}

function stripProps(model: Model, course: CourseState, isBrief: boolean): StripProps {
  const focus = hasKeys(course) && !takesKeys(model, course) ? 'panes' : course.focus;
  return { text: stripText(course, sightOf(model), isBrief), focus };
}

/** True while the strip takes the keys of an answer, or `enter`. A view over the panes takes all keys of a step to do, and a question all keys. */
function takesKeys({ view: { kind } }: Model, course: CourseState): boolean {
  if (!hasKeys(course) || kind === 'prompt' || kind === 'help' || hasOwnEnter(kind)) return false;
  return kind === 'panes' || canGoOn(course) || isAsking(course);
}

/** The strip above the footer. A hint beside a question leaves the question where it is, as long as there is room for both. */
function stripPropsBelow(model: Model, course: CourseState): StripProps {
  const full = stripProps(model, course, false);
  const hasRoom = course.phase !== 'done' && neededRows(full, model.size.columns, plainTheme) <= ROWS.most;
  return hasRoom ? full : stripProps(model, course, true);
}

// Keys

function interpretBeside(model: Model, event: InputEvent, own?: OwnKeys): Message | undefined {
  const { course } = model;
  if (event.kind !== 'key' || course === undefined) return interpret(model, event, own);
  const key = keyName(event);
  const isLeaving = key === 'ctrl+c' || key === 'ctrl+z' || key === 'ctrl+l';
  // Any key stops the keys that the program presses. On the way to an earlier step they continue.
  if (course.player !== undefined && !isLeaving) {
    return course.resumeAt === undefined ? lesson({ type: 'stopPlayer' }) : undefined;
  }
  const meant = model.view.kind === 'prompt' ? key : (own?.get(key) ?? key);
  return messageOfStrip(model, course, meant) ?? interpret(model, event, own);
}

/** The message of a key that the lesson presses. */
export function pressed(model: Model, key: string): Message {
  return (model.course && messageOfStrip(model, model.course, key)) ?? interpretKey(model, key);
}

function lesson(message: CourseMessage): Message {
  return { type: 'lesson', message };
}

/** The message of a key that the strip takes; undefined for one of the dashboard. */
function messageOfStrip(model: Model, course: CourseState, key: string): Message | undefined {
  const { kind } = model.view;
  // A question of the dashboard, or its search, takes every character.
  if (kind === 'prompt' || kind === 'help') return undefined;
  if (isHeld(course, key)) return lesson({ type: 'held', key });
  if (key === 'h' && kind !== 'map') return lesson({ type: 'hint' });
  if (key === 'tab' || key === 'shift+tab') return focusMessage(model, course, key);
  // Over the panes these digits do nothing: a person means the question that is folded, and sees it before the answer counts.
  if (course.focus === 'folded' && kind === 'panes' && isAsking(course) && /^[1-9]$/.test(key))
    return lesson({ type: 'open' });
  if (hasOwnEnter(kind)) return undefined;
  if (!hasKeys(course)) return digitOfAnswer(course, key);
  if (key === 'escape') return kind === 'panes' && !model.isZoomed ? lesson({ type: 'fold' }) : undefined;
  if (key === '<') return lesson({ type: 'back' });
  if (key === 'enter' && canGoOn(course)) return lesson({ type: 'next' });
  if (isAsking(course)) return answerMessage(course, key);
  return key === 'enter' && hasEnter(model, course) ? lesson({ type: 'typed', key }) : undefined;
}

/**
 * The message of a key of an answer. Where a number is asked, no letter but `q` reaches the dashboard: a typed word must not change the run.
 * Once a character is typed, all others belong to the answer.
 */
function answerMessage(course: CourseState, key: string): Message | undefined {
  const choices = choicesOf(stepOf(course));
  if (choices !== undefined) {
    // A person confirms a number with enter, or presses it once too often: it is no key of the dashboard now.
    if (key === 'enter') return lesson({ type: 'typed', key });
    if (!/^[1-9]$/.test(key)) return undefined;
    const choice = Number(key) - 1;
    return lesson(choice < choices.length ? { type: 'choose', choice } : { type: 'typed', key });
  }
  if (key === 'enter') return lesson({ type: 'answer' });
  const isOfAnswer =
    course.typed === ''
      ? /^[\d.,−a-zA-Z-]$/.test(key) && key !== 'q'
      : [...key].length === 1 || key === 'space' || key === 'backspace' || key === 'delete';
  return isOfAnswer ? lesson({ type: 'typed', key }) : undefined;
}

/**
 * The message of a digit while the dashboard has the keys: with an open question in sight a person means the answer, and 0 and - would
 * change the run. The strip has the keys then.
 */
function digitOfAnswer(course: CourseState, key: string): Message | undefined {
  if (!isAsking(course) || course.focus === 'folded') return undefined;
  const isDigit = course.typed === '' || choicesOf(stepOf(course)) !== undefined ? /^[\d−-]$/ : /^[\d.,−-]$/;
  return isDigit.test(key) ? answerMessage(course, key) : undefined;
}

/** `tab` reaches the strip after the last pane, and leaves it for the pane that is lit, or else the first. */
function focusMessage(model: Model, course: CourseState, key: string): Message | undefined {
  // Inside a line, the key goes to the next one.
  if (model.view.kind === 'inspect') return undefined;
  const direction = key === 'tab' ? 1 : -1;
  if (hasKeys(course)) return lesson({ type: 'leave', direction });
  // A folded strip opens at once.
  return isLastPane(model, direction) || course.focus === 'folded' || model.view.kind !== 'panes'
    ? lesson({ type: 'reach' })
    : undefined;
}

/** True for the last pane in the order of `tab`, or the first in that of `shift+tab`. */
function isLastPane(model: Model, direction: 1 | -1): boolean {
  const place = (name: Model['focus']): number => paneNames.indexOf(name);
  return direction * (place(moveFocus(model, direction).focus) - place(model.focus)) <= 0;
}

// Drawing

export function drawBeside(model: Model, theme: Theme): readonly PlacedFrame[] {
  const { course, strip, size } = model;
  const hasStripKeys = course !== undefined && takesKeys(model, course);
  const shown = hidesCause(model) ? withoutMarks(model) : model;
  const frames = view(shown, hasStripKeys ? withKeysElsewhere(theme) : theme);
  const place = strip && stripPlace(strip, size, frames);
  if (course === undefined || strip === undefined || place === undefined) return frames;
  const props = strip.side === 'below' ? stripPropsBelow(model, course) : stripProps(model, course, false);
  const frame = strip.side === 'right' ? drawStripBeside(props, place, theme) : drawStripBelow(props, place, theme);
  return [...frames, fitted({ name: 'lesson', place, frame })];
}

/** The model without the marks of techniques in its program: in a hunt they would name the mistake. */
function withoutMarks(model: Model): Model {
  const { program } = model.network;
  const plain = (lines: readonly Statement[]): readonly Statement[] => lines.map(({ techniques: _, ...line }) => line);
  const own = { ...program, setup: plain(program.setup), iteration: plain(program.iteration) };
  return { ...model, network: { ...model.network, program: own } };
}

/** The place of the strip; undefined where the terminal is too small for a dashboard. */
function stripPlace(strip: Strip, { columns, rows }: Size, frames: readonly PlacedFrame[]): Rectangle | undefined {
  if (strip.side === 'right') return { x: columns - strip.columns, y: 0, columns: strip.columns, rows };
  const footer = frames.find(({ name }) => name === 'footer')?.place;
  return footer && { x: 0, y: footer.y - strip.rows, columns, rows: strip.rows };
}
