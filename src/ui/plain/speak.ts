import { type CoveringView, helpRows, wordsOf } from '../keys/bindings.ts';
import { ALL_IN_SIGHT } from '../keys/why-nothing.ts';
import { askedLayers } from '../model/examples.ts';
import type { Action, Message } from '../model/message.ts';
import { type Model, type ShownState, shownState, shownView } from '../model/model.ts';
import { isRunning } from '../model/requests.ts';
import type { SweepNews } from '../model/sweep.ts';
import { ownIteration } from '../model/training.ts';
import { formatCount } from '../text/numbers.ts';
import { progressWords } from '../words/map-words.ts';
import { isChartPending, scaleWords, windowWords } from './chart.ts';
import { askedSentences } from './examples.ts';
import { tableSentences } from './map.ts';
import { changeSentences, paneSentences, predictionsShort, watchSentence } from './panes.ts';
import { iterationSentence, lineSentences, runningTo, speedWords, statusLines, verdictSentence } from './position.ts';
import { answerChanged, answered, line, promptOf, questionOpened, type Utterance } from './prompts.ts';
import { otherLoopSentences } from './script.ts';
import { sentence } from './spoken.ts';
import { descriptionSentences, isViewPending, viewBeginning, viewLines, viewTitle } from './views.ts';

/*
 * The dashboard in sentences. Each key is answered: at once, or when the training thread has answered. By itself the program
 * speaks at the end of a run, at a breakpoint, when something has failed, and when the scenario
 * file has changed, once each. One file, though it is long: an answer that is
 * owed and the report that pays it belong together.
 */

/** An answer that waits for the training thread. A newer one of its kind takes its place. */
type Owed =
  /** The state of the run, with its verdict. */
  | { readonly kind: 'status' }
  /** The iteration that a step or a journey has come to; `before` is the verdict until then. */
  | { readonly kind: 'iteration'; readonly before: string | undefined }
  /** The line that has run, or that has been taken back to. */
  | { readonly kind: 'line'; readonly isBack: boolean; readonly ran?: number | undefined }
  /** The newest change of the run. */
  | { readonly kind: 'change' }
  | { readonly kind: 'watch' }
  /** The prediction of the typed row. */
  | { readonly kind: 'asked' }
  | { readonly kind: 'pane'; readonly part: 'short' | 'chosen' | 'rows' }
  | { readonly kind: 'view'; readonly part: 'whole' | 'chosen' };

/** The line view follows the run. */
const INSIDE: Owed = { kind: 'view', part: 'whole' };

/** The state of the conversation. */
export interface Conversation {
  readonly owed: readonly Owed[];
  /** The lines of the open view, and the one that was read last. */
  readonly reading:
    | { readonly view: CoveringView['kind']; readonly lines: readonly string[]; readonly at: number }
    | undefined;
  /** True once the beginning of a replay has been said. */
  readonly toldJourney: boolean;
  /** The end of the run that has been said; undefined while the run continues. */
  readonly toldEnd: string | undefined;
  /** True once a changed file of the scenario has been said, until the scenario is read again. */
  readonly toldChange: boolean;
}

export const silence: Conversation = {
  owed: [],
  reading: undefined,
  toldJourney: false,
  toldEnd: undefined,
  toldChange: false,
};

export interface Spoken {
  readonly conversation: Conversation;
  readonly said: readonly Utterance[];
}

/** The words about a message, and the answers that are owed after it. */
export function speak(conversation: Conversation, before: Model, message: Message, after: Model): Spoken {
  switch (message.type) {
    case 'opened':
      return { conversation: { ...silence, owed: [{ kind: 'status' }] }, said: greeting(after).map(line) };
    case 'reported':
      return hearReport(conversation, before, after);
    // The chart names the kept run that has come.
    case 'compared':
    // No mouse points at sentences.
    case 'pointed':
    case 'resized':
    case 'lessonOpened':
      return { conversation, said: [] };
    case 'sweep':
      return hearSweepNews(conversation, before, message.news, after);
    // The lesson speaks for itself, but for a key that waits.
    case 'lesson':
      return { conversation, said: noticeOf(before, after) };
    case 'editorOpened':
      return { conversation, said: [line('The editor has the terminal.')] };
    case 'scenarioChanged':
      // By itself, and so once.
      return {
        conversation: { ...conversation, toldChange: true },
        said: conversation.toldChange && message.isGone !== true ? [] : noticeOf(before, after),
      };
    case 'edited':
      return answerTo({ ...conversation, toldChange: false }, before, undefined, after);
    case 'watchRead':
    case 'raceRead':
    case 'written':
    case 'typed':
    case 'pasted':
    case 'refused':
      return answerTo(conversation, before, undefined, after);
    case 'action':
      return answerTo(conversation, before, message.action, after);
  }
}

