import type { ViewRequest } from '../../worker/protocol.ts';
import { settingsIn } from '../../worker/subject.ts';
import { helpRows, wordsOf } from '../keys/bindings.ts';
import { whyNothing } from '../keys/why-nothing.ts';
import type { PaneName, Size } from '../views/layout.ts';
import { actInView, openView, viewRequestOf } from '../views/view.ts';
import { changePart, filterExamples, sortExamples } from './arrange.ts';
import { fieldNames } from './asked-row.ts';
import { toggleBreakpoint } from './breakpoints.ts';
import {
  chooseCurve,
  goToCrosshair,
  moveCrosshair,
  nextWindow,
  showWatch,
  toggleScale,
  withGrowingChart,
  zoomChart,
} from './chart.ts';
import { addCompared, keepRun } from './kept-runs.ts';
import { quitOrAsk } from './leaving.ts';
import { mark, markHere } from './marks.ts';
import type { Action, Message } from './message.ts';
import { type Model, shownSpeed } from './model.ts';
import { aboutProps, layoutOf } from './pane-space.ts';
import { point } from './point.ts';
import {
  ALPHA_RANGE,
  addParsedWatch,
  askForNote,
  beginRace,
  isAlpha,
  openInput,
  openPrompt,
  type Question,
  removeWatch,
  reportWritten,
  typeKey,
  typeText,
  whyAlphaIsIdle,
} from './prompt.ts';
import { receive, withFocus } from './receive.ts';
import {
  ask,
  cellValue,
  edit,
  editCell,
  isRunning,
  reseed,
  reset,
  restart,
  runTo,
  send,
  start,
  type Update,
  withNotice,
  withoutCompareView,
  withoutEffects,
} from './requests.ts';
import { afterChange, afterEditor, pauseForEditor } from './scenario-file.ts';
import { chosenSourceLine, isScript, positionOf, scriptView, trainsNothing } from './script.ts';
import { moveFocus, moveWeight, scroll, sideways } from './scroll.ts';
import { neighbouringSpeed } from './speeds.ts';
import { backToFormer, hearSweep } from './sweep.ts';
import { trainingStart } from './training.ts';
import { afterWait, waits, waitsForArrival, withWaiting } from './waiting-actions.ts';

/* One file, though it is long: every message and every action is a case of `update`. */

/**
 * The model after a message, and the effects outside it. The only place where the model changes; pure.
 */
export function update(model: Model, message: Message): Update {
  return withViewRequest(respond(model, message));
}

/** The update with the view request of the screen that it shows. */
export function withViewRequest(next: Update): Update {
  const viewRequest = viewRequestOf(next.model);
  if (isSameRequest(viewRequest, next.model.viewRequest)) return next;
  const asked = send({ ...next.model, viewRequest }, { type: 'setViewRequest', viewRequest });
  return { model: asked.model, effects: [...next.effects, ...asked.effects] };
}

function questionOf(model: Model, kind: (Action & { type: 'ask' })['question']): Question {
  if (kind === 'script') return { kind, target: 'numpy' };
  if (kind === 'row') return { kind, names: fieldNames(model.subject) };
  return kind === 'alpha' ? { kind, now: baseAlpha(model) } : { kind };
}

/** The learning rate that a person sets: a schedule multiplies it. */
function baseAlpha({ network, snapshot, request, askedAlpha }: Model): number | undefined {
  if (askedAlpha?.request === request && snapshot?.request !== request) return askedAlpha.value;
  return settingsIn(network.subject)?.learningRate ?? snapshot?.alpha;
}

function respond(model: Model, message: Message): Update {
  switch (message.type) {
    case 'opened':
      return start(model, model.seed, message.paused ? 'paused' : 'running');
    case 'action': {
      if (model.asksToQuit && message.action.type !== 'leave') {
        const stayed = withNotice({ ...model, asksToQuit: false }, undefined);
        return message.action.type === 'close' ? withoutEffects(stayed) : respond(stayed, message);
      }
      if (waitsForArrival(model, message.action)) return withoutEffects(withWaiting(model, message.action));
      const { model: stopped, effects } = stopAtKey(model, message.action);
      const acted = actOrSayWhyNot(withNotice(stopped, undefined), message.action, isAtNewest(model));
      if (waits(stopped, message.action, acted.model)) return { model: withWaiting(stopped, message.action), effects };
      return { model: acted.model, effects: [...effects, ...acted.effects] };
    }
    case 'refused': {
      const { model: stopped, effects } = stopAtKey(model.asksToQuit ? { ...model, asksToQuit: false } : model);
      return { model: withNotice(stopped, message.reason), effects };
    }
    case 'pointed':
      return point(model, message.at);
    case 'typed':
      return typeKey(model, message.key);
    case 'pasted':
      return typeText(model, message.text);
    case 'watchRead':
      return addParsedWatch(model, message);
    case 'raceRead':
      return beginRace(model, message);
    case 'compared':
      return withoutEffects(addCompared(model, message.compared));
    case 'sweep':
      return hearSweep(model, message.news);
    case 'editorOpened':
      return pauseForEditor(model);
    case 'edited':
      return afterEditor(model, message);
    case 'scenarioChanged':
      return afterChange(model, message.file, message.isGone);
    case 'written':
      return reportWritten(model, message);
    // `lesson/companion.ts` answers them, where there is a lesson.
    case 'lesson':
    case 'lessonOpened':
      return withoutEffects(model);
    case 'reported':
      return afterWait(receive(model, message.report), (own, action) => respond(own, { type: 'action', action }));
    case 'resized':
      return withoutEffects(isSameSize(model.size, message.size) ? model : withFocus({ ...model, size: message.size }));
  }
}