/** By itself the map speaks at its end, and where something is wrong. */
function hearSweepNews(conversation: Conversation, before: Model, news: SweepNews, after: Model): Spoken {
  switch (news.type) {
    case 'found':
      return { conversation, said: [] };
    case 'done':
      return { conversation, said: after === before ? [] : mapEnded(after).map(line) };
    case 'planned': {
      const { sweep } = after;
      const said =
        sweep === undefined || sweep === before.sweep ? [] : [line(sentence(`map: ${progressWords(sweep)}`))];
      const paid = pay(conversation, after);
      return { conversation: paid.conversation, said: [...said, ...paid.said] };
    }
    default:
      return answerTo(conversation, before, undefined, after);
  }
}

/** The end of a map; where it is open, with its table. */
function mapEnded(model: Model): readonly string[] {
  const { sweep } = model;
  const shown = shownView(model);
  const table = sweep === undefined || shown.kind !== 'map' ? [] : tableSentences(sweep, shown.look);
  return ['All runs of the map have ended.', ...table];
}

/** The scenario, and the first keys. */
function greeting(model: Model): readonly string[] {
  const { subject, seed, about } = model;
  return [
    `${subject.name}, seed ${seed}, in backprop-tui.`,
    // A lesson hides the description: it answers what the lesson asks.
    ...(about === 'hidden' ? [] : descriptionSentences(model)),
    'Space runs and pauses, s runs one iteration, n one line, tab goes to the next pane, question mark lists the keys, q quits.',
  ];
}

// Answers to keys

/** The answer to a key: sentences at once, and answers that wait for the training thread. */
interface Answer {
  readonly now?: readonly string[];
  readonly owed?: readonly Owed[];
}

function answerTo(conversation: Conversation, before: Model, action: Action | undefined, after: Model): Spoken {
  const [asked, asks] = [promptOf(before), promptOf(after)];
  if (asks !== undefined) {
    const said =
      asked === undefined ? [...noticeOf(before, after), ...questionOpened(asks)] : echoOf(before, after, asked, asks);
    return { conversation, said };
  }
  const scrolled =
    action?.type === 'scroll' && after.view.kind !== 'panes' ? readOn(conversation, after, action) : undefined;
  if (scrolled !== undefined) return scrolled;
  const answer = joined([
    questionAnswer(before, action),
    viewChange(before, after),
    ...keyAnswers(before, action, after),
  ]);
  // A run that continues has no older position to tell.
  const older = conversation.owed.filter(({ kind }) => {
    return !answer.owed.some((own) => own.kind === kind) && !(isOfRest(kind) && isRunning(after));
  });
  const next = { ...conversation, owed: [...older, ...answer.owed], toldJourney: false };
  const hasAnswer = answer.now.length + answer.owed.length > 0;
  // A view that covers the effect of a key has a notice for it.
  const isRepeated = hasAnswer && action !== undefined && after.notice?.text === wordsOf(action);
  const notice = isRepeated ? [] : noticeOf(before, after);
  const isAnswered = hasAnswer || notice.length > 0;
  const said = [
    ...answer.now.map(line),
    ...notice,
    ...(isAnswered || isSilent(action) ? [] : [line('Nothing changes.')]),
  ];
  const paid = pay(next, after);
  return { conversation: paid.conversation, said: [...said, ...paid.said] };
}

/** True for an answer about a run that rests. */
function isOfRest(kind: Owed['kind']): boolean {
  return kind === 'status' || kind === 'iteration' || kind === 'line';
}

/** True for keys that end or stop the process, and for a question whose answer is being read. */
function isSilent(action: Action | undefined): boolean {
  return action === undefined || action.type === 'leave' || ['quit', 'suspend', 'editScenario'].includes(action.type);
}

function joined(answers: readonly Answer[]): Required<Answer> {
  return {
    now: answers.flatMap(({ now = [] }) => now),
    owed: answers.flatMap(({ owed = [] }) => owed),
  };
}

/** The notice of a key. A key that is refused again gets its reason again. */
function noticeOf(before: Model, { notice, runsTo }: Model): readonly Utterance[] {
  const stopped = before.runsTo !== undefined && runsTo === undefined ? [line('Stopping.')] : [];
  // Its rows are read instead.
  const isWhole = notice?.text === ALL_IN_SIGHT;
  return notice === undefined || isWhole ? stopped : [...stopped, line(sentence(notice.text))];
}

function echoOf(
  before: Model,
  after: Model,
  asked: NonNullable<ReturnType<typeof promptOf>>,
  asks: NonNullable<ReturnType<typeof promptOf>>,
): readonly Utterance[] {
  if (asked === asks) return before === after ? [] : noticeOf(before, after);
  return answerChanged(asked, asks);
}

/** The answer to a question is read back when it is taken. */
function questionAnswer(before: Model, action: Action | undefined): Answer {
  const asked = promptOf(before);
  if (asked === undefined) return {};
  return { now: action?.type === 'close' ? ['Question closed.'] : answered(asked) };
}

/** Another view, or the panes again. */
function viewChange(before: Model, after: Model): Answer {
  const [was, is] = [shownView(before), shownView(after)];
  if (was.kind === is.kind) return {};
  const closed = was.kind === 'panes' ? [] : [sentence(`${viewTitle(after, was)} closed`)];
  if (is.kind === 'panes') return { now: closed };
  const paused = isRunning(before) && !isRunning(after) ? ['Paused.'] : [];
  return { now: [...closed, ...paused, ...viewBeginning(is)], owed: [{ kind: 'view', part: 'whole' }] };
}

function keyAnswers(before: Model, action: Action | undefined, after: Model): readonly Answer[] {
  if (after.run !== before.run) return [startedOver(before, after)];
  if (action === undefined) return [questionEffect(before, after), searchEffect(before, after)];
  const { view } = before;
  if (view.kind === 'help' && action.type === 'act' && action.key === 'enter') {
    // The help presses its chosen key in the view under it.
    const row = helpRows(before, view)[view.chosen];
    return row === undefined ? [] : [actionAnswer({ ...before, view: view.covered }, row.action, after)];
  }
  return [actionAnswer(before, action, after)];
}

function startedOver(before: Model, after: Model): Answer {
  const name = before.subject.name === after.subject.name ? '' : `: ${after.subject.name}`;
  const { seed, runsTo } = after;
  // A run of the map, or the one before it, rests where it is opened.
  if (runsTo !== undefined) {
    const words = [sentence(`the run starts over from seed ${seed}${name}`), runningTo(after, runsTo)];
    return { now: words, owed: [{ kind: 'status' }] };
  }
  const state = after.wanted === 'running' ? 'running' : 'paused before the first iteration';
  return { now: [sentence(`the run starts over from seed ${seed}, ${state}${name}`)] };
}

/** The key that a search in the list of keys has found first. */
function searchEffect(before: Model, after: Model): Answer {
  const [was, is] = [before.view, after.view];
  const isTyped = was.kind === 'help' && is.kind === 'help' && was.filter !== is.filter;
  return isTyped ? { owed: [{ kind: 'view', part: 'chosen' }] } : {};
}

/** The effect of an answered question. */
function questionEffect(before: Model, after: Model): Answer {
  const asked = promptOf(before);
  if (asked === undefined) return {};
  if (asked.typed.trim() === '' && asked.question.kind !== 'find' && asked.question.kind !== 'input') return {};
  switch (asked.question.kind) {
    case 'iteration':
      return moved(before, after);
    case 'alpha':
    case 'weight':
      return changeOfRun(before, after);
    case 'watch':
      return { owed: [{ kind: 'watch' }] };
    case 'input':
      return { owed: [{ kind: 'line', isBack: false }] };
    case 'option':
    case 'plane':
    case 'surface':
      return { owed: [{ kind: 'view', part: 'chosen' }] };
    case 'row':
      return { owed: [{ kind: 'asked' }] };
    case 'find':
      return after.notice === undefined ? { now: predictionsShort(after) } : {};
    case 'sweep':
      return after.askedSweep === undefined ? {} : { owed: [{ kind: 'view', part: 'whole' }] };
    case 'file':
    case 'race':
    case 'script':
    case 'mapFile':
    case 'note':
      return {};
  }
}