/** No key is silent: one that changes nothing says why, and one whose effect a view covers says what it does. */
function actOrSayWhyNot(model: Model, action: Action, atNewest: boolean): Update {
  const asked = goesOn(action) ? openInput(model) : undefined;
  const next = asked === undefined ? act(model, action, atNewest) : withoutEffects(asked);
  if (next.model.notice !== undefined) return next;
  if (next.effects.length === 0 && isSame(model, next.model))
    return withoutEffects(withNotice(model, whyNothing(model, action)));
  if (model.view.kind !== next.model.view.kind || !isCovered(model, action)) return next;
  return { ...next, model: withNotice(next.model, wordsOf(action), 'news') };
}

/** True for an action that continues by itself or line by line: a script that waits for input asks instead. */
function goesOn(action: Action): boolean {
  if (action.type === 'travel') return action.travel.to === 'line' && action.travel.by === 1;
  return ['toggleRunning', 'step', 'stepOver', 'stepOut'].includes(action.type);
}

/** True for an action whose effect is under the open view, or in a pane that is not on the screen. */
function isCovered(model: Model, action: Action): boolean {
  const { view } = model;
  switch (action.type) {
    case 'toggleScale':
    case 'nextWindow':
      return !isInSight(model, 'error');
    case 'sortExamples':
    case 'filterExamples':
      return !isInSight(model, 'predictions');
    case 'zoomPane':
    case 'moveFocus':
      return view.kind !== 'panes';
    case 'changePart':
      return !['panes', 'fit', 'example'].includes(view.kind);
    case 'open':
      return action.view === view.kind;
    case 'travel':
      return (
        view.kind === 'help' ||
        (['line', 'iterationBefore'].includes(action.travel.to) && !['panes', 'inspect', 'example'].includes(view.kind))
      );
    case 'scroll':
    case 'leave':
    case 'quit':
    case 'suspend':
    case 'repaint':
    case 'editScenario':
      return false;
    default:
      return view.kind === 'help';
  }
}

/** True for a pane on the screen: a small terminal shows one at a time. */
function isInSight(model: Model, pane: PaneName): boolean {
  return model.view.kind === 'panes' && layoutOf(model)?.panes[pane] !== undefined;
}

/** True when two models show the same, as far as a key can change it without an effect. */
function isSame(one: Model, other: Model): boolean {
  const fields = Object.keys(other) as (keyof Model)[];
  return fields.every(
    (field) => one[field] === other[field] || (chosen.has(field) && isAlike(one[field], other[field])),
  );
}

/** Small fields, which a key may replace by their like. */
const chosen: ReadonlySet<keyof Model> = new Set(['chart', 'view', 'examples', 'scroll', 'weight']);

function isAlike(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (ArrayBuffer.isView(one) || ArrayBuffer.isView(other)) return false;
  const keys = Object.keys(other) as (keyof typeof other)[];
  return keys.length === Object.keys(one).length && keys.every((key) => isAlike(one[key], other[key]));
}