/** The run goes to another iteration. */
function moved(before: Model, after: Model): Answer {
  if (after.request === before.request) return {};
  const going = after.runsTo === undefined ? [] : [runningTo(after, after.runsTo)];
  const position = { kind: 'iteration', before: before.snapshot?.verdict?.kind } as const;
  return { now: going, owed: shownView(after).kind === 'inspect' ? [position, INSIDE] : [position] };
}

/** The answer to each action. An action without an entry does not compile. */
function actionAnswer(before: Model, action: Action, after: Model): Answer {
  switch (action.type) {
    case 'open':
    case 'act': {
      const [was, is] = [shownView(before), shownView(after)];
      if (is.kind === 'panes' || was.kind !== is.kind) return changeOfRun(before, after);
      const isSame =
        is === was && before.examples === after.examples && before.plane === after.plane && before.unit === after.unit;
      if (isSame) return {};
      const isLine = is.kind === 'inspect' && was.kind === 'inspect' && is.line !== was.line;
      return { owed: [{ kind: 'view', part: action.type === 'open' || isLine ? 'whole' : 'chosen' }] };
    }
    case 'toggleRunning':
      return isRunning(after) ? { now: statusLines(after).slice(0, 1) } : { owed: [{ kind: 'status' }] };
    case 'step':
    case 'scrub':
    case 'goToCrosshair':
      return moved(before, after);
    case 'travel':
      if (action.travel.to === 'line' && after.request !== before.request) {
        if (shownView(after).kind === 'inspect') return { owed: [INSIDE] };
        const isBack = action.travel.by === -1;
        return { owed: [{ kind: 'line', isBack, ran: isBack ? undefined : before.snapshot?.script?.line }] };
      }
      return moved(before, after);
    case 'stepOver':
    case 'stepOut': {
      const ran = action.type === 'stepOver' ? before.snapshot?.script?.line : undefined;
      return { owed: [{ kind: 'line', isBack: false, ran }] };
    }
    case 'changeSpeed':
      if (after.notice !== undefined) return {};
      return { now: [sentence(`speed: ${after.speed === 'unlimited' ? after.speed : speedWords(after.speed)}`)] };
    case 'toggleScale':
      return { now: [sentence(scaleWords(after.chart.watch === undefined ? after.scale : after.chart.watchScale))] };
    case 'zoomChart':
      return after.chart === before.chart ? {} : { now: [sentence(`chart: ${windowWords(after)}`)] };
    case 'chooseCurve':
    case 'showWatch':
      return after.chart === before.chart ? {} : { owed: [{ kind: 'pane', part: 'short' }] };
    case 'moveCrosshair':
      return after.chart === before.chart ? {} : { owed: [{ kind: 'pane', part: 'chosen' }] };
    case 'scroll':
    case 'sideways': {
      const isPage = action.type === 'scroll' && action.by === 'page';
      const isWhole = after.notice?.text === ALL_IN_SIGHT;
      if ((after.notice !== undefined && !isWhole) || after.view.kind !== 'panes') return {};
      return { owed: [{ kind: 'pane', part: isPage || isWhole ? 'rows' : 'chosen' }] };
    }
    case 'zoomPane':
      return after.isZoomed
        ? { now: [sentence(`${after.focus} alone`)], owed: [{ kind: 'pane', part: 'rows' }] }
        : { now: ['All panes again.'] };
    case 'moveFocus':
      return after.focus === before.focus ? {} : { owed: [{ kind: 'pane', part: 'short' }] };
    case 'sortExamples':
    case 'filterExamples':
    case 'changePart':
      return after.notice === undefined && after.examples !== before.examples ? { now: predictionsShort(after) } : {};
    case 'editWeight':
      return after.notice === undefined ? {} : { owed: [{ kind: 'pane', part: 'chosen' }] };
    case 'clear':
      if (after.watches.length < before.watches.length) return { now: ['Watch removed.'] };
      return changeOfRun(before, after);
    case 'scaleAlpha':
      return changeOfRun(before, after);
    case 'backToFormer':
      return moved(before, after);
    case 'undo':
      if (after.request === before.request) return {};
      return { now: ['Undone.'], owed: [{ kind: 'iteration', before: before.snapshot?.verdict?.kind }] };
    case 'toggleAbout':
      return after.notice === undefined ? { now: descriptionSentences(after) } : {};
    case 'close':
      return closeAnswer(before, after);
    case 'repaint':
      return {
        now: statusLines(after),
        owed: [shownView(after).kind === 'panes' ? { kind: 'pane', part: 'short' } : { kind: 'view', part: 'whole' }],
      };
    // Their notices say it, or a new run, which is answered before.
    case 'nextWindow':
    case 'toggleBreakpoint':
    case 'ask':
    case 'keepRun':
    case 'mark':
    case 'reset':
    case 'restart':
    case 'reseed':
    case 'editScenario':
    case 'suspend':
    case 'leave':
    case 'quit':
      return {};
  }
}