/** @param atNewest true where keys that continue run on. */
function act(model: Model, action: Action, atNewest: boolean): Update {
  switch (action.type) {
    case 'open':
      return openView(model, action.view);
    case 'act':
      if (action.view === 'help' && action.key === 'enter') return pressChosen(model);
      return actInView(model, action.view, action.key);
    case 'toggleRunning':
      return isRunning(model) ? ask(model, 'paused', { type: 'pause' }) : ask(model, 'running', { type: 'resume' });
    case 'step':
      return ask(model, 'paused', { type: 'step', iterations: action.iterations });
    case 'stepOver':
    case 'stepOut':
      return ask({ ...model, cursor: undefined }, 'paused', { type: action.type });
    case 'toggleBreakpoint':
      return toggleBreakpoint(model, chosenSourceLine(model));
    case 'reset':
      return reset(model);
    case 'restart':
      return restart(model, model.seed);
    case 'reseed':
      return reseed(model);
    case 'changeSpeed': {
      const speed = neighbouringSpeed(shownSpeed(model), action.direction);
      if (speed === model.speed && model.risesFrom === undefined) return withoutEffects(model);
      return send({ ...model, speed, risesFrom: undefined }, { type: 'setSpeed', speed });
    }
    case 'toggleScale':
      return withoutEffects(toggleScale(model));
    case 'nextWindow':
      return withoutEffects(nextWindow(model));
    case 'zoomChart':
      return withoutEffects(zoomChart(model, action.direction));
    case 'moveCrosshair':
      return withoutEffects(moveCrosshair(model, action.direction));
    case 'goToCrosshair':
      return goToCrosshair(model);
    case 'chooseCurve':
      return withoutEffects(chooseCurve(model, action.direction));
    case 'showWatch':
      return withoutEffects(showWatch(model));
    case 'scroll':
      if (model.view.kind === 'help') return actInView(model, 'help', scrollKey(action));
      return withoutEffects(scroll(model, action));
    case 'sideways':
      return withoutEffects(model.view.kind === 'panes' ? sideways(model, action.direction) : model);
    case 'zoomPane':
      return withoutEffects({ ...model, isZoomed: !model.isZoomed });
    case 'moveFocus':
      return withoutEffects(moveFocus(model, action.direction));
    case 'travel':
      if (action.travel.to === 'newest' && atNewest) return runToEnd(model);
      return ask({ ...model, cursor: undefined }, 'paused', { type: 'travel', travel: action.travel });
    case 'scrub': {
      const by =
        Math.sign(action.hundredths) * Math.max(1, Math.round((lengthOf(model) * Math.abs(action.hundredths)) / 100));
      if (by > 0 && atNewest) return runTo(model, positionOf(model).now + by);
      return ask({ ...model, cursor: undefined }, 'paused', { type: 'travel', travel: { to: 'iterations', by } });
    }
    case 'ask':
      return withoutEffects(openPrompt(model, questionOf(model, action.question)));
    case 'sortExamples':
      return withoutEffects(sortExamples(model));
    case 'filterExamples':
      return withoutEffects(filterExamples(model));
    case 'changePart':
      return withoutEffects(changePart(model));
    case 'keepRun':
      return withoutEffects(keepRun(model));
    case 'mark':
      return withoutEffects(askForNote(model, markHere(model)) ?? mark(model));
    case 'editWeight':
      if (model.focus !== 'weights' || model.weight === undefined) return withoutEffects(focusWeights(model));
      return withoutEffects(
        openPrompt(model, { kind: 'weight', cell: model.weight, now: cellValue(model, model.weight) }),
      );
    case 'clear':
      if (model.focus === 'notes') {
        if (model.watches.length > 0) return removeWatch(model);
        return withoutEffects(withNotice(model, 'there is no watch to remove: w adds one'));
      }
      if (model.focus !== 'weights' || model.weight === undefined) return withoutEffects(focusWeights(model));
      return editCell(model, model.weight, 0);
    case 'scaleAlpha': {
      const alpha = baseAlpha(model) ?? 1;
      const value = Number((alpha * action.factor).toPrecision(6));
      const refused = whyAlphaIsIdle(model) ?? (isAlpha(value) ? undefined : ALPHA_RANGE);
      if (refused !== undefined) return withoutEffects(withNotice(model, refused));
      const asked = edit(model, [{ kind: 'settings', set: { learningRate: value } }]);
      return { ...asked, model: { ...asked.model, askedAlpha: { request: asked.model.request, value } } };
    }
    case 'undo':
      return ask(withoutCompareView({ ...model, cursor: undefined }), 'paused', { type: 'undo' });
    case 'backToFormer':
      return backToFormer(model);
    case 'toggleAbout':
      return withoutEffects(toggleAbout(model));
    case 'close':
      return close(model);
    case 'leave':
      return model.view.kind === 'panes' ? quitOrAsk(model) : close(model);
    case 'editScenario':
    case 'repaint':
    case 'suspend':
    case 'quit':
      return { model, effects: [{ type: action.type }] };
  }
}

/** Any key stops a run that continues to an iteration. The key for run and pause does so by itself. */
function stopAtKey(model: Model, action?: Action): Update {
  if (model.runsTo === undefined) return withoutEffects(model);
  // Moves that wait are about the iteration that is not reached.
  const stopped: Model = { ...model, runsTo: undefined, waiting: [] };
  return action?.type === 'toggleRunning' ? withoutEffects(stopped) : ask(stopped, 'paused', { type: 'pause' });
}

/** True where no later iteration has run. A snapshot may be older than a journey that the run is on, and does not count then. */
function isAtNewest(model: Model): boolean {
  const { snapshot, run, request } = model;
  if (snapshot === undefined || snapshot.run !== run) return true;
  const { script, iteration, furthest } = snapshot;
  const isNewest = script === undefined ? iteration === furthest : script.lines === script.furthestLines;
  return isNewest && (snapshot.request === request || isRunning(model));
}

function runToEnd(model: Model): Update {
  const goal = goalOf(model);
  // The end of a script may not be known, and that of a training is not known before it.
  const isKnown = !isScript(model) || scriptView(model)?.end !== undefined;
  if (!isKnown || (isScript(model) && (model.snapshot?.iteration ?? 0) >= goal))
    return ask({ ...model, cursor: undefined }, 'running', { type: 'resume' });
  if ((model.snapshot?.iteration ?? 0) < goal) return runTo(model, goal);
  return withoutEffects(withNotice(model, 'this is the end of the run; space continues'));
}

/** The key of the help that chooses as the wheel scrolls. */
function scrollKey({ by, direction }: Action & { type: 'scroll' }): string {
  if (by === 'page') return direction === 1 ? 'pagedown' : 'pageup';
  return direction === 1 ? 'down' : 'up';
}

/** Closes the help, and does what its chosen key does; or says why that is not possible now. */
function pressChosen(model: Model): Update {
  const { view } = model;
  if (view.kind !== 'help') return withoutEffects(model);
  const row = helpRows(model, view)[view.chosen];
  if (row === undefined) return withoutEffects(withNotice(model, 'no key matches: backspace removes a letter'));
  if (row.reason !== undefined) return withoutEffects(withNotice(model, `not now: ${row.reason}`));
  return respond({ ...model, view: view.covered }, { type: 'action', action: row.action });
}

/** Ends a replay; without one, and with a replay for the view that is open, closes the view. */
function close(model: Model): Update {
  const { journey, view } = model;
  const canBeCancelled = journey !== undefined && !['search', 'resume', 'roles'].includes(journey.purpose);
  if (!canBeCancelled || view.kind === 'prompt') return withoutEffects(closed(model));
  return send(journey.purpose === 'look' ? closed(model) : model, { type: 'cancel' });
}

/**
 * Closes a question, or else the view that covers the panes; or else ends the zoom of a pane, or that of the focused chart, or else
 * hides the description.
 */
function closed(model: Model): Model {
  const { view, isZoomed, focus } = model;
  if (view.kind === 'panes') {
    if (isZoomed) return { ...model, isZoomed: false };
    const chart = focus === 'error' ? withGrowingChart(model) : model;
    return chart === model && aboutProps(model) !== undefined ? { ...model, about: 'hidden' } : chart;
  }
  return { ...model, view: view.kind === 'prompt' || view.kind === 'help' ? view.covered : { kind: 'panes' } };
}

/** Shows the description in full, or hides it when it is. */
function toggleAbout(model: Model): Model {
  if (model.subject.description === '')
    return withNotice(model, `the ${isScript(model) ? 'script' : 'scenario'} has no description`);
  const panes: Model = { ...model, view: { kind: 'panes' } };
  if (aboutProps(model) === undefined) return { ...panes, about: 'whole' };
  // Where the first lines are all of it, there is no more to show.
  const whole: Model = { ...model, about: 'whole' };
  const isMore = model.about === 'brief' && layoutOf(whole)?.about?.rows !== layoutOf(model)?.about?.rows;
  return isMore ? whole : { ...model, about: 'hidden' };
}

/** The length that is scrubbed through: of a script, this training; of one that trains nothing, its lines so far. */
function lengthOf(model: Model): number {
  return trainsNothing(model) ? positionOf(model).furthest : goalOf(model) - trainingStart(model);
}

function goalOf({ snapshot, subject }: Model): number {
  return snapshot?.goal ?? subject.iterations;
}

/** Focuses the weights, and says how to choose one. */
function focusWeights(model: Model): Model {
  const chosen = model.weight === undefined ? moveWeight(model, 0, 0) : model;
  return withNotice({ ...chosen, focus: 'weights' }, 'arrows choose a weight, e edits it, x sets it to zero', 'news');
}

function isSameSize(one: Size, other: Size): boolean {
  return one.columns === other.columns && one.rows === other.rows;
}

function isSameRequest(one: ViewRequest, other: ViewRequest): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