/** A change of the run, where a key has made one. A weight that is set in a paused run has a notice, which says more. */
function changeOfRun(before: Model, after: Model): Answer {
  if (after.request === before.request || shownView(after).kind !== 'panes') return {};
  const { notice } = after;
  return notice !== undefined && / = /.test(notice.text) ? {} : { owed: [{ kind: 'change' }] };
}

function closeAnswer(before: Model, after: Model): Answer {
  if (before.asksToQuit) return { now: ['Staying.'] };
  if (before.journey !== undefined && after.view === before.view)
    return { now: ['Cancelled.'], owed: [{ kind: 'status' }] };
  if (before.isZoomed && !after.isZoomed) return { now: ['All panes again.'] };
  if (after.chart !== before.chart) return { now: [sentence(`chart: ${windowWords(after)}`)] };
  if (after.about !== before.about) return { now: ['Description hidden, d reads it.'] };
  return {};
}

/** Lines of a page of a view. */
const PAGE = 10;

/** The next line of the open view, or the one before; of a page, the lines up to there. */
function readOn(conversation: Conversation, model: Model, { by, direction }: Action & { type: 'scroll' }): Spoken {
  const view = shownView(model);
  if (view.kind === 'panes') return { conversation, said: [] };
  const { reading } = conversation;
  const lines = reading?.view === view.kind ? reading.lines : viewLines(model, view, 'whole');
  const from = reading?.view === view.kind ? reading.at : direction === 1 ? -1 : lines.length;
  const to = Math.max(0, Math.min(lines.length - 1, from + direction * (by === 'row' ? 1 : PAGE)));
  if (to === from || lines.length === 0) {
    return { conversation, said: [line(direction === 1 ? 'This is the last line.' : 'This is the first line.')] };
  }
  const read =
    direction === 1 ? lines.slice(Math.max(0, from + 1), to + 1) : lines.slice(to, to + (by === 'row' ? 1 : PAGE));
  return { conversation: { ...conversation, reading: { view: view.kind, lines, at: to } }, said: read.map(line) };
}

// Answers of the training thread

/** States in which a run has ended by itself. */
const ends: readonly ShownState[] = ['finished', 'diverged', 'stopped', 'crashed'];

function hearReport(conversation: Conversation, before: Model, after: Model): Spoken {
  const lost = after.failure !== undefined && before.failure === undefined;
  if (lost) return { conversation: silence, said: statusLines(after).slice(0, 1).map(line) };
  const problems = Object.entries(after.fileProblems).flatMap(([file, problem]) => {
    return before.fileProblems[file as keyof typeof before.fileProblems] === problem ? [] : [sentence(problem)];
  });
  const notice = after.notice === before.notice ? [] : noticeOf(before, after);
  const loop = otherLoopSentences(before, after);
  const paid = pay(withoutClosedView(conversation, after), after);
  const journey = journeyBegun(paid.conversation, after);
  const ending = isSettled(after) ? endOf(after) : conversation.toldEnd;
  // The answer to a key has said it.
  const isTold = paid.said.length > 0 && conversation.owed.some(({ kind }) => isOfRest(kind));
  const end = ending !== undefined && ending !== conversation.toldEnd && !isTold ? statusLines(after) : [];
  const toldJourney = paid.conversation.toldJourney || journey.length > 0;
  return {
    conversation: { ...paid.conversation, toldJourney, toldEnd: ending },
    said: [...problems.map(line), ...loop.map(line), ...notice, ...paid.said, ...journey.map(line), ...end.map(line)],
  };
}

/** The place where the run has ended by itself, or where a breakpoint holds; undefined for any other. */
function endOf(model: Model): string | undefined {
  const state = shownState(model);
  const { iteration, script } = model.snapshot ?? {};
  const lines = script?.stoppedAt === undefined ? '' : `, line ${script.lines}`;
  return ends.includes(state) ? `${state} at ${iteration}${lines} of run ${model.run}` : undefined;
}

/** A replay that takes a while, once for each key. */
function journeyBegun({ owed, toldJourney }: Conversation, model: Model): readonly string[] {
  const { journey } = model;
  if (journey === undefined || toldJourney || owed.length === 0) return [];
  const { purpose } = journey;
  const iteration = ownIteration(model, journey.iteration);
  switch (purpose) {
    case 'travel':
    case 'change':
      return [`Going to iteration ${formatCount(iteration)}, esc cancels.`];
    case 'look':
      return [`Replaying iteration ${formatCount(iteration)}, esc cancels.`];
    case 'search':
      return ['Searching for the first NaN or infinity.'];
    case 'resume':
      return [`Resuming at iteration ${formatCount(iteration)}.`];
    case 'roles':
      return ['The roles are found: the lines run again, and the iterations are counted.'];
  }
}

/** The view may have been closed before its answer came. */
function withoutClosedView(conversation: Conversation, model: Model): Conversation {
  if (shownView(model).kind !== 'panes') return conversation;
  return { ...conversation, owed: conversation.owed.filter(({ kind }) => kind !== 'view'), reading: undefined };
}

/** Gives the answers that can be given now, in their order. */
function pay(conversation: Conversation, model: Model): Spoken {
  const said: string[] = [];
  const left: Owed[] = [];
  let { reading } = conversation;
  for (const owed of conversation.owed) {
    if (!isReady(owed, model)) {
      left.push(owed);
      continue;
    }
    const lines = answerOf(owed, model);
    said.push(...lines);
    const view = shownView(model);
    if (owed.kind === 'view' && view.kind !== 'panes') reading = { view: view.kind, lines, at: lines.length - 1 };
  }
  return { conversation: { ...conversation, owed: left, reading }, said: said.map(line) };
}

/** True when the newest snapshot shows the effect of all keys. While the run trains, the newest one will do. */
function isSettled(model: Model): boolean {
  const { snapshot, run, request } = model;
  if (snapshot === undefined || snapshot.run !== run) return false;
  return snapshot.request === request || (isRunning(model) && model.runsTo === undefined);
}

function isReady(owed: Owed, model: Model): boolean {
  if (!isSettled(model)) return false;
  switch (owed.kind) {
    case 'view': {
      const view = shownView(model);
      return view.kind === 'panes' || !isViewPending(model, view);
    }
    case 'watch':
      return model.snapshot?.watches.length === model.watches.length;
    case 'asked':
      return model.asked === undefined || askedLayers(model) !== undefined;
    case 'change':
      return model.snapshot?.request === model.request;
    case 'iteration':
    case 'status':
    case 'line':
      return !isRunning(model);
    case 'pane':
      return model.focus !== 'error' || !isChartPending(model);
  }
}

function answerOf(owed: Owed, model: Model): readonly string[] {
  switch (owed.kind) {
    case 'status':
      return statusLines(model);
    case 'iteration': {
      const isNew = model.snapshot?.verdict?.kind !== owed.before;
      const isEnd = shownState(model) !== 'paused';
      return isEnd ? statusLines(model) : [iterationSentence(model), ...(isNew ? verdictSentence(model) : [])];
    }
    case 'line':
      return [...(owed.isBack ? ['Back.'] : []), ...lineSentences(model, owed.ran)];
    case 'change':
      return changeSentences(model).slice(-1);
    case 'asked':
      return askedSentences(model);
    case 'watch':
      return [watchSentence(model, model.watches.length - 1)];
    case 'pane':
      return paneSentences[model.focus][owed.part](model);
    case 'view': {
      const view = shownView(model);
      return view.kind === 'panes' ? [] : viewLines(model, view, owed.part);
    }
  }
}
